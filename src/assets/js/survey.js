// The pages on which a class answers: one question at a time where the survey says so, reading aloud, a dark screen, and
// answers that wait for the connection. Everything here is more than a page without script can do, and nothing it needs.

import { cameBack, forget, isKept, keep, sendAll } from './survey-outbox.js'

const PROGRESS = 'survey-progress'
const SENT = 'survey-sent'
const CARE = 'survey-care'
const SCREEN = 'survey-screen'
const AGAIN_MILLISECONDS = 15_000
const KIOSK_MILLISECONDS = 8_000
/** Whoever is told whom to tell needs longer to read it. */
const CARE_MILLISECONDS = 40_000
/** A shared device that somebody left half-way is the next person's. */
const LEFT_MILLISECONDS = 180_000

const body = document.body
const isKiosk = body.dataset.kiosk === '1'
const isHelp = location.pathname.endsWith('/help')
const form = /** @type {HTMLFormElement | null} */ (document.querySelector('.survey-form'))
const heading = document.querySelector('h1')

/** Not every browser lets a page keep things for as long as its tab is open. */
const kept = {
  /** @param {string} name */
  get(name) {
    try {
      return sessionStorage.getItem(name)
    } catch {
      return null
    }
  },
  /** @param {string} name @param {string} value */
  set(name, value) {
    try {
      sessionStorage.setItem(name, value)
    } catch {
      // Then a reload begins anew.
    }
  },
  clear() {
    try {
      sessionStorage.removeItem(PROGRESS)
      sessionStorage.removeItem(SENT)
      sessionStorage.removeItem(CARE)
    } catch {
      // Nothing was kept.
    }
  },
}

