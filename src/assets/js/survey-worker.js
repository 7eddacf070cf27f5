// Keeps the pages of one survey and the files they are made of, so that they open again without a connection. It answers for
// no other page and keeps no answer. What is kept goes after a day.

const PAGES = 'survey-pages'
const FILES = 'survey-files'
const PAGE = /^\/survey\/[A-Z0-9]{6}\/(questions|help|stopped)?$/
const KEY = /(name="key" value=")[0-9a-f-]{36}(")/
const PATIENCE = 4_000
const KEPT_FOR = 24 * 60 * 60 * 1000
const KEPT_AT = 'x-kept-at'

const worker = /** @type {ServiceWorkerSelf} */ (/** @type {unknown} */ (self))

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))

worker.addEventListener('message', (event) => {
  const { files, pages } = event.data ?? {}
  if (Array.isArray(files) && Array.isArray(pages)) event.waitUntil(keepAll(files, pages))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate' && PAGE.test(pathname)) event.respondWith(page(request))
  else if (pathname.startsWith('/assets/')) event.respondWith(file(request))
})

/**
 * The page as it is, or where nobody answers in time, as it was kept, with a key of its own: two people who answer on the
 * same kept page are two.
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function page(request) {
  const answer = fetch(request)
  const late = new Promise((done) => setTimeout(done, PATIENCE))
  try {
    const first = await Promise.race([answer, late.then(() => undefined)])
    if (first !== undefined && first.status < 500) return first
  } catch {
    // No connection.
  }
  const kept = await keptPage(request.url)
  if (!kept) return answer
  const text = (await kept.text()).replace(KEY, (_all, before, after) => before + crypto.randomUUID() + after)
  return new Response(text, { status: kept.status, headers: kept.headers })
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
 * @param {string[]} files
 * @param {string[]} pages
 */
async function keepAll(files, pages) {
  const cache = await caches.open(FILES)
  for (const kept of await cache.keys()) {
    if (!files.includes(new URL(kept.url).pathname)) await cache.delete(kept)
  }
  for (const address of files) {
    if (!address.startsWith('/assets/') || (await cache.match(address))) continue
    const response = await fetch(address)
    if (response.ok) await cache.put(address, response)
  }
  for (const address of pages) {
    if (!PAGE.test(new URL(address, location.origin).pathname) || (await keptPage(address))) continue
    const response = await fetch(address, { redirect: 'error' })
    if (response.ok) await keepPage(address, response)
  }
}

/**
 * @param {string} address
 * @param {Response} response
 */
async function keepPage(address, response) {
  const headers = new Headers(response.headers)
  headers.set(KEPT_AT, String(Date.now()))
  headers.delete('content-encoding')
  headers.delete('content-length')
  const copy = new Response(await response.blob(), { status: response.status, headers })
  await (await caches.open(PAGES)).put(address, copy)
}

/** @param {string} address */
async function keptPage(address) {
  const cache = await caches.open(PAGES)
  for (const request of await cache.keys()) {
    const response = await cache.match(request)
    if (Date.now() - Number(response?.headers.get(KEPT_AT) ?? 0) > KEPT_FOR) await cache.delete(request)
  }
  return cache.match(address)
}
