import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { headlineBytes, type SurveyDefinition } from '../definition.ts'
import { LANGUAGES, parseLanguage, translate, translateSurvey } from '../languages/index.ts'
import { parseSurvey, readSurveyFiles, surveysFolder } from './file.ts'
import { findNational } from './national.ts'

const files = await readSurveyFiles()
const surveys = files.map(({ definition }) => definition)
const of = (key: string): SurveyDefinition => {
  const found = surveys.find((each) => each.key === key)
  assert.ok(found, key)
  return found
}
const pupils = surveys.filter(({ audience }) => audience === 'pupils')

describe('the questionnaires that come with the service', () => {
  it('are two of pupils and one of staff, of about 25 questions, and ours', () => {
    assert.deepEqual(
      surveys.map(({ key }) => key),
      ['pupils-primary', 'pupils-secondary', 'staff'],
    )
    for (const { questions, source } of surveys) {
      assert.ok(questions.length >= 22 && questions.length <= 28)
      assert.equal(source, 'ours')
    }
  })

  it('ask primary pupils what they ask secondary pupils', () => {
    const keys = (key: string) =>
      of(key).questions.map((question) => `${question.key} ${question.scale} ${question.pair}`)
    assert.deepEqual(keys('pupils-primary'), keys('pupils-secondary'))
  })

  it('pair questions of pupils and staff that count the same thing', () => {
    const staff = new Map(of('staff').questions.map((question) => [question.pair ?? '', question]))
    for (const survey of pupils) {
      for (const question of survey.questions) {
        if (!question.pair) continue
        const other = staff.get(question.pair)
        assert.ok(other, `${survey.key} ${question.key}`)
        assert.equal(other.scale, question.scale, question.key)
        assert.deepEqual(headlineBytes(of('staff'), other), headlineBytes(survey, question))
      }
    }
    const asked = new Set(of('pupils-secondary').questions.map(({ pair }) => pair))
    for (const { key, pair } of of('staff').questions) assert.ok(pair === undefined || asked.has(pair), key)
  })

  it('name only symbols and national figures that are there', () => {
    for (const survey of surveys) {
      const options = survey.scales.flatMap((scale) => scale.options)
      for (const { key, easy } of [...survey.questions, ...options]) {
        if (survey.audience === 'pupils') assert.ok(easy, `${survey.key} ${key} has no easy version`)
        const picture = easy?.picture
        if (picture) assert.ok(existsSync(join(surveysFolder, 'symbols', `${picture}.svg`)), picture)
      }
      for (const { comparator } of survey.questions) {
        assert.ok(comparator === undefined || findNational(comparator), comparator ?? '')
      }
    }
  })
})

describe('a file of a questionnaire', () => {
  const yaml = readFileSync(join(surveysFolder, 'pupils-secondary.yaml'), 'utf8')
  const faults = (from: string, to: string): string => {
    assert.ok(yaml.includes(from), from)
    try {
      parseSurvey('s.yaml', yaml.replace(from, to))
    } catch (error) {
      return error instanceof Error ? error.message.replace(/^s\.yaml:\d+: /, '') : ''
    }
    return ''
  }

  it('says what was expected, and what was found', () => {
    assert.equal(
      faults('key: safe\n', 'key: calm\n'),
      'questions[1].key: expected a question of its own, found "calm" again',
    )
    assert.equal(
      faults('topic: experience\n    scale: frequency\n', 'topic: weather\n    scale: frequency\n'),
      'questions[0].topic: expected one of experience, misbehaviour, rules, adults, voice, belonging, found "weather"',
    )
    assert.equal(
      faults('pair: safe', 'pair: calm'),
      'questions[1].pair: expected a pair of its own, found "calm", which "calm" has too',
    )
    assert.equal(
      faults('headline: { options: [yes]', 'headline: { options: [always]'),
      'scales[6].headline.options[0]: expected one of yes, no, not-sure, found "always"',
    )
    assert.equal(
      faults('stage: secondary', 'stage: null'),
      'stage: expected primary or secondary for pupils and null for staff, found another',
    )
    assert.match(
      faults('audience: pupils', 'audience: parents'),
      /expected one of pupils, staff, found "parents"/,
    )
  })
})

describe('the languages of the survey', () => {
  it('are English and ten others, two of them from right to left, drafts all ten', () => {
    assert.equal(LANGUAGES.length, 11)
    assert.deepEqual(
      LANGUAGES.filter(({ dir }) => dir === 'rtl').map(({ code }) => code),
      ['ar', 'ur'],
    )
    assert.deepEqual(
      LANGUAGES.filter(({ draft }) => !draft).map(({ code }) => code),
      ['en'],
    )
  })

  it('have every word of the pages and every text of the pupils’ questionnaires', () => {
    for (const { code } of LANGUAGES) {
      for (const survey of pupils) {
        for (const easy of [false, true]) {
          for (const { key, question, options } of translateSurvey(survey, code, easy)) {
            for (const said of [question, ...options])
              assert.equal(said.lang, code, `${code} ${survey.key} ${key}`)
            assert.equal(new Set(options.map(({ text }) => text)).size, options.length, `${code} ${key}`)
          }
        }
        for (const text of [survey.name, ...survey.about, ...survey.topics.map(({ name }) => name)]) {
          assert.equal(translate(text, code).lang, code, text)
        }
      }
    }
  })

  it('leave in English, and say so, what a version words in another way', () => {
    assert.deepEqual(translate('How was school?', 'ur'), { text: 'How was school?', lang: 'en', dir: 'ltr' })
    assert.equal(translate('Never', 'ur').dir, 'rtl')
  })

  it('must have the texts that English has, and the same places to fill in', () => {
    const yaml = readFileSync(join(surveysFolder, 'languages/pl.yaml'), 'utf8')
    const wrong = yaml.replace('  never: "Nigdy"\n', '').replace('{number} z {total}', '{number} z {all}')
    assert.throws(
      () => parseLanguage('pl.yaml', wrong, LANGUAGES[0]),
      /words\.questionOf: expected the places \{number\} \{total\}[\s\S]*expected the text never, found nothing/,
    )
  })

  it('keep to their own script', () => {
    const scripts: Readonly<Record<string, RegExp>> = {
      ar: /\p{Script=Arabic}/u,
      ur: /\p{Script=Arabic}/u,
      bn: /\p{Script=Bengali}/u,
      gu: /\p{Script=Gujarati}/u,
      pa: /\p{Script=Gurmukhi}/u,
      ta: /\p{Script=Tamil}/u,
    }
    for (const { code, words, texts } of LANGUAGES) {
      const script = scripts[code] ?? /\p{Script=Latin}/u
      for (const text of [...Object.values(words), ...Object.values(texts)]) {
        assert.match(text, script)
        const letters = text.replace(/Childline|\{\w+\}/g, '').match(/\p{L}/gu) ?? []
        for (const letter of letters) assert.match(letter, script, `${code}: ${text}`)
      }
    }
  })
})
