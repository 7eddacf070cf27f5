/** Answers of a self-assessment are saved as one goes, by several leaders at once, over connections that drop. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Browser, openBrowser, type Page, scanPage } from '../browser.ts'
import { openWholeApp, type WholeApp } from '../builders/whole-app.ts'

describe('answering a self-assessment in a browser', () => {
  let whole: WholeApp
  let browser: Browser
  let base: string
  /** The first theme of a self-assessment that is open. */
  let theme: string
  let statements: string[]

  before(async () => {
    whole = await openWholeApp()
    base = await whole.app.listen({ port: 0, host: '127.0.0.1' })
    browser = await openBrowser()
    const first = await leader('Imogen Adeyemi-Clarke')
    const [partnership] = await rows<{ id: number }>(
      sql`select id from partnerships where school_urn = 990101`,
    )
    await first.goto(`${base}/partnerships/${partnership?.id}/self-assessment`)
    await first.getByRole('button', { name: 'Start a later self-assessment' }).click()
    await first.getByRole('link', { name: /^1\. / }).first().click()
    await first.waitForURL(/\/themes\//)
    theme = first.url()
    statements = await first.locator('.app-statement').evaluateAll((each) => each.map(({ id }) => id))
    await first.context().close()
  })
  after(async () => {
    await browser?.close()
    await whole?.close()
  })

  async function rows<T>(query: ReturnType<typeof sql>): Promise<T[]> {
    const { rows: found } = await whole.database.asOwner((db) => query.execute(db))
    return found as T[] // as the test asked
  }

  /** A browser of its own, in which one of the school's leaders is signed in. */
  async function leader(name: string): Promise<Page> {
    const [who] = await rows<{ accountId: number; assignmentId: number }>(sql`
      select a.id as "accountId", g.id as "assignmentId" from accounts a join assignments g on g.account_id = a.id
      where a.name = ${name} and g.school_urn = 990101 and g.ended_at is null`)
    assert.ok(who, name)
    const { cookies } = await whole.as(who)
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    await context.addCookies([{ name: 'alongside', value: cookies.alongside ?? '', url: base }])
    const page = await context.newPage()
    return page
  }

  const note = (page: Page, key: string) => page.locator(`#note-${key}`)
  const state = (page: Page, key: string) => page.locator(`#${key} .app-statement__state`)
  const isSaid = (page: Page, key: string, words: RegExp) =>
    state(page, key).filter({ hasText: words }).waitFor({ state: 'attached' })
  /** Types, and goes on to the next field, as one does. */
  async function write(page: Page, key: string, words: string): Promise<void> {
    await note(page, key).fill(words)
    await note(page, key).press('Tab')
  }
  const kept = async (key: string) =>
    (
      await rows<{ note: string; by: string }>(sql`
        select evidence_note as note, changed_by_name as by from self_assessment_answers a
        join self_assessments s on s.id = a.self_assessment_id
        where s.submitted_at is null and a.statement_key = ${key} and s.started_by_name = 'Imogen Adeyemi-Clarke'`)
    )[0]
  const nth = (at: number): string => statements[at] ?? assert.fail(`The theme has no statement ${at}`)

  test('what is typed is saved as one goes, and is there after a reload', async () => {
    const page = await leader('Imogen Adeyemi-Clarke')
    await page.goto(theme)
    await write(page, nth(0), 'Three walks, nine lessons.')
    await isSaid(page, nth(0), /^Saved\.$/)
    const level = page.locator(`#${nth(0)} input[type="radio"]:not(:checked)`).first()
    const chosen = (await level.getAttribute('id')) ?? ''
    await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/answer') && response.ok()),
      level.check(),
    ])
    await page.reload()
    assert.equal(await note(page, nth(0)).inputValue(), 'Three walks, nine lessons.')
    assert.ok(await page.locator(`#${chosen}`).isChecked())
    // Without leaving the field: a pause is enough.
    await note(page, nth(0)).fill('Three walks, ten lessons.')
    await isSaid(page, nth(0), /^Saved\.$/)
    assert.equal((await kept(nth(0)))?.note, 'Three walks, ten lessons.')
    await page.context().close()
  })

  test('of two leaders in the same theme nobody’s words vanish, and the later one is shown what changed', async () => {
    const [one, other] = [await leader('Imogen Adeyemi-Clarke'), await leader('Tariq Sowerby')]
    await Promise.all([one.goto(theme), other.goto(theme)])
    // Different statements are in nobody's way.
    await Promise.all([write(one, nth(1), 'Written by Imogen'), write(other, nth(2), 'Written by Tariq')])
    await Promise.all([isSaid(one, nth(1), /^Saved\.$/), isSaid(other, nth(2), /^Saved\.$/)])
    // The same statement, from pages that were opened before either wrote.
    await write(one, nth(3), 'Seen first by Imogen')
    await isSaid(one, nth(3), /^Saved\.$/)
    await write(other, nth(3), 'Seen otherwise by Tariq')
    await isSaid(other, nth(3), /Imogen Adeyemi-Clarke saved this statement at .* Yours is kept\./)
    assert.equal((await kept(nth(3)))?.note, 'Seen first by Imogen')
    assert.equal(await note(other, nth(3)).inputValue(), 'Seen otherwise by Tariq')

    await other.getByRole('button', { name: 'Save and go on' }).click()
    await other.locator('.govuk-error-summary').waitFor()
    const both = await other.locator(`#${nth(3)}`).innerText()
    assert.match(both, /Seen first by Imogen/)
    assert.equal(await note(other, nth(3)).inputValue(), 'Seen otherwise by Tariq')
    assert.deepEqual(await scanPage(other), [])
    await write(other, nth(3), 'Seen first by Imogen, and otherwise by Tariq')
    await isSaid(other, nth(3), /^Saved\.$/)
    assert.deepEqual(await kept(nth(3)), {
      note: 'Seen first by Imogen, and otherwise by Tariq',
      by: 'Tariq Sowerby',
    })
    await one.reload()
    assert.equal(await note(one, nth(3)).inputValue(), 'Seen first by Imogen, and otherwise by Tariq')
    assert.equal(await note(one, nth(2)).inputValue(), 'Written by Tariq')
    // Each wording that there ever was can still be read.
    await one.goto(theme.replace(/themes\/.*/, `changes?statement=${nth(3)}`))
    const everything = await one.locator('main').innerText()
    for (const words of ['Seen first by Imogen', 'Seen otherwise by Tariq'])
      assert.match(everything, RegExp(words))
    await Promise.all([one.context().close(), other.context().close()])
  })

  test('what is typed while the connection is gone stays on the page, and is saved when it is back', async () => {
    const page = await leader('Imogen Adeyemi-Clarke')
    await page.goto(theme)
    await page.context().setOffline(true)
    await write(page, nth(1), 'Typed on the train')
    await isSaid(page, nth(1), /Not saved yet: there is no connection/)
    await write(page, nth(2), 'And this in the tunnel')
    await isSaid(page, nth(2), /Not saved yet: there is no connection/)
    assert.notEqual((await kept(nth(1)))?.note, 'Typed on the train')
    await page.context().setOffline(false)
    await Promise.all([isSaid(page, nth(1), /^Saved\.$/), isSaid(page, nth(2), /^Saved\.$/)])
    await page.reload()
    assert.equal(await note(page, nth(1)).inputValue(), 'Typed on the train')
    assert.equal((await kept(nth(2)))?.note, 'And this in the tunnel')
    await page.context().close()
  })

  test('an answer of the service that is lost on the way loses no words', async () => {
    const page = await leader('Imogen Adeyemi-Clarke')
    await page.goto(theme)
    await page.route('**/answer', async (route) => {
      await route.fetch()
      await route.abort()
    })
    await write(page, nth(0), 'Arrived, and nobody heard')
    await isSaid(page, nth(0), /Not saved yet/)
    await page.unroute('**/answer')
    await page.getByRole('button', { name: 'Save and go on' }).click()
    await page.waitForURL((url) => url.href !== theme)
    assert.equal((await kept(nth(0)))?.note, 'Arrived, and nobody heard')
    await page.context().close()
  })
})
