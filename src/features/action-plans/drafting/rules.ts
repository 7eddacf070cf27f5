/**
 * Which statements of a self-assessment a first plan proposes, by rules that a head can check:
 *
 * 1. What the school marked as a priority for it comes first; then the lowest answers; then the order of the themes.
 * 2. Every marked statement is proposed, up to five in all. Places left are filled with answers at the two lower levels;
 *    from the third level on only to reach three. The highest level is proposed only when marked.
 * 3. Attendance and behaviour are both there where both have an area to develop: the last one proposed makes room.
 */
import {
  type LatestSubmitted,
  type Questionnaire,
  rankOf,
  type Statement,
  type Suggestion,
  statementsOf,
  type Theme,
} from '../../self-assessment/index.ts'

export const FEWEST = 3
export const MOST = 5
/** Levels below this rank are areas to develop: the two lower of the four. */
const DEVELOPED = 2

export interface Candidate {
  readonly theme: Theme
  readonly statement: Statement
  readonly suggestion: Suggestion
  /** 0 for the lowest level. */
  readonly rank: number
  readonly isPriority: boolean
}

export interface Proposal extends Candidate {
  /** Why it is proposed, for the person who reads it. */
  readonly because: string
}

type Answers = LatestSubmitted['answers']
type Strand = 'attendance' | 'behaviour'

/** Everything that could be proposed, the most pressing first. */
export function candidatesOf(questionnaire: Questionnaire, answers: Answers): Candidate[] {
  const given = new Map(answers.map((answer) => [answer.statementKey, answer]))
  const highest = questionnaire.levels.length - 1
  return statementsOf(questionnaire)
    .flatMap(({ theme, statement }): Candidate[] => {
      const answer = given.get(statement.key)
      const rank = rankOf(questionnaire, answer?.level ?? null)
      const { suggestion } = statement
      if (!answer || rank === undefined || !suggestion) return []
      if (rank === highest && !answer.isPriority) return []
      return [{ theme, statement, suggestion, rank, isPriority: answer.isPriority }]
    })
    .toSorted((one, other) => Number(other.isPriority) - Number(one.isPriority) || one.rank - other.rank)
}

export function propose(questionnaire: Questionnaire, answers: Answers): Proposal[] {
  const candidates = candidatesOf(questionnaire, answers)
  const pressing = candidates.filter((each) => isArea(each)).slice(0, MOST)
  const chosen = pressing.length >= FEWEST ? pressing : candidates.slice(0, FEWEST)
  const added = new Set<Candidate>()
  for (const strand of ['attendance', 'behaviour'] as const) {
    if (chosen.some((each) => isAbout(each, strand))) continue
    const missing = candidates.find((each) => isArea(each) && isAbout(each, strand))
    if (!missing) continue
    if (chosen.length === MOST) chosen.pop()
    chosen.push(missing)
    added.add(missing)
  }
  return chosen.map((each) => ({ ...each, because: reasonFor(each, questionnaire, added.has(each)) }))
}

const isArea = ({ rank, isPriority }: Candidate) => isPriority || rank < DEVELOPED

/** A statement about both stands for either. */
const isAbout = ({ statement }: Candidate, strand: Strand) =>
  statement.strand === strand || statement.strand === 'both'

/** Why a statement is proposed. `added`: only so that its strand is represented. */
export function reasonFor(
  { isPriority, rank, statement }: Candidate,
  { levels }: Questionnaire,
  added = false,
): string {
  const level = `Your answer was “${levels[rank]?.name}”`
  if (isPriority) return `You marked this as a priority. ${level}.`
  if (added)
    return `${level}. It is here so that ${statement.strand === 'both' ? 'both sides are' : `${statement.strand} is`} in the plan too.`
  return `${level}, one of your lowest.`
}
