/** Everything that is published of a wave, a row a figure, for a spreadsheet. What is hidden has a symbol in its place, and a reason. */
import { optionsOf } from '../definition.ts'
import { type Cell, hidden, isShown, REASON_SYMBOLS, reasonInWords } from '../disclosure/index.ts'
import type { AudienceResults } from '../results/figures.ts'
import { percent } from '../results/picture.ts'
import type { ResultsInView } from '../results/results.ts'
import { AUDIENCE_NAMES } from '../results/words.ts'
import { KIND_NAMES } from '../waves/domain.ts'

const HEAD = [
  'Survey',
  'Who',
  'Group',
  'Question number',
  'Question',
  'Answer',
  'People',
  'Percent',
  'Chose an answer',
  'Did not say',
  'Why not shown',
]

export function resultRows({ wave, results }: Pick<ResultsInView, 'wave' | 'results'>): string[][] {
  return [HEAD, ...results.flatMap((each) => rowsOf(KIND_NAMES[wave.kind], each))]
}

function rowsOf(survey: string, { audience, definition, published }: AudienceResults): string[][] {
  return definition.questions.flatMap((question, at) => {
    const cells = published.questions[at]
    const groups: { label: string; cell: Cell }[] = [
      { label: 'Everybody', cell: cells?.total ?? hidden('few') },
      ...published.groups.map(({ label }, group) => ({ label, cell: cells?.groups[group] ?? hidden('few') })),
    ]
    return groups.flatMap(({ label, cell }) =>
      optionsOf(definition, question).map(({ text }, option) => [
        survey,
        AUDIENCE_NAMES[audience],
        label,
        String(at + 1),
        question.text,
        text,
        ...(isShown(cell)
          ? [
              String(cell.counts[option] ?? 0),
              String(percent(cell.counts[option] ?? 0, cell.base)),
              String(cell.base),
              String(cell.unsaid),
              '',
            ]
          : [
              ...Array.from({ length: 4 }, () => REASON_SYMBOLS[cell.reason]),
              reasonInWords(cell.reason, published.floor),
            ]),
      ]),
    )
  })
}
