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
  if (shown.length < FEWEST_SCHOOLS) return { ...hidden('few'), schools: shown.length }
  return { ...addUp(shown), schools: shown.length }
}
