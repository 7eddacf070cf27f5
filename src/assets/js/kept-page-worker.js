// Keeps pages and the files they are made of, so that they open without a connection: the list of an event at the door, the
// record of a visit, a survey. It is served at an address for each, and answers for no other page. What is kept goes when the
// person takes it off or signs out, may not see it any more, or some days after it was kept.

const DAY = 24 * 60 * 60 * 1000
/** @typedef {{ name: string, page: RegExp, days: number, bySearch?: boolean, newKey?: RegExp }} Kind */
const KINDS = /** @type {Record<string, Kind>} */ ({
  '/events/check-in-worker.js': { name: 'check-in', page: /^\/events\/\d+\/check-in$/, days: 2 },
  '/support-days/notes-worker.js': {
    name: 'visit-notes',
    page: /^\/support-days\/\d+\/visit-record\/edit$/,
    days: 7,
  },
  '/survey/worker.js': {
    name: 'survey',
    page: /^\/survey\/[A-Z0-9]{6}\/(questions|help|stopped)?$/,
    days: 1,
    // In every language and manner that was opened here.
    bySearch: true,
    // Two people who answer on the same kept page are two.
    newKey: /(name="key" value=")[0-9a-f-]{36}(")/,
  },
})
const KIND = Object.entries(KINDS).find(([address]) => address === location.pathname)?.[1]
const PAGES = `${KIND?.name}-pages`
const FILES = `${KIND?.name}-files`
const PATIENCE = 5_000
const KEPT_FOR = (KIND?.days ?? 0) * DAY
const KEPT_AT = 'x-kept-at'

const worker = /** @type {ServiceWorkerSelf} */ (/** @type {unknown} */ (self))

/**
 * Under what a page is kept; nothing for one that is not.
 * @param {string} address
 */
function nameOf(address) {
  const { pathname, search } = new URL(address, location.origin)
  if (!KIND?.page.test(pathname)) return undefined
  return KIND.bySearch ? pathname + search : pathname
}

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))

// What is still being kept when the person leaves is not kept after all.
let isForgotten = false

worker.addEventListener('message', (event) => {
  const { keep, pages, files, forget, from } = event.data ?? {}
  if (keep || forget) isForgotten = Boolean(forget)
  const madeOf = Array.isArray(files) ? files : []
  if (typeof keep === 'string' && nameOf(keep))
    event.waitUntil(
      keepAll(keep, madeOf, typeof from === 'string' ? from : keep)
        .catch(() => false)
        .then((isThere) => event.ports[0]?.postMessage(isThere)),
    )
  if (Array.isArray(pages)) event.waitUntil(keepMissing(pages, madeOf))
  if (typeof forget === 'string') event.waitUntil(forgetAll())
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  const name = request.mode === 'navigate' ? nameOf(request.url) : undefined
  if (name) event.respondWith(page(request, name))
  else if (pathname.startsWith('/assets/')) event.respondWith(file(request))
})

/**
 * The page as it is, or where nobody answers in time, as it was kept.
 * @param {Request} request
 * @param {string} name
 * @returns {Promise<Response>}
 */
async function page(request, name) {
  const kept = await keptPage(name)
  const answer = fetch(request).then(async (response) => {
    const gone = response.type === 'opaqueredirect' || (response.status >= 400 && response.status < 500)
    // Signed out, or somebody else’s: the copy is not theirs to see.
    if (gone) await (await caches.open(PAGES)).delete(name)
    else if (response.ok && !response.redirected) await keepPage(name, response.clone())
    return response
  })
  if (!kept) return answer
  const late = new Promise((done) => setTimeout(done, PATIENCE))
  try {
    const first = await Promise.race([answer, late.then(() => undefined)])
    return first === undefined || first.status >= 500 ? asNew(kept) : first
  } catch {
    return asNew(kept)
  }
}

/**
 * @param {Response} kept
 * @returns {Promise<Response>}
 */
async function asNew(kept) {
  if (!KIND?.newKey) return kept
  const text = (await kept.text()).replace(KIND.newKey, (_all, before, after) => before + newKey() + after)
  return new Response(text, { status: kept.status, headers: kept.headers })
}

/** As `crypto.randomUUID`, which older tablets do not have. */
function newKey() {
  const digits = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) =>
    byte.toString(16).padStart(2, '0'),
  )
  return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function file(request) {
  const kept = await (await caches.open(FILES)).match(request)
  return kept ?? fetch(request)
}

/**
 * @param {string} address
 * @param {string[]} files
 * @param {string} from where the page is read: before its time it is at another address of the same thing
 * @returns {Promise<boolean>} whether it is kept
 */
async function keepAll(address, files, from) {
  if (from.replace(/[^/]+$/, '') !== address.replace(/[^/]+$/, '')) return false
  await keepFiles(files)
  return keepFrom(address, from)
}

/**
 * @param {string[]} files
 * @returns {Promise<boolean>} whether others were kept before: those of an older version of the service
 */
async function keepFiles(files) {
  const cache = await caches.open(FILES)
  let isNewVersion = false
  for (const kept of await cache.keys()) {
    if (!files.includes(new URL(kept.url).pathname)) isNewVersion = await cache.delete(kept)
  }
  for (const file of files) {
    if (!file.startsWith('/assets/') || (await cache.match(file))) continue
    const response = await fetch(file)
    if (response.ok && !isForgotten) await cache.put(file, response)
  }
  return isNewVersion
}

/**
 * Several pages that are the same for everyone; those that are kept already stay as they are.
 * @param {unknown[]} addresses
 * @param {string[]} files
 */
async function keepMissing(addresses, files) {
  // A page of the older version would be without its files.
  if (await keepFiles(files)) await caches.delete(PAGES)
  for (const address of addresses) {
    const name = typeof address === 'string' ? nameOf(address) : undefined
    if (name && !(await keptPage(name))) await keepFrom(name, name)
  }
}

/**
 * @param {string} address
 * @param {string} from
 * @returns {Promise<boolean>} whether it is kept
 */
async function keepFrom(address, from) {
  const name = nameOf(address)
  const response = await fetch(from, { redirect: 'manual', headers: { accept: 'text/html' } })
  if (name && response.ok) await keepPage(name, response)
  return response.ok && !isForgotten
}

/**
 * @param {string} name
 * @param {Response} response
 */
async function keepPage(name, response) {
  const headers = new Headers(response.headers)
  headers.set(KEPT_AT, String(Date.now()))
  // What is kept is unpacked already.
  headers.delete('content-encoding')
  headers.delete('content-length')
  const copy = new Response(await response.blob(), { status: response.status, headers })
  if (isForgotten) return
  await (await caches.open(PAGES)).put(name, copy)
}

/** @param {string} name */
async function keptPage(name) {
  const cache = await caches.open(PAGES)
  for (const request of await cache.keys()) {
    const response = await cache.match(request)
    if (Date.now() - Number(response?.headers.get(KEPT_AT) ?? 0) > KEPT_FOR) await cache.delete(request)
  }
  return cache.match(name)
}

async function forgetAll() {
  await caches.delete(PAGES)
  await caches.delete(FILES)
}
