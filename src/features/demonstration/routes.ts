import { sql } from 'kysely'
import type { App } from '../../platform/http/index.ts'
import { SYSTEM } from '../people/index.ts'
import { loadCalendar } from '../programmes/index.ts'
import { type KeptClock, keepClock } from './clock.ts'
import { destinationsFrom } from './dates.ts'
import { readDateForm } from './forms.ts'
import { aboutPage, type ClockPage, clockPage, resetPage } from './views.ts'
import { findLoadedWorld, resetDemonstrationWorld } from './world/load.ts'

/** Mounted in the demonstration only; there, open to everyone, signed in or not. */
export function routes(app: App): void {
  const kept = keepClock(app)
  aboutRoutes(app)
  clockRoutes(app, kept)
  resetRoutes(app, kept)
}

const open = { config: { open: true } }

/** The day on which the loaded world begins. */
async function readOwnDate(app: App): Promise<Temporal.PlainDate> {
  const world = await app.database.inScope(SYSTEM, findLoadedWorld)
  return world ? Temporal.PlainDate.from(world.today) : app.clock.today()
}

function aboutRoutes(app: App): void {
  app.get<{ Querystring: { begun?: string } }>('/demonstration', open, async (request, reply) => {
    const numbers = await app.database.inScope(SYSTEM, async (db) => {
      const { rows } = await sql<{ hubs: number; partnerships: number }>`
        select count(distinct hub_id)::int as hubs, count(*)::int as partnerships from partnership_cards`.execute(
        db,
      )
      return rows[0] ?? { hubs: 0, partnerships: 0 }
    })
    return reply.page(
      aboutPage({
        today: app.clock.today(),
        own: await readOwnDate(app),
        signedIn: request.signedIn !== null,
        hasBeenReset: request.query.begun === 'again',
        numbers,
      }),
    )
  })
}

function clockRoutes(app: App, kept: KeptClock): void {
  async function readClock(): Promise<Pick<ClockPage, 'today' | 'own' | 'destinations'>> {
    const today = app.clock.today()
    const own = await readOwnDate(app)
    return { today, own, destinations: destinationsFrom(today, own, await loadCalendar()) }
  }

  app.get<{ Querystring: { moved?: string } }>('/demonstration/clock', open, async (request, reply) =>
    reply.page(clockPage({ ...(await readClock()), moved: request.query.moved === 'yes' })),
  )

  app.post('/demonstration/clock', open, async (request, reply) => {
    const clock = await readClock()
    const form = readDateForm(request.body, clock.own)
    if (!form.ok) return reply.page(clockPage({ ...clock, ...form, moved: false }))
    await kept.moveTo(form.value)
    return reply.redirect('/demonstration/clock?moved=yes', 303)
  })
}

function resetRoutes(app: App, kept: KeptClock): void {
  app.get('/demonstration/reset', open, async (_request, reply) => reply.page(resetPage()))

  app.post('/demonstration/reset', open, async (_request, reply) => {
    await resetDemonstrationWorld(app.database)
    await kept.reread()
    return reply.redirect('/demonstration?begun=again', 303)
  })
}
