/** Notes that devices kept without a connection, from both schools, in any order and as often as they like. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { bookDay, openSupportWorld, type SupportWorld, send } from '../../../../test/builders/support.ts'
import type { Actor } from '../../people/index.ts'
import { becomes, revisionOf } from './domain.ts'

interface Words {
  readonly kind: 'words'
  readonly key: string
  readonly field: string
  readonly text: string
  readonly seen: number
  readonly checked: boolean
  readonly settles: string | null
}
const words = (field: string, text: string, seen: number, more: Partial<Words> = {}): Words => ({
  kind: 'words',
  key: randomUUID(),
  field,
  text,
  seen,
  checked: false,
  settles: null,
  ...more,
})

describe('notes of a visit that were kept on a device', () => {
  let of: SupportWorld
  let day: number
  let url: string
  const days: number[] = []
  const newDay = () => {
    day = days.shift() ?? 0
    url = `/support-days/${day}/visit-record`
  }
  before(async () => {
    of = await openSupportWorld()
    for (const date of ['14', '15', '16']) days.push(await bookDay(of, `2025-10-${date}`))
    newDay()
    of.moveClock('2025-10-16')
  })
  after(() => of.close())

  const post = async (actor: Actor, body: unknown) => {
    const answer = await of.web.postJson(actor, `${url}/notes.json`, body)
    return { status: answer.status, notes: answer.status === 200 ? JSON.parse(answer.body).notes : [] }
  }
  const record = async () =>
    (
      await of.rows(sql`select revision, saw, working, obstacles from visit_records where item_id = ${day}`)
    )[0]
  const count = async (table: string) =>
    (await of.rows(sql`select count(*)::int as n from ${sql.table(table)} where item_id = ${day}`))[0]?.n

  test('are caught up once, however often they are sent', async () => {
    const notes = [
      words('saw', 'Calm at the gate', 0),
      words('working', 'The rota', 0),
      { kind: 'action', key: randomUUID(), answers: { action: 'Send the rota', doer: 'lead', ...dueOn(24) } },
      { kind: 'action', key: randomUUID(), answers: { action: 'Walk the corridors', doer: 'partner' } },
    ]
    for (let sent = 0; sent < 3; sent++) {
      const { status, notes: answers } = await post(of.lead, { notes })
      assert.equal(status, 200)
      assert.deepEqual(
        answers.map(({ key, state }: { key: string; state: string }) => [key, state]),
        notes.map(({ key }) => [key, 'saved']),
      )
    }
    assert.deepEqual(await record(), {
      revision: 4,
      saw: 'Calm at the gate',
      working: 'The rota',
      obstacles: '',
    })
    assert.equal(await count('visit_notes'), 2)
    assert.equal(await count('visit_actions'), 2)
    const history = await of.rows(sql`select sentence from history where kind = 'visit.recorded'`)
    assert.equal(history.length, 1, 'one line a person and day, however many notes there are')
    // Both at once, from two tabs of one device.
    const twice = words('obstacles', 'Two supply teachers', 0)
    await Promise.all([post(of.lead, { notes: [twice] }), post(of.lead, { notes: [twice] })])
    assert.equal(await count('visit_notes'), 3)
  })

  test('of both schools stand together where they are about different parts, by form or by device', async () => {
    newDay()
    await send(of, of.lead, url, { seen: 0, saw: 'Calm at the gate' })
    await post(of.leader, { notes: [words('working', 'The rota', 0)] })
    // Made before the other part was written: that part was left as it was then, and stays as it is now.
    await send(of, of.lead, url, { seen: 1, saw: 'Calm at the gate', obstacles: 'Rain' })
    assert.deepEqual(await record(), {
      revision: 3,
      saw: 'Calm at the gate',
      working: 'The rota',
      obstacles: 'Rain',
    })
  })

  test('about the same part are both kept and both shown, and stop the signing until they are one', async () => {
    const theirs = words('saw', 'Noise at lunch', 0)
    for (let sent = 0; sent < 2; sent++) {
      const { notes } = await post(of.leader, { notes: [theirs] })
      assert.deepEqual(notes, [
        {
          key: theirs.key,
          state: 'aside',
          revision: 3,
          text: 'Calm at the gate',
          byName: 'Nora Lead',
        },
      ])
    }
    const page = await of.web.get(of.lead, url)
    assert.match(page.body, /Put two texts together/)
    assert.match(page.body, /Calm at the gate[\s\S]*Noise at lunch|Noise at lunch[\s\S]*Calm at the gate/)
    assert.match(
      (await of.web.get(of.lead, `${url}/edit`)).body,
      /wrote here at the same time[\s\S]*Noise at lunch/,
    )
    assert.equal((await of.web.post(of.lead, `${url}/signatures`, { revision: 3 })).status, 409)
    // The person who was told of the other text says what should stand.
    const both = words('saw', 'Calm at the gate; noise at lunch', 3, { settles: theirs.key })
    assert.equal((await post(of.leader, { notes: [both] })).notes[0].state, 'saved')
    assert.doesNotMatch((await of.web.get(of.lead, url)).body, /Put two texts together/)
    // Or somebody does so on the page.
    const third = words('working', 'Something else', 0)
    await post(of.lead, { notes: [third] })
    await send(of, of.leader, `${url}/settlements`, { note: third.key })
    await send(of, of.lead, `${url}/signatures`, { revision: 4 })
    assert.equal((await of.web.post(of.lead, `${url}/settlements`, { note: 'x' })).status, 404)
  })

  test('that come when both have signed stand beside the record', async () => {
    await send(of, of.leader, `${url}/signatures`, { revision: 4 })
    const late = words('saw', 'One more thing from the playground', 4)
    const action = { kind: 'action', key: randomUUID(), answers: { action: 'Bring the map', doer: 'lead' } }
    for (let sent = 0; sent < 2; sent++) {
      const { notes } = await post(of.leader, { notes: [late, action] })
      assert.deepEqual(
        notes.map(({ state }: { state: string }) => state),
        ['late', 'late'],
      )
    }
    const page = await of.web.get(of.lead, url)
    assert.match(page.body, /Caught up after both had signed/)
    assert.match(page.body, /One more thing from the playground/)
    assert.match(page.body, /North hub: Bring the map/)
    assert.match(page.body, /does not change any more/)
    assert.equal((await record())?.revision, 4)
    assert.equal(await count('visit_actions'), 0)
  })

  test('that may point to a pupil, or are too long, wait on the device and hold up no other', async () => {
    newDay()
    const named = words('saw', 'We met J.S. in Year 9', 0)
    const long = words('obstacles', 'x'.repeat(4001), 0)
    const { notes } = await post(of.leader, { notes: [named, long, words('working', 'The rota', 0)] })
    assert.deepEqual(
      notes.map(({ state }: { state: string }) => state),
      ['warned', 'invalid', 'saved'],
    )
    const checked = words('saw', named.text, 0, { checked: true })
    assert.equal((await post(of.leader, { notes: [checked] })).notes[0].state, 'saved')
    assert.equal((await record())?.saw, named.text)
  })

  test('a line is taken out once, and is not there again when it is sent late', async () => {
    const action = { kind: 'action', key: randomUUID(), answers: { action: 'Ring home', doer: 'partner' } }
    await post(of.leader, { notes: [action] })
    await send(of, of.lead, `${url}/removals`, { action: action.key })
    await send(of, of.lead, `${url}/removals`, { action: action.key })
    await post(of.leader, { notes: [action] })
    assert.doesNotMatch((await of.web.get(of.leader, url)).body, /Ring home/)
    const wrong = await of.web.post(of.lead, `${url}/actions`, {
      key: randomUUID(),
      action: 'Visit',
      'due-day': 31,
      'due-month': 2,
      'due-year': 2026,
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /Select who will do it/)
    assert.match(wrong.body, /Enter a real date/)
    assert.match(wrong.body, /Visit<\/textarea>/)
  })

  test('of nobody else are taken, and nothing that no device of ours sends', async () => {
    const { team, otherLead, regionalLeader, trustLeader, evaluator } = of
    for (const actor of [team, otherLead, regionalLeader, trustLeader, evaluator])
      assert.equal((await post(actor, { notes: [words('saw', 'x', 0)] })).status, 404, actor.role)
    for (const body of [{}, { notes: 'x' }, { notes: [{ kind: 'words' }] }, []])
      assert.equal((await post(of.lead, body)).status, 400)
  })

  test('are all kept, whatever both devices do in any order (property)', () => {
    type Note = { field: 'saw'; text: string; revision: number | null }
    fc.assert(
      fc.property(
        fc.array(fc.record({ device: fc.nat(2), reload: fc.boolean(), text: fc.string({ minLength: 1 }) })),
        (steps) => {
          const notes: Note[] = []
          let now = { saw: '', working: '', obstacles: '' }
          let revision = 0
          const seen = [0, 0, 0]
          for (const { device, reload, text } of steps) {
            if (reload) seen[device] = revision
            const field = 'saw'
            const how = becomes({ now, notes, seen: seen[device] ?? 0 }, field, text)
            if (how === 'write') {
              // Nothing that this device has not seen is replaced.
              assert.ok(revisionOf(notes, field) <= (seen[device] ?? 0))
              revision += 1
              now = { ...now, saw: text }
              seen[device] = revision
            }
            if (how !== 'nothing') notes.push({ field, text, revision: how === 'write' ? revision : null })
            assert.ok(
              notes.some((note) => note.text === text),
              'what was typed stands somewhere',
            )
          }
        },
      ),
    )
  })
})

const dueOn = (day: number) => ({ 'due-day': String(day), 'due-month': '10', 'due-year': '2025' })
