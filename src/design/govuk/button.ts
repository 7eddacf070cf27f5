import { type Html, html, raw } from '../html.ts'
import type { ButtonOptions } from './generated.ts'
import { attributesOf, either, more, present } from './parts.ts'

export function govukButton(options: ButtonOptions): Html {
  const common = html` class="govuk-button${more(options.classes, options.isStartButton && 'govuk-button--start')}" data-module="govuk-button"${attributesOf(options.attributes)}${options.id && html` id="${options.id}"`}`
  const contents = html`
${options.isStartButton && present(options.html) ? html`<span>${options.html}</span>` : either(options)}
${options.isStartButton && startIcon}
`
  if (options.href)
    return html`<a href="${options.href}" role="button" draggable="false"${common}>${contents}</a>`
  const value = options.value ? html` value="${options.value}"` : undefined
  const name = options.name ? html` name="${options.name}"` : undefined
  const disabled = options.disabled ? raw(' disabled aria-disabled="true"') : undefined
  const once =
    options.preventDoubleClick !== undefined &&
    html` data-prevent-double-click="${String(options.preventDoubleClick)}"`
  return html`<button type="${options.type || 'submit'}"${value}${name}${disabled}${once}${common}>${contents}</button>`
}

const startIcon = raw(
  '<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>',
)
