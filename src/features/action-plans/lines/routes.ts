import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { type Actor, actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { mustBeAllowed, type PlanInView, readPlanInView } from '../change.ts'
import type { Noun, Place } from '../domain.ts'
import { editHrefOf, planHref, pluralOf } from '../words.ts'
import { addLine, changeLine, mayAdd, mayChange } from './actions.ts'
import { endRoutes } from './end-routes.ts'
import { LINES } from './fields.ts'
import { answersOf, parseLine } from './forms.ts'
import { addInstead, closedUnder, type Gone, readGone, readPlaceOfForm } from './gone.ts'
import { changePage, contextOf, readPlace } from './places.ts'
import { linePage } from './views.ts'

interface Params {
  id: string
}

const NOUNS = Object.keys(LINES) as Noun[] // the keys of a record of nouns
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
      const { view, parent, gone } = await readParentOfForm(db, actor, under, id, request.body)
      const context = contextOf(app, view, calendar)
      const colleagues = await listColleagues(db, view.partnership)
      const instead = { noun, action: actionOf(list, id), context, colleagues, body: request.body }
      if (gone) return addInstead(db, view, { ...instead, gone })
      const form = parseLine(noun, request.body, { ...context, colleagues })
      if (form.ok) {
        if (!(await addLine(db, view, noun, id, form.value))) {
          const again = await readParentOfForm(db, actor, under, id, request.body)
          if (!again.gone) throw new Error('The line has nowhere to stand, and nothing says why')
          return addInstead(db, again.view, { ...instead, gone: again.gone })
        }
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
      const { view, place, gone } = await readPlaceOfForm(db, actor, noun, id, request.body)
      const context = contextOf(app, view, calendar)
      const colleagues = await listColleagues(db, view.partnership)
      const instead = { noun, action: editHrefOf(noun, id), context, colleagues, body: request.body }
      if (gone) return addInstead(db, view, { ...instead, gone })
      const kept = answersOf(noun, place.line, context)
      const form = parseLine(noun, request.body, { ...context, colleagues }, kept)
      const { answers } = form
      const typed = { key: answers.key || randomUUID(), seen: Number(answers.seen) || 0, answers }
      if (!form.ok) {
        mustBeAllowed(view.partnership, mayChange(view, noun, place.line))
        return changePage(view, place, context, { ...typed, errors: form.errors })
      }
      const changedTo = await changeLine(db, view, place, form.value)
      if (changedTo === 'gone')
        return addInstead(db, view, { ...instead, gone: await readGone(db, view, noun, id) })
      if (changedTo) return changePage(view, place, context, { ...typed, key: randomUUID(), changedTo })
      return `${planHref(view.partnership.id)}#${noun}-${id}`
    })
    return typeof result === 'string' ? reply.redirect(result, 303) : reply.page(result)
  })
}

const actionOf = (list: string, id: number) => list.replace(':id', String(id))

async function readParent(db: Db, actor: Actor, under: Noun | undefined, id: number) {
  if (!under) return { view: await readPlanInView(db, actor, id), parent: undefined }
  const { view, place } = await readPlace(db, actor, under, id)
  return { view, parent: place }
}

/** As `readParent`, for a form that was sent: what it is about may be gone, or closed. */
async function readParentOfForm(
  db: Db,
  actor: Actor,
  under: Noun | undefined,
  id: number,
  body: unknown,
): Promise<{ readonly view: PlanInView; readonly parent?: Place; readonly gone?: Gone }> {
  if (!under) return { view: await readPlanInView(db, actor, id) }
  const { view, place, gone } = await readPlaceOfForm(db, actor, under, id, body)
  if (gone) return { view, gone }
  const closed = closedUnder(view, place)
  return closed ? { view, gone: closed } : { view, parent: place }
}
