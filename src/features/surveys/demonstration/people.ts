/** Invented people who answer: as many as a school has, and as such people do. Pure: the same in, the same out. */
import { type Audience, optionsOf, type SurveyDefinition } from '../definition.ts'
import { type GroupTally, slotsOf } from '../disclosure/index.ts'
import { STAFF_ROLES } from '../waves/domain.ts'
import { yearsOf } from '../waves/groups.ts'

/** A school as the demonstration invents it. */
export interface InventedPlace {
  readonly urn: number
  readonly phase: string
  readonly pupils: number
  readonly ageLow: number
  readonly ageHigh: number
}

export interface InventedGroup {
  readonly audience: Audience
  readonly label: string
  readonly roll: number
  /** A byte a question for each person who answered. */
  readonly answers: readonly Uint8Array[]
}

/** Chance that always falls the same way for the same words. */
function diceFor(words: string): () => number {
  let state = 0x811c9dc5
  for (const character of words) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296
  }
}

/** Scales whose first options tell of trouble; on all others they tell of things that go well. */
const TROUBLE = ['lessons', 'extent', 'minutes', 'amount']
const TROUBLE_QUESTIONS = ['bullying-seen']

/** Pupils by year group and staff by role; `share` of them answered. Follow-ups shift a little. */
export function inventGroups(
  school: InventedPlace,
  asked: { readonly pupils: SurveyDefinition; readonly staff: SurveyDefinition },
  wave: { readonly kind: 'baseline' | 'follow-up'; readonly share: number },
): InventedGroup[] {
  const dice = diceFor(`${school.urn} ${wave.kind}`)
  const years = yearsOf(school)
  // Of all years of its ages, those that are asked have their share of the pupils.
  const inYear = school.pupils / Math.max(1, school.ageHigh - school.ageLow)
  const teachers = Math.max(2, Math.round(school.pupils / 17))
  const roles = new Map<string, number>([
    ['Leaders', Math.max(2, Math.round(school.pupils / 160))],
    ['Teachers', teachers],
    ['Support staff', Math.max(2, Math.round(teachers * 0.6))],
  ])
  const groups: { audience: Audience; label: string; roll: number }[] = [
    ...years.map((year) => ({
      audience: 'pupils' as const,
      label: `Year ${year}`,
      roll: Math.max(3, Math.round(inYear * (0.9 + dice() * 0.2))),
    })),
    ...STAFF_ROLES.map((label) => ({ audience: 'staff' as const, label, roll: roles.get(label) ?? 0 })),
  ]
  return groups.map((group) => {
    const people = Math.round(group.roll * wave.share * (0.85 + dice() * 0.2))
    const definition = asked[group.audience]
    const mood = moodsOf(school, definition, group.label, wave.kind)
    return {
      ...group,
      answers: Array.from({ length: Math.min(group.roll, people) }, () => answerOf(definition, mood, dice)),
    }
  })
}

/** How well things go in the eyes of a group, from 0 to 1, question by question. */
function moodsOf(
  { urn }: InventedPlace,
  definition: SurveyDefinition,
  label: string,
  kind: 'baseline' | 'follow-up',
): number[] {
  const ofSchool = diceFor(`school ${urn}`)() * 0.16
  const base = definition.audience === 'pupils' ? 0.44 : label === 'Leaders' ? 0.68 : 0.54
  return definition.questions.map(({ key, pair, scale }) => {
    const ofQuestion = (diceFor(`question ${pair ?? key} ${urn}`)() - 0.5) * 0.3
    const ofGroup = (diceFor(`group ${label} ${key} ${urn}`)() - 0.5) * 0.12
    const moved = kind === 'follow-up' ? (diceFor(`moved ${key} ${urn}`)() - 0.35) * 0.2 : 0
    const mood = Math.min(0.95, Math.max(0.08, base + ofSchool + ofQuestion + ofGroup + moved))
    return TROUBLE.includes(scale) || TROUBLE_QUESTIONS.includes(key) ? 1 - mood : mood
  })
}

function answerOf(definition: SurveyDefinition, moods: readonly number[], dice: () => number): Uint8Array {
  return Uint8Array.from(definition.questions, (question, at) => {
    const silent = dice()
    if (silent < 0.02) return 0
    if (silent < 0.05) return 255
    const options = optionsOf(definition, question).length
    // The mean of three throws gathers in the middle; the mood shifts it.
    const throwOf = (dice() + dice() + dice()) / 3 + (0.5 - (moods[at] ?? 0.5)) * 0.9
    return 1 + Math.min(options - 1, Math.max(0, Math.floor(throwOf * options)))
  })
}

/** What was counted of a group, as closing a wave counts it. */
export function tallyOf(definition: SurveyDefinition, group: InventedGroup, position: number): GroupTally {
  const options = definition.questions.map((question) => optionsOf(definition, question).length)
  const starts: number[] = []
  let length = 0
  for (const count of options) {
    starts.push(length)
    length += slotsOf(count)
  }
  const counts = new Array<number>(length).fill(0)
  for (const answer of group.answers) {
    for (const [question, byte] of answer.entries()) {
      const slot = (starts[question] ?? 0) + (byte === 255 ? (options[question] ?? 0) + 1 : byte)
      counts[slot] = (counts[slot] ?? 0) + 1
    }
  }
  return { position, label: group.label, answered: group.answers.length, counts }
}
