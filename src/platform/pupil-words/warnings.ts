import { datesOfBirth } from './dates.ts'
import { initialsWithYear } from './initials.ts'
import { names } from './names-in-text.ts'
import { wordsOf } from './words.ts'

export interface PupilWarning {
  readonly kind: 'name' | 'initials-and-year' | 'date-of-birth'
  /** The words that look as if they pointed to one pupil, as they were written. */
  readonly excerpt: string
}

/** More than these and the point is made. */
const most = 10

/**
 * What in a text looks as if it named or pointed to one pupil, in the order of the text, each once, ten at most.
 * A guess from lists and patterns in time that grows no faster than the text: it misses some and is wrong about others,
 * so its answer is for asking the writer, never for refusing.
 * @param colleagues full names of people who are known to be no pupils: “Sarah” and “Sarah Jones” are then nobody’s, unless
 * something is said of them that is said of pupils
 */
export function warningsIn(text: string, colleagues: readonly string[] = []): PupilWarning[] {
  const words = wordsOf(text)
  const initials = initialsWithYear(words)
  const spans = [
    ...datesOfBirth(text, words).map((span) => ({ kind: 'date-of-birth' as const, span })),
    ...initials.map((span) => ({ kind: 'initials-and-year' as const, span })),
    // “Jayden S in Year 9” is one warning, not two.
    ...names(words, colleagues)
      .filter(([start]) => !initials.some(([from, to]) => from <= start && start < to))
      .map((span) => ({ kind: 'name' as const, span })),
  ].sort((a, b) => a.span[0] - b.span[0])
  const found = new Map<string, PupilWarning>()
  for (const { kind, span } of spans) {
    const excerpt = text.slice(...span).replace(/\s+/g, ' ')
    const key = `${kind} ${excerpt.toLowerCase()}`
    if (!found.has(key)) found.set(key, { kind, excerpt })
    if (found.size === most) break
  }
  return [...found.values()]
}
