import { type Html, html } from '../html.ts'
import { describedByAttribute, description, flag, formGroup, govukHint, govukLabel } from './field-parts.ts'
import type {
  CharacterCountOptions,
  FileUploadOptions,
  InputOptions,
  SelectOptions,
  TextareaOptions,
} from './generated.ts'
import { attributesOf, either, more, nothing, present, wordings } from './parts.ts'

export function govukInput(options: InputOptions): Html {
  const id = options.id || options.name
  const { parts, describedBy } = description(id, options, options.describedBy)
  const input = html`<input${attributesOf({
    class: `govuk-input${more(options.classes, options.errorMessage && 'govuk-input--error')}`,
    id,
    name: options.name,
    type: options.type || 'text',
    spellcheck: optional(typeof options.spellcheck === 'boolean' ? String(options.spellcheck) : undefined),
    value: optional(options.value),
    disabled: optional(options.disabled),
    'aria-describedby': optional(describedBy || undefined),
    autocomplete: optional(options.autocomplete),
    autocapitalize: optional(options.autocapitalize),
    pattern: optional(options.pattern),
    inputmode: optional(options.inputmode),
  })}${attributesOf(options.attributes)}>`
  return formGroup(
    options,
    html`${govukLabel({ ...options.label, for: id })}
${parts}
${inWrapper(options, input)}`,
  )
}

function optional<T extends string | number | boolean | undefined>(value: T) {
  return { value, optional: true }
}

type Affix = NonNullable<InputOptions['prefix']>

function inWrapper(options: InputOptions, input: Html): Html {
  const before = either(options.formGroup?.beforeInput)
  const after = either(options.formGroup?.afterInput)
  const prefix = affix(options.prefix, 'prefix')
  const suffix = affix(options.suffix, 'suffix')
  if (![before, after, prefix, suffix].some(present)) return input
  return html`<div class="govuk-input__wrapper${more(options.inputWrapper?.classes)}"${attributesOf(options.inputWrapper?.attributes)}>
${before}
${prefix}
${input}
${suffix}
${after}
</div>`
}

function affix(options: Affix | undefined, which: 'prefix' | 'suffix'): Html {
  if (!present(options?.html) && !present(options?.text)) return nothing
  return html`<div class="govuk-input__${which}${more(options?.classes)}" aria-hidden="true"${attributesOf(options?.attributes)}>${either(options)}</div>`
}

export function govukTextarea(options: TextareaOptions): Html {
  return textarea(options, attributesOf(options.formGroup?.attributes))
}

function textarea(options: TextareaOptions, groupAttributes: Html): Html {
  const id = options.id || options.name
  const { parts, describedBy } = description(id, options, options.describedBy)
  const spellcheck =
    typeof options.spellcheck === 'boolean' && html` spellcheck="${String(options.spellcheck)}"`
  const autocomplete = options.autocomplete && html` autocomplete="${options.autocomplete}"`
  return html`<div class="govuk-form-group${more(options.errorMessage && 'govuk-form-group--error', options.formGroup?.classes)}"${groupAttributes}>
${govukLabel({ ...options.label, for: id })}
${parts}
${either(options.formGroup?.beforeInput)}
<textarea class="govuk-textarea${more(options.errorMessage && 'govuk-textarea--error', options.classes)}" id="${id}" name="${options.name}" rows="${options.rows || 5}"${spellcheck}${flag('disabled', options.disabled)}${describedByAttribute(describedBy)}${autocomplete}${attributesOf(options.attributes)}>${options.value}</textarea>
${either(options.formGroup?.afterInput)}
</div>`
}

