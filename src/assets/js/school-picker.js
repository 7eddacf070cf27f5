// Offers schools while one types, in a form that also works without it.
import '../autocomplete/accessible-autocomplete.min.js'

const LEAST = 2
const WAIT = 150

/**
 * What the service answers for a search, in order.
 * @typedef {{ urn: number, name: string, facts?: string }} School
 */

const styles = document.createElement('link')
styles.rel = 'stylesheet'
styles.href = new URL('../autocomplete/accessible-autocomplete.min.css', import.meta.url).href
document.head.append(styles)

for (const picker of document.querySelectorAll('[data-module="app-school-picker"]')) {
  if (picker instanceof HTMLElement) enhance(picker)
}

/** @param {HTMLElement} picker */
function enhance(picker) {
  const input = picker.querySelector('input')
  const source = picker.dataset.source
  if (!input || !source) return
  const opens = picker.dataset.open === 'true'
  const hint = picker.querySelector('.govuk-hint')?.textContent?.trim()
  const wrong = input.classList.contains('govuk-input--error')

  // The visible field belongs to the autocomplete; this one is sent, with the chosen school's URN or what was typed.
  const sent = document.createElement('input')
  sent.type = 'hidden'
  sent.name = input.name
  sent.value = input.value

  const search = searchWith(source)
  const place = document.createElement('div')
  input.replaceWith(place, sent)
  window.accessibleAutocomplete({
    element: place,
    id: input.id,
    name: '',
    defaultValue: input.value,
    minLength: LEAST,
    confirmOnBlur: false,
    autoselect: false,
    displayMenu: 'overlay',
    inputClasses: wrong ? 'govuk-input--error' : null,
    source: search.ask,
    templates: { inputValue: nameOf, suggestion },
    tAssistiveHint: () =>
      `${hint ? `${hint}. ` : ''}When schools are offered, use the up and down arrows to look through them and enter to choose. On a touch screen, explore by touch.`,
    tNoResults: () => (search.waiting() ? 'Looking for schools' : 'No school found'),
    onConfirm: (school) => {
      if (!school) return
      sent.value = String(school.urn)
      if (opens) location.assign(`/schools/${school.urn}`)
    },
  })
  // Typing after choosing takes the choice back.
  place.addEventListener('input', (event) => {
    if (event.target instanceof HTMLInputElement) sent.value = event.target.value
  })
}

/**
 * Asks once a person pauses; an answer to an older question is dropped.
 * @param {string} address
 */
function searchWith(address) {
  let timer = 0
  let asking = new AbortController()
  let waiting = false
  /**
   * @param {string} query
   * @param {(schools: School[]) => void} show
   */
  const ask = (query, show) => {
    waiting = true
    clearTimeout(timer)
    asking.abort()
    asking = new AbortController()
    const { signal } = asking
    timer = setTimeout(async () => {
      try {
        const url = new URL(address, location.href)
        url.searchParams.set('q', query)
        const response = await fetch(url, { signal, headers: { accept: 'application/json' } })
        const answer = response.ok ? await response.json() : []
        if (signal.aborted) return
        waiting = false
        show(Array.isArray(answer) ? answer : answer.schools)
      } catch {
        // Offline, or the question changed: the form still sends what was typed.
        if (signal.aborted) return
        waiting = false
        show([])
      }
    }, WAIT)
  }
  return { ask, waiting: () => waiting }
}

/** @param {School | undefined} school */
function nameOf(school) {
  return school?.name ?? ''
}

/**
 * The autocomplete takes this as markup, so it is built from text.
 * @param {School | string} school
 */
function suggestion(school) {
  const option = document.createElement('span')
  if (typeof school === 'string') {
    option.textContent = school
  } else {
    const facts = document.createElement('span')
    facts.className = 'app-school-picker__facts'
    facts.textContent = [school.facts, `URN ${school.urn}`].filter(Boolean).join(' · ')
    option.append(school.name, facts)
  }
  return option.innerHTML
}
