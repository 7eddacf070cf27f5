import type { Db } from '../../../platform/database/index.ts'
import { recordHistories } from '../../history/index.ts'
import { followSchoolsOfPeople } from '../../people/index.ts'
import { listSuccessions } from '../../schools/index.ts'
import { followSchools, listOpenAtClosedSchools } from './store.ts'

export interface Followed {
  readonly partnerships: number
  /** Left where they are: the successor has a partnership of its own in the programme. A person decides. */
  readonly clashes: number
}

/**
 * After the register changed: partnerships of schools that closed go on with the school that took over (an academy
 * conversion, a merger), with a line of history; its named leaders go along. Run it as often as you
 * like. Needs the owner's scope.
 */
export async function followSuccessors(db: Db): Promise<Followed> {
  const closed = await listOpenAtClosedSchools(db)
  if (closed.length === 0) return { partnerships: 0, clashes: 0 }
  const successions = await listSuccessions(db, {
    among: [...new Set(closed.map(({ schoolUrn }) => schoolUrn))],
  })
  const bySchool = new Map(successions.map((each) => [each.closedUrn, each]))
  const wanted = closed.flatMap((each) => {
    const succession = bySchool.get(each.schoolUrn)
    return succession ? [{ id: each.id, from: each.schoolUrn, to: succession.successorUrn, succession }] : []
  })
  const moved = new Set(await followSchools(db, wanted))
  await followSchoolsOfPeople(
    db,
    wanted.filter(({ id }) => moved.has(id)),
  )
  await recordHistories(
    db,
    wanted
      .filter(({ id }) => moved.has(id))
      .map(({ id, from, to, succession }) => ({
        by: 'system' as const,
        about: { partnershipId: id },
        kind: 'partnership.followed-school',
        sentence: `${succession.closedName} (URN ${from}) closed, and the partnership goes on with ${succession.successorName} (URN ${to})`,
        details: { from, to, on: succession.on },
      })),
  )
  return { partnerships: moved.size, clashes: wanted.length - moved.size }
}
