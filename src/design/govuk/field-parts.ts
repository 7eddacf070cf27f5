import { type Html, html, raw } from '../html.ts'
import type { ErrorMessageOptions, FieldsetOptions, HintOptions, LabelOptions } from './generated.ts'
import { type Attributable, attributesOf, either, more, nothing, present } from './parts.ts'

export function govukLabel(options: LabelOptions): Html {
  if (!present(options.html) && !present(options.text)) return nothing
  const label = html`<label class="govuk-label${more(options.classes)}"${attributesOf(options.attributes)}${options.for && html` for="${options.for}"`}>
${either(options)}
</label>`
  return options.isPageHeading
    ? html`<h1 class="govuk-label-wrapper">
${label}
</h1>`
    : label
}

export function govukHint(options: HintOptions): Html {
  return html`<div${options.id && html` id="${options.id}"`} class="govuk-hint${more(options.classes)}"${attributesOf(options.attributes)}>
${either(options)}
</div>`
}

export function govukErrorMessage(options: ErrorMessageOptions): Html {
  const hidden = options.visuallyHiddenText ?? 'Error'
  return html`<p${options.id && html` id="${options.id}"`} class="govuk-error-message${more(options.classes)}"${attributesOf(options.attributes)}>
${hidden && html`<span class="govuk-visually-hidden">${hidden}:</span> `}${either(options)}
</p>`
}

export function govukFieldset(options: FieldsetOptions): Html {
  const { legend } = options
  const title = legend?.isPageHeading
    ? html`<h1 class="govuk-fieldset__heading">
${either(legend)}
</h1>`
    : either(legend)
  return html`<fieldset class="govuk-fieldset${more(options.classes)}"${options.role && html` role="${options.role}"`}${options.describedBy && html` aria-describedby="${options.describedBy}"`}${attributesOf(options.attributes)}>
${
  (present(legend?.html) || present(legend?.text)) &&
  html`<legend class="govuk-fieldset__legend${more(legend?.classes)}">
${title}
</legend>`
}
${options.html}
</fieldset>`
}

/** What all fields share. */
export interface FieldOptions {
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  formGroup?: (Attributable & { classes?: string | undefined }) | undefined
}

/** Hint and error message of a field, and the ids that describe it. */
export function description(
  id: string | undefined,
  { hint, errorMessage }: FieldOptions,
  describedBy: string | undefined,
): { parts: Html; describedBy: string } {
  const ids = [describedBy, hint && `${id}-hint`, errorMessage && `${id}-error`]
  return {
    parts: html`${hint && govukHint({ ...hint, id: `${id}-hint` })}
${errorMessage && govukErrorMessage({ ...errorMessage, id: `${id}-error` })}
`,
    describedBy: ids.filter(Boolean).join(' '),
  }
}

/** The group around a field, marked when the field is wrong. */
export function formGroup({ formGroup, errorMessage }: FieldOptions, contents: Html): Html {
  return html`<div class="govuk-form-group${more(errorMessage && 'govuk-form-group--error', formGroup?.classes)}"${attributesOf(formGroup?.attributes)}>
${contents}
</div>`
}

export function describedByAttribute(ids: string): Html {
  return ids === '' ? nothing : html` aria-describedby="${ids}"`
}

export function flag(
  name: 'checked' | 'disabled' | 'multiple' | 'selected',
  on: boolean | undefined | null,
): Html {
  return on ? raw(` ${name}`) : nothing
}
