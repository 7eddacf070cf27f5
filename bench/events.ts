/** Events: a popular one that everybody books, the calendar of a hub, and reminders to 20,000 people. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { readOwnBooking, saveBooking, wasOvertaken } from '../src/features/events/bookings/actions.ts'
import { sendDue } from '../src/features/events/emails/actions.ts'
import { derivedPlaceholders, emailJobs } from '../src/features/events/index.ts'
import { type Actor, scopeOf } from '../src/features/people/index.ts'
import { loadCalendar } from '../src/features/programmes/index.ts'
import { type Clock, systemClock } from '../src/platform/clock.ts'
import { type Database, openDatabase } from '../src/platform/database/index.ts'
import { startJobs } from '../src/platform/jobs/index.ts'
import { openLog } from '../src/platform/log.ts'
import { type Mailer, mailJobs } from '../src/platform/mail/index.ts'
import { figuresOf, type LoadFigures } from './figures.ts'
import type { LoadQuestion } from './load.ts'
import { nodeAnswer, pin } from './processes.ts'
import type { Scale } from './scale.ts'
import { startService } from './service.ts'
import { signIn } from './visits.ts'

export interface EventFigures {
  readonly bookings: LoadFigures & {
    readonly connections: number
    readonly seated: number
    /** There was no room, or somebody else was faster. */
    readonly turnedAway: number
    readonly capacity: number
    /** Places above it: nought, or the service is broken. */
    readonly over: number
  }
  /** The same rows, by the same number of connections, into tables without rules. */
  readonly plain: LoadFigures
  readonly calendar: readonly (LoadFigures & { readonly connections: number })[]
  readonly reminders: {
    readonly people: number
    readonly queuedSeconds: number
    readonly handedOverSeconds: number
    readonly doubles: number
    readonly missing: number
  }
}

const CONNECTIONS = 32
const PLACES = 2
/** What an email costs at the mail service, as a wait. */
const MAIL_SERVICE_MILLISECONDS = 5
const SECRET = 'only for measuring on this machine, never elsewhere'

export async function measureEvents(given: {
  url: string
  postgresPid: number
  scale: Scale
  say: (line: string) => void
}): Promise<EventFigures> {
  const { url, postgresPid, say } = given
  pin(postgresPid, '0,1')
  const database = await openDatabase({ url, poolSize: CONNECTIONS })
  try {
    say('Adding a year of events to the national programme …')
    const script = await readFile(join(import.meta.dirname, 'national-events.sql'), 'utf8')
    await database.asOwner((db) => database.runScript(db, script))
    await database.ownerStatements('vacuum analyze')
    const calendar = await measureCalendar(database, given)
    const { bookings, plain } = await measureBookings(database, given)
    return { bookings, plain, calendar, reminders: await measureReminders(database, given) }
  } finally {
    await database.close()
  }
}

