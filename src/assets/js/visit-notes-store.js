// What the record of a visit keeps on a device, and how it goes again: at signing out, or days after it was last written.

const STORE = 'alongside-visit-notes'
const CACHES = 'visit-notes'
const MARK = 'alongside-visit-notes-kept'
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000

/**
 * One part of a record: `text` as it stands in the field, `saved` as the service has it from here.
 * @typedef {{ id: string, kind: 'words', day: number, account: number, at: number, field: string, text: string,
 *   saved: string | null, seen: number, checked: boolean, settles: string | null,
 *   sending: { key: string, text: string, seen: number, checked: boolean, settles: string | null } | null,
 *   warned: string | null, other: { text: string, byName: string, note: string } | null, sentAt: number | null }} KeptWords
 */
/**
 * One action: `tried` once it may have reached the service, whether or not the answer came back.
 * @typedef {{ id: string, kind: 'action', day: number, account: number, at: number, answers: Record<string, string>,
 *   tried: boolean, sentAt: number | null, refused: string | null }} KeptAction
 */
/**
 * @typedef {{ id: string, kind: 'out', day: number, account: number, at: number, action: string,
 *   sentAt: number | null, refused: string | null }} KeptRemoval
 */
/** @typedef {KeptWords | KeptAction | KeptRemoval} Kept */

/**
 * Whether the service has not had it, as far as this device knows.
 * @param {Kept} kept
 */
export function isUnsent(kept) {
  return kept.kind === 'words' ? kept.sending !== null || kept.text !== kept.saved : kept.sentAt === null
}

/**
 * Whether the person has to say what becomes of it: both schools wrote here, it may point to a pupil, or it was refused.
 * @param {Kept} kept
 */
export function isUndecided(kept) {
  if (kept.kind !== 'words') return kept.refused !== null
  return kept.sending === null && (kept.other !== null || kept.warned === kept.text)
}

/** @returns {Promise<IDBDatabase>} */
export function openKept() {
  return new Promise((done, fail) => {
    const opening = indexedDB.open(STORE, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('notes', { keyPath: 'id' })
    opening.onsuccess = () => {
      // Signing out in another tab deletes the store: this one must not stand in the way.
      opening.result.onversionchange = () => opening.result.close()
      done(opening.result)
    }
    opening.onerror = () => fail(opening.error)
  })
}

/**
 * @param {IDBDatabase} store
 * @returns {Promise<Kept[]>}
 */
export function allKept(store) {
  return answer(store.transaction('notes').objectStore('notes').getAll())
}

/**
 * @param {IDBDatabase} store
 * @param {Kept} kept
 */
export function putKept(store, kept) {
  return answer(store.transaction('notes', 'readwrite').objectStore('notes').put(kept))
}

/**
 * @param {IDBDatabase} store
 * @param {string} id
 */
export function removeKept(store, id) {
  return answer(store.transaction('notes', 'readwrite').objectStore('notes').delete(id))
}

/**
 * Changes what is kept in one step: what is typed or taken out while an answer comes in is not overwritten by it.
 * @template {Kept} K
 * @param {IDBDatabase} store
 * @param {string} id of a K
 * @param {(kept: K | undefined) => K | null | undefined} change nothing is written where it gives nothing; null takes it off
 * @returns {Promise<K | undefined>} what was written
 */
export function changeKept(store, id, change) {
  return new Promise((done, fail) => {
    const transaction = store.transaction('notes', 'readwrite')
    const notes = transaction.objectStore('notes')
    const reading = notes.get(id)
    /** @type {K | null | undefined} */
    let next
    reading.onsuccess = () => {
      next = change(reading.result)
      if (next) notes.put(next)
      if (next === null) notes.delete(id)
    }
    transaction.oncomplete = () => done(next ?? undefined)
    transaction.onerror = () => fail(transaction.error)
  })
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answer(request) {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error)
  })
}

/** Begins the days anew after which what is kept goes. */
export function keepFor() {
  localStorage.setItem(MARK, String(Date.now()))
}

/** Asked on every page: signing out takes what is kept off the device, and so do some days. */
export function forgetInTime() {
  const mark = markOf()
  if (mark !== null && Date.now() - mark > KEPT_FOR) void forget()
  for (const form of document.querySelectorAll('form[action^="/sign-out"]')) {
    if (form instanceof HTMLFormElement) form.addEventListener('submit', (event) => leave(event, form))
  }
}

function markOf() {
  try {
    const mark = localStorage.getItem(MARK)
    return mark === null ? null : Number(mark)
  } catch {
    return null
  }
}

/**
 * @param {SubmitEvent} event
 * @param {HTMLFormElement} form
 */
function leave(event, form) {
  if (markOf() === null || event.defaultPrevented) return
  event.preventDefault()
  void isAnyUnsent()
    .then((unsent) => {
      const question =
        'Notes of a visit are kept on this device and have not reached the service. If you sign out, they are deleted. Sign out?'
      return !unsent || window.confirm(question) ? forget().then(() => true) : false
    })
    // A browser that will not say what it keeps does not keep anybody signed in.
    .catch(() => true)
    .then((goes) => {
      if (goes) form.submit()
    })
}

async function isAnyUnsent() {
  const store = await openKept()
  const kept = await allKept(store)
  store.close()
  return kept.some(isUnsent)
}

async function forget() {
  localStorage.removeItem(MARK)
  await new Promise((done) => {
    const deleting = indexedDB.deleteDatabase(STORE)
    for (const name of /** @type {const} */ (['onsuccess', 'onerror', 'onblocked']))
      deleting[name] = () => done(null)
  })
  if (!('serviceWorker' in navigator)) return
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (!registration.active?.scriptURL.endsWith('/support-days/notes-worker.js')) continue
    registration.active.postMessage({ forget: 'everything' })
    await registration.unregister()
  }
  for (const name of await caches.keys()) if (name.startsWith(CACHES)) await caches.delete(name)
}
