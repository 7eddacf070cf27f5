// Keeps the page of a visit's record on this device before the visit, from pages that are opened while there is a connection,
// and says so once it is kept. Without this file the page has to be opened once with a connection.
import { keepAhead } from './kept-page.js'
// So that what that page is made of has been loaded, and is kept with it. It does nothing on a page without a record.
import './visit-notes.js'
import { keepFor } from './visit-notes-store.js'

for (const notice of document.querySelectorAll('[data-keep-ahead]')) {
  if (notice instanceof HTMLElement) void keep(notice)
}

/** @param {HTMLElement} notice */
async function keep({ dataset, firstElementChild }) {
  const { keepAhead: address, from } = dataset
  if (!address || !from) return
  // Before it is kept: signing out meanwhile takes it off again.
  keepFor()
  if (await keepAhead(address, '/support-days/notes-worker.js', from)) {
    firstElementChild?.removeAttribute('hidden')
  }
}
