/** A visit in a building without a signal, whose record was never opened before: its pack was. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Browser, openBrowser, type Page } from '../browser.ts'
import { addVisitDay } from '../builders/visit-day.ts'
import { openWholeApp, type WholeApp } from '../builders/whole-app.ts'
import { Wire } from '../wire.ts'

describe('the page of a record, kept on the device before the visit', () => {
  let whole: WholeApp
  let browser: Browser
  let wire: Wire
  let base: string
  let day: number

  before(async () => {
    whole = await openWholeApp()
    // The demonstration stands at 14 May 2026.
    day = await addVisitDay(whole.database, 990_101, '2026-05-18')
    const address = new URL(await whole.app.listen({ port: 0, host: '127.0.0.1' }))
    wire = new Wire(Number(address.port))
    base = await wire.listen()
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    wire?.close()
    await whole?.close()
  })

  const record = () => `${base}/support-days/${day}/visit-record`
  const signIn = async (persona: string) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    await page.goto(`${base}/sign-in`)
    await Promise.all([
      page.waitForNavigation(),
      page.locator(`form[action="/sign-in/as/${persona}"] button`).click(),
    ])
    return { context, page }
  }
  const kept = (page: Page) => page.getByText('Kept on this device for the visit')

  test('opens without a connection where only the pack was opened, and is caught up on the day', async () => {
    const { context, page } = await signIn('hub-lead')
    await page.goto(`${base}/support-days/${day}/pack`)
    await kept(page).waitFor()
    // Opened too early, with a connection, it leads back to what is to be read, and is kept again.
    await Promise.all([
      page.waitForNavigation(),
      page.getByRole('link', { name: 'write the record' }).click(),
    ])
    assert.equal(page.url(), `${base}/support-days/${day}/pack`)
    await kept(page).waitFor()

    // The day of the visit, in a building without a signal.
    await whole.database.asOwner((db) =>
      sql`update support_items set held_on = '2026-05-14' where id = ${day}`.execute(db),
    )
    wire.cut()
    await context.setOffline(true)
    await page.getByRole('link', { name: 'write the record' }).click()
    await page.waitForURL(`${record()}/edit`)
    const status = page.locator('[data-connection]')
    await status.getByText('No connection. Go on').waitFor()
    await page.fill('#saw', 'Calm at the gate')
    await page.fill('#action', 'Send the rota')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.locator('[data-line]').getByText('Send the rota').first().waitFor()
    await status.getByText('No connection. 2 notes are kept on this device').waitFor()

    wire.mend()
    await context.setOffline(false)
    await status.getByText('Everything is saved.').waitFor()
    const { rows } = await whole.database.asOwner((db) =>
      sql`select r.saw, a.text from visit_records r join visit_actions a using (item_id)
        where r.item_id = ${day}`.execute(db),
    )
    assert.deepEqual(rows, [{ saw: 'Calm at the gate', text: 'Send the rota' }])
    await context.close()
  })

  test('is kept from the room of both schools as well, and goes at signing out', async () => {
    await whole.database.asOwner((db) =>
      sql`update support_items set held_on = '2026-05-18' where id = ${day}`.execute(db),
    )
    const { context, page } = await signIn('partner-enhanced')
    const { rows } = await whole.database.asOwner((db) =>
      sql<{ id: number }>`select partnership_id as id from support_items where id = ${day}`.execute(db),
    )
    await page.goto(`${base}/partnerships/${rows[0]?.id}/support`)
    await kept(page).waitFor()
    const copies = () => page.evaluate(async () => (await caches.keys()).filter((name) => /notes/.test(name)))
    assert.deepEqual((await copies()).toSorted(), ['visit-notes-files', 'visit-notes-pages'])
    await page.locator('form[action^="/sign-out"] button').first().click()
    await page.waitForURL((url) => !url.pathname.includes('/partnerships/'))
    assert.deepEqual(await copies(), [])
    await context.close()
  })
})
