// Answers that are finished: kept in the browser until the service has said that it has them, and sent with the same key
// each time, so that they are in once. What is kept says nothing of when it was answered.

const STORE = 'answers'
/** Where the browser keeps nothing, as in some private windows, they live as long as the page. */
const inMemory = /** @type {Map<string, Finished>} */ (new Map())

/** @typedef {{ key: string, url: string, body: string }} Finished */
/** `care`: it is in, and the thanks say whom to tell. `asked`: what was added has to be looked at again; nothing is in. */
/** @typedef {'in' | 'care' | 'asked' | 'closed' | 'broken' | 'waiting'} Outcome */

/** What a person was asked about what they added, by the key of their answer. */
const asked = /** @type {Map<string, string>} */ (new Map())

/** @returns {Promise<IDBDatabase | undefined>} */
function open() {
  return new Promise((done) => {
    try {
      const opening = indexedDB.open('survey', 1)
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'key' })
      opening.onsuccess = () => done(opening.result)
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

/** @param {Finished} finished */
export async function keep(finished) {
  inMemory.set(finished.key, finished)
  await inStore('readwrite', (store) => store.put(finished))
}

/** @param {string} key */
export async function forget(key) {
  inMemory.delete(key)
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
    const told = await answer.json().catch(() => undefined)
    if (answer.ok) return told?.care ? 'care' : 'in'
    if (answer.status === 409) return 'closed'
    if (answer.status === 422 && told?.outcome === 'asked') {
      asked.set(key, String(told.words))
      return 'asked'
    }
    if (answer.status === 422 || answer.status === 404 || answer.status === 400) return 'broken'
    return 'waiting'
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