export function govukCharacterCount(options: CharacterCountOptions): Html {
  const id = options.id || options.name
  const countType = options.countType || (options.maxwords ? 'words' : undefined)
  const limit = options.maxwords || options.maxlength
  const wording =
    options.textareaDescriptionText ||
    `You can enter up to %{count} ${countType === 'words' ? 'words' : 'characters'}`
  const message = govukHint({
    text: limit ? wording.replace('%{count}', limit) : undefined,
    id: `${id}-info`,
    classes: `govuk-character-count__message${more(options.countMessage?.classes)}`,
  })
  const attributes = html`${attributesOf({
    'data-module': 'govuk-character-count',
    'data-maxlength': optional(options.maxlength),
    'data-maxwords': optional(options.maxwords),
    'data-threshold': optional(options.threshold),
    'data-count-type': optional(countType),
  })}${!limit && options.textareaDescriptionText && wordings('textarea-description', { other: options.textareaDescriptionText })}${wordings('characters-under-limit', options.charactersUnderLimitText)}${wordings('characters-at-limit', options.charactersAtLimitText)}${wordings('characters-over-limit', options.charactersOverLimitText)}${wordings('words-under-limit', options.wordsUnderLimitText)}${wordings('words-at-limit', options.wordsAtLimitText)}${wordings('words-over-limit', options.wordsOverLimitText)}${attributesOf(options.formGroup?.attributes)}`
  return textarea(
    {
      ...options,
      id,
      describedBy: `${id}-info`,
      classes: `govuk-js-character-count${more(options.classes)}`,
      formGroup: {
        classes: `govuk-character-count${more(options.formGroup?.classes)}`,
        beforeInput: options.formGroup?.beforeInput,
        afterInput: {
          html: html`${message}
${either(options.formGroup?.afterInput)}`,
        },
      },
    },
    attributes,
  )
}

export function govukSelect(options: SelectOptions): Html {
  const id = options.id || options.name
  const { parts, describedBy } = description(id, options, options.describedBy)
  return formGroup(
    options,
    html`${govukLabel({ ...options.label, for: id })}
${parts}
${either(options.formGroup?.beforeInput)}
<select class="govuk-select${more(options.classes, options.errorMessage && 'govuk-select--error')}" id="${id}" name="${options.name}"${flag('disabled', options.disabled)}${describedByAttribute(describedBy)}${attributesOf(options.attributes)}>
${options.items?.map((item) => item && option(item, options.value))}</select>
${either(options.formGroup?.afterInput)}`,
  )
}

function option(item: SelectOptions['items'][number], chosen: SelectOptions['value']): Html {
  const matches =
    present(chosen) && String(item.value ?? item.text) === String(chosen) && item.selected !== false
  const value = item.value !== undefined && html` value="${String(item.value)}"`
  return html`<option${value}${flag('selected', item.selected || matches)}${flag('disabled', item.disabled)}${attributesOf(item.attributes)}>${item.text}</option>
`
}

export function govukFileUpload(options: FileUploadOptions): Html {
  const id = options.id || options.name
  const { parts, describedBy } = description(id, options, options.describedBy)
  const input = html`<input class="govuk-file-upload${more(options.classes, options.errorMessage && 'govuk-file-upload--error')}" id="${id}" name="${options.name}" type="file"${flag('disabled', options.disabled)}${flag('multiple', options.multiple)}${describedByAttribute(describedBy)}${attributesOf(options.attributes)}>`
  const enhanced = html`<div class="govuk-file-upload-wrapper${more(options.wrapperClasses)}" data-module="govuk-file-upload"${wordings('choose-files-button', options.chooseFilesButtonText)}${wordings('no-file-chosen', options.noFileChosenText)}${wordings('multiple-files-chosen', options.multipleFilesChosenText)}${wordings('drop-instruction', options.dropInstructionText)}${wordings('entered-drop-zone', options.enteredDropZoneText)}${wordings('left-drop-zone', options.leftDropZoneText)}${attributesOf(options.wrapperAttributes)}>
${input}
</div>`
  return formGroup(
    options,
    html`${govukLabel({ ...options.label, for: id })}
${parts}
${either(options.formGroup?.beforeInput)}
${options.javascript ? enhanced : input}
${either(options.formGroup?.afterInput)}`,
  )
}
