/** The symbols of the easy-read version: drawn once in a page, and used from there. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Html, html, raw } from '../../../design/html.ts'

const folder = join(import.meta.dirname, '../../../../content/surveys/symbols')

/** By name, what stands inside `<svg viewBox="…">…</svg>`; our own files, and nobody else's. */
const SYMBOLS: ReadonlyMap<string, { readonly viewBox: string; readonly inner: string }> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.svg'))
    .flatMap((name) => {
      const parts = /<svg[^>]*viewBox="([^"]+)"[^>]*>([\s\S]*)<\/svg>/.exec(
        readFileSync(join(folder, name), 'utf8'),
      )
      return parts ? [[name.slice(0, -4), { viewBox: parts[1] ?? '', inner: parts[2] ?? '' }] as const] : []
    }),
)

/** The drawings that a page uses. Out of sight and of no meaning of their own: words stand beside each. */
export function sprites(names: ReadonlySet<string>): Html | false {
  const known = [...names].filter((name) => SYMBOLS.has(name))
  if (known.length === 0) return false
  return html`<svg class="survey-sprites" width="0" height="0" aria-hidden="true" focusable="false">${known.map(
    (name) => {
      const symbol = SYMBOLS.get(name)
      return (
        symbol &&
        html`<symbol id="s-${name}" viewBox="${symbol.viewBox}">${raw(symbol.inner.trim())}</symbol>`
      )
    },
  )}</svg>
`
}

export function drawing(name: string): Html | false {
  return (
    SYMBOLS.has(name) &&
    html`<svg class="survey-symbol" aria-hidden="true" focusable="false"><use href="#s-${name}"></use></svg>`
  )
}
