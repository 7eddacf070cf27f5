/** Two schools with plans, on either pathway, their people, and a self-assessment that has been handed in. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { conversationSubject, routes } from '../../src/features/action-plans/index.ts'
import * as conversations from '../../src/features/conversations/index.ts'
import * as documents from '../../src/features/documents/index.ts'
import * as partnerships from '../../src/features/partnerships/index.ts'
import type { Actor } from '../../src/features/people/index.ts'
import { loadCalendar } from '../../src/features/programmes/index.ts'
import * as promises from '../../src/features/promises/index.ts'
import {
  loadQuestionnaires,
  readQuestionnaire,
  statementsOf,
} from '../../src/features/self-assessment/index.ts'
import * as support from '../../src/features/support/index.ts'
import type { Database } from '../../src/platform/database/index.ts'
import { folderStore } from '../../src/platform/files/index.ts'
import { type FeatureApp, featureApp } from './feature-app.ts'
import { addActor, addPartnership } from './programme-world.ts'
import { openTwoHubs, type TwoHubs } from './two-hubs.ts'

const noFiles = folderStore(join(tmpdir(), 'alongside-no-documents'))

export interface PlanWorld extends TwoHubs {
  readonly web: FeatureApp
  /** Ashby School, on enhanced support. */
  readonly enhanced: number
  /** Birch School, on regional support. */
  readonly regional: number
  readonly colleague: Actor
  readonly regionalLeader: Actor
  close(): Promise<void>
}

export async function openPlanWorld(
  options: { assetFolders?: readonly { prefix: string; folder: string }[] } = {},
): Promise<PlanWorld> {
  const hubs = await openTwoHubs({ today: '2026-03-12' })
  const { database, world, clock, hub } = hubs
  const { programmeId } = world
  const enhanced = await addPartnership(database, world, { hubId: hub, urn: 990011, pathway: 'enhanced' })
  const regional = await addPartnership(database, world, { hubId: hub, urn: 990012 })
  for (const id of [enhanced, regional]) await handIn(database, id)

  const calendar = await loadCalendar()
  const web = await featureApp({
    database,
    clock,
    mount: (app) => {
      routes(app, { calendar })
      conversations.routes(app, {
        calendar,
        sources: [conversationSubject, support.conversationSubject, documents.conversationSubject],
      })
      partnerships.routes(app, [], [promises.promisesPanel])
      promises.routes(app)
      support.routes(app, { calendar, publicUrl: 'http://localhost', links: [], store: noFiles })
    },
    ...options,
  })
  const named = (schoolUrn: number, name: string) =>
    addActor(database, 'named-leader', { programmeId, schoolUrn, name })
  return {
    ...hubs,
    web,
    enhanced,
    regional,
    colleague: await named(990011, 'Priya Patel'),
    regionalLeader: await named(990012, 'Bea Head'),
    async close() {
      await web.app.close()
      await database.close()
    },
  }
}

/** A self-assessment with every third answer low, two marked as priorities, submitted. */
async function handIn(database: Database, partnershipId: number): Promise<void> {
  await database.asOwner(async (db) => {
    const loaded = await loadQuestionnaires(db)
    const version = loaded.find(({ key }) => key === 'attendance-and-behaviour')
    assert.ok(version, 'The self-assessment of the programme was not loaded')
    const questionnaire = await readQuestionnaire(db, version.versionId)
    const levels = questionnaire.levels.map(({ key }) => key)
    const answers = statementsOf(questionnaire).map(({ statement }, at) => ({
      key: statement.key,
      level: levels[at % 3 === 0 ? 0 : 2],
      priority: at === 4 || at === 11,
    }))
    await sql`
      with assessment as (
        insert into self_assessments (key, partnership_id, questionnaire_version_id, number, started_by_name)
        values (gen_random_uuid(), ${partnershipId}, ${version.versionId}, 1, 'Asha Head') returning id
      )
      insert into self_assessment_answers (self_assessment_id, statement_key, level, is_priority, changed_by_name)
      select a.id, r.key, r.level, r.priority, 'Asha Head' from assessment a,
        jsonb_to_recordset(${JSON.stringify(answers)}::text::jsonb) as r(key text, level text, priority boolean)`.execute(
      db,
    )
    await sql`
      update self_assessments set submitted_at = '2026-02-02', submitted_by_name = 'Asha Head'
      where partnership_id = ${partnershipId}`.execute(db)
  })
}

/** A form as the page holds it: every field that would be sent, by name. Checkboxes and radios only where they are ticked. */
export function formIn(body: string, action: string): Record<string, string> {
  const start = body.indexOf(`action="${action}"`)
  assert.ok(start >= 0, `The page has no form to ${action}`)
  const form = body.slice(start, body.indexOf('</form>', start))
  const fields: Record<string, string> = {}
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    const isChoice = /type="(checkbox|radio)"/.test(tag)
    if (name && (!isChoice || / checked/.test(tag)))
      fields[name] = unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  for (const [, name, value] of form.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g)) {
    fields[name ?? ''] = unescaped(value ?? '')
  }
  for (const [, name, options] of form.matchAll(/<select[^>]* name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) {
    const chosen =
      /<option value="([^"]*)" selected/.exec(options ?? '') ?? /<option value="([^"]*)"/.exec(options ?? '')
    fields[name ?? ''] = unescaped(chosen?.[1] ?? '')
  }
  return fields
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const unescaped = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => ENTITIES[name] ?? '')

/** A small plan by the forms of the service: one priority, one objective, one measure, one action of the leader's. */
export async function addSmallPlan(
  { web, rows }: PlanWorld,
  actor: Actor,
  partnershipId: number,
): Promise<{ plan: number; priority: number; objective: number; measure: number; action: number }> {
  const send = async (url: string, form: Record<string, string | number>) => {
    const answer = await web.post(actor, url, { key: randomUUID(), seen: 0, ...form })
    assert.equal(answer.status, 303, `${url}: ${answer.body}`)
  }
  const last = async (table: string) =>
    Number((await rows(sql`select max(id) as id from ${sql.table(table)}`))[0]?.id)
  await send(`/partnerships/${partnershipId}/plan`, {})
  const plan = await last('action_plans')
  await send(`/plans/${plan}/priorities`, { title: 'Day one of absence', why: '' })
  const priority = await last('priorities')
  await send(`/priorities/${priority}/objectives`, {
    text: 'Every family hears from us on day one',
    milestones: '',
    resources: '',
  })
  const objective = await last('objectives')
  await send(`/objectives/${objective}/measures`, {
    text: 'Persistent absence',
    kind: 'published',
    baseline: '24',
    target: '20',
    unit: '%',
    source: '',
  })
  const measure = await last('measures')
  await send(`/objectives/${objective}/actions`, {
    text: 'Ring home by ten',
    owner: `partner ${actor.accountId}`,
    ownerRole: 'Attendance lead',
    ownerName: '',
    deadline: 'date',
    'dueOn-day': 20,
    'dueOn-month': 3,
    'dueOn-year': 2026,
  })
  return { plan, priority, objective, measure, action: await last('actions') }
}
