import type { Actor } from '../../people/index.ts'

/** What schools are asked is the programme team’s to bring in. */
export const canManageSurveys = (actor: Actor): boolean => actor.role === 'programme-team'

/** What is asked is no secret to those whose schools are asked. */
export const canReadQuestions = (actor: Actor): boolean =>
  actor.role === 'programme-team' || actor.role === 'hub-lead' || actor.role === 'named-leader'