/** Schools book at once, each for two people, until more have asked than there is room for. */
async function measureBookings(
  database: Database,
  { scale, say }: { scale: Scale; say: (line: string) => void },
): Promise<Pick<EventFigures, 'bookings' | 'plain'>> {
  const actors = await leaders(database, scale.name === 'full' ? 4_000 : 1_500)
  const capacity = Math.floor(actors.length * 0.9) * PLACES
  const eventId = await addEvent(database, actors[0]?.programmeId ?? 0, capacity, '30 days')
  let [seated, turnedAway] = [0, 0]
  const now = systemClock.now()
  const booked = await everyone(actors, async (actor) => {
    try {
      const answer = await database.inScope(
        scopeOf(actor, systemClock),
        async (db) => saveBooking(db, await readOwnBooking(db, actor, eventId, now), formOf(actor), now),
        { crowded: true },
      )
      if (answer === 'seated') seated += 1
      else turnedAway += 1
    } catch (error) {
      if (!wasOvertaken(error)) throw error
      turnedAway += 1
    }
  })
  const over = await database.asOwner((db) =>
    sql<{ over: number }>`
      select coalesce(sum(places), 0)::int - ${capacity}::int as over from event_bookings
      where event_id = ${eventId} and given_back_at is null`.execute(db),
  )
  const miscounted = await database.asOwner((db) =>
    sql`select * from alongside.events_miscounted()`.execute(db),
  )
  if (miscounted.rows.length > 0) throw new Error('The counters of an event do not fit its bookings')
  say(`Bookings: ${booked.perSecond.toFixed(0)} a second, ${seated} seated, ${turnedAway} turned away`)

  await database.asOwner((db) =>
    database.runScript(
      db,
      `create table plain_bookings (like event_bookings including defaults);
       create table plain_guests (like event_guests including defaults);
       create table plain_history (like history including defaults);
       create table plain_jobs (name text, data jsonb, made_at timestamptz default now())`,
    ),
  )
  const plain = await everyone(actors, async (actor) => {
    await database.asOwner(async (db) => {
      await sql`insert into plain_bookings (id, form_key, event_id, partnership_id, places, booked_by, booked_by_name)
        values (1, ${randomUUID()}::uuid, ${eventId}, 1, ${PLACES}, ${actor.accountId}, ${actor.name})`.execute(
        db,
      )
      await sql`insert into plain_guests (id, booking_id, event_id, name, email, senior_leader)
        values (1, 1, ${eventId}, 'Ann Example', ${actor.email}, true),
          (2, 1, ${eventId}, 'Ben Example', 'ben@example.org', false)`.execute(db)
      await sql`insert into plain_history (id, chain, sequence, kind, sentence, details, account_id, by_name, happened_at,
          previous_hash, hash)
        values (1, 'partnership:1', 1, 'event.booked', 'Booked 2 places', '{}', ${actor.accountId}, ${actor.name}, now(),
          '', '')`.execute(db)
      await sql`insert into plain_jobs (name, data) values ('jobs', '{"kind": "events.notice"}')`.execute(db)
    })
  })
  await database.ownerStatements('drop table plain_bookings, plain_guests, plain_history, plain_jobs')
  say(`The same rows without rules: ${plain.perSecond.toFixed(0)} a second`)
  return {
    bookings: {
      ...booked,
      connections: CONNECTIONS,
      seated,
      turnedAway,
      capacity,
      over: Math.max(0, over.rows[0]?.over ?? 1),
    },
    plain,
  }
}

const formOf = (actor: Actor) => ({
  key: randomUUID(),
  seen: 0,
  places: PLACES,
  guests: ['Ann Example', 'Ben Example'].map((name, index) => ({
    id: null,
    name,
    email: `${index}.${actor.email}`,
    roleTitle: 'Deputy head',
    seniorLeader: index === 0,
    needs: '',
  })),
})

/** Does something once for each, so many at a time. */
async function everyone<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<LoadFigures> {
  const milliseconds: number[] = []
  const rest = all[Symbol.iterator]()
  const started = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (const one of rest) {
        const before = performance.now()
        await work(one)
        milliseconds.push(performance.now() - before)
      }
    }),
  )
  return figuresOf(milliseconds, (performance.now() - started) / 1000, 0)
}

async function measureCalendar(
  database: Database,
  {
    url,
    postgresPid,
    scale,
    say,
  }: { url: string; postgresPid: number; scale: Scale; say: (line: string) => void },
): Promise<EventFigures['calendar']> {
  const leads = await signIn(database, `g.role = 'hub-lead' and g.title = 'Hub lead'`, 93)
  const visits = leads.map(({ cookie, name }) => ({ path: '/events', cookie, words: [name] }))
  pin(postgresPid, '1')
  const service = await startService({ cores: '0', environment: { DATABASE_URL: url } })
  const figures: (LoadFigures & { connections: number })[] = []
  try {
    for (const connections of [10, 50]) {
      const ask = (seconds: number) =>
        nodeAnswer<LoadFigures>(
          'bench/load.ts',
          {
            address: service.address,
            visits,
            connections,
            seconds,
            compressed: false,
          } satisfies LoadQuestion,
          '1',
        )
      await ask(scale.warmUpSeconds)
      const load = await ask(scale.seconds)
      if (load.failed > 0)
        throw new Error(`The calendar failed ${load.failed} times\n${service.log().slice(-4_000)}`)
      say(
        `Calendar of a hub, ${connections} at once: ${load.perSecond.toFixed(0)} a second, p95 ${load.p95.toFixed(0)} ms`,
      )
      figures.push({ ...load, connections })
    }
  } finally {
    await service.stop()
    pin(postgresPid, '0,1')
  }
  return figures
}

