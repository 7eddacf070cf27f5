/**
 * Every page as everyone who sees it, in a browser: each rule of axe-core, at 1280 pixels with script and once without;
 * nothing to scroll sideways at 320; all of it by keyboard; and what each form says when it is sent empty. Pictures go to
 * tmp/screenshots.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
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
import type { Actors } from '../builders/actors.ts'
import { openWholeApp, type WholeApp } from '../builders/whole-app.ts'
import { crawl } from '../whole/crawl.ts'
import { type DryRun, dryRun } from '../whole/dry-run.ts'
import { findRecords, type Records } from '../whole/records.ts'

export type Role = keyof Actors | 'signedOut'

/** The same for everyone who is let in: looked at once. */
const ALIKE =
  /^\/(accessibility|privacy|help|councils|outbox|demonstration|register|sign-out|schools|trusts\/:uid|programmes\/:programmeKey)/

/** Pages at their longest and at their emptiest. */
const EXTREMES: Readonly<Record<string, readonly string[]>> = {
  team: [
    '/people?q=nobody-of-this-name',
    '/programme/partnerships?q=no-school-of-this-name',
    '/schools?q=qqqqqqqq',
    '/nowhere',
  ],
  lead: ['/people?state=left', '/hubs/1?waited=nobody&status=withdrawn'],
  leader: ['/people?state=invited'],
}

/** One of several files that share the pages of a role, so that they are looked at side by side: `part` counts from 0. */
export interface Share {
  readonly part: number
  readonly of: number
}

