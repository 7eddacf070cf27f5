import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addSmallPlan, openPlanWorld, type PlanWorld } from '../../../test/builders/action-plan.ts'
import { conversationUrl, type Message, writeMessage } from '../../../test/builders/conversation.ts'
import { faultsIn } from '../../../test/builders/feature-app.ts'

describe('what the two schools write to each other', () => {
  let world: PlanWorld
  let ids: Awaited<ReturnType<typeof addSmallPlan>>
  before(async () => {
    world = await openPlanWorld()
    ids = await addSmallPlan(world, world.leader, world.enhanced)
  })
  after(() => world.close())

  const url = (partnership = world.enhanced) => conversationUrl(partnership)
  const write = (...message: Message) => writeMessage(world, ...message)
  const lastId = async () =>
    Number((await world.rows(sql`select max(id) as id from partnership_messages`))[0]?.id)
  const promises = () =>
    world.rows(
      sql`select promised_by, words, since::text, due_on::text from question_promises order by reference`,
    )

  it('is said in one form, and read by the other school', async () => {
    const { web, leader, lead } = world
    const empty = await web.get(leader, url())
    assert.match(empty.body, /<h1 class="govuk-heading-l">Messages with North hub/)
    assert.match(empty.body, /Nothing has been written yet/)
    assert.deepEqual(await faultsIn(empty.body), [])
    const sent = await write(lead, { text: 'Welcome.\nWe ring on Monday.' })
    assert.equal(sent.location, `${url()}?sent`)
    const after = await web.get(lead, sent.location)
    assert.match(after.body, /Sent to Ashby School/)
    assert.match(after.body, /Not seen in the service yet/)
    assert.deepEqual(await faultsIn(after.body), [])
    const read = await web.get(leader, url())
    assert.match(read.body, /Welcome\.\nWe ring on Monday\./)
    assert.match(read.body, /Nora Lead<\/strong>, North hub/)
    assert.match(read.body, />New</)
    assert.doesNotMatch((await web.get(leader, url())).body, />New</)
  })

  it('is known to have been seen, by whom and when', async () => {
    const { web, lead } = world
    assert.match(
      (await web.get(lead, url())).body,
      /Seen in the service by Asha Head, 12 March 2026 at 12:00pm/,
    )
  })

  it('is not new to a colleague who has opened nothing yet, where somebody of the school has seen it', async () => {
    const { web, colleague, leader, lead } = world
    assert.doesNotMatch((await web.get(colleague, url())).body, />New</)
    await write(lead, { text: 'To both of you' })
    await web.get(leader, url())
    assert.match((await web.get(colleague, url())).body, />New</)
  })

  it('sent twice by one form, stands once', async () => {
    const { web, leader } = world
    const key = randomUUID()
    const form = { key, text: 'Thank you. Monday is good.' }
    for (let pressed = 0; pressed < 2; pressed++)
      assert.equal((await web.post(leader, `${url()}/messages`, form)).status, 303)
    const [count] = await world.rows(
      sql`select count(*)::int as n from partnership_messages where key = ${key}`,
    )
    assert.equal(count?.n, 1)
  })

  it('keeps what was typed when something is wrong, and asks once about a pupil', async () => {
    const { leader } = world
    const missing = await write(leader, { text: '  ' })
    assert.equal(missing.status, 422)
    assert.match(missing.body, /Write a message/)
    const named = await write(leader, { text: 'We met Jayden in Year 9 about this', asks: 'yes' })
    assert.equal(named.status, 422)
    assert.match(named.body, /may name a pupil/)
    assert.match(named.body, /We met Jayden in Year 9/)
    assert.match(named.body, /name="asks" type="checkbox" value="yes" checked/)
    assert.deepEqual(await faultsIn(named.body), [])
    const colleagues = await write(leader, { text: 'Priya Patel will ring Nora Lead' })
    assert.equal(colleagues.status, 303)
  })

  it('asks, and waits until it is answered: once, with a day that is a school day', async () => {
    const { web, leader, lead } = world
    world.moveClock('2026-03-24')
    await write(lead, { text: 'Which day suits you?', asks: 'yes' })
    // Three school days are left before the Easter holidays; the fourth is the first day back.
    assert.deepEqual(await promises(), [
      { promised_by: 'partner', words: 'Which day suits you?', since: '2026-03-24', due_on: '2026-04-14' },
    ])
    const page = await web.get(leader, url())
    assert.match(page.body, /Waiting for an answer from your school/)
    assert.match(page.body, /Waiting for you<\/strong>, an answer by 14 April 2026/)
    assert.deepEqual(await faultsIn(page.body), [])
    assert.match((await web.get(lead, url())).body, /Waiting for an answer from Ashby School/)
    // The form of whoever is asked answers the one question unless they say otherwise.
    await write(leader, { text: 'Wednesday the 15th' })
    assert.deepEqual(await promises(), [])
    const answered = await web.get(lead, url())
    assert.match(answered.body, /Answered by Asha Head/)
    assert.deepEqual(await faultsIn(answered.body), [])
    assert.doesNotMatch(answered.body, /Waiting for an answer/)
  })

  it('pressed by everyone at once, is answered once and numbered in order', async () => {
    const { web, leader, colleague, lead } = world
    await write(lead, { text: 'Who comes in June?', asks: 'yes' })
    const question = String(await lastId())
    const key = randomUUID()
    const posts = [leader, colleague, leader, colleague, leader].map((actor, at) =>
      web.post(actor, `${url()}/messages`, {
        key: at < 3 ? key : randomUUID(),
        text: `We both come (${at})`,
        answers: question,
      }),
    )
    assert.deepEqual(
      (await Promise.all(posts)).map(({ status }) => status),
      [303, 303, 303, 303, 303],
    )
    const [said] = await world.rows(
      sql`select count(*)::int as n from partnership_messages where text like 'We both come%'`,
    )
    assert.equal(said?.n, 3)
    assert.deepEqual(await promises(), [])
    const [answer] = await world.rows(sql`
      select count(*)::int as n from partnership_questions where message_id = ${Number(question)} and answer_id is not null`)
    assert.equal(answer?.n, 1)
  })

  it('is no answer where nobody said so, or to a question of one’s own', async () => {
    const { web, leader, lead } = world
    await write(leader, { text: 'May we bring our SENCO?', asks: 'yes' })
    const question = await lastId()
    await web.post(leader, `${url()}/messages`, {
      key: randomUUID(),
      text: 'And a governor?',
      answers: String(question),
    })
    await web.post(lead, `${url()}/messages`, { key: randomUUID(), text: 'The timetable follows.' })
    assert.equal((await promises()).length, 1)
    assert.equal((await web.post(lead, `${url()}/questions/${question}/settlement`, {})).status, 403)
    assert.equal((await promises()).length, 1)
    assert.equal((await web.post(leader, `${url()}/questions/${question}/settlement`, {})).status, 303)
    assert.deepEqual(await promises(), [])
    assert.match((await web.get(lead, url())).body, /none is needed any more/)
  })

  it('is taken back within ten minutes by whoever wrote it, and leaves its line', async () => {
    const { web, leader, colleague, lead } = world
    await write(lead, { text: 'Shall we say the 3rd?', asks: 'yes' })
    const asked = await lastId()
    await write(leader, { text: 'Yes to the 3rd' })
    const id = await lastId()
    assert.deepEqual(await promises(), [])
    const withdrawal = `${url()}/messages/${id}/withdrawal`
    assert.match((await web.get(leader, url())).body, new RegExp(withdrawal))
    for (const other of [colleague, lead]) {
      assert.doesNotMatch((await web.get(other, url())).body, new RegExp(withdrawal))
      assert.equal((await web.post(other, withdrawal, {})).status, 403)
    }
    for (let pressed = 0; pressed < 2; pressed++)
      assert.equal((await web.post(leader, withdrawal, {})).status, 303)
    const page = await web.get(lead, url())
    assert.match(page.body, /Asha Head took back a message/)
    assert.doesNotMatch(page.body, /Yes to the 3rd/)
    assert.deepEqual(await faultsIn(page.body), [])
    const [left] = await world.rows(sql`select text from partnership_messages where id = ${id}`)
    assert.equal(left?.text, '')
    // What it had answered waits again.
    assert.equal((await promises()).length, 1)
    await world.rows(
      sql`update partnership_messages set written_at = written_at - interval '11 minutes' where id = ${asked}`,
    )
    assert.equal((await web.post(lead, `${url()}/messages/${asked}/withdrawal`, {})).status, 409)
    assert.equal((await promises()).length, 1)
    await write(leader, { text: 'The 4th is better' })
  })

  it('is about one action of a plan that both schools write, and stands in both places', async () => {
    const { web, leader, lead } = world
    const about = `action-${ids.action}`
    assert.match(
      (await web.get(lead, `/actions/${ids.action}`)).body,
      new RegExp(`conversation\\?about=${about}`),
    )
    const sent = await write(lead, { text: 'Who rings when that person is away?' }, { about })
    assert.equal(sent.location, `${url()}?about=${about}&sent`)
    const thread = await web.get(leader, `${url()}?about=${about}`)
    assert.match(thread.body, /<h1 class="govuk-heading-l">Messages about 1.1 Action: Ring home by ten/)
    assert.match(thread.body, /Who rings when/)
    assert.doesNotMatch(thread.body, /Welcome/)
    assert.deepEqual(await faultsIn(thread.body), [])
    const all = await web.get(leader, url())
    assert.match(all.body, /About <a class="govuk-link" href="[^"]*about=action-\d+">1.1 Action: Ring home/)
    for (const odd of ['action-999', 'visit-1', 'nothing', 'action-0', 'action--1'])
      assert.equal((await web.get(leader, `${url()}?about=${odd}`)).status, 404, odd)
    assert.equal((await web.get(lead, `${url(world.regional)}?about=${about}`)).status, 404)
  })

  it('is about a support day, or a document that both schools may open', async () => {
    const { web, leader, lead } = world
    const day = await web.post(lead, `/partnerships/${world.enhanced}/support-days`, {
      key: randomUUID(),
      type: 'visit',
      length: 'whole',
      'date1-day': 22,
      'date1-month': 4,
      'date1-year': 2026,
    })
    const id = day.location.split('/').at(-1)
    assert.match((await web.get(leader, day.location)).body, new RegExp(`conversation\\?about=visit-${id}`))
    await write(leader, { text: 'Shall we meet at the gate?' }, { about: `visit-${id}` })
    assert.match((await web.get(lead, `${url()}?about=visit-${id}`)).body, /Shall we meet at the gate/)
    const document = async (title: string, shared: string) => {
      const [row] = await world.rows(sql`
        insert into documents (key, position, partnership_id, kind, title, purpose, from_side, shared_with, link_url, link_source,
          link_as_at, given_by_name)
        values (gen_random_uuid(), 1, ${world.enhanced}, 'link', ${title}, 'support', 'partner', ${shared}::text[],
          'https://example.org', 'Example', '2026-03-01', 'Asha Head') returning id`)
      return `document-${row?.id}`
    }
    const [open, own] = [await document('Our policy', '{lead}'), await document('A draft', '{}')]
    await write(lead, { text: 'Page two is very clear' }, { about: open })
    assert.match((await web.get(leader, url())).body, /About <a[^>]*>Our policy</)
    assert.equal((await web.get(leader, `${url()}?about=${own}`)).status, 404)
  })

  it('seen of one action, is not marked as seen of another thing', async () => {
    const { web, leader, lead } = world
    await write(lead, { text: 'About everything' })
    await write(lead, { text: 'About the calls' }, { about: `action-${ids.action}` })
    await web.get(leader, `${url()}?about=action-${ids.action}`)
    assert.match((await web.get(lead, url())).body, /About the calls[\s\S]*?Not seen in the service yet/)
    await web.get(leader, url())
    assert.doesNotMatch((await web.get(lead, url())).body, /Not seen in the service yet/)
  })

  it('comes page by page, and in a file as a whole', async () => {
    const { web, leader } = world
    for (let at = 1; at <= 31; at++)
      await web.post(leader, `${url()}/messages`, { key: randomUUID(), text: `Note number ${at}.` })
    const newest = await web.get(leader, url())
    assert.match(newest.body, /Note number 31\./)
    assert.doesNotMatch(newest.body, /Note number 1\./)
    const earlier = /href="([^"]*before=\d+)#messages"/.exec(newest.body)?.[1] ?? ''
    const older = await web.get(leader, earlier)
    assert.match(older.body, /Note number 1\./)
    assert.match(older.body, /<h2 class="govuk-heading-m" id="messages">Earlier messages/)
    assert.deepEqual(await faultsIn(older.body), [])
    const file = await web.get(leader, `${url()}.csv`)
    assert.match(file.body, /Welcome\.\s+We ring on Monday/)
    assert.match(file.body, /\(taken back\)/)
    assert.match(file.body, /Note number 31/)
  })

  it('is listed across partnerships, what waits for an answer first, and found by its words', async () => {
    const { web, lead, regionalLeader, leader } = world
    await write(
      regionalLeader,
      { text: 'Is the open day still on? 100% sure?', asks: 'yes' },
      { partnership: world.regional },
    )
    const list = await web.get(lead, '/conversations')
    assert.match(list.body, /1 question waits for your answer/)
    assert.ok(list.body.indexOf('Birch School') < list.body.indexOf('Ashby School'))
    assert.deepEqual(await faultsIn(list.body), [])
    const found = await web.get(lead, `/conversations?text=${encodeURIComponent('100%')}`)
    assert.match(found.body, /1 message holds/)
    assert.deepEqual(await faultsIn(found.body), [])
    assert.match((await web.get(leader, '/conversations?text=open+day')).body, /No message holds/)
    assert.equal((await web.get(leader, '/conversations')).location, url())
  })

  it('belongs to the two schools and nobody else', async () => {
    const { web, team, trustLeader, evaluator, otherLead, regionalLeader } = world
    for (const actor of [team, trustLeader, evaluator, otherLead, regionalLeader]) {
      for (const at of [url(), `${url()}.csv`])
        assert.equal((await web.get(actor, at)).status, 404, `${actor.role} ${at}`)
      const sent = await web.post(actor, `${url()}/messages`, { key: randomUUID(), text: 'From outside' })
      assert.equal(sent.status, 404)
    }
    for (const actor of [team, trustLeader, evaluator])
      assert.equal((await web.get(actor, '/conversations')).status, 404)
    const [outside] = await world.rows(
      sql`select count(*)::int as n from partnership_messages where text = 'From outside'`,
    )
    assert.equal(outside?.n, 0)
  })

  it('can be read when the partnership has ended, and not added to', async () => {
    const { web, regionalLeader, lead } = world
    await world.rows(sql`update partnerships set status = 'completed' where id = ${world.regional}`)
    const page = await web.get(regionalLeader, url(world.regional))
    assert.match(page.body, /open day still on/)
    assert.match(page.body, /This partnership has ended/)
    // What nobody can answer any more is waited on by nobody.
    assert.match(page.body, /The partnership ended before there was one/)
    assert.doesNotMatch(page.body, /Waiting for/)
    assert.match((await web.get(lead, '/conversations')).body, /Nobody waits for your answer/)
    const waited = await world.rows(
      sql`select reference from question_promises where partnership_id = ${world.regional}`,
    )
    assert.deepEqual(waited, [])
    assert.deepEqual(await faultsIn(page.body), [])
    const late = { key: randomUUID(), text: 'One more thing' }
    assert.equal((await web.post(lead, `${url(world.regional)}/messages`, late)).status, 409)
    await world.rows(sql`update partnerships set status = 'active' where id = ${world.regional}`)
  })
})
