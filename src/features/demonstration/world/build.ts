/** The whole world from its files, the programmes and the calendar. Pure: the same in, the same out. */
import { type Calendar, type Definition, occurrencesOf } from '../../programmes/index.ts'
import { assignment } from './assignment.ts'
import { daysOf } from './days.ts'
import { diceFor } from './dice.ts'
import { noEvents } from './event-rows.ts'
import { addHubEvents, addProgrammeEvents } from './events.ts'
import type { WorldFiles, WorldHub, WorldPerson, WorldProgramme } from './files.ts'
import { buildPartnership } from './partnership.ts'
import { personAt } from './people.ts'
import { numbers } from './plan-desk.ts'
import type { PersonRow } from './rows.ts'
import { sharedConfirmations } from './shared.ts'
import { addVisitRecords } from './visit-records.ts'
import type { Asked, Occurrences, Staff, World } from './world.ts'

export function buildWorld(
  files: WorldFiles,
  definitions: ReadonlyMap<string, Definition>,
  calendar: Calendar,
  questionnaires: ReadonlyMap<string, Asked>,
): World {
  const world: World = {
    people: [],
    assignments: [],
    invitations: [],
    partnerships: [],
    statusChanges: [],
    confirmations: [],
    agreements: [],
    assessments: [],
    answers: [],
    plans: [],
    messages: [],
    supportDays: [],
    visitRecords: [],
    numbers: numbers(),
    events: noEvents(),
    history: [],
  }
  const days = daysOf(calendar, files.today)
  const schools = new Map(files.schools.map((school) => [school.urn, school]))
  for (const programme of files.programmes) {
    const definition = definitions.get(programme.key)
    if (!definition) throw new Error(`db/world/world.yaml: there is no programme ${programme.key}`)
    const team = addTeam(world, files, programme)
    const occurrences = occurrencesFor(programme, definition, calendar)
    const setting = { files, programme, definition, days }
    addProgrammeEvents(world, setting, team)
    for (const hub of programme.hubs) {
      const leads = addHub(world, files, programme, hub, team)
      const staff: Staff = { team, leads }
      addHubEvents(world, setting, hub, staff)
      const own = files.partnerships.filter((each) => each.hub === hub.reference)
      for (const each of own) {
        const school = schools.get(each.school)
        if (!school) throw new Error(`db/world/partnerships.csv: there is no school ${each.school}`)
        const asked = questionnaires.get(programme.key)
        const place = { files, programme, definition, hub, staff, school, days, occurrences, asked }
        buildPartnership(world, place, each)
      }
      sharedConfirmations(world, { programme, definition, hub, staff, occurrences, days, partnerships: own })
    }
  }
  // Entries of one chain are written in the order in which things happened.
  addVisitRecords(world, files, calendar)
  world.history.sort((one, other) => one.at.localeCompare(other.at))
  return world
}

function occurrencesFor(programme: WorldProgramme, definition: Definition, calendar: Calendar): Occurrences {
  const known = new Map<string, ReturnType<Occurrences>>()
  return (pathwayKey, cohortKey) =>
    known.getOrInsertComputed(`${pathwayKey} ${cohortKey}`, () => {
      const pathway = definition.pathways.find(({ key }) => key === pathwayKey)
      const cohort = programme.cohorts.find(({ key }) => key === cohortKey)
      if (!pathway || !cohort) throw new Error(`db/world: no pathway ${pathwayKey} or no cohort ${cohortKey}`)
      return occurrencesOf(
        definition,
        pathway,
        { startsOn: Temporal.PlainDate.from(cohort.startsOn) },
        calendar,
      )
    })
}

type Many<T> = readonly [T, ...T[]]

function addTeam(world: World, files: WorldFiles, programme: WorldProgramme): Many<PersonRow> {
  const add = (person: WorldPerson, organisation: string, role: string, trust: number | null = null) => {
    const row = personAt(organisation, person)
    world.people.push(row)
    world.assignments.push(assignment(row, role, programme.key, { trust }, '2025-06-02T08:30:00Z'))
    return row
  }
  const [first, ...others] = programme.team
  const team: Many<PersonRow> = [
    add(first, 'programme team', 'programme-team'),
    ...others.map((person) => add(person, 'programme team', 'programme-team')),
  ]
  for (const person of programme.evaluators) add(person, 'evaluation', 'evaluator')
  for (const { trust, ...person } of programme.trustLeaders) {
    const name = files.trusts.find(({ uid }) => uid === trust)?.name ?? 'trust'
    add(person, name, 'trust-leader', trust)
  }
  return team
}

function addHub(
  world: World,
  files: WorldFiles,
  programme: WorldProgramme,
  hub: WorldHub,
  team: Many<PersonRow>,
): Many<PersonRow> {
  const leadName =
    files.schools.find(({ urn }) => urn === hub.leadSchool)?.name ??
    files.trusts.find(({ uid }) => uid === hub.leadTrust)?.name ??
    hub.name
  const dice = diceFor(`hub ${hub.reference}`)
  const by = { email: team[0].email, name: team[0].name }
  const about = { programme: programme.key, partnership: null, hub: hub.reference, ...by }
  world.history.push({
    ...about,
    kind: 'hub.added',
    sentence: `Added the hub, led by ${leadName}`,
    at: `${hub.openedOn}T09:12:00Z`,
  })
  const add = (person: WorldPerson) => {
    const row = personAt(leadName, person)
    const invitedAt = `${hub.openedOn}T10:${dice.between(row.email, 10, 55)}:00Z`
    const joinedAt = Temporal.Instant.from(invitedAt)
      .add({ hours: dice.between(`${row.email} joins`, 20, 50) })
      .toString()
    world.people.push(row)
    world.assignments.push(assignment(row, 'hub-lead', programme.key, { hub: hub.reference }, joinedAt))
    world.history.push(
      { ...about, kind: 'person.invited', sentence: `Invited ${row.name} as hub lead`, at: invitedAt },
      {
        ...about,
        kind: 'person.joined',
        sentence: 'Joined as hub lead',
        at: joinedAt,
        email: row.email,
        name: row.name,
      },
    )
    return row
  }
  const [first, ...others] = hub.leads
  return [add(first), ...others.map(add)]
}
