/** Documents given to the other school: dropped onto the form, chosen in it, and sent without script. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Browser, openBrowser, type Page } from '../browser.ts'
import { openWholeApp, type WholeApp } from '../builders/whole-app.ts'

describe('documents given in a browser', () => {
  let whole: WholeApp
  let browser: Browser
  let base: string
  let partnership: number

  before(async () => {
    whole = await openWholeApp()
    base = await whole.app.listen({ port: 0, host: '127.0.0.1' })
    browser = await openBrowser()
    const [found] = await rows<{ id: number }>(sql`
      select p.id from partnerships p join programmes g on g.id = p.programme_id
      where p.school_urn = 990101 and g.key like 'rise%' and p.status = 'active'`)
    partnership = found?.id ?? 0
  })
  after(async () => {
    await browser?.close()
    await whole?.close()
  })

  const rows = async <Row>(query: ReturnType<typeof sql>) =>
    (await whole.database.asOwner((db) => query.execute(db))).rows as Row[]
  /** Names and bytes of what was given, oldest first. */
  const given = async (names: readonly string[]) =>
    (
      await rows<{ name: string; bytes: number }>(sql`
        select v.file_name as name, v.bytes::int as bytes
        from document_versions v join documents d on d.id = v.document_id
        where d.partnership_id = ${partnership} and v.file_name = any (${[...names]}::text[]) order by v.file_name`)
    ).map(({ name, bytes }) => [name, bytes])
  const open = async (path: string, { script = true } = {}) => {
    const context = await browser.newContext({ javaScriptEnabled: script })
    const page = await context.newPage()
    await page.goto(`${base}/sign-in`)
    await Promise.all([
      page.waitForNavigation(),
      page.locator('form[action="/sign-in/as/partner-enhanced"] button').click(),
    ])
    await page.goto(`${base}${path}`)
    return { context, page }
  }
  const newDocuments = () => `/partnerships/${partnership}/documents/new`
  /** Files as they are dropped from a folder of the computer. */
  const drag = (page: Page, files: Readonly<Record<string, string>>) =>
    page.evaluateHandle((all) => {
      const carried = new DataTransfer()
      for (const [name, text] of Object.entries(all))
        carried.items.add(new File([text], name, { type: 'text/plain' }))
      return carried
    }, files)
  const area = (page: Page) => page.locator('.govuk-form-group:has(> input[type="file"])')
  const drop = async (page: Page, files: Readonly<Record<string, string>>) =>
    area(page).dispatchEvent('drop', { dataTransfer: await drag(page, files) })
  const listed = (page: Page) => page.locator('[role="status"] li').allTextContents()
  const send = async (page: Page, button: string) => {
    await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: button }).click()])
  }

  test('are dropped, several at once and again, listed, and sent together', async () => {
    const { context, page } = await open(newDocuments())
    const carried = await drag(page, { 'rota.txt': 'x' })
    await area(page).dispatchEvent('dragover', { dataTransfer: carried })
    assert.equal(await page.locator('.app-drop--over').count(), 1, 'it is seen where they can be dropped')
    await area(page).dispatchEvent('dragleave', { dataTransfer: carried })
    assert.equal(await page.locator('.app-drop--over').count(), 0)

    await drop(page, { 'gate-rota.txt': 'Who stands where', 'routine.txt': 'How lessons begin, each day' })
    assert.deepEqual(await listed(page), ['gate-rota.txt, 1 KB', 'routine.txt, 1 KB'])
    await drop(page, { 'lunch.txt': 'Two sittings' })
    assert.deepEqual(await listed(page), ['gate-rota.txt, 1 KB', 'routine.txt, 1 KB', 'lunch.txt, 1 KB'])
    await page.locator('input[name="purpose"]').first().check()
    await page.locator('input[name="with"][value="lead"]').check()
    await send(page, 'Send')
    assert.equal(new URL(page.url()).pathname.startsWith(`/partnerships/${partnership}/documents/new`), false)
    assert.deepEqual(await given(['gate-rota.txt', 'routine.txt', 'lunch.txt']), [
      ['gate-rota.txt', 16],
      ['lunch.txt', 12],
      ['routine.txt', 27],
    ])
    const body = (await page.textContent('main')) ?? ''
    for (const name of ['gate-rota', 'routine', 'lunch']) assert.match(body, new RegExp(name))
    await context.close()
  })

  test('replace one by one: of several that are dropped, the first is taken', async () => {
    const [document] = await rows<{ id: number }>(sql`
      select document_id as id from document_versions where file_name = 'lunch.txt'`)
    const { context, page } = await open(`/documents/${document?.id}/versions/new`)
    await drop(page, { 'lunch-new.txt': 'Three sittings', 'other.txt': 'Not this one' })
    assert.deepEqual(await listed(page), ['lunch-new.txt, 1 KB'])
    await send(page, 'Replace')
    assert.deepEqual(await given(['lunch-new.txt', 'other.txt']), [['lunch-new.txt', 14]])
    await context.close()
  })

  test('are chosen and sent without script', async () => {
    const { context, page } = await open(newDocuments(), { script: false })
    // Nothing is chosen: the page comes back and says so.
    await send(page, 'Send')
    assert.match((await page.textContent('.govuk-error-summary')) ?? '', /file/i)
    await page.locator('input[type="file"]').setInputFiles([
      { name: 'first.txt', mimeType: 'text/plain', buffer: Buffer.from('One') },
      { name: 'second.txt', mimeType: 'text/plain', buffer: Buffer.from('Two, too') },
    ])
    await page.locator('input[name="purpose"]').first().check()
    await page.locator('input[name="with"][value="lead"]').check()
    await send(page, 'Send')
    assert.deepEqual(await given(['first.txt', 'second.txt']), [
      ['first.txt', 3],
      ['second.txt', 8],
    ])
    await context.close()
  })
})
