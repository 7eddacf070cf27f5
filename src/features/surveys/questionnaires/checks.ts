import type { Finding } from '../../../platform/content/content-file.ts'
import type { SurveyDefinition } from '../definition.ts'

/** What a schema cannot state: keys that name one thing each, scales and topics that exist, an audience's stage. */
export function* checkSurvey(definition: SurveyDefinition): Iterable<Finding> {
  const { audience, stage, topics, scales, questions } = definition
  if ((audience === 'staff') !== (stage === null)) {
    yield {
      path: ['stage'],
      message: 'expected primary or secondary for pupils and null for staff, found another',
    }
  }
  yield* repeated(topics, ['topics'], 'topic')
  yield* repeated(scales, ['scales'], 'scale')
  yield* repeated(questions, ['questions'], 'question')
  for (const [s, { options, headline }] of scales.entries()) {
    yield* repeated(options, ['scales', s, 'options'], 'option')
    for (const [at, key] of (headline?.options ?? []).entries()) {
      if (!options.some((option) => option.key === key)) {
        yield {
          path: ['scales', s, 'headline', 'options', at],
          message: `expected one of ${options.map((option) => option.key).join(', ')}, found "${key}"`,
        }
      }
    }
  }
  yield* unknown(questions, 'topic', topics)
  yield* unknown(questions, 'scale', scales)
  const pairs = new Map<string, string>()
  for (const [q, { key, pair }] of questions.entries()) {
    if (pair === undefined) continue
    const other = pairs.get(pair)
    if (other !== undefined) {
      yield {
        path: ['questions', q, 'pair'],
        message: `expected a pair of its own, found "${pair}", which "${other}" has too`,
      }
    }
    pairs.set(pair, key)
  }
}

interface Keyed {
  readonly key: string
}

function* repeated(items: readonly Keyed[], path: (string | number)[], what: string): Iterable<Finding> {
  const seen = new Set<string>()
  for (const [at, { key }] of items.entries()) {
    if (seen.has(key)) {
      yield { path: [...path, at, 'key'], message: `expected a ${what} of its own, found "${key}" again` }
    }
    seen.add(key)
  }
}

function* unknown(
  questions: SurveyDefinition['questions'],
  part: 'topic' | 'scale',
  known: readonly Keyed[],
): Iterable<Finding> {
  const keys = known.map(({ key }) => key)
  for (const [q, question] of questions.entries()) {
    if (keys.includes(question[part])) continue
    yield {
      path: ['questions', q, part],
      message: `expected one of ${keys.join(', ')}, found "${question[part]}"`,
    }
  }
}
