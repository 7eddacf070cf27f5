/** Follows the links of the service as one person would, and says what is wrong with what they find. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client, Reply } from '../builders/client.ts'
import type { Route } from '../builders/whole-app.ts'
import { validateHtml } from '../html.ts'
import { ROOT } from '../sources.ts'

export interface Visit {
  readonly url: string
  /** The route that answered: `/partnerships/:id`. */
  readonly pattern: string
  readonly from: string
  readonly body: string
}

export interface Crawl {
  readonly visits: readonly Visit[]
  readonly faults: readonly string[]
}

const DEPTH = 5
/** Of one route with the same words in its query: the first few stand for the rest. */
const OF_A_KIND = 3
/** And of one route, whatever stands in its query: filters can be combined without end. */
const OF_A_ROUTE = 15
/** Markup is the same from page to page of one kind, and checking it takes longest. */
const VALIDATED_OF_A_KIND = 1

interface Waiting {
  readonly url: string
  readonly from: string
  readonly depth: number
}

export async function crawl(
  client: Client,
  routes: readonly Route[],
  start = '/',
  /** False where only the addresses are wanted. */
  validates = true,
): Promise<Crawl> {
  const patternOf = matcher(routes)
  const visits: Visit[] = []
  const faults: string[] = []
  const titles = new Map<string, string>()
  const counts = new Map<string, number>()
  const assets = new Set<string>()
  const oneMore = (what: string) => {
    const count = (counts.get(what) ?? 0) + 1
    counts.set(what, count)
    return count
  }
  const seen = new Set([start])
  const waiting: Waiting[] = [{ url: start, from: 'the address bar', depth: 0 }]

  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { from, depth } = next
    const fault = (what: string) => faults.push(`${next?.url} (from ${from}): ${what}`)
    const { reply, url } = await follow(client, next.url)
    const pattern = patternOf('GET', pathOf(url))
    if (reply.status !== 200 || !pattern) {
      fault(`answers ${reply.status}${pattern ? '' : ', and no route is there'}`)
      continue
    }
    visits.push({ url, pattern, from, body: reply.body })
    if (!reply.type.startsWith('text/html')) {
      if (/\bundefined\b|\[object |\bNaN\b/.test(reply.body)) fault('holds a value that was not there')
      continue
    }
    const kind = kindOf(pattern, url)
    const nth = oneMore(`seen ${kind}`)
    faultsOfPage(reply.body).forEach(fault)
    if (validates && nth <= VALIDATED_OF_A_KIND)
      for (const line of await validateHtml(reply.body)) fault(line)
    const { title } = headingsOf(reply.body)
    const before = titles.get(title)
    if (before !== undefined && before !== pathOf(url)) fault(`has the title of ${before}: ${title}`)
    titles.set(title, pathOf(url))
    for (const { method, action } of formsOf(reply.body)) {
      const to = action === '' ? pathOf(url) : pathOf(new URL(action, `http://x${url}`).pathname)
      if (!patternOf(method, to)) fault(`has a form that goes nowhere: ${method} ${to}`)
    }
    for (const asset of assetsOf(reply.body)) {
      if (assets.has(asset)) continue
      assets.add(asset)
      const { status } = await client.get(asset)
      if (status !== 200) fault(`asks for ${asset}, which answers ${status}`)
    }
    for (const { href, inPage } of linksOf(reply.body, url)) {
      if (inPage && !new RegExp(`\\bid="${RegExp.escape(inPage)}"`).test(reply.body)) {
        fault(`links to #${inPage}, which is not on the page`)
      }
      if (href === null || depth >= DEPTH || seen.has(href)) continue
      seen.add(href)
      const route = patternOf('GET', pathOf(href)) ?? href
      // What a list shows under a filter, such as events that are over, may be of another kind.
      const ofKind = oneMore(`${kindOf(route, href)} from ${namesIn(url)}`)
      if (ofKind <= OF_A_KIND && oneMore(`route ${route}`) <= OF_A_ROUTE)
        waiting.push({ url: href, from: url, depth: depth + 1 })
    }
  }
  return { visits, faults }
}

/** Follows redirects as a browser does, and says where they end. */
export async function follow(client: Client, start: string): Promise<{ reply: Reply; url: string }> {
  let url = start
  for (let hops = 0; hops < 5; hops += 1) {
    const reply = await client.get(url)
    if (reply.status !== 303 && reply.status !== 302) return { reply, url }
    url = reply.location.split('#')[0] ?? ''
  }
  throw new Error(`${start} redirects without end`)
}

