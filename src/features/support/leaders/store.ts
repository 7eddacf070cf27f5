import type { Db } from '../../../platform/database/index.ts'
import type { Partnership } from '../../partnerships/index.ts'
import { peopleAt } from '../../people/index.ts'

/** The names of those who act for a hub in this programme, in order. */
export async function listLeaders(
  db: Db,
  { hubId, programmeId }: Pick<Partnership, 'hubId' | 'programmeId'>,
): Promise<string[]> {
  const people = await peopleAt(db, { hubId })
  const names = people.flatMap((person) =>
    person.endedAt === null && person.programmeId === programmeId ? [person.name] : [],
  )
  return [...new Set(names)]
}
