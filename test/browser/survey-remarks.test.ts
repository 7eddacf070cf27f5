/** What staff add in their own words, in a real browser: asked about, with and without script, and where the connection goes. */
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { assetFolders } from '../../src/design/assets.ts'
import { type Browser, openBrowser, type Page, scanPage } from '../browser.ts'
import { type AddedWave, openSurveyWorld, type SurveyWorld } from '../builders/survey-world.ts'
import { Wire } from '../wire.ts'

describe('adding something to a survey of staff', () => {
  let world: SurveyWorld
  let browser: Browser
  let wire: Wire
  let base: string
  let wave: AddedWave
  before(async () => {
    world = await openSurveyWorld({ assetFolders, wait: 5 })
    wave = await world.addWave({ survey: 'staff', safeguardingEmail: 'lead@school.example' })
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

  const stored = async () => {
    const [row] = await world.rows(sql`select (select count(*)::int from survey_arrivals) as answers,
      (select count(*)::int from survey_remarks) as remarks`)
    return [Number(row?.answers), Number(row?.remarks)]
  }
  async function open(javaScriptEnabled = true): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 640 } })
    const page = await context.newPage()
    await page.goto(`${base}/survey/${wave.codes[0]?.code}/questions`)
    await page.locator('label[for="q1-2"]').click()
    return page
  }
  const heading = (page: Page, text: string) => page.locator('h1', { hasText: text }).waitFor()
  const send = (page: Page) => page.getByRole('button', { name: 'Send my answers' }).click()
  const remark = (page: Page) => page.getByLabel('Is there anything else')

  for (const script of [true, false]) {
    test(`is asked about where it may name someone, and is in once, ${script ? 'with' : 'without'} script`, async () => {
      const [answers = 0, remarks = 0] = await stored()
      const page = await open(script)
      await remark(page).fill('Mr Hill is seldom seen.\nCorridors are loud.')
      await send(page)
      await page.getByText('These words may name someone: Mr Hill.').waitFor()
      assert.deepEqual(await scanPage(page), [])
      assert.deepEqual(await stored(), [answers, remarks])
      assert.equal(await remark(page).inputValue(), 'Mr Hill is seldom seen.\nCorridors are loud.')
      await page.locator('label[for="names-no-one"]').click()
      await send(page)
      await heading(page, 'Thank you')
      assert.deepEqual(await stored(), [answers + 1, remarks + 1])
      await page.reload()
      await heading(page, 'Thank you')
      assert.deepEqual(await stored(), [answers + 1, remarks + 1])
      await page.context().close()
    })

    test(`is thanked for with whom to tell where it may tell of harm, ${script ? 'with' : 'without'} script`, async () => {
      const [answers = 0, remarks = 0] = await stored()
      const page = await open(script)
      await remark(page).fill('There is talk of a knife.')
      await send(page)
      await page.getByRole('heading', { name: 'Tell someone today' }).waitFor()
      assert.deepEqual(await scanPage(page), [])
      assert.deepEqual(await stored(), [answers + 1, remarks + 1])
      await page.context().close()
    })
  }

  test('outlasts a reload, and is asked about when the connection is back', async () => {
    const [answers = 0, remarks = 0] = await stored()
    const page = await open()
    await remark(page).fill('Jayden runs in the corridors.')
    await page.reload()
    assert.equal(await remark(page).inputValue(), 'Jayden runs in the corridors.')
    assert.ok(await page.locator('#q1-2').isChecked())
    wire.cut()
    await send(page)
    await heading(page, 'Your answers are kept on this device')
    wire.mend()
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await page.getByText('These words may name someone: Jayden.').waitFor()
    assert.deepEqual(await stored(), [answers, remarks])
    await remark(page).fill('Some run in the corridors.')
    await send(page)
    await heading(page, 'Thank you')
    assert.deepEqual(await stored(), [answers + 1, remarks + 1])
    await page.context().close()
  })

  test('leaves nothing behind when its writer stops', async () => {
    const before = await stored()
    const page = await open()
    await remark(page).fill('Jayden again.')
    await send(page)
    await page.getByText('These words may name someone: Jayden.').waitFor()
    await page.getByRole('link', { name: 'Stop and leave' }).click()
    await heading(page, 'You have stopped')
    await page.getByRole('link', { name: 'Start again' }).click()
    await page.getByRole('link', { name: 'Start' }).click()
    await heading(page, 'What staff think')
    assert.equal(await remark(page).inputValue(), '')
    assert.deepEqual(await stored(), before)
    await page.context().close()
  })
})
