import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { type WorldEvents, worldEvents } from './event-files.ts'

export const WORLD_FOLDER = join(import.meta.dirname, '../../../../db/world')

const date = z.iso.date()
const text = z.string().min(1)
const invented = z.coerce.number().int().min(990_000).max(999_999)
const optionalNumber = z.string().transform((value) => (value === '' ? null : Number(value)))

const person = z.strictObject({ given: text, family: text, title: text, persona: text.optional() })
const hub = z.strictObject({
  reference: text,
  name: text,
  leadSchool: invented.optional(),
  leadTrust: invented.optional(),
  region: text,
  openedOn: date,
  openDays: z.array(date),
  capacity: z.record(text, z.int()).default({}),
  leads: z.tuple([person], person),
})
const programme = z.strictObject({
  key: text,
  cohorts: z.array(z.strictObject({ key: text, name: text, startsOn: date })),
  team: z.tuple([person], person),
  evaluators: z.array(person),
  hubs: z.array(hub),
  trustLeaders: z.array(z.strictObject({ ...person.shape, trust: invented })),
})
const world = z.strictObject({
  today: date,
  programmes: z.array(programme),
  personas: z.array(z.strictObject({ key: text, description: text, school: invented.optional() })),
  trusts: z.array(z.strictObject({ uid: invented, name: text, kind: text, town: text })),
  trustAgreements: z.array(
    z.strictObject({ school: invented, agreedOn: date, withdrawnOn: date.optional() }),
  ),
})

const sides = z.enum(['partner', 'lead', 'programme-team'])
const change = z.strictObject({
  to: z.enum(['paused', 'withdrawn', 'completed']),
  on: date,
  by: sides,
  reason: z.tuple([text], text),
})
const share = z.number().min(0).max(1)
const story = z.strictObject({
  pace: share,
  missed: share,
  leadMissed: share,
  attends: share,
  stopsAt: text.optional(),
  quietFrom: date.optional(),
  movedOn: date.optional(),
  leaderLeft: date.optional(),
  upTo: z.enum(['invited', 'confirmed']).optional(),
  people: z.int().optional(),
  changes: z.array(change).default([]),
})

const told = z.strictObject({
  school: invented,
  leaders: z.tuple([person], person),
  confirmations: z.array(
    z.strictObject({
      key: text,
      occurrence: z.int().default(1),
      on: date,
      by: sides.default('partner'),
      state: z.enum(['started', 'done', 'not-needed']).default('done'),
      minutes: z.int().nullable().default(null),
      note: z.string().default(''),
    }),
  ),
})

const some = z.tuple([text], text)
const assessments = z.strictObject({
  notes: z.record(text, z.strictObject({ low: some, high: some })),
  told: z.array(
    z.strictObject({
      school: invented,
      themes: z.record(text, z.number()),
      priorities: z.array(text),
      shares: z.strictObject({ withNotes: z.boolean() }).optional(),
      again: z
        .strictObject({ on: z.string().date(), higher: z.array(text), lower: z.array(text), note: text })
        .optional(),
    }),
  ),
})
const visit = z.strictObject({ saw: text, working: text, obstacles: z.string(), partner: text, lead: text })
const plans = z.strictObject({
  done: some,
  'under-way': some,
  'lead-actions': z.strictObject({ attendance: some, behaviour: some }),
  comments: z.tuple(
    [z.strictObject({ lead: text, partner: text })],
    z.strictObject({ lead: text, partner: text }),
  ),
  'open-comments': some,
  reviews: z.record(z.enum(['on-track', 'at-risk', 'off-track']), z.tuple([z.string()], z.string())),
  obstacles: z.record(z.enum(['at-risk', 'off-track']), some),
  'changes-of-course': some,
  'next-steps': some,
  told: z.array(
    z.strictObject({ school: invented, priorities: z.int(), leaderOwns: z.array(z.int()).default([]) }),
  ),
})

const message = z.strictObject({
  by: z.enum(['partner', 'lead']),
  text,
  /** Waits for an answer. */
  asks: z.boolean().default(false),
  /** Does not answer what waits. */
  leaves: z.boolean().default(false),
})
const exchange = z.tuple([message], message)
const conversations = z.strictObject({
  told: z.array(z.strictObject({ school: invented, messages: z.array(message.extend({ on: date })) })),
  exchanges: z.tuple([exchange], exchange),
  open: exchange,
})

const side = z.enum(['partner', 'lead', 'programme-team'])
const purpose = z.enum(['support', 'visit', 'review'])
const documents = z.strictObject({
  documents: z.array(
    z.strictObject({
      id: z.uuid(),
      school: invented,
      from: side,
      with: z.array(side).min(1),
      on: date,
      until: date,
      expects: text.optional(),
      purpose,
      title: text,
      file: z.string().regex(/^[a-z0-9-]+\.(txt|csv)$/),
      opened: date.optional(),
      text,
    }),
  ),
  links: z.array(
    z.strictObject({
      school: invented,
      on: date,
      expects: text,
      title: text,
      by: text,
      asAt: date,
      url: z.url(),
    }),
  ),
  requests: z.array(
    z.strictObject({
      school: invented,
      asking: side,
      asked: side,
      on: date,
      due: date,
      purpose,
      title: text,
      why: text,
    }),
  ),
})

