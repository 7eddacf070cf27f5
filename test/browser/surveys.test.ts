/** Answering a survey in a real browser: by keyboard, without script, on a narrow screen, and where the connection goes. */
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { assetFolders, assetUrl } from '../../src/design/assets.ts'
import { LANGUAGES } from '../../src/features/surveys/languages/index.ts'
import { type Browser, noHorizontalScroll, openBrowser, type Page, scanPage, screenshot } from '../browser.ts'
import { type AddedWave, openSurveyWorld, type SurveyWorld } from '../builders/survey-world.ts'
import { Wire } from '../wire.ts'

describe('answering a survey', () => {
  let world: SurveyWorld
  let browser: Browser
  let wire: Wire
  let base: string
  let allOnOne: AddedWave
  let oneByOne: AddedWave
  before(async () => {
    world = await openSurveyWorld({ assetFolders, wait: 5 })
    const languages = LANGUAGES.map(({ code }) => code)
    allOnOne = await world.addWave({ languages })
    oneByOne = await world.addWave({ survey: 'pupils-primary', layout: 'one-a-page', languages })
    const address = new URL(await world.web.app.listen({ port: 0, host: '127.0.0.1' }))
    wire = new Wire(Number(address.port))
    base = await wire.listen()
    browser = await openBrowser()
  })
  afterEach(() => wire.mend())
  after(async () => {
    await browser?.close()
    wire?.close()
    await world?.close()
  })

  const stored = async (wave: AddedWave) => {
    const [row] = await world.rows(
      sql`select count(*)::int as n from survey_arrivals where wave_id = ${wave.id}`,
    )
    return Number(row?.n)
  }
  const start = (wave: AddedWave) => `${base}/survey/${wave.codes[0]?.code}/`
  async function open(javaScriptEnabled = true): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 640 } })
    const page = await context.newPage()
    return page
  }
  /** Its script has begun: only that makes a button for the screen. */
  const scripted = (page: Page) => page.getByRole('button', { name: /screen/ }).waitFor()
  const heading = (page: Page, text: string) => page.locator('h1', { hasText: text }).waitFor()

  test('works without script, with a class code from the board', async () => {
    const page = await open(false)
    await page.goto(`${base}/survey`)
    await page.getByLabel('Class code').fill(allOnOne.codes[0]?.code.toLowerCase() ?? '')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('link', { name: 'Start' }).click()
    for (let at = 1; at <= allOnOne.questions; at += 1) {
      await page.locator(`label[for="q${at}-${at % 3 === 0 ? 255 : 1}"]`).click()
    }
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await heading(page, 'Thank you')
    assert.equal(await stored(allOnOne), 1)
    await page.context().close()
  })

  test('goes one question at a time by keyboard alone, and back', async () => {
    const page = await open()
    await page.goto(start(oneByOne))
    await page.getByRole('link', { name: 'Start' }).press('Enter')
    const before = await stored(oneByOne)
    for (let at = 1; at <= oneByOne.questions; at += 1) {
      await page.locator(`#q${at}`).waitFor()
      assert.equal(await page.locator('.survey-question:visible').count(), 1)
      await page.locator(`#q${at}-1`).focus()
      await page.keyboard.press('Space')
      if (at === 2) {
        await page.getByRole('button', { name: 'Back' }).press('Enter')
        await page.locator('#q1').waitFor()
        assert.ok(await page.locator('#q1-1').isChecked())
        // A reload keeps what was chosen, and where.
        await page.reload()
        await page.locator('#q1').waitFor()
        assert.ok(await page.locator('#q2-1').isChecked())
        await page.getByRole('button', { name: 'Next' }).press('Enter')
        await page.locator('#q2-1').focus()
      }
      await page.keyboard.press('Enter')
    }
    await page.locator('#check').waitFor()
    assert.deepEqual(await scanPage(page), [])
    const send = page.locator('#send')
    await send.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await heading(page, 'Thank you')
    assert.deepEqual(await scanPage(page), [])
    assert.equal(await stored(oneByOne), before + 1)
    // What became of it stands there after a reload, and nothing is sent again.
    await page.reload()
    await heading(page, 'Thank you')
    assert.equal(await stored(oneByOne), before + 1)
    await page.context().close()
  })

  test('keeps what was finished without a connection, opens again without one, and sends it once', async () => {
    const page = await open()
    await page.goto(start(allOnOne))
    await page.getByRole('link', { name: 'Start' }).click()
    // Both pages and what they are made of are kept.
    await page.waitForFunction(async () => {
      const kept = (await (await caches.open('survey-pages')).keys()).map(({ url }) => new URL(url))
      const isKept = (address: RegExp) => kept.some(({ pathname, search }) => address.test(pathname + search))
      return isKept(/\/$/) && isKept(/\/questions\?l=en$/) && isKept(/\/stopped\?l=en$/)
    })
    const before = await stored(allOnOne)
    wire.cut()
    await page.context().setOffline(true)
    await page.locator('label[for="q1-2"]').click()
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await heading(page, 'kept on this device')
    assert.deepEqual(await scanPage(page), [])
    await page.reload()
    await heading(page, 'kept on this device')

    // The next person on the same device, still without: another answer, with a key of its own.
    await page.goto(start(allOnOne))
    await page.getByRole('link', { name: 'Start' }).click()
    await page.locator('label[for="q1-3"]').click()
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await heading(page, 'kept on this device')
    assert.equal(await stored(allOnOne), before)

    wire.mend()
    await page.context().setOffline(false)
    await heading(page, 'Thank you')
    await page.waitForFunction(
      () =>
        new Promise((done) => {
          const opening = indexedDB.open('survey', 1)
          opening.onsuccess = () => {
            const count = opening.result.transaction('answers').objectStore('answers').count()
            count.onsuccess = () => done(count.result === 0)
          }
        }),
    )
    assert.equal(await stored(allOnOne), before + 2)
    const left = await page.evaluate(() => ({ cookies: document.cookie, local: localStorage.length }))
    assert.deepEqual(left, { cookies: '', local: 0 })
    await page.context().close()
  })

  test('starts again for the next person on a shared device, and leaves nothing of the one before', async () => {
    const page = await open()
    await page.goto(`${start(allOnOne)}?l=en&kiosk=1`)
    await page.getByRole('link', { name: 'Start' }).click()
    await page.locator('label[for="q1-2"]').click()
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await heading(page, 'Thank you')
    await page.waitForURL(/\/survey\/[A-Z0-9]{6}\/\?l=en&kiosk=1$/)
    assert.equal(await page.evaluate(() => sessionStorage.length), 0)
    await page.getByRole('link', { name: 'Start' }).click()
    assert.equal(await page.locator('input:checked').count(), 0)
    await page.context().close()
  })

  test('comes back from the help to the same question, with what was chosen, and goes on from there', async () => {
    const page = await open()
    await page.goto(`${start(oneByOne)}?l=en&kiosk=1`)
    await page.getByRole('link', { name: 'Start' }).click()
    await page.locator('label[for="q1-1"]').click()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.locator('label[for="q2-1"]').click()
    await page.getByRole('link', { name: 'Stop and leave' }).waitFor()
    await page.getByRole('link', { name: 'Get help' }).click()
    await heading(page, 'Get help')
    await page.getByRole('link', { name: 'Back to the survey' }).click()
    // Without script all questions stand there: the button is the script's.
    await page.getByRole('button', { name: 'Back' }).waitFor()
    assert.ok(await page.locator('#q2').isVisible())
    assert.ok(await page.locator('#q2-1').isChecked())
    await page.getByRole('button', { name: 'Back' }).click()
    await page.locator('#q1').waitFor()
    assert.ok(await page.locator('#q1-1').isChecked())
    // Whoever looks at the help before they start begins anew, whatever the one before left.
    await page.goto(start(oneByOne))
    await page.getByRole('link', { name: 'Get help' }).click()
    await page.getByRole('link', { name: 'Back to the survey' }).click()
    await page.getByRole('button', { name: 'Next' }).waitFor()
    assert.ok(await page.locator('#q1').isVisible())
    assert.equal(await page.locator('input:checked').count(), 0)
    await page.context().close()
  })

  test('forgets whoever left a shared device at the help, half-way and in another language', async () => {
    const page = await open()
    await page.clock.install()
    await page.goto(`${start(allOnOne)}?l=pl&kiosk=1`)
    await page.locator('a[href^="questions"]').click()
    await page.locator('label[for="q1-2"]').click()
    await page.locator('a[href^="help"]').click()
    // Until its script has begun to wait.
    await page.waitForURL(/\/help\?/, { waitUntil: 'load' })
    await page.clock.runFor(181_000)
    await page.waitForURL(/\/survey\/[A-Z0-9]{6}\/\?l=en&kiosk=1$/)
    assert.equal(await page.evaluate(() => sessionStorage.length), 0)
    await page.context().close()
  })

  test('believes nobody but the service that an answer is in', async () => {
    const page = await open()
    await page.goto(start(allOnOne))
    await page.getByRole('link', { name: 'Start' }).click()
    await page.waitForURL(/questions/)
    await scripted(page)
    const before = await stored(allOnOne)
    // As the sign-in page of a network answers in the place of the service.
    await page
      .context()
      .route('**/answers', (route) => route.fulfill({ status: 200, body: '<h1>Sign in</h1>' }))
    await page.locator('label[for="q1-2"]').click()
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await heading(page, 'kept on this device')
    assert.equal(await stored(allOnOne), before)
    await page.context().unroute('**/answers')
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await heading(page, 'Thank you')
    assert.equal(await stored(allOnOne), before + 1)
    await page.context().close()
  })

  test('keeps a finished answer over a reload, also on a tablet without a database and with half a voice', async () => {
    const page = await open()
    await page.addInitScript(() => {
      // It never says whether its database opens, and its voices take no listeners.
      Object.defineProperty(indexedDB, 'open', { value: () => ({}) })
      Object.defineProperty(speechSynthesis, 'addEventListener', { value: undefined })
    })
    await page.goto(start(allOnOne))
    await page.getByRole('link', { name: 'Start' }).click()
    await page.waitForURL(/questions/)
    await scripted(page)
    const before = await stored(allOnOne)
    await page.context().route('**/answers', (route) => route.abort())
    await page.locator('label[for="q1-3"]').click()
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await heading(page, 'kept on this device')
    await page.reload()
    await heading(page, 'kept on this device')
    await page.context().unroute('**/answers')
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await heading(page, 'Thank you')
    assert.equal(await stored(allOnOne), before + 1)
    await page.reload()
    await heading(page, 'Thank you')
    assert.equal(await stored(allOnOne), before + 1)
    await page.context().close()
  })

  test('shows whoever watches the newest numbers by itself', async () => {
    const page = await open()
    let asked = 0
    await page.context().route(`${base}/watched`, (route) => {
      asked += 1
      const body = `<!doctype html><title>Survey</title><p id="numbers" data-app-live>${asked} of 30</p>
<script type="module" src="${assetUrl('/assets/js/survey-watch.js')}"></script>`
      return route.fulfill({ contentType: 'text/html', body })
    })
    await page.clock.install()
    await page.goto(`${base}/watched`)
    await page.getByText('1 of 30').waitFor()
    await page.clock.runFor(10_000)
    await page.getByText('2 of 30').waitFor()
    await page.context().close()
  })

  test('says at once when nothing was answered, and when the survey has closed meanwhile', async () => {
    const page = await open()
    const late = await world.addWave()
    await page.goto(start(late))
    await page.getByRole('link', { name: 'Start' }).click()
    await page.getByRole('button', { name: 'Send my answers' }).click()
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'q1')
    await page.locator('label[for="q1-2"]').click()
    await world.rows(
      sql`update survey_waves set closed_at = now(), closed_by_name = 'Asha Head' where id = ${late.id}`,
    )
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await heading(page, 'This survey is closed')
    assert.equal(await stored(late), 0)
    await page.context().close()
  })

  for (const language of LANGUAGES) {
    test(`is right in ${language.name}, with plain and easy words, in both layouts and on dark screens`, async () => {
      const page = await open()
      await page.emulateMedia({ colorScheme: language.dir === 'rtl' ? 'dark' : 'light' })
      for (const [layout, wave] of Object.entries({ all: allOnOne, one: oneByOne })) {
        for (const name of ['', 'questions', 'thanks', 'help', 'stopped']) {
          const address = `${start(wave)}${name}?l=${language.code}${layout === 'one' ? '&easy=1' : ''}`
          await page.setViewportSize({ width: 1280, height: 900 })
          const answer = await page.goto(address)
          assert.equal(answer?.status(), 200, address)
          assert.deepEqual(await scanPage(page), [], address)
          if (language.code === 'en' || name === 'questions') {
            await screenshot(page, `survey-${language.code}-${layout}-${name || 'start'}-1280`)
          }
          assert.deepEqual(await noHorizontalScroll(page), [], address)
          if (language.code === 'en' || name === 'questions') {
            await screenshot(page, `survey-${language.code}-${layout}-${name || 'start'}-320`)
          }
        }
      }
      await page.context().close()
    })
  }
})
