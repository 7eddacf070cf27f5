/** How long answers themselves are kept once they are counted. What is published of them stays. Pure. */

export const USUAL_DAYS = 30
/** Long enough for a retry from a device that was offline over a holiday; after results nobody needs the answers. */
export const FEWEST_DAYS = 7
export const MOST_DAYS = 365

/** A wave whose answers are still there. */
export interface Kept {
  readonly waveId: number
  readonly partnershipId: number
  readonly programmeId: number
  readonly schoolName: string
  readonly kind: 'baseline' | 'follow-up'
  readonly answered: number
  readonly resultsAt: string
}

export interface Due extends Kept {
  /** The day on which its answers go. */
  readonly on: Temporal.PlainDate
}

/** Those whose answers go on or before a day, the first to go first. */
export function dueBy(kept: readonly Kept[], days: number, by: Temporal.PlainDate): Due[] {
  return kept
    .map((each) => ({
      ...each,
      on: Temporal.Instant.from(each.resultsAt)
        .toZonedDateTimeISO('Europe/London')
        .toPlainDate()
        .add({ days }),
    }))
    .filter(({ on }) => Temporal.PlainDate.compare(on, by) <= 0)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on) || a.waveId - b.waveId)
}
