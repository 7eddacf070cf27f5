import { notFound } from '../../platform/refusal.ts'
import type { Actor, Role } from '../people/index.ts'

/** Pages about many hubs belong to one role each; for everyone else they are not there. */
export function requireRole(actor: Actor, ...roles: readonly Role[]): Actor {
  if (!roles.includes(actor.role)) throw notFound()
  return actor
}
