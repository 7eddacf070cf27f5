import type { Db } from '../../platform/database/index.ts'
import { type Moved, movementOf } from './domain.ts'
import { type Questionnaire, STRANDS } from './questionnaires/definition.ts'
import { readQuestionnaire } from './questionnaires/store.ts'
import { listAnswers, listSelfAssessments } from './store.ts'
import { STRAND_NAMES } from './words.ts'

/** What became of the statements of one strand in one theme; of different strands, nothing is ever added up. */
export interface StrandSinceFirst {
  readonly name: string
  readonly movedOn: number
  readonly asBefore: number
  readonly movedBack: number
  /** Answered in one of the two only. */
  readonly notCompared: number
}

export interface ThemeSinceFirst {
  readonly name: string
  readonly strands: readonly StrandSinceFirst[]
  /** Statements that moved, either way, with the names of their levels. */
  readonly moved: readonly {
    readonly statement: string
    readonly strand: string
    readonly before: string
    readonly now: string
  }[]
}

export interface SinceFirst {
  readonly firstOn: string
  /** Nothing while there is only one. */
  readonly latestOn: string | null
  readonly themes: readonly ThemeSinceFirst[]
}

/**
 * The first submitted self-assessment of a partnership against its latest, theme by theme, as far as this actor may read
 * both; nothing where there is none to read.
 */
export async function readSinceFirst(db: Db, partnershipId: number): Promise<SinceFirst | undefined> {
  const submitted = (await listSelfAssessments(db, partnershipId)).filter(
    ({ submittedAt }) => submittedAt !== null,
  )
  const [latest, first] = [submitted[0], submitted.at(-1)]
  if (!latest?.submittedAt || !first?.submittedAt) return undefined
  const before = await listAnswers(db, first.id)
  if (before.size === 0) return undefined
  if (latest.id === first.id) return { firstOn: dayIn(first.submittedAt), latestOn: null, themes: [] }
  const answers = await listAnswers(db, latest.id)
  if (answers.size === 0) return { firstOn: dayIn(first.submittedAt), latestOn: null, themes: [] }
  const [questionnaire, earlier] = await Promise.all([
    readQuestionnaire(db, latest.versionId),
    readQuestionnaire(db, first.versionId),
  ])
  const moved = movementOf(questionnaire, answers, { questionnaire: earlier, answers: before })
  return {
    firstOn: dayIn(first.submittedAt),
    latestOn: dayIn(latest.submittedAt),
    themes: byTheme(questionnaire, moved),
  }
}

/** What moved, by theme and strand, in the order of the questionnaire. Pure. */
export function byTheme(questionnaire: Questionnaire, all: readonly Moved[]): ThemeSinceFirst[] {
  return questionnaire.themes.flatMap((theme) => {
    const own = all.filter((each) => each.theme.key === theme.key)
    if (own.length === 0) return []
    const strands = STRANDS.flatMap((strand) => {
      const of = own.filter(({ statement }) => statement.strand === strand)
      if (of.length === 0) return []
      const count = (movement: string) => of.filter((each) => each.movement === movement).length
      const [movedOn, asBefore, movedBack] = [count('moved on'), count('as before'), count('moved back')]
      const notCompared = of.length - movedOn - asBefore - movedBack
      return [{ name: STRAND_NAMES[strand], movedOn, asBefore, movedBack, notCompared }]
    })
    const moved = own.flatMap(({ statement, before, now, movement }) =>
      movement === 'moved on' || movement === 'moved back'
        ? [
            {
              statement: statement.text,
              strand: STRAND_NAMES[statement.strand],
              before: before ?? '',
              now: now ?? '',
            },
          ]
        : [],
    )
    return [{ name: theme.name, strands, moved }]
  })
}

const dayIn = (instant: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDate().toString()
