/** Who sets up and watches a survey: the school itself. Others learn that there is one, when, and how many answered. */
import { hasEnded, type Partnership } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Pathway } from '../../programmes/index.ts'

/** The surveys that a pathway expects; where there are none, the pages are not there. */
export const runsSurveys = (pathway: Pathway | undefined): boolean =>
  pathway?.expectations.some(({ kind }) => kind === 'survey') ?? false

export const canSeeWaves = (actor: Actor): boolean =>
  actor.role === 'named-leader' || actor.role === 'hub-lead' || actor.role === 'programme-team'

/** Codes, notices, rehearsal, changes of the window: the school, and nobody for it. */
export const canRunWaves = (actor: Actor): boolean => actor.role === 'named-leader'

/** A wave is opened while the partnership runs; what is open can be closed also after it ended. */
export const mayOpenWaves = (actor: Actor, { status }: Pick<Partnership, 'status'>): boolean =>
  canRunWaves(actor) && status !== 'invited' && !hasEnded(status)
