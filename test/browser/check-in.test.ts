/** Checking people in on a phone whose connection goes and comes back. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Browser, noHorizontalScroll, openBrowser, type Page, scanPage } from '../browser.ts'
import { openWholeApp, type WholeApp } from '../builders/whole-app.ts'
import { Wire } from '../wire.ts'

describe('the list at the door', () => {
  let whole: WholeApp
  let browser: Browser
  let wire: Wire
  let base: string
  let eventId: number

  before(async () => {
    whole = await openWholeApp()
    const address = new URL(await whole.app.listen({ port: 0, host: '127.0.0.1' }))
    wire = new Wire(Number(address.port))
    base = await wire.listen()
    eventId = await whole.database.asOwner(async (db) => {
      const { rows } = await sql<{ id: number }>`
        with hub as (
          select h.id, h.programme_id from hubs h join programmes g on g.id = h.programme_id
          where h.reference = 'H1' and g.key like 'rise%'
        ), event as (
          insert into events (form_key, programme_id, kind, hub_id, title, starts_at, ends_at, place)
          select gen_random_uuid(), programme_id, 'open-day', id, 'Open day of a test', '2026-05-14T09:00:00Z',
            '2026-05-14T14:00:00Z', 'lead-school' from hub returning id, hub_id
        ), booking as (
          insert into event_bookings (form_key, event_id, partnership_id, places, booked_by_name)
          select gen_random_uuid(), e.id, p.id, 2, 'Somebody'
          from event e join partnerships p on p.hub_id = e.hub_id and p.status = 'active'
          order by p.id limit 3 returning id, event_id
        ), guests as (
          insert into event_guests (booking_id, event_id, name)
          select b.id, b.event_id, n.name || ' of ' || b.id from booking b cross join (values ('Ann'), ('Ben')) n (name)
        )
        select id from event`.execute(db)
      return rows[0]?.id ?? 0
    })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    wire?.close()
    await whole?.close()
  })

  const presences = () =>
    whole.database.asOwner(async (db) => {
      const { rows } = await sql<{ name: string }>`
        select name from event_presences where event_id = ${eventId} and undone_at is null order by name`.execute(
        db,
      )
      return rows.map(({ name }) => name)
    })
  const rows = (page: Page) => page.locator('[data-guest]')
  const here = (page: Page, at: number) => rows(page).nth(at).locator('form[data-tick="arrived"] button')
  const status = (page: Page) => page.locator('[data-connection]')

  test('works with the network off, opens again without it, and catches up once', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    await page.goto(`${base}/sign-in`)
    await Promise.all([
      page.waitForNavigation(),
      page.locator('form[action="/sign-in/as/hub-lead"] button').click(),
    ])
    await page.goto(`${base}/events/${eventId}/check-in`)
    await status(page).getByText('Everything is saved.').waitFor()

    // With a connection each tick is saved at once.
    const names = await rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-name') ?? ''))
    assert.equal(names.length, 6)
    await here(page, 0).click()
    await rows(page)
      .nth(0)
      .getByText(/^Here since \d+:\d\d[ap]m$/)
      .waitFor()
    assert.deepEqual(await presences(), [names[0]])
    // The worker has kept the page and what it is made of.
    await page.waitForFunction(async () => {
      const [pages, files] = [await caches.open('check-in-pages'), await caches.open('check-in-files')]
      return (await pages.keys()).length === 1 && (await files.keys()).length > 3
    })

    wire.cut()
    await context.setOffline(true)
    await here(page, 1).click()
    await here(page, 2).click()
    await status(page)
      .getByText('No connection. 2 changes are kept on this phone and will be sent when it is back.')
      .waitFor()
    // A tick that was wrong, taken back before anybody saw it.
    await here(page, 3).click()
    await rows(page).nth(3).locator('form[data-tick="undo"] button').click()
    await page.locator('#name').fill('Sue Substitute')
    await page.locator('#place').selectOption({ index: 1 })
    await page.locator('form[data-add] button').click()
    await page.locator('[data-other]').getByText('Sue Substitute').first().waitFor()
    assert.deepEqual(await presences(), [names[0]])

    // The phone is put away, and the page opened again while there is no connection.
    await page.goto('about:blank')
    await page.goto(`${base}/events/${eventId}/check-in`)
    await page.locator('[data-other]').getByText('Sue Substitute').first().waitFor()
    assert.match(await rows(page).nth(1).innerText(), /Here since .*, kept on this phone/)
    assert.equal(await page.locator('[data-here]').innerText(), '3')
    assert.equal(await page.locator('[data-here-others]').innerText(), '1')
    assert.equal(await page.locator('h1').innerText(), 'Check-in: Open day of a test')

    wire.mend()
    await context.setOffline(false)
    await status(page).getByText('Everything is saved.').waitFor()
    const all = [names[0], names[1], names[2], 'Sue Substitute'].sort()
    assert.deepEqual((await presences()).sort(), all)
    // Once more, from a page made by the service: nothing is sent again, nothing is there twice.
    await page.reload()
    await status(page).getByText('Everything is saved.').waitFor()
    assert.deepEqual((await presences()).sort(), all)
    assert.equal(await page.locator('[data-here]').innerText(), '3')
    assert.equal(await page.locator('[data-here-others]').innerText(), '1')

    await page.locator('[data-finish] button').click()
    await status(page).getByText('the list is off this phone').waitFor()
    await page.waitForFunction(async () =>
      (await caches.keys()).every((name) => !name.startsWith('check-in')),
    )
    await context.close()
  })

  test('keeps what was ticked when the person has been signed out meanwhile', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${base}/sign-in`)
    await Promise.all([
      page.waitForNavigation(),
      page.locator('form[action="/sign-in/as/hub-lead"] button').click(),
    ])
    await page.goto(`${base}/events/${eventId}/check-in`)
    await status(page).getByText('Everything is saved.').waitFor()
    await context.clearCookies()
    await here(page, 4).click()
    await status(page)
      .getByText(/You are signed out\. 1 change is kept on this phone/)
      .waitFor()
    await context.close()
  })

  test('is right for axe at both widths, and found by typing', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${base}/sign-in`)
    await Promise.all([
      page.waitForNavigation(),
      page.locator('form[action="/sign-in/as/hub-lead"] button').click(),
    ])
    await page.goto(`${base}/events/${eventId}/check-in`)
    await status(page).getByText('Everything is saved.').waitFor()
    assert.deepEqual(await noHorizontalScroll(page), [])
    assert.deepEqual(await scanPage(page), [])
    const first = (await rows(page).nth(0).getAttribute('data-name')) ?? ''
    await page.locator('#find').fill(first.toLowerCase())
    assert.equal(await rows(page).filter({ visible: true }).count(), 1)
    await context.close()
  })
})
