/** The answers of one self-assessment. */
import { type Questionnaire, rankOf, type Statement, type Theme } from '../../self-assessment/index.ts'
import { type Dice, diceFor } from './dice.ts'
import type { AnswerRow, AssessmentRow } from './rows.ts'
import type { Build } from './world.ts'

const NOTED = 0.35

/** What was answered, theme by theme: levels, notes, who was asked, what is to come first. */
export function answersOf(
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
  // Some things are hard for every school.
  const everywhere = (diceFor(`everywhere ${statement.key}`).roll('level') - 0.5) * 1.2
  const noise = (dice.roll(`answer ${statement.key}`) - 0.5) * 1.6
  const drawn = Math.round(1.35 + own + here + everywhere + noise)
  const rank = told?.priorities.includes(statement.key) ? Math.min(1, drawn) : drawn
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
