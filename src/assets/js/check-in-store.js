// What the list at the door keeps on a phone.

/**
 * One tick: somebody came, or a tick is taken back.
 * @typedef {{ key: string, event: number, guest: number | null, place: string, name: string, senior: boolean,
 *   at: number, undone: boolean, sentAt: number | null, refused: string | null }} Entry
 */

/** @returns {Promise<IDBDatabase>} */
export function openEntries() {
  return new Promise((done, fail) => {
    const opening = indexedDB.open('alongside-check-in', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('entries', { keyPath: 'key' })
    opening.onsuccess = () => done(opening.result)
    opening.onerror = () => fail(opening.error)
  })
}

/**
 * @param {IDBDatabase} store
 * @returns {Promise<Entry[]>}
 */
export function allEntries(store) {
  return answer(store.transaction('entries').objectStore('entries').getAll())
}

/**
 * @param {IDBDatabase} store
 * @param {Entry} entry
 */
export function putEntry(store, entry) {
  return answer(store.transaction('entries', 'readwrite').objectStore('entries').put(entry))
}

/**
 * @param {IDBDatabase} store
 * @param {string} key
 */
export function removeEntry(store, key) {
  return answer(store.transaction('entries', 'readwrite').objectStore('entries').delete(key))
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
