// Keeps one page and the files it is made of, so that it opens without a connection: the list of an event at the door, the
// record of a visit. It is served at an address for each, and answers for no other page. What is kept goes when the person
// takes it off or signs out, may not see it any more, or some days after it was kept.

const DAY = 24 * 60 * 60 * 1000
const KINDS = {
  '/events/check-in-worker.js': { name: 'check-in', page: /^\/events\/\d+\/check-in$/, days: 2 },
  '/support-days/notes-worker.js': {
    name: 'visit-notes',
    page: /^\/support-days\/\d+\/visit-record\/edit$/,
    days: 7,
  },
}
const KIND = Object.entries(KINDS).find(([address]) => address === location.pathname)?.[1]
const PAGES = `${KIND?.name}-pages`
const FILES = `${KIND?.name}-files`
const PATIENCE = 5_000
const KEPT_FOR = (KIND?.days ?? 0) * DAY
const KEPT_AT = 'x-kept-at'

const worker = /** @type {ServiceWorkerSelf} */ (/** @type {unknown} */ (self))
/** @param {string} pathname */
const isKept = (pathname) => KIND?.page.test(pathname) ?? false

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))

// What is still being kept when the person leaves is not kept after all.
let isForgotten = false

worker.addEventListener('message', (event) => {
  const { keep, files, forget, from } = event.data ?? {}
  if (keep || forget) isForgotten = Boolean(forget)
  if (typeof keep === 'string' && isKept(keep))
    event.waitUntil(
      keepAll(keep, Array.isArray(files) ? files : [], typeof from === 'string' ? from : keep)
        .catch(() => false)
        .then((isThere) => event.ports[0]?.postMessage(isThere)),
    )
  if (typeof forget === 'string') event.waitUntil(forgetAll())
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate' && isKept(pathname)) event.respondWith(page(request, pathname))
  else if (pathname.startsWith('/assets/')) event.respondWith(file(request))
})

/**
 * The page as it is, or where nobody answers in time, as it was kept.
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
 * @param {string} from where the page is read: before its time it is at another address of the same thing
 * @returns {Promise<boolean>} whether it is kept
 */
async function keepAll(pathname, files, from) {
  if (from.replace(/[^/]+$/, '') !== pathname.replace(/[^/]+$/, '')) return false
  const cache = await caches.open(FILES)
  for (const kept of await cache.keys()) {
    if (!files.includes(new URL(kept.url).pathname)) await cache.delete(kept)
  }
  for (const address of files) {
    if (!address.startsWith('/assets/') || (await cache.match(address))) continue
    const response = await fetch(address)
    if (response.ok && !isForgotten) await cache.put(address, response)
  }
  const response = await fetch(from, { redirect: 'manual', headers: { accept: 'text/html' } })
  if (response.ok) await keepPage(pathname, response)
  return response.ok && !isForgotten
}

/**
 * @param {string} pathname
 * @param {Response} response
 */
async function keepPage(pathname, response) {
  const headers = new Headers(response.headers)
  headers.set(KEPT_AT, String(Date.now()))
  const copy = new Response(await response.blob(), { status: response.status, headers })
  if (isForgotten) return
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
