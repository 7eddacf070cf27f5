/** A plan while it is being written: each change makes a version, as it does in the service. Ids are given here. */
import {
  type Action,
  differences,
  type Objective,
  type Plan,
  type Priority,
  subjectsOf,
} from '../../action-plans/index.ts'
import type { PersonRow } from './rows.ts'

export type Side = 'partner' | 'lead'

export interface Said {
  readonly email: string
  readonly name: string
  readonly at: string
}

/** Everything that became of one plan. Owners are named by address until accounts have ids. */
export interface PlanStory {
  readonly plan: Omit<Plan, 'partnershipId' | 'priorities'>
  readonly programme: string
  readonly partnership: string
  readonly startedBy: Said
  readonly questionnaireVersion: number
  readonly versions: readonly (Said & {
    readonly number: number
    readonly priorities: readonly Priority[]
    readonly changes: readonly string[]
  })[]
  /** Whose an action is, by the action. */
  readonly owners: ReadonlyMap<number, string>
  readonly signatures: readonly (Said & { readonly version: number; readonly side: Side })[]
  readonly updates: readonly (Said & {
    readonly action: number
    readonly state: string
    readonly note: string
  })[]
  readonly comments: readonly (Said & {
    readonly about: string
    readonly aboutWords: string
    readonly side: Side
    readonly text: string
    readonly resolved: Said | null
  })[]
  readonly reviews: readonly ReviewStory[]
  /** To whom it is the school's own, and who lets its lead read it all the same. */
  readonly share: Said | null
}

export interface ReviewStory extends Said {
  readonly id: number
  readonly heldOn: string
  readonly nextSteps: string
  readonly nextReviewOn: string | null
  readonly ratings: readonly {
    readonly objective: number
    readonly objectiveText: string
    readonly rating: string
    readonly direction: string
    readonly comment: string
    readonly obstacles: readonly string[]
    readonly changeOfCourse: string
  }[]
}

/** Numbers for new rows, one sequence for each table, over all plans of the world. */
export interface Numbers {
  next(table: 'plan' | 'priority' | 'objective' | 'measure' | 'action' | 'review'): number
}

export function numbers(): Numbers {
  const last = new Map<string, number>()
  return {
    next(table) {
      const next = (last.get(table) ?? 0) + 1
      last.set(table, next)
      return next
    },
  }
}

export class PlanDesk {
  readonly id: number
  priorities: readonly Priority[] = []
  readonly owners = new Map<number, string>()
  readonly #versions: PlanStory['versions'][number][] = []
  readonly #rated = new Set<number>()
  readonly signatures: PlanStory['signatures'][number][] = []
  readonly updates: PlanStory['updates'][number][] = []
  readonly comments: PlanStory['comments'][number][] = []
  readonly reviews: ReviewStory[] = []
  share: Said | null = null

  constructor(id: number) {
    this.id = id
  }

  get revision(): number {
    return this.#versions.length
  }

  /** How much the newest version changed. */
  get changed(): number {
    return this.#versions.at(-1)?.changes.length ?? 0
  }

  get objectives(): readonly Objective[] {
    return this.priorities.flatMap(({ objectives }) => objectives)
  }

  get actions(): readonly Action[] {
    return this.objectives.flatMap(({ actions }) => actions)
  }

  /** Puts the plan into a new state and keeps it; a change that changes nothing makes no version. */
  change(by: PersonRow, at: string, to: readonly Priority[]): boolean {
    const next = to.map((priority) => ({
      ...priority,
      objectives: priority.objectives.map((objective) => ({
        ...objective,
        hasProgress: this.#rated.has(objective.id) || objective.actions.some(({ hasUpdates }) => hasUpdates),
      })),
    }))
    const changes = differences(this.priorities, next).map(({ words }) => words)
    if (changes.length === 0) return false
    this.priorities = next
    this.#versions.push({ number: this.revision + 1, priorities: next, changes, ...said(by, at) })
    return true
  }

  /** The plan with one action otherwise, one revision on. */
  withActions(change: (action: Action, objective: Objective) => Action): readonly Priority[] {
    return this.priorities.map((priority) => ({
      ...priority,
      objectives: priority.objectives.map((objective) => ({
        ...objective,
        actions: objective.actions.map((action) => {
          const changed = change(action, objective)
          return changed === action ? action : { ...changed, revision: action.revision + 1 }
        }),
      })),
    }))
  }

  update(by: PersonRow, at: string, action: number, state: Action['state'], note: string): void {
    const doneOn = state === 'done' ? at.slice(0, 10) : null
    this.updates.push({ action, state, note, ...said(by, at) })
    this.change(
      by,
      at,
      this.withActions((each) =>
        each.id === action ? { ...each, state, stateNote: note, doneOn, hasUpdates: true } : each,
      ),
    )
  }

  sign(by: PersonRow, at: string, side: Side): void {
    this.signatures.push({ version: this.revision, side, ...said(by, at) })
  }

  review(by: PersonRow, at: string, review: Omit<ReviewStory, keyof Said>): void {
    for (const { objective } of review.ratings) this.#rated.add(objective)
    this.reviews.push({ ...review, ...said(by, at) })
  }

  comment(
    by: PersonRow,
    at: string,
    comment: { readonly side: Side; readonly text: string; readonly about?: string },
    resolved: Said | null = null,
  ): void {
    const { about = 'plan' } = comment
    const subject = subjectsOf(this).find((each) => each.about === about)
    if (!subject) throw new Error(`The plan has no ${about}`)
    this.comments.push({
      about,
      aboutWords: subject.words,
      side: comment.side,
      text: comment.text,
      resolved,
      ...said(by, at),
    })
  }

  story(
    of: Pick<PlanStory, 'programme' | 'partnership' | 'questionnaireVersion'> & { readonly joint: boolean },
  ): PlanStory {
    const [first] = this.#versions
    if (!first) throw new Error('A plan without a version')
    const { joint, ...place } = of
    const { email, name, at } = first
    return {
      ...place,
      plan: { id: this.id, joint, startedAt: at, startedByName: name, revision: this.revision },
      startedBy: { email, name, at },
      versions: this.#versions,
      owners: this.owners,
      signatures: this.signatures,
      updates: this.updates,
      comments: this.comments,
      reviews: this.reviews,
      share: this.share,
    }
  }
}

export const said = ({ email, name }: PersonRow, at: string): Said => ({ email, name, at })
