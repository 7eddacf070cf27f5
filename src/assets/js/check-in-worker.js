// Keeps the list of one event and the files it is made of, so that it opens without a connection. It answers for no other
// page. What is kept goes when the person takes it off, may not see it any more, or two days after it was kept.

const PAGES = 'check-in-pages'
const FILES = 'check-in-files'
const LIST = /^\/events\/\d+\/check-in$/
const PATIENCE = 5_000
const KEPT_FOR = 2 * 24 * 60 * 60 * 1000
const KEPT_AT = 'x-kept-at'

const worker = /** @type {ServiceWorkerSelf} */ (/** @type {unknown} */ (self))

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))

worker.addEventListener('message', (event) => {
  const { keep, files, forget } = event.data ?? {}
  if (typeof keep === 'string' && LIST.test(keep))
    event.waitUntil(keepAll(keep, Array.isArray(files) ? files : []))
  if (typeof forget === 'string') event.waitUntil(forgetAll())
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate' && LIST.test(pathname)) event.respondWith(page(request, pathname))
  else if (pathname.startsWith('/assets/')) event.respondWith(file(request))
})

/**
 * The list as it is, or where nobody answers in time, as it was kept.
 * @param {Request} request
 * @param {string} pathname
 * @returns {Promise<Response>}
 */
async function page(request, pathname) {
  const kept = await keptPage(pathname)
  const answer = fetch(request).then(async (response) => {
    const gone = response.type === 'opaqueredirect' || (response.status >= 400 && response.status < 500)
    // Signed out, or somebody else’s: the copy is not theirs to see.
    if (gone) await (await caches.open(PAGES)).delete(pathname)
    else if (response.ok && !response.redirected) await keepPage(pathname, response.clone())
    return response
  })
  if (!kept) return answer
  const late = new Promise((done) => setTimeout(done, PATIENCE))
  try {
    const first = await Promise.race([answer, late.then(() => undefined)])
    return first === undefined || first.status >= 500 ? kept : first
  } catch {
    return kept
  }
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
 * @param {string} pathname
 * @param {string[]} files
 */
async function keepAll(pathname, files) {
  const cache = await caches.open(FILES)
  for (const kept of await cache.keys()) {
    if (!files.includes(new URL(kept.url).pathname)) await cache.delete(kept)
  }
  for (const address of files) {
    if (!address.startsWith('/assets/') || (await cache.match(address))) continue
    const response = await fetch(address)
    if (response.ok) await cache.put(address, response)
  }
  const response = await fetch(pathname, { redirect: 'manual', headers: { accept: 'text/html' } })
  if (response.ok) await keepPage(pathname, response)
}

/**
 * @param {string} pathname
 * @param {Response} response
 */
async function keepPage(pathname, response) {
  const headers = new Headers(response.headers)
  headers.set(KEPT_AT, String(Date.now()))
  const copy = new Response(await response.blob(), { status: response.status, headers })
  await (await caches.open(PAGES)).put(pathname, copy)
}

/** @param {string} pathname */
async function keptPage(pathname) {
  const cache = await caches.open(PAGES)
  for (const request of await cache.keys()) {
    const response = await cache.match(request)
    if (Date.now() - Number(response?.headers.get(KEPT_AT) ?? 0) > KEPT_FOR) await cache.delete(request)
  }
  return cache.match(pathname)
}

async function forgetAll() {
  await caches.delete(PAGES)
  await caches.delete(FILES)
}
