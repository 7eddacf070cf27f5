// Answers that are finished: kept in the browser until the service has said that it has them, and sent with the same key
// each time, so that they are in once. What is kept says nothing of when it was answered.

const STORE = 'answers'
/** Some tablets never say whether their database opens: longer than this nobody waits for it. */
const OPENING_MILLISECONDS = 3_000
/** Where the browser has no database, as in some private windows, they live as long as the tab, or else the page. */
const TAB = 'survey-unsent'
const inMemory = /** @type {Map<string, Finished>} */ (
  new Map(besideDatabase().map((each) => [each.key, each]))
)

/** @typedef {{ key: string, url: string, body: string }} Finished */
/** `care`: it is in, and the thanks say whom to tell. `asked`: what was added has to be looked at again; nothing is in. */
/** @typedef {'in' | 'care' | 'asked' | 'closed' | 'broken' | 'waiting'} Outcome */

/**
 * What the service says became of it. Nobody else is believed: a filter or a sign-in page of the network, which answers in
 * its place, knows nothing of it.
 */
const SAID = /** @type {Map<unknown, Outcome>} */ (
  new Map([
    ['stored', 'in'],
    ['known', 'in'],
    ['asked', 'asked'],
    ['closed', 'closed'],
    ['broken', 'broken'],
    ['empty', 'broken'],
  ])
)

/** What a person was asked about what they added, by the key of their answer. */
const asked = /** @type {Map<string, string>} */ (new Map())

/** Waited for in vain once is enough. */
let isSilent = false

/** @returns {Promise<IDBDatabase | undefined>} */
function open() {
  return new Promise((done) => {
    if (isSilent) return done(undefined)
    const waiting = setTimeout(() => {
      isSilent = true
      done(undefined)
    }, OPENING_MILLISECONDS)
    try {
      const opening = indexedDB.open('survey', 1)
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'key' })
      opening.onsuccess = () => {
        clearTimeout(waiting)
        done(opening.result)
      }
      opening.onerror = () => done(undefined)
      opening.onblocked = () => done(undefined)
    } catch {
      done(undefined)
    }
  })
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T | undefined>}
 */
async function inStore(mode, work) {
  const database = await open()
  if (!database) return undefined
  return new Promise((done) => {
    const transaction = database.transaction(STORE, mode)
    const request = work(transaction.objectStore(STORE))
    transaction.oncomplete = () => {
      database.close()
      done(request.result)
    }
    transaction.onabort = () => {
      database.close()
      done(undefined)
    }
  })
}

/** @returns {Finished[]} */
function besideDatabase() {
  try {
    return JSON.parse(sessionStorage.getItem(TAB) ?? '[]')
  } catch {
    return []
  }
}

function noteBesideDatabase() {
  try {
    if (inMemory.size === 0) sessionStorage.removeItem(TAB)
    else sessionStorage.setItem(TAB, JSON.stringify([...inMemory.values()]))
  } catch {
    // Then as long as the page is open.
  }
}

/** @param {Finished} finished */
export async function keep(finished) {
  inMemory.set(finished.key, finished)
  const isStored = (await inStore('readwrite', (store) => store.put(finished))) !== undefined
  if (!isStored) noteBesideDatabase()
}

/** @param {string} key */
export async function forget(key) {
  inMemory.delete(key)
  noteBesideDatabase()
  await inStore('readwrite', (store) => store.delete(key))
}

/** @returns {Promise<Finished[]>} */
async function kept() {
  const stored = /** @type {Finished[]} */ ((await inStore('readonly', (store) => store.getAll())) ?? [])
  const all = new Map([...inMemory, ...stored.map((each) => /** @type {const} */ ([each.key, each]))])
  return [...all.values()]
}

/** @param {string} key */
export async function isKept(key) {
  return (await kept()).some((each) => each.key === key)
}

/**
 * An answer that came back with a question about what its person added, and the question.
 * @param {string} key
 */
export async function cameBack(key) {
  const finished = (await kept()).find((each) => each.key === key)
  return finished && { body: finished.body, words: asked.get(key) ?? '' }
}

/**
 * @param {Finished} finished
 * @returns {Promise<Outcome>}
 */
async function send({ key, url, body }) {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body,
      credentials: 'omit',
      redirect: 'error',
    })
    const { outcome, care, words } = await answer.json()
    if (outcome === 'asked') asked.set(key, String(words))
    return care === true ? 'care' : (SAID.get(outcome) ?? 'waiting')
  } catch {
    return 'waiting'
  }
}

/** One at a time, whoever asks. */
let sending = /** @type {Promise<unknown>} */ (Promise.resolve())

/**
 * Whoever could be asked has gone: the answers are sent, and what was added is not, since it may name someone.
 * @param {Finished} finished
 */
function withoutRemark(finished) {
  const fields = new URLSearchParams(finished.body)
  fields.delete('remark')
  return send({ ...finished, body: fields.toString() })
}

/**
 * Sends everything that is kept. What the service has, or will never take, is forgotten here.
 * @param {string | null} present the key of the person who has this page open, and can be asked
 * @returns {Promise<Map<string, Outcome>>} what became of each, by its key
 */
export function sendAll(present) {
  const turn = sending.then(async () => {
    const outcomes = /** @type {Map<string, Outcome>} */ (new Map())
    for (const finished of await kept()) {
      let outcome = await send(finished)
      if (outcome === 'asked' && finished.key !== present) outcome = await withoutRemark(finished)
      if (outcome !== 'waiting' && outcome !== 'asked') await forget(finished.key)
      outcomes.set(finished.key, outcome)
    }
    return outcomes
  })
  sending = turn.catch(() => undefined)
  return turn
}
