import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { formIn, openPlanWorld, type PlanWorld } from '../../../../../test/builders/action-plan.ts'
import { faultsIn } from '../../../../../test/builders/feature-app.ts'
import { bookDay, send } from '../../../../../test/builders/support.ts'
import { alternately, draft, type Pressing, timed } from './domain.ts'
import { readTemplate } from './template.ts'

const pressing = (theme: string, strand: Pressing['strand'] = 'both'): Pressing => ({
  theme,
  strand,
  because: `${theme} presses`,
})

describe('the draft of a running order', () => {
  const titles = async (all: readonly Pressing[], minutes?: number) => {
    const template = await readTemplate()
    const parts = draft({ ...template, ...(minutes && { minutes }) }, all)
    return {
      parts,
      names: parts.map(({ title }) => title),
      sum: parts.reduce((sum, part) => sum + part.minutes, 0),
    }
  }
  const ALWAYS = [
    'Welcome, and what both schools hope for from the day',
    'Go through the self-assessment together',
    'What we saw, and what comes first',
  ]

  test('takes what two know by turns, so that neither fills the day alone', () => {
    const [a, b, c, d] = [pressing('a'), pressing('b'), pressing('c'), pressing('d')]
    assert.deepEqual(alternately([a, b], [c, d]), [a, c, b, d])
    assert.deepEqual(alternately([], [c]), [c])
    assert.deepEqual(alternately([a, b], []), [a, b])
  })

  test('is the usual day where nothing is known', async () => {
    const { names, sum, parts } = await titles([])
    assert.equal(names.length, 7)
    assert.equal(sum, 390)
    assert.ok(parts.every(({ because }) => because === ''))
  })

  test('takes up what presses most, says why, and stays within the day', async () => {
    const { parts, names, sum } = await titles([
      pressing('staff-development'),
      pressing('targeted-support', 'attendance'),
      pressing('leadership-and-vision'),
      pressing('staff-development'),
    ])
    for (const title of ALWAYS) assert.ok(names.includes(title), title)
    assert.ok(names.includes('How staff are brought in and kept in practice'))
    assert.ok(
      names.includes('How absence is followed up, from the register to the home'),
      'by theme and strand',
    )
    assert.ok(names.includes('Talk with leaders at every level'))
    assert.ok(sum <= 390, String(sum))
    assert.equal(
      parts.find(({ title }) => title.startsWith('How staff'))?.because,
      'staff-development presses',
    )
    assert.equal(names[0], ALWAYS[0], 'in the order of a school day')
    assert.equal(names.at(-1), ALWAYS[2])
  })

  test('goes by strand where no part looks at a theme, and has the first of all even in a short day', async () => {
    const { names } = await titles([pressing('of-another-programme', 'attendance')], 165)
    assert.deepEqual(names, [ALWAYS[0], 'Arrival and the start of the school day', ALWAYS[1], ALWAYS[2]])
  })

  test('has times where the day has one', () => {
    const part = { title: 'x', minutes: 45, who: '', look: '' }
    assert.deepEqual(
      timed([part, part], '08:30').map(({ at }) => at),
      ['08:30', '09:15'],
    )
    assert.equal(timed([part], '')[0]?.at, '')
  })
})

describe('the running order of a visit', () => {
  let of: PlanWorld
  let url: string
  before(async () => {
    of = await openPlanWorld()
    url = `/support-days/${await bookDay(of, '2026-03-16', { type: 'deep-dive' })}/running-order`
  })
  after(() => of.close())

  test('is drafted from the self-assessment, for both schools and nobody else', async () => {
    for (const actor of [of.leader, of.lead]) {
      const page = await of.web.get(actor, url)
      assert.equal(page.status, 200)
      assert.match(page.body, /Running order of the deep-dive visit on 16 March 2026/)
      assert.deepEqual(await faultsIn(page.body), [])
    }
    const own = await of.web.get(of.leader, url)
    assert.match(own.body, /Drafted from the self-assessment of 2 February 2026/)
    assert.match(own.body, /is a priority of the school/)
    for (const actor of [of.team, of.otherLead, of.regionalLeader, of.trustLeader, of.evaluator])
      for (const at of [url, `${url}/edit`])
        assert.equal((await of.web.get(actor, at)).status, 404, actor.role)
  })

  test('is changed by either school; parts move, go and come; a stale form overwrites nothing', async () => {
    const page = await of.web.get(of.leader, `${url}/edit`)
    assert.deepEqual(await faultsIn(page.body), [])
    const form = formIn(page.body, url)
    const changed = {
      ...form,
      'title-1': '',
      'minutes-1': '',
      'who-1': '',
      'look-1': '',
      'place-2': '99',
      'title-3': 'Coffee with governors',
    }
    for (let pressed = 0; pressed < 2; pressed++)
      assert.equal((await of.web.post(of.leader, url, changed)).status, 303)
    const [row] = await of.rows(sql`select revision, parts from visit_running_orders`)
    assert.equal(row?.revision, 1)
    const names = Object(row).parts.map(({ title }: { title: string }) => title)
    assert.equal(names.at(-1), form['title-2'], 'moved to the end')
    assert.equal(names[0], 'Coffee with governors')
    assert.ok(!names.includes(form['title-1']))

    const stale = await of.web.post(of.lead, url, { ...form, key: randomUUID(), 'title-2': 'A walk first' })
    assert.equal(stale.status, 422)
    assert.match(stale.body, /Somebody else saved this running order/)
    assert.match(stale.body, /A walk first/)
    assert.match(stale.body, /Coffee with governors/)
    assert.match(stale.body, /name="seen" value="1"/)
    assert.deepEqual(await faultsIn(stale.body), [])
    const pack = await of.web.get(of.lead, url.replace('running-order', 'pack'))
    assert.match(pack.body, /Coffee with governors/)
    assert.deepEqual(await faultsIn(pack.body), [])
    const history = await of.rows(sql`select sentence from history where kind = 'visit.running-order'`)
    assert.deepEqual(history, [
      { sentence: 'Wrote the running order of the deep-dive visit on 16 March 2026' },
    ])
  })

  test('keeps what was typed when something is wrong', async () => {
    const wrong = await of.web.post(of.lead, url, {
      key: randomUUID(),
      seen: 1,
      rows: 3,
      'title-1': '',
      'minutes-1': '20',
      'title-2': 'Lunch with J.S. of Year 9',
      'minutes-2': 'long',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /Enter the name of part 1/)
    assert.match(wrong.body, /Enter how many minutes part 2 takes/)
    assert.match(wrong.body, /Lunch with J\.S\./)
    assert.deepEqual(await faultsIn(wrong.body), [])
    const named = { seen: 1, rows: 1, 'title-1': 'Lunch with J.S. of Year 9', 'minutes-1': '30' }
    assert.match((await of.web.post(of.lead, url, { key: randomUUID(), ...named })).body, /no pupil is meant/)
    assert.equal((await of.web.post(of.lead, url, { key: randomUUID(), seen: 1, rows: 2 })).status, 422)
  })

  test('of another day begins empty, and is not drafted', async () => {
    const visit = `/support-days/${await bookDay(of, '2026-03-17')}/running-order`
    assert.match((await of.web.get(of.lead, visit)).body, /There are no parts yet/)
    await send(of, of.lead, visit, { seen: 0, rows: 2, 'title-1': 'Walk', 'minutes-1': '30' })
    assert.match((await of.web.get(of.leader, visit)).body, /Walk/)
  })
})
