import { govukButton } from '../govuk/index.ts'
import { type Html, html } from '../html.ts'
import { type Field, textField } from './fields.ts'

/** The module that pages with a school picker put into `scripts`. */
export const schoolPickerScript = 'school-picker.js'

/**
 * A field for a school's name, URN, postcode or town. With script, schools are offered while one types (from
 * `/schools.json?q=`) and the chosen one's URN goes into the field; without, what was typed is sent as it is.
 */
export function schoolPicker(field: Field): Html {
  return html`<div class="app-school-picker" data-module="app-school-picker" data-source="/schools.json">${textField({ ...field, autocomplete: 'off', spellcheck: false })}</div>`
}

/** The whole search form: the same picker and a button; choosing a school opens its page. */
export function schoolSearch(options: { value?: string | undefined; label?: string | undefined }): Html {
  return html`<form class="app-school-search" method="get" action="/schools" role="search" aria-label="Schools">
<div class="app-school-picker" data-module="app-school-picker" data-source="/schools.json" data-open="true">${textField(
    {
      name: 'q',
      label: options.label ?? 'Find a school',
      labelSize: 's',
      hint: 'Name, URN, postcode or town',
      value: options.value,
      autocomplete: 'off',
      spellcheck: false,
    },
  )}</div>
${govukButton({ text: 'Search' })}
</form>`
}
