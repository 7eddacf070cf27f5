// The list at the door, kept on the phone: every tick is written down here first and sent when there is a connection.
// Each carries a key of its own, so that sending twice writes once. Without this file each tick is a form.
import { findByTyping } from './check-in-find.js'
import { allEntries, openEntries, putEntry, removeEntry } from './check-in-store.js'
import { KeptLine } from './kept-line.js'
import { Outbox } from './kept-outbox.js'
import { keepPage } from './kept-page.js'

/** As many as the service takes at once. */
const MOST = 200

/** @typedef {import('./check-in-store.js').Entry} Entry */

/** @param {HTMLElement} page */
async function begin(page) {
  // Outside HTTPS a browser gives neither a service worker nor keys: the forms do.
  if (!window.isSecureContext || !('indexedDB' in window)) return
  const list = new CheckIn(page, await openEntries())
  await list.begin()
}

class CheckIn {
  /** The status of the last answer, where the service would not take what was sent. */
  #refused = 0

  /**
   * @param {HTMLElement} page
   * @param {IDBDatabase} store
   */
  constructor(page, store) {
    this.page = page
    this.store = store
    this.event = Number(page.dataset.checkIn)
    this.made = Number(page.dataset.made)
    this.address = `/events/${this.event}/check-in`
    this.line = new KeptLine(page, { one: 'change', many: 'changes', device: 'phone' })
    this.outbox = new Outbox(
      this.line,
      () => this.#sendOnce(),
      async () => ({ waiting: (await this.#waiting()).length, refused: this.#refused }),
    )
  }

  async begin() {
    await this.#forgetWhatThePageShows()
    for (const entry of await this.#entries()) this.#show(entry)
    this.page.addEventListener('submit', (event) => this.#submitted(event))
    this.outbox.begin()
    findByTyping(this.page)
    this.#finishing()
    await keepPage(this.address, '/events/check-in-worker.js')
    await this.outbox.send()
  }

  /** A page made after the sending shows what was sent; one that was kept before does not. */
  async #forgetWhatThePageShows() {
    for (const entry of await allEntries(this.store)) {
      const shown = entry.sentAt !== null && (entry.event !== this.event || entry.sentAt < this.made)
      if (shown) await removeEntry(this.store, entry.key)
    }
  }

  async #entries() {
    const all = await allEntries(this.store)
    return all.filter(({ event }) => event === this.event).sort((one, other) => one.at - other.at)
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    const fields = new FormData(form)
    const text = (/** @type {string} */ name) => String(fields.get(name) ?? '').trim()
    const isAdding = form.dataset.add !== undefined
    // What is missing is said by the service where there is one, or else here.
    if (isAdding && (text('name') === '' || text('place') === '')) {
      if (navigator.onLine) return
      event.preventDefault()
      this.line.say('Enter the full name and choose where the person comes from.')
      return
    }
    event.preventDefault()
    event.stopPropagation()
    const undone = text('what') === 'undo'
    /** @type {Entry} */
    const entry = {
      key: undone ? text('key') : crypto.randomUUID(),
      event: this.event,
      guest: text('guest') === '' ? null : Number(text('guest')),
      place: text('place'),
      name: text('name'),
      senior: text('senior') === 'yes',
      at: Date.now(),
      undone,
      sentAt: null,
      refused: null,
    }
    if (isAdding) {
      form.reset()
      form.querySelector('input')?.focus()
    }
    void this.#write(entry)
  }

  /** @param {Entry} entry */
  async #write(entry) {
    await this.outbox.write(() => putEntry(this.store, entry))
    this.#show(entry)
    if (entry.guest !== null) {
      // The button that was pressed has gone: the one in its place takes the focus.
      const next = this.#row(entry.guest)?.querySelector(
        `form[data-tick="${entry.undone ? 'arrived' : 'undo'}"] button`,
      )
      if (next instanceof HTMLElement) next.focus()
    }
    await this.outbox.send()
  }

  /** @returns {Promise<boolean>} whether the service took or refused any */
  async #sendOnce() {
    const part = (await this.#waiting()).slice(0, MOST)
    if (part.length === 0) return false
    const now = Date.now()
    const response = await fetch(`${this.address}.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        entries: part.map(({ key, guest, place, name, senior, at, undone }) => ({
          key,
          guest,
          place,
          name,
          senior,
          undone,
          secondsAgo: Math.max(0, (now - at) / 1000),
        })),
      }),
    })
    this.#refused = response.ok || response.status >= 500 ? 0 : response.status
    return response.ok && this.#sent(part, await response.json())
  }

  async #waiting() {
    return (await this.#entries()).filter(({ sentAt, refused }) => sentAt === null && refused === null)
  }

  /**
   * @param {Entry[]} part
   * @param {{ saved: string[], refused: { key: string, message: string }[], same: Record<string, string> }} answer
   */
  async #sent(part, { saved, refused, same }) {
    let any = false
    const why = new Map(refused.map(({ key, message }) => [key, message]))
    for (const entry of part) {
      const latest = (await this.#entries()).find(({ key }) => key === entry.key)
      // Taken back while it was on its way: the taking back is still to be sent.
      if (!latest || latest.at !== entry.at) continue
      // Somebody with another phone was faster: that tick stands, and is the one to take back.
      const key = same[entry.key] ?? entry.key
      if (key !== entry.key) await removeEntry(this.store, entry.key)
      const done = {
        ...latest,
        key,
        sentAt: saved.includes(entry.key) ? Date.now() : null,
        refused: why.get(entry.key) ?? null,
      }
      await putEntry(this.store, done)
      any ||= done.sentAt !== null || done.refused !== null
      this.#show(done)
    }
    return any
  }

  /** @param {number} guest */
  #row(guest) {
    return this.page.querySelector(`[data-guest="${guest}"]`)
  }

  /** @param {Entry} entry */
  #show(entry) {
    const row = entry.guest === null ? this.#otherRow(entry) : this.#row(entry.guest)
    if (!row) return
    const state = row.querySelector('[data-state]')
    if (state) {
      if (entry.refused !== null) state.textContent = `Not saved: ${entry.refused}`
      else if (entry.undone) state.textContent = ''
      else
        state.textContent = `Here since ${clock(entry.at)}${entry.sentAt === null ? ', kept on this phone' : ''}`
    }
    if (entry.guest === null && entry.undone) row.setAttribute('hidden', '')
    for (const form of row.querySelectorAll('form[data-tick]')) {
      if (!(form instanceof HTMLFormElement)) continue
      const isUndo = form.dataset.tick === 'undo'
      form.hidden = isUndo === entry.undone
      const key = form.querySelector('input[name="key"]')
      if (isUndo && key instanceof HTMLInputElement && !entry.undone) key.value = entry.key
    }
    this.#count()
  }

  /** @param {Entry} entry */
  #otherRow(entry) {
    const found = this.page.querySelector(`[data-other="${entry.key}"]`)
    if (found || entry.undone) return found
    const list = this.page.querySelector('[data-others]')
    if (!list) return null
    const row = document.createElement('li')
    row.className = 'app-check-in__row'
    row.dataset.other = entry.key
    row.dataset.name = entry.name
    const option = this.page.querySelector(`select[name="place"] option[value="${entry.place}"]`)
    const words = document.createElement('div')
    const note = document.createElement('span')
    note.className = 'app-check-in__note'
    note.textContent = `${option?.textContent ?? ''}${entry.senior ? ' · senior leader' : ''}`
    const state = document.createElement('span')
    state.dataset.state = ''
    const name = document.createElement('strong')
    name.textContent = entry.name
    words.append(name, document.createElement('br'), note, document.createElement('br'), state)
    row.append(words, this.#undoForm(entry))
    list.append(row)
    this.page.querySelector('[data-no-others]')?.setAttribute('hidden', '')
    return row
  }

  /** @param {Entry} entry */
  #undoForm(entry) {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = this.address
    form.dataset.tick = 'undo'
    for (const [name, value] of Object.entries({
      key: entry.key,
      what: 'undo',
      guest: '',
      place: entry.place,
      name: entry.name,
    })) {
      const field = document.createElement('input')
      field.type = 'hidden'
      field.name = name
      field.value = value
      form.append(field)
    }
    const button = document.createElement('button')
    button.className = 'govuk-button govuk-button--secondary app-check-in__button'
    const whom = document.createElement('span')
    whom.className = 'govuk-visually-hidden'
    whom.textContent = `: ${entry.name}`
    button.append('Undo', whom)
    form.append(button)
    return form
  }

  #count() {
    const here = '[data-guest] form[data-tick="undo"]:not([hidden])'
    this.#put('[data-here]', this.page.querySelectorAll(here).length)
    this.#put('[data-here-others]', this.page.querySelectorAll('[data-others] > :not([hidden])').length)
  }

  /**
   * @param {string} where
   * @param {number} count
   */
  #put(where, count) {
    const place = this.page.querySelector(where)
    if (place) place.textContent = String(count)
  }

  #finishing() {
    const box = this.page.querySelector('[data-finish]')
    const button = box?.querySelector('button')
    if (!(box instanceof HTMLElement) || !button) return
    box.hidden = false
    button.addEventListener('click', () => void this.#finish())
  }

  async #finish() {
    await this.outbox.send()
    const entries = await this.#entries()
    if ((await this.#waiting()).length > 0) {
      this.line.say('Some changes are still kept on this phone. Take the list off when they have been sent.')
      return
    }
    for (const { key } of entries) await removeEntry(this.store, key)
    const worker = await navigator.serviceWorker.getRegistration(this.address)
    worker?.active?.postMessage({ forget: this.address })
    await worker?.unregister()
    this.line.say('Everything is saved, and the list is off this phone.')
  }
}

/** @param {number} at */
function clock(at) {
  return new Date(at)
    .toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true })
    .replace(' ', '')
}

const page = document.querySelector('[data-check-in]')
if (page instanceof HTMLElement) void begin(page)