const surveys = z.strictObject({
  open: z.array(invented),
  again: z.array(invented),
  unshared: z.array(invented),
  replies: z.array(z.strictObject({ school: invented, said: z.array(text), did: z.array(text) })),
})

const school = z.object({
  urn: invented,
  name: text,
  phase: text,
  type_code: z.coerce.number().int(),
  type_name: text,
  la_code: z.coerce.number().int(),
  establishment_number: z.coerce.number().int(),
  trust_uid: optionalNumber,
  address: text,
  town: text,
  postcode: z.string().startsWith('ZZ99 '),
  easting: z.coerce.number().int(),
  northing: z.coerce.number().int(),
  pupils: z.coerce.number().int(),
  age_low: z.coerce.number().int(),
  age_high: z.coerce.number().int(),
  religious_character: text,
  fsm_percentage: z.coerce.number(),
})
const partnership = z.object({ hub: text, school: invented, pathway: text, cohort: text, story: text })

export type WorldPerson = z.output<typeof person>
export type WorldHub = z.output<typeof hub>
export type WorldProgramme = z.output<typeof programme>
export type WorldSchool = z.output<typeof school>
export type WorldPartnership = z.output<typeof partnership>
export type Story = z.output<typeof story>
export type WorldMessage = z.output<typeof message>
export type Told = z.output<typeof told>

export interface WorldFiles extends z.output<typeof world> {
  /** Changes with any file, the generator's version included. */
  readonly hash: string
  readonly schools: readonly WorldSchool[]
  /** What was written down on visits. */
  readonly visits: readonly z.output<typeof visit>[]
  readonly partnerships: readonly WorldPartnership[]
  readonly stories: ReadonlyMap<string, Story>
  readonly told: ReadonlyMap<number, Told>
  readonly notes: ReadonlyMap<string, readonly [string, ...string[]]>
  readonly names: {
    readonly given: readonly [string, ...string[]]
    readonly family: readonly [string, ...string[]]
  }
  readonly assessments: z.output<typeof assessments>
  readonly plans: z.output<typeof plans>
  readonly loadSql: string
  readonly conversations: z.output<typeof conversations>
  readonly documents: z.output<typeof documents>
  readonly surveys: z.output<typeof surveys>
  readonly loadPlansSql: string
  readonly loadConversationsSql: string
  readonly events: WorldEvents
  readonly loadEventsSql: string
  readonly loadSupportSql: string
  readonly loadDocumentsSql: string
  readonly loadHistorySql: string
  readonly clearSql: string
}

/** Raised when the generator makes another world of the same files. */
const GENERATOR = '5'

/** Reads db/world. A file that is not as it should be is named. */
export async function readWorldFiles(folder = WORLD_FOLDER): Promise<WorldFiles> {
  const texts = new Map<string, string>()
  for (const name of (await readdir(folder)).sort()) {
    if (/\.(yaml|csv|sql)$/.test(name)) texts.set(name, await readFile(join(folder, name), 'utf8'))
  }
  const hash = createHash('sha256').update(GENERATOR)
  for (const [name, content] of texts) hash.update(`\0${name}\0${content}`)
  const textOf = (name: string) => {
    const content = texts.get(name)
    if (content === undefined) throw new Error(`db/world/${name} is missing`)
    return content
  }
  const checked = <S extends z.ZodType>(name: string, schema: S, content: unknown): z.output<S> => {
    const parsed = schema.safeParse(content)
    if (!parsed.success) throw new Error(`db/world/${name}: ${z.prettifyError(parsed.error)}`)
    return parsed.data
  }
  const yaml = <S extends z.ZodType>(name: string, schema: S) =>
    checked(name, schema, parseYaml(textOf(name)))
  const csv = <S extends z.ZodType>(name: string, row: S) =>
    checked(name, z.array(row), parseCsv(textOf(name), { columns: true }))

  return {
    hash: hash.digest('hex').slice(0, 16),
    ...yaml('world.yaml', world),
    schools: csv('schools.csv', school),
    partnerships: csv('partnerships.csv', partnership),
    stories: new Map(Object.entries(yaml('stories.yaml', z.record(text, story)))),
    told: new Map(yaml('told.yaml', z.array(told)).map((each) => [each.school, each])),
    notes: new Map(Object.entries(yaml('notes.yaml', z.record(text, some)))),
    names: yaml('names.yaml', z.strictObject({ given: some, family: some })),
    assessments: yaml('self-assessments.yaml', assessments),
    plans: yaml('plans.yaml', plans),
    events: yaml('events.yaml', worldEvents),
    loadSql: textOf('load.sql'),
    conversations: yaml('conversations.yaml', conversations),
    visits: yaml('visits.yaml', z.array(visit).min(1)),
    documents: yaml('documents.yaml', documents),
    surveys: yaml('surveys.yaml', surveys),
    loadPlansSql: textOf('load-plans.sql'),
    loadConversationsSql: textOf('load-conversations.sql'),
    loadEventsSql: textOf('load-events.sql'),
    loadSupportSql: textOf('load-support.sql'),
    loadDocumentsSql: textOf('load-documents.sql'),
    loadHistorySql: textOf('load-history.sql'),
    clearSql: textOf('clear.sql'),
  }
}
