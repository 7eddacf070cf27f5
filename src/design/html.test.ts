import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import fc from 'fast-check'
import { attributes, html, join, raw } from './html.ts'

test('text is escaped and markup is not', () => {
  assert.equal(
    String(html`<p>${'<b>"Tom" & \'Ann\'</b>'}</p>`),
    '<p>&lt;b&gt;&quot;Tom&quot; &amp; &#39;Ann&#39;&lt;/b&gt;</p>',
  )
  assert.equal(String(html`<p>${html`<b>${'&'}</b>`}</p>`), '<p><b>&amp;</b></p>')
})

test('lists are joined, and nothing renders nothing', () => {
  assert.equal(
    String(html`<p>${[1, 'a', [html`<b></b>`, null]]}${undefined}${false}${''}${0}</p>`),
    '<p>1a<b></b>0</p>',
  )
  assert.equal(String(join(['a', '', null, 'b', html`<i></i>`], ' · ')), 'a · b · <i></i>')
})

test('a slot in a tag takes attributes, the name of one, or the level of a heading', () => {
  assert.equal(
    String(html`<p${attributes({ id: 'a"b', hidden: true, lang: undefined })}></p>`),
    '<p id="a&quot;b" hidden></p>',
  )
  assert.equal(String(html`<input ${'checked'}>`), '<input checked>')
  assert.equal(String(html`<h${2}>Hub</h${2}>`), '<h2>Hub</h2>')
  for (const text of ['onclick=alert(1)', 'onclick', 'style', 'a b', '>', 'x=y']) {
    assert.throws(() => html`<input ${text}>`, TypeError, text)
  }
  assert.throws(() => attributes({ onclick: 'x' }), TypeError)
})

test('a slot without quotes, in a comment, a script or a style is a fault of the template', () => {
  assert.throws(() => html`<p class=${'a'}></p>`, TypeError)
  assert.throws(() => html`<!-- ${'a'} -->`, TypeError)
  assert.throws(() => html`<script>${'a'}</script>`, TypeError)
  assert.throws(() => html`<style>p {}${'a'}</style>`, TypeError)
  assert.throws(() => html`<${'a'}>`, TypeError)
  assert.equal(String(html`<script src="${'/a.js'}"></script>${'b'}`), '<script src="/a.js"></script>b')
})

test('an address that would run a script goes nowhere', () => {
  for (const address of [
    'javascript:alert(1)',
    ' JavaScript:x',
    'java\nscript:x',
    '\u0001javascript:x',
    'data:text/html,x',
  ]) {
    assert.equal(String(html`<a href="${address}">a</a>`), '<a href="#">a</a>', address)
    assert.equal(String(attributes({ href: address })), ' href="#"', address)
  }
  assert.equal(
    String(html`<a href="/schools/${'javascript:1'}">a</a>`),
    '<a href="/schools/javascript:1">a</a>',
  )
})

test('no text can break out of an element or an attribute', () => {
  const nasty = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '<',
          '>',
          '"',
          "'",
          '&',
          '`',
          '=',
          '/',
          '\\',
          '-->',
          '</p>',
          '<script>',
          ' on=',
          '\n',
        ),
        fc.string(),
      ),
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(nasty, nasty, nasty, (one, two, three) => {
      const markup = String(html`<p title="${one}" lang='${two}'>${[three, raw('')]}</p>`)
      const found = /^<p title="([^"]*)" lang='([^']*)'>([^<>]*)<\/p>$/.exec(markup)
      assert.ok(found, markup)
      assert.deepEqual(found.slice(1).map(read), [one, two, three])
    }),
    { numRuns: 500 },
  )
})

test('markup in an attribute cannot break out either', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, two) => {
      const inner = html`<b title="${one}">${two}</b>`
      assert.match(
        String(html`<p title="${inner}" lang='${[inner]}'></p>`),
        /^<p title="[^"<>]*" lang='[^'<>]*'><\/p>$/,
      )
    }),
  )
})

function read(escaped: string): string {
  return escaped
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
