/** Two pages that a head can use with governors: what stands out, in words and small tables. Pure. */
import type { Block, DocumentModel } from '../../../platform/documents/index.ts'
import { bothWaves, differenceWords } from '../results/change-views.ts'
import {
  type AudienceResults,
  changesOf,
  type Figure,
  figureOf,
  gapsOf,
  headlineWords,
  nationalsOf,
} from '../results/figures.ts'
import { answeredLine, showsAnything } from '../results/parts.ts'
import type { ResultsInView } from '../results/results.ts'
import {
  AUDIENCE_NAMES,
  amount,
  FLOOR_LINE,
  figureWords,
  gapSentence,
  nationalSource,
  pointsWords,
} from '../results/words.ts'
import { nameOfWave } from '../waves/words.ts'

/** As many of each as fit on two pages. */
const MOST = { ends: 3, gaps: 5, changes: 6, nationals: 5 }

export function summaryDocument(view: ResultsInView, madeOn: string): DocumentModel {
  const { wave, partnership, results } = view
  const [pupils, staff] = ['pupils', 'staff'].map((name) => results.find(({ audience }) => audience === name))
  const floor = Math.max(...results.map(({ published }) => published.floor))
  return {
    title: `${nameOfWave(wave)}: summary`,
    small: true,
    foot: `${partnership.schoolName}, ${nameOfWave(wave).toLowerCase()}, ${madeOn}`,
    blocks: [
      { paragraph: `${partnership.schoolName}. ${answeredLine(view)}` },
      ...(showsAnything(results)
        ? []
        : [{ paragraph: 'Too few answered for any result to be shown without telling who said what.' }]),
      ...(pupils && staff ? gapBlocks(pupils, staff) : []),
      ...results.flatMap(endBlocks),
      ...changeBlocks(view),
      ...nationalBlocks(results),
      { heading: 'How to read this', level: 2 },
      {
        list: [
          `${FLOOR_LINE(floor)} Figures on fewer than 30 answers are marked with an asterisk.`,
          'A survey is what people saw and felt, at one time. Read it together with your log of incidents: neither says it all.',
          'It compares no school with another.',
        ],
      },
    ],
  }
}

const marked = (figure: Figure | undefined): string =>
  figure ? `${figureWords(figure)} of ${figure.base}${figure.isSmall ? '*' : ''}` : 'Not shown'

function gapBlocks(pupils: AudienceResults, staff: AudienceResults): Block[] {
  const gaps = gapsOf(pupils, staff).filter(({ points }) => points !== undefined)
  const [widest] = gaps
  if (!widest) return []
  return [
    { heading: 'Where pupils and staff see it most differently', level: 2 },
    {
      paragraph:
        `${gapSentence(widest) ?? ''} Staff see behaviour more favourably than pupils in most schools: a wide gap is a place to begin a conversation, and does not say who is right.`.trim(),
    },
    {
      table: {
        head: ['Question', 'Share who said', 'Pupils', 'Staff', 'Staff, beside pupils'],
        widths: [5, 3, 2, 2, 2],
        rows: gaps
          .slice(0, MOST.gaps)
          .map((gap) => [
            gap.pupilsQuestion.text,
            gap.words,
            marked(gap.pupils),
            marked(gap.staff),
            pointsWords(gap.points, gap.pupils?.unit),
          ]),
      },
    },
  ]
}

/** The highest and the lowest shares of an audience, of statements to agree with: there high is what a school hopes for. */
function endBlocks({ audience, definition, published }: AudienceResults): Block[] {
  const agreed = definition.questions
    .flatMap((question, at) => {
      const figure = figureOf(definition, question, published.questions[at]?.total)
      return figure && question.scale === 'agreement' ? [{ question, figure }] : []
    })
    .toSorted((a, b) => b.figure.value - a.figure.value)
  if (agreed.length < MOST.ends * 2) return []
  const line = ({ question, figure }: (typeof agreed)[number]) => `${question.text} ${marked(figure)}`
  const who = AUDIENCE_NAMES[audience]
  return [
    { heading: `${who}: what most agree with`, level: 2 },
    { list: agreed.slice(0, MOST.ends).map(line) },
    { heading: `${who}: what fewest agree with`, level: 2 },
    { list: agreed.slice(-MOST.ends).reverse().map(line) },
  ]
}

function changeBlocks(view: ResultsInView): Block[] {
  const waves = bothWaves(view)
  if (!waves) return []
  const rows = waves.after.flatMap((after) => {
    const before = waves.before.find(({ audience }) => audience === after.audience)
    if (!before) return []
    return changesOf(before, after)
      .filter(({ difference }) => difference !== undefined)
      .toSorted((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0))
      .slice(0, MOST.changes / 2)
      .map((change) => [
        AUDIENCE_NAMES[after.audience],
        change.question.text,
        marked(change.before),
        marked(change.after),
        differenceWords(change),
      ])
  })
  if (rows.length === 0) return []
  return [
    { heading: 'What differs most between baseline and follow-up', level: 2 },
    {
      table: {
        head: ['Who', 'Question', `Baseline, ${waves.beforeOn}`, `Follow-up, ${waves.afterOn}`, 'Difference'],
        widths: [2, 5, 2, 2, 4],
        rows,
      },
    },
    {
      paragraph:
        'Each survey is a picture of its own time, and nobody is followed from one to the other. Of twenty questions about one differs by more than its margin by chance, so look for several that say the same.',
    },
  ]
}

function nationalBlocks(results: readonly AudienceResults[]): Block[] {
  const found = results.flatMap(({ audience, definition, published }) =>
    definition.questions.flatMap((question, at) => {
      const own = figureOf(definition, question, published.questions[at]?.total)
      return nationalsOf(audience, question, own?.unit ?? 'percent').map((national) => ({
        national,
        row: [
          `${question.text} (${headlineWords(definition, question)})`,
          `${AUDIENCE_NAMES[audience]}: ${marked(own)}`,
          `${national.figure.audience}, ${national.figure.period}: ${amount(national.figure.value, national.item.unit)}`,
        ],
      }))
    }),
  )
  if (found.length === 0) return []
  const shown = found.slice(0, MOST.nationals)
  return [
    { heading: 'Beside the published national figures', level: 2 },
    {
      table: {
        head: ['Question', 'Your school', 'National'],
        widths: [6, 3, 3],
        rows: shown.map(({ row }) => row),
      },
    },
    {
      paragraph: `National figures are no targets, and were asked in much the same words, not the same. Source: ${[...new Set(shown.map(({ national }) => nationalSource(national)))].join('; ')}.`,
    },
  ]
}
