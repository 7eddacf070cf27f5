import type { Db } from '../../../../platform/database/index.ts'
import { conflict, notFound } from '../../../../platform/refusal.ts'
import { recordHistory } from '../../../history/index.ts'
import type { AppliedCounts, CheckedRow, ImportKind, ImportRow } from '../../../imports/index.ts'
import type { Actor } from '../../../people/index.ts'
import { MOST_QUESTIONS, type SurveyDefinition } from '../../definition.ts'
import { checkSurvey } from '../checks.ts'
import { hashOf } from '../file.ts'
import { canManageSurveys } from '../policy.ts'
import {
  findVersionByHash,
  insertSurveyVersion,
  listCurrentVersions,
  lockSurveys,
  type SurveyVersion,
} from '../store.ts'
import { FIELDS, IMPORT_KEY } from './fields.ts'
import { type Fault, keyFrom, plain, type QuestionRow, readRow } from './rows.ts'

interface Plan {
  /** Each questionnaire that the file names, as it is and as the file has it, of the rows that are not refused. */
  readonly surveys: readonly { readonly now: SurveyVersion; readonly next: SurveyDefinition }[]
  readonly rows: readonly CheckedRow[]
}

/**
 * Questionnaires from a spreadsheet: of each that it names the whole, as the next version. Waves keep the version they were
 * set up with; what is set up from then on asks the new one.
 */
export function surveyImport(): ImportKind {
  return {
    key: IMPORT_KEY,
    name: 'Survey questions',
    fields: FIELDS,
    result: { href: '/survey-questions', text: 'See the questionnaires and their versions' },
    async check(db, actor, rows) {
      return (await planOf(db, actor, rows)).rows
    },
    async apply(db, actor, rows) {
      return applyPlan(db, actor, rows)
    },
    async *export(db, actor) {
      yield* exportRows(db, actor)
    },
  }
}

async function planOf(db: Db, actor: Actor, rows: readonly ImportRow[]): Promise<Plan> {
  if (!canManageSurveys(actor)) throw notFound()
  const versions = await listCurrentVersions(db)
  const keys = versions.map(({ key }) => key).join(', ')
  const checked = new Map<ImportRow, CheckedRow>()
  const surveys: { now: SurveyVersion; next: SurveyDefinition }[] = []
  const bySurvey = Map.groupBy(rows, ({ values }) =>
    versions.find(({ key }) => plain(key) === plain(values.questionnaire ?? '')),
  )
  for (const [now, own] of bySurvey) {
    if (now) surveys.push({ now, next: planSurvey(now, own, checked) })
    else {
      for (const row of own) {
        const message = `“${row.values.questionnaire ?? ''}” is none of ${keys}`
        checked.set(row, refuse(row, { field: 'questionnaire', message }))
      }
    }
  }
  return { surveys, rows: rows.flatMap((row) => checked.get(row) ?? []) }
}

/** Says in `checked` what becomes of each row of one questionnaire. @returns the questionnaire as the file has it */
function planSurvey(
  now: SurveyVersion,
  rows: readonly ImportRow[],
  checked: Map<ImportRow, CheckedRow>,
): SurveyDefinition {
  const read = new Map<ImportRow, QuestionRow>()
  for (const [at, row] of rows.entries()) {
    const result: QuestionRow | Fault =
      at < MOST_QUESTIONS
        ? readRow(row, now.definition)
        : { field: 'text', message: `A questionnaire has at most ${MOST_QUESTIONS} questions` }
    if ('message' in result) checked.set(row, refuse(row, result))
    else read.set(row, result)
  }
  const twins = twinsIn([...read.values()])
  const next = surveyOf(
    now.definition,
    [...read.values()].filter((row) => !twins.has(row)),
  )
  const before = new Map(now.definition.questions.map((question) => [question.key, question]))
  const after = new Map(next.questions.map((question) => [question.key, question]))
  for (const [row, result] of read) {
    const { question } = result
    const twin = twins.get(result)
    const [was, is] = [before.get(question.key), after.get(question.key)]
    const outcome = !was ? 'new' : canonical(was) === canonical(is) ? 'unchanged' : 'changed'
    checked.set(row, twin ? refuse(row, twin) : { line: row.line, outcome, summary: question.text })
  }
  return next
}

