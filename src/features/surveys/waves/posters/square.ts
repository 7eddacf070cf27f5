import encodeQR from 'qr'
import { type Html, html } from '../../../../design/html.ts'

/** Light around the code, in its own squares: scanners ask for four. */
const QUIET = 4

/** A square code that a camera reads as `address`, one path however many squares. `title` says what it opens. */
export function squareCode(address: string, title: string): Html {
  const rows = encodeQR(address, 'raw', { border: QUIET, ecc: 'medium' })
  const size = rows.length
  const path = rows
    .flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`))
    .join('')
  return html`<svg class="app-square-code" viewBox="0 0 ${size} ${size}" role="img" aria-label="${title}" focusable="false" shape-rendering="crispEdges"><title>${title}</title><rect width="${size}" height="${size}" fill="#fff"/><path fill="#000" d="${path}"/></svg>`
}

/** The dark stretches of a row: where each begins, and how long it is. */
function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = []
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue
    const start = x
    while (row[x + 1]) x++
    runs.push([start, x - start + 1])
  }
  return runs
}
