import { type RawBuilder, sql } from 'kysely'

/**
 * For `column = …`: any of these numbers, in words whose plan a connection keeps. Given the list itself, the server plans the
 * statement anew each time, with all its policies, because a plan for these very values looks a little cheaper.
 */
export const anyOf = (numbers: readonly number[]): RawBuilder<unknown> =>
  sql`any (array(select unnest(${[...numbers]}::int[])))`

/** The same of texts. */
export const anyOfTexts = (texts: readonly string[]): RawBuilder<unknown> =>
  sql`any (array(select unnest(${[...texts]}::text[])))`
