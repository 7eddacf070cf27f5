/**
 * The languages that pupils can answer in. They are read once, when the service starts: a page is made of them without a
 * question to the database.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ContentFaults, type Finding, parseContent } from '../../../platform/content/content-file.ts'
import type { SurveyDefinition, SurveyOption, SurveyQuestion } from '../definition.ts'
import { type Language, languageSchema, type SurveyWords } from './definition.ts'

export type { Language, SurveyWords } from './definition.ts'

const folder = join(import.meta.dirname, '../../../../content/surveys/languages')

/** Throws `ContentFaults` with file, line and what was expected. */
export function parseLanguage(file: string, yaml: string, english?: Language): Language {
  return parseContent(file, yaml, languageSchema, (language) =>
    english ? checkLanguage(language, english) : [],
  )
}

/** A language has every text that English has and no other, and the same places to fill in. */
function* checkLanguage(language: Language, english: Language): Iterable<Finding> {
  for (const name of Object.keys(english.texts)) {
    if (!(name in language.texts))
      yield { path: ['texts'], message: `expected the text ${name}, found nothing` }
  }
  for (const name of Object.keys(language.texts)) {
    if (!(name in english.texts)) {
      yield { path: ['texts', name], message: `expected a text that English has, found "${name}"` }
    }
  }
  const other = new Map(Object.entries(language.words))
  for (const [name, words] of Object.entries(english.words)) {
    const places = placesIn(words)
    if (places !== placesIn(other.get(name) ?? '')) {
      yield { path: ['words', name], message: `expected the places ${places || 'none'}, found others` }
    }
  }
}

const placesIn = (words: string): string => (words.match(/\{\w+\}/g) ?? []).toSorted().join(' ')

function readLanguages(): readonly Language[] {
  const read = (name: string, english?: Language) =>
    parseLanguage(name, readFileSync(join(folder, name), 'utf8'), english)
  const english = read('en.yaml')
  const others = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name) && name !== 'en.yaml')
    .map((name) => read(name, english))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
  const twice = others.find(({ code }, at) => others.findIndex((each) => each.code === code) !== at)
  if (twice) throw new ContentFaults(twice.code, [{ line: 1, path: 'code', message: 'expected once' }])
  return [english, ...others]
}

/** English first, then the others in order of their English names. */
export const LANGUAGES: readonly Language[] = readLanguages()

const byCode = new Map(LANGUAGES.map((language) => [language.code, language]))
/** The name of each English text. */
const names = new Map(Object.entries(byCode.get('en')?.texts ?? {}).map(([name, text]) => [text, name]))

export function findLanguage(code: string): Language | undefined {
  return byCode.get(code)
}

/** Throws for a language that the service does not have: check with `findLanguage` what comes from outside. */
export function readLanguage(code: string): Language {
  const language = byCode.get(code)
  if (!language) throw new Error(`There is no language ${code}`)
  return language
}

/** What the answering pages say in a language. */
export function wordsOf(code: string): SurveyWords {
  return readLanguage(code).words
}

/** Text with the language that it is truly in: where nothing was translated, English stands and says so. */
export interface Translated {
  readonly text: string
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
}

/** What a questionnaire says, in a language where it is known there and in English where it is not. */
export function translate(english: string, code: string): Translated {
  const language = readLanguage(code)
  const name = names.get(english)
  const text = name === undefined ? undefined : language.texts[name]
  return text === undefined
    ? { text: english, lang: 'en', dir: 'ltr' }
    : { text, lang: code, dir: language.dir }
}

export interface TranslatedQuestion {
  readonly key: string
  readonly question: Translated
  /** A symbol, for the easy-read version. */
  readonly picture: string | null
  readonly options: readonly (Translated & { readonly key: string; readonly picture: string | null })[]
}

/** Every question of a questionnaire with its options, in a language, in plain or in easy words. */
export function translateSurvey(
  definition: SurveyDefinition,
  code: string,
  easy: boolean,
): TranslatedQuestion[] {
  const scales = new Map(definition.scales.map((scale) => [scale.key, scale.options]))
  const words = (part: SurveyQuestion | SurveyOption) =>
    translate((easy ? part.easy?.text : undefined) ?? part.text, code)
  const picture = (part: SurveyQuestion | SurveyOption) => (easy ? (part.easy?.picture ?? null) : null)
  return definition.questions.map((question) => ({
    key: question.key,
    question: words(question),
    picture: picture(question),
    options: (scales.get(question.scale) ?? []).map((option) => ({
      key: option.key,
      ...words(option),
      picture: picture(option),
    })),
  }))
}
