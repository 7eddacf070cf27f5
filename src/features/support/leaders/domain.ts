/** Who comes from the lead school: kept as the names that both schools read, chosen from the hub's people where it can be. */
import type { Answers } from '../../../platform/forms.ts'

/** As long as the names of one day may be together. */
const LONGEST = 300

/** "Nora Lead, Sid Lead" → both names. */
export const leadersIn = (people: string): string[] =>
  people
    .split(/[,;\n]| and /)
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** What was ticked, of those who can be chosen; anything else that a form sends is left out. */
export function leadersFrom(answers: Answers, choices: readonly string[]): string {
  const ticked = (answers.leaders ?? '').split('\n')
  let people = ''
  for (const name of choices) {
    const more = people === '' ? name : `${people}, ${name}`
    if (ticked.includes(name) && more.length <= LONGEST) people = more
  }
  return people
}

/** Names that stand in both, whatever their capitals. */
export function leadersInBoth(one: string, other: string): string[] {
  const others = new Set(leadersIn(other).map((name) => name.toLowerCase()))
  return leadersIn(one).filter((name) => others.has(name.toLowerCase()))
}
