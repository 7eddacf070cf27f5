import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Page } from '../../../design/layout.ts'
import type { Db } from '../../../platform/database/index.ts'
import { type FormError, type FormResult, formKey, parseForm, text } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound, unreadable } from '../../../platform/refusal.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { mustBeAllowed, type PlanInView, readPlanInView } from '../change.ts'
import { findPlace, type Noun, type Place } from '../domain.ts'
import { pupilWarnings } from '../pupil-check.ts'
import { isVersionKey, readPlanIdOf } from '../store.ts'
import { editHrefOf, planHref, pluralOf } from '../words.ts'
import { addLine, changeLine, closeLine, mayAdd, mayChange, removeLine } from './actions.ts'
import { LINES } from './fields.ts'
import { answersOf, type LineContext, parseLine } from './forms.ts'
import { halfTermsFrom } from './half-terms.ts'
import { linePage } from './views.ts'

interface Params {
  id: string
}

const NOUNS = Object.keys(LINES) as Noun[] // the keys of a record of nouns
/** Of a line that is gone only its plan can still be found: a removal pressed twice leads back to it. */
const removal = z.object({ key: formKey, plan: z.coerce.number().int().min(1).max(2_147_483_647) })
const closure = z.object({
  key: formKey,
  reason: text({ max: 500, missing: 'Say in a few words why it is closed', name: 'The reason' }),
})

const reopening = z.object({
  key: formKey,
  reason: z
    .unknown()
    .optional()
    .transform(() => null),
})

function parseClosure(body: unknown): FormResult<z.output<typeof closure>> {
  const form = parseForm(closure, body)
  const errors = form.ok ? pupilWarnings(form.answers, ['reason']) : []
  return errors.length > 0 ? { ok: false, errors, answers: form.answers } : form
}

/** The same few addresses for priorities, objectives, measures and actions. */
export function lineRoutes(app: App, calendar: Calendar): void {
  for (const noun of NOUNS) {
    newLineRoutes(app, noun, calendar)
    changeRoutes(app, noun, calendar)
    endRoutes(app, noun, calendar)
  }
}

/** /plans/:id/priorities, /priorities/:id/objectives, /objectives/:id/measures, /objectives/:id/actions */
function newLineRoutes(app: App, noun: Noun, calendar: Calendar): void {
  const { under } = LINES[noun]
  const list = `/${under ? pluralOf(under) : 'plans'}/:id/${pluralOf(noun)}`

  app.get<{ Params: Params }>(`${list}/new`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const { view, parent } = await readParent(db, actor, under, id)
      mustBeAllowed(view.partnership, mayAdd(view, noun))
      const context = contextOf(app, view, calendar)
      return linePage({
        view,
        noun,
        under: parent,
        action: actionOf(list, id),
        context,
        key: randomUUID(),
        seen: 0,
      })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>(list, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const result = await inActorScope(request, async (db) => {
      const { view, parent } = await readParent(db, actor, under, id)
      const context = contextOf(app, view, calendar)
      const form = parseLine(noun, request.body, context)
      if (form.ok) {
        await addLine(db, view, noun, id, form.value)
        return form.answers.another === 'yes'
          ? `${actionOf(list, id)}/new`
          : `${planHref(view.partnership.id)}${parent ? `#${parent.noun}-${parent.line.id}` : ''}`
      }
      const { errors, answers } = form
      const key = answers.key || randomUUID()
      return linePage({
        view,
        noun,
        under: parent,
        action: actionOf(list, id),
        context,
        key,
        seen: 0,
        errors,
        answers,
      })
    })
    return typeof result === 'string' ? reply.redirect(result, 303) : reply.page(result)
  })
}

