import { type Cell, FEWEST_SCHOOLS, type Hidden, hidden, isShown, type Shown } from './domain.ts'
import { addUp } from './publish.ts'

/** One question over several schools: only what each of them publishes anyway goes into it. */
export type SumOverSchools = (Shown & { readonly schools: number }) | (Hidden & { readonly schools: number })

/**
 * Puts the published totals of schools together. A cell that a school does not publish is not in the sum, so nothing can be
 * taken away from it; and below five schools there is no sum, so that it does not speak of one of them.
 */
export function sumOverSchools(totals: readonly Cell[]): SumOverSchools {
  const shown = totals.filter(isShown)
  const { counts, unsaid } = addUp(shown)
  return releaseSum(counts, unsaid, shown.length)
}

/** The same for a sum that the database made of published totals. */
export function releaseSum(counts: readonly number[], unsaid: number, schools: number): SumOverSchools {
  if (schools < FEWEST_SCHOOLS) return { ...hidden('few'), schools }
  const base = counts.reduce((sum, count) => sum + count, 0)
  return { state: 'shown', base, counts, unsaid, schools }
}
