/** One partnership from its invitation to the world's own day. */
import { castOf } from './cast.ts'
import { addProgress } from './confirmations.ts'
import { addConversation } from './conversation.ts'
import type { Days } from './days.ts'
import { type Dice, diceFor } from './dice.ts'
import { addWhatComes } from './events.ts'
import type { Story, WorldPartnership } from './files.ts'
import { addAgreement, addPeople } from './joining.ts'
import { leadersOf } from './people.ts'
import type { PersonRow } from './rows.ts'
import { addHistory, type Build, type Place, type World } from './world.ts'

interface Change {
  readonly from: string | null
  readonly to: string
  readonly on: string
  readonly at: string
  readonly reason: string
  readonly by: PersonRow
}

const WHY_MOVED =
  'The self-assessment and the attendance reports show a greater need, and the school asked for one-to-one days.'

export function buildPartnership(world: World, place: Place, row: WorldPartnership): void {
  const { files, programme, definition, hub, staff, school, days } = place
  const story = files.stories.get(row.story)
  const cohort = programme.cohorts.find(({ key }) => key === row.cohort)
  const pathway = definition.pathways.find(({ key }) => key === row.pathway)
  if (!story || !cohort || !pathway) {
    throw new Error(`db/world/partnerships.csv: the story, cohort or pathway of ${row.school} is not known`)
  }
  const dice = diceFor(`${hub.reference} ${school.urn}`)
  const leaders = leadersOf(files, school, story)
  const cast = castOf(place, story, leaders)
  const dates = datesOf(days, dice, cohort.startsOn, story)
  const at = (date: string, name: string) => days.timeOn(date, dice, name)
  const reference = `${hub.reference}-${school.urn}-${row.cohort}`

  const changes: Change[] = [
    {
      from: null,
      to: 'invited',
      on: dates.invited,
      at: at(dates.invited, 'invited'),
      reason: '',
      by: staff.team[0],
    },
  ]
  const last = () => changes.at(-1)?.to ?? null
  const then = (to: string, on: string, reason: string, by: PersonRow) =>
    changes.push({ from: last(), to, on, at: at(on, to), reason, by })
  if (story.upTo !== 'invited') {
    const [leader] = leaders
    then(
      'confirmed',
      dates.confirmed,
      leader ? '' : 'Confirmed by telephone. The school will name its leaders after its governors meet.',
      leader ?? staff.team[0],
    )
  }
  if (story.upTo === undefined) then('active', dates.active, '', staff.leads[0])
  for (const change of story.changes) {
    then(
      change.to,
      change.on,
      dice.pick(`reason to be ${change.to}`, change.reason),
      cast.by(change.by, change.on, change.to),
    )
  }

  const build = { world, place, row, reference, cast, dice, people: leaders }
  const earlier = story.movedOn ? definition.pathways.find(({ key }) => key !== row.pathway) : undefined
  if (story.movedOn && earlier) {
    const reason = WHY_MOVED
    then('moved', story.movedOn, reason, staff.team[0])
    addPartnership(build, { reference, pathway: earlier.key, previous: null }, changes)
    addProgress(build, reference, earlier.key, cohort.startsOn, story.movedOn, story)
    const next = `${reference}/2`
    const moved = at(story.movedOn, 'moved')
    addPartnership(build, { reference: next, pathway: row.pathway, previous: reference }, [
      {
        from: null,
        to: 'active',
        on: story.movedOn,
        at: moved,
        reason: `Went on from ${hub.name}: ${reason}`,
        by: staff.team[0],
      },
    ])
    addHistory(
      build,
      reference,
      'partnership.moved-to',
      `Went on with ${hub.name}, ${pathway.name}`,
      staff.team[0],
      moved,
    )
    addHistory(
      build,
      next,
      'partnership.moved-from',
      `Came from ${hub.name}, and started with ${hub.name}, ${pathway.name}: ${reason}`,
      staff.team[0],
      moved,
    )
    addProgress(build, next, row.pathway, story.movedOn, dayAfter(days.today), story)
    addWhatComes(build, next, story)
  } else {
    addPartnership(build, { reference, pathway: row.pathway, previous: null }, changes)
    const until = story.upTo === 'invited' ? cohort.startsOn : (story.quietFrom ?? dayAfter(days.today))
    addProgress(build, reference, row.pathway, cohort.startsOn, until, story)
    addWhatComes(build, reference, story)
  }
  if (last() === 'active' && story.quietFrom === undefined) addConversation(build, reference, dates.active)
  addPeople(build, leaders, dates, story)
  addAgreement(build, reference)
}

function datesOf(days: Days, dice: Dice, startsOn: string, story: Story) {
  const started = startsOn <= days.today
  const confirmedAfter = dice.between('confirmed', 4, 9)
  const invited = started
    ? days.after(startsOn, -dice.between('invited', 14, 24))
    : days.after(
        days.today,
        -dice.between('invited', story.upTo === 'invited' ? 2 : 11, story.upTo === 'invited' ? 7 : 16),
      )
  return {
    invited,
    confirmed: days.after(invited, confirmedAfter),
    active: days.after(startsOn, dice.between('active', 0, 3)),
  }
}

function addPartnership(
  { world, place, row }: Build,
  own: { readonly reference: string; readonly pathway: string; readonly previous: string | null },
  changes: readonly Change[],
): void {
  const { programme, hub, school } = place
  const now = changes.at(-1)
  const [first] = changes
  if (!now || !first) throw new Error(`The partnership ${own.reference} has no status`)
  world.partnerships.push({
    ...own,
    programme: programme.key,
    cohort: row.cohort,
    hub: hub.reference,
    school: school.urn,
    status: now.to,
    statusSince: now.on,
    createdAt: first.at,
  })
  const about = { programme: programme.key, partnership: own.reference }
  for (const { from, to, on, at, reason, by } of changes) {
    const who = { email: by.email, name: by.name }
    world.statusChanges.push({ ...about, from, to, on, reason, recordedAt: at, ...who })
    if (from === null && to === 'active') continue // told as "came from"
    world.history.push({
      ...about,
      hub: null,
      kind: `partnership.${to}`,
      sentence:
        from === null
          ? `Invited ${school.name} to be a partner school of ${hub.name}`
          : `Changed the status from ${from} to ${to}${reason ? `: ${reason}` : ''}`,
      at,
      ...who,
    })
  }
}

function dayAfter(date: string): string {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toString()
}
