// Placeholder until `bin/schema` has generated it.
// biome-ignore lint/suspicious/noExplicitAny: replaced by the generated file
export type Schema = any
