import { type Html, html } from '../html.ts'
import {
  describedByAttribute,
  description,
  type FieldOptions,
  flag,
  formGroup,
  govukFieldset,
  govukHint,
  govukLabel,
} from './field-parts.ts'
import type {
  CheckboxesOptions,
  DateInputOptions,
  ErrorSummaryOptions,
  FieldsetOptions,
  RadiosOptions,
} from './generated.ts'
import { attributesOf, either, more, present } from './parts.ts'
import { govukInput } from './text-fields.ts'

export function govukRadios(options: RadiosOptions): Html {
  const prefix = String(options.idPrefix || options.name)
  const { parts, describedBy } = description(prefix, options, options.fieldset?.describedBy)
  const items = options.items.map((item, at) => {
    if (!item) return undefined
    if (item.divider) return html`<div class="govuk-radios__divider">${item.divider}</div>`
    const matches =
      present(options.value) && String(item.value) === String(options.value) && item.checked !== false
    return choice('radios', item, {
      id: item.id || (at === 0 ? prefix : `${prefix}-${at + 1}`),
      name: options.name,
      checked: item.checked || matches,
      describedBy: '',
    })
  })
  return group(
    options,
    describedBy,
    html`${parts}
<div class="govuk-radios${more(options.classes)}"${attributesOf(options.attributes)} data-module="govuk-radios">
${either(options.formGroup?.beforeInputs)}
${items}
${either(options.formGroup?.afterInputs)}
</div>`,
  )
}

export function govukCheckboxes(options: CheckboxesOptions): Html {
  const prefix = String(options.idPrefix || options.name)
  const { parts, describedBy } = description(
    prefix,
    options,
    options.fieldset?.describedBy || options.describedBy,
  )
  const items = options.items.map((item, at) => {
    if (!item) return undefined
    if (item.divider) return html`<div class="govuk-checkboxes__divider">${item.divider}</div>`
    const matches = (options.values?.includes(String(item.value)) ?? false) && item.checked !== false
    return choice('checkboxes', item, {
      id: item.id || (at === 0 ? prefix : `${prefix}-${at + 1}`),
      name: item.name || options.name,
      checked: item.checked || matches,
      // Without a fieldset to carry it, each box carries the description.
      describedBy: options.fieldset ? '' : describedBy,
    })
  })
  return group(
    options,
    describedBy,
    html`${parts}
<div class="govuk-checkboxes${more(options.classes)}"${attributesOf(options.attributes)} data-module="govuk-checkboxes">
${either(options.formGroup?.beforeInputs)}
${items}
${either(options.formGroup?.afterInputs)}
</div>`,
  )
}

type Item = RadiosOptions['items'][number] & { behaviour?: string | undefined }

function choice(
  kind: 'radios' | 'checkboxes',
  item: Item,
  { id, name, checked, describedBy }: { id: string; name: string; checked: boolean; describedBy: string },
): Html {
  const { hint, label, conditional } = item
  const hinted = present(hint?.text) || present(hint?.html)
  const hintId = `${id}-item-hint`
  const ids = [describedBy, hinted && hintId].filter(Boolean).join(' ')
  const reveals = present(conditional?.html)
  const behaviour = item.behaviour && html` data-behaviour="${item.behaviour}"`
  return html`<div class="govuk-${kind}__item">
<input class="govuk-${kind}__input" id="${id}" name="${name}" type="${kind === 'radios' ? 'radio' : 'checkbox'}" value="${item.value}"${flag('checked', checked)}${flag('disabled', item.disabled)}${reveals && html` data-aria-controls="conditional-${id}"`}${behaviour}${describedByAttribute(ids)}${attributesOf(item.attributes)}>
${govukLabel({ text: item.text, html: item.html, classes: `govuk-${kind}__label${more(label?.classes)}`, attributes: label?.attributes, for: id })}
${hint && hinted && govukHint({ ...hint, id: hintId, classes: `govuk-${kind}__hint${more(hint.classes)}` })}
</div>
${
  reveals &&
  html`<div class="govuk-${kind}__conditional${!checked && ` govuk-${kind}__conditional--hidden`}" id="conditional-${id}">
${conditional?.html}
</div>`
}
`
}

