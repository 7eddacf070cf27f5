/**
 * Reads content/feedback: the form after an event. Every version that was ever asked stays in the folder (event.yaml,
 * event-2.yaml, …), because an answer points at the version that it was given to.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { content, type Finding, parseContent } from '../../../platform/content/content-file.ts'

const { group, key, list, oneOf, text, wholeNumber } = content
const yesOrNo = () => z.boolean({ error: 'true or false' })

const KINDS = ['cpd', 'open-day', 'networking', 'induction'] as const

const common = {
  key: key(),
  text: text(200),
  /** The kinds of event that are asked; without it, all. */
  kinds: list(oneOf(KINDS), 'kinds of event', 1).optional(),
}

const question = z.discriminatedUnion(
  'type',
  [
    group('a question', {
      ...common,
      type: z.literal('choice'),
      required: yesOrNo().default(false),
      scale: list(
        group('an answer', { key: key(), text: text(80), said: yesOrNo().default(false) }),
        'answers',
        2,
      ).max(7, { error: 'a list of at most 7 answers' }),
    }),
    group('a question', { ...common, type: z.literal('text'), max: wholeNumber(50, 2000) }),
  ],
  { error: 'a question with the type "choice" or "text"' },
)

const schema = group('a feedback form', {
  key: key(),
  version: wholeNumber(1, 1000),
  name: text(120),
  minutes: wholeNumber(1, 3),
  about: text(400),
  questions: list(question, 'questions', 1).max(10, { error: 'a list of at most 10 questions' }),
})

export type FeedbackForm = z.output<typeof schema>
export type Question = FeedbackForm['questions'][number]
export type ChoiceQuestion = Extract<Question, { type: 'choice' }>

export const feedbackFolder = join(import.meta.dirname, '../../../../content/feedback')

/** Throws `ContentFaults` with file, line and what was expected. */
export function parseFeedback(file: string, yaml: string): FeedbackForm {
  return parseContent(file, yaml, schema, twice)
}

function* twice({ questions }: FeedbackForm): Generator<Finding> {
  for (const [at, { key }] of questions.entries()) {
    if (questions.findIndex((each) => each.key === key) < at)
      yield {
        path: ['questions', at, 'key'],
        message: `expected another key than "${key}": a question has it`,
      }
  }
}

/** 'event 1': what an answer says it was given to. */
export const versionOf = ({ key, version }: FeedbackForm): string => `${key} ${version}`

/** Every form of the folder by its version, and the newest, which is asked. @throws when a version is there twice */
export async function loadFeedback(
  folder: string = feedbackFolder,
): Promise<{ readonly current: FeedbackForm; readonly byVersion: ReadonlyMap<string, FeedbackForm> }> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()
  const byVersion = new Map<string, FeedbackForm>()
  for (const name of names) {
    const form = parseFeedback(name, await readFile(join(folder, name), 'utf8'))
    if (byVersion.has(versionOf(form))) throw new Error(`${name}: version ${versionOf(form)} is there twice`)
    byVersion.set(versionOf(form), form)
  }
  const [current] = [...byVersion.values()].sort((one, other) => other.version - one.version)
  if (!current) throw new Error(`${folder} holds no feedback form`)
  return { current, byVersion }
}

/** The questions that are asked after an event of this kind. */
export const questionsFor = ({ questions }: FeedbackForm, kind: string): readonly Question[] =>
  questions.filter(({ kinds }) => kinds === undefined || kinds.some((each) => each === kind))
