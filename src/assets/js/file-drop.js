/**
 * Files can be dropped onto the field that chooses them, and what was chosen is listed below it. Without script the field
 * does all of this by itself, but for the dropping and the list.
 */

/** @param {number} bytes */
function size(bytes) {
  return bytes >= 1_000_000
    ? `${Math.round(bytes / 100_000) / 10} MB`
    : `${Math.max(1, Math.round(bytes / 1_000))} KB`
}

/** @param {HTMLInputElement} input */
function listFiles(input) {
  const list = document.createElement('ul')
  list.className = 'govuk-list govuk-list--bullet govuk-body-s'
  const said = document.createElement('div')
  said.setAttribute('role', 'status')
  said.append(list)
  input.after(said)
  const show = () => {
    const files = [...(input.files ?? [])]
    list.replaceChildren(
      ...files.map((file) => {
        const item = document.createElement('li')
        item.textContent = `${file.name}, ${size(file.size)}`
        return item
      }),
    )
    list.hidden = files.length === 0
  }
  input.addEventListener('change', show)
  show()
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
