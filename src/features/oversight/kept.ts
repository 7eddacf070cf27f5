/** Keeps what was drawn of a programme until anything in it changes. */
import type { Clock } from '../../platform/clock.ts'
import type { Database, Db } from '../../platform/database/index.ts'
import { type Actor, scopeOf } from '../people/index.ts'
import { readMark } from './store.ts'

/**
 * The same answer for everyone of one role in one programme, drawn once. The database is asked on every request, in the
 * actor's own scope, whether anything has changed: for those it tells nothing, the page is not found.
 */
export function keptByProgramme<T>(
  database: Database,
  clock: Clock,
  draw: (db: Db, programmeId: number, today: string) => Promise<T>,
): (actor: Actor) => Promise<T> {
  const kept = new Map<string, { readonly mark: string; readonly drawn: Promise<T> }>()

  return async function read(actor) {
    const today = clock.today().toString()
    const scope = scopeOf(actor, clock)
    const mark = `${today} ${await database.inScope(scope, readMark)}`
    const place = `${actor.role} ${actor.programmeId}`
    const known = kept.get(place)
    if (known?.mark === mark) return known.drawn
    const drawn = database.inScope(scope, (db) => draw(db, actor.programmeId, today))
    const entry = { mark, drawn }
    kept.set(place, entry)
    // What could not be drawn is not kept.
    drawn.catch(() => {
      if (kept.get(place) === entry) kept.delete(place)
    })
    return drawn
  }
}

/** What is worked out from something kept, once for as long as that is kept. */
export function oncePer<Of extends object, T>(work: (of: Of, key: string) => T): (of: Of, key?: string) => T {
  const done = new WeakMap<Of, Map<string, T>>()
  return (of, key = '') => {
    let results = done.get(of)
    if (!results) {
      results = new Map()
      done.set(of, results)
    }
    let result = results.get(key)
    if (result === undefined) {
      result = work(of, key)
      results.set(key, result)
    }
    return result
  }
}