/** One event with 20,000 guests, on the morning before it, with the real queue and a mail service that takes its time. */
async function measureReminders(
  database: Database,
  { say }: { say: (line: string) => void },
): Promise<EventFigures['reminders']> {
  const people = 20_000
  const calendar = await loadCalendar()
  // A Thursday in term, so that the day before is a school day.
  const morning = Temporal.ZonedDateTime.from('2026-05-20T09:01[Europe/London]').toInstant()
  const clock: Clock = { now: () => morning, today: () => Temporal.PlainDate.from('2026-05-20') }
  await database.ownerStatements('delete from pgboss.job')
  await addCrowd(database, people)
  const got = new Map<string, number>()
  const mailer: Mailer = {
    kind: 'smtp',
    async send({ to }) {
      await sleep(MAIL_SERVICE_MILLISECONDS)
      got.set(to, (got.get(to) ?? 0) + 1)
      return undefined
    },
  }
  const publicUrl = 'https://alongside.example'
  const log = openLog('error')
  const mail = mailJobs({
    database,
    log,
    mailer,
    always: { service: 'Alongside' },
    derived: derivedPlaceholders({ secret: SECRET, publicUrl }),
  })
  const options = { database, clock, publicUrl, calendar }
  const handlers = { ...mail.handlers, ...emailJobs(options).handlers }
  const jobs = await startJobs(database, log, handlers, [])
  const started = performance.now()
  // Two at once, as when two processes are told: neither sends what the other does.
  await Promise.all([sendDue(options), sendDue(options)])
  const queuedSeconds = (performance.now() - started) / 1000
  say(`Reminders: ${people} queued in ${queuedSeconds.toFixed(1)} s`)
  for (;;) {
    const { rows } = await database.ownerStatements(
      `select count(*)::int as left from messages where status = 'queued' and template = 'event-day-before'`,
    )
    if ((rows[0] as { left: number }).left === 0 || performance.now() - started > 600_000) break
    await sleep(250)
  }
  const handedOverSeconds = (performance.now() - started) / 1000
  await jobs.stop()
  const crowd = [...got].filter(([to]) => to.startsWith('crowd'))
  say(`Reminders: handed over in ${handedOverSeconds.toFixed(1)} s`)
  return {
    people,
    queuedSeconds,
    handedOverSeconds,
    doubles: crowd.filter(([, times]) => times > 1).length,
    missing: people - crowd.length,
  }
}

async function addCrowd(database: Database, people: number): Promise<void> {
  await database.asOwner(async (db) => {
    const { rows } = await sql<{ id: number }>`
      insert into events (form_key, programme_id, kind, title, starts_at, ends_at, place)
      select gen_random_uuid(), id, 'cpd', 'A session for everybody', '2026-05-21 09:00Z', '2026-05-21 11:00Z', 'online'
      from programmes where key like 'rise%' returning id`.execute(db)
    const id = rows[0]?.id ?? 0
    await sql`
      insert into event_bookings (form_key, event_id, partnership_id, places, booked_by_name)
      select gen_random_uuid(), ${id}, p.id, 5, 'A leader'
      from partnerships p where p.status in ('active', 'confirmed') order by p.id limit ${people / 5}`.execute(
      db,
    )
    await sql`
      insert into event_guests (booking_id, event_id, name, email)
      select b.id, b.event_id, 'Guest ' || i, 'crowd' || b.id || '.' || i || '@school.example'
      from event_bookings b, generate_series(1, 5) i where b.event_id = ${id}`.execute(db)
  })
  await database.ownerStatements('analyze event_bookings, event_guests')
}

async function addEvent(
  database: Database,
  programmeId: number,
  capacity: number,
  ahead: string,
): Promise<number> {
  const { rows } = await database.asOwner((db) =>
    sql<{ id: number }>`
      insert into events (form_key, programme_id, kind, title, starts_at, ends_at, place, capacity)
      values (gen_random_uuid(), ${programmeId}, 'networking', 'The one that everybody wants',
        now() + ${ahead}::interval, now() + ${ahead}::interval + interval '2 hours', 'online', ${capacity})
      returning id`.execute(db),
  )
  return rows[0]?.id ?? 0
}

async function leaders(database: Database, most: number): Promise<Actor[]> {
  const { rows } = await database.asOwner((db) =>
    sql<Actor>`
      select a.id as "accountId", a.name, a.email, g.role, g.programme_id as "programmeId", null as "hubId",
        g.school_urn as "schoolUrn", null as "trustUid"
      from assignments g join accounts a on a.id = g.account_id
      join partnerships p on p.school_urn = g.school_urn and p.status = 'active'
      where g.role = 'named-leader' and g.title = 'Headteacher' order by md5(g.id::text) limit ${most}`.execute(
      db,
    ),
  )
  return rows
}
