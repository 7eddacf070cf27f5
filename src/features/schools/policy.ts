import type { Actor } from '../people/index.ts'

/** The register is kept by the programme team; everyone else reads the schools in it. */
export function canKeepRegister(actor: Actor): boolean {
  return actor.role === 'programme-team'
}
