import type { Finding } from '../../../platform/content/content-file.ts'
import type { Questionnaire } from './definition.ts'

/** What a schema cannot state: keys that name one thing each, descriptors for every level, tags that exist. */
export function* checkQuestionnaire(questionnaire: Questionnaire): Iterable<Finding> {
  const { levels, frameworks, themes } = questionnaire
  yield* repeated(levels, ['levels'], 'level')
  yield* repeated(themes, ['themes'], 'theme')
  yield* repeated(frameworks, ['frameworks'], 'framework')
  const tags = new Set(
    frameworks.flatMap(({ key, parts }) => [key, ...parts.map((part) => `${key}/${part.key}`)]),
  )
  const known = new Set(levels.map(({ key }) => key))
  const seen = new Map<string, string>()
  const numbers = new Map<string, string>()
  for (const [t, theme] of themes.entries()) {
    for (const [s, statement] of theme.statements.entries()) {
      const path = ['themes', t, 'statements', s]
      const before = seen.get(statement.key)
      if (before !== undefined) {
        yield {
          path: [...path, 'key'],
          message: `expected a key of its own, found "${statement.key}", which is also ${before}`,
        }
      }
      seen.set(statement.key, `statement ${statement.number}`)
      const same = numbers.get(statement.number)
      if (same !== undefined) {
        yield {
          path: [...path, 'number'],
          message: `expected a number of its own, found "${statement.number}", which "${same}" has too`,
        }
      }
      numbers.set(statement.number, statement.key)
      for (const { key } of levels) {
        if (!(key in statement.descriptors)) {
          yield {
            path: [...path, 'descriptors'],
            message: `expected a descriptor for the level ${key}, found nothing`,
          }
        }
      }
      for (const key of Object.keys(statement.descriptors)) {
        if (!known.has(key)) {
          yield {
            path: [...path, 'descriptors', key],
            message: `expected one of the levels ${[...known].join(', ')}, found "${key}"`,
          }
        }
      }
      for (const [i, tag] of statement.tags.entries()) {
        if (!tags.has(tag)) {
          yield {
            path: [...path, 'tags', i],
            message: `expected a part of a framework as framework/part, found "${tag}"`,
          }
        }
      }
    }
  }
}

function* repeated(
  items: readonly { readonly key: string }[],
  path: string[],
  what: string,
): Iterable<Finding> {
  const seen = new Set<string>()
  for (const [at, { key }] of items.entries()) {
    if (seen.has(key)) {
      yield { path: [...path, at, 'key'], message: `expected a ${what} of its own, found "${key}" again` }
    }
    seen.add(key)
  }
}