/** Looks at every page to which these people find a link, or at this file's share of them. */
export function lookAtPages(
  roles: readonly Role[],
  atLeast: number,
  share: Share = { part: 0, of: 1 },
): void {
  let run: DryRun
  let whole: WholeApp
  let browser: Browser
  let base: string
  let longest: { partnership: number; urn: number }
  let records: Records | undefined
  const looked = new Set<string>()
  const bare = new Set<string>()
  let pages = 0

  before(async () => {
    whole = await openWholeApp({
      through: (database) => {
        run = dryRun(database)
        return run.database
      },
    })
    ;[records] = await findRecords(whole)
    base = await whole.app.listen({ port: 0, host: '127.0.0.1' })
    browser = await openBrowser()
    longest = await whole.database.asOwner(async (db) => {
      const { rows } = await sql<{ partnership: number; urn: number }>`
        select id as partnership, school_urn as urn from partnership_cards
        where programme_id = (select programme_id from assignments where id = ${whole.actors.team.assignmentId})
        order by length(school_name) desc limit 1`.execute(db)
      assert.ok(rows[0])
      return rows[0]
    })
  })
  after(async () => {
    await browser?.close()
    await whole?.close()
  })

  async function windowOf(cookies: Readonly<Record<string, string>>, script: boolean): Promise<Page> {
    const context = await browser.newContext({
      javaScriptEnabled: script,
      viewport: { width: 1280, height: 900 },
    })
    const { hostname } = new URL(base)
    await context.addCookies(
      Object.entries(cookies).map(([name, value]) => ({ name, value, domain: hostname, path: '/' })),
    )
    return context.newPage()
  }

  /** What is wrong with the page as it stands, at both widths. */
  async function faultsHere(page: Page, name: string): Promise<string[]> {
    pages += 1
    const faults = await scanPage(page)
    await screenshot(page, `${name}-1280`)
    faults.push(...(await noHorizontalScroll(page)))
    await screenshot(page, `${name}-320`)
    await page.setViewportSize({ width: 1280, height: 900 })
    return faults.map((fault) => `${name}: ${fault}`)
  }

  for (const role of roles) {
    test(`as ${role}`, async (context) => {
      const client = await whole.as(role === 'signedOut' ? null : whole.actors[role])
      const { visits } = await crawl(client, whole.routes, '/', false)
      const firsts = new Map<string, string>()
      for (const { url, pattern, body } of visits) {
        const isSeen = firsts.has(pattern) || (ALIKE.test(pattern) && looked.has(pattern))
        if (!isSeen && body.startsWith('<!DOCTYPE html>')) firsts.set(pattern, url)
      }
      for (const url of EXTREMES[role] ?? []) firsts.set(url, url)
      if (role === 'team') {
        firsts.set('/partnerships/longest', `/partnerships/${longest.partnership}`)
        firsts.set('/schools/longest', `/schools/${longest.urn}`)
        firsts.set('/partnerships/longest/status', `/partnerships/${longest.partnership}/status`)
      }
      if (role === 'lead' && records) {
        // Deeper than the crawl goes.
        const report = `/events/${records.heldEvent}/reports/${records.report}`
        firsts.set('/events/:id/reports/:report', report)
        firsts.set('/partnerships/:id/follow-up', `/partnerships/${records.partnershipId}/follow-up`)
        firsts.set('/events/:id/reports/:report/people/:person', `${report}/people/${records.reportPerson}`)
      }
      if (role === 'withoutRole') firsts.set('/sign-in/place', '/sign-in/place')

      const page = await windowOf(client.cookies, true)
      const plain = await windowOf(client.cookies, false)
      const faults: string[] = []
      const here = [...firsts].filter((_, at) => at % share.of === share.part)
      for (const [pattern, url] of here) {
        const name = `${role}${pattern.replaceAll(/[^\w]+/g, '-')}`
        looked.add(pattern)
        await page.goto(`${base}${url}`)
        faults.push(...(await faultsHere(page, name)))
        if (!bare.has(pattern)) {
          bare.add(pattern)
          faults.push(...(await keyboardFaults(page)).map((fault) => `${name} by keyboard: ${fault}`))
          await plain.goto(`${base}${url}`)
          faults.push(...(await scanPage(plain)).map((fault) => `${name} without script: ${fault}`))
        }
        faults.push(...(await sendEmpty(page, `${base}${url}`, name)))
      }
      await page.context().close()
      await plain.context().close()
      context.diagnostic(`${here.length} pages`)
      assert.deepEqual(faults, [])
    })
  }

  const sentEmpty = new Set<string>()
  /** Sends each form of the page with nothing in it, keeping nothing, and looks at the page that says what is wrong. */
  async function sendEmpty(page: Page, url: string, name: string): Promise<string[]> {
    const actions: string[] = await page.$$eval('main form[method="post"]', (forms) =>
      forms.map((form) => form.getAttribute('action') ?? ''),
    )
    const faults: string[] = []
    let isElsewhere = false
    for (const [index, action] of actions.entries()) {
      const kind = action.replaceAll(/\d+/g, ':n').replace(/(expectations)\/.*/, '$1')
      if (sentEmpty.has(kind) || /demonstration\/reset|sign-in\/as|sign-out/.test(kind)) continue
      sentEmpty.add(kind)
      if (isElsewhere) await page.goto(url)
      isElsewhere = true
      run.on = true
      const [answer] = await Promise.all([
        page.waitForNavigation({ waitUntil: 'load' }),
        page.$$eval(
          'main form[method="post"]',
          (forms, nth) => {
            const form = forms[nth]
            if (!(form instanceof HTMLFormElement)) return
            for (const field of form.elements) {
              if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox'))
                field.checked = false
              else if (field instanceof HTMLInputElement && field.type !== 'hidden' && field.type !== 'file')
                field.value = ''
              else if (field instanceof HTMLTextAreaElement) field.value = ''
            }
            HTMLFormElement.prototype.submit.call(form)
          },
          index,
        ),
      ])
      run.on = false
      if (answer?.status() === 422) {
        faults.push(...(await faultsHere(page, `${name}-empty`)))
        const focused = await page.evaluate(() => document.activeElement?.className ?? '')
        if (!focused.includes('govuk-error-summary'))
          faults.push(`${name}: the error summary is not where one is taken`)
      }
      if (answer && answer.status() >= 500) faults.push(`${name}: sent empty it answers ${answer.status()}`)
    }
    return faults
  }

  test('many pages were looked at', (context) => {
    context.diagnostic(`${pages} pages, ${sentEmpty.size} forms`)
    assert.ok(pages > atLeast, `${pages} pages`)
  })
}
