/** The sums as rows for evaluators, and what each column means. No school and no hub. */
import { optionsOf } from '../definition.ts'
import { FEWEST_SCHOOLS, isShown, REASON_SYMBOLS, USUAL_FLOOR } from '../disclosure/index.ts'
import { findNational } from '../questionnaires/national.ts'
import { percent } from '../results/picture.ts'
import type { Sums } from './domain.ts'

const COLUMNS = [
  ['wave', 'baseline or follow-up. Of each school one of each kind counts.'],
  ['audience', 'pupils or staff.'],
  ['questionnaire', 'Key of the questionnaire.'],
  ['version', 'Of the questionnaire, from 1. A change of wording makes another version, and other rows.'],
  ['topic', 'Key of the topic that the question belongs to.'],
  ['question_key', 'Stable for ever: by it baseline and follow-up are laid side by side.'],
  ['question', 'As it was asked, in English.'],
  ['pair', 'The same for the question to pupils and the question to staff that are laid side by side.'],
  ['option_number', 'The options of a question in the order in which they were shown, from 1.'],
  ['option', 'As it was shown, in English.'],
  ['counts_in_headline', 'yes where the option is in the one figure by which the question is reported.'],
  ['schools', 'Schools in the sum. Whole number.'],
  ['answers', 'People in all those schools who chose an option of the question: the base. Whole number.'],
  ['people', 'People who chose this option. Whole number.'],
  ['percent', 'people as a share of answers, rounded to whole percents.'],
  ['did_not_say', 'People who preferred not to say or passed the question over; not in the base.'],
  [
    'state',
    `shown; or c, confidential: fewer than ${FEWEST_SCHOOLS} schools publish this question. Where it is c, c stands in the place of each number: never nought, never empty.`,
  ],
  ['national_item', 'Key of the national figure that was asked in much the same words, if there is one.'],
] as const

export function sumRows(sums: readonly Sums[]): string[][] {
  return [
    COLUMNS.map(([name]) => name),
    ...sums.flatMap(({ kind, audience, definition, version, questions }) =>
      definition.questions.flatMap((question, at) => {
        const cell = questions[at]
        const counted = definition.scales.find(({ key }) => key === question.scale)?.headline?.options ?? []
        return optionsOf(definition, question).map((option, place) => [
          kind,
          audience,
          definition.key,
          String(version),
          question.topic,
          question.key,
          question.text,
          question.pair ?? '',
          String(place + 1),
          option.text,
          counted.includes(option.key) ? 'yes' : 'no',
          ...(isShown(cell)
            ? [
                String(cell.schools),
                String(cell.base),
                String(cell.counts[place] ?? 0),
                String(percent(cell.counts[place] ?? 0, cell.base)),
                String(cell.unsaid),
                'shown',
              ]
            : Array.from({ length: 6 }, () => REASON_SYMBOLS.few)),
          findNational(question.comparator)?.key ?? '',
        ])
      }),
    ),
  ]
}

/** What is in the file, how it was made, and what it cannot tell. */
export function dictionaryRows(): string[][] {
  return [
    ['column', 'meaning'],
    ...COLUMNS.map(([name, meaning]) => [name, meaning]),
    [
      '(who answered)',
      'Pupils and staff of partner schools that ran the survey and share its results. Anonymous: no person, class, school or hub is in the file, and nothing joins an answer to another wave.',
    ],
    [
      '(suppression)',
      `Each school’s figures pass a threshold rule with secondary suppression before they are added up (the floor is ${USUAL_FLOOR} answers unless the service is set otherwise, never below 5). What a school does not publish is in no sum. A base is of ${FEWEST_SCHOOLS} schools or more; the people who chose one option can be few, or none.`,
    ],
    [
      '(from one download to the next)',
      `Figures join a sum ${FEWEST_SCHOOLS} schools or more at a time, question by question, and stay in it, also where a school later stops sharing: so no school can be read off what changed. The latest schools to share may therefore not be in it yet.`,
    ],
    [
      '(comparing)',
      'Waves are repeated cross-sections. Schools in the baseline and in the follow-up need not be the same: compare the schools column.',
    ],
    ['(not in the file)', 'Free text, languages, times of answering, and cells of single schools.'],
  ]
}
