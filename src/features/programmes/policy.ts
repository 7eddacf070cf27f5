import type { Actor } from '../people/index.ts'

/** A programme's own team decides when schools start together. */
export function canManageCohorts(actor: Actor, programmeId: number): boolean {
  return actor.role === 'programme-team' && actor.programmeId === programmeId
}
