/** What is asked before a remark is kept. Pure. */
import { REMARKS } from './content.ts'
import { MOST_CHARACTERS, namesIn } from './screening.ts'

/** In words, what has to be looked at again; nothing where it can be kept as it is. */
export function doubtAbout(text: string, namesNoOne: boolean): string | undefined {
  if (text.length > MOST_CHARACTERS) return REMARKS.words['asked-long']
  const names = namesNoOne ? [] : namesIn(text)
  if (names.length === 0) return undefined
  return REMARKS.words['asked-names'].replace('{names}', names.join(', '))
}
