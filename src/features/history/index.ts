/**
 * Who did what and when, in plain sentences.
 *
 * Rules: entries are only ever added; each is chained to the one before it by hash, in the database, so that no
 * code path can skip it; `bin/history-check` finds any entry that was changed, removed or cut off the end.
 * Tables: history, history_chains.
 */
export type { About, By, HistoryEntry } from './domain.ts'
export {
  type BrokenLink,
  countHistory,
  findBrokenHistory,
  listHistory,
  recordHistories,
  recordHistory,
} from './store.ts'
