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

/** Bars of one measure beneath each other. Put the table with the same numbers beside it. */
export function barChart(options: {
  title: string
  bars: readonly {
    label: string
    value: number /** A mark on the bar, such as a capacity. */
    mark?: number | undefined
  }[]
  unit?: string | undefined
}): Html {
  const { bars, title, unit } = options
  const most = Math.max(1, ...bars.map(({ value, mark }) => Math.max(value, mark ?? 0)))
  const step = 44
  const scale = (value: number) => round((value / most) * 530)
  return html`<svg class="app-bars" viewBox="0 0 600 ${bars.length * step}" role="img" aria-label="${title}" focusable="false"><title>${title}</title>
${bars.map(({ label, value, mark }, at) => {
  const y = at * step
  return html`<text class="app-bars__label" x="0" y="${y + 15}">${label}</text><rect class="app-part app-part--rest" x="0" y="${y + 21}" width="530" height="14"/><rect class="app-part app-part--done" x="0" y="${y + 21}" width="${scale(value)}" height="14"/>${
    mark !== undefined &&
    html`<line class="app-bars__mark" x1="${scale(mark)}" x2="${scale(mark)}" y1="${y + 18}" y2="${y + 38}"/>`
  }<text class="app-bars__value" x="540" y="${y + 34}">${number(value)}${unit}</text>
`
})}</svg>`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
