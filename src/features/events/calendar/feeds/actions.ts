import type { Db } from '../../../../platform/database/index.ts'
import { notFound } from '../../../../platform/refusal.ts'
import { recordHistory } from '../../../history/index.ts'
import type { Actor } from '../../../people/index.ts'
import { entryOf } from '../entries.ts'
import { calendarFile } from '../ics.ts'
import { datesOfHub, datesOfPerson, datesOfSchool, findDateOfBooking } from '../store.ts'
import { type Feed, type FeedKind, feedKindsOf } from './domain.ts'
import { findFeed, findFeedOf, findOwner, insertFeed, replaceAddress } from './store.ts'

export interface OwnFeed {
  readonly kind: FeedKind
  readonly feed: Feed | undefined
}

export async function listOwnFeeds(db: Db, actor: Actor): Promise<OwnFeed[]> {
  const own: OwnFeed[] = []
  for (const kind of feedKindsOf(actor)) own.push({ kind, feed: await findFeedOf(db, actor, kind) })
  return own
}

/**
 * Makes an address, or replaces the one that the person saw. Pressed twice, or after a colleague was faster, it changes
 * nothing more: the page then shows the address that there is.
 */
export async function makeAddress(
  db: Db,
  actor: Actor,
  wanted: { readonly kind: FeedKind; readonly seen: number },
): Promise<boolean> {
  const { kind, seen } = wanted
  if (!feedKindsOf(actor).includes(kind)) throw notFound()
  const feed = await findFeedOf(db, actor, kind)
  const made = feed
    ? feed.number === seen && (await replaceAddress(db, actor, feed))
    : await insertFeed(db, actor, kind)
  if (!made || kind === 'account') return made
  const about = kind === 'hub' && actor.hubId !== null ? { hubId: actor.hubId } : schoolOf(actor)
  await recordHistory(db, actor, {
    about,
    kind: feed ? 'calendar.replaced' : 'calendar.made',
    sentence: feed
      ? `Replaced the private calendar address of the ${kind}: the earlier one no longer works`
      : `Made a private calendar address for the ${kind}`,
  })
  return made
}

/** In the system's scope: what an address shows to whoever has it. */
export async function readFeedFile(
  db: Db,
  address: Pick<Feed, 'id' | 'number'>,
  publicUrl: string,
): Promise<string | undefined> {
  const feed = await findFeed(db, address)
  const owner = feed && (await findOwner(db, feed))
  if (!feed || owner === undefined) return undefined
  const dated = await datesOf(db, feed)
  return calendarFile(
    { name: `Alongside: ${owner}`, feed: true },
    dated.map((each) => entryOf(each, publicUrl)),
  )
}

/** In the system's scope: one booking, as it is now. */
export async function readBookingFile(
  db: Db,
  bookingId: number,
  publicUrl: string,
): Promise<string | undefined> {
  const dated = await findDateOfBooking(db, bookingId)
  return dated && calendarFile({ name: dated.event.title }, [entryOf(dated, publicUrl)])
}

function datesOf(db: Db, { programmeId, accountId, schoolUrn, hubId }: Feed) {
  if (accountId !== null) return datesOfPerson(db, programmeId, accountId)
  if (schoolUrn !== null) return datesOfSchool(db, programmeId, schoolUrn)
  return hubId === null ? [] : datesOfHub(db, programmeId, hubId)
}

function schoolOf({ schoolUrn }: Actor) {
  if (schoolUrn === null) throw notFound()
  return { schoolUrn }
}
