// One part of the record of a visit: its field, what was typed into it, and what the service has of it.
import { changeKept, keepFor, removeKept } from './visit-notes-store.js'

const PAUSE = 700

/** @typedef {import('./visit-notes-store.js').KeptWords} KeptWords */
/** @typedef {{ key: string, state: string, revision?: number, text?: string, byName?: string, message?: string }} Caught */

/**
 * @param {KeptWords} kept
 * @param {Caught} answer
 * @returns {KeptWords}
 */
export function afterAnswer(kept, { state, revision = kept.seen, text = '', byName = '' }) {
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
export class Words {
  #timer = 0

  /**
   * @param {import('./visit-notes.js').Notes} notes
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
      this.#timer = setTimeout(() => void this.notes.outbox.send(), PAUSE)
    })
  }

  /** Writes down what stands in the field. */
  async keep() {
    await this.notes.outbox.write(() => this.#keep())
    keepFor()
    await this.notes.outbox.tell()
  }

  #keep() {
    const { store } = this.notes
    const id = this.notes.wordsId(this.field)
    return changeKept(store, id, (/** @type {KeptWords | undefined} */ kept) => {
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
    // One’s own words stand in the field: the copy that the service shows of them is not needed.
    const own = this.section.querySelector(`[data-aside="${CSS.escape(kept.other?.note ?? '')}"]`)
    if (own instanceof HTMLElement) own.hidden = true
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
    await this.notes.outbox.write(() =>
      changeKept(
        this.notes.store,
        this.notes.wordsId(this.field),
        (/** @type {KeptWords | undefined} */ kept) => kept && change({ ...kept, text: this.area.value }),
      ),
    )
    const state = this.section.querySelector('[data-state]')
    if (state) state.textContent = ''
    const other = this.section.querySelector('[data-other]')
    if (other instanceof HTMLElement) other.hidden = true
    this.area.focus()
    await this.notes.outbox.send()
  }
}

/** @param {string} text */
function quote(text) {
  const words = document.createElement('p')
  words.className = 'govuk-inset-text app-words'
  words.textContent = text === '' ? 'They took the words out.' : text
  return words
}
