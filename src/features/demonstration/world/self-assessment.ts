/** One school's self-assessment, as its leaders answered it in the service. */
import { supportDaysByTerm } from '../../programmes/index.ts'
import {
  type Questionnaire,
  rankOf,
  type Statement,
  statementsOf,
  type Theme,
} from '../../self-assessment/index.ts'
import type { Dice } from './dice.ts'
import type { Done } from './progress.ts'
import type { AnswerRow, AssessmentRow } from './rows.ts'
import { addHistory, type Build } from './world.ts'

/** What a plan can be drafted from. */
export interface Assessed {
  readonly row: AssessmentRow
  readonly on: string
  readonly priorities: readonly {
    readonly theme: Theme
    readonly statement: Statement
    readonly level: string
  }[]
}

/** Some schools did theirs on paper, and only said so. */
const ON_PAPER = 0.3
const SHARES_FREELY = 0.5
const NOTED = 0.35

/** One that is submitted, in the place of its confirmation; nothing where the school did it on paper. */
export function addAssessment(build: Build, reference: string, pathwayKey: string, done: Done, from: string) {
  const { world, place, dice, cast } = build
  const { asked, days, files, school } = place
  const told = files.assessments.told.find((each) => each.school === school.urn)
  // Whoever went on to another pathway had answered already, and took that along.
  if (!asked || reference.includes('/') || (!told && dice.chance('on paper', ON_PAPER))) return undefined
  const by = cast.by('partner', done.on, 'self-assessment')
  const submittedAt = days.timeOn(done.on, dice, 'submitted')
  const startedOn = latest(from, done.startedOn ?? days.after(done.on, -dice.between('started', 2, 8)))
  const started = startOf(build, startedOn, submittedAt)
  const row: AssessmentRow = {
    id: world.assessments.length + 1,
    programme: place.programme.key,
    partnership: reference,
    questionnaireVersion: asked.versionId,
    started: { email: by.email, name: by.name, at: started },
    submitted: { email: by.email, name: by.name, at: submittedAt },
    share: shareOf(build, pathwayKey, done.on, submittedAt),
  }
  const answers = answersOf(build, row, asked.questionnaire, asked.questionnaire.themes)
  world.assessments.push(row)
  world.answers.push(...answers)
  const about = { selfAssessmentId: row.id }
  const sharing = row.share
  addHistory(build, reference, 'self-assessment.started', 'Started the self-assessment', by, started, {
    ...about,
    startsFromId: null,
  })
  addHistory(
    build,
    reference,
    'self-assessment.submitted',
    'Submitted the self-assessment',
    by,
    submittedAt,
    {
      ...about,
      unanswered: 0,
    },
  )
  if (sharing) {
    const sentence = `Shared the self-assessment with ${place.hub.name}, ${sharing.withNotes ? 'with' : 'without'} the evidence notes`
    const details = { ...about, withNotes: sharing.withNotes }
    addHistory(build, reference, 'self-assessment.shared', sentence, by, sharing.at, details)
  }
  return { row, on: done.on, priorities: prioritiesOf(asked.questionnaire, answers) } satisfies Assessed
}

/** One that was begun and is half answered. */
export function beginAssessment(build: Build, reference: string, done: Done): void {
  const { world, place, dice, cast } = build
  const { asked } = place
  if (!asked || !dice.chance('begun in the service', 0.7)) return
  const by = cast.by('partner', done.on, 'self-assessment')
  const at = `${done.on}T06:40:00Z`
  const row: AssessmentRow = {
    id: world.assessments.length + 1,
    programme: place.programme.key,
    partnership: reference,
    questionnaireVersion: asked.versionId,
    started: { email: by.email, name: by.name, at },
    submitted: null,
    share: null,
  }
  const half = asked.questionnaire.themes.slice(0, dice.between('themes so far', 2, 4))
  const answers = answersOf(build, row, asked.questionnaire, half)
  world.assessments.push(row)
  // In the middle of a theme somebody was called away.
  world.answers.push(...answers.slice(0, -dice.between('left for later', 1, 3)))
  addHistory(build, reference, 'self-assessment.started', 'Started the self-assessment', by, at, {
    selfAssessmentId: row.id,
    startsFromId: null,
  })
}

function startOf({ place, dice }: Build, on: string, submittedAt: string): string {
  const threeHours = Temporal.Instant.from(submittedAt).subtract({ hours: 3 }).toString()
  const at = place.days.timeOn(on, dice, 'started')
  return at < threeHours ? at : threeHours
}

/** Where the pathway says so, with the submission; elsewhere when the school decides, some days later, or never. */
function shareOf(build: Build, pathwayKey: string, on: string, submittedAt: string): AssessmentRow['share'] {
  const { place, dice, cast } = build
  const { files, definition, days, school } = place
  const pathway = definition.pathways.find(({ key }) => key === pathwayKey)
  if (!pathway) return null
  const told = files.assessments.told.find((each) => each.school === school.urn)
  const always =
    supportDaysByTerm(pathway).some((each) => each > 0) ||
    pathway.expectations.some(({ key }) => key === 'share-self-assessment')
  const by = cast.by('partner', on, 'self-assessment')
  const who = { email: by.email, name: by.name }
  if (always) return { ...who, at: submittedAt, withNotes: true }
  if (told ? !told.shares : !dice.chance('shares', SHARES_FREELY)) return null
  const day = days.after(on, dice.between('shares after', 1, 6))
  if (day > days.today) return null
  const withNotes = told?.shares?.withNotes ?? dice.chance('shares notes', 0.4)
  return { ...who, at: days.timeOn(day, dice, 'shares'), withNotes }
}

