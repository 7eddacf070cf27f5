import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { type Html, raw } from '../html.ts'
import * as components from './index.ts'

/*
 * Every example that GOV.UK Frontend publishes with a component, rendered by ours and compared with the package's own
 * markup. An update of the package that changes a component fails here, and shows the change.
 */

interface Fixture {
  name: string
  options: Record<string, unknown>
  html: string
}

// Nothing on our pages needs these yet. Whoever does, writes it beside the others and takes it off this list.
const notWritten = [
  'accordion',
  'cookie-banner',
  'exit-this-page',
  'feedback',
  'language-navigation',
  'password-input',
  'tabs',
]

const folder = join(
  dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')),
  'dist/govuk/components',
)
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
const written = new Map<string, unknown>(Object.entries(components))

for (const name of names.filter((each) => !notWritten.includes(each))) {
  const { fixtures } = JSON.parse(readFileSync(join(folder, name, 'fixtures.json'), 'utf8')) as {
    fixtures: Fixture[]
  }
  describe(`${name} is GOV.UK Frontend's`, () => {
    const render = written.get(`govuk${pascal(name)}`)
    for (const fixture of fixtures) {
      test(fixture.name, () => {
        assert.ok(typeof render === 'function', `govuk${pascal(name)} is missing`)
        const ours = (render as (options: unknown) => Html)(trusted(fixture.options))
        assert.equal(plain(String(ours)), plain(fixture.html))
      })
    }
  })
}

test('the list of components that are not written names none that is', () => {
  for (const name of notWritten) {
    assert.ok(names.includes(name), name)
    assert.ok(!written.has(`govuk${pascal(name)}`), name)
  }
})

/** A macro trusts every option called `html`; ours takes only `Html`. */
function trusted(value: unknown, name = ''): unknown {
  if (typeof value === 'string')
    return /^html$|Html$|^(start|end|navigationStart|navigationEnd)$/.test(name) ? raw(value) : value
  if (Array.isArray(value)) return value.map((each) => trusted(each))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, name === 'attributes' ? each : trusted(each, key)]),
  )
}

/** Markup without what makes no difference: white space around tags, line ends in tags, ways to write one character. */
function plain(markup: string): string {
  return markup
    .replace(/&#39;/g, "'")
    .replace(/&#96;/g, '`')
    .replace(/&#92;/g, '\\')
    .replace(/\s+/g, ' ')
    .replace(/ ?(<[^>]*>) ?/g, '$1')
    .replace(/<[^>]*>/g, (tag) => tag.replace(/ (\/?>)$/, '$1').replace(/([^/])\/>$/, '$1>'))
    .replace(/></g, '>\n<')
    .trim()
}

function pascal(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
}
