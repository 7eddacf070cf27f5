/** Writing the record of a visit on a tablet whose connection is gone for the length of the visit. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import {
  type Browser,
  keyboardFaults,
  noHorizontalScroll,
  openBrowser,
  type Page,
  scanPage,
} from '../browser.ts'
import { addVisitDay } from '../builders/visit-day.ts'
import { openWholeApp, type WholeApp } from '../builders/whole-app.ts'
import { Wire } from '../wire.ts'

describe('the record of a visit, written without a connection', () => {
  let whole: WholeApp
  let browser: Browser
  let wire: Wire
  let base: string
  let day: number

  before(async () => {
    whole = await openWholeApp()
    day = await addVisitDay(whole.database, 990_101)
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

  // What one test has cut is whole for the next.
  beforeEach(() => wire.mend())

  const signIn = async (page: Page, persona: string) => {
    await page.goto(`${base}/sign-in`)
    await Promise.all([
      page.waitForNavigation(),
      page.locator(`form[action="/sign-in/as/${persona}"] button`).click(),
    ])
  }
  const open = async (persona: string) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    await signIn(page, persona)
    await page.goto(`${base}/support-days/${day}/visit-record/edit`)
    await status(page).getByText('Everything is saved.').waitFor()
    return { context, page }
  }
  const status = (page: Page) => page.locator('[data-connection]')
  const rows = async (query: ReturnType<typeof sql>) =>
    (await whole.database.asOwner((db) => query.execute(db))).rows
  const record = async () =>
    (await rows(sql`select saw, working, obstacles from visit_records where item_id = ${day}`))[0]
  const agreed = async () =>
    rows(sql`select text, doer, due_on::text as due from visit_actions
      where item_id = ${day} and taken_out_at is null order by at, text`)

  test('is typed, reloaded, closed and opened again, and caught up once', async () => {
    const { context, page } = await open('hub-lead')
    await page.fill('#saw', 'Calm at the gate')
    await page.waitForFunction(async () => {
      const [pages, files] = [await caches.open('visit-notes-pages'), await caches.open('visit-notes-files')]
      return (await pages.keys()).length === 1 && (await files.keys()).length > 3
    })
    await status(page).getByText('Everything is saved.').waitFor()
    assert.deepEqual(await record(), { saw: 'Calm at the gate', working: '', obstacles: '' })

    // The visit begins, and the connection is gone.
    wire.cut()
    await context.setOffline(true)
    await page.fill('#saw', 'Calm at the gate. Greeted by name.')
    await page.fill('#working', 'The rota of the first week')
    await page.fill('#action', 'Send the rota')
    await page.locator('#doer-2').check()
    await page.fill('#due', '24')
    await page.fill('#due-month', '6')
    await page.fill('#due-year', '2026')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.locator('[data-line]').getByText('Send the rota').first().waitFor()
    await page.fill('#action', 'A slip of the pen')
    await page.locator('#doer').check()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.locator('[data-line]').filter({ hasText: 'A slip of the pen' }).getByRole('button').click()
    await status(page).getByText('No connection. 3 notes are kept on this device').waitFor()

    // Reloaded, and the tab closed and opened again, while there is no connection.
    await page.reload()
    assert.equal(await page.inputValue('#saw'), 'Calm at the gate. Greeted by name.')
    assert.equal(await page.inputValue('#working'), 'The rota of the first week')
    await page.close()
    const again = await context.newPage()
    await again.goto(`${base}/support-days/${day}/visit-record/edit`)
    await again.locator('[data-line]').getByText('Send the rota').first().waitFor()
    assert.equal(await again.locator('[data-line]').count(), 1)
    assert.equal(await again.inputValue('#saw'), 'Calm at the gate. Greeted by name.')
    await again.fill('#obstacles', 'Two supply teachers')
    await status(again).getByText('No connection. 4 notes are kept on this device').waitFor()
    assert.deepEqual(await record(), { saw: 'Calm at the gate', working: '', obstacles: '' })

    wire.mend()
    await context.setOffline(false)
    await status(again).getByText('Everything is saved.').waitFor()
    const expected = {
      saw: 'Calm at the gate. Greeted by name.',
      working: 'The rota of the first week',
      obstacles: 'Two supply teachers',
    }
    assert.deepEqual(await record(), expected)
    assert.deepEqual(await agreed(), [{ text: 'Send the rota', doer: 'lead', due: '2026-06-24' }])
    // Once more, from a page made by the service: nothing is sent again, nothing is there twice.
    await again.reload()
    await status(again).getByText('Everything is saved.').waitFor()
    assert.equal(await again.locator('[data-line]').count(), 1)
    assert.equal(await again.inputValue('#saw'), expected.saw)
    assert.equal((await agreed()).length, 1)
    assert.deepEqual(await record(), expected)
    const [written] = await rows(sql`select count(*)::int as n from visit_notes where item_id = ${day}`)
    assert.ok(Object(written).n >= 4)
    await context.close()
  })

  test('where both schools wrote the same part, both texts are shown, and the person decides', async () => {
    const lead = await open('hub-lead')
    const school = await open('partner-enhanced')
    await school.page.fill('#obstacles', 'Two supply teachers; the hall is closed')
    await status(school.page).getByText('Everything is saved.').waitFor()
    // Typed from the page as it was before.
    await lead.page.fill('#obstacles', 'Two supply teachers and rain')
    const part = lead.page.locator('[data-note="obstacles"]')
    await part.getByText('Both texts are kept: yours is above, theirs below.').waitFor()
    assert.match(await part.innerText(), /the hall is closed/)
    assert.equal(await lead.page.inputValue('#obstacles'), 'Two supply teachers and rain')
    assert.equal(Object(await record()).obstacles, 'Two supply teachers; the hall is closed')
    await status(lead.page).getByText('1 note waits for your decision.', { exact: true }).waitFor()
    assert.deepEqual(await scanPage(lead.page), [])
    // A reload changes nothing of it.
    await lead.page.reload()
    await part.getByText('theirs below').waitFor()
    await status(lead.page).getByText('1 note waits for your decision.', { exact: true }).waitFor()
    await lead.page.fill('#obstacles', 'Two supply teachers, rain, and the hall is closed')
    await part.getByRole('button', { name: 'Save what stands above in its place' }).click()
    await status(lead.page).getByText('Everything is saved.').waitFor()
    assert.equal(Object(await record()).obstacles, 'Two supply teachers, rain, and the hall is closed')
    const open_ = await rows(sql`select key from visit_notes
      where item_id = ${day} and revision is null and settled_at is null`)
    assert.deepEqual(open_, [])
    for (const { context } of [lead, school]) await context.close()
  })

  test('an action that was saved without an answer is taken out at the service too', async () => {
    const { context, page } = await open('hub-lead')
    const there = () =>
      rows(sql`select taken_out_at is null as stands from visit_actions
        where item_id = ${day} and text = 'Lend the radios'`)
    wire.loseAnswers()
    await page.fill('#action', 'Lend the radios')
    await page.locator('#doer').check()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    while ((await there()).length === 0) await new Promise((done) => setTimeout(done, 20))
    const line = page.locator('[data-line]').filter({ hasText: 'Lend the radios' })
    await line.getByText('Kept on this device').waitFor()
    await line.getByRole('button').click()
    await line.waitFor({ state: 'detached' })
    wire.mend()
    await page.reload()
    await status(page).getByText('Everything is saved.').waitFor()
    assert.equal(await line.count(), 0)
    assert.deepEqual(await there(), [{ stands: false }])
    await context.close()
  })

  test('is kept when the person has been signed out meanwhile, and goes off the device at signing out', async () => {
    const { context, page } = await open('partner-enhanced')
    await context.clearCookies()
    await page.fill('#working', 'Written while signed out')
    await status(page)
      .getByText(/You are signed out\. 1 note is kept on this device/)
      .waitFor()
    await signIn(page, 'partner-enhanced')
    await page.goto(`${base}/support-days/${day}/visit-record/edit`)
    await status(page).getByText('Everything is saved.').waitFor()
    assert.equal(Object(await record()).working, 'Written while signed out')
    await Promise.all([
      page.waitForURL(`${base}/sign-out`),
      page.locator('form[action="/sign-out"] button').click(),
    ])
    await page.waitForFunction(async () => {
      const left = [
        ...(await indexedDB.databases()),
        ...(await caches.keys()),
        ...(await navigator.serviceWorker.getRegistrations()),
      ]
      return left.length === 0
    })
    await context.close()
  })

  test('is right for axe and the keyboard at both widths', async () => {
    const { context, page } = await open('hub-lead')
    await page.fill('#action', 'One more line')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.locator('[data-line]').getByText('One more line').first().waitFor()
    for (const faults of [scanPage, keyboardFaults, noHorizontalScroll])
      assert.deepEqual(await faults(page), [])
    await context.close()
  })
})
