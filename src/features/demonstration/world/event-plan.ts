/** The events of the world's year: sessions, open days and meetings, with their times and places. */
import type { Definition } from '../../programmes/index.ts'
import type { Days } from './days.ts'
import type { WorldMeeting } from './event-files.ts'
import type { EventRow } from './event-rows.ts'
import type { WorldFiles, WorldHub, WorldProgramme } from './files.ts'
import type { Staff } from './world.ts'

interface Setting {
  readonly files: WorldFiles
  readonly programme: WorldProgramme
  readonly definition: Definition
  readonly days: Days
}

const ENGLAND = 'Europe/London'

export const openDayKey = (hub: WorldHub, on: string): string => `open-day ${hub.reference} ${on}`
export const sessionKey = (programme: string, series: string, number: number): string =>
  `${programme} ${series} ${number}`

/** An instant of the clocks of England, as ISO text. */
export function instantAt(on: string, time: string): Temporal.Instant {
  return Temporal.PlainDate.from(on)
    .toZonedDateTime({ timeZone: ENGLAND, plainTime: Temporal.PlainTime.from(time) })
    .toInstant()
}

function times(on: string, starts: string, minutes: number) {
  const startsAt = instantAt(on, starts)
  return { startsAt: startsAt.toString(), endsAt: startsAt.add({ minutes }).toString() }
}

const PLAIN = {
  series: null,
  number: null,
  agenda: '',
  preparation: '',
  gettingThere: '',
  safetyNotes: '',
  timeConfirmed: true,
  placeText: '',
  joining: '',
  joiningSetAt: null,
  recording: '',
  recordingSetAt: null,
  cancelledAt: null,
  cancelledReason: null,
  moved: null,
} as const

/** The sessions that the programme itself plans: they are there, and get what the programme team has said of them. */
export function sessionEvents({ files, programme, definition, days }: Setting, { team }: Staff): EventRow[] {
  return files.events.sessions
    .filter((each) => each.programme === programme.key)
    .flatMap((said) => {
      const series = definition.series.find(({ key }) => key === said.series)
      return (series?.events ?? []).map(({ number, title, heldOn, minutes }): EventRow => {
        const known = days.after(heldOn, -said.joiningDaysBefore)
        const recorded = days.after(heldOn, 1)
        const [{ email, name }] = team
        return {
          ...PLAIN,
          ...times(heldOn, said.starts, minutes),
          key: sessionKey(programme.key, said.series, number),
          programme: programme.key,
          hub: null,
          kind: 'cpd',
          audience: 'partners',
          series: said.series,
          number,
          title,
          description: said.description,
          timeConfirmed: number <= said.confirmed,
          place: 'online',
          joining: known <= days.today ? said.joining.replace('{number}', String(number)) : '',
          joiningSetAt: known <= days.today ? `${known}T09:20:00Z` : null,
          recording: recorded <= days.today ? said.recording.replace('{number}', String(number)) : '',
          recordingSetAt: recorded <= days.today ? `${recorded}T11:05:00Z` : null,
          capacity: null,
          placesPerSchool: 10,
          createdAt: '2025-09-01T08:00:00Z',
          email,
          name,
        }
      })
    })
}

/** One open day in each academic term, at the lead school. */
export function openDayEvents(
  { files, programme, days }: Setting,
  hub: WorldHub,
  { leads }: Staff,
): EventRow[] {
  const { openDays } = files.events
  const lead = files.schools.find(({ urn }) => urn === hub.leadSchool)
  const [{ email, name }] = leads
  return hub.openDays.map((on): EventRow => {
    const move = openDays.moved.find((each) => each.hub === hub.reference && each.to === on)
    return {
      ...PLAIN,
      ...times(on, openDays.starts, openDays.minutes),
      key: openDayKey(hub, on),
      programme: programme.key,
      hub: hub.reference,
      kind: 'open-day',
      audience: 'partners',
      title: openDays.title.replace('{lead}', lead?.name ?? hub.name),
      description: openDays.description,
      agenda: openDays.agenda,
      preparation: openDays.preparation,
      gettingThere: openDays.gettingThere,
      safetyNotes: openDays.safetyNotes,
      place: lead ? 'lead-school' : 'elsewhere',
      placeText: lead ? '' : `A school of ${hub.name}: the host says which a month before`,
      capacity: openDays.capacity[hub.reference] ?? null,
      placesPerSchool: openDays.placesPerSchool,
      createdAt: `${days.after(on, -60)}T14:10:00Z`,
      email,
      name,
      moved: move
        ? {
            ...times(move.from, openDays.starts, openDays.minutes),
            at: `${move.on}T15:30:00Z`,
            reason: move.reason,
          }
        : null,
    }
  })
}

export function meetingEvent(
  { programme, days }: Setting,
  meeting: WorldMeeting,
  { team, leads }: Staff,
): EventRow {
  const [{ email, name }] = meeting.hub === undefined ? team : leads
  const { cancelled, joining } = meeting
  return {
    ...PLAIN,
    ...times(meeting.on, meeting.starts, meeting.minutes),
    key: meeting.key,
    programme: programme.key,
    hub: meeting.hub ?? null,
    kind: 'networking',
    audience: meeting.audience,
    title: meeting.title,
    description: meeting.description,
    place: meeting.place,
    placeText: meeting.placeText,
    joining,
    joiningSetAt: joining ? `${days.after(meeting.on, -20)}T10:00:00Z` : null,
    capacity: meeting.capacity,
    placesPerSchool: meeting.placesPerSchool,
    createdAt: `${days.after(meeting.on, -30)}T10:00:00Z`,
    email,
    name,
    cancelledAt: cancelled ? `${cancelled.on}T16:05:00Z` : null,
    cancelledReason: cancelled?.reason ?? null,
  }
}
