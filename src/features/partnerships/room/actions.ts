import type { NextStep } from '../../../design/components/index.ts'
import type { Html } from '../../../design/html.ts'
import type { Db } from '../../../platform/database/index.ts'
import { type Actor, type Assignment, peopleAt } from '../../people/index.ts'
import {
  type Cohort,
  type Definition,
  type Pathway,
  readCohort,
  readVersion,
} from '../../programmes/index.ts'
import { type Partnership, type ProgressItem, pathwayOf, type WorkPlace } from '../domain.ts'
import {
  type EarlierPartnership,
  findLaterPartnership,
  listEarlierPartnerships,
  listEvidence,
  listProgress,
  readPartnership,
} from '../store.ts'
import { findTrustAgreement, type TrustAgreement } from '../trust/store.ts'

/** Everything on one partnership's page. */
export interface Room {
  readonly actor: Actor
  readonly partnership: Partnership
  readonly definition: Definition
  readonly pathway: Pathway
  readonly cohort: Cohort
  readonly items: readonly ProgressItem[]
  readonly hubLeads: readonly Assignment[]
  readonly namedLeaders: readonly Assignment[]
  readonly earlier: readonly EarlierPartnership[]
  readonly laterId: number | undefined
  readonly trustAgreement: TrustAgreement | undefined
  readonly today: Temporal.PlainDate
  /** Where work is done that the service sees for itself. */
  readonly places: readonly WorkPlace[]
  /** What other features show here. */
  readonly parts: readonly (RoomPart | undefined)[]
}

/** What another feature has for the page of a partnership. */
export interface RoomPart {
  readonly panel: Html
  /** What the other side waits for: it comes before what the programme expects. */
  readonly next?: NextStep | undefined
}

/** The next step that the parts of a page name, before what the programme expects. */
export const askedIn = (parts: readonly (RoomPart | undefined)[]): NextStep | undefined =>
  parts.find((part) => part?.next)?.next

/** Asked for whoever reads the page; nothing where they may not see it. */
export type RoomPanel = (
  db: Db,
  room: Pick<Room, 'actor' | 'partnership' | 'pathway' | 'items' | 'today'>,
) => Promise<RoomPart | undefined>

export async function readRoom(
  db: Db,
  actor: Actor,
  id: number,
  {
    today,
    places,
    panels,
  }: {
    readonly today: Temporal.PlainDate
    readonly places: readonly WorkPlace[]
    readonly panels: readonly RoomPanel[]
  },
): Promise<Room> {
  const [partnership, evidence] = await Promise.all([readPartnership(db, id), listEvidence(db, id)])
  // Both are in memory but for the first time.
  const { definition } = await readVersion(db, partnership.programmeVersionId)
  const items = await listProgress(db, partnership, today, evidence)
  const pathway = pathwayOf(definition, partnership.pathwayKey)
  const facts = { actor, partnership, pathway, items, today }
  const { hubId, schoolUrn } = partnership
  const [cohort, people, earlier, laterId, trustAgreement, ...parts] = await Promise.all([
    readCohort(db, partnership.cohortId),
    peopleAt(db, { hubId, schoolUrn }),
    partnership.previousId === null ? [] : listEarlierPartnerships(db, id),
    partnership.status === 'moved' ? findLaterPartnership(db, id) : undefined,
    partnership.trustUid === null ? undefined : findTrustAgreement(db, id),
    ...panels.map((panel) => panel(db, facts)),
  ])
  const here = people.filter(
    (person) => person.endedAt === null && person.programmeId === partnership.programmeId,
  )
  return {
    ...facts,
    definition,
    cohort,
    hubLeads: here.filter((person) => person.hubId === hubId),
    namedLeaders: here.filter((person) => person.schoolUrn === schoolUrn),
    earlier,
    laterId,
    trustAgreement,
    places,
    parts,
  }
}
