// The list of what both schools will do, with what was added or taken out on this device and is not on the page that was sent.

/** @typedef {import('./visit-notes-store.js').KeptAction} KeptAction */
/** @typedef {import('./visit-notes-store.js').KeptRemoval} KeptRemoval */

export class Agreed {
  /**
   * @param {HTMLElement} page with the names of both schools
   * @param {string} address of the record
   */
  constructor(page, address) {
    this.page = page
    this.address = address
  }

  /** @param {KeptAction | KeptRemoval} kept */
  show(kept) {
    if (kept.kind === 'out') this.#line(kept.action)?.remove()
    else this.#say(kept, this.#line(kept.id) ?? this.#add(kept))
    this.count()
  }

  /** Says that nothing is agreed where nothing is left. */
  count() {
    const any = this.page.querySelector('[data-line]') !== null
    this.page.querySelector('[data-no-agreed]')?.toggleAttribute('hidden', any)
  }

  /** @param {string} key */
  #line(key) {
    return this.page.querySelector(`[data-line="${CSS.escape(key)}"]`)
  }

  /**
   * @param {KeptAction} action
   * @param {Element | null} line
   */
  #say({ refused, sentAt }, line) {
    const state = line?.querySelector('[data-state]')
    if (!state) return
    if (refused !== null) state.textContent = `Not saved: ${refused}. Take it out and write it again.`
    else state.textContent = sentAt === null ? 'Kept on this device' : ''
  }

  /** @param {KeptAction} action */
  #add({ id, answers }) {
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
    line.append(words, this.#removal(id, answers.action ?? ''))
    list.append(line)
    return line
  }

  /**
   * @param {string} id
   * @param {string} action
   */
  #removal(id, action) {
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
    which.textContent = `: ${action}`
    button.append('Take out', which)
    form.append(key, button)
    return form
  }
}
