import { z } from 'zod'
import { type Answers, type FormError, parseForm } from '../../../platform/forms.ts'
import type { App } from '../../../platform/http/index.ts'
import { conflict, notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import { type Actor, actorOf, inActorScope, SYSTEM } from '../../people/index.ts'
import { canSetRules } from '../policy.ts'
import { PURPOSE_NAMES } from '../words.ts'
import { dueBy } from './domain.ts'
import { type KeptRule, listKeepable, listRules, setRule } from './store.ts'
import { rulesPage } from './views.ts'

const DAYS_AHEAD = 30

export function rulesRoutes(app: App): void {
  /** Nobody of the programme team sees every document: what would go is asked as the system, and named by school alone. */
  const dueIn = async ({ programmeId }: Actor, rules: readonly KeptRule[]) => {
    const keepable = await app.database.inScope(SYSTEM, (db) => listKeepable(db, programmeId))
    return dueBy(keepable, rules, app.clock.today().add({ days: DAYS_AHEAD }))
  }

  app.get<{ Querystring: { saved?: unknown } }>('/programme/documents/rules', async (request, reply) => {
    const actor = actorOf(request)
    if (!canSetRules(actor)) throw notFound()
    const rules = await inActorScope(request, (db) => listRules(db, actor.programmeId))
    const due = await dueIn(actor, rules)
    const saved = request.query.saved !== undefined
    return reply.page(rulesPage({ rules, due, today: app.clock.today(), saved }))
  })

  app.post('/programme/documents/rules', async (request, reply) => {
    const actor = actorOf(request)
    if (!canSetRules(actor)) throw notFound()
    const today = app.clock.today()
    const before = await inActorScope(request, (db) => listRules(db, actor.programmeId))
    const { rules, errors, answers } = read(before, request.body)
    if (errors.length > 0) {
      return reply.page(rulesPage({ rules: before, due: await dueIn(actor, before), today, errors, answers }))
    }
    if (answers.try === 'yes') {
      return reply.page(
        rulesPage({ rules: before, due: await dueIn(actor, rules), today, answers, tried: true }),
      )
    }
    await inActorScope(request, async (db) => {
      for (const [index, rule] of rules.entries()) {
        const was = before[index]
        if (was?.openDays === rule.openDays && was.keptDays === rule.keptDays) continue
        if (!(await setRule(db, actor, { ...rule, seen: rule.revision }))) {
          throw conflict(
            'Somebody else changed the rules while you had the page open. Nothing was saved. Open it again.',
          )
        }
        await recordHistory(db, actor, {
          about: { programmeId: actor.programmeId },
          kind: 'document.rule',
          sentence: `Changed how long documents are kept (${PURPOSE_NAMES[rule.purpose].toLowerCase()}): open for ${rule.openDays} days, kept for ${rule.keptDays} after that`,
        })
      }
    })
    return reply.redirect('/programme/documents/rules?saved', 303)
  })
}

/** The rules as typed, with the revision that the page was made from. */
function read(
  before: readonly KeptRule[],
  body: unknown,
): { rules: KeptRule[]; errors: FormError[]; answers: Answers } {
  // Whatever was sent, the answers are texts.
  const { answers } = parseForm(z.object({}), body)
  const errors: FormError[] = []
  const days = (field: string, least: number): number => {
    const typed = (answers[field] ?? '').trim().replace(',', '')
    const count = /^\d{1,4}$/.test(typed) ? Number(typed) : -1
    if (count < least || count > 3650) {
      errors.push({ field, message: `Enter a whole number of days from ${least} to 3,650` })
    }
    return count
  }
  const rules = before.map((rule) => ({
    ...rule,
    openDays: days(`open-${rule.purpose}`, 7),
    keptDays: days(`kept-${rule.purpose}`, 0),
    revision: Number(/^\d{1,9}$/.exec(answers[`seen-${rule.purpose}`] ?? '')?.[0] ?? 0),
  }))
  return { rules, errors, answers }
}
