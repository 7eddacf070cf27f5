import {
  adverbs,
  away,
  colleaguesDo,
  doneBy,
  happensToPupils,
  nobodyInParticular,
  organisations,
  passive,
  pupilsPeople,
  roles,
  rolesOnlyAfterColon,
  someonesChild,
  tasks,
  titles,
} from './cues.ts'
import { yearGroupAt } from './initials.ts'
import { doubtfulNames, givenNames, publicNames } from './names.ts'
import { type Span, type Word, wordsOf } from './words.ts'

/** Words with capitals that stand side by side, from and up to. */
type Run = readonly [first: number, end: number]

const longestRun = 5

/** The words of one full name, plain. */
type Name = ReadonlySet<string>

/**
 * Where the text seems to name a pupil. A name with a title, a role, a job to do or a school behind it is nobody’s here, nor
 * is that of a known colleague.
 */
export function names(words: readonly Word[], colleagues: readonly string[]): Span[] {
  const known = colleagues.map((name): Name => new Set(wordsOf(name).map(({ plain }) => plain)))
  const spans: Span[] = []
  let index = 0
  while (index < words.length) {
    const run = runAt(words, index)
    if (namesPupil(words, run) && !knownColleague(words, run, known)) {
      const inside = words.slice(...run)
      const last = inside.at(-1)
      // “Then Kyle Smith”: the words before the name are not shown.
      const first = inside.find(couldBeName) ?? inside[0]
      if (first && last) spans.push([first.start, last.end])
    }
    index = run[1]
  }
  return spans
}

function runAt(words: readonly Word[], first: number): Run {
  let end = first + 1
  if (words[first]?.capital)
    while (end < first + longestRun) {
      const word = words[end]
      if (
        !word?.capital ||
        !/^[ \t]{1,2}$|^\. ?$/.test(word.gap) ||
        word.startsSentence ||
        words[end - 1]?.possessive
      )
        break
      end += 1
    }
  return [first, end]
}

function namesPupil(words: readonly Word[], run: Run): boolean {
  const inside = words.slice(...run)
  const [first] = inside
  if (first === undefined || /@/.test(first.gap) || /@/.test(words[run[1]]?.gap ?? '')) return false
  if (first.capital && child(words, run)) return true
  if (titled(words, run) || organisation(words, run) || publicName(inside)) return false
  if (!first.capital) return givenName(first) && pupilCue(words, run)
  if (inside.some(certain)) return !colleague(words, run)
  if (inside.some(doubtful)) return pupilCue(words, run) && !colleague(words, run)
  return unknownName(words, run)
}

/** The name of somebody who works here, or a part of it; unless what follows is said of pupils. */
function knownColleague(words: readonly Word[], run: Run, known: readonly Name[]): boolean {
  // “Then Sarah”: the first word of a sentence has its capital anyway.
  const named = words.slice(...run).filter((word) => couldBeName(word) || !word.startsSentence)
  if (named.length === 0 || pupilCue(words, run) || child(words, run)) return false
  return known.some((name) => named.every(({ plain }) => name.has(plain)))
}

const parts = (word: Word): readonly string[] => word.plain.split(/[-‐‑]/)

const givenName = (word: Word) => parts(word).some((part) => givenNames.has(part))

const doubtful = (word: Word) => parts(word).some((part) => doubtfulNames.has(part))

const couldBeName = (word: Word) => certain(word) || doubtful(word) || titles.has(word.plain)

