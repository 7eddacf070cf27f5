/** Who may know what each has promised: the two schools, and without their words the programme team. */
import type { Actor } from '../people/index.ts'

export const canSeePromises = ({ role }: Pick<Actor, 'role'>): boolean =>
  role === 'hub-lead' || role === 'named-leader' || role === 'programme-team'
