import { type App, parseId } from '../../../platform/http/index.ts'
import { findObjectivesInHand, listKeysTakenUp } from '../../action-plans/index.ts'
import { listHistory } from '../../history/index.ts'
import { listProgress, pathwayOf, type RoomPanel } from '../../partnerships/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { type Calendar, readVersion } from '../../programmes/index.ts'
import { readSupport } from '../days/actions.ts'
import { findFollowUp } from '../final-review/follow-up/store.ts'
import { supportSideOf } from '../policy.ts'
import { isSignedByBoth } from '../records/now.ts'
import { listRecordsNow } from '../records/store.ts'
import { listSupportDays } from '../store.ts'
import { type RoomLink, supportRoomPage } from './views.ts'

/** As much as one sees at a glance. */
const LATELY = 6

export function supportRoomRoutes(
  app: App,
  {
    calendar,
    links,
    panels = [],
  }: {
    readonly calendar: Calendar
    readonly links: readonly RoomLink[]
    readonly panels?: readonly RoomPanel[]
  },
): void {
  app.get<{ Params: { id: string } }>('/partnerships/:id/support', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const today = app.clock.today()
    const page = await inActorScope(request, async (db) => {
      const support = await readSupport(db, actor, id, today)
      const { partnership } = support
      const [{ definition }, items, days, objectives, history, records, followUp] = await Promise.all([
        readVersion(db, partnership.programmeVersionId),
        listProgress(db, partnership, today),
        listSupportDays(db, id),
        findObjectivesInHand(db, id),
        listHistory(db, { partnershipId: id }, { limit: LATELY }),
        listRecordsNow(db, id),
        // It is agreed with the signatures that complete the partnership.
        partnership.status === 'completed' ? findFollowUp(db, id) : undefined,
      ])
      const pathway = pathwayOf(definition, partnership.pathwayKey)
      // What is no business of the programme team is not on its page.
      const theirs = actor.role === 'programme-team' ? [] : links
      const facts = { actor, partnership, pathway, items, today }
      const agreed = records.flatMap((record) =>
        isSignedByBoth(record) && record.agreedKey !== null ? [record.agreedKey] : [],
      )
      const [takenUp, ...parts] = await Promise.all([
        listKeysTakenUp(db, id, supportSideOf(actor) === 'partner' ? agreed : []),
        ...panels.map((panel) => panel(db, facts)),
      ])
      return supportRoomPage({
        support,
        pathway,
        items,
        days,
        records,
        takenUp,
        objectives,
        history,
        followUp,
        links: theirs,
        parts,
        calendar,
      })
    })
    return reply.page(page)
  })
}
