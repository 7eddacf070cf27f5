/** One lead school or lead trust with its partner schools, as far as this feature knows it: partners come with partnerships. */
export interface Hub {
  readonly id: number
  readonly programmeId: number
  /** How files and letters know the hub: "H12". Unique within the programme. */
  readonly reference: string
  readonly name: string
  readonly leadSchoolUrn: number | null
  readonly leadTrustUid: number | null
  /** The lead's name in the register. */
  readonly leadName: string
  readonly regionCode: string | null
  readonly regionName: string | null
  /** ISO dates. */
  readonly openedOn: string | null
  readonly closedOn: string | null
  /** Goes up with every change, so that a form opened before it cannot overwrite it. */
  readonly revision: number
}

/** What a person may set. The region follows from a lead school, and is chosen for a lead trust. */
export interface HubDetails {
  readonly reference: string
  readonly name: string
  readonly leadSchoolUrn: number | null
  readonly leadTrustUid: number | null
  readonly regionCode: string | null
}

/** How many partner schools a hub takes on one pathway at a time. */
export interface Capacity {
  readonly hubId: number
  readonly pathwayKey: string
  readonly pathwayName: string
  /** What the programme says; null where nothing is published. */
  readonly usual: number | null
  /** What this hub says instead; null where it goes by the programme. */
  readonly own: number | null
}

/** Null: no limit is known, so nothing is over or under it. */
export function maximumOf(capacity: Pick<Capacity, 'own' | 'usual'>): number | null {
  return capacity.own ?? capacity.usual
}

/** "H9" before "H12", whatever the letters. */
export function compareReferences(one: string, other: string): number {
  return inOrder.compare(one, other)
}
const inOrder = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' })

/** What changed between two states of a hub, for its history: "the name from “Elm” to “Elm Park”". */
export function changesBetween(before: HubWords, after: HubWords): string[] {
  const labels: readonly [keyof HubWords, string][] = [
    ['reference', 'the reference'],
    ['name', 'the name'],
    ['lead', 'the lead'],
    ['region', 'the region'],
  ]
  return labels
    .filter(([field]) => before[field] !== after[field])
    .map(
      ([field, label]) =>
        `${label} from ${before[field] ? `“${before[field]}”` : 'nothing'} to ${after[field] ? `“${after[field]}”` : 'nothing'}`,
    )
}

/** A hub's details as they read on a page. */
export interface HubWords {
  readonly reference: string
  readonly name: string
  readonly lead: string
  readonly region: string
}

/** "one", "one and two", "one, two and three". */
export function inSentence(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
