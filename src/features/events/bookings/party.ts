/** On whose behalf somebody books: their school, or at a meeting of leads their hub. */
import type { Db } from '../../../platform/database/index.ts'
import { readHub } from '../../hubs/index.ts'
import { hasEnded, listPartnershipsOfSchool, type Partnership } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Event } from '../domain.ts'
import { canBookFor } from '../policy.ts'
import { expectsSeniorLeaders } from './store.ts'

export interface Party {
  readonly partnershipId: number | null
  readonly hubId: number | null
  readonly name: string
  /** The programme expects a senior leader among its people. */
  readonly seniorLeader: boolean
  /** False: what there is can be read, and nothing changed. */
  readonly mayAct: boolean
}

/** Undefined: this person comes on nobody's behalf. `known`: the partnerships of their school, where they were read. */
export async function findParty(
  db: Db,
  actor: Actor,
  event: Pick<Event, 'audience' | 'hubId' | 'programmeId'>,
  known?: readonly Partnership[],
): Promise<Party | undefined> {
  if (event.audience === 'leads') {
    if (actor.role !== 'hub-lead' || actor.hubId === null) return undefined
    const hub = await readHub(db, actor.hubId)
    return { partnershipId: null, hubId: hub.id, name: hub.name, seniorLeader: false, mayAct: true }
  }
  if (actor.role !== 'named-leader' || actor.schoolUrn === null) return undefined
  const partnership = partnershipFor(known ?? (await listPartnershipsOfSchool(db, actor.schoolUrn)), event)
  if (!partnership) return undefined
  return {
    partnershipId: partnership.id,
    hubId: null,
    name: partnership.schoolName,
    seniorLeader: await expectsSeniorLeaders(db, partnership),
    mayAct: canBookFor(actor, partnership),
  }
}

/** A hub's event belongs to the time with that hub; a national one to the partnership that goes on, or the last. */
export function partnershipFor(
  partnerships: readonly Partnership[],
  event: Pick<Event, 'hubId' | 'programmeId'>,
): Partnership | undefined {
  const own = partnerships.filter(
    ({ programmeId, hubId }) =>
      programmeId === event.programmeId && (event.hubId === null || hubId === event.hubId),
  )
  return own.find(({ status }) => !hasEnded(status)) ?? own[0]
}
