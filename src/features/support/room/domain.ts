/** The steps of one-to-one support from the match to the evaluation, by what the programme expects of each. */
import { type Progress, type ProgressItem, together } from '../../partnerships/index.ts'
import type { ExpectationKind, Pathway } from '../../programmes/index.ts'

interface Step {
  readonly title: string
  /** Kinds of expectations that belong here; a step of which a pathway expects nothing is left out. */
  readonly kinds: readonly ExpectationKind[]
}

const STEPS: readonly Step[] = [
  {
    title: 'Get to know each other',
    kinds: ['watch-introduction', 'first-contact', 'outcomes', 'induction'],
  },
  { title: 'Self-assess', kinds: ['self-assessment', 'share-self-assessment'] },
  { title: 'Ask pupils and staff', kinds: ['survey'] },
  { title: 'Share documents', kinds: ['document'] },
  { title: 'Hold the deep-dive visit', kinds: ['visit-date', 'visit'] },
  { title: 'Write the action plan', kinds: ['action-plan'] },
  { title: 'Work together on support days', kinds: ['support-days', 'agreed-actions', 'plan-review'] },
  { title: 'Hold the final review', kinds: ['final-review'] },
  { title: 'Take part in the evaluation', kinds: ['evaluation', 'feedback'] },
]

export interface StepNow {
  readonly title: string
  readonly progress: Progress
  /** The first thing in it that is open, or else its last. */
  readonly item: ProgressItem | undefined
}

/** Every step that the pathway has, with where it stands. The first is done by there being a partnership at all. */
export function stepsOf(pathway: Pathway, items: readonly ProgressItem[]): StepNow[] {
  const kinds = new Map(pathway.expectations.map(({ key, kind }) => [key, kind]))
  const steps = STEPS.flatMap(({ title, kinds: wanted }): StepNow[] => {
    const own = items.filter(({ expectationKey }) => {
      const kind = kinds.get(expectationKey)
      return kind !== undefined && wanted.includes(kind)
    })
    if (own.length === 0) return []
    const open = own.find(({ progress }) => progress !== 'done' && progress !== 'not needed')
    return [{ title, progress: together(own), item: open ?? own.at(-1) }]
  })
  return [{ title: 'Be matched with a lead school', progress: 'done', item: undefined }, ...steps]
}
