// What a page says of what it keeps on the device: how much has not been sent, and why.

const SAVED = 'Everything is saved.'
const SAVING = 'Saving…'

/**
 * @typedef {object} KeptState
 * @property {number} waiting how many are still to be sent
 * @property {number} [undecided] how many wait for the person and not for the connection
 * @property {number} refused the status with which the service would not take them, or 0
 */

/** The line on a page that says what is kept. */
export class KeptLine {
  /**
   * @param {HTMLElement} page
   * @param {{ one: string, many: string, device: string }} names of what is kept, and of what it is kept on
   */
  constructor(page, { one, many, device }) {
    this.line = page.querySelector('[data-connection]')
    this.one = one
    this.many = many
    this.device = device
  }

  /** Something has been written and is not kept yet: from now on it is not true that everything is saved. */
  saving() {
    if (this.line?.textContent === SAVED) this.say(SAVING)
  }

  /** @param {KeptState} state */
  tell(state) {
    this.say(this.#of(state))
  }

  /** @param {string} text */
  say(text) {
    if (this.line && this.line.textContent !== text) this.line.textContent = text
  }

  /** @param {KeptState} state */
  #of({ waiting, undecided = 0, refused }) {
    const sentences = []
    const kept = `${this.#count(waiting, 'is', 'are')} kept on this ${this.device}`
    if (waiting > 0 && refused === 401)
      sentences.push(`You are signed out. ${kept}: sign in again on another tab and it will be sent.`)
    else if (waiting > 0 && refused !== 0)
      sentences.push(`The service did not take what was sent. ${kept}: open the page again to see why.`)
    else if (waiting > 0 && !navigator.onLine)
      sentences.push(`No connection. ${kept} and will be sent when it is back.`)
    else if (waiting > 0) sentences.push(`${kept} and will be sent shortly.`)
    else if (!navigator.onLine)
      sentences.push(`No connection. Go on: everything is kept on this ${this.device}.`)
    if (undecided > 0) sentences.push(`${this.#count(undecided, 'waits', 'wait')} for your decision.`)
    return sentences.join(' ') || SAVED
  }

  /**
   * @param {number} count
   * @param {string} does
   * @param {string} doTogether
   */
  #count(count, does, doTogether) {
    return count === 1 ? `1 ${this.one} ${does}` : `${count} ${this.many} ${doTogether}`
  }
}
