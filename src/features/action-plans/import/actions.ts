import type { Db } from '../../../platform/database/index.ts'
import { type Partnership, readPartnership } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import { changePlan, mustBeAllowed, type Person } from '../change.ts'
import { insertLine } from '../lines/store.ts'
import { ensurePlan } from '../plan/start.ts'
import { canEdit } from '../policy.ts'
import type { ImportedAction, ImportedPriority } from './table.ts'

/** Whose plan a file may be brought into. */
export async function readImporting(db: Db, actor: Actor, partnershipId: number): Promise<Partnership> {
  const partnership = await readPartnership(db, partnershipId)
  mustBeAllowed(partnership, canEdit(actor, partnership))
  return partnership
}

/** Adds everything to the plan, which begins with it where there was none. Sent twice, it is added once. */
export async function importPlan(
  db: Db,
  actor: Actor,
  partnership: Partnership,
  { key, priorities }: { readonly key: string; readonly priorities: readonly ImportedPriority[] },
): Promise<void> {
  const view = await ensurePlan(db, actor, partnership)
  const change = { key, kind: 'plan.imported', sentence: 'Brought the action plan in from a spreadsheet' }
  await changePlan(db, view, canEdit(actor, partnership), change, async ({ id: planId }) => {
    for (const { title, why, objectives } of priorities) {
      const priorityId = await insertLine(db, 'priority', { planId, parentId: planId }, { title, why })
      for (const { actions, measures, ...objective } of objectives) {
        const parentId = await insertLine(db, 'objective', { planId, parentId: priorityId }, objective)
        for (const measure of measures) await insertLine(db, 'measure', { planId, parentId }, { ...measure })
        for (const action of actions)
          await insertLine(db, 'action', { planId, parentId }, valuesOf(action, view.people))
      }
    }
  })
}

/** A name that is a person's here makes the action theirs. */
function valuesOf({ text, role, owner, dueOn, dueLabel }: ImportedAction, people: readonly Person[]) {
  const person = people.find(({ name }) => name.toLowerCase() === owner.toLowerCase())
  return {
    text,
    ownerRole: role,
    ownerName: person?.name ?? owner,
    ownerAccountId: person?.accountId ?? null,
    ownerSide: person?.side ?? 'partner',
    dueOn,
    dueLabel,
  }
}
