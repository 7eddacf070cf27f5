/** Where an event is, in words. Pure. */
export interface Placed {
  readonly place: 'lead-school' | 'elsewhere' | 'online'
  readonly placeText: string
  /** The lead school and its town; nothing where a trust leads the hub or nobody does. */
  readonly leadSchool: { readonly name: string; readonly town: string; readonly closed: boolean } | null
}

/** "Owlerbridge School, Owlerbridge". Whoever wrote more of a place than the register knows has the last word. */
export function saidPlace({ place, placeText, leadSchool }: Placed): string {
  if (place === 'online') return 'Online'
  if (place === 'elsewhere' || !leadSchool) return placeText || 'To be said by the host'
  const { name, town, closed } = leadSchool
  const school = [name, placeText || town].filter(Boolean).join(', ')
  return closed ? `${school} (closed on the register: the host will say where instead)` : school
}

/** The host must say where the event will be instead. */
export function hasLostItsPlace({ place, leadSchool }: Placed): boolean {
  return place === 'lead-school' && (leadSchool?.closed ?? true)
}
