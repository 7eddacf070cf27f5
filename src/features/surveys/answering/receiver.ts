import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import { SYSTEM } from '../../people/index.ts'
import type { FoundCode } from '../codes/store.ts'
import { mayTellOfHarm } from '../remarks/screening.ts'
import { remarkKeys, sealRemark } from '../remarks/sealing.ts'
import { receiveRemark } from '../remarks/store.ts'
import type { Collector } from './collector.ts'
import type { SentRemark } from './forms.ts'
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
  sent: { readonly key: string; readonly answers: Uint8Array; readonly remark: SentRemark },
) => Promise<Outcome | 'unknown'> {
  const seal = sealOf(secret)
  const remarkKeyOf = remarkKeys(secret)
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

  /** Before its answer, in a transaction that holds nothing else: were the answer lost, it is sent again, and this is known. */
  function takeRemark(code: FoundCode, key: string, text: string): Promise<Outcome> {
    const remark = {
      key: remarkKeyOf(key),
      codeId: code.id,
      harm: mayTellOfHarm(text),
      sealed: sealRemark(seal, text),
    }
    return database.inScope(SYSTEM, (db) => receiveRemark(db, remark, clock.now()))
  }

  return async (code, { key, answers, remark }) => {
    // What was closed before it came is closed for its answer too, unless that is in already.
    if (remark.text !== '') await takeRemark(code, key, remark.text)
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
