import { type Dice, diceFor } from './dice.ts'
import type { Story, WorldFiles, WorldPerson, WorldSchool } from './files.ts'
import type { PersonRow } from './rows.ts'

/** Letters, digits and hyphens only: "St Brónach’s" becomes "st-bronachs". */
export function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f’']/g, '')
    .toLowerCase()
    .replace(/[łøæ]/g, (letter) => ({ ł: 'l', ø: 'o', æ: 'ae' })[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** A person of an organisation; `.example` is kept for what does not exist. */
export function personAt(organisation: string, { given, family, title, persona }: WorldPerson): PersonRow {
  const domain = slugOf(organisation).slice(0, 40).replace(/-$/, '')
  return {
    email: `${slugOf(given)}.${slugOf(family)}@${domain}.example`,
    name: `${given} ${family}`,
    title,
    persona,
  }
}

const TITLES = {
  one: ['Headteacher'],
  two: ['Headteacher', 'Deputy headteacher'],
  three: ['Deputy headteacher', 'Assistant headteacher', 'Headteacher'],
  special: ['Head of school', 'Behaviour and attendance lead'],
} as const

/** The named leaders of a partner school, the one who does most first. In a small school one does everything. */
export function leadersOf(files: WorldFiles, school: WorldSchool, story: Story): PersonRow[] {
  const told = files.told.get(school.urn)
  if (told) return told.leaders.map((leader) => personAt(school.name, leader))
  const dice = diceFor(`people of ${school.urn}`)
  const titles = titlesFor(school).slice(0, story.people ?? 3)
  return titles.map((title, index) => personAt(school.name, { ...nameOf(files, dice, `${index}`), title }))
}

/** Who came after a leader who left. */
export function successorOf(files: WorldFiles, school: WorldSchool, leader: PersonRow): PersonRow {
  const dice = diceFor(`successor at ${school.urn}`)
  return personAt(school.name, { ...nameOf(files, dice, 'successor'), title: leader.title })
}

function titlesFor(school: WorldSchool): readonly string[] {
  if (school.pupils < 80 && school.phase === 'Primary') return TITLES.one
  if (school.phase === 'Primary') return TITLES.two
  return school.phase === 'Not applicable' ? TITLES.special : TITLES.three
}

function nameOf(files: WorldFiles, dice: Dice, name: string): { given: string; family: string } {
  return {
    given: dice.pick(`given ${name}`, files.names.given),
    family: dice.pick(`family ${name}`, files.names.family),
  }
}
