/**
 * Oversight: the pages of those who look after many hubs. The programme team sees the whole programme, down to each
 * school; a trust leader the trust's own schools, as far as each has agreed; an evaluator counts and nothing else.
 *
 * Nothing here is recorded, only counted, so a count always agrees with the list it opens: both come from one picture of
 * the programme (standings.ts), kept in memory until the database says that something has changed (kept.ts). No list is
 * in order of who is ahead or behind: by name, or by how long someone has waited. No small number reaches an evaluator
 * (evaluation/disclosure.ts). Table: oversight_changes. Reads the views of the other features.
 */
export { routes } from './routes.ts'
