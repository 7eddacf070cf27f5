/** What is added to a record line by line, and what a device catches up. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Db } from '../../../platform/database/index.ts'
import { parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict, notFound, unreadable } from '../../../platform/refusal.ts'
import { type Actor, actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { recordHref } from '../words.ts'
import { readRecordInView } from './actions.ts'
import { parseAgreed } from './agreed/forms.ts'
import { catchUp, parseKept } from './catching-up.ts'
import { recordFormPage } from './form-views.ts'
import { addAgreed, type Caught, mustWrite, settle, takeOut } from './writing.ts'

interface Params {
  id: string
}

/** What keeps the page and its files on the device. Its address decides what it may answer for: nothing beside support days. */
const WORKER = join(import.meta.dirname, '../../../assets/js/kept-page-worker.js')

export function noteRoutes(app: App, calendar: Calendar): void {
  const url = '/support-days/:id/visit-record'
  const viewOf = (db: Db, actor: Actor, id: number) => readRecordInView(db, actor, id, app.clock.today())
  const editHref = (id: number) => `${recordHref(id)}/edit#agreed`

  app.post<{ Params: Params }>(`${url}/actions`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      mustWrite(view)
      const objectives = new Set(view.objectives.map((each) => each.id))
      const colleagues = await listColleagues(db, view.partnership)
      const form = parseAgreed(request.body, { colleagues, objectives })
      const { answers } = form
      if (!form.ok) {
        const keys = [randomUUID(), answers.key || randomUUID()] as const
        const typed = { form: 'agreed', answers } as const
        return recordFormPage({ view, keys, typed, errors: form.errors, now: app.clock.now() })
      }
      mustBeInTime(await addAgreed(db, view, form.value, calendar))
      return undefined
    })
    return page ? reply.page(page) : reply.redirect(editHref(id), 303)
  })

  app.post<{ Params: Params }>(`${url}/removals`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      mustWrite(view)
      mustBeInTime(await takeOut(db, view, keyIn(request.body, 'action'), calendar))
    })
    return reply.redirect(editHref(id), 303)
  })

  app.post<{ Params: Params }>(`${url}/settlements`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      await settle(db, view, keyIn(request.body, 'note'))
    })
    return reply.redirect(recordHref(id), 303)
  })

  app.post<{ Params: Params }>(`${url}/notes.json`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const notes = parseKept(request.body)
    const caught = await inActorScope(request, async (db) => {
      // Who may not see the record is told so, whatever they sent.
      const view = await viewOf(db, actor, id)
      mustWrite(view)
      if (!notes)
        throw unreadable('The service could not read what the device sent. It is kept on the device.')
      return catchUp(db, view, notes, calendar)
    })
    return reply.send({ notes: caught })
  })

  app.get('/support-days/notes-worker.js', { config: { open: true } }, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(await readFile(WORKER, 'utf8')),
  )
}

function mustBeInTime({ state }: Caught): void {
  if (state === 'late')
    throw conflict('Both schools have signed this record, so it does not change. You can add your own view.')
}

/** A key that a page of ours has written; whatever else is sent is not there. */
function keyIn(body: unknown, name: 'action' | 'note'): string {
  const key = z.uuid().safeParse(parseForm(z.object({}), body).answers[name])
  if (!key.success) throw notFound()
  return key.data
}
