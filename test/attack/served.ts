/**
 * What the service itself hands out, as equations: schools with small groups in a database, and each page and file that a
 * role can open. `views.ts` says what should be shown; this reads what is.
 */
import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { addAnsweredWave, type ResultsWorld } from '../builders/survey-results.ts'
import type { Target, View } from './views.ts'
import { dice } from './world.ts'

const QUESTIONS = 25
const GROUPS = [
  { audience: 'pupils', label: 'Year 7' },
  { audience: 'pupils', label: 'Year 8' },
  { audience: 'pupils', label: 'Year 9' },
  { audience: 'staff', label: 'Leaders' },
  { audience: 'staff', label: 'Teachers' },
  { audience: 'staff', label: 'Support staff' },
] as const
const NAMES = { pupils: 'Pupils', staff: 'Staff' } as const

/** One group of one school: a byte a question for each person. */
export interface Planted {
  readonly school: number
  readonly audience: 'pupils' | 'staff'
  readonly label: string
  readonly answers: readonly (readonly number[])[]
}

export interface PlantedSchool {
  readonly urn: number
  readonly wave: number
  readonly groups: readonly Planted[]
}

/** A school that was asked, and whose results are made. About half of its groups are small. */
export async function plantServed(w: ResultsWorld, school: number): Promise<PlantedSchool> {
  const urn = 990_200 + school
  const roll = dice(school + 77)
  const groups = GROUPS.map(({ audience, label }) => {
    const people = roll() < 0.5 ? 1 + Math.floor(roll() * 11) : 10 + Math.floor(roll() * 25)
    const agreed = roll() < 0.3
    const answers = Array.from({ length: people }, () =>
      Array.from({ length: QUESTIONS }, () => {
        if (roll() < 0.06) return roll() < 0.5 ? 0 : 255
        return agreed ? 1 : 1 + Math.floor(roll() * 3)
      }),
    )
    return { school, audience, label, answers }
  })
  const partnershipId = await w.addSchoolWithPartnership(urn)
  const wave = await addAnsweredWave(w.database, { partnershipId, groups })
  const leader = { ...w.leader, schoolUrn: urn }
  await w.web.post(leader, `/surveys/${wave}/results`, {})
  return { urn, wave, groups }
}

export const leaderOf = (w: ResultsWorld, { urn }: PlantedSchool) => ({ ...w.leader, schoolUrn: urn })

export const share = (w: ResultsWorld, school: PlantedSchool) =>
  w.web.post(leaderOf(w, school), `/surveys/${school.wave}/shares`, { key: randomUUID() })

export const stopSharing = (w: ResultsWorld, school: PlantedSchool) =>
  w.web.post(leaderOf(w, school), `/surveys/${school.wave}/shares/withdrawal`, {})

const parseCsv = (body: string): string[][] => parse(body, { bom: true })

/** Numbers for what nobody is shown: the same name, the same number. */
export class Unknowns {
  readonly #numbers = new Map<string, number>()

  of(...name: readonly (string | number)[]): number {
    const key = name.join('|')
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.#numbers.size + 1)
    return this.#numbers.size
  }
}

/** The places of an answer: the options, and at nought who did not say. */
const placeOf = (byte: number | undefined): number => (byte === undefined || byte === 255 ? 0 : byte)

/** A file of one school's results. @returns equations, how many options each question of an audience has, and what is shown */
export function viewsOfFile(unknowns: Unknowns, school: PlantedSchool, body: string) {
  const [, ...rows] = parseCsv(body)
  const views: View[] = []
  const options = new Map<string, number>()
  const groupsOf = (who: string) => school.groups.filter(({ audience }) => NAMES[audience] === who)
  const at = new Map<string, number>()
  const hidden = new Set<string>()
  const shown = new Set<string>()
  for (const [, who = '', group = '', question = '', , , people = '', , , unsaid = ''] of rows) {
    const key = `${who}|${group}|${question}`
    const option = (at.get(key) ?? 0) + 1
    at.set(key, option)
    options.set(`${who}|${question}`, Math.max(option, options.get(`${who}|${question}`) ?? 0))
    if (people === 'c') hidden.add(key)
    if (!/^\d+$/.test(people)) continue
    shown.add(key)
    const own = group === 'Everybody' ? groupsOf(who).map(({ label }) => label) : [group]
    for (const [place, value] of [
      [option, people],
      [0, unsaid],
    ] as const) {
      views.push({
        about: `school ${school.urn}, ${key}, answer ${place}`,
        terms: new Map(own.map((label) => [unknowns.of(school.urn, who, label, question, place), 1])),
        value: Number(value),
      })
    }
  }
  return { views, options, hidden, shown }
}

/** What is watched while a survey is open: how many of each group have answered. */
export function viewsOfWatching(
  unknowns: Unknowns,
  { urn, groups }: PlantedSchool,
  options: ReadonlyMap<string, number>,
): View[] {
  return groups.flatMap(({ audience, label, answers }) =>
    Array.from({ length: QUESTIONS }, (_, question) => {
      const count = options.get(`${NAMES[audience]}|${question + 1}`) ?? 0
      const places = Array.from({ length: count + 1 }, (_, place) => place)
      return {
        about: `school ${urn}, ${label}: how many answered`,
        terms: new Map(
          places.map((place) => [unknowns.of(urn, NAMES[audience], label, question + 1, place), 1]),
        ),
        value: answers.length,
      }
    }),
  )
}

/** What is hidden in a school's file, and what is behind it. */
export function targetsOfFile(
  unknowns: Unknowns,
  { urn, groups }: PlantedSchool,
  { options, hidden }: ReturnType<typeof viewsOfFile>,
): Target[] {
  return groups.flatMap(({ audience, label, answers }, group) =>
    Array.from({ length: QUESTIONS }, (_, at) => at + 1).flatMap((question): Target[] => {
      const who = NAMES[audience]
      if (!hidden.has(`${who}|${label}|${question}`)) return []
      const places = Array.from({ length: options.get(`${who}|${question}`) ?? 0 }, (_, at) => at + 1)
      return [
        {
          about: `school ${urn}, ${label}, question ${question}`,
          question: question - 1,
          group,
          options: places.map((place) => unknowns.of(urn, who, label, question, place)),
          truth: places.map(
            (place) => answers.filter((person) => placeOf(person[question - 1]) === place).length,
          ),
        },
      ]
    }),
  )
}

/** A download of the sums, as of these schools: who is in it is not told, and here it is given away. */
export function viewsOfSums(
  unknowns: Unknowns,
  body: string,
  schoolsIn: (audience: string, question: string) => readonly string[],
): View[] {
  const [head = [], ...rows] = parseCsv(body)
  const at = (row: readonly string[], column: string) => row[head.indexOf(column)] ?? ''
  return rows.flatMap((row): View[] => {
    if (at(row, 'state') !== 'shown') return []
    const [audience, question] = [at(row, 'audience'), at(row, 'question_key')]
    return [
      {
        about: `${audience}, ${question}, answer ${at(row, 'option_number')}`,
        terms: new Map(
          schoolsIn(audience, question).map((school) => [
            unknowns.of(school, audience, question, at(row, 'option_number')),
            1,
          ]),
        ),
        value: Number(at(row, 'people')),
      },
    ]
  })
}