function newKey() {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** @param {string} text @param {string} style */
function button(text, style) {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = style
  made.textContent = text
  return made
}

offerScreens()
offerToStart()
if (form) answer(form)
else void sendAll(kept.get(SENT))
addEventListener('online', () => void sendAll(kept.get(SENT)))
keepPages()
if (isKiosk) watchForLeaving()

function offerScreens() {
  const root = document.documentElement
  const head = document.querySelector('.survey-head')
  const { dark = '', light = '' } = body.dataset
  if (!head || dark === '') return
  const chosen = kept.get(SCREEN)
  if (chosen) root.dataset.screen = chosen
  const isDark = () =>
    root.dataset.screen ? root.dataset.screen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  const toggle = button(isDark() ? light : dark, '')
  toggle.addEventListener('click', () => {
    root.dataset.screen = isDark() ? 'light' : 'dark'
    kept.set(SCREEN, root.dataset.screen)
    toggle.textContent = isDark() ? light : dark
  })
  head.append(toggle)
}

/**
 * Whoever presses Start is a new person, whatever the one before left; so is whoever goes on from there by way of the help.
 * Whoever looks at the help half-way comes back to their own answers.
 */
function offerToStart() {
  if (form || isHelp) return
  for (const link of document.querySelectorAll('a[href^="questions"], a[href^="help"]')) {
    link.addEventListener('click', () => kept.clear())
  }
  if (isKiosk) kept.clear()
}

/** @param {HTMLFormElement} form */
function answer(form) {
  const words = form.dataset
  const isRehearsal = words.rehearsal === '1'
  const questions = /** @type {HTMLFieldSetElement[]} */ ([...form.querySelectorAll('.survey-question')])
  const check = /** @type {HTMLElement} */ (form.querySelector('.survey-check'))
  const checkHeading = /** @type {HTMLElement} */ (check.querySelector('h2'))
  const checkBody = /** @type {HTMLElement} */ (document.getElementById('check-body'))
  const sendButton = /** @type {HTMLButtonElement} */ (document.getElementById('send'))
  const keyField = /** @type {HTMLInputElement} */ (form.elements.namedItem('key'))
  /** Where staff add something in their own words, and what they may be asked about it. */
  const remark = /** @type {HTMLTextAreaElement | null} */ (document.getElementById('remark'))
  const asking = document.getElementById('asked')
  const titles = { heading: heading?.textContent ?? '', page: document.title }
  const sendText = sendButton.textContent
  const oneByOne = words.layout === 'one-a-page'
  /** Of this form in this browser: a page that was kept for a day without connection holds somebody else's. */
  const progress = restored()
  keyField.value = progress.key
  for (const [name, value] of Object.entries(progress.chosen)) {
    const input = document.getElementById(`${name}-${value}`)
    if (input instanceof HTMLInputElement) input.checked = true
  }
  if (remark && typeof progress.remark === 'string') remark.value = progress.remark
  let at = Math.min(progress.at, questions.length)

  function restored() {
    const fresh = { key: newKey(), at: 0, chosen: /** @type {Record<string, string>} */ ({}), remark: '' }
    if (isRehearsal) return fresh
    try {
      const before = JSON.parse(kept.get(PROGRESS) ?? 'null')
      if (before?.path === location.pathname && typeof before.key === 'string') return before
    } catch {
      // Not ours.
    }
    return fresh
  }

  function chosen() {
    const all = /** @type {Record<string, string>} */ ({})
    for (const question of questions) {
      const input = question.querySelector('input:checked')
      if (input instanceof HTMLInputElement) all[input.name] = input.value
    }
    return all
  }

  function note() {
    if (isRehearsal) return
    const { key } = progress
    kept.set(
      PROGRESS,
      JSON.stringify({ path: location.pathname, key, at, chosen: chosen(), remark: remark?.value }),
    )
  }

  function sayCount() {
    const answered = Object.keys(chosen()).length
    checkBody.hidden = false
    checkBody.textContent = (words.check ?? '')
      .replace('{answered}', String(answered))
      .replace('{total}', String(questions.length))
    return answered
  }

  // One question at a time, with a step to look back before sending.
  const steps = document.createElement('div')
  steps.className = 'survey-steps'
  const next = button(words.next ?? '', 'survey-button')
  const back = button(words.back ?? '', 'survey-button survey-button--quiet')
  steps.append(next, back)

  /** @param {boolean} moved */
  function show(moved) {
    if (!oneByOne) return
    questions.forEach((question, index) => {
      question.hidden = index !== at
    })
    check.hidden = at < questions.length
    for (const line of document.querySelectorAll('main > p')) line.toggleAttribute('hidden', at > 0)
    next.hidden = at >= questions.length
    back.hidden = at === 0
    if (at >= questions.length) sayCount()
    if (!moved) return
    note()
    stopReading()
    ;(questions[at] ?? remark ?? checkHeading).focus()
    scrollTo(0, 0)
  }

  function goOn() {
    if (at >= questions.length) return
    at += 1
    history.pushState({ at, isStep: true }, '')
    show(true)
  }

  /** To the question before: the browser's own step back, unless that would leave the page, as after a look at the help. */
  function goBack() {
    if (history.state?.isStep) return history.back()
    at -= 1
    history.replaceState({ at }, '')
    show(true)
  }

  if (oneByOne) {
    for (const topic of form.querySelectorAll('.survey-topic')) topic.remove()
    check.after(steps)
    // Leaving is as near as going on, at every question.
    const stop = document.getElementById('stop')?.parentElement
    if (stop) steps.after(stop)
    history.replaceState({ ...history.state, at }, '')
    next.addEventListener('click', goOn)
    back.addEventListener('click', goBack)
    addEventListener('popstate', (event) => {
      at = Math.min(Math.max(Number(event.state?.at ?? 0), 0), questions.length)
      show(true)
    })
    show(false)
  }
  sayCount()

  form.addEventListener('change', () => {
    note()
    sayCount()
  })
  remark?.addEventListener('input', note)
  document.getElementById('stop')?.addEventListener('click', async (event) => {
    event.preventDefault()
    kept.clear()
    // Whoever was asked and leaves has sent nothing.
    await forget(progress.key)
    if (event.target instanceof HTMLAnchorElement) location.assign(event.target.href)
  })

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    // Enter on a choice goes on; only the last step sends.
    if (oneByOne && at < questions.length) return goOn()
    if (sayCount() === 0 && !remark?.value.trim()) {
      at = 0
      show(true)
      questions[0]?.focus()
      return
    }
    if (isRehearsal) return finish('thanks')
    if (sendButton.disabled) return
    sendButton.disabled = true
    sendButton.textContent = words.sending ?? ''
    void send()
  })

  async function send() {
    const { key } = progress
    const fields = [...new FormData(form)].map(
      ([name, value]) => /** @type {[string, string]} */ ([name, String(value)]),
    )
    await keep({
      key,
      url: new URL(form.getAttribute('action') ?? '', location.href).pathname,
      body: new URLSearchParams(fields).toString(),
    })
    kept.clear()
    kept.set(SENT, key)
    await deliver(key)
  }

  /** @param {string} key */
  async function deliver(key) {
    const outcome = (await sendAll(key)).get(key) ?? ((await isKept(key)) ? 'waiting' : 'in')
    if (outcome === 'waiting') {
      finish('kept')
      setTimeout(() => void deliver(key), AGAIN_MILLISECONDS)
    } else if (outcome === 'asked') {
      await askAgain(key)
    } else {
      if (outcome === 'care') kept.set(CARE, '1')
      finish(outcome === 'in' || outcome === 'care' ? 'thanks' : outcome)
    }
  }

  /**
   * The form as it was sent, with what is asked about it beside the field. Nothing is in; the same key is sent again.
   * @param {string} key
   */
  async function askAgain(key) {
    const back = await cameBack(key)
    const words = document.getElementById('asked-words')
    if (!back || !remark || !asking || !words) return
    progress.key = key
    keyField.value = key
    for (const [name, value] of new URLSearchParams(back.body)) {
      const input = document.getElementById(`${name}-${value}`)
      if (input instanceof HTMLInputElement) input.checked = true
      if (name === 'remark') remark.value = value.replaceAll('\r\n', '\n')
    }
    for (const state of document.querySelectorAll('.survey-state')) state.toggleAttribute('hidden', true)
    form.hidden = false
    if (heading) heading.textContent = titles.heading
    document.title = titles.page
    sendButton.disabled = false
    sendButton.textContent = sendText
    words.textContent = back.words
    asking.hidden = false
    at = questions.length
    note()
    show(false)
    asking.focus()
  }

  /** @param {'thanks' | 'kept' | 'closed' | 'broken'} state */
  function finish(state) {
    form.hidden = true
    for (const other of document.querySelectorAll('.survey-state')) {
      if (other instanceof HTMLElement) other.hidden = other.id !== state
    }
    for (const part of document.querySelectorAll('main > p')) part.remove()
    const isToldMore = state === 'thanks' && kept.get(CARE) === '1'
    document.getElementById('care')?.toggleAttribute('hidden', !isToldMore)
    const shown = document.getElementById(state)
    const title = shown?.dataset.title ?? ''
    if (heading && heading.textContent !== title) {
      heading.textContent = title
      heading.removeAttribute('lang')
      heading.tabIndex = -1
      heading.focus()
      document.title = title
      scrollTo(0, 0)
    }
    if (isKiosk && (state === 'thanks' || state === 'kept')) {
      setTimeout(startAgain, isToldMore ? CARE_MILLISECONDS : KIOSK_MILLISECONDS)
    }
  }

  // This person has finished already: a reload shows what became of it, and no new form.
  const sent = kept.get(SENT)
  if (sent && !isRehearsal) void deliver(sent)
  else void sendAll(null)
  addEventListener('online', () => {
    const mine = kept.get(SENT)
    if (mine && form.hidden) void deliver(mine)
  })
  offerReading(questions, words)
}