/** In capitals, a short word is an abbreviation and ELSA a role. */
function certain(word: Word): boolean {
  if (!givenName(word)) return false
  const shouted = word.text.length > 1 && !/\p{Ll}/u.test(word.text.replace(/['’]s$/u, ''))
  return !shouted || (word.plain.length >= 4 && word.plain !== 'elsa')
}

function titled(words: readonly Word[], [first, end]: Run): boolean {
  const before = words[first - 1]
  if (before && titles.has(before.plain) && !words[first]?.startsSentence) return true
  return words.slice(first, end - 1).some((word) => titles.has(word.plain))
}

function organisation(words: readonly Word[], [first, end]: Run): boolean {
  const after = words[end]
  if (after && !after.startsSentence && /^[ ]{1,2}$/.test(after.gap) && organisations.has(after.plain))
    return true
  return words.slice(first, end).some((word, index) => index > 0 && organisations.has(word.plain))
}

const publicName = (inside: readonly Word[]) =>
  inside.some((word, index) => publicNames.has(`${word.plain} ${inside[index + 1]?.plain ?? ''}`))

/** A colleague: a role beside the name or on a list of them, a job done or to do, another school. */
function colleague(words: readonly Word[], run: Run): boolean {
  const [first, end] = run
  const inside = words.slice(first, end)
  if (inside.slice(0, -1).some(({ plain }) => roles.has(plain) && !rolesOnlyAfterColon.has(plain)))
    return true
  return (
    roleBefore(words, first) ||
    listed(words, first) ||
    roleAfter(words, end) ||
    taskAfter(words, end) ||
    jobOrSchoolAfter(words, end)
  )
}

const longestList = 12

/** “Consulted: Sarah Jones, Priya and Tom”. */
function listed(words: readonly Word[], first: number): boolean {
  for (let index = first; index > Math.max(0, first - longestList); index -= 1) {
    const word = words[index]
    if (word === undefined || word.startsSentence) return false
    if (word.gap.includes(':')) return roles.has(words[index - 1]?.plain ?? '')
    if (!(word.capital || word.plain === 'and')) return false
  }
  return false
}

/** “Sarah runs the club”, “Priya Shah from Northgate Academy”. */
function jobOrSchoolAfter(words: readonly Word[], end: number): boolean {
  const next = words[end]
  if (next === undefined || next.startsSentence || next.gap !== ' ') return false
  if (colleaguesDo.has(next.plain)) return !away.has(words[end + 1]?.plain ?? '')
  if (next.plain !== 'from') return false
  return words
    .slice(end + 1, end + 5)
    .some(
      (word, index, all) =>
        all.slice(0, index + 1).every((each) => each.capital) && organisations.has(word.plain),
    )
}

function roleBefore(words: readonly Word[], first: number): boolean {
  const name = words[first]
  const before = words[first - 1]
  if (name === undefined || before === undefined || before.possessive || name.startsSentence) return false
  if (before.plain === 'by') return doneBy.has(words[first - 2]?.plain ?? '')
  if (!roles.has(before.plain)) return false
  return /[:,(–—-]/.test(name.gap) || !rolesOnlyAfterColon.has(before.plain)
}

/** “Sarah (our SENCO)”, “Sarah Jones, assistant headteacher”, “Sarah is the attendance lead”. */
function roleAfter(words: readonly Word[], end: number): boolean {
  const next = words[end]
  if (next === undefined || next.startsSentence || words[end - 1]?.possessive) return false
  const linked = /[,(:–—-]/.test(next.gap) || ['is', 'as', 'our', 'the'].includes(next.plain)
  if (!linked) return false
  for (let index = end; index < end + 5; index += 1) {
    const word = words[index]
    if (word === undefined || word.startsSentence || word.possessive) return false
    if (['his', 'her', 'their', 'whose'].includes(word.plain)) return false
    if (roles.has(word.plain)) return true
  }
  return false
}

/** “Sarah to lead”, “Sarah and Tom will write”. */
function taskAfter(words: readonly Word[], end: number): boolean {
  for (let index = end; index < end + 5; index += 1) {
    const word = words[index]
    if (word === undefined || word.startsSentence || words[index - 1]?.possessive) return false
    if (['to', 'will', 'can', 'should', 'must'].includes(word.plain))
      return tasks.has(words[index + 1]?.plain ?? '')
    // Only more names may come between.
    if (!(word.capital || word.plain === 'and' || word.plain === 'with')) return false
  }
  return false
}

/** “Mrs Smith’s son”. */
function child(words: readonly Word[], [first, end]: Run): boolean {
  const last = words[end - 1]
  if (!last?.possessive || !someonesChild.has(words[end]?.plain ?? '')) return false
  return titles.has(words[first]?.plain ?? '') && end - first > 1
}

/** Something that is said of pupils: excluded, a mother, a year group behind the name. */
function pupilCue(words: readonly Word[], [, end]: Run): boolean {
  const last = words[end - 1]
  const next = words[end]
  if (last === undefined || next === undefined || next.startsSentence) return false
  if (last.possessive) return pupilsPeople.has(next.plain)
  const inYear = next.plain === 'in' ? end + 1 : end
  if (/^ ?[ (,]$/.test(next.gap) && yearGroupAt(words, inYear) > 0) return true
  return excluded(words, end)
}

function excluded(words: readonly Word[], end: number): boolean {
  if (!passive.has(words[end]?.plain ?? '')) return false
  for (let index = end + 1; index < end + 5; index += 1) {
    const word = words[index]
    if (word === undefined || word.startsSentence) return false
    if (word.plain === 'sent') return words[index + 1]?.plain === 'home'
    if (happensToPupils.has(word.plain) && word.plain !== 'permanently') return true
    if (!(adverbs.has(word.plain) || passive.has(word.plain))) return false
  }
  return false
}

/** A name on no list: only where nothing but a name can stand. The first word of a sentence has its capital anyway. */
function unknownName(words: readonly Word[], [first, end]: Run): boolean {
  const inside = words.slice(first, end)
  const last = inside.at(-1)
  if (last === undefined || !inside.every((word) => /^\p{Lu}\p{Ll}+/u.test(word.text))) return false
  if (inside.some((word) => nobodyInParticular.has(word.plain) || roles.has(word.plain))) return false
  if (last.possessive) return pupilsPeople.has(words[end]?.plain ?? '')
  return !inside[0]?.startsSentence && excluded(words, end)
}
