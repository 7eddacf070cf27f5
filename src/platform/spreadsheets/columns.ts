/** Guesses which column of a file holds what, whatever its headings say. */

export interface WantedColumn {
  readonly field: string
  /** Headings that people use for it, the best first. Case, accents, punctuation and spaces make no difference. */
  readonly names: readonly string[]
}

/** Less alike than this is no guess. */
const alikeEnough = 0.72

/**
 * The best column for each field, by its position; a field without a likely column is left out. A column is given to one
 * field only: the surest guess first, then the order of the fields and of the columns.
 */
export function guessColumns(
  header: readonly string[],
  wanted: readonly WantedColumn[],
): Readonly<Record<string, number>> {
  const headings = header.map(words)
  const guesses: { field: string; column: number; likeness: number }[] = []
  for (const { field, names } of wanted) {
    const known = names.map(words)
    headings.forEach((heading, column) => {
      const likeness = Math.max(0, ...known.map((name, i) => likenessOf(heading, name) - i * 0.0001))
      if (likeness >= alikeEnough) guesses.push({ field, column, likeness })
    })
  }
  guesses.sort((a, b) => b.likeness - a.likeness)
  const columns: Record<string, number> = {}
  const taken = new Set<number>()
  for (const { field, column } of guesses) {
    if (field in columns || taken.has(column)) continue
    columns[field] = column
    taken.add(column)
  }
  return columns
}

/** 'EstablishmentName (open)' → ['establishment', 'name', 'open'] */
function words(heading: string): readonly string[] {
  return heading
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** From 0 to 1. */
function likenessOf(heading: readonly string[], name: readonly string[]): number {
  if (heading.length === 0 || name.length === 0) return 0
  const a = heading.join('')
  const b = name.join('')
  if (a === b) return 1
  if (heading.length === name.length && name.every((word) => heading.includes(word))) return 0.95
  const edits = editsBetween(a, b)
  // Short words are a letter away from other words: “URN” is not “URL”.
  const typo = Math.min(a.length, b.length) > 3 ? 1 - edits / Math.max(a.length, b.length) : 0
  const all = name.every((word) => heading.includes(word)) ? 0.75 + 0.2 * (name.length / heading.length) : 0
  return Math.max(all, typo >= 0.8 ? typo * 0.95 : 0)
}

/** Letters to insert, remove, change or swap with their neighbour to make one word of the other. */
function editsBetween(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(edits)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