const pathOf = (url: string) => url.split(/[?#]/)[0] ?? ''

/** The route with the names in its query, which make another page of the same route. */
function kindOf(pattern: string, url: string): string {
  return [pattern, ...namesIn(url)].join(' ')
}

const namesIn = (url: string): readonly string[] => [...new URL(url, 'http://x').searchParams.keys()].sort()

function matcher(routes: readonly Route[]) {
  const shapes = routes
    .map(({ method, url }) => ({
      method,
      url,
      shape: new RegExp(
        `^${url.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+').replaceAll('*', '.+')}/?$`,
      ),
    }))
    // Words before parameters, as the router prefers.
    .sort((a, b) => a.url.split(':').length - b.url.split(':').length)
  return (method: string, path: string) =>
    shapes.find((each) => each.method === method && each.shape.test(path))?.url
}

export const textOf = (html: string) =>
  decoded(html.replaceAll(/<(script|style|svg)\b.*?<\/\1>/gs, ' ').replaceAll(/<[^>]*>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim()

const decoded = (text: string) =>
  text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => ENTITIES[name] ?? '')
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function headingsOf(html: string): { title: string; headings: string[] } {
  const title = textOf(/<title>(.*?)<\/title>/s.exec(html)?.[1] ?? '').replace(/ – Alongside$/, '')
  const headings = [...html.matchAll(/<h1\b[^>]*>(.*?)<\/h1>/gs)].map((match) => textOf(match[1] ?? ''))
  return { title, headings }
}

/** What is wrong with a page whatever it is about. */
export function faultsOfPage(html: string): string[] {
  const faults: string[] = []
  const { title, headings } = headingsOf(html)
  if (headings.length !== 1) faults.push(`has ${headings.length} headings of the first level`)
  else if (!says(title.replace(/^Error: /, ''), headings[0] ?? '')) {
    faults.push(`is called “${title}”, and its heading says “${headings[0]}”`)
  }
  const text = textOf(html)
  const broken = /.{0,40}(\bundefined\b|\[object |\bNaN\b|\bnull\b|Invalid Date).{0,40}/.exec(
    `${text} ${[...html.matchAll(/="([^"]*)"/g)].map((match) => match[1]).join(' ')}`,
  )
  if (broken) faults.push(`shows a value that was not there: ${broken[0]}`)
  return faults
}

/** A title says what the heading says, and may go on with whose it is; where it is cut short, it says so. */
function says(title: string, heading: string): boolean {
  const isCut = title.endsWith('…') && heading.startsWith(title.slice(0, -1).trim())
  return title === heading || title.startsWith(`${heading}: `) || isCut
}

function linksOf(html: string, base: string): { href: string | null; inPage: string | null }[] {
  return [...html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map((match) => {
    const given = decoded(match[1] ?? '')
    if (given.startsWith('#')) return { href: null, inPage: given.slice(1) }
    const url = new URL(given, `http://x${base}`)
    if (url.origin !== 'http://x') return { href: null, inPage: null }
    return { href: url.pathname + url.search, inPage: null }
  })
}

function formsOf(html: string): { method: string; action: string }[] {
  return [...html.matchAll(/<form\b[^>]*>/g)].map(([form]) => ({
    method: (/\bmethod="([^"]*)"/.exec(form)?.[1] ?? 'get').toUpperCase(),
    action: decoded(/\baction="([^"]*)"/.exec(form)?.[1] ?? ''),
  }))
}

function assetsOf(html: string): string[] {
  const found = html.matchAll(/<(?:link|script|img)\b[^>]*\b(?:href|src)="(\/[^"]*)"/g)
  return [...found].map((match) => decoded(match[1] ?? ''))
}

/** The words of GLOSSARY.md that no page of a school may say. */
export function wordsKeptOutOfSight(): string[] {
  const glossary = readFileSync(join(ROOT, 'GLOSSARY.md'), 'utf8')
  const listed = /## Kept out of sight of schools\n\n([^\n]+)/.exec(glossary)?.[1] ?? ''
  return listed
    .replace(/\.$/, '')
    .split(', ')
    .map((word) => word.replace(/ \(.*\)$/, ''))
}

/** Where a page says a word that schools are not to read, with what stands around it. */
export function saidOnPage(html: string, words: readonly string[]): string[] {
  const text = textOf(/<main\b.*<\/main>/s.exec(html)?.[0] ?? html)
  const found = new RegExp(
    `.{0,30}\\b(?:${words.map((word) => RegExp.escape(word)).join('|')})(?:s|es)?\\b.{0,30}`,
    'gi',
  )
  return [...text.matchAll(found)].map(([said]) => said)
}
