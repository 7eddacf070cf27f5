/**
 * HTML as a value. `html` is a template tag that escapes whatever is put into it, so a page is a pure function
 * from data to `Html` and nobody has to remember to escape.
 */

/** Markup that is safe to put into a page as it is. Made only by `html`, `raw` and `join`. */
export class Html {
  readonly #markup: string

  constructor(markup: string) {
    this.#markup = markup
  }

  toString(): string {
    return this.#markup
  }
}

/** What may stand in an `html` template. Lists are joined; `undefined`, `null`, `false` and `''` render nothing. */
export type Content = Html | string | number | bigint | false | null | undefined | readonly Content[]

/**
 * Builds markup. Strings are escaped, `Html` goes in as it is, lists are joined without a separator.
 * Where a slot stands is worked out once a template:
 * - inside quotes, quotation marks of `Html` are escaped too, and a `javascript:` address becomes `#`;
 * - inside a tag outside quotes, only `Html` (see `attributes`) or the bare name of a boolean attribute fits;
 * - an unquoted attribute value, a comment, `<script>` and `<style>` take no slots.
 * @throws TypeError when a slot stands where nothing could be safe: a fault of the template, not of its data.
 */
export function html(strings: TemplateStringsArray, ...slots: readonly Content[]): Html {
  const places = placesOf(strings)
  let markup = strings[0] as string
  for (let i = 0; i < slots.length; i += 1) {
    const slot = slots[i]
    const place = places[i] as Place
    if (typeof slot === 'string') markup += place === 'text' ? escapeText(slot) : quietly(slot, place)
    else if (slot instanceof Html) markup += place === 'text' || place === 'tag' ? slot : quietly(slot, place)
    else markup += rest(slot, place)
    markup += strings[i + 1] as string
  }
  return new Html(markup)
}

/** Markup from outside `html`, trusted as it is: rendered SVG, markup made by a library. Never anything typed by a person. */
export function raw(markup: string): Html {
  return new Html(markup)
}

/** Joins contents with a separator, leaving out those that render nothing. */
export function join(contents: readonly Content[], separator: Content = ''): Html {
  const between = inText(separator)
  let markup = ''
  for (const content of contents) {
    const piece = inText(content)
    if (piece !== '') markup += markup === '' ? piece : between + piece
  }
  return new Html(markup)
}

/** What an attribute may be set to: `true` renders the bare name, `false`, `null` and `undefined` leave it out. */
export type AttributeValue = string | number | boolean | null | undefined

/** Attributes with a leading space each, for `<div${attributes({ id, hidden: true })}>`. */
export function attributes(values: Readonly<Record<string, AttributeValue>>): Html {
  let markup = ''
  for (const name in values) {
    const value = values[name]
    if (value === undefined || value === null || value === false) continue
    if (!attributeName.test(name)) throw new TypeError(`“${name}” is not an attribute that a page may set`)
    markup += value === true ? ` ${name}` : ` ${name}="${escapeText(address(name, String(value)))}"`
  }
  return new Html(markup)
}

/** Escapes text for an element or a quoted attribute. */
export function escapeText(text: string): string {
  // Most text needs nothing: one test is cheaper than a replacement that finds nothing.
  return special.test(text) ? text.replace(specials, (character) => entities[character] as string) : text
}

// No document may hold a NUL: browsers show U+FFFD in its place.
const special = /[&<>"'\0]/
const specials = new RegExp(special, 'g')
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\0': '\uFFFD',
}

/** Event handlers and inline styles are refused: the content security policy would stop them anyway. */
const attributeName = /^(?!on|style$)[a-zA-Z][\w:.-]*$/i
/** For `<h${level}>`. */
const headingLevel = /^[1-6]$/
const addressNames = /^(href|src|action|formaction)$/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip control characters before and in a scheme.
const unsafeAddress = /^[\u0000-\u0020]*(?:j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|vbscript|data)\s*:/i

function address(name: string, value: string): string {
  return addressNames.test(name) && unsafeAddress.test(value) ? '#' : value
}

/** Where a slot stands: between tags, in a tag, in a quoted value, or at the start of a quoted address. */
type Place = 'text' | 'tag' | 'value' | 'address'

function quietly(slot: string | Html, place: Place): string {
  if (place === 'tag') {
    const name = String(slot)
    if (
      slot instanceof Html ||
      name === '' ||
      headingLevel.test(name) ||
      attributeName.test(name.trimStart())
    )
      return name
    throw new TypeError(`“${name}” cannot stand in a tag outside quotes: use attributes({ … })`)
  }
  const value = String(slot)
  if (place === 'address' && unsafeAddress.test(value)) return '#'
  return typeof slot === 'string'
    ? escapeText(value)
    : value.replace(/[<>"']/g, (character) => entities[character] as string)
}

function rest(slot: Content, place: Place): string {
  if (slot === undefined || slot === null || slot === false) return ''
  if (Array.isArray(slot)) {
    let markup = ''
    for (const item of slot as readonly Content[]) {
      if (item instanceof Html) markup += place === 'text' || place === 'tag' ? item : quietly(item, place)
      else if (typeof item === 'string') markup += place === 'text' ? escapeText(item) : quietly(item, place)
      else markup += rest(item, place)
    }
    return markup
  }
  return place === 'text' ? escapeText(String(slot)) : quietly(String(slot), place)
}

function inText(content: Content): string {
  if (typeof content === 'string') return escapeText(content)
  return content instanceof Html ? content.toString() : rest(content, 'text')
}

const placesByTemplate = new WeakMap<TemplateStringsArray, readonly Place[]>()

function placesOf(strings: TemplateStringsArray): readonly Place[] {
  let places = placesByTemplate.get(strings)
  if (places === undefined) {
    places = findPlaces(strings)
    placesByTemplate.set(strings, places)
  }
  return places
}

/** Reads the fixed parts of a template once, far enough to know what surrounds each slot. */
function findPlaces(strings: readonly string[]): readonly Place[] {
  const places: Place[] = []
  let inside: 'text' | 'tag' | '"' | "'" | 'comment' = 'text'
  let tag = ''
  for (let i = 0; i < strings.length - 1; i += 1) {
    const part = strings[i] as string
    for (let at = 0; at < part.length; at += 1) {
      const character = part[at] as string
      if (inside === 'comment') {
        if (part.startsWith('-->', at)) inside = 'text'
      } else if (inside === 'text') {
        if (part.startsWith('<!--', at)) inside = 'comment'
        else if (character === '<' && /[a-z/!]/i.test(part[at + 1] ?? '')) {
          inside = 'tag'
          tag = /^<([a-z0-9-]*)/i.exec(part.slice(at))?.[1]?.toLowerCase() ?? ''
        } else if (character === '<' && at + 1 === part.length) refuse(part, 'as the name of a tag')
      } else if (inside === 'tag') {
        if (character === '>') inside = 'text'
        else if (character === '"' || character === "'") inside = character
      } else if (character === inside) inside = 'tag'
    }
    if (inside === 'comment') refuse(part, 'in a comment')
    if (inside === 'text' && (tag === 'script' || tag === 'style')) refuse(part, `in <${tag}>`)
    if (inside === 'tag' && /=\s*$/.test(part)) refuse(part, 'as a value without quotes')
    if (inside === 'text') places.push('text')
    else if (inside === 'tag') places.push('tag')
    else places.push(/\s(?:href|src|action|formaction)\s*=\s*["']$/i.test(part) ? 'address' : 'value')
  }
  return places
}

function refuse(part: string, where: string): never {
  throw new TypeError(`A slot may not stand ${where}: after “${part.slice(-60)}”`)
}
