/**
 * GOV.UK Frontend's components as typed functions from its own options to its own markup: an object from the Design
 * System's Nunjucks tab fits as it stands, but that its `html` is `Html`. Each is held to the examples that the package
 * publishes by `parity.test.ts`; docs/decisions/0002-govuk-components.md says why they are written here.
 */
export * from './button.ts'
export * from './choice-fields.ts'
export {
  govukErrorMessage,
  govukFieldset,
  govukHint,
  govukLabel,
} from './field-parts.ts'
export type * from './generated.ts'
export * from './lists.ts'
export * from './masthead.ts'
export * from './navigation.ts'
export * from './text.ts'
export * from './text-fields.ts'