function answersOf(
  build: Build,
  row: AssessmentRow,
  questionnaire: Questionnaire,
  themes: readonly Theme[],
): AnswerRow[] {
  const { place, dice, cast } = build
  const chosen = new Set<string>()
  const drawn = themes.flatMap((theme) =>
    theme.statements.map((statement) => ({
      theme,
      statement,
      level: levelOf(build, questionnaire, theme, statement),
    })),
  )
  if (row.submitted) for (const key of markedIn(build, questionnaire, drawn)) chosen.add(key)
  const times = timesOf(row, themes, place.days, dice)
  return drawn.map(({ theme, statement, level }) => {
    const at = times(theme, statement)
    const by = cast.by('partner', at.slice(0, 10), `answers ${theme.key}`)
    return {
      assessment: row.id,
      statement: statement.key,
      level,
      note: noteOf(build, questionnaire, theme, statement, level),
      consulted: consultedOf(dice, theme, statement),
      isPriority: chosen.has(statement.key),
      email: by.email,
      name: by.name,
      at,
    }
  })
}

/** Theme by theme between the start and the submission. */
function timesOf(row: AssessmentRow, themes: readonly Theme[], days: Build['place']['days'], dice: Dice) {
  const first = Temporal.Instant.from(row.started.at)
  const last = row.submitted
    ? Temporal.Instant.from(row.submitted.at).subtract({ minutes: 10 })
    : first.add({ hours: 2 })
  const [firstDay, lastDay] = [first.toString().slice(0, 10), last.toString().slice(0, 10)]
  return (theme: Theme, statement: Statement): string => {
    const at = themes.indexOf(theme)
    const minutes = at * 14 + theme.statements.indexOf(statement) * 2 + 5
    const day = days.between(firstDay, lastDay, at / themes.length)
    const exact =
      day === firstDay || day >= lastDay
        ? first.add({ minutes })
        : Temporal.Instant.from(
            `${day}T${String(dice.between(`hour of ${theme.key}`, 8, 16)).padStart(2, '0')}:00:00Z`,
          ).add({ minutes })
    return (Temporal.Instant.compare(exact, last) > 0 ? last : exact).toString()
  }
}

/** Somewhere about the middle: higher or lower by school, by theme and by statement. */
function levelOf(
  { place, dice, row }: Build,
  { levels }: Questionnaire,
  theme: Theme,
  statement: Statement,
): string {
  const told = place.files.assessments.told.find((each) => each.school === place.school.urn)
  const lift = { ahead: 0.35, 'waiting-for-lead': 0.25, behind: -0.35 }[row.story] ?? 0
  const own = told ? 0 : (dice.roll('how it stands') - 0.5) * 0.7 + lift
  const here = told ? (told.themes[theme.key] ?? 0) : (dice.roll(`stands in ${theme.key}`) - 0.5) * 1.4
  const noise = (dice.roll(`answer ${statement.key}`) - 0.5) * 2
  const rank = Math.round(1.35 + own + here + noise)
  return levels[Math.max(0, Math.min(levels.length - 1, rank))]?.key ?? levels[0]?.key ?? ''
}

type Drawn = readonly { readonly theme: Theme; readonly statement: Statement; readonly level: string }[]

/** Two to five of the lowest for which a plan has something to offer; both strands where both are asked about. */
function markedIn({ place, dice }: Build, questionnaire: Questionnaire, drawn: Drawn): string[] {
  const told = place.files.assessments.told.find((each) => each.school === place.school.urn)
  if (told) return told.priorities
  const lowest = drawn
    .filter(({ statement }) => statement.suggestion)
    .toSorted(
      (one, other) =>
        (rankOf(questionnaire, one.level) ?? 0) - (rankOf(questionnaire, other.level) ?? 0) ||
        dice.roll(`presses ${one.statement.key}`) - dice.roll(`presses ${other.statement.key}`),
    )
  const many = dice.between('priorities', 2, 5)
  const strands = (['attendance', 'behaviour'] as const).flatMap(
    (strand) => lowest.find(({ statement }) => statement.strand === strand) ?? [],
  )
  return [...new Set([...strands, ...lowest])].slice(0, many).map(({ statement }) => statement.key)
}

function noteOf(
  { place, dice }: Build,
  questionnaire: Questionnaire,
  theme: Theme,
  statement: Statement,
  level: string,
): string {
  const known = place.files.assessments.notes
  const notes = known[theme.key] ?? known.other
  if (!notes || !dice.chance(`note on ${statement.key}`, NOTED)) return ''
  const side = (rankOf(questionnaire, level) ?? 0) < 2 ? notes.low : notes.high
  return dice.pick(`which note on ${statement.key}`, side)
}

const CONSULTED = ['leaders', 'staff', 'pupils', 'families', 'governors'] as const

function consultedOf(dice: Dice, theme: Theme, statement: Statement): string[] {
  return CONSULTED.filter((who, at) =>
    dice.chance(
      `asked ${who} about ${theme.key} ${at < 2 ? '' : statement.key}`,
      [0.75, 0.6, 0.15, 0.12, 0.12][at] ?? 0,
    ),
  )
}

function prioritiesOf(questionnaire: Questionnaire, answers: readonly AnswerRow[]): Assessed['priorities'] {
  const given = new Map(answers.map((answer) => [answer.statement, answer]))
  return statementsOf(questionnaire).flatMap(({ theme, statement }) => {
    const answer = given.get(statement.key)
    return answer?.isPriority ? [{ theme, statement, level: answer.level }] : []
  })
}

function latest(one: string, other: string): string {
  return one > other ? one : other
}
