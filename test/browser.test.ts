/** A gate that cannot close proves nothing: each is shown a page that is right, and the same page with a fault. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type Browser,
  keyboardFaults,
  noHorizontalScroll,
  openBrowser,
  type Page,
  scanPage,
  validateHtml,
} from './browser.ts'

const RIGHT = `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Find a school</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
  </head>
  <body>
    <main>
      <h1>Find a school</h1>
      <p id="hint">Its name, town or postcode</p>
      <form action="/schools" method="get">
        <label for="name">Name</label>
        <input id="name" name="name" type="text" aria-describedby="hint">
        <button type="submit">Search</button>
      </form>
    </main>
  </body>
</html>
`

const FAULTS = {
  'a field without a label': {
    from: '<label for="name">Name</label>',
    to: '',
    axe: 'label',
    html: 'input-missing-label',
  },
  'text too pale to read': {
    from: 'id="hint"',
    to: 'id="hint" style="color: #999"',
    axe: 'color-contrast',
    html: 'no-inline-style',
  },
  'an id used twice': { from: '<h1>', to: '<h1 id="hint">', axe: 'duplicate-id-aria', html: 'no-dup-id' },
  'a page without a heading': { from: /<h1>.*<\/h1>/, to: '', axe: 'page-has-heading-one' },
  'a target too small to touch': {
    from: '</form>',
    to: `</form>${'<button type="button" aria-label="A" style="width: 9px; height: 9px; padding: 0"></button>'.repeat(2)}`,
    axe: 'target-size',
  },
  'a paragraph left open': { from: '</p>', to: '<div>x</div></p>', html: 'no-implicit-close' },
  'a missing language': {
    from: ' lang="en"',
    to: '',
    axe: 'html-has-lang',
    html: 'element-required-attributes',
  },
}

describe('the gates that every page goes through', () => {
  let browser: Browser
  before(async () => {
    browser = await openBrowser()
  })
  after(() => browser.close())

  /** With the service's own content security policy, and script on or off. */
  async function opened<T>(
    html: string,
    script: boolean,
    work: (page: Page) => Promise<T>,
    allowed = `style-src 'unsafe-inline'`,
  ): Promise<T> {
    const page = await browser.newPage({ javaScriptEnabled: script })
    await page.route('**', (route) =>
      route.fulfill({
        body: html,
        contentType: 'text/html',
        headers: { 'content-security-policy': `default-src 'none'; ${allowed}` },
      }),
    )
    await page.goto('http://alongside.test/')
    return work(page).finally(() => page.close())
  }

  for (const script of [true, false]) {
    test(`let a right page through, ${script ? 'with' : 'without'} script`, async () => {
      assert.deepEqual(await opened(RIGHT, script, scanPage), [])
      assert.deepEqual(await opened(RIGHT, script, (page) => noHorizontalScroll(page)), [])
      assert.deepEqual(await validateHtml(RIGHT), [])
    })
  }

  for (const [name, fault] of Object.entries(FAULTS)) {
    test(`catch ${name}`, async () => {
      const faulty = RIGHT.replace(fault.from, fault.to)
      assert.notEqual(faulty, RIGHT)
      if ('axe' in fault) {
        for (const script of [true, false]) {
          const found = await opened(faulty, script, scanPage)
          assert.ok(
            found.some((line) => line.startsWith(`${fault.axe} `)),
            `axe found ${found.join('\n') || 'nothing'}`,
          )
        }
      }
      if ('html' in fault) {
        const found = await validateHtml(faulty)
        assert.ok(
          found.some((line) => line.startsWith(`${fault.html}:`)),
          `html-validate found ${found.join('\n') || 'nothing'}`,
        )
      }
    })
  }

  const FOR_THE_KEYBOARD = {
    'a button that only a mouse can press': {
      from: '<button type="submit">Search</button>',
      to: '<div role="button" onclick="this.closest(\'form\').submit()">Search</div>',
      says: /^Tab never comes to it: <div role="button"/,
    },
    'a field taken out of the order': {
      from: 'type="text"',
      to: 'type="text" tabindex="-1"',
      says: /^Tab never comes to it: <input/,
    },
    'a field that does not show the focus': {
      from: 'type="text"',
      to: 'type="text" style="outline: none"',
      says: /^does not show that it has the focus: <input/,
    },
    'a field that does not let go': {
      from: 'type="text"',
      to: `type="text" onkeydown="if (event.key === 'Tab') event.preventDefault()"`,
      says: /^(holds the focus fast|Tab never comes to it: <button)/,
    },
  }

  /** Script of the page's own must run, to plant what only script can do. */
  const RUNS_SCRIPT = `script-src 'unsafe-inline'; style-src 'unsafe-inline'`

  test('let a page through that a keyboard can work', async () => {
    const more = RIGHT.replace(
      '<button',
      `<input type="radio" name="r" id="a"><label for="a">A</label><input type="radio" name="r" id="b">
      <label for="b">B</label><details><summary>More</summary><a href="/more">More</a></details>
      <p tabindex="-1">Told</p><button`,
    )
    assert.deepEqual(await opened(RIGHT, true, keyboardFaults), [])
    assert.deepEqual(await opened(more, true, keyboardFaults), [])
    const focused = await opened(more, true, async (page) => {
      await page.locator('button').focus()
      return keyboardFaults(page)
    })
    assert.deepEqual(focused, [])
  })

  for (const [name, { from, to, says }] of Object.entries(FOR_THE_KEYBOARD)) {
    test(`catch ${name}`, async () => {
      const faulty = RIGHT.replace(from, to)
      assert.notEqual(faulty, RIGHT)
      const found = await opened(faulty, true, keyboardFaults, RUNS_SCRIPT)
      assert.ok(
        found.some((line) => says.test(line)),
        `the keyboard found ${found.join('\n') || 'nothing'}`,
      )
    })
  }

  test('catch what is wider than a phone', async () => {
    const wide = RIGHT.replace('id="hint"', 'id="hint" style="width: 400px"')
    const found = await opened(wide, true, (page) => noHorizontalScroll(page))
    assert.match(found[0] ?? '', /^\d+ px of 320: <p id="hint" style="width: 400px">/)
  })
})
