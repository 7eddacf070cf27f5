// The pages on which a class answers: one question at a time where the survey says so, reading aloud, a dark screen, and
// answers that wait for the connection. Everything here is more than a page without script can do, and nothing it needs.

import { isKept, keep, sendAll } from './survey-outbox.js'

const PROGRESS = 'survey-progress'
const SENT = 'survey-sent'
const SCREEN = 'survey-screen'
const AGAIN_MILLISECONDS = 15_000
const KIOSK_MILLISECONDS = 8_000
/** A shared device that somebody left half-way is the next person's. */
const LEFT_MILLISECONDS = 180_000

const body = document.body
const isKiosk = body.dataset.kiosk === '1'
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
else void sendAll()
addEventListener('online', () => void sendAll())
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

/** Whoever presses Start is a new person, whatever the one before left. */
function offerToStart() {
  if (form) return
  for (const link of document.querySelectorAll('a[href^="questions"]')) {
    if (!location.pathname.endsWith('/help')) link.addEventListener('click', () => kept.clear())
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
  const oneByOne = words.layout === 'one-a-page'
  /** Of this form in this browser: a page that was kept for a day without connection holds somebody else's. */
  const progress = restored()
  keyField.value = progress.key
  for (const [name, value] of Object.entries(progress.chosen)) {
    const input = document.getElementById(`${name}-${value}`)
    if (input instanceof HTMLInputElement) input.checked = true
  }
  let at = Math.min(progress.at, questions.length)

  function restored() {
    const fresh = { key: newKey(), at: 0, chosen: /** @type {Record<string, string>} */ ({}) }
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
    kept.set(PROGRESS, JSON.stringify({ path: location.pathname, key, at, chosen: chosen() }))
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
    ;(questions[at] ?? checkHeading).focus()
    scrollTo(0, 0)
  }

  function goOn() {
    if (at >= questions.length) return
    at += 1
    history.pushState({ at }, '')
    show(true)
  }

  if (oneByOne) {
    for (const topic of form.querySelectorAll('.survey-topic')) topic.remove()
    check.after(steps)
    history.replaceState({ at }, '')
    next.addEventListener('click', goOn)
    back.addEventListener('click', () => history.back())
    addEventListener('popstate', (event) => {
      at = Math.min(Math.max(Number(event.state?.at ?? 0), 0), questions.length)
      show(true)
    })
    show(false)
  }
  sayCount()
  offerReading(questions, words)

  form.addEventListener('change', () => {
    note()
    sayCount()
  })
  document.getElementById('stop')?.addEventListener('click', () => kept.clear())

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    // Enter on a choice goes on; only the last step sends.
    if (oneByOne && at < questions.length) return goOn()
    if (sayCount() === 0) {
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
    const outcome = (await sendAll()).get(key) ?? ((await isKept(key)) ? 'waiting' : 'in')
    if (outcome === 'waiting') {
      finish('kept')
      setTimeout(() => void deliver(key), AGAIN_MILLISECONDS)
    } else finish(outcome === 'in' ? 'thanks' : outcome)
  }

  /** @param {'thanks' | 'kept' | 'closed' | 'broken'} state */
  function finish(state) {
    form.hidden = true
    for (const other of document.querySelectorAll('.survey-state')) {
      if (other instanceof HTMLElement) other.hidden = other.id !== state
    }
    for (const part of document.querySelectorAll('main > p')) part.remove()
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
      setTimeout(startAgain, KIOSK_MILLISECONDS)
    }
  }

  // This person has finished already: a reload shows what became of it, and no new form.
  const sent = kept.get(SENT)
  if (sent && !isRehearsal) void deliver(sent)
  else void sendAll()
  addEventListener('online', () => {
    const mine = kept.get(SENT)
    if (mine && form.hidden) void deliver(mine)
  })
}

function startAgain() {
  kept.clear()
  const address = new URL('./', location.href)
  address.search = location.search
  location.replace(address)
}

function watchForLeaving() {
  if (!form) return
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
      utterance.onend = () => {
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
  speechSynthesis.addEventListener('voiceschanged', hasVoice)
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
