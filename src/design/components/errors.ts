import type { FormError } from '../../platform/forms.ts'
import { govukErrorSummary } from '../govuk/index.ts'
import { type Html, raw } from '../html.ts'

/** The list of what is wrong, each line a link to its field (fields have their name as id). Nothing without errors. */
export function errorSummary(errors: readonly FormError[] | undefined): Html {
  if (errors === undefined || errors.length === 0) return raw('')
  return govukErrorSummary({
    titleText: 'There is a problem',
    errorList: errors.map(({ field, message }) =>
      field === '' ? { text: message } : { text: message, href: `#${field}` },
    ),
  })
}

/** The message for one field, as the GOV.UK components take it; undefined when the field is right. */
export function fieldError(
  errors: readonly FormError[] | undefined,
  field: string,
): { text: string } | undefined {
  const error = errors?.find((each) => each.field === field)
  return error && { text: error.message }
}
