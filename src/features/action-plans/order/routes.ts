import { z } from 'zod'
import { parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { unreadable } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { mustBeAllowed, readPlanInView } from '../change.ts'
import type { Noun } from '../domain.ts'
import { canEdit } from '../policy.ts'
import { moveLine } from './actions.ts'
import type { Move } from './domain.ts'
import { orderPage } from './views.ts'

interface Params {
  id: string
}

/** A button's value: "action 12 11", the line and the one that it is to pass. The button's name says which way. */
const PASS = /^(priority|objective|measure|action) ([1-9]\d{0,8}) ([1-9]\d{0,8})$/
const MOVED = /^(priority|objective|measure|action)-\d{1,10}$/

function parseMove(body: unknown): Move {
  const { up, down } = parseForm(z.object({}), body).answers
  const [, noun, id, past] = PASS.exec(up ?? down ?? '') ?? []
  if (!noun) throw unreadable('This form has expired: open the page again.')
  return {
    noun: noun as Noun, // the expression has just said so
    id: Number(id),
    past: Number(past),
    direction: up === undefined ? 'down' : 'up',
  }
}

export function orderRoutes(app: App): void {
  app.get<{ Params: Params; Querystring: { moved?: string; changed?: string } }>(
    '/plans/:id/order',
    async (request, reply) => {
      const actor = actorOf(request)
      const planId = parseId(request.params.id)
      const { moved = '', changed } = request.query
      const view = await inActorScope(request, (db) => readPlanInView(db, actor, planId))
      mustBeAllowed(view.partnership, canEdit(actor, view.partnership))
      return reply.page(
        orderPage({
          view,
          moved: MOVED.test(moved) ? moved.replace('-', ' ') : undefined,
          changed: changed !== undefined,
        }),
      )
    },
  )

  app.post<{ Params: Params }>('/plans/:id/moves', async (request, reply) => {
    const actor = actorOf(request)
    const planId = parseId(request.params.id)
    const move = parseMove(request.body)
    const isMoved = await inActorScope(request, async (db) =>
      moveLine(db, await readPlanInView(db, actor, planId), move),
    )
    const line = `${move.noun}-${move.id}`
    return reply.redirect(
      isMoved ? `/plans/${planId}/order?moved=${line}#${line}` : `/plans/${planId}/order?changed`,
      303,
    )
  })
}
