import type { Db } from '../../../../platform/database/index.ts'
import { conflict, notFound } from '../../../../platform/refusal.ts'
import { recordHistory } from '../../../history/index.ts'
import type { AppliedCounts, CheckedRow, ImportKind, ImportRow } from '../../../imports/index.ts'
import type { Actor } from '../../../people/index.ts'
import { canManageQuestionnaires } from '../../policy.ts'
import { sameStatement } from '../changes.ts'
import { checkQuestionnaire } from '../checks.ts'
import { type Questionnaire, statementsOf, type Theme } from '../definition.ts'
import { hashOf } from '../file.ts'
import { insertVersion, listQuestionnaires, lockQuestionnaires, readQuestionnaire } from '../store.ts'
import { FIELDS, IMPORT_KEY, levelField } from './fields.ts'
import { type Fault, findThemeOf, keyFrom, plain, readRow, type StatementRow, withoutNumber } from './rows.ts'

interface Plan {
  readonly questionnaireId: number
  readonly now: Questionnaire
  /** The questionnaire as the file has it, of the rows that are not refused. */
  readonly next: Questionnaire
  readonly rows: readonly CheckedRow[]
}

/**
 * A questionnaire from a spreadsheet: the whole of it, as the next version. Levels, frameworks and sources stay those of
 * the version in use; schools that have begun keep the version they began with.
 */
