// How what is kept on the device gets to the service: one sending at a time, and nothing that was asked for is left for later.

/** Asks now and then, because a connection that comes back does not always say so. */
const RETRY = 15_000

export class Outbox {
  #isSending = false
  /** Whether anything has asked to be sent since what is on its way was gathered. */
  #isAsked = false
  /** How many changes are on their way into the store. */
  #writing = 0

  /**
   * @param {import('./kept-line.js').KeptLine} line
   * @param {() => Promise<boolean>} sendOnce sends what is kept, or part of it; whether the service took or refused any
   * @param {() => Promise<import('./kept-line.js').KeptState | undefined>} state of what is kept; nothing where there is
   *   nothing to say of it
   */
  constructor(line, sendOnce, state) {
    this.line = line
    this.sendOnce = sendOnce
    this.state = state
  }

  /** Sends whenever there may be a connection again. */
  begin() {
    for (const name of ['online', 'focus']) window.addEventListener(name, () => void this.send())
    window.addEventListener('offline', () => void this.tell())
    document.addEventListener('visibilitychange', () => void this.send())
    setInterval(() => void this.send(), RETRY)
  }

  /**
   * Does work that changes what is kept; until it is done, nothing says that everything is saved.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async write(work) {
    this.#writing += 1
    this.line.saving()
    try {
      return await work()
    } finally {
      this.#writing -= 1
    }
  }

  /** Sends what is kept; asked while something is on its way, the rest goes as soon as that is answered. */
  async send() {
    this.#isAsked = true
    if (this.#isSending) return
    this.#isSending = true
    try {
      while (this.#isAsked && navigator.onLine) {
        this.#isAsked = false
        if (await this.sendOnce()) this.#isAsked = true
      }
    } catch {
      // No connection after all: what is kept is sent the next time.
    } finally {
      this.#isSending = false
    }
    await this.tell()
  }

  async tell() {
    const state = await this.state()
    // Whoever is still writing tells when it is done.
    if (state && this.#writing === 0) this.line.tell(state)
  }
}
