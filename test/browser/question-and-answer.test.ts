/** A question asked in one school and answered in the other: both see who is waited on, until nobody is. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type Browser,
  keyboardFaults,
  noHorizontalScroll,
  openBrowser,
  type Page,
  scanPage,
} from '../browser.ts'
import { openWholeApp, type WholeApp } from '../builders/whole-app.ts'

const QUESTION = 'Could the next day be a Tuesday?'

describe('a question between two schools', () => {
  let whole: WholeApp
  let browser: Browser
  let base: string
  before(async () => {
    whole = await openWholeApp()
    base = (await whole.app.listen({ port: 0, host: '127.0.0.1' })).replace(/\/$/, '')
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await whole?.close()
  })

  const open = async (persona: string, javaScriptEnabled: boolean) => {
    const context = await browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    await page.goto(`${base}/sign-in`)
    await press(page, () => page.locator(`form[action="/sign-in/as/${persona}"] button`).click())
    return page
  }
  const press = (page: Page, click: () => Promise<void>) => Promise.all([page.waitForNavigation(), click()])
  const promises = async (page: Page, partnership: string) => {
    await page.goto(`${base}${partnership}/promises`)
    assert.deepEqual(await scanPage(page), [])
    return page.locator('main').innerText()
  }

  test('is asked, stands among the promises once, is answered, and goes', async () => {
    const school = await open('partner-enhanced', true)
    await press(school, () =>
      school
        .getByRole('link', { name: /^Messages/ })
        .first()
        .click(),
    )
    const partnership = new URL(school.url()).pathname.replace('/conversation', '')
    await school.setViewportSize({ width: 320, height: 800 })
    for (const faults of [scanPage, keyboardFaults, noHorizontalScroll])
      assert.deepEqual(await faults(school), [])
    await school.fill('#text', QUESTION)
    for (const box of await school.locator('input[name="answers"]').all()) await box.uncheck()
    await school.check('#asks')
    await press(school, () => school.getByRole('button', { name: 'Send' }).click())
    assert.match(await school.locator('.app-message').first().innerText(), /Waiting for/)

    // The other school has no script: the same forms.
    const hub = await open('hub-lead', false)
    assert.equal((await promises(hub, partnership)).split(QUESTION).length, 2, 'it stands there once')
    await press(hub, () => hub.getByRole('link', { name: QUESTION }).click())
    assert.match(await hub.locator('.app-message').first().innerText(), /Waiting for you/)
    await hub.fill('#text', 'Tuesday the 9th.')
    await hub.getByLabel(QUESTION).check()
    await press(hub, () => hub.getByRole('button', { name: 'Send' }).click())
    assert.doesNotMatch(await promises(hub, partnership), /be a Tuesday/)

    assert.doesNotMatch(await promises(school, partnership), /be a Tuesday/)
    await school.goto(`${base}${partnership}/conversation`)
    assert.match(await school.locator('main').innerText(), /Tuesday the 9th\.[\s\S]*Answered by/)
    for (const page of [school, hub]) await page.context().close()
  })
})
