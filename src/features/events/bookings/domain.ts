/** A school's places at an event, and the people who have them. Pure. */

export interface Guest {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly roleTitle: string
  readonly seniorLeader: boolean
  /** Diet and access; '' once the event is over. */
  readonly needs: string
}

export interface Booking {
  readonly id: number
  readonly eventId: number
  readonly partnershipId: number | null
  readonly hubId: number | null
  readonly places: number
  readonly byHost: boolean
  readonly bookedByName: string
  readonly bookedAt: string
  readonly revision: number
  readonly guests: readonly Guest[]
}

/** Who comes, as a form says it; `id` where the person stood there before. */
export type NamedGuest = Omit<Guest, 'id'> & { readonly id: number | null }

export interface GuestChanges {
  /** Somebody else comes in their place, or nobody. */
  readonly left: readonly Guest[]
  readonly came: readonly Omit<Guest, 'id'>[]
  /** The same person, with other particulars. */
  readonly changed: readonly Guest[]
}

/** Another name is another person: one leaves and one comes. Capitals and spaces are not another name. */
export function changesOf(before: readonly Guest[], after: readonly NamedGuest[]): GuestChanges {
  const byId = new Map(before.map((guest) => [guest.id, guest]))
  const kept = new Set<number>()
  const came: Omit<Guest, 'id'>[] = []
  const changed: Guest[] = []
  for (const { id, ...person } of after) {
    const guest = id === null ? undefined : byId.get(id)
    if (!guest || kept.has(guest.id) || sameName(guest.name) !== sameName(person.name)) {
      came.push(person)
      continue
    }
    kept.add(guest.id)
    if (differs(guest, person)) changed.push({ id: guest.id, ...person })
  }
  return { left: before.filter(({ id }) => !kept.has(id)), came, changed }
}

const sameName = (name: string): string => name.toLowerCase().replaceAll(/\s+/g, ' ').trim()

const differs = (guest: Guest, person: Omit<Guest, 'id'>): boolean =>
  guest.name !== person.name ||
  guest.email !== person.email ||
  guest.roleTitle !== person.roleTitle ||
  guest.seniorLeader !== person.seniorLeader ||
  guest.needs !== person.needs

/** For the history: "Amira Khan comes; Ben Oduya does not". */
export function changesInWords({ left, came }: GuestChanges): string {
  const names = (people: readonly { name: string }[]) => listOf(people.map(({ name }) => name))
  return [
    came.length > 0 && `${names(came)} ${came.length === 1 ? 'comes' : 'come'}`,
    left.length > 0 && `${names(left)} ${left.length === 1 ? 'does' : 'do'} not`,
  ]
    .filter(Boolean)
    .join('; ')
}

const listOf = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
