/** What every component is written with. */
import { escapeText, Html, html, raw } from '../html.ts'
import type { Attributes } from './generated.ts'

/** `html` when there is any, otherwise `text`. */
export function either(
  options: { html?: Html | undefined; text?: string | number | undefined } | undefined,
): Html {
  if (options === undefined) return nothing
  return present(options.html) ? options.html : html`${options.text}`
}

/** Whether an option is given: the components take empty text for none. */
export function present<T>(value: T | undefined | null | false | ''): value is T {
  return value instanceof Html ? String(value) !== '' : Boolean(value)
}

export const nothing: Html = raw('')

/** Class names after the first, each with its space: ` govuk-tag--green`. */
export function more(...names: readonly (string | false | null | undefined)[]): string {
  let classes = ''
  for (const name of names) if (name) classes += ` ${name}`
  return classes
}

/**
 * Attributes as the components write them: a missing value is an empty attribute, unless it is `optional`; then a
 * missing or false one is left out and a true one stands alone.
 */
export function attributesOf(attributes: Attributes | undefined): Html {
  if (attributes === undefined) return nothing
  let markup = ''
  for (const name in attributes) {
    const item = attributes[name]
    const { value, optional = false } = typeof item === 'object' && item !== null ? item : { value: item }
    if (optional && value === true) markup += ` ${escapeText(name)}`
    else if (!optional || (value !== undefined && value !== null && value !== false)) {
      markup += ` ${escapeText(name)}="${escapeText(String(value ?? ''))}"`
    }
  }
  return raw(markup)
}

/** A heading tag of a level, for `raw` tags around escaped contents. */
export function heading(level: number, attributes: Html, contents: Html): Html {
  const tag = `h${Math.min(6, Math.max(1, Math.trunc(level)))}`
  return raw(`<${tag}${attributes}>${contents}</${tag}>`)
}

/** Translations as data attributes, by plural rule or one for all. */
export function wordings(key: string, wording: string | Readonly<Record<string, string>> | undefined): Html {
  if (!wording) return nothing
  if (typeof wording === 'string') return attributesOf({ [`data-i18n.${key}`]: wording })
  return attributesOf(
    Object.fromEntries(Object.entries(wording).map(([rule, text]) => [`data-i18n.${key}.${rule}`, text])),
  )
}

/** Anything that takes attributes. */
export interface Attributable {
  attributes?: Attributes | undefined
}
