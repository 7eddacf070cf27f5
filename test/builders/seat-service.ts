/** The acts of the model done by the service itself, as the people whose they are, each in a transaction of its own. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import {
  giveBack,
  readOwnBooking,
  saveBooking,
  wasOvertaken,
} from '../../src/features/events/bookings/actions.ts'
import { readOwnEvent } from '../../src/features/events/details/actions.ts'
import { answer } from '../../src/features/events/offers/actions.ts'
import { bookIn, changePlaces } from '../../src/features/events/places/actions.ts'
import { readEvent } from '../../src/features/events/store.ts'
import { joinList, leaveWaiting, mostToAsk, offerPlaces } from '../../src/features/events/waiting/actions.ts'
import { expireOffers, findOpenOffer, findOpenWait } from '../../src/features/events/waiting/store.ts'
import { type Actor, scopeOf } from '../../src/features/people/index.ts'
import type { Calendar } from '../../src/features/programmes/index.ts'
import type { Clock } from '../../src/platform/clock.ts'
import type { Database, Db } from '../../src/platform/database/index.ts'
import { Refusal } from '../../src/platform/refusal.ts'
import type { Act, Doer, Picture } from './seat-model.ts'

export interface SeatService {
  readonly database: Database
  readonly clock: Clock
  readonly calendar: Calendar
  readonly eventId: number
  readonly lead: Actor
  /** By the number that the model gives each school. */
  readonly schools: readonly { readonly partnershipId: number; readonly leader: Actor }[]
}

export function doerOf(of: SeatService): Doer {
  const { database, clock, calendar, eventId } = of
  const now = clock.now()
  const as = <T>(actor: Actor, work: (db: Db) => Promise<T>) => database.inScope(scopeOf(actor, clock), work)
  const asService = <T>(work: (db: Db) => Promise<T>) =>
    database.inScope(
      {
        'alongside.role': 'system',
        'alongside.today': clock.today().toString(),
        'alongside.now': now.toString(),
      },
      work,
    )
  const schoolOf = (number: number) => {
    const school = of.schools[number]
    if (!school) throw new Error(`There is no school ${number}`)
    return school
  }

  async function atSchool(act: Extract<Act, { readonly school: number }>): Promise<string> {
    const { partnershipId, leader } = schoolOf(act.school)
    const party = { partnershipId, hubId: null }
    if (act.act === 'bookIn') {
      return as(of.lead, async (db) => {
        const event = await readOwnEvent(db, of.lead, eventId)
        const form = { key: randomUUID(), ...party, places: act.places }
        const booked = await bookIn(db, of.lead, event, form, now)
        return booked === 'booked' ? 'booked in' : booked === 'full' ? 'full' : 'passed over'
      })
    }
    if (act.act === 'take' || act.act === 'decline' || act.act === 'expire') {
      return asService(async (db) => {
        const offer = await findOpenOffer(db, eventId, party)
        if (!offer) return 'passed over'
        if (act.act === 'expire') {
          await sql`set local role none`.execute(db)
          await sql`update event_offers set expires_at = ${now.toString()} where id = ${offer.id}`.execute(db)
          return (await expireOffers(db, now)) === 1 ? 'expired' : 'passed over'
        }
        const given = act.act === 'take' ? 'taken' : 'declined'
        const { offer: after } = await answer(db, offer.id, given, leader, now)
        return after.answer ?? 'not answered'
      })
    }
    return as(leader, async (db): Promise<string> => {
      const view = await readOwnBooking(db, leader, eventId, now)
      const [wait, offer] = [await findOpenWait(db, eventId, party), await findOpenOffer(db, eventId, party)]
      const { booking } = view
      switch (act.act) {
        case 'book':
        case 'change': {
          if (act.act === 'change' ? !booking : booking || wait || offer) return 'passed over'
          const person = { name: 'Amira Khan', email: '', roleTitle: '', seniorLeader: true, needs: '' }
          const guests = booking?.guests ?? [{ id: null, ...person }]
          const seen = booking?.revision ?? 0
          return saveBooking(db, view, { key: randomUUID(), seen, places: act.places, guests }, now)
        }
        case 'giveBack':
          await giveBack(db, view, now)
          return booking ? 'given back' : 'passed over'
        case 'ask':
        case 'askMore': {
          if (act.act === 'ask' ? booking : !booking) return 'passed over'
          if (wait || offer) return 'passed over'
          const places = Math.min(act.places, Math.max(1, mostToAsk(view)))
          try {
            await joinList(db, view, { key: randomUUID(), places })
            return 'waits'
          } catch (error) {
            if (error instanceof Refusal && error.message.includes('places free')) return 'there is room'
            if (error instanceof Refusal && error.message.includes('as many places')) return 'has all it can'
            throw error
          }
        }
        default:
          await leaveWaiting(db, view)
          return wait ? 'left' : 'passed over'
      }
    })
  }

  async function atHost(act: Exclude<Act, { readonly school: number }>): Promise<string> {
    if (act.act === 'offer') {
      return asService(async (db) => `${await offerPlaces(db, eventId, now, calendar)} offered`)
    }
    return as(of.lead, async (db) => {
      const event = await readEvent(db, eventId)
      const to = {
        hold: { heldPlaces: act.places },
        resize: { capacity: act.places },
        resizeSchools: { schoolCapacity: act.places },
      }[act.act]
      await changePlaces(db, of.lead, event, event.revision, { ...event, ...to })
      return act.act === 'hold' ? 'held' : 'resized'
    })
  }

  return {
    async do(act) {
      try {
        return await ('school' in act ? atSchool(act) : atHost(act))
      } catch (error) {
        if (wasOvertaken(error)) return 'does not fit'
        throw error
      }
    },
    picture: () => database.asOwner((db) => pictureOf(db, of)),
  }
}

async function pictureOf(db: Db, { eventId, schools }: SeatService): Promise<Picture> {
  const { rows } = await sql<Omit<Picture, 'who'>>`
    select places_taken as taken, places_offered as offered, held_places as held, waiting,
      schools_taken + schools_offered as schools from events where id = ${eventId}`.execute(db)
  const said = await sql<{ id: number; words: string }>`
    select partnership_id as id, 'has ' || places as words from event_bookings
      where event_id = ${eventId} and given_back_at is null
    union all
    select w.partnership_id, coalesce('is offered ' || o.places, 'waits for ' || w.places) from event_waits w
      left join event_offers o on o.wait_id = w.id and o.answered_at is null
      where w.event_id = ${eventId} and w.left_at is null`.execute(db)
  const numbers = new Map(schools.map(({ partnershipId }, number) => [partnershipId, number]))
  const bySchool = Map.groupBy(said.rows, ({ id }) => numbers.get(id))
  const who = Object.fromEntries(
    [...bySchool].map(([number, lines]) => [number, lines.map(({ words }) => words).join(', ')]),
  )
  const [row] = rows
  if (!row) throw new Error(`There is no event ${eventId}`)
  return { ...row, who }
}

/** Schools of one hub, each with a leader, and events of this kind that some were at: this term, before, never. */
export const factsOfSchool = (number: number, expected: number) => ({
  been: number % 3 === 0,
  expected,
  attended: Number(number % 3 === 0) + Number(number % 2 === 1),
})
