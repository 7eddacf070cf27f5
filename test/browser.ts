import { accessSync, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { ROOT } from './sources.ts'

export type { Browser, Page } from 'playwright-core'
export { validateHtml } from './html.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const FLAGS = [
  '--no-sandbox', // it cannot have one as root, and opens nothing but our own pages
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** How long a browser and a page are waited for: far more than they take, because other tests may have the machine. */
const PATIENCE = 180_000
const SCREENSHOTS = join(ROOT, 'tmp/screenshots')

/** The Chromium of this machine. */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => {
      try {
        accessSync(path, 1)
        return true
      } catch {
        return false
      }
    })
}

/** A browser of the test file's own: open it in `before`, close it in `after`. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('No Chromium on this machine: apt-get install chromium')
  const browser = await chromium.launch({ executablePath, args: FLAGS, timeout: PATIENCE })
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE))
  return browser
}

/** A browser for the length of `work`, closed however it ends. */
export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await openBrowser()
  return work(browser).finally(() => browser.close())
}

/**
 * Every rule of axe-core, of every severity: A and AA of every WCAG, best practices, experimental ones and those that
 * it leaves off (target size, for one). Left out are AAA, which the service does not claim, and what axe withdrew.
 */
const RULES = axe
  .getRules()
  .filter(({ tags }) => !tags.some((tag) => /^wcag2\d*aaa$/.test(tag) || tag === 'deprecated'))
  .map(({ ruleId }) => ruleId)
const AXE_OPTIONS: axe.RunOptions = {
  runOnly: { type: 'rule', values: RULES },
  rules: Object.fromEntries(RULES.map((id) => [id, { enabled: true }])),
  resultTypes: ['violations', 'incomplete'],
  // What is found is shown by its markup.
  selectors: false,
}

/** What axe-core finds wrong with the page as it stands, a line for each element; none when it is right. */
export async function scanPage(page: Page): Promise<string[]> {
  // As an expression of the debugger: our content security policy stops an injected script, as it should.
  const session = await page.context().newCDPSession(page)
  try {
    // axe-core waits for timers, which stand still where script is off; what the page was to run stays unrun.
    await session.send('Emulation.setScriptExecutionDisabled', { value: true })
    await session.send('Emulation.setScriptExecutionDisabled', { value: false })
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: `${axe.source}\naxe.run(document, ${JSON.stringify(AXE_OPTIONS)})
        .then(({ violations, incomplete }) =>
          // An id used twice it only puts up for review, though there is nothing to weigh.
          [...violations, ...incomplete.filter(({ id }) => id === 'duplicate-id-aria')])`,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(`axe-core failed: ${exceptionDetails.exception?.description}`)
    const violations: readonly axe.Result[] = result.value
    return violations.flatMap(({ id, impact, help, nodes }) =>
      nodes.map((node) => `${id} (${impact}): ${help}: ${node.html.slice(0, 200)}`),
    )
  } finally {
    await session.detach()
  }
}

/**
 * What is wider than the window when it is `width` CSS pixels wide (WCAG 1.4.10 asks for 320), a line for each
 * element; none when nothing has to be scrolled sideways. Leaves the window at that width.
 */
export async function noHorizontalScroll(page: Page, width = 320): Promise<string[]> {
  await page.setViewportSize({ width, height: 800 })
  // A string, because the service's types know no `document`.
  return page.evaluate(`(() => {
    const room = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= room) return []
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      for (let box = element.parentElement; box; box = box.parentElement) {
        if (box !== document.body && getComputedStyle(box).overflowX !== 'visible') return false
      }
      return element.getBoundingClientRect().right > room + 0.5
    })
    const inmost = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)))
    return (inmost.length ? inmost : [document.body]).map((element) =>
      Math.ceil(element.getBoundingClientRect().right) + ' px of ' + room + ': ' + element.outerHTML.slice(0, 160))
  })()`)
}

