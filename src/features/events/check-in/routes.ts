import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type App, parseId } from '../../../platform/http/index.ts'
import { unreadable } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { eventHref } from '../words.ts'
import { catchUp, noteLeaving, readCheckIn, readRun } from './actions.ts'
import { parseKept, parseTick, type Tick } from './forms.ts'
import { checkInPage, printedList } from './views.ts'

interface Params {
  id: string
}

/** What keeps the page and its files on the phone. Its address decides what it may answer for: nothing beside events. */
const WORKER = join(import.meta.dirname, '../../../assets/js/kept-page-worker.js')

export function checkInRoutes(app: App): void {
  app.get<{ Params: Params }>('/events/:id/check-in', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const list = await inActorScope(request, (db) => readCheckIn(db, actor, id))
    return reply.page(checkInPage({ ...list, now: app.clock.now() }))
  })

  app.post<{ Params: Params }>('/events/:id/check-in', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const now = app.clock.now()
    const form = parseTick(request.body)
    const wrong = await inActorScope(request, async (db) => {
      if (!form.ok) {
        const { errors, answers } = form
        return checkInPage({ ...(await readCheckIn(db, actor, id)), now, errors, answers })
      }
      const { what, key } = form.value
      if (what === 'left' || what === 'back') {
        await noteLeaving(db, actor, id, key, what, now)
        return undefined
      }
      const { refused } = await catchUp(db, actor, id, [entryOf(form.value)], now)
      const [first] = refused
      if (!first) return undefined
      const errors = [{ field: 'place', message: first.message }]
      return checkInPage({ ...(await readCheckIn(db, actor, id)), now, errors, answers: form.answers })
    })
    if (wrong) return reply.page(wrong)
    const guest = form.ok && form.value.guest !== null ? `#guest-${form.value.guest}` : '#others-heading'
    return reply.redirect(`${eventHref(id, 'check-in')}${guest}`, 303)
  })

  app.post<{ Params: Params }>('/events/:id/check-in.json', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const entries = parseKept(request.body)
    const now = app.clock.now()
    const caught = await inActorScope(request, async (db) => {
      // Who may not see the event is told so, whatever they sent.
      await readRun(db, actor, id)
      if (!entries)
        throw unreadable('The service could not read what the phone sent. It is kept on the phone.')
      return catchUp(db, actor, id, entries, now)
    })
    return reply.send(caught)
  })

  app.get<{ Params: Params }>('/events/:id/list', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    return reply.page(printedList(await inActorScope(request, (db) => readCheckIn(db, actor, id))))
  })

  app.get('/events/check-in-worker.js', { config: { open: true } }, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(await readFile(WORKER, 'utf8')),
  )
}

const entryOf = (tick: Tick) => ({
  key: tick.key,
  guest: tick.guest,
  place: tick.place,
  name: tick.name,
  senior: tick.senior === 'yes',
  secondsAgo: 0,
  undone: tick.what === 'undo',
})
