import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openWholeApp, type WholeApp } from '../../../test/builders/whole-app.ts'
import { validateHtml } from '../../../test/html.ts'

const ADDRESS = '/partnerships/1/expectations/action-plan/1'
const FORM = {
  key: '5f0c1f6e-0c39-4a7b-8e6c-0f4f4ad3b0f1',
  seen: '0',
  state: 'done',
  'happened-day': '13',
  'happened-month': '5',
  'happened-year': '2026',
  note: `We met “<b>the</b> families”\r\nand will again`,
}

describe('a form from somebody whose session has ended', () => {
  let whole: WholeApp
  before(async () => {
    whole = await openWholeApp()
  })
  after(() => whole.close())

  const send = (headers: Readonly<Record<string, string>>, payload = new URLSearchParams(FORM).toString()) =>
    whole.app.inject({
      method: 'POST',
      url: ADDRESS,
      headers: {
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      payload,
    })

  test('is not saved; they read what they typed, and come back to the form by signing in', async () => {
    const answer = await send({ host: 'localhost', referer: `http://localhost${ADDRESS}?page=2` })
    assert.equal(answer.statusCode, 401)
    assert.match(answer.body, /What you sent was not saved/)
    assert.match(answer.body, /We met “&lt;b&gt;the&lt;\/b&gt; families”\r?\nand will again/)
    assert.match(
      answer.body,
      /Happened<\/dt><dd class="govuk-summary-list__value"><span class="app-words">13 5 2026</,
    )
    assert.ok(!answer.body.includes(FORM.key))
    assert.ok(answer.body.includes(`href="/sign-in?next=${encodeURIComponent(`${ADDRESS}?page=2`)}"`))
    assert.deepEqual(await validateHtml(answer.body), [])
    assert.equal(answer.headers['cache-control'], 'no-store')
  })

  test('leads to the start page where the browser says nothing of the form, or names another site', async () => {
    for (const referer of ['', 'http://elsewhere.example/form', 'no address', 'http://localhost/sign-out']) {
      const { body } = await send({ host: 'localhost', referer })
      assert.match(body, /href="\/sign-in"[^?]/, referer)
    }
  })

  test('is answered just so when it holds nothing that was typed', async () => {
    const { statusCode, body } = await send({ host: 'localhost' }, 'key=1&note=+')
    assert.equal(statusCode, 401)
    assert.ok(!body.includes('What you typed'))
    assert.deepEqual(await validateHtml(body), [])
  })

  test('is shown to nobody else: the next page knows nothing of it', async () => {
    const sent = await send({ host: 'localhost', referer: `http://localhost${ADDRESS}` })
    assert.deepEqual(sent.cookies, [])
    const client = await whole.as(whole.actors.otherLeader)
    for (const url of ['/', '/due', '/sign-in'])
      assert.ok(!(await client.get(url)).body.includes('families”'))
  })
})
