/** One school's self-assessment, as its leaders answered it in the service. */
import { supportDaysByTerm } from '../../programmes/index.ts'
import { type Questionnaire, type Statement, statementsOf, type Theme } from '../../self-assessment/index.ts'
import { answersOf } from './answers.ts'
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

/** One that is submitted, in the place of its confirmation; nothing where the school did it on paper. */
export function addAssessment(build: Build, reference: string, pathwayKey: string, done: Done, from: string) {
  const { world, place, dice, cast } = build
  const { asked, days, files, school } = place
  const told = files.assessments.told.find((each) => each.school === school.urn)
  // Whoever went on to another pathway had answered already, and took that along.
  if (!asked || reference.includes('/') || (!told && dice.chance('on paper', ON_PAPER))) return undefined
  const by = cast.leader(done.on) ?? cast.by('partner', done.on, 'self-assessment')
  const submittedAt = days.timeOn(done.on, dice, 'submitted')
  const startedOn = latest(from, done.startedOn ?? days.after(done.on, -dice.between('started', 2, 8)))
  const started = startOf(build, startedOn, submittedAt)
  const row: AssessmentRow = {
    id: world.assessments.length + 1,
    programme: place.programme.key,
    partnership: reference,
    questionnaireVersion: asked.versionId,
    number: 1,
    startsFrom: null,
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
  if (told?.again) lookAgain(build, reference, { row, answers }, told.again)
  return { row, on: done.on, priorities: prioritiesOf(asked.questionnaire, answers) } satisfies Assessed
}

/** One that was begun and is half answered. */
export function beginAssessment(build: Build, reference: string, done: Done): void {
  const { world, place, dice, cast } = build
  const { asked } = place
  if (!asked || !dice.chance('begun in the service', 0.7)) return
  const by = cast.leader(done.on) ?? cast.by('partner', done.on, 'self-assessment')
  const at = `${done.on}T06:40:00Z`
  const row: AssessmentRow = {
    id: world.assessments.length + 1,
    programme: place.programme.key,
    partnership: reference,
    questionnaireVersion: asked.versionId,
    number: 1,
    startsFrom: null,
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

interface Again {
  readonly on: string
  readonly higher: readonly string[]
  readonly lower: readonly string[]
  readonly note: string
}

/** A later one, from the answers of the first: most stand as they were, and some have moved. */
function lookAgain(
  build: Build,
  reference: string,
  before: { readonly row: AssessmentRow; readonly answers: readonly AnswerRow[] },
  { on, higher, lower, note }: Again,
): void {
  const { world, place, dice, cast } = build
  const { asked, days, hub } = place
  if (!asked) return
  const { email, name } = cast.leader(on) ?? cast.by('partner', on, 'self-assessment')
  const submitted = { email, name, at: days.timeOn(on, dice, 'looked again') }
  const begun = Temporal.Instant.from(submitted.at).subtract({ hours: 2 })
  const row: AssessmentRow = {
    ...before.row,
    id: world.assessments.length + 1,
    number: 2,
    startsFrom: before.row.id,
    started: { email, name, at: begun.toString() },
    submitted,
    share: before.row.share && { ...submitted, withNotes: before.row.share.withNotes },
  }
  const levels = asked.questionnaire.levels.map(({ key }) => key)
  world.assessments.push(row)
  for (const [at, answer] of before.answers.entries()) {
    const steps = higher.includes(answer.statement) ? 1 : lower.includes(answer.statement) ? -1 : 0
    const level = levels[levels.indexOf(answer.level) + steps] ?? answer.level
    world.answers.push({
      ...answer,
      assessment: row.id,
      level,
      note: level === answer.level ? answer.note : note,
      email,
      name,
      at: begun.add({ minutes: 5 + at }).toString(),
    })
  }
  const tell = (kind: string, sentence: string, when: string, details = {}) =>
    addHistory(build, reference, kind, sentence, { email, name, title: '' }, when, {
      selfAssessmentId: row.id,
      ...details,
    })
  tell('self-assessment.started', 'Started a later self-assessment', row.started.at, {
    startsFromId: before.row.id,
  })
  tell('self-assessment.submitted', 'Submitted a later self-assessment', submitted.at, { unanswered: 0 })
  if (row.share) {
    const { withNotes } = row.share
    const sentence = `Shared the self-assessment with ${hub.name}, ${withNotes ? 'with' : 'without'} the evidence notes`
    tell('self-assessment.shared', sentence, row.share.at, { withNotes })
  }
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
  const by = cast.leader(on) ?? cast.by('partner', on, 'self-assessment')
  const who = { email: by.email, name: by.name }
  if (always) return { ...who, at: submittedAt, withNotes: true }
  if (told ? !told.shares : !dice.chance('shares', SHARES_FREELY)) return null
  const day = days.after(on, dice.between('shares after', 1, 6))
  if (day > days.today) return null
  const withNotes = told?.shares?.withNotes ?? dice.chance('shares notes', 0.4)
  return { ...who, at: days.timeOn(day, dice, 'shares'), withNotes }
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
