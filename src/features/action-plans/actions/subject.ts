import type { Db } from '../../../platform/database/index.ts'
import type { Partnership } from '../../partnerships/index.ts'
import { wordsFor } from '../comments/domain.ts'
import { findPlace } from '../domain.ts'
import { findPlanOfPartnership } from '../store.ts'
import { hrefOf } from '../words.ts'

/** An action as something that the two schools write to each other about: of a plan that both of them write. */
export const conversationSubject = {
  kind: 'action',
  async find(db: Db, partnership: Pick<Partnership, 'id'>, id: number) {
    const plan = await findPlanOfPartnership(db, partnership.id)
    const place = plan?.joint ? findPlace(plan, 'action', id) : undefined
    return place && { words: wordsFor(place), href: hrefOf('action', id) }
  },
} as const
