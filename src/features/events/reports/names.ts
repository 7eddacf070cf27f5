/** Names as people type them in meetings, made comparable. */

const TITLES = new Set([
  'mr',
  'mrs',
  'ms',
  'miss',
  'mx',
  'dr',
  'prof',
  'professor',
  'sir',
  'dame',
  'rev',
  'revd',
  'fr',
  'sr',
])

/** 'Smith, Dr Zoë' and 'zoe smith' → ['zoe', 'smith'] */
export function wordsOf(name: string): readonly string[] {
  const [last, first, ...more] = name.split(',')
  // A comma turns a name round, unless what follows is a school or a post.
  const turned =
    first !== undefined && more.length === 0 && !/\s/.test(first.trim()) ? `${first} ${last}` : name
  return fold(turned)
    .split(' ')
    .filter((word) => word !== '' && !TITLES.has(word))
}

/** Comparable, whatever the accents, the punctuation and the order of names. */
export const nameKey = (name: string): string => wordsOf(name).toSorted().join(' ')

/** 'J Smith' for 'Jane Smith': the same last name and first letter. */
export function initialKey(name: string): string | undefined {
  const words = wordsOf(name)
  const [first, last] = [words[0], words.at(-1)]
  return words.length >= 2 && first && last && last.length > 1 ? `${first[0]} ${last}` : undefined
}

export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’'`]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Words that many schools have in their names: they tell none from another. */
const COMMON = new Set(
  'the of and at for school schools academy academies primary secondary high college junior infant infants nursery first middle upper lower community church england ce rc c e cofe catholic roman voluntary aided controlled st saint saints trust foundation special grammar sixth form centre studio technical boys girls free'.split(
    ' ',
  ),
)

/** What tells a school’s name from others: 'Oakfield Church of England Primary School' → ['oakfield']. */
export const tellingWords = (schoolName: string): readonly string[] =>
  fold(schoolName)
    .split(' ')
    .filter((word) => word !== '' && !COMMON.has(word))

/** Whether the text holds the school’s name: all its telling words, and if that is one only, a word such as “school” too. */
export function namesSchool(words: ReadonlySet<string>, telling: readonly string[]): boolean {
  if (telling.length === 0 || !telling.every((word) => words.has(word))) return false
  return (
    telling.length > 1 ||
    [
      'school',
      'primary',
      'academy',
      'high',
      'college',
      'juniors',
      'infants',
      'secondary',
      'junior',
      'infant',
    ].some((word) => words.has(word))
  )
}

/** Programs that join meetings to take notes. */
export const isNoteTaker = (name: string): boolean =>
  /\b(otter\.?ai|read\.?ai|fireflies(\.ai)?|notetaker|note taker|meeting notes|fathom|tactiq|copilot|recorder bot)\b/i.test(
    name,
  )
