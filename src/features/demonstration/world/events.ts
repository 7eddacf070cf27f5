/** Who booked, took part, watched later and waits: of the past as a school's story says, of the future as it would. */
import { diceFor } from './dice.ts'
import {
  instantAt,
  meetingEvent,
  openDayEvents,
  openDayKey,
  sessionEvents,
  sessionKey,
} from './event-plan.ts'
import type { EventRow } from './event-rows.ts'
import type { Story, WorldHub, WorldProgramme } from './files.ts'
import type { Done } from './progress.ts'
import type { PersonRow } from './rows.ts'
import { addHistory, type Build, type Place, type Staff, type World } from './world.ts'

type Setting = Pick<Place, 'files' | 'definition' | 'days'> & { readonly programme: WorldProgramme }

/** Before any partnership: what its schools are asked to. */
export function addProgrammeEvents(world: World, setting: Setting, team: Staff['team']): void {
  const staff = { team, leads: team }
  world.events.events.push(...sessionEvents(setting, staff))
  for (const meeting of meetingsOf(setting, null))
    world.events.events.push(meetingEvent(setting, meeting, staff))
}

export function addHubEvents(world: World, setting: Setting, hub: WorldHub, staff: Staff): void {
  world.events.events.push(...openDayEvents(setting, hub, staff))
  for (const meeting of meetingsOf(setting, hub.reference))
    world.events.events.push(meetingEvent(setting, meeting, staff))
  // Leads meet with the leads of other hubs.
  const about = { programme: setting.programme.key, partnership: null, hub: hub.reference }
  for (const meeting of meetingsOf(setting, null)) {
    const event = eventOf(world, meeting.key)
    const [lead] = staff.leads
    const booked = setting.days.after(meeting.on, -18)
    if (!event || booked > setting.days.today) continue
    addBooking(world, setting, event, about, [lead], lead, `${booked}T12:15:00Z`)
    if (meeting.on < setting.days.today) addPresences(world, event, about, [lead], staff.team[0])
  }
}

const meetingsOf = ({ files, programme }: Setting, hub: string | null) =>
  files.events.meetings.filter((each) => each.programme === programme.key && (each.hub ?? null) === hub)

const eventOf = (world: World, key: string): EventRow | undefined =>
  world.events.events.find((event) => event.key === key)

/**
 * What the service itself saw of an event that a school was at, or watched later.
 * @returns false when there is no such event, so that somebody must have confirmed it by hand
 */
export function addTakingPart(
  build: Build,
  reference: string,
  kind: string | undefined,
  done: Done,
): boolean {
  const { world, place, dice, cast } = build
  const key =
    kind === 'cpd'
      ? sessionKey(place.programme.key, 'cpd', done.occurrence)
      : kind === 'open-day'
        ? openDayKey(place.hub, done.on)
        : ''
  const event = eventOf(world, key)
  const leader = cast.leader(done.on)
  if (!event || !leader || done.state !== 'done') return false
  const about = { programme: place.programme.key, partnership: reference, hub: null }
  if (dayOf(event) !== done.on) {
    // Some had booked, and could not come.
    if (event.hub === null && dice.chance(`${key} had booked`, 0.4) && cast.leader(dayOf(event))) {
      const at = place.days.after(dayOf(event), -dice.between(`${key} had booked on`, 4, 12))
      const by = comers(build, key, dayOf(event))
      addBooking(world, place, event, about, by, by[0] ?? leader, `${at}T12:40:00Z`)
    }
    world.events.catchUps.push({
      ...about,
      event: key,
      on: done.on,
      minutes: done.minutes ?? 120,
      willDo: dice.pick(`${key} will do`, place.files.events.willDo),
      email: leader.email,
      name: leader.name,
      at: place.days.timeOn(done.on, dice, `${key} watched`),
    })
    return true
  }
  const people = comers(build, key, done.on)
  const booked = place.days.after(done.on, -dice.between(`${key} booked`, 6, 15))
  addBooking(world, place, event, about, people, leader, place.days.timeOn(booked, dice, `${key} booked at`))
  addPresences(world, event, about, people, event.kind === 'cpd' ? place.staff.team[0] : place.staff.leads[0])
  if (event.kind === 'open-day' && dice.chance(`${key} practice`, 0.4))
    addPractice(build, about, event, leader)
  return true
}

