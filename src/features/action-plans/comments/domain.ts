/** What the two schools say to each other about a plan, line by line. */
import { nameOf, type Place, type Plan, type PlanSide, placesIn } from '../domain.ts'

export interface Comment {
  readonly id: number
  /** 'plan', or a line: 'objective 12'. */
  readonly about: string
  /** What it was about, in the words of that day. */
  readonly aboutWords: string
  readonly side: PlanSide
  readonly text: string
  readonly byName: string
  readonly at: string
  readonly resolvedAt: string | null
  readonly resolvedByName: string | null
}

export interface Subject {
  readonly about: string
  readonly words: string
  /** Taken out of the plan since: what was said of it can still be read. */
  readonly isGone: boolean
}

export interface Thread extends Subject {
  /** The oldest first. */
  readonly comments: readonly Comment[]
}

export const WHOLE_PLAN = 'plan'
export const aboutOf = ({ noun, line }: Pick<Place, 'noun' | 'line'>): string => `${noun} ${line.id}`

export const isOpen = ({ resolvedAt }: Comment): boolean => resolvedAt === null

/** What a comment can be about, as it is called in a meeting. */
export function subjectsOf(plan: Pick<Plan, 'priorities'>): Subject[] {
  const lines = [...placesIn(plan)].flatMap((place) =>
    place.noun === 'measure' ? [] : { about: aboutOf(place), words: wordsFor(place), isGone: false },
  )
  return [{ about: WHOLE_PLAN, words: 'The whole plan', isGone: false }, ...lines]
}

/** "1.2 Action: Ring home by ten". */
export const wordsFor = ({ noun, line, number }: Place): string =>
  noun === 'action' ? `${number} Action: ${nameOf(line)}` : `${number} ${nameOf(line)}`

/** In the order of the plan, what waits for an answer first; last of all, lines that are gone. */
export function threadsOf(plan: Pick<Plan, 'priorities'>, comments: readonly Comment[]): Thread[] {
  const said = Map.groupBy(comments, ({ about }) => about)
  const subjects = subjectsOf(plan)
  const known = new Set(subjects.map(({ about }) => about))
  for (const { about, aboutWords } of comments) {
    if (known.has(about)) continue
    known.add(about)
    subjects.push({ about, words: aboutWords, isGone: true })
  }
  const waits = ({ comments: own }: Thread) => (own.some(isOpen) ? 0 : 1)
  return subjects
    .flatMap((subject) => {
      const own = said.get(subject.about)
      return own ? [{ ...subject, comments: own }] : []
    })
    .toSorted((one, other) => Number(one.isGone) - Number(other.isGone) || waits(one) - waits(other))
}