function group(
  options: FieldOptions & { fieldset?: FieldsetOptions | undefined },
  describedBy: string,
  contents: Html,
  role?: string,
): Html {
  const { fieldset } = options
  return formGroup(
    options,
    fieldset
      ? govukFieldset({
          describedBy,
          role,
          classes: fieldset.classes,
          attributes: fieldset.attributes,
          legend: fieldset.legend,
          html: contents,
        })
      : contents,
  )
}

// The package takes `inputmode` without listing it.
type DateItem = NonNullable<DateInputOptions['items']>[number] & { inputmode?: string | undefined }

export function govukDateInput(options: DateInputOptions): Html {
  const { parts, describedBy } = description(options.id, options, options.fieldset?.describedBy)
  const day = options.day ?? { name: 'day', value: options.values?.day, classes: 'govuk-input--width-2' }
  const month = options.month ?? {
    name: 'month',
    value: options.values?.month,
    classes: 'govuk-input--width-2',
  }
  const year = options.year ?? { name: 'year', value: options.values?.year, classes: 'govuk-input--width-4' }
  const items: readonly DateItem[] =
    options.items && options.items.length > 0 ? options.items : [day, month, year]
  const anyWrong = items.some((item) => item && isWrong(item))
  const inputs = items.map((item) => item && dateItem(options, item, { day, month, year }, anyWrong))
  const contents = html`${parts}
<div class="govuk-date-input${more(options.classes)}"${attributesOf(options.attributes)}${options.id && html` id="${options.id}"`}>
${either(options.formGroup?.beforeInputs)}
${inputs}
${either(options.formGroup?.afterInputs)}
</div>`
  // A fieldset of text inputs is announced with its description only as a group.
  return group(options, describedBy, contents, 'group')
}

function dateItem(
  options: DateInputOptions,
  item: DateItem,
  defaults: Readonly<Record<'day' | 'month' | 'year', DateItem>>,
  anyWrong: boolean,
): Html {
  const part = (['day', 'month', 'year'] as const).find(
    (each) =>
      item === defaults[each] || (item.name && (item.name === each || item.name === defaults[each].name)),
  )
  const name = item.name || part || ''
  const value = item.value ?? (part && defaults[part].value)
  const wrong = isWrong(item) || (item.error !== false && Boolean(options.errorMessage) && !anyWrong)
  const classes = [
    wrong && !item.classes?.includes('govuk-input--error') && 'govuk-input--error',
    !item.classes?.includes('govuk-input--width-') && `govuk-input--width-${part === 'year' ? 4 : 2}`,
    item.classes,
  ]
  const fullName = `${options.namePrefix ? `${options.namePrefix}-` : ''}${name}`
  return html`<div class="govuk-date-input__item">
${govukInput({
  label: { text: item.label || capitalise(name), classes: 'govuk-date-input__label' },
  id: item.id || `${options.id}-${name}`,
  classes: `govuk-date-input__input${more(...classes)}`,
  name: fullName,
  value: value ?? options.values?.[fullName] ?? undefined,
  type: 'text',
  inputmode: item.inputmode || 'numeric',
  autocomplete: item.autocomplete,
  pattern: item.pattern,
  attributes: item.attributes,
})}
</div>
`
}

function isWrong(item: DateItem): boolean {
  return Boolean(item.error) || (item.classes?.includes('govuk-input--error') ?? false)
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()
}

export function govukErrorSummary(options: ErrorSummaryOptions): Html {
  const description = either({ html: options.descriptionHtml, text: options.descriptionText })
  const keepFocus =
    options.disableAutoFocus !== undefined &&
    html` data-disable-auto-focus="${String(options.disableAutoFocus)}"`
  const errors = options.errorList ?? []
  return html`<div class="govuk-error-summary${more(options.classes)}"${keepFocus}${attributesOf(options.attributes)} data-module="govuk-error-summary">
<div role="alert">
<h2 class="govuk-error-summary__title">
${either({ html: options.titleHtml, text: options.titleText })}
</h2>
<div class="govuk-error-summary__body">
${
  present(description) &&
  html`<p>
${description}
</p>`
}
${
  errors.length > 0 &&
  html`<ul class="govuk-list govuk-error-summary__list">
${errors.map(
  (error) => html`<li>
${error.href ? html`<a href="${error.href}"${attributesOf(error.attributes)}>${either(error)}</a>` : either(error)}
</li>
`,
)}</ul>`
}
</div>
</div>
</div>`
}
