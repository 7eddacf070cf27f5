/** Results as pictures, drawn as SVG. Each stands beside the table that says the same. Widths are shares, words keep their size. */
import { type Html, html } from '../../../design/html.ts'
import type { Shown } from '../disclosure/index.ts'
import type { Figure, Gap } from './figures.ts'
import { AUDIENCE_NAMES, amount, figureWords } from './words.ts'

const ROW = 58
const LINE = 34

/** Pupils and staff on one line from nought to a hundred each: how far apart the two marks stand is the gap. */
export function gapPicture(gaps: readonly Gap[]): Html {
  const shown = gaps.filter(({ pupils, staff }) => pupils || staff)
  const title = shown
    .map(
      ({ pupilsQuestion, pupils, staff }) =>
        `${pupilsQuestion.text} Pupils ${figureWords(pupils)}, staff ${figureWords(staff)}`,
    )
    .join('; ')
  return html`<svg class="app-gaps" width="100%" height="${shown.length * ROW}" role="img" aria-label="${title}" focusable="false"><title>${title}</title>
${shown.map(({ pupils, staff }, at) => {
  const y = at * ROW + LINE
  const [from, to] = [pupils?.value ?? staff?.value ?? 0, staff?.value ?? pupils?.value ?? 0]
  return html`<text class="app-gaps__number" x="0" y="${at * ROW + 16}">${at + 1}</text><line class="app-gaps__scale" x1="0" x2="100%" y1="${y}" y2="${y}"/><line class="app-gaps__between" x1="${Math.min(from, to)}%" x2="${Math.max(from, to)}%" y1="${y}" y2="${y}"/>${pupils && mark('pupils', pupils, y)}${staff && mark('staff', staff, y)}`
})}</svg>`
}

function mark(audience: 'pupils' | 'staff', { value, unit }: Figure, y: number): Html {
  // Beside its mark, on the side where there is room.
  const anchor = value > 85 ? 'end' : value < 15 ? 'start' : 'middle'
  const dy = audience === 'pupils' ? -9 : 21
  return html`${
    audience === 'pupils'
      ? html`<circle class="app-gaps__pupils" cx="${value}%" cy="${y}" r="6"/>`
      : html`<svg x="${value}%" y="${y}" overflow="visible"><rect class="app-gaps__staff" x="-6" y="-6" width="12" height="12"/></svg>`
  }<text x="${value}%" y="${y + dy}" text-anchor="${anchor}">${AUDIENCE_NAMES[audience]} ${amount(value, unit)}</text>`
}

/** How one group's answers divide, from the first option to the last. */
export function answersStrip(cell: Shown, options: readonly string[], title: string): Html {
  let from = 0
  const words = options
    .map((option, at) => `${option} ${percent(cell.counts[at] ?? 0, cell.base)}%`)
    .join(', ')
  return html`<svg class="app-strip app-answers" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="${title}: ${words}" focusable="false"><title>${title}: ${words}</title>${cell.counts.map(
    (count, at) => {
      const width = cell.base === 0 ? 0 : (count / cell.base) * 100
      const x = from
      from += width
      return (
        width > 0 &&
        html`<rect class="app-answer app-answer--${shade(at, options.length)}" x="${round(x)}" y="0" width="${round(width)}" height="8"/>`
      )
    },
  )}</svg>`
}

/** What the shades of the strips of one question stand for. */
export function answersLegend(options: readonly string[]): Html {
  return html`<ul class="app-legend">${options.map(
    (option, at) =>
      html`<li><svg viewBox="0 0 14 14" aria-hidden="true" focusable="false"><rect class="app-answer app-answer--${shade(at, options.length)}" width="14" height="14"/></svg>${option}</li>`,
  )}</ul>`
}

/** Six shades from the first option to the last. */
const shade = (at: number, options: number): number =>
  options <= 1 ? 0 : Math.round((at / (options - 1)) * 5)

export const percent = (count: number, base: number): number =>
  base === 0 ? 0 : Math.round((count / base) * 100)

const round = (value: number): number => Math.round(value * 100) / 100
