// The record of a visit, written on a phone or tablet whose connection goes and comes back. What is typed is written down here
// first, and sent when there is a connection: each wording under a key of its own, so that sending twice writes once.
// Where both schools wrote the same part, both texts are kept, and the person decides. Without this file there are forms.
import { keepPage } from './kept-page.js'
import { afterAnswer, Words } from './visit-notes-part.js'
import { allKept, changeWords, keepFor, openKept, putKept, removeKept } from './visit-notes-store.js'

const RETRY = 15_000

/** @typedef {import('./visit-notes-store.js').Kept} Kept */
/** @typedef {import('./visit-notes-store.js').KeptWords} KeptWords */
/** @typedef {import('./visit-notes-store.js').KeptAction} KeptAction */
/** @typedef {import('./visit-notes-part.js').Caught} Caught */

/** @param {HTMLElement} page */
async function begin(page) {
  // Outside HTTPS a browser gives neither a service worker nor keys: the forms do.
  if (!window.isSecureContext || !('indexedDB' in window)) return
  await new Notes(page, await openKept()).begin()
}

export class Notes {
  #sending = false
  /** The status of the last answer, where the service would not take what was sent. */
  #refused = 0

  /**
   * @param {HTMLElement} page
   * @param {IDBDatabase} store
   */
  constructor(page, store) {
    this.page = page
    this.store = store
    this.day = Number(page.dataset.visitNotes)
    this.account = Number(page.dataset.account)
    this.made = Number(page.dataset.made)
    this.address = `/support-days/${this.day}/visit-record`
    /** @type {Map<string, Words>} */
    this.parts = new Map()
  }

  async begin() {
    const kept = await this.#kept()
    for (const section of this.page.querySelectorAll('[data-note]')) {
      if (!(section instanceof HTMLElement)) continue
      const own = kept.find((each) => each.kind === 'words' && each.field === section.dataset.note)
      const part = new Words(this, section)
      this.parts.set(part.field, part)
      await part.begin(own?.kind === 'words' ? own : undefined)
    }
    for (const each of kept) {
      if (each.kind === 'words') continue
      // A page made after the sending shows what was sent; one that was kept before does not.
      if (each.sentAt !== null && each.sentAt < this.made) await removeKept(this.store, each.id)
      else this.#show(each)
    }
    this.page.addEventListener('submit', (event) => this.#submitted(event))
    for (const name of ['online', 'focus']) window.addEventListener(name, () => void this.send())
    window.addEventListener('offline', () => void this.tell())
    document.addEventListener('visibilitychange', () => void this.send())
    setInterval(() => void this.send(), RETRY)
    this.page.querySelector('[data-kept]')?.removeAttribute('hidden')
    await this.send()
    if (this.parts.size > 0 && (await keepPage(`${this.address}/edit`, '/support-days/notes-worker.js')))
      keepFor()
    await this.tell()
  }

  async #kept() {
    const all = await allKept(this.store)
    return all
      .filter(({ day, account }) => day === this.day && account === this.account)
      .sort((one, other) => one.at - other.at)
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    if (form.dataset.words !== undefined) {
      event.preventDefault()
      event.stopPropagation()
      void this.#saveNow()
    } else if (form.dataset.add !== undefined) {
      event.preventDefault()
      event.stopPropagation()
      void this.#add(form)
    } else if (form.dataset.out !== undefined) {
      event.preventDefault()
      event.stopPropagation()
      void this.#takeOut(form)
    }
  }

