import { type Html, html } from '../../../design/html.ts'
import type { AnswersByStatement } from '../domain.ts'
import { type Questionnaire, rankOf, STRANDS, type Strand, type Theme } from '../questionnaires/definition.ts'
import { STRAND_NAMES } from '../words.ts'

const CHIP = { width: 32, height: 24, gap: 4 }
/** So many stand side by side in a column: as many as fit on the narrowest phone. */
const ABREAST = 2
const LINE = 17
const STRAND_HEAD = 24
const KINDS = ['rest', 'waiting', 'going', 'done'] as const

/**
 * One theme as a picture: a column for each level, and in it the numbers of the statements that stand there, attendance
 * and behaviour in rows of their own. Where a chip stands carries the meaning; its shade only repeats it.
 */
export function themePicture(questionnaire: Questionnaire, answers: AnswersByStatement, theme: Theme): Html {
  const { levels } = questionnaire
  const names = levels.map(({ name }) => linesOf(name))
  let top = Math.max(...names.map((lines) => lines.length)) * LINE + 9
  const rows = STRANDS.flatMap((strand) => {
    const own = theme.statements.filter((statement) => statement.strand === strand)
    if (own.length === 0) return []
    const columns = levels.map((_level, rank) =>
      own.filter(({ key }) => rankOf(questionnaire, answers.get(key)?.level ?? null) === rank),
    )
    const lines = Math.max(1, ...columns.map((column) => Math.ceil(column.length / ABREAST)))
    const height = lines * (CHIP.height + CHIP.gap)
    const row = { strand, columns, top, height }
    top += STRAND_HEAD + height + 6
    return [row]
  })
  const title = `${theme.name}: ${rows.map(({ strand, columns }) => rowInWords(questionnaire, strand, columns)).join('; ')}`
  return html`<svg class="app-levels" width="100%" height="${top}" role="img" aria-label="${title}" focusable="false"><title>${title}</title>
${levels.map(
  (_level, at) =>
    html`<svg x="${at * 25}%" width="25%" height="${top}"><rect class="app-levels__column" x="0" y="0" width="100%" height="${top}"/>${names[at]?.map((line, i) => html`<text class="app-levels__level" x="4" y="${(i + 1) * LINE}">${line}</text>`)}</svg>`,
)}
${rows.map(
  ({
    strand,
    columns,
    top,
  }) => html`<text class="app-levels__strand" x="4" y="${top + 16}">${STRAND_NAMES[strand]}</text>
${columns.map(
  (column, at) =>
    column.length > 0 &&
    html`<svg x="${at * 25}%" y="${top + STRAND_HEAD}" width="25%" height="200">${column.map(
      ({ number }, i) => {
        const x = (i % ABREAST) * (CHIP.width + 2) + 4
        const y = Math.floor(i / ABREAST) * (CHIP.height + CHIP.gap)
        return html`<rect class="app-part app-part--${KINDS[at]}" x="${x}" y="${y}" width="${CHIP.width}" height="${CHIP.height}" rx="3"/><text class="app-levels__number${KINDS[at] === 'done' && ' app-levels__number--light'}" x="${x + CHIP.width / 2}" y="${y + 17}" text-anchor="middle">${number}</text>`
      },
    )}</svg>`,
)}`,
)}</svg>`
}

/** A long name of several words takes two lines, or it would not fit on a phone. */
function linesOf(name: string): string[] {
  const middle = name.length > 10 ? name.lastIndexOf(' ') : -1
  return middle < 0 ? [name] : [name.slice(0, middle), name.slice(middle + 1)]
}

function rowInWords(
  { levels }: Questionnaire,
  strand: Strand,
  columns: readonly (readonly unknown[])[],
): string {
  const counts = levels.map(({ name }, at) => `${columns[at]?.length ?? 0} ${name}`)
  return `${STRAND_NAMES[strand]}: ${counts.join(', ')}`
}
