/** The shape of a file in content/surveys/languages. */
import { z } from 'zod'
import { content } from '../../../platform/content/content-file.ts'

const { group, key, oneOf, text } = content

const word = text(200)

/** Everything that the answering pages say beside the questions. */
const wordsSchema = group('the words of the pages', {
  title: word,
  chooseLanguage: word,
  easyRead: word,
  usualWords: word,
  start: word,
  takes: word,
  anonymous: word,
  yourChoice: word,
  draftNote: word,
  /** With {number} and {total}. */
  questionOf: word,
  preferNotToSay: word,
  next: word,
  back: word,
  send: word,
  sending: word,
  readAloud: word,
  stopReading: word,
  darkScreen: word,
  lightScreen: word,
  skipLink: word,
  checkTitle: word,
  /** With {answered} and {total}. */
  checkBody: word,
  checkSent: word,
  stop: word,
  stoppedTitle: word,
  stoppedBody: word,
  thanksTitle: word,
  thanksBody: word,
  nextPerson: word,
  nextPersonSoon: word,
  keptTitle: word,
  keptBody: word,
  tryAgain: word,
  notYetTitle: word,
  notYetBody: word,
  closedTitle: word,
  closedBody: word,
  brokenTitle: word,
  brokenBody: word,
  startAgain: word,
  getHelp: word,
  helpTitle: word,
  helpAdult: word,
  helpChildline: word,
  helpDanger: word,
  helpNotRead: word,
  helpBack: word,
})

export const languageSchema = group('a language', {
  /** As the lang attribute has it. */
  code: z
    .string({ error: 'a language code' })
    .regex(/^[a-z]{2,3}$/, { error: 'a language code such as "pl"' }),
  /** In English, for the people who set a survey up. */
  name: text(40),
  /** In the language itself, for the people who answer. */
  own: text(40),
  dir: oneOf(['ltr', 'rtl']),
  /** True until someone who speaks it has checked it. */
  draft: z.boolean({ error: 'true or false' }),
  words: wordsSchema,
  texts: z.record(key(), text(240), { error: 'texts by name' }),
})

export type Language = Readonly<z.output<typeof languageSchema>>
export type SurveyWords = Readonly<z.output<typeof wordsSchema>>