/** The form of one line: GET and POST at its own address (of an action, at /actions/:id/details). */
function changeRoutes(app: App, noun: Noun, calendar: Calendar): void {
  const own = editHrefOf(noun, 0).replace('/0', '/:id')

  app.get<{ Params: Params }>(own, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const { view, place } = await readPlace(db, actor, noun, id)
      mustBeAllowed(view.partnership, mayChange(view, noun, place.line))
      return changePage(view, place, contextOf(app, view, calendar))
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>(own, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const result = await inActorScope(request, async (db) => {
      const { view, place } = await readPlace(db, actor, noun, id)
      const context = contextOf(app, view, calendar)
      const form = parseLine(noun, request.body, context, answersOf(noun, place.line, context))
      const { answers } = form
      const kept = { key: answers.key || randomUUID(), seen: Number(answers.seen) || 0, answers }
      if (!form.ok) {
        mustBeAllowed(view.partnership, mayChange(view, noun, place.line))
        return changePage(view, place, context, { ...kept, errors: form.errors })
      }
      const changedTo = await changeLine(db, view, place, form.value)
      if (changedTo) return changePage(view, place, context, { ...kept, key: randomUUID(), changedTo })
      return `${planHref(view.partnership.id)}#${noun}-${id}`
    })
    return typeof result === 'string' ? reply.redirect(result, 303) : reply.page(result)
  })
}

/** Taken out, closed with a reason, opened again. */
function endRoutes(app: App, noun: Noun, calendar: Calendar): void {
  app.post<{ Params: Params }>(`/${pluralOf(noun)}/:id/removal`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(removal, request.body)
    if (!form.ok) throw unreadable('This form has expired: open the page again.')
    const { key, plan } = form.value
    const partnershipId = await inActorScope(request, async (db) => {
      const view = await readPlanInView(db, actor, plan)
      const place = findPlace(view.plan, noun, id)
      if (place) await removeLine(db, view, place, key)
      else if (!(await isVersionKey(db, plan, key))) throw notFound()
      return view.partnership.id
    })
    return reply.redirect(planHref(partnershipId), 303)
  })
  if (noun === 'measure' || noun === 'action') return

  for (const end of ['closure', 'reopening'] as const) {
    app.post<{ Params: Params }>(`/${pluralOf(noun)}/:id/${end}`, async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const form = end === 'closure' ? parseClosure(request.body) : parseForm(reopening, request.body)
      const result = await inActorScope(request, async (db) => {
        const { view, place } = await readPlace(db, actor, noun, id)
        if (!form.ok) {
          mustBeAllowed(view.partnership, mayChange(view, noun, place.line))
          return changePage(view, place, contextOf(app, view, calendar), {
            errors: form.errors,
            closing: form.answers.reason ?? '',
          })
        }
        await closeLine(db, view, place, { ...form.value, on: app.clock.today() })
        return `${planHref(view.partnership.id)}#${noun}-${id}`
      })
      return typeof result === 'string' ? reply.redirect(result, 303) : reply.page(result)
    })
  }
}

const actionOf = (list: string, id: number) => list.replace(':id', String(id))

function contextOf(app: App, { people }: PlanInView, calendar: Calendar): LineContext {
  return { people, halfTerms: halfTermsFrom(app.clock.today(), calendar) }
}

async function readPlace(db: Db, actor: Actor, noun: Noun, id: number) {
  const view = await readPlanInView(db, actor, await readPlanIdOf(db, noun, id))
  const place = findPlace(view.plan, noun, id)
  if (!place) throw notFound()
  return { view, place }
}

async function readParent(db: Db, actor: Actor, under: Noun | undefined, id: number) {
  if (!under) return { view: await readPlanInView(db, actor, id), parent: undefined }
  const { view, place } = await readPlace(db, actor, under, id)
  return { view, parent: place }
}

interface Kept {
  readonly key?: string
  readonly seen?: number
  readonly answers?: Parameters<typeof linePage>[0]['answers']
  readonly errors?: readonly FormError[]
  readonly changedTo?: Parameters<typeof linePage>[0]['changedTo']
  /** The reason that was typed into the form below. */
  readonly closing?: string
}

function changePage(view: PlanInView, place: Place, context: LineContext, kept: Kept = {}): Page {
  const { noun, line } = place
  const { key = randomUUID(), seen = line.revision, ...rest } = kept
  return linePage({ view, noun, place, action: editHrefOf(noun, line.id), context, key, seen, ...rest })
}
