/** A school with an open survey, and the answering pages on a server of their own. */
import { randomUUID } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import { answeringRoutes } from '../../src/features/surveys/answering/routes.ts'
import { newCode } from '../../src/features/surveys/codes/code.ts'
import { loadSurveys } from '../../src/features/surveys/index.ts'
import type { Clock } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/index.ts'
import type { App } from '../../src/platform/http/index.ts'
import { openTestDatabase } from '../database.ts'
import { type FeatureApp, featureApp } from './feature-app.ts'
import { addHub, addPartnership, addSchool, buildWorld } from './programme-world.ts'

export const SURVEY_SECRET = 'a secret of at least thirty-two characters'

export interface NewWave {
  readonly partnership?: number
  readonly survey?: string
  readonly opensAt?: string
  readonly closesAt?: string
  readonly languages?: readonly string[]
  readonly layout?: 'one-a-page' | 'all-on-one-page'
  /** How many are expected of each class; null where nobody said. */
  readonly expected?: number | null
  readonly groups?: number
  readonly classes?: number
  /** Of staff, who may add something: the email address of their safeguarding lead. */
  readonly safeguardingEmail?: string
}

export interface AddedWave {
  readonly id: number
  readonly groups: readonly { readonly id: number; readonly label: string }[]
  readonly codes: readonly { readonly id: number; readonly code: string; readonly groupId: number }[]
  readonly questions: number
}

export interface SurveyWorld {
  readonly database: Database
  readonly web: FeatureApp
  readonly partnership: number
  readonly programmeId: number
  readonly hub: number
  readonly clock: Clock
  moveClock(instant: string): void
  addWave(wave?: NewWave): Promise<AddedWave>
  /** Sends a form of answers. */
  answer(
    code: string,
    answers: Readonly<Record<string, string>> | string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; body: string; location: string }>
  rows(query: ReturnType<typeof sql>): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

export async function openSurveyWorld(
  options: {
    readonly logger?: FastifyBaseLogger
    readonly database?: Database
    readonly wait?: number
    /** More than the answering pages. */
    readonly mount?: (app: App, options: { readonly secret: string; readonly clock: Clock }) => void
    /** For a browser. */
    readonly assetFolders?: readonly { prefix: string; folder: string }[]
  } = {},
): Promise<SurveyWorld> {
  const database = options.database ?? (await openTestDatabase())
  const world = await buildWorld(database)
  await addSchool(database, { urn: 990001, name: 'Lead School' })
  await addSchool(database, { urn: 990011, name: 'Ashby School' })
  const hub = await addHub(database, {
    programmeId: world.programmeId,
    reference: 'H1',
    name: 'North hub',
    leadUrn: 990001,
  })
  const partnership = await addPartnership(database, world, { hubId: hub, urn: 990011, pathway: 'enhanced' })
  await database.asOwner((db) => loadSurveys(db))
  let now = Temporal.Instant.from('2025-11-10T10:00:00Z')
  const clock: Clock = {
    now: () => now,
    today: () => now.toZonedDateTimeISO('Europe/London').toPlainDate(),
  }
  const web = await featureApp({
    database,
    clock,
    ...(options.logger ? { logger: options.logger } : {}),
    ...(options.assetFolders ? { assetFolders: options.assetFolders } : {}),
    mount: (app) =>
      (options.mount ?? answeringRoutes)(app, {
        secret: SURVEY_SECRET,
        clock,
        ...(options.wait === undefined ? {} : { wait: options.wait }),
      }),
  })
  return {
    database,
    web,
    partnership,
    programmeId: world.programmeId,
    hub,
    clock,
    moveClock(instant) {
      now = Temporal.Instant.from(instant)
    },
    addWave: (wave = {}) => addWave(database, partnership, wave),
    async answer(code, answers, headers = {}) {
      const answer = await web.app.inject({
        method: 'POST',
        url: `/survey/${code}/answers`,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: typeof answers === 'string' ? answers : new URLSearchParams(answers).toString(),
      })
      return { status: answer.statusCode, body: answer.body, location: String(answer.headers.location ?? '') }
    },
    rows: async (query) =>
      (await database.asOwner((db) => query.execute(db))).rows as Record<string, unknown>[],
    async close() {
      await web.app.close()
      if (!options.database) await database.close()
    },
  }
}

/** An open wave of pupils, whose classes all have a code. */
export async function addWave(database: Database, partnership: number, of: NewWave = {}): Promise<AddedWave> {
  const staff = of.survey === 'staff'
  return database.asOwner(async (db) => {
    const { rows: versions } = await sql<{ id: number; questions: number }>`
      select id, jsonb_array_length(definition -> 'questions') as questions from survey_versions
      where key = ${of.survey ?? 'pupils-secondary'} order by number desc limit 1`.execute(db)
    const [version] = versions
    if (!version) throw new Error('There is no such questionnaire')
    // Tests open several of a kind, which a school cannot.
    await sql`drop index if exists survey_waves_one_open`.execute(db)
    const { rows: waves } = await sql<{ id: number }>`
      insert into survey_waves (key, partnership_id, kind, pupils_version_id, staff_version_id, opens_at, closes_at,
        languages, layout, created_by_name)
      values (${randomUUID()}, ${of.partnership ?? partnership}, 'baseline', ${staff ? null : version.id}::integer,
        ${staff ? version.id : null}::integer, ${of.opensAt ?? '2025-11-03T08:30:00Z'},
        ${of.closesAt ?? '2025-11-14T16:00:00Z'}, ${of.languages ?? ['en', 'pl']}, ${of.layout ?? 'all-on-one-page'},
        'Asha Head')
      returning id`.execute(db)
    const id = waves[0]?.id ?? 0
    if (of.safeguardingEmail) {
      await sql`insert into survey_safeguarding_leads (wave_id, name, role, email)
        values (${id}, 'Sadia Lead', 'Deputy head', ${of.safeguardingEmail})`.execute(db)
    }
    const groups: { id: number; label: string }[] = []
    const codes: { id: number; code: string; groupId: number }[] = []
    for (let group = 0; group < (of.groups ?? 2); group += 1) {
      const label = staff ? `Role ${group + 1}` : `Year ${group + 7}`
      const { rows } = await sql<{ id: number }>`
        insert into survey_groups (wave_id, audience, position, label, roll)
        values (${id}, ${staff ? 'staff' : 'pupils'}, ${group + 1}, ${label}, 30) returning id`.execute(db)
      const groupId = rows[0]?.id ?? 0
      groups.push({ id: groupId, label })
      for (let at = 0; at < (of.classes ?? 1); at += 1) {
        let added: { id: number; code: string } | undefined
        while (!added) {
          const { rows } = await sql<{ id: number; code: string }>`
            insert into survey_codes (wave_id, group_id, code, label, expected)
            values (${id}, ${groupId}, ${newCode()}, ${`${group + 7}${at + 1}`}, ${of.expected ?? null}::integer)
            on conflict (code) do nothing returning id, code`.execute(db)
          added = rows[0]
        }
        codes.push({ ...added, groupId })
      }
    }
    return { id, groups, codes, questions: version.questions }
  })
}