const refuse = (row: ImportRow, fault: Fault): CheckedRow => ({
  line: row.line,
  outcome: 'refused',
  summary: row.values.text ?? '',
  ...fault,
})

/** Rows that claim the same key or pair: neither is more right than the other. */
function twinsIn(rows: readonly QuestionRow[]): Map<QuestionRow, Fault> {
  const faults = new Map<QuestionRow, Fault>()
  for (const field of ['key', 'pair'] as const) {
    for (const [value, same] of Map.groupBy(rows, ({ question }) => question[field])) {
      if (value === undefined || same.length < 2) continue
      const lines = same.map(({ line }) => line)
      const what = field === 'key' ? `the same question (${value})` : `the same pair (${value})`
      const message = `Rows ${lines.slice(0, -1).join(', ')} and ${lines.at(-1)} have ${what}`
      for (const row of same) faults.set(row, { field, message })
    }
  }
  return faults
}

/** The rows as a questionnaire: topics in the order in which the file first names them, and only scales that are used. */
function surveyOf(now: SurveyDefinition, rows: readonly QuestionRow[]): SurveyDefinition {
  const topicOf = (name: string) =>
    now.topics.find((topic) => plain(topic.name) === plain(name) || topic.key === name) ?? {
      key: keyFrom(name),
      name: name.slice(0, 80),
    }
  const topics = [
    ...new Map(rows.map(({ topicName }) => [topicOf(topicName).key, topicOf(topicName)])).values(),
  ]
  const before = new Map(now.questions.map((question) => [question.key, question]))
  const questions = rows.map(({ question, topicName }) => ({
    ...question,
    topic: topicOf(topicName).key,
    // Whose the wording is does not stand in the file: it stays while the wording does.
    ...(before.get(question.key)?.text === question.text && before.get(question.key)?.source
      ? { source: before.get(question.key)?.source }
      : {}),
  }))
  const used = new Set(questions.map(({ scale }) => scale))
  const added = rows.flatMap(({ scale }) => (scale ? [scale] : []))
  const scales = [...new Map([...now.scales, ...added].map((scale) => [scale.key, scale])).values()]
  return { ...now, topics, scales: scales.filter(({ key }) => used.has(key)), questions }
}

async function applyPlan(db: Db, actor: Actor, rows: readonly ImportRow[]): Promise<AppliedCounts> {
  await lockSurveys(db)
  const { surveys, rows: checked } = await planOf(db, actor, rows)
  const refused = checked.find(({ outcome }) => outcome === 'refused')
  if (refused) throw conflict(`Row ${refused.line} can no longer be imported: ${refused.message}`)
  if (checked.length === 0) throw conflict('The file has no question. Nothing was imported.')
  for (const { now, next } of surveys) {
    const [fault] = checkSurvey(next)
    if (fault)
      throw conflict(`The file does not make a questionnaire: ${fault.message}. Nothing was imported.`)
    const contentHash = hashOf(next)
    if (contentHash === hashOf(now.definition)) continue
    if (await findVersionByHash(db, contentHash)) {
      throw conflict(
        `An earlier version of ${next.key} says exactly this. Change a word, or keep the version in use.`,
      )
    }
    const version = await insertSurveyVersion(db, { definition: next, contentHash, source: actor.name })
    await recordHistory(db, actor, {
      about: { programmeId: actor.programmeId },
      kind: 'survey.questions-imported',
      sentence: `Brought in version ${version.number} of the questionnaire ${next.key} from a spreadsheet`,
      details: { versionId: version.id },
    })
  }
  const count = (outcome: CheckedRow['outcome']) => checked.filter((row) => row.outcome === outcome).length
  return { created: count('new'), changed: count('changed'), unchanged: count('unchanged') }
}

async function* exportRows(db: Db, actor: Actor): AsyncIterable<Readonly<Record<string, string>>> {
  if (!canManageSurveys(actor)) throw notFound()
  for (const { key, definition } of await listCurrentVersions(db)) {
    for (const question of definition.questions) {
      yield {
        questionnaire: key,
        topic: definition.topics.find((topic) => topic.key === question.topic)?.name ?? question.topic,
        text: question.text,
        scale: question.scale,
        easy: question.easy?.text ?? '',
        picture: question.easy?.picture ?? '',
        pair: question.pair ?? '',
        comparator: question.comparator ?? '',
        key: question.key,
      }
    }
  }
}

/** The order of keys aside: the database gives them back in its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}
