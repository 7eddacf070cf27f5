/** Small pictures of numbers, drawn as SVG. Each stands beside the table or the words that say the same. */
import { type Html, html } from '../html.ts'
import { number } from './words.ts'

/** A part of a whole. `kind` chooses its pattern and shade, from finished to not begun. */
export interface Part {
  label: string
  count: number
  kind: 'done' | 'going' | 'waiting' | 'rest'
}

/** A strip that shows how far something is: 100 wide, parts in order. `title` says it in words. */
export function progressStrip(parts: readonly Part[], title: string): Html {
  const total = parts.reduce((sum, part) => sum + part.count, 0)
  let from = 0
  const drawn = parts.map((part) => {
    const width = total === 0 ? 0 : (part.count / total) * 100
    const x = from
    from += width
    return (
      width > 0 &&
      html`<rect class="app-part app-part--${part.kind}" x="${round(x)}" y="0" width="${round(width)}" height="8"/>`
    )
  })
  return html`<svg class="app-strip" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="${title}" focusable="false"><title>${title}</title><rect class="app-part app-part--rest" x="0" y="0" width="100" height="8"/>${drawn}</svg>`
}

/**
 * Bars of one measure beneath each other, each with its label and number above it. Widths are percentages, so that the
 * words keep their size on a phone. Put the table with the same numbers beside it.
 */
export function barChart(options: {
  title: string
  bars: readonly {
    label: string
    value: number /** A mark on the bar, such as a capacity. */
    mark?: number | undefined
  }[]
  /** After each number, such as "%" or " days". */
  unit?: string | undefined
}): Html {
  const { bars, title, unit } = options
  const most = Math.max(1, ...bars.map(({ value, mark }) => Math.max(value, mark ?? 0)))
  const across = (value: number) => `${round((value / most) * 100)}%`
  return html`<svg class="app-bars" width="100%" height="${bars.length * 52}" role="img" aria-label="${title}" focusable="false"><title>${title}</title>
${bars.map(({ label, value, mark }, at) => {
  const top = at * 52
  return html`<text x="0" y="${top + 16}">${label}</text><text class="app-bars__value" x="100%" y="${top + 16}" text-anchor="end">${number(value)}${unit}</text><rect class="app-part app-part--rest" x="0" y="${top + 24}" width="100%" height="14"/><rect class="app-part app-part--done" x="0" y="${top + 24}" width="${across(value)}" height="14"/>${
    mark !== undefined &&
    html`<line class="app-bars__mark--edge" x1="${across(mark)}" x2="${across(mark)}" y1="${top + 24}" y2="${top + 38}"/><line class="app-bars__mark" x1="${across(mark)}" x2="${across(mark)}" y1="${top + 21}" y2="${top + 41}"/>`
  }
`
})}</svg>`
}

/** What the shades of a strip stand for. */
export function legend(parts: readonly Pick<Part, 'label' | 'kind'>[]): Html {
  return html`<ul class="app-legend">${parts.map(
    ({ label, kind }) =>
      html`<li><svg viewBox="0 0 14 14" aria-hidden="true" focusable="false"><rect class="app-part app-part--${kind}" width="14" height="14"/></svg>${label}</li>`,
  )}</ul>`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
