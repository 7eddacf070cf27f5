// Saves each statement as one goes, beside the form's own buttons, which save everything without this file too.

const PAUSE = 1500
/** A connection that comes back does not always say so. */
const RETRY = 15_000

/**
 * What the service answers.
 * @typedef {{ state: string, message: string, revision?: number }} Answer
 */

/** @param {HTMLFormElement} form */
function enhance(form) {
  const statements = [...form.querySelectorAll('[data-save]')]
    .filter((section) => section instanceof HTMLElement)
    .map((section) => new Statement(section))

  // The form waits for what is on its way, or it would be told that somebody else had been faster.
  form.addEventListener('submit', (event) => {
    for (const statement of statements) statement.forget()
    const busy = statements.filter(({ saving }) => saving)
    if (busy.length === 0) return
    event.preventDefault()
    event.stopPropagation()
    const button = event.submitter
    void Promise.allSettled(busy.map(({ saving }) => saving)).then(() => form.requestSubmit(button))
  })
}

class Statement {
  /** @type {Promise<void> | undefined} */
  saving
  #timer = 0
  #again = false
  /** Typed and not with the service yet, because there was no connection. */
  #unsent = false
  /** Whether it says that what stands there is with the service. */
  #isSaved = false
  /** Changed since it was last sent. */
  #isChanged = false

  /** @param {HTMLElement} section */
  constructor(section) {
    this.section = section
    section.addEventListener('change', (event) => {
      this.#uncheck(event.target)
      this.#soon(0)
    })
    section.addEventListener('input', (event) => {
      if (event.target instanceof HTMLTextAreaElement) this.#soon(PAUSE)
    })
    // What it said of the words before is not true of these.
    for (const name of ['change', 'input']) section.addEventListener(name, () => this.#changed())
    window.addEventListener('online', () => {
      if (this.#unsent) this.#soon(0)
    })
  }

  forget() {
    clearTimeout(this.#timer)
    this.#again = false
  }

  /**
   * That a note was looked over holds for that note only.
   * @param {EventTarget | null} changed
   */
  #uncheck(changed) {
    if (!(changed instanceof HTMLTextAreaElement)) return
    const checked = this.section.querySelector('input[name^="checked-"]')
    if (checked instanceof HTMLInputElement) checked.checked = false
  }

  /** @param {number} wait */
  #soon(wait) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.saving) this.#again = true
      else
        this.saving = this.#save().finally(() => {
          this.saving = undefined
          if (this.#again) this.#soon(0)
          this.#again = false
        })
    }, wait)
  }

  async #save() {
    this.#isChanged = false
    const data = new URLSearchParams()
    for (const field of this.section.querySelectorAll('input, textarea')) {
      if (field instanceof HTMLTextAreaElement) data.append(field.name, field.value)
      else if (field instanceof HTMLInputElement && (field.checked || field.type === 'hidden')) {
        data.append(field.name, field.value)
      }
    }
    try {
      const response = await fetch(this.section.dataset.save ?? '', {
        method: 'POST',
        body: data,
        headers: { accept: 'application/json' },
        keepalive: data.toString().length < 60_000,
      })
      this.#unsent = false
      const isAnswer = response.headers.get('content-type')?.startsWith('application/json')
      if (isAnswer) this.#show(await response.json())
      else this.#say('Not saved: press “Save” at the end of the page to see why.')
    } catch {
      this.#unsent = true
      this.#soon(RETRY)
      this.#say(
        'Not saved yet: there is no connection. Leave this page open: it is saved when the connection is back.',
      )
    }
  }

  /** @param {Answer} answer */
  #show({ state, message, revision }) {
    const seen = this.section.querySelector('input[name^="seen-"]')
    if (revision !== undefined && seen instanceof HTMLInputElement) seen.value = String(revision)
    const check = this.section.querySelector('.app-statement__checked')
    if (check instanceof HTMLElement) check.hidden = state !== 'warned'
    if (state === 'saved' && this.#isChanged) return
    this.#say(message)
    this.#isSaved = state === 'saved'
  }

  #changed() {
    this.#isChanged = true
    if (this.#isSaved) this.#say('')
    this.#isSaved = false
  }

  /** @param {string} message */
  #say(message) {
    const place = this.section.querySelector('.app-statement__state')
    if (place) place.textContent = message
  }
}

// At the end, because a class is not there before its own lines have run.
for (const form of document.querySelectorAll('form[data-module="app-self-assessment"]')) {
  if (form instanceof HTMLFormElement) enhance(form)
}
