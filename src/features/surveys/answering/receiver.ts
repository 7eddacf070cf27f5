import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import { SYSTEM } from '../../people/index.ts'
import type { FoundCode } from '../codes/store.ts'
import type { Collector } from './collector.ts'
import { patterns } from './patterns.ts'
import { sealOf } from './seal.ts'
import { type BurstReason, insertBurst, type Outcome } from './store.ts'

/** An answer of the same pattern within so long belongs to the same burst. */
const SAME_BURST_MILLISECONDS = 3_600_000

/** Takes one answer to where it is safe: looked at for patterns, sealed, handed to the collector. */
export function receiver({
  database,
  clock,
  secret,
  collected,
}: {
  readonly database: Database
  readonly clock: Clock
  readonly secret: string
  readonly collected: Collector
}): (
  code: FoundCode,
  sent: { readonly key: string; readonly answers: Uint8Array },
) => Promise<Outcome | 'unknown'> {
  const seal = sealOf(secret)
  const watched = patterns()
  const bursts = new Map<string, { readonly id: Promise<number>; readonly at: number }>()
  /** Keys stored lately by this process, so that a retry is not taken for one more. */
  let lately = new Set<string>()

  function burstOf(code: FoundCode, why: BurstReason): Promise<number> {
    const name = `${code.id} ${why}`
    const known = bursts.get(name)
    const now = performance.now()
    if (known && now - known.at < SAME_BURST_MILLISECONDS) return known.id
    const id = database.inScope(SYSTEM, (db) => insertBurst(db, { ...code, why }, clock.now()))
    bursts.set(name, { id, at: now })
    id.catch(() => bursts.delete(name))
    return id
  }

  return async (code, { key, answers }) => {
    let burst: number | null = null
    if (!lately.has(key)) {
      if (lately.size > 100_000) lately = new Set()
      lately.add(key)
      const answered = code.answered + (collected.uncounted.get(code.id) ?? 0)
      const why = watched.see(code.id, { expected: code.expected, answered }, answers, performance.now())
      if (why) burst = await burstOf(code, why)
    }
    return collected.add({ key, codeId: code.id, sealed: seal.seal(answers), burst })
  }
}
