import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openPlanWorld, type PlanWorld } from '../../../../test/builders/action-plan.ts'
import { conversationUrl, type Message, writeMessage } from '../../../../test/builders/conversation.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { clockAt } from '../../../platform/clock.ts'
import { sendNotices, sendReminders } from './jobs.ts'

describe('what the two schools write to each other is told of by email', () => {
  const send = (instant: string) =>
    sendNotices({
      database: world.database,
      clock: { ...clockAt(instant.slice(0, 10)), now: () => Temporal.Instant.from(instant) },
      publicUrl: 'https://alongside.example',
    })
  const emails = () =>
    world.rows(
      sql`select to_account, personalisation from messages where template = 'new-messages' order by to_account`,
    )
  let world: PlanWorld
  before(async () => {
    world = await openPlanWorld()
  })
  after(() => world.close())

  const url = () => conversationUrl(world.enhanced)
  const write = (...message: Message) => writeMessage(world, ...message)
  const lastId = async () =>
    Number((await world.rows(sql`select max(id) as id from partnership_messages`))[0]?.id)

  it('once, after ten minutes, by count and link alone', async () => {
    const { lead, leader, colleague } = world
    world.moveClock('2026-04-16')
    await write(lead, { text: 'First of two' })
    await write(lead, { text: 'Second of two', asks: 'yes' })
    await send('2026-04-16T11:05:00Z')
    assert.deepEqual(await emails(), [])
    await send('2026-04-16T11:11:00Z')
    await send('2026-04-16T11:16:00Z')
    const sent = await emails()
    assert.deepEqual(
      sent.map(({ to_account }) => to_account),
      [leader.accountId, colleague.accountId],
    )
    const words = JSON.stringify(sent[0]?.personalisation)
    assert.match(words, /2 new messages/)
    assert.match(words, /One of them asks for an answer/)
    assert.match(words, new RegExp(`https://alongside.example${url()}`))
    assert.doesNotMatch(words, /First|Second|Nora|Ashby|North/)
  })

  it('not to somebody who has seen it, or wants none, or when it was taken back', async () => {
    const { web, lead, leader, colleague } = world
    await world.rows(sql`delete from messages`)
    for (const actor of [leader, colleague]) await web.get(actor, url())
    await write(lead, { text: 'A third' })
    await web.get(leader, url())
    assert.equal((await web.post(colleague, '/conversations/preferences', {})).status, 303)
    const page = await web.get(colleague, '/conversations/preferences?saved')
    assert.match(page.body, /Saved/)
    assert.deepEqual(await faultsIn(page.body), [])
    await send('2026-04-16T12:00:00Z')
    assert.deepEqual(await emails(), [])
    await web.post(colleague, '/conversations/preferences', { emails: 'yes' })
    await write(lead, { text: 'A fourth' })
    const id = await lastId()
    await web.post(lead, `${url()}/messages/${id}/withdrawal`, {})
    await web.get(colleague, url())
    await send('2026-04-16T12:30:00Z')
    assert.deepEqual(await emails(), [])
  })

  it('neither at night nor in the holidays, however late the service looks', async () => {
    const { leader, lead } = world
    world.moveClock('2026-03-30')
    await write(leader, { text: 'Written in the Easter holidays' })
    await send('2026-03-30T12:00:00Z')
    await send('2026-04-13T06:20:00Z')
    assert.deepEqual(await emails(), [])
    await send('2026-04-13T06:35:00Z')
    assert.deepEqual(
      (await emails()).map(({ to_account }) => to_account),
      [lead.accountId],
    )
  })

  it('once more, when the day by which an answer was hoped for has passed', async () => {
    const { lead, leader, colleague } = world
    const remind = (instant: string) =>
      sendReminders({
        database: world.database,
        clock: { ...clockAt(instant.slice(0, 10)), now: () => Temporal.Instant.from(instant) },
        publicUrl: 'https://alongside.example',
      })
    const reminders = () =>
      world.rows(
        sql`select to_account, personalisation from messages where template = 'question-waiting' order by to_account`,
      )
    await world.rows(sql`update partnership_questions set reminded_on = '2026-01-01'`)
    world.moveClock('2026-04-20')
    await write(lead, { text: 'Which room is free?', asks: 'yes' })
    await write(lead, { text: 'And from when?', asks: 'yes' })
    // Five school days: the 27th is the last on which an answer is in time.
    await remind('2026-04-27T10:00:00Z')
    assert.deepEqual(await reminders(), [])
    await remind('2026-04-28T05:00:00Z')
    assert.deepEqual(await reminders(), [], 'not at night')
    for (const hour of ['07', '08', '09']) await remind(`2026-04-28T${hour}:00:00Z`)
    const sent = await reminders()
    assert.deepEqual(
      sent.map(({ to_account }) => to_account),
      [leader.accountId, colleague.accountId],
    )
    const words = JSON.stringify(sent[0]?.personalisation)
    assert.match(words, /2 questions/)
    assert.doesNotMatch(words, /room|Nora|Ashby|North/)
  })
})
