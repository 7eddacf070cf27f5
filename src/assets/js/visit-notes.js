// The record of a visit, written on a phone or tablet whose connection goes and comes back. What is typed is written down here
// first, and sent when there is a connection: each wording under a key of its own, so that sending twice writes once.
// Where both schools wrote the same part, both texts are kept, and the person decides. Without this file there are forms.

import { KeptLine } from './kept-line.js'
import { Outbox } from './kept-outbox.js'
import { keepPage } from './kept-page.js'
import { Agreed } from './visit-notes-agreed.js'
import { afterAnswer, Words } from './visit-notes-part.js'
import {
  allKept,
  changeKept,
  isUndecided,
  isUnsent,
  keepFor,
  openKept,
  putKept,
  removeKept,
} from './visit-notes-store.js'

/** As many as the service takes at once. */
const MOST = 100

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
    this.agreed = new Agreed(page, this.address)
    this.line = new KeptLine(page, { one: 'note', many: 'notes', device: 'device' })
    this.outbox = new Outbox(
      this.line,
      () => this.#sendOnce(),
      () => this.#state(),
    )
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
      else this.agreed.show(each)
    }
    this.page.addEventListener('submit', (event) => this.#submitted(event))
    this.outbox.begin()
    this.page.querySelector('[data-kept]')?.removeAttribute('hidden')
    await this.outbox.send()
    if (this.parts.size > 0 && (await keepPage(`${this.address}/edit`, '/support-days/notes-worker.js')))
      keepFor()
    await this.outbox.tell()
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
    await this.outbox.send()
  }

  /** @param {HTMLFormElement} form */
  async #add(form) {
    const fields = new FormData(form)
    /** @type {Record<string, string>} */
    const answers = {}
    for (const [name, value] of fields) if (typeof value === 'string') answers[name] = value
    if ((answers.action ?? '').trim() === '') {
      this.line.say('Enter what will be done, and then add it.')
      form.querySelector('textarea')?.focus()
      return
    }
    const id = crypto.randomUUID()
    /** @type {KeptAction} */
    const kept = { ...this.#of(id), kind: 'action', answers, tried: false, sentAt: null, refused: null }
    await this.outbox.write(() => putKept(this.store, kept))
    form.reset()
    form.querySelector('textarea')?.focus()
    this.agreed.show(kept)
    await this.outbox.send()
  }

  /** @param {HTMLFormElement} form */
  async #takeOut(form) {
    const action = String(new FormData(form).get('action') ?? '')
    await this.outbox.write(() => this.#keepOut(form, action))
    this.agreed.count()
    await this.outbox.send()
  }

  /**
   * @param {HTMLFormElement} form
   * @param {string} action
   */
  async #keepOut(form, action) {
    let isOurs = false
    await changeKept(this.store, action, (/** @type {KeptAction | undefined} */ kept) => {
      isOurs = kept !== undefined && kept.sentAt === null && (!kept.tried || kept.refused !== null)
      return isOurs ? null : undefined
    })
    form.closest('[data-line]')?.remove()
    const field = this.page.querySelector('[data-add] textarea')
    if (field instanceof HTMLElement) field.focus()
    if (isOurs) return
    // It may have reached the service, which then has to take it out.
    const id = crypto.randomUUID()
    await putKept(this.store, { ...this.#of(id), kind: 'out', action, sentAt: null, refused: null })
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

  /** @returns {Promise<boolean>} whether the service took or refused any */
  async #sendOnce() {
    const waiting = await this.#waiting()
    if (waiting.length === 0) return false
    const response = await fetch(`${this.address}/notes.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ notes: waiting }),
    })
    this.#refused = response.ok || response.status >= 500 ? 0 : response.status
    if (!response.ok) return false
    const { notes } = await response.json()
    return this.#caught(notes)
  }

  /** In the order in which they were written; of words, the wording that is frozen until it is answered. */
  async #waiting() {
    const waiting = []
    for (const each of await this.#kept()) {
      if (waiting.length === MOST) break
      if (each.kind === 'words') {
        const frozen = await this.#freeze(each)
        if (frozen) waiting.push({ kind: 'words', field: each.field, ...frozen })
      } else if (each.sentAt !== null || each.refused !== null) continue
      else if (each.kind === 'out') waiting.push({ kind: 'out', key: each.id, action: each.action })
      else if (await this.#try(each)) waiting.push({ kind: 'action', key: each.id, answers: each.answers })
    }
    return waiting
  }

  /**
   * @param {KeptAction} action
   * @returns {Promise<boolean>} false where it was taken out meanwhile
   */
  async #try({ id }) {
    const change = (/** @type {KeptAction | undefined} */ kept) => kept && { ...kept, tried: true }
    return (await changeKept(this.store, id, change)) !== undefined
  }

  /**
   * The wording that is on its way stays as it is until it is answered, under one key; what is typed meanwhile is the next.
   * @param {KeptWords} words
   */
  async #freeze(words) {
    const frozen = await changeKept(this.store, words.id, (/** @type {KeptWords | undefined} */ kept) => {
      if (!kept || kept.sending) return kept
      const { text, saved, warned, other, seen, checked, settles } = kept
      if (text === saved || text === warned || other !== null) return kept
      return { ...kept, sending: { key: crypto.randomUUID(), text, seen, checked, settles } }
    })
    return frozen?.sending
  }

  /**
   * @param {Caught[]} answers
   * @returns {Promise<boolean>} whether anything that is kept was among what they answer
   */
  async #caught(answers) {
    const by = new Map(answers.map((answer) => [answer.key, answer]))
    let any = false
    for (const each of await this.#kept()) {
      if (each.kind === 'words') {
        const answer = each.sending && by.get(each.sending.key)
        if (!answer) continue
        const next = await changeKept(this.store, each.id, (/** @type {KeptWords | undefined} */ kept) =>
          kept?.sending?.key === answer.key ? afterAnswer(kept, answer) : undefined,
        )
        if (!next) continue
        any = true
        this.parts.get(each.field)?.answered(next, answer)
      } else {
        const answer = by.get(each.id)
        if (!answer) continue
        const next = {
          ...each,
          sentAt: ['saved', 'late'].includes(answer.state) ? Date.now() : null,
          refused: ['warned', 'invalid'].includes(answer.state) ? (answer.message ?? '') : null,
        }
        await putKept(this.store, next)
        any = true
        this.agreed.show(next)
      }
    }
    return any
  }

  async #state() {
    const kept = await this.#kept()
    if (this.parts.size === 0 && kept.length === 0) return undefined
    const undecided = kept.filter(isUndecided).length
    const waiting = kept.filter((each) => !isUndecided(each) && isUnsent(each)).length
    return { waiting, undecided, refused: this.#refused }
  }
}

const page = document.querySelector('[data-visit-notes]')
if (page instanceof HTMLElement) void begin(page)
