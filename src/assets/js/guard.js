// A second press on a button while the first is under way does nothing. The server has the last word (each create form
// carries a key), this only spares people the wait and the doubt.

const PATIENCE = 5000

/** Guards every form that changes something. */
export function guardForms() {
  /** @type {WeakMap<HTMLFormElement, number>} */
  const sentAt = new WeakMap()

  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.method !== 'post') return
    const before = sentAt.get(form)
    if (before !== undefined && event.timeStamp - before < PATIENCE) {
      event.preventDefault()
      return
    }
    sentAt.set(form, event.timeStamp)
  })

  // Coming back with the back button shows the page as it was left: it may be sent again.
  window.addEventListener('pageshow', () => {
    for (const form of document.forms) sentAt.delete(form)
  })
}
