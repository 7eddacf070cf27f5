/** What each side of a partnership still owes the other. A promise appears once, and goes when it is kept. */
import type { Side } from '../partnerships/index.ts'

export type PromiseKind = 'question' | 'action' | 'document' | 'support-day' | 'signature' | 'final-review'

export interface OpenPromise {
  readonly partnershipId: number
  /** Whoever is waited on. */
  readonly by: Side
  readonly kind: PromiseKind
  readonly words: string
  /** Its page; missing where the reader may know of it and no more. */
  readonly href: string | undefined
  /** 'YYYY-MM-DD' */
  readonly since: string
  readonly dueOn: string | null
  /** The programme expects it, so that it stands among what is expected too. */
  readonly isExpected?: boolean
}

export const isLate = ({ dueOn }: Pick<OpenPromise, 'dueOn'>, today: Temporal.PlainDate): boolean =>
  dueOn !== null && dueOn < today.toString()

/** What is due first stands first; what has no day, after it; of each, what has waited longest. */
export function inOrderOfDay<T extends Pick<OpenPromise, 'dueOn' | 'since'>>(promises: readonly T[]): T[] {
  const day = ({ dueOn }: T) => dueOn ?? '9999'
  return promises.toSorted(
    (one, other) => day(one).localeCompare(day(other)) || one.since.localeCompare(other.since),
  )
}

/**
 * What the other side waits for and this one can give in one sitting, what is due first before the rest. Actions of a plan
 * take longer and have a page of their own; documents that the programme expects stand among what it expects.
 */
export function firstAskedOf(
  side: Side | undefined,
  promises: readonly OpenPromise[],
): OpenPromise | undefined {
  const asked = promises.filter(
    ({ by, kind, href, isExpected }) => by === side && kind !== 'action' && href && !isExpected,
  )
  return inOrderOfDay(asked)[0]
}

/** The sum of what one side owes. */
export interface Sum {
  readonly open: number
  readonly late: number
  readonly since: string | undefined
}

export function sumOf(
  promises: readonly Pick<OpenPromise, 'dueOn' | 'since'>[],
  today: Temporal.PlainDate,
): Sum {
  return {
    open: promises.length,
    late: promises.filter((each) => isLate(each, today)).length,
    since: promises.map(({ since }) => since).sort()[0],
  }
}
