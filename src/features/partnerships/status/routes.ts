import { randomUUID } from 'node:crypto'
import type { Page } from '../../../design/layout.ts'
import type { Db } from '../../../platform/database/index.ts'
import { type Answers, parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { forbidden, notFound } from '../../../platform/refusal.ts'
import { listHubs, readHub } from '../../hubs/index.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { findCurrentVersion, listCohorts } from '../../programmes/index.ts'
import { canCreatePartnership, canMove } from '../policy.ts'
import { listStatusChanges, readPartnership } from '../store.ts'
import { changeStatus, offeredStatuses } from './actions.ts'
import { moveSchema, newPartnershipSchema, statusSchema } from './forms.ts'
import { createPartnership, movePartnership, type Outcome } from './moves.ts'
import { movePage, newPartnershipPage, statusPage } from './views.ts'

interface Params {
  id: string
}

export function statusRoutes(app: App): void {
  app.get<{ Params: Params }>('/partnerships/:id/status', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const partnership = await readPartnership(db, id)
      const changes = await listStatusChanges(db, id)
      return statusPage({
        partnership,
        changes,
        offered: offeredStatuses(actor, partnership),
        key: randomUUID(),
      })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/partnerships/:id/status-changes', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const partnership = await readPartnership(db, id)
      const form = parseForm(statusSchema, request.body)
      if (form.ok) {
        await changeStatus(db, actor, id, form.value, app.clock.today())
        return undefined
      }
      const { errors, answers } = form
      const offered = offeredStatuses(actor, partnership)
      return statusPage({
        partnership,
        changes: await listStatusChanges(db, id),
        offered,
        key: answers.key || randomUUID(),
        errors,
        answers,
      })
    })
    return page ? reply.page(page) : reply.redirect(`/partnerships/${id}`, 303)
  })

  app.get<{ Params: Params }>('/partnerships/:id/move', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    return reply.page(await inActorScope(request, (db) => moveForm(db, actor, id, {})))
  })

  app.post<{ Params: Params }>('/partnerships/:id/moves', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(moveSchema, request.body)
    const result = await inActorScope(request, async (db) => {
      if (!form.ok) return moveForm(db, actor, id, form)
      const outcome = await movePartnership(db, actor, id, form.value, app.clock.today())
      return outcome.ok ? outcome.id : moveForm(db, actor, id, problemOf(outcome, form.answers))
    })
    return typeof result === 'number' ? reply.redirect(`/partnerships/${result}`, 303) : reply.page(result)
  })

  app.get<{ Params: Params }>('/hubs/:id/partnerships/new', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    return reply.page(await inActorScope(request, (db) => newForm(db, actor, id, {})))
  })

  app.post<{ Params: Params }>('/hubs/:id/partnerships', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(newPartnershipSchema, request.body)
    const result = await inActorScope(request, async (db) => {
      if (!form.ok) return newForm(db, actor, id, form)
      const outcome = await createPartnership(db, actor, id, form.value, app.clock.today())
      return outcome.ok ? outcome.id : newForm(db, actor, id, problemOf(outcome, form.answers))
    })
    return typeof result === 'number' ? reply.redirect(`/partnerships/${result}`, 303) : reply.page(result)
  })
}

interface Problem {
  readonly answers?: Answers
  readonly errors?: readonly { readonly field: string; readonly message: string }[]
  readonly overCapacity?: string
}

function problemOf(outcome: Exclude<Outcome, { ok: true }>, answers: Answers): Problem {
  if ('overCapacity' in outcome) return { answers, overCapacity: outcome.overCapacity }
  return { answers, errors: [{ field: outcome.field, message: outcome.message }] }
}

async function moveForm(db: Db, actor: Actor, id: number, problem: Problem): Promise<Page> {
  const partnership = await readPartnership(db, id)
  if (!canMove(actor, partnership))
    throw forbidden('A change of pathway or hub is made by the programme team.')
  const version = await findCurrentVersion(db, partnership.programmeId)
  if (!version) throw notFound()
  const hubs = await listHubs(db, partnership.programmeId, { open: true })
  return movePage({
    partnership,
    definition: version.definition,
    hubs,
    key: problem.answers?.key || randomUUID(),
    ...problem,
  })
}

async function newForm(db: Db, actor: Actor, hubId: number, problem: Problem): Promise<Page> {
  const hub = await readHub(db, hubId)
  if (!canCreatePartnership(actor)) throw forbidden('Partner schools are added by the programme team.')
  const version = await findCurrentVersion(db, hub.programmeId)
  if (!version) throw notFound()
  const cohorts = await listCohorts(db, hub.programmeId)
  return newPartnershipPage({
    hub,
    definition: version.definition,
    cohorts,
    key: problem.answers?.key || randomUUID(),
    ...problem,
  })
}