  async #saveNow() {
    for (const part of this.parts.values()) await part.keep()
    await this.send()
  }

  /** @param {HTMLFormElement} form */
  async #add(form) {
    const fields = new FormData(form)
    /** @type {Record<string, string>} */
    const answers = {}
    for (const [name, value] of fields) if (typeof value === 'string') answers[name] = value
    if ((answers.action ?? '').trim() === '') {
      await this.tell('Enter what will be done, and then add it.')
      form.querySelector('textarea')?.focus()
      return
    }
    const id = crypto.randomUUID()
    /** @type {KeptAction} */
    const kept = { ...this.#of(id), kind: 'action', answers, sentAt: null, refused: null }
    await putKept(this.store, kept)
    form.reset()
    form.querySelector('textarea')?.focus()
    this.#show(kept)
    await this.send()
  }

  /** @param {HTMLFormElement} form */
  async #takeOut(form) {
    const action = String(new FormData(form).get('action') ?? '')
    const added = (await this.#kept()).find(({ id }) => id === action)
    form.closest('[data-line]')?.remove()
    const field = this.page.querySelector('[data-add] textarea')
    if (field instanceof HTMLElement) field.focus()
    // Never sent, so nobody else has it. One that is on its way has to be taken out by the service.
    if (added && added.kind === 'action' && added.sentAt === null && !this.#sending) {
      await removeKept(this.store, action)
    } else {
      const id = crypto.randomUUID()
      await putKept(this.store, { ...this.#of(id), kind: 'out', action, sentAt: null, refused: null })
    }
    this.#count()
    await this.send()
  }

  /** @param {string} id */
  #of(id) {
    keepFor()
    return { id, day: this.day, account: this.account, at: Date.now() }
  }

  /** @param {string} field */
  wordsId(field) {
    return `${this.account} ${this.day} ${field}`
  }

  /** @param {Kept} kept */
  #show(kept) {
    if (kept.kind === 'out') this.#line(kept.action)?.remove()
    if (kept.kind === 'action') {
      const line = this.#line(kept.id) ?? this.#newLine(kept)
      const state = line?.querySelector('[data-state]')
      if (state) {
        if (kept.refused !== null)
          state.textContent = `Not saved: ${kept.refused}. Take it out and write it again.`
        else state.textContent = kept.sentAt === null ? 'Kept on this device' : ''
      }
    }
    this.#count()
  }

  /** @param {string} key */
  #line(key) {
    return this.page.querySelector(`[data-line="${CSS.escape(key)}"]`)
  }

  /** @param {KeptAction} kept */
  #newLine({ id, answers }) {
    const list = this.page.querySelector('[data-agreed]')
    if (!list) return null
    const line = document.createElement('li')
    line.className = 'app-check-in__row'
    line.dataset.line = id
    const words = document.createElement('div')
    const who = document.createElement('strong')
    who.textContent = (answers.doer === 'lead' ? this.page.dataset.lead : this.page.dataset.partner) ?? ''
    const due = [answers['due-day'], answers['due-month'], answers['due-year']].filter(Boolean).join(' ')
    const rest = `: ${answers.action}${answers.owner ? ` (${answers.owner})` : ''}${due ? `, by ${due}` : ''}`
    const state = document.createElement('span')
    state.className = 'app-check-in__note'
    state.dataset.state = ''
    words.append(who, rest, document.createElement('br'), state)
    const form = document.createElement('form')
    form.method = 'post'
    form.action = `${this.address}/removals`
    form.dataset.out = ''
    const key = document.createElement('input')
    key.type = 'hidden'
    key.name = 'action'
    key.value = id
    const button = document.createElement('button')
    button.className = 'govuk-button govuk-button--secondary app-check-in__button'
    const which = document.createElement('span')
    which.className = 'govuk-visually-hidden'
    which.textContent = `: ${answers.action}`
    button.append('Take out', which)
    form.append(key, button)
    line.append(words, form)
    list.append(line)
    return line
  }

  #count() {
    const any = this.page.querySelector('[data-line]') !== null
    this.page.querySelector('[data-no-agreed]')?.toggleAttribute('hidden', any)
  }

  async send() {
    if (this.#sending) return
    this.#sending = true
    try {
      // What was typed while the last part was on its way goes in the next.
      for (let rounds = 0; rounds < 5; rounds += 1) {
        const waiting = await this.#waiting()
        if (waiting.length === 0) break
        const response = await fetch(`${this.address}/notes.json`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ notes: waiting.slice(0, 100) }),
        })
        this.#refused = response.ok || response.status >= 500 ? 0 : response.status
        if (!response.ok) break
        const { notes } = await response.json()
        await this.#caught(notes)
      }
    } catch {
      // No connection after all: what is kept is sent the next time.
    } finally {
      this.#sending = false
    }
    await this.tell()
  }

  /** In the order in which they were written; of words, the wording that is frozen until it is answered. */
  async #waiting() {
    const waiting = []
    for (const each of await this.#kept()) {
      if (each.kind === 'words') {
        const frozen = await this.#freeze(each)
        if (frozen) waiting.push({ kind: 'words', field: each.field, ...frozen })
      } else if (each.sentAt === null && each.refused === null) {
        waiting.push(
          each.kind === 'action'
            ? { kind: 'action', key: each.id, answers: each.answers }
            : { kind: 'out', key: each.id, action: each.action },
        )
      }
    }
    return waiting
  }

  /**
   * The wording that is on its way stays as it is until it is answered, under one key; what is typed meanwhile is the next.
   * @param {KeptWords} words
   */
  async #freeze(words) {
    const frozen = await changeWords(this.store, words.id, (kept) => {
      if (!kept || kept.sending) return kept
      const { text, saved, warned, other, seen, checked, settles } = kept
      if (text === saved || text === warned || other !== null) return kept
      return { ...kept, sending: { key: crypto.randomUUID(), text, seen, checked, settles } }
    })
    return frozen?.sending
  }

  /** @param {Caught[]} answers */
  async #caught(answers) {
    const by = new Map(answers.map((answer) => [answer.key, answer]))
    for (const each of await this.#kept()) {
      if (each.kind === 'words') {
        const answer = each.sending && by.get(each.sending.key)
        if (!answer) continue
        const next = await changeWords(this.store, each.id, (kept) =>
          kept?.sending?.key === answer.key ? afterAnswer(kept, answer) : undefined,
        )
        if (next) this.parts.get(each.field)?.answered(next, answer)
      } else {
        const answer = by.get(each.id)
        if (!answer) continue
        const next = {
          ...each,
          sentAt: ['saved', 'late'].includes(answer.state) ? Date.now() : null,
          refused: ['warned', 'invalid'].includes(answer.state) ? (answer.message ?? '') : null,
        }
        await putKept(this.store, next)
        this.#show(next)
      }
    }
  }

  /** @param {string} [instead] */
  async tell(instead) {
    const status = this.page.querySelector('[data-connection]')
    if (!status) return
    const kept = await this.#kept()
    const waiting = kept.filter((each) =>
      each.kind === 'words'
        ? each.sending !== null || (each.text !== each.saved && each.other === null)
        : each.sentAt === null,
    ).length
    const notes = waiting === 1 ? '1 note is kept on this device' : `${waiting} notes are kept on this device`
    const text =
      instead ??
      (waiting > 0 && this.#refused === 401
        ? `You are signed out. ${notes}: sign in again on another tab and it will be sent.`
        : waiting > 0 && this.#refused !== 0
          ? `The service did not take what was sent. ${notes}: open the page again to see why.`
          : !navigator.onLine
            ? waiting > 0
              ? `No connection. ${notes} and will be sent when it is back.`
              : 'No connection. Go on: everything is kept on this device.'
            : waiting > 0
              ? `${notes} and will be sent shortly.`
              : this.parts.size > 0 || kept.length > 0
                ? 'Everything is saved.'
                : '')
    if (status.textContent !== text) status.textContent = text
  }
}

const page = document.querySelector('[data-visit-notes]')
if (page instanceof HTMLElement) void begin(page)