/** In the usual language and words: those of the person before are not the next one's. */
function startAgain() {
  kept.clear()
  location.replace(new URL('./?l=en&kiosk=1', location.href))
}

/** Also where somebody left from the help, half-way. */
function watchForLeaving() {
  if (!form && !isHelp) return
  let timer = setTimeout(startAgain, LEFT_MILLISECONDS)
  for (const sign of ['pointerdown', 'keydown', 'scroll']) {
    addEventListener(
      sign,
      () => {
        clearTimeout(timer)
        timer = setTimeout(startAgain, LEFT_MILLISECONDS)
      },
      { passive: true },
    )
  }
}

function stopReading() {
  if ('speechSynthesis' in window) speechSynthesis.cancel()
}

/**
 * A button beside each question, where the browser has a voice for its language.
 * @param {readonly HTMLFieldSetElement[]} questions
 * @param {DOMStringMap} words
 */
function offerReading(questions, words) {
  if (!('speechSynthesis' in window) || !('SpeechSynthesisUtterance' in window)) return
  const lang = document.documentElement.lang
  const buttons = questions.map((question) => {
    const listen = button(words.listen ?? '', 'survey-listen')
    listen.setAttribute('aria-describedby', `${question.id}-text`)
    const text = question.querySelector('.survey-text')
    if (text) text.id = `${question.id}-text`
    question.querySelector('legend')?.after(listen)
    listen.addEventListener('click', () => {
      const isReading = listen.textContent === words.hush
      stopReading()
      for (const other of buttons) other.textContent = words.listen ?? ''
      if (isReading) return
      const said = [text, ...question.querySelectorAll('label')].map((part) => part?.textContent?.trim())
      const utterance = new SpeechSynthesisUtterance(said.join('. '))
      utterance.lang = lang
      utterance.onend = utterance.onerror = () => {
        listen.textContent = words.listen ?? ''
      }
      listen.textContent = words.hush ?? ''
      speechSynthesis.speak(utterance)
    })
    return listen
  })
  const hasVoice = () => {
    const voices = speechSynthesis.getVoices()
    const none = voices.length > 0 && !voices.some((voice) => voice.lang.toLowerCase().startsWith(lang))
    for (const listen of buttons) listen.hidden = none
  }
  hasVoice()
  // As a property: on older tablets it takes no listeners.
  speechSynthesis.onvoiceschanged = hasVoice
}

/** So that the pages open again where the connection has gone. */
function keepPages() {
  if (!('serviceWorker' in navigator) || !location.pathname.startsWith('/survey/')) return
  if (document.querySelector('[data-rehearsal]')) return
  addEventListener('load', async () => {
    try {
      const registration = await navigator.serviceWorker.register('/survey/worker.js', { scope: '/survey/' })
      const worker = registration.active ?? registration.waiting ?? registration.installing
      const files = [...document.querySelectorAll('link[rel=stylesheet], link[rel=icon], script[src]')].map(
        (each) => each.getAttribute('href') ?? each.getAttribute('src') ?? '',
      )
      const outbox = new URL('./survey-outbox.js', import.meta.url).pathname
      // The start page says in its link in which language and manner it goes on.
      const on = document.querySelector('a[href^="questions"]')
      const { search } = on instanceof HTMLAnchorElement ? new URL(on.href) : location
      const start = new URL('./', location.href).pathname
      worker?.postMessage({
        files: [...files, outbox],
        pages: [
          location.pathname + location.search,
          ...['', 'questions', 'help', 'stopped'].map((name) => `${start}${name}${search}`),
        ],
      })
    } catch {
      // Then the pages need a connection.
    }
  })
}
