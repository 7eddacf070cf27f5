import type { Db } from '../../../platform/database/index.ts'
import { conflict } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import { mustBeAllowed, type PlanInView } from '../change.ts'
import { openPriorities } from '../domain.ts'
import { writeFacts } from '../facts/store.ts'
import { canTakePart, planSideOf } from '../policy.ts'
import { lockPlan, readPlan } from '../store.ts'
import { insertSignature, readAgreement } from './store.ts'

/** Puts this side's name under the version that the person read. Pressed twice, it stands there once. */
export async function signPlan(db: Db, view: PlanInView, version: number): Promise<void> {
  const { actor, partnership, plan } = view
  const side = planSideOf(actor, plan)
  mustBeAllowed(partnership, canTakePart(actor, partnership, plan))
  if (!side) return
  await lockPlan(db, plan.id)
  const now = await readPlan(db, plan.id)
  const { versionToSign, missing } = await readAgreement(db, now)
  if (openPriorities(now).length === 0) throw conflict('There is nothing in the plan yet to sign.')
  if (version !== versionToSign) {
    throw conflict(
      'The plan changed while you had it open. Read it again and sign what it says now. Nothing was signed.',
    )
  }
  if (!(await insertSignature(db, actor, { planId: plan.id, version, side }))) return
  await writeFacts(db, now)
  const agreed = missing.every((each) => each === side)
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: agreed ? 'plan.agreed' : 'plan.signed',
    sentence: `Signed version ${version} of the action plan${agreed ? (plan.joint ? ': both schools have agreed it' : ': the school has agreed it') : ''}`,
    details: { plan: plan.id, version, side },
  })
}
