// Finding a person or a school on the list at the door by typing.

/** @param {HTMLElement} page */
export function findByTyping(page) {
  const box = page.querySelector('[data-find]')
  const field = box?.querySelector('input')
  if (!(box instanceof HTMLElement) || !field) return
  box.hidden = false
  field.addEventListener('input', () => {
    const wanted = plain(field.value)
    for (const section of page.querySelectorAll('[data-school]')) {
      if (section instanceof HTMLElement) showOnly(section, wanted)
    }
  })
}

/**
 * @param {HTMLElement} section of one school
 * @param {string} wanted
 */
function showOnly(section, wanted) {
  const isSchool = plain(section.dataset.school ?? '').includes(wanted)
  let any = false
  for (const row of section.querySelectorAll('[data-guest]')) {
    if (!(row instanceof HTMLElement)) continue
    row.hidden = !(isSchool || plain(row.dataset.name ?? '').includes(wanted))
    any ||= !row.hidden
  }
  section.hidden = !any
}

/** @param {string} text */
function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