/**
 * Keeps a picture of the whole page as tmp/screenshots/NAME.png, for somebody to look at. They take a fifth of the time of a
 * page: where SCREENSHOTS is `off`, none is taken.
 */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS === 'off') return
  mkdirSync(SCREENSHOTS, { recursive: true })
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true })
}

/** What somebody without a mouse works with; what is not shown, and fields that are off, are left out where it is used. */
const OPERABLE =
  'a[href], button, input:not([type="hidden"]), select, textarea, summary, iframe, [onclick], [tabindex], [contenteditable], [role="button"], [role="link"], [role="tab"], [role="menuitem"]'

const MOST_LOST = 5

/**
 * Waits until the page has been drawn again: after a change of width the menu changes from a button to a list, or back, when
 * the browser comes to it, and whatever had the focus goes.
 */
async function settled(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    setTimeout(resolve, 1000)
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0)))
  })`)
}

/**
 * What is wrong with the page for somebody who has a keyboard and no mouse, a line for each element: what Tab never
 * comes to, what does not show that it has the focus, and where the focus is held fast. Begins from the top.
 */
export async function keyboardFaults(page: Page): Promise<string[]> {
  await settled(page)
  // A string, because the service's types know no `document`. What is noted goes into the page's own memory.
  const count: number = await page.evaluate(`(() => {
    // From the top, wherever the page has put the focus: a banner takes it. The body keeps its tabindex until the end,
    // because a browser takes the focus from what can no longer have it at a moment of its own.
    document.body.tabIndex = -1
    document.body.focus()
    const look = (element) => {
      const label = element.labels?.[0]
      const styles = [getComputedStyle(element), ...(label ? [getComputedStyle(label, '::before')] : [])]
      return styles.map((each) => [each.outlineStyle, each.outlineWidth, each.outlineColor, each.boxShadow,
        each.backgroundColor, each.borderTopWidth, each.borderTopColor, each.position, each.clipPath].join()).join()
    }
    const elements = [...document.body.querySelectorAll(${JSON.stringify(OPERABLE)})].filter((element) =>
      element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled, [tabindex="-1"]:not(a[href], button, input, select, textarea, summary)'))
    globalThis.keyboard = { look, unfocused: new Map(elements.map((element) => [element, look(element)])), reached: new Set(), faults: [] }
    return elements.length
  })()`)
  for (let presses = 0, lost = 0; presses <= count + 1 + lost && lost <= MOST_LOST; presses += 1) {
    await page.keyboard.press('Tab')
    const came: 'on' | 'round' | 'nowhere' = await page.evaluate(`(() => {
      const { look, unfocused, reached, faults } = globalThis.keyboard
      const element = document.activeElement
      if (!element || element === document.body || element === document.documentElement) return 'nowhere'
      const shown = (fault) => faults.push(fault + ': ' + element.outerHTML.slice(0, 160))
      if (reached.has(element)) {
        if (element !== [...reached][0]) shown('holds the focus fast')
        return 'round'
      }
      reached.add(element)
      if (unfocused.get(element) === look(element)) shown('does not show that it has the focus')
      return 'on'
    })()`)
    if (came === 'round') break
    // After the last element, where a busy browser lost the press, or where what had the focus has just gone. A page that
    // takes no press loses every one.
    if (came === 'nowhere') lost += 1
  }
  return page.evaluate(`(() => {
    const { unfocused, reached, faults } = globalThis.keyboard
    // Of radio buttons with one name Tab comes to one; the arrow keys go on from there.
    const groups = new Set([...reached].filter(({ type }) => type === 'radio').map(({ name }) => name))
    for (const element of unfocused.keys()) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue // it has gone meanwhile: the window is wider
      if (!reached.has(element) && !(element.type === 'radio' && groups.has(element.name)))
        faults.push('Tab never comes to it: ' + element.outerHTML.slice(0, 160))
    }
    document.activeElement?.blur()
    document.body.removeAttribute('tabindex')
    return faults
  })()`)
}