/** What comes: sessions, open days and meetings for which this school has booked by now, and where it waits. */
export function addWhatComes(build: Build, reference: string, story: Story): void {
  const { world, place, dice, cast } = build
  const { programme, hub, days, files, school } = place
  const leader = cast.leader(days.today)
  if (!leader || story.quietFrom !== undefined || story.upTo !== undefined) return
  const about = { programme: programme.key, partnership: reference, hub: null }
  const attends = files.told.has(school.urn) ? 1 : story.attends
  for (const event of world.events.events) {
    if (event.programme !== programme.key || event.audience !== 'partners') continue
    if (event.hub !== null && event.hub !== hub.reference) continue
    const meeting = files.events.meetings.find(({ key }) => key === event.key)
    const past = dayOf(event) < days.today
    if (past && !meeting) continue // told by the story
    if (meeting?.waits.includes(school.urn)) {
      const asked = days.after(days.today, -3 + meeting.waits.indexOf(school.urn))
      world.events.waits.push({
        ...about,
        event: event.key,
        places: 1,
        email: leader.email,
        name: leader.name,
        at: `${asked}T0${7 + meeting.waits.indexOf(school.urn)}:20:00Z`,
      })
      continue
    }
    const share = attends * (meeting?.attends ?? (event.number !== null && event.number > 4 ? 0.15 : 0.75))
    if (!dice.chance(`${event.key} booked ahead`, share) || isLeftOut(build, event)) continue
    const people = comers(build, event.key, dayOf(event)).slice(0, event.placesPerSchool)
    if (!hasRoom(world, event, people.length)) continue
    const last = past ? dayOf(event) : days.today
    const booked = days.after(last, -dice.between(`${event.key} booked ahead on`, 1, 12))
    const at = days.timeOn(booked, dice, `${event.key} booked ahead at`)
    if (at < event.createdAt) continue
    addBooking(world, place, event, about, people, leader, at)
    if (past && !event.cancelledAt && dice.chance(`${event.key} came`, 0.9))
      addPresences(world, event, about, people, place.staff.leads[0])
    if (!past && event.hub !== null) {
      const sentence = `Booked ${people.length === 1 ? '1 place' : `${people.length} places`}: ${event.title}`
      addHistory(build, reference, 'event.booked', sentence, leader, at)
    }
  }
}

/** The headteacher of the smallest school has not booked the open day yet: there is something to do. */
const isLeftOut = ({ place }: Build, event: EventRow): boolean =>
  event.kind === 'open-day' && place.files.told.get(place.school.urn)?.leaders.length === 1

function hasRoom(world: World, event: EventRow, places: number): boolean {
  if (event.capacity === null) return true
  const taken = world.events.bookings
    .filter((booking) => booking.event === event.key)
    .reduce((sum, booking) => sum + booking.places, 0)
  return taken + places <= event.capacity
}

const dayOf = (event: EventRow): string =>
  Temporal.Instant.from(event.startsAt).toZonedDateTimeISO('Europe/London').toPlainDate().toString()

/** One or two of the people who act for the school then. */
function comers({ place, cast, dice, people }: Build, key: string, on: string): PersonRow[] {
  const leader = cast.leader(on)
  const other = people.find(({ email }) => email !== leader?.email)
  const both = other !== undefined && dice.chance(`${key} two people`, 0.5) && place.school.pupils >= 80
  return [leader, both ? other : undefined].filter((person) => person !== undefined)
}

type About = { readonly programme: string; readonly partnership: string | null; readonly hub: string | null }

function addBooking(
  world: World,
  { files, days }: Pick<Place, 'files' | 'days'>,
  event: EventRow,
  about: About,
  people: readonly PersonRow[],
  by: PersonRow,
  at: string,
): void {
  const dice = diceFor(`${event.key} ${about.partnership ?? about.hub}`)
  const past = dayOf(event) < days.today
  world.events.bookings.push({
    ...about,
    event: event.key,
    places: people.length,
    guests: people.map((person, index) => ({
      name: person.name,
      email: person.email,
      title: person.title,
      senior: index === 0,
      // What somebody needs is kept until the event is over, and not for a screen.
      needs:
        !past && event.place !== 'online' && dice.chance(`needs ${index}`, 0.2)
          ? dice.pick(`need ${index}`, files.events.needs)
          : '',
    })),
    email: by.email,
    name: by.name,
    at,
  })
}

function addPresences(
  world: World,
  event: EventRow,
  about: About,
  people: readonly PersonRow[],
  by: PersonRow,
): void {
  const online = event.place === 'online'
  const whole = Temporal.Instant.from(event.startsAt).until(event.endsAt).total('minutes')
  for (const person of people) {
    const dice = diceFor(`${event.key} ${person.email}`)
    const late = dice.chance('late', 0.15) ? dice.between('late by', 5, 20) : 0
    world.events.presences.push({
      ...about,
      event: event.key,
      person: person.name,
      personEmail: person.email,
      how: online ? 'online' : 'in person',
      arrivedAt: Temporal.Instant.from(event.startsAt)
        .add({ minutes: late > 0 ? late : -dice.between('early by', 1, 9) })
        .toString(),
      minutes: whole - late,
      source: online ? 'report' : 'check-in',
      email: by.email,
      name: by.name,
    })
  }
}

function addPractice({ world, place, dice }: Build, about: About, event: EventRow, leader: PersonRow): void {
  const { days, files } = place
  const written = days.after(dayOf(event), dice.between(`${event.key} practice on`, 1, 6))
  const became = days.after(written, dice.between(`${event.key} became on`, 15, 30))
  if (written >= days.today) return
  const practice = dice.pick(`${event.key} practice`, files.events.practices)
  const known = practice.became !== '' && became < days.today
  world.events.practices.push({
    ...about,
    event: event.key,
    willTry: practice.willTry,
    became: known ? practice.became : '',
    email: leader.email,
    name: leader.name,
    at: instantAt(written, '16:10').toString(),
    becameAt: known ? instantAt(became, '16:25').toString() : null,
  })
}
