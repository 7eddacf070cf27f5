import { strict as assert } from 'node:assert'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { HtmlValidate } from 'html-validate'
import { assetFolders, assetUrl } from './assets.ts'
import { galleryPage } from './gallery.ts'
import { html } from './html.ts'
import { type Frame, layout, type Page } from './layout.ts'
import { markupRules } from './markup-rules.ts'

const validator = new HtmlValidate(markupRules)

const frame: Frame = {
  serviceName: 'Alongside',
  navigation: [
    { href: '/hubs/1', text: 'Your hub', current: true },
    { href: '/hubs/1/owed', text: 'What your hub owes', current: false },
  ],
  person: { name: 'Tom Ellis', role: 'Hub lead', place: 'Oak Hill Learning Trust' },
  demonstration: { today: '12 January 2026' },
  path: '/hubs/1',
  brand: 'neutral',
}
const plainPage: Page = {
  title: 'Hub',
  body: html`<h1 class="govuk-heading-l">Hub</h1>`,
  backLink: { href: '/' },
}

for (const brand of ['neutral', 'govuk'] as const) {
  for (const errors of [false, true]) {
    test(`every component is valid HTML under the ${brand} brand${errors ? ', with errors' : ''}`, async () => {
      assert.equal(await faults(layout(galleryPage({ errors }), { ...frame, brand })), '')
    })
  }
  test(`a page for someone signed out is valid HTML under the ${brand} brand`, async () => {
    const { person: _, demonstration: __, ...rest } = frame
    const markup = layout(plainPage, { ...rest, navigation: [], brand })
    assert.equal(await faults(markup), '')
    assert.match(markup, /href="\/sign-in"/)
    assert.doesNotMatch(markup, /Sign out|Demonstration/)
  })
}

test('the checks can fail', async () => {
  assert.notEqual(
    await faults(
      layout({ ...plainPage, body: html`<h1>A</h1><img src="/a.png"><div id="main-content"></div>` }, frame),
    ),
    '',
  )
})

test('a page with errors says so in its title and lists each once', () => {
  const errors = [{ field: 'name', message: 'Enter a name' }]
  const markup = layout({ ...plainPage, errors }, frame)
  assert.match(markup, /<title>Error: Hub – Alongside<\/title>/)
  assert.equal(markup.split('href="#name"').length, 2)
  assert.match(layout(plainPage, frame), /<title>Hub – Alongside<\/title>/)
})

test('a page holds no inline script or style', () => {
  const markup = layout(galleryPage({ errors: true }), frame)
  assert.doesNotMatch(markup, /<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/)
})

test('the neutral brand shows neither crown nor GOV.UK', () => {
  assert.doesNotMatch(layout(plainPage, frame), /GOV\.UK|govuk-header|crown|copyright-logo|favicon/)
  assert.match(layout(plainPage, { ...frame, brand: 'govuk' }), /aria-label="GOV\.UK"/)
})

test('every asset of a page is in a folder that is served', () => {
  const addresses = [...layout(galleryPage(), frame).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(
    (found) => found[1] ?? '',
  )
  assert.ok(addresses.length >= 5)
  for (const address of [...addresses, assetUrl('/assets/js/school-picker.js')]) {
    const served = assetFolders.find(({ prefix }) => address.startsWith(prefix))
    assert.ok(served && existsSync(join(served.folder, address.slice(served.prefix.length))), address)
  }
})

async function faults(markup: string): Promise<string> {
  const report = await validator.validateString(markup)
  return report.results
    .flatMap(({ messages }) => messages)
    .map(
      ({ ruleId, message, line }) => `${ruleId}: ${message} (${markup.split('\n')[line - 1]?.slice(0, 200)})`,
    )
    .join('\n')
}
