/**
 * Files can be dropped onto the field that chooses them. What was chosen is listed below it, with what is too large to be
 * taken before it is sent in vain; and while it is sent, that takes its time. Without script the field chooses and sends.
 */

/** From here on it takes long enough to make somebody doubt. */
const SLOW_BYTES = 2_000_000

/** @param {number} bytes */
function size(bytes) {
  return bytes >= 1_000_000
    ? `${Math.round(bytes / 100_000) / 10} MB`
    : `${Math.max(1, Math.round(bytes / 1_000))} KB`
}

/**
 * What the service would say of these files after they were sent.
 * @param {File} file
 * @param {number} largest bytes
 */
const whatIsWrong = (file, largest) =>
  file.size === 0
    ? '. It is empty'
    : file.size > largest
      ? `. Longer than ${Math.floor(largest / 1_048_576)} MB: make it smaller, or leave it out`
      : ''

/** @param {HTMLInputElement} input */
function listFiles(input) {
  const largest = Number(input.dataset.largest ?? Number.POSITIVE_INFINITY)
  const most = Number(input.dataset.most ?? 1)
  const list = document.createElement('ul')
  list.className = 'govuk-list govuk-list--bullet govuk-body-s'
  const said = document.createElement('div')
  said.setAttribute('role', 'status')
  const note = document.createElement('p')
  note.className = 'govuk-body-s'
  said.append(list, note)
  input.after(said)
  const chosen = () => [...(input.files ?? [])]
  const show = () => {
    const files = chosen()
    list.replaceChildren(
      ...files.map((file) => {
        const item = document.createElement('li')
        item.textContent = `${file.name}, ${size(file.size)}${whatIsWrong(file, largest)}`
        return item
      }),
    )
    list.hidden = files.length === 0
    note.textContent =
      files.length > most
        ? `At most ${most} files are taken at a time. Choose fewer, and send the rest after.`
        : ''
    note.hidden = note.textContent === ''
  }
  input.addEventListener('change', show)
  show()
  input.form?.addEventListener('submit', () => {
    const bytes = chosen().reduce((sum, file) => sum + file.size, 0)
    if (bytes < SLOW_BYTES) return
    note.textContent = `Sending ${size(bytes)}. On a slow line this takes some minutes: leave this page open until it changes. Pressing the button again begins anew.`
    note.hidden = false
  })
  // Coming back to the page as it was left, nothing is being sent.
  window.addEventListener('pageshow', show)
}

/** @param {HTMLInputElement} input */
function takeDrops(input) {
  const area = input.closest('.govuk-form-group')
  if (!(area instanceof HTMLElement)) return
  const mark = (/** @type {boolean} */ over) => area.classList.toggle('app-drop--over', over)
  area.addEventListener('dragover', (event) => {
    event.preventDefault()
    mark(true)
  })
  area.addEventListener('dragleave', () => mark(false))
  area.addEventListener('drop', (event) => {
    event.preventDefault()
    mark(false)
    const dropped = event.dataTransfer?.files
    if (!dropped || dropped.length === 0) return
    const all = new DataTransfer()
    // Dropped one after the other, files add up, as far as the field takes several.
    if (input.multiple) for (const file of input.files ?? []) all.items.add(file)
    for (const file of dropped) {
      all.items.add(file)
      if (!input.multiple) break
    }
    input.files = all.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
}

for (const input of document.querySelectorAll('input[type="file"][name="file"]')) {
  if (!(input instanceof HTMLInputElement)) continue
  listFiles(input)
  takeDrops(input)
}
