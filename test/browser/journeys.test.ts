/** What people come to do, from beginning to end in a browser, most of it with the keyboard alone. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import {
  type Browser,
  keyboardFaults,
  noHorizontalScroll,
  openBrowser,
  type Page,
  scanPage,
  screenshot,
} from '../browser.ts'
import { openWholeApp, someRealSchools, type WholeApp } from '../builders/whole-app.ts'

describe('journeys', () => {
  let whole: WholeApp
  let browser: Browser
  let base: string

  before(async () => {
    whole = await openWholeApp()
    base = await whole.app.listen({ port: 0, host: '127.0.0.1' })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await whole?.close()
  })

  async function newPage(script = true): Promise<Page> {
    const context = await browser.newContext({
      javaScriptEnabled: script,
      viewport: { width: 1280, height: 900 },
    })
    const page = await context.newPage()
    return page
  }

  /** Goes on with the Tab key until the focus is where it should be, as somebody without a mouse must. */
  async function tabTo(page: Page, wanted: { text?: RegExp; id?: string }): Promise<void> {
    for (let presses = 0; presses < 150; presses += 1) {
      await page.keyboard.press('Tab')
      const at = await page.evaluate(() => {
        const element = document.activeElement
        const label = element?.id ? document.querySelector(`label[for="${element.id}"]`) : null
        return {
          id: element?.id ?? '',
          text: `${element?.textContent ?? ''} ${label?.textContent ?? ''}`.trim(),
        }
      })
      if (wanted.id !== undefined ? at.id === wanted.id : wanted.text?.test(at.text)) return
    }
    throw new Error(`Tab never comes to ${wanted.id ?? wanted.text}`)
  }

  async function press(page: Page, key: string): Promise<void> {
    await Promise.all([page.waitForNavigation(), page.keyboard.press(key)])
  }

  async function signIn(page: Page, persona: string): Promise<void> {
    await page.goto(`${base}/sign-in`)
    await Promise.all([
      page.waitForNavigation(),
      page.locator(`form[action="/sign-in/as/${persona}"] button`).click(),
    ])
  }

  const heading = (page: Page) => page.locator('h1').innerText()
  const confirmations = () =>
    whole.database.asOwner(async (db) => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from expectation_confirmations`.execute(db)
      return rows[0]?.count ?? 0
    })

  /** An expectation of the partner school that nobody has confirmed. */
  const openExpectation = (skip = 0) =>
    whole.database.asOwner(async (db) => {
      const { rows } = await sql<{ path: string }>`
        select '/partnerships/' || p.id || '/expectations/' || o.expectation_key || '/' || o.occurrence as path
        from partnerships p join expectation_occurrences o on o.programme_version_id = p.programme_version_id
          and o.pathway_key = p.pathway_key and o.cohort_id = p.cohort_id
        where p.school_urn = 990101 and o.acted_on_by = 'partner' and o.per = 'partnership' and not exists (
          select from expectation_confirmations c where c.partnership_id = p.id
            and c.expectation_key = o.expectation_key and c.occurrence = o.occurrence)
          and not exists (select from seen_evidence s where s.partnership_id = p.id
            and s.expectation_key = o.expectation_key and s.occurrence = o.occurrence)
        order by o.position offset ${skip} limit 1`.execute(db)
      assert.ok(rows[0])
      return rows[0].path
    })

  test('a partner school signs in, goes where its next step is done, does another and sees it done, without a mouse', async () => {
    const page = await newPage()
    await page.goto(base)
    assert.equal(await heading(page), 'Sign in')
    await page.keyboard.press('Tab')
    assert.equal(
      await page.evaluate(() => document.activeElement?.textContent?.trim()),
      'Skip to main content',
    )
    await tabTo(page, { text: /as Imogen Adeyemi-Clarke/ })
    await press(page, 'Enter')
    assert.equal(await heading(page), 'Thornbeckley High School')

    const next = page.locator('.app-next-step a').first()
    const step = (await next.innerText()).trim()
    await tabTo(page, { text: new RegExp(RegExp.escape(step)) })
    await press(page, 'Enter')
    assert.notEqual(
      await heading(page),
      'Thornbeckley High School',
      'the next step leads to where it is done',
    )

    await Promise.all([page.waitForNavigation(), page.goBack()])
    await tabTo(page, { text: /^Complete evaluation activities/ })
    await press(page, 'Enter')
    await tabTo(page, { text: /It has been done/ })
    await page.keyboard.press('Space')
    await tabTo(page, { text: /^Save/ })
    await press(page, 'Enter')
    assert.equal(await heading(page), 'Thornbeckley High School')
    const banner = page.locator('.govuk-notification-banner')
    assert.ok(await banner.isVisible(), 'a banner says that it was saved')
    assert.match(await banner.innerText(), /Saved: Complete evaluation activities/)
    await page.context().close()
  })

  test('a hub lead narrows the list down and opens what the hub owes, without a mouse', async () => {
    const page = await newPage()
    await signIn(page, 'hub-lead')
    const before = await page.locator('main tbody tr').count()
    await page.keyboard.press('Tab')
    const select = page.locator('main form[method="get"] select').first()
    await tabTo(page, { id: (await select.getAttribute('id')) ?? '' })
    await page.keyboard.press('ArrowDown')
    await tabTo(page, { text: /^(Apply|Show|Filter)/ })
    await press(page, 'Enter')
    assert.match(page.url(), /\?/)
    const shown = await page.locator('main tbody tr').count()
    assert.ok(shown < before, `${shown} of ${before} schools are shown`)
    await tabTo(page, { text: /^For the hub to do/ })
    await press(page, 'Enter')
    assert.equal(await heading(page), 'For the hub to do')
    await page.context().close()
  })

  test('a programme team brings in 30 real schools from a file, and opens the page of one', async () => {
    const page = await newPage()
    await signIn(page, 'programme-team')
    const chosen = someRealSchools().schools.slice(0, 30)
    assert.equal(chosen.length, 30)
    const rows = chosen.map(({ urn, name }, index) => [
      name.replaceAll(',', ' '),
      index === 4 ? '10002' : urn,
      'H3',
      'Regional support',
      'Autumn 2026',
    ])
    const text = [['School', 'URN', 'Lead', 'Offer', 'Joins'], ...rows]
      .map((row) => row.join(','))
      .join('\r\n')

    await page.goto(`${base}/imports`)
    await page.locator('main a[href="/imports/new/partnerships"]').first().click()
    await page.setInputFiles('input[type="file"]', {
      name: 'schools.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(text),
    })
    await page.getByRole('button', { name: 'Continue' }).click()
    assert.equal(await heading(page), 'Which column holds what?')
    await page.selectOption('#hub', { label: await optionOf(page, 'hub', 'Lead') })
    await page.selectOption('#pathway', { label: await optionOf(page, 'pathway', 'Offer') })
    await page.selectOption('#cohort', { label: await optionOf(page, 'cohort', 'Joins') })
    await page.getByRole('button', { name: 'Check the rows' }).click()
    assert.match(await heading(page), /before importing/)
    assert.match(await page.locator('main').innerText(), /Import 29 rows/)

    await page.getByRole('link', { name: 'Correct row 6' }).click()
    await page.fill('#school', chosen[4]?.urn ?? '')
    await page.getByRole('button', { name: 'Save and check' }).click()
    await page.getByRole('button', { name: 'Import 30 rows' }).click()
    assert.equal(await heading(page), 'Partnerships imported')
    assert.match(await page.locator('main').innerText(), /New\s+30 rows/)

    const { rows: found } = await whole.database.asOwner((db) =>
      sql<{ id: number; name: string }>`
        select id, school_name as name from partnership_cards where school_urn = ${Number(chosen[0]?.urn)}`.execute(
        db,
      ),
    )
    await page.goto(`${base}/partnerships/${found[0]?.id}`)
    assert.equal(await heading(page), found[0]?.name)
    await page.context().close()
  })

  async function optionOf(page: Page, id: string, column: string): Promise<string> {
    const options = await page.locator(`#${id} option`).allInnerTexts()
    const found = options.find((option) => option.includes(`: ${column}`))
    assert.ok(found, `${column} is not offered: ${options.join(' | ')}`)
    return found
  }

  test('a school is found by typing, and in a plain form where there is no script', async () => {
    const page = await newPage()
    await signIn(page, 'hub-lead')
    await page.goto(`${base}/schools`)
    await page.locator('#q').waitFor()
    await tabTo(page, { id: 'q' })
    await page.keyboard.type('thornbekley')
    await page.locator('#q__listbox li', { hasText: 'Thornbeckley High School' }).first().waitFor()
    await page.keyboard.press('ArrowDown')
    await press(page, 'Enter')
    assert.match(page.url(), /\/schools\/\d{6}$/)
    const cookies = await page.context().cookies()
    await page.context().close()

    const plain = await newPage(false)
    await plain.context().addCookies(cookies)
    await plain.goto(`${base}/schools`)
    await tabTo2(plain, 'q', 'thornbekley')
    await Promise.all([plain.waitForNavigation(), plain.keyboard.press('Enter')])
    assert.match(await plain.locator('main').innerText(), /Thornbeckley High School/)
    await plain.context().close()
  })

  async function tabTo2(page: Page, id: string, typed: string): Promise<void> {
    await page.locator(`#${id}`).focus()
    await page.keyboard.type(typed)
  }

  test('two people confirm the same thing: the second is told, and nothing is overwritten', async () => {
    const path = await openExpectation()
    const [first, second] = [await newPage(), await newPage()]
    for (const page of [first, second]) {
      await signIn(page, page === first ? 'partner-enhanced' : 'hub-lead')
      await page.goto(`${base}${path}`)
      await page.getByLabel('It has been done').check()
    }
    const before = await confirmations()
    await Promise.all([first.waitForNavigation(), first.getByRole('button', { name: 'Save' }).click()])
    assert.match(first.url(), /saved=/)
    await Promise.all([second.waitForNavigation(), second.getByRole('button', { name: 'Save' }).click()])
    assert.match(await second.locator('main').innerText(), /Someone else updated this/)
    assert.equal(await confirmations(), before + 1)
    for (const page of [first, second]) await page.context().close()
  })

  test('Save pressed twice, and again after going back, makes one record', async () => {
    const path = await openExpectation()
    const page = await newPage()
    await signIn(page, 'partner-enhanced')
    await page.goto(`${base}${path}`)
    await page.getByLabel('It has been started').check()
    const before = await confirmations()
    await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Save' }).dblclick()])
    await page.waitForLoadState()
    assert.equal(await confirmations(), before + 1)

    await page.goBack()
    await page.locator('#state, [name="state"]').first().waitFor()
    const again = page.getByRole('button', { name: 'Save' })
    const isFresh = (await page.locator('input[name="seen"]').inputValue()) !== '0'
    await Promise.all([page.waitForNavigation(), again.click()])
    const now = await confirmations()
    // A page that the browser kept sends the same key again; one that it asked for anew knows what is confirmed.
    assert.ok(now === before + 1 || (isFresh && now === before + 2), `${now - before} records`)
    await page.context().close()
  })

  test('a form sent after the session ended elsewhere is given back to read, and signing in leads to the form', async () => {
    const path = await openExpectation(1)
    const page = await newPage()
    await signIn(page, 'partner-enhanced')
    await page.goto(`${base}${path}`)
    await page.getByLabel('It has been done').check()
    await page.fill('#note', 'Typed before the session ended')
    const other = await page.context().newPage()
    await other.goto(`${base}/sign-out`)
    await Promise.all([other.waitForNavigation(), other.locator('main button').first().click()])
    const before = await confirmations()
    const [answer] = await Promise.all([
      page.waitForNavigation(),
      page.getByRole('button', { name: 'Save' }).click(),
    ])
    assert.equal(answer?.status(), 401)
    assert.equal(await heading(page), 'You have been signed out')
    assert.match(await page.locator('main').innerText(), /Note\s+Typed before the session ended/)
    assert.equal(await confirmations(), before)
    assert.deepEqual(await scanPage(page), [])
    assert.deepEqual(await keyboardFaults(page), [])
    assert.deepEqual(await noHorizontalScroll(page), [])
    await screenshot(page, 'signed-out-of-a-form-320')
    // Signing in leads back to the form.
    await page.locator('main').getByRole('button', { name: 'Sign in' }).click()
    await Promise.all([
      page.waitForNavigation(),
      page.locator('form[action^="/sign-in/as/partner-enhanced"] button').click(),
    ])
    assert.equal(new URL(page.url()).pathname, path)
    assert.ok(await page.locator('#note').isVisible())
    await page.context().close()
  })

  test('an invitation is accepted in another browser, and the person is in', async () => {
    const page = await newPage()
    await signIn(page, 'hub-lead')
    await page.goto(`${base}/people`)
    await page.getByRole('button', { name: 'Invite a named leader' }).click()
    await page.selectOption('select[name="school"]', { index: 1 })
    await page.fill('#name', 'Nadia Newcomer')
    await page.fill('#email', 'nadia@newcomers.example')
    await Promise.all([page.waitForNavigation(), page.locator('main form button').click()])
    assert.match(await page.locator('main').innerText(), /Nadia Newcomer/)
    const { rows } = await whole.database.asOwner((db) =>
      sql<{ id: number }>`select id from invitations where email = 'nadia@newcomers.example'`.execute(db),
    )
    const { tokenOfInvitation } = await import('../../src/features/people/secret.ts')
    const { SECRET } = await import('../builders/whole-app.ts')
    const other = await newPage()
    await other.goto(`${base}/invitations/${tokenOfInvitation(SECRET, rows[0]?.id ?? 0)}`)
    assert.match(await heading(other), /^Join/)
    await Promise.all([other.waitForNavigation(), other.locator('main form button').click()])
    assert.match(other.url(), /\/partnerships\/\d+/)
    await other.goto(`${base}/invitations/${tokenOfInvitation(SECRET, rows[0]?.id ?? 0)}`)
    assert.equal(await heading(other), 'You have accepted this invitation')
    for (const each of [page, other]) await each.context().close()
  })
})
