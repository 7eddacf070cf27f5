import type { Audience, EventKind, EventPlace, Material } from '../domain.ts'

/** What a host says of an event, apart from its date, its places and whether it takes place. */
export interface Details {
  readonly title: string
  readonly description: string
  readonly agenda: string
  readonly preparation: string
  readonly materials: readonly Material[]
  readonly themes: readonly string[]
  readonly place: EventPlace
  readonly placeText: string
  readonly gettingThere: string
  readonly safetyNotes: string
  readonly joiningLink: string
  readonly recordingLink: string
}

export interface NewEvent extends Details {
  readonly key: string
  readonly kind: EventKind
  readonly audience: Audience
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly capacity: number | null
  readonly schoolCapacity: number | null
  readonly placesPerSchool: number
}

/** "Title | address" a line, as hosts type materials. */
export function materialsFrom(text: string): readonly Material[] | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const materials = lines.map((line) => {
    const address = /https?:\/\/\S+$/.exec(line)?.[0]
    if (!address || !isWebAddress(address)) return undefined
    const title = line.slice(0, -address.length).replace(/[\s|:,–-]+$/, '')
    return { title: title || address, address }
  })
  return materials.every((material) => material !== undefined) ? materials : undefined
}

export const materialsInWords = (materials: readonly Material[]): string =>
  materials.map(({ title, address }) => (title === address ? address : `${title}: ${address}`)).join('\n')

/** A link that a page may hold: of the web, and nothing else. */
export function isWebAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:')
}

/** "9:30", "09.30", "9.30am", "2pm", "midday" → a time of day. */
export function timeFrom(typed: string): Temporal.PlainTime | undefined {
  const text = typed.trim().toLowerCase().replaceAll(/\s+/g, '')
  if (text === 'midday' || text === 'noon') return Temporal.PlainTime.from('12:00')
  if (text === 'midnight') return Temporal.PlainTime.from('00:00')
  const parts = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(text)
  if (!parts || (parts[2] === undefined && parts[3] === undefined)) return undefined
  const [hour, minute, half] = [Number(parts[1]), Number(parts[2] ?? 0), parts[3]]
  if (minute > 59 || (half ? hour < 1 || hour > 12 : hour > 23)) return undefined
  const hours = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0)
  return Temporal.PlainTime.from({ hour: hours, minute })
}

/** As it goes back into the form: "9:30am". */
export function timeInWords(time: Temporal.PlainTime): string {
  const minutes = time.minute === 0 ? '' : `:${String(time.minute).padStart(2, '0')}`
  return `${time.hour % 12 || 12}${minutes}${time.hour < 12 ? 'am' : 'pm'}`
}
