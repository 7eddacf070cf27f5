import type { Db } from '../../../platform/database/index.ts'
import type { Partnership } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import { findPathway, readVersion } from '../../programmes/index.ts'
import { changePlan, mustBeAllowed, type PlanInView, readPlanInView } from '../change.ts'
import { canEdit } from '../policy.ts'
import { findPlanOfPartnership, insertPlan } from '../store.ts'

/** The plan of a partnership, begun where there is none. Two who begin it at once begin the same one. */
export async function ensurePlan(db: Db, actor: Actor, partnership: Partnership): Promise<PlanInView> {
  mustBeAllowed(partnership, canEdit(actor, partnership))
  const added = await insertPlan(db, actor, {
    partnershipId: partnership.id,
    joint: await isJoint(db, partnership),
  })
  const id = added ?? (await findPlanOfPartnership(db, partnership.id))?.id
  if (id === undefined) throw new Error('The plan is neither there nor was it added')
  return readPlanInView(db, actor, id)
}

/** A plan with nothing in it yet. */
export async function startEmptyPlan(
  db: Db,
  actor: Actor,
  partnership: Partnership,
  key: string,
): Promise<void> {
  const view = await ensurePlan(db, actor, partnership)
  if (view.plan.revision > 0) return
  const change = { key, kind: 'plan.started', sentence: 'Started the action plan' }
  await changePlan(db, view, canEdit(actor, partnership), change, async () => {})
}

/** The programme's definition says who writes the plan: the school, or both schools together. */
export async function isJoint(db: Db, partnership: Partnership): Promise<boolean> {
  const { definition } = await readVersion(db, partnership.programmeVersionId)
  const expectations = findPathway(definition, partnership.pathwayKey)?.expectations ?? []
  return expectations.some(({ kind, by }) => kind === 'action-plan' && by === 'both')
}
