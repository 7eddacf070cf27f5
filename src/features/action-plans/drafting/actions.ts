import type { Db } from '../../../platform/database/index.ts'
import type { Answers } from '../../../platform/forms.ts'
import { notFound } from '../../../platform/refusal.ts'
import { type Partnership, readPartnership } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import { addSchoolDays, type Calendar } from '../../programmes/index.ts'
import { type LatestSubmitted, readLatestSubmitted } from '../../self-assessment/index.ts'
import { changePlan, mustBeAllowed, type Person, type PlanInView } from '../change.ts'
import type { Plan } from '../domain.ts'
import { insertLine } from '../lines/store.ts'
import { ensurePlan } from '../plan/start.ts'
import { canEdit } from '../policy.ts'
import { findPlanOfPartnership } from '../store.ts'
import { type Draft, type DraftForm, isShown } from './forms.ts'
import { type Candidate, candidatesOf, type Proposal, propose, reasonFor } from './rules.ts'

/** What a first plan could be made of. */
export interface Drafting {
  readonly partnership: Partnership
  readonly plan: Plan | undefined
  readonly selfAssessment: LatestSubmitted
  /** Every statement that could be one, those that the plan takes up already among them. */
  readonly candidates: readonly Candidate[]
  readonly proposals: readonly Proposal[]
  readonly others: readonly Candidate[]
}

/** Statements that the plan takes up already are not proposed again. */
export async function readDrafting(db: Db, actor: Actor, partnershipId: number): Promise<Drafting> {
  const partnership = await readPartnership(db, partnershipId)
  mustBeAllowed(partnership, canEdit(actor, partnership))
  const selfAssessment = await readLatestSubmitted(db, partnershipId)
  if (!selfAssessment) throw notFound()
  const plan = await findPlanOfPartnership(db, partnershipId)
  const taken = new Set(plan?.priorities.map(({ statementKey }) => statementKey))
  const { definition } = selfAssessment.version
  const candidates = candidatesOf(definition, selfAssessment.answers)
  const proposals = propose(
    definition,
    selfAssessment.answers.filter(({ statementKey }) => !taken.has(statementKey)),
  )
  const out = new Set([...taken, ...proposals.map(({ statement }) => statement.key)])
  const others = candidates.filter(({ statement }) => !out.has(statement.key))
  return { partnership, plan, selfAssessment, candidates, proposals, others }
}

/** The page as it was posted: the proposals that it showed, whatever the plan has taken up since. */
export function draftingAsPosted(drafting: Drafting, answers: Answers): Drafting {
  const { candidates, others, selfAssessment } = drafting
  const proposals = candidates
    .filter((each) => isShown(each, answers))
    .map((each) => ({ ...each, because: reasonFor(each, selfAssessment.version.definition) }))
  const shown = new Set(proposals.map(({ statement }) => statement.key))
  return { ...drafting, proposals, others: others.filter(({ statement }) => !shown.has(statement.key)) }
}

/**
 * Writes what was kept into the plan, which begins with it where there was none.
 * @returns the titles of what a colleague put into the plan in the meantime, where it comes from the same statements:
 * then nothing is written
 */
export async function draftPlan(
  db: Db,
  actor: Actor,
  { partnership, selfAssessment }: Drafting,
  form: DraftForm,
  on: { readonly today: Temporal.PlainDate; readonly calendar: Calendar },
): Promise<readonly string[]> {
  const view = await ensurePlan(db, actor, partnership)
  let inTheMeantime: readonly string[] = []
  const change = {
    key: form.key,
    kind: 'plan.drafted',
    sentence: `Drafted the action plan from self-assessment ${selfAssessment.number}`,
  }
  await changePlan(db, view, canEdit(actor, partnership), change, async (plan) => {
    const kept = new Set(form.drafts.map(({ candidate }) => candidate.statement.key))
    const same = plan.priorities.filter(({ statementKey }) => statementKey !== null && kept.has(statementKey))
    if (plan.revision > form.seen && same.length > 0) {
      inTheMeantime = same.map(({ title }) => title)
      return
    }
    for (const draft of form.drafts) await insertDraft(db, view, selfAssessment, draft, on)
  })
  return inTheMeantime
}

async function insertDraft(
  db: Db,
  { plan: { id: planId }, people }: PlanInView,
  { version, number }: LatestSubmitted,
  { candidate, title, objective, actions, measures }: Draft,
  { today, calendar }: { readonly today: Temporal.PlainDate; readonly calendar: Calendar },
): Promise<void> {
  const { theme, statement, rank } = candidate
  const level = version.definition.levels[rank]?.name
  const priorityId = await insertLine(
    db,
    'priority',
    { planId, parentId: planId },
    {
      title,
      source: `Self-assessment ${number}, statement ${statement.number}: ${statement.text} Answer: ${level}.`,
      themeKey: theme.key,
      questionnaireVersionId: version.id,
      statementKey: statement.key,
    },
  )
  const objectiveId = await insertLine(db, 'objective', { planId, parentId: priorityId }, { text: objective })
  const place = { planId, parentId: objectiveId }
  for (const { text, kind, unit = '', source = '' } of measures) {
    await insertLine(db, 'measure', place, { text, kind, unit, source })
  }
  for (const { text, role, weeks } of actions) {
    const dueOn = addSchoolDays(today, weeks * 5, calendar).toString()
    await insertLine(db, 'action', place, { text, dueOn, ownerRole: role, ...personFor(role, people) })
  }
}

/** Whoever at the school has just this role: then it is theirs, without anyone having to choose. */
function personFor(role: string, people: readonly Person[]) {
  const same = people.filter(
    ({ side, title }) => side === 'partner' && title.toLowerCase() === role.toLowerCase(),
  )
  const [person] = same
  return same.length === 1 && person ? { ownerAccountId: person.accountId, ownerName: person.name } : {}
}