export function questionnaireImport(): ImportKind {
  return {
    key: IMPORT_KEY,
    name: 'Self-assessment questions',
    fields: FIELDS,
    result: { href: '/questionnaires', text: 'See the questionnaire and its versions' },
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
  if (!canManageQuestionnaires(actor)) throw notFound()
  const own = await listQuestionnaires(db, actor.programmeId)
  const named = rows.find(({ values }) => values.questionnaire)?.values.questionnaire ?? ''
  const same = (name: string) => own.find((each) => each.key === name || plain(each.name) === plain(name))
  const chosen = named ? same(named) : own[0]
  if (!own[0])
    throw conflict('This programme has no questionnaire yet: one must come with the service first.')
  const now = await readQuestionnaire(db, (chosen ?? own[0]).currentVersionId)
  const read = rows.map((row) => {
    const wanted = row.values.questionnaire ?? ''
    if (wanted && !same(wanted)) {
      return refuse(row, {
        field: 'questionnaire',
        message: `This programme has no questionnaire “${wanted}”`,
      })
    }
    if (wanted && same(wanted) !== chosen) {
      return refuse(row, {
        field: 'questionnaire',
        message: `The file is for “${named}”: bring in the other by itself`,
      })
    }
    const result = readRow(row, now)
    return 'message' in result ? refuse(row, result) : result
  })
  const twins = twinsIn(read.flatMap((each) => ('statement' in each ? [each] : [])))
  const kept: StatementRow[] = []
  const before = new Map(statementsOf(now).map((each) => [each.statement.key, each]))
  const outcome = new Map<StatementRow, 'new' | 'changed' | 'unchanged'>()
  for (const each of read) {
    if ('statement' in each && !twins.has(each)) kept.push(each)
  }
  const next = questionnaireOf(now, kept)
  const after = new Map(statementsOf(next).map((each) => [each.statement.key, each]))
  for (const row of kept) {
    const [was, is] = [before.get(row.statement.key), after.get(row.statement.key)]
    outcome.set(row, !was || !is ? 'new' : sameStatement(was, is) ? 'unchanged' : 'changed')
  }
  return {
    questionnaireId: (chosen ?? own[0]).id,
    now,
    next,
    rows: read.map((each): CheckedRow => {
      if (!('statement' in each)) return each
      const summary = `${each.statement.number} ${each.statement.text}`
      const message = twins.get(each)
      return message
        ? { line: each.line, outcome: 'refused', summary, ...message }
        : { line: each.line, outcome: outcome.get(each) ?? 'new', summary }
    }),
  }
}

function refuse(row: ImportRow, fault: Fault): CheckedRow {
  const summary = [row.values.number, row.values.text].filter(Boolean).join(' ')
  return { line: row.line, outcome: 'refused', summary, ...fault }
}

/** Rows that claim the same number or key: neither is more right than the other. */
function twinsIn(rows: readonly StatementRow[]): Map<StatementRow, Fault> {
  const faults = new Map<StatementRow, Fault>()
  for (const field of ['number', 'key'] as const) {
    for (const [value, same] of Map.groupBy(rows, ({ statement }) => statement[field])) {
      if (same.length < 2) continue
      const lines = same.map(({ line }) => line)
      const what = field === 'number' ? `the number ${value}` : `the same statement (${value})`
      const message = `Rows ${lines.slice(0, -1).join(', ')} and ${lines.at(-1)} have ${what}`
      for (const row of same) faults.set(row, { field, message })
    }
  }
  return faults
}

/** The rows as a questionnaire: themes in the order in which the file first names them. */
function questionnaireOf(now: Questionnaire, rows: readonly StatementRow[]): Questionnaire {
  const groups = Map.groupBy(
    rows,
    ({ themeName }) => findThemeOf(now, themeName)?.key ?? keyFrom(withoutNumber(themeName)),
  )
  const before = new Map(statementsOf(now).map(({ statement }) => [statement.key, statement]))
  const themes = [...groups].map(([key, own], at): Theme => {
    const known = now.themes.find((theme) => theme.key === key)
    const name = known?.name ?? withoutNumber(own[0]?.themeName ?? key)
    const about = own.find(({ themeAbout }) => themeAbout)?.themeAbout ?? known?.about ?? name
    return {
      ours: [],
      ...known,
      key,
      number: at + 1,
      name,
      about,
      statements: own.map(({ statement }) => {
        const was = before.get(statement.key)
        // Whose the wording is does not stand in the file: it stays while the wording does.
        const marks =
          was && was.text === statement.text && was.source ? { source: was.source, ours: was.ours } : {}
        return { ...statement, ...marks }
      }),
    }
  })
  return { ...now, themes }
}

async function applyPlan(db: Db, actor: Actor, rows: readonly ImportRow[]): Promise<AppliedCounts> {
  await lockQuestionnaires(db)
  const { questionnaireId, now, next, rows: checked } = await planOf(db, actor, rows)
  const refused = checked.find(({ outcome }) => outcome === 'refused')
  if (refused) throw conflict(`Row ${refused.line} can no longer be imported: ${refused.message}`)
  if (checked.length === 0) throw conflict('The file has no statement. Nothing was imported.')
  const [fault] = checkQuestionnaire(next)
  if (fault) throw conflict(`The file does not make a questionnaire: ${fault.message}. Nothing was imported.`)
  const count = (outcome: CheckedRow['outcome']) => checked.filter((row) => row.outcome === outcome).length
  const contentHash = hashOf(next)
  if (contentHash !== hashOf(now)) {
    const version = await insertVersion(db, {
      questionnaireId,
      definition: next,
      contentHash,
      importedBy: actor,
    })
    await recordHistory(db, actor, {
      about: { programmeId: actor.programmeId },
      kind: 'questionnaire.imported',
      sentence: `Brought in version ${version.number} of the questionnaire ${next.name} from a spreadsheet`,
      details: { questionnaireId, versionId: version.id },
    })
  }
  return { created: count('new'), changed: count('changed'), unchanged: count('unchanged') }
}

async function* exportRows(db: Db, actor: Actor): AsyncIterable<Readonly<Record<string, string>>> {
  if (!canManageQuestionnaires(actor)) throw notFound()
  for (const each of await listQuestionnaires(db, actor.programmeId)) {
    const questionnaire = await readQuestionnaire(db, each.currentVersionId)
    for (const { theme, statement } of statementsOf(questionnaire)) {
      const { suggestion } = statement
      yield {
        theme: theme.name,
        number: statement.number,
        text: statement.text,
        strand: statement.strand,
        ...Object.fromEntries(
          questionnaire.levels.map(({ key }, rank) => [levelField(rank), statement.descriptors[key] ?? '']),
        ),
        guidance: statement.guidance ?? '',
        about: theme.about,
        tags: statement.tags.join('; '),
        priority: suggestion?.priority ?? '',
        objective: suggestion?.objective ?? '',
        actions: (suggestion?.actions ?? [])
          .map(({ text, role, weeks }) => `${text} | ${role} | ${weeks}`)
          .join('\n'),
        measures: (suggestion?.measures ?? [])
          .map(({ text, kind, unit, source }) =>
            [text, kind, unit ?? '', source ?? ''].join(' | ').replace(/( \| )+$/, ''),
          )
          .join('\n'),
        key: statement.key,
        questionnaire: each.key,
      }
    }
  }
}
