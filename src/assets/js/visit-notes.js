// The record of a visit, written on a phone or tablet whose connection goes and comes back. What is typed is written down here
// first, and sent when there is a connection: each wording under a key of its own, so that sending twice writes once.
// Where both schools wrote the same part, both texts are kept, and the person decides. Without this file there are forms.
import { allKept, changeWords, keepFor, openKept, putKept, removeKept } from './visit-notes-store.js'

const PAUSE = 700
const RETRY = 15_000

/** @typedef {import('./visit-notes-store.js').Kept} Kept */
/** @typedef {import('./visit-notes-store.js').KeptWords} KeptWords */
/** @typedef {import('./visit-notes-store.js').KeptAction} KeptAction */
/** @typedef {{ key: string, state: string, revision?: number, text?: string, byName?: string, message?: string }} Caught */

/** @param {HTMLElement} page */
async function begin(page) {
  // Outside HTTPS a browser gives neither a service worker nor keys: the forms do.
  if (!window.isSecureContext || !('indexedDB' in window)) return
  await new Notes(page, await openKept()).begin()
}

class Notes {
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
    if (this.parts.size > 0) await this.#keepPage()
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

  /** Asks the service worker to keep this page and the files that it was made of. */
  async #keepPage() {
    if (!('serviceWorker' in navigator) || !navigator.onLine) return
    try {
      const address = `${this.address}/edit`
      const registration = await navigator.serviceWorker.register('/support-days/notes-worker.js', {
        scope: address,
      })
      const worker = registration.active ?? (await started(registration))
      const files = performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name))
        .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
        .map(({ pathname }) => pathname)
      worker?.postMessage({ keep: address, files: [...new Set(files)] })
      keepFor()
    } catch {
      // A browser that keeps nothing: the page works while it is open, and sends what it wrote down.
    }
  }
}

/**
 * @param {KeptWords} kept
 * @param {Caught} answer
 * @returns {KeptWords}
 */
function afterAnswer(kept, { state, revision = kept.seen, text = '', byName = '' }) {
  const sent = kept.sending?.text ?? ''
  const next = { ...kept, sending: null, settles: null, sentAt: Date.now() }
  switch (state) {
    case 'saved':
      return { ...next, saved: sent, seen: revision, warned: null, checked: false }
    case 'late':
      return { ...next, saved: sent, warned: null }
    case 'aside':
      return { ...next, seen: revision, other: { text, byName, note: kept.sending?.key ?? '' } }
    default:
      return { ...next, warned: sent }
  }
}

/** One part of the record: its textarea, what was typed into it, and what the service has of it. */
class Words {
  #timer = 0

  /**
   * @param {Notes} notes
   * @param {HTMLElement} section
   */
  constructor(notes, section) {
    this.notes = notes
    this.section = section
    this.field = section.dataset.note ?? ''
    const area = section.querySelector('textarea')
    if (!area) throw new Error('A part of the record has no field')
    this.area = area
  }

  /** @param {KeptWords | undefined} kept */
  async begin(kept) {
    const shown = Number(this.section.dataset.revision)
    const { area } = this
    this.fresh = { text: area.value, seen: shown }
    if (kept) {
      const isUnsent = kept.sending !== null || kept.text !== kept.saved || kept.other !== null
      if (isUnsent) {
        area.value = kept.text
        this.#sayHow(kept)
      } else if (kept.seen > shown) {
        // A copy of the page that is older than what was saved from here.
        area.value = kept.saved ?? ''
      } else await removeKept(this.notes.store, kept.id)
    }
    area.addEventListener('input', () => {
      clearTimeout(this.#timer)
      // Written down at once, because a tab can be closed; sent when the person pauses.
      void this.keep()
      this.#timer = setTimeout(() => void this.notes.send(), PAUSE)
    })
  }

  /** Writes down what stands in the field. */
  async keep() {
    const { store } = this.notes
    const id = this.notes.wordsId(this.field)
    await changeWords(store, id, (kept) => {
      const text = this.area.value
      if (kept) return { ...kept, text, at: Date.now(), checked: kept.text === text && kept.checked }
      const { fresh = { text: '', seen: 0 } } = this
      if (text === fresh.text) return undefined
      return {
        id,
        kind: 'words',
        day: this.notes.day,
        account: this.notes.account,
        at: Date.now(),
        field: this.field,
        text,
        saved: fresh.text,
        seen: fresh.seen,
        checked: false,
        settles: null,
        sending: null,
        warned: null,
        other: null,
        sentAt: null,
      }
    })
    keepFor()
    await this.notes.tell()
  }

  /**
   * @param {KeptWords} kept
   * @param {Caught} answer
   */
  answered(kept, answer) {
    this.#sayHow(kept, answer)
  }

  /**
   * @param {KeptWords} kept
   * @param {Caught} [answer]
   */
  #sayHow(kept, answer) {
    const state = this.section.querySelector('[data-state]')
    const other = this.section.querySelector('[data-other]')
    if (!(state instanceof HTMLElement) || !(other instanceof HTMLElement)) return
    other.replaceChildren()
    other.hidden = true
    if (kept.other) {
      state.textContent = `${kept.other.byName} wrote here too. Both texts are kept: yours is above, theirs below.`
      other.append(
        quote(kept.other.text),
        this.#button('Save what stands above in its place', () => this.#resolve()),
      )
      other.hidden = false
    } else if (kept.warned !== null && kept.text === kept.warned) {
      state.textContent = `Not saved yet: ${answer?.message ?? 'this may point to a pupil.'} It is kept on this device.`
      other.append(this.#button('I have checked: this names no pupil', () => this.#check()))
      other.hidden = false
    } else if (answer?.state === 'late')
      state.textContent = 'Both schools have signed the record: these words stand beside it.'
    else state.textContent = ''
  }

  /**
   * @param {string} text
   * @param {() => void} press
   */
  #button(text, press) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'govuk-button govuk-button--secondary'
    button.textContent = text
    button.addEventListener('click', press)
    return button
  }

  /** The person has seen the other text, and says that what stands in the field is to be the record. */
  async #resolve() {
    await this.#change((kept) => ({
      ...kept,
      settles: kept.other?.note ?? null,
      // Sent in any case: even the same words say that the two have been put together.
      saved: null,
      other: null,
    }))
  }

  async #check() {
    await this.#change((kept) => ({ ...kept, warned: null, checked: true }))
  }

  /** @param {(kept: KeptWords) => KeptWords} change */
  async #change(change) {
    await changeWords(
      this.notes.store,
      this.notes.wordsId(this.field),
      (kept) => kept && change({ ...kept, text: this.area.value }),
    )
    const state = this.section.querySelector('[data-state]')
    if (state) state.textContent = ''
    const other = this.section.querySelector('[data-other]')
    if (other instanceof HTMLElement) other.hidden = true
    this.area.focus()
    await this.notes.send()
  }
}

/** @param {string} text */
function quote(text) {
  const words = document.createElement('p')
  words.className = 'govuk-inset-text app-words'
  words.textContent = text === '' ? 'They took the words out.' : text
  return words
}

/**
 * @param {ServiceWorkerRegistration} registration
 * @returns {Promise<ServiceWorker | null>}
 */
function started(registration) {
  return new Promise((done) => {
    const coming = registration.installing ?? registration.waiting
    if (!coming) done(registration.active)
    else
      coming.addEventListener('statechange', () => {
        if (coming.state === 'activated') done(coming)
        if (coming.state === 'redundant') done(null)
      })
  })
}

const page = document.querySelector('[data-visit-notes]')
if (page instanceof HTMLElement) void begin(page)
