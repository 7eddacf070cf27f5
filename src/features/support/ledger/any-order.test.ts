/** Days, cancellations, records, signatures and the ends of terms in any order, pressed in both schools at once. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { dateIn, type Form, openSupportWorld } from '../../../../test/builders/support.ts'

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const DAYS = ['2025-10-06', '2025-12-18', '2026-01-12', '2026-03-26', '2026-04-20', '2026-07-20']
/** Before, between and after the ends of support terms; the last lies after all of them. */
const TODAYS = [
  '2025-10-01',
  '2025-12-19',
  '2026-01-20',
  '2026-04-01',
  '2026-05-14',
  '2026-07-23',
  '2026-08-20',
]
const ROUNDS = 36
const AT_ONCE = 6
/** How often each kind of press comes: the cases below. */
const EARLY = [0, 1, 2, 3, 4, 2, 5, 6, 7, 8, 8, 8, 8]
const LATER = [0, 2, 5, 6, 7, 8, 8, 9, 10, 11, 11]

test('sums, signatures and states hold whatever is pressed in both schools, before and after the ends of terms', async () => {
  const of = await openSupportWorld('2025-10-01')
  try {
    await of.rows(sql`update partnerships set status = 'active' where id = ${of.enhanced}`)
    const roll = dice(2026)
    const pick = <T>(from: readonly T[]): T => from[roll(from.length)] as T
    const review = `/partnerships/${of.enhanced}/final-review`
    const answered = new Map<number, number>()
    const signedRecords = new Map<unknown, unknown>()
    let completed: unknown

    for (let round = 0; round < ROUNDS; round += 1) {
      const today = pick(TODAYS)
      of.moveClock(today)
      const days = await of.rows(sql`
        select i.id, i.entries, i.state, i.held_on as on, i.offer -> 'dates' as dates, r.revision from support_items i
        left join visit_records r on r.item_id = i.id order by i.id`)
      const topics = await of.rows(sql`select topic, revision from final_review_topics`)
      const [{ revision = 0 } = {}] = await of.rows(sql`select revision from final_reviews`)
      const late = round > ROUNDS / 2
      if (round === ROUNDS / 2) {
        for (const topic of ['progress', 'support', 'changes', 'sustaining', 'follow-up']) {
          const form = { key: randomUUID(), seen: 0, words: 'First', ...dateIn('onDay', '2026-12-10') }
          assert.equal((await of.web.post(of.lead, `${review}/${topic}`, form)).status, 303)
        }
      }

      const presses: { url: string; form: Form }[] = Array.from({ length: AT_ONCE }, () => {
        const key = randomUUID()
        const which = pick(late ? LATER : EARLY)
        const some = which === 8 ? days.filter(({ on }) => on !== null && String(on) <= today) : days
        const day = some[roll(Math.max(some.length, 1))]
        if (!day || (which < 2 && days.length < 14)) {
          const offer = { type: 'visit', length: pick(['half', 'whole']), ...dateIn('date1', pick(DAYS)) }
          return { url: `/partnerships/${of.enhanced}/support-days`, form: { key, ...offer } }
        }
        const [seen, at] = [Number(day.entries), `/support-days/${day.id}`]
        const dates = Array.isArray(day.dates) ? day.dates.map(String) : []
        const heldOn = String(day.on ?? DAYS[0])
        switch (which) {
          case 2:
          case 3:
          case 4:
            return { url: `${at}/answers`, form: { key, seen, on: dates[0] ?? heldOn } }
          case 5:
            return {
              url: `${at}/dates`,
              form: { key, seen, length: 'half', note: 'A clash', ...dateIn('date1', pick(DAYS)) },
            }
          case 6:
            return { url: `${at}/cancellation`, form: { key, seen, note: 'Snow' } }
          case 7:
            return {
              url: `${at}/record`,
              form: {
                key,
                seen,
                length: pick(['none', 'half', 'whole']),
                note: 'So it was',
                ...dateIn('heldOn', heldOn),
              },
            }
          case 8: {
            const known = Number(day.revision ?? 0)
            return known > 0 && roll(6) > 0
              ? { url: `${at}/visit-record/signatures`, form: { revision: known } }
              : { url: `${at}/visit-record`, form: { key, seen: known, saw: `Round ${round}` } }
          }
          case 9: {
            const topic = pick(['progress', 'support', 'changes', 'sustaining', 'follow-up'])
            const known = Number(topics.find((each) => each.topic === topic)?.revision ?? 0)
            return {
              url: `${review}/${topic}`,
              form: { key, seen: known, words: `Round ${round}`, ...dateIn('onDay', '2026-12-10') },
            }
          }
          case 10:
            return {
              url: `${review}/next-steps`,
              form: { key, seen: 0, text: `Round ${round}`, ownerSide: 'lead', ownerRole: 'Head' },
            }
          default:
            return { url: `${review}/signatures`, form: { revision: Number(revision) } }
        }
      })
      const entriesBefore = completed
        ? await of.rows(sql`select count(*) as all from support_entries`)
        : undefined
      await Promise.all(
        presses.map(async ({ url, form }) => {
          // Signatures of both, so that some meet; everything else by whoever is at hand.
          const one = roll(2) === 0 ? of.lead : of.leader
          const actors = url.endsWith('/signatures') ? [of.lead, of.leader] : [one]
          for (const { status } of await Promise.all(actors.map((actor) => of.web.post(actor, url, form)))) {
            assert.ok([303, 403, 404, 409, 422].includes(status), `${status} from ${url}`)
            answered.set(status, (answered.get(status) ?? 0) + 1)
          }
        }),
      )
      if (entriesBefore) {
        assert.deepEqual(await of.rows(sql`select count(*) as all from support_entries`), entriesBefore)
      }

      for (const count of await of.rows(sql`
        select c.booked, c.delivered, c.entitled + c.carried_in as most,
          coalesce(sum(i.half_days) filter (where i.state = 'booked'), 0)::int as "itemsBooked",
          coalesce(sum(i.half_days) filter (where i.state = 'delivered'), 0)::int as "itemsDelivered"
        from support_day_counts c
        left join support_items i on i.partnership_id = c.partnership_id and i.support_term = c.support_term
        group by c.partnership_id, c.support_term`)) {
        assert.deepEqual([count.booked, count.delivered], [count.itemsBooked, count.itemsDelivered])
        assert.ok(Number(count.booked) + Number(count.delivered) <= Number(count.most))
      }
      for (const record of await of.rows(sql`
        select r.item_id as id, r.saw, (select count(*)::int from visit_signatures s
          where s.item_id = r.item_id and s.revision = r.revision) as names from visit_records r`)) {
        assert.ok(Number(record.names) <= 2)
        if (record.names === 2) signedRecords.set(record.id, signedRecords.get(record.id) ?? record.saw)
        if (signedRecords.has(record.id)) {
          assert.deepEqual(
            [record.names, record.saw],
            [2, signedRecords.get(record.id)],
            'what both signed stands',
          )
        }
      }
      const [state] = await of.rows(sql`
        select p.status, r.revision, (select count(*)::int from final_review_signatures s
          where s.partnership_id = p.id and s.revision = r.revision) as names
        from partnerships p left join final_reviews r on r.partnership_id = p.id where p.id = ${of.enhanced}`)
      assert.equal(state?.status, Number(state?.names) === 2 ? 'completed' : 'active')
      if (completed) assert.deepEqual(state, completed, 'what both signed stands')
      if (state?.status === 'completed') completed ??= state
    }
    assert.ok((answered.get(303) ?? 0) > 40, `only ${answered.get(303)} forms were saved`)
    assert.ok(signedRecords.size > 0, 'no record was signed by both')
    assert.ok(completed, 'the final review was not signed by both')
  } finally {
    await of.close()
  }
})
