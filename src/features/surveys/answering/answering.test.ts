import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { type AddedWave, openSurveyWorld, type SurveyWorld } from '../../../../test/builders/survey-world.ts'
import { validateHtml } from '../../../../test/html.ts'
import { shownCode } from '../codes/code.ts'

describe('answering', () => {
  let world: SurveyWorld
  let wave: AddedWave
  let code: string
  before(async () => {
    world = await openSurveyWorld({ wait: 5 })
    wave = await world.addWave()
    code = wave.codes[0]?.code ?? ''
  })
  after(() => world.close())

  const get = (url: string, headers: Record<string, string> = {}) =>
    world.web.app.inject({ method: 'GET', url, headers })
  const arrivals = async () => {
    const [row] = await world.rows(sql`
      select (select count(*) from survey_arrivals)::int + (select count(*) from survey_answers)::int as n`)
    return Number(row?.n)
  }
  const whole = (key: string): Record<string, string> => ({
    key,
    l: 'en',
    ...Object.fromEntries(Array.from({ length: wave.questions }, (_, at) => [`q${at + 1}`, '1'])),
  })

  it('goes from the code to the thanks, without a cookie', async () => {
    const typed = shownCode(code).toLowerCase()
    const found = await get(`/survey?code=${encodeURIComponent(typed)}`)
    assert.equal(found.headers.location, `/survey/${code}/`)
    const start = await get(`/survey/${code}/`)
    assert.equal(start.statusCode, 200)
    assert.deepEqual(await validateHtml(start.body), [])
    const link = /href="(questions\?[^"]+)"/.exec(start.body)?.[1]?.replaceAll('&amp;', '&')
    const page = await get(`/survey/${code}/${link}`)
    assert.equal(page.statusCode, 200)
    assert.deepEqual(await validateHtml(page.body), [])
    assert.equal(page.body.match(/Prefer not to say/g)?.length, wave.questions)
    const key = /name="key" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const before = await arrivals()
    const sent = await world.answer(code, whole(key))
    assert.equal(sent.status, 303, sent.body)
    assert.equal(await arrivals(), before + 1)
    const thanks = await get(sent.location)
    assert.match(thanks.body, /Thank you/)
    for (const answer of [found, start, page, thanks]) assert.equal(answer.headers['set-cookie'], undefined)
  })

  it('has the headers of every other page', async () => {
    const heading = ['content-length', 'content-type', 'date', 'connection', 'vary']
    const of = async (url: string) =>
      Object.fromEntries(Object.entries((await get(url)).headers).filter(([name]) => !heading.includes(name)))
    assert.deepEqual(await of(`/survey/${code}/questions`), await of('/health/live'))
  })

  it('gives each form a key of its own, compressed or not', async () => {
    const address = `/survey/${code}/questions?l=en`
    const plain = await get(address)
    const packed = await get(address, { 'accept-encoding': 'gzip, deflate, br' })
    assert.equal(packed.headers['content-encoding'], 'gzip')
    assert.ok(packed.rawPayload.length < plain.rawPayload.length / 4)
    const opened = gunzipSync(packed.rawPayload).toString()
    const keyOf = (text: string) => /name="key" value="([^"]+)"/.exec(text)?.[1]
    assert.notEqual(keyOf(opened), keyOf(plain.body))
    assert.equal(opened.replace(keyOf(opened) ?? '', ''), plain.body.replace(keyOf(plain.body) ?? '', ''))
  })

  it('keeps one answer of a double press, a retry and a reload, and says thank you each time', async () => {
    const key = randomUUID()
    const before = await arrivals()
    const presses = await Promise.all(Array.from({ length: 20 }, () => world.answer(code, whole(key))))
    presses.push(await world.answer(code, whole(key)))
    assert.deepEqual(new Set(presses.map(({ status }) => status)), new Set([303]))
    assert.equal(await arrivals(), before + 1)
  })

  it('stores nothing of what the form could not have sent', async () => {
    const before = await arrivals()
    const good = whole(randomUUID())
    const bad: Record<string, Record<string, string> | string> = {
      'no key': { ...good, key: '' },
      'a key that is none': { ...good, key: 'x' },
      'an option that there is not': { ...good, q1: '99' },
      nought: { ...good, q1: '0' },
      'a word': { ...good, q1: 'often' },
      'a question that there is not': { ...good, q99: '1' },
      'a field that there is not': { ...good, name: 'Ann' },
      'sent twice': `${new URLSearchParams(good)}&q1=2`,
      'wrongly encoded': `${new URLSearchParams(good)}&q1=%E0%A4%A`,
      'a NUL': { ...good, q2: '1\0' },
      'no answer at all': { key: randomUUID(), l: 'en' },
      empty: '',
      'not a form': '{"q1":"1"',
    }
    for (const [name, form] of Object.entries(bad)) {
      const answer = await world.answer(code, form)
      assert.equal(answer.status, 422, name)
      assert.match(answer.body, /<h1>/, name)
    }
    const json = await world.answer(code, JSON.stringify(good), { 'content-type': 'application/json' })
    assert.equal(json.status, 422)
    const other = await world.answer(code, 'x', { 'content-type': 'text/csv' })
    assert.equal(other.status, 415)
    const long = await world.answer(code, { ...good, l: 'x'.repeat(20_000) })
    assert.equal(long.status, 413)
    assert.match(long.body, /<h1>/)
    assert.equal(await arrivals(), before)
  })

  it('keeps what is missing as not answered', async () => {
    const key = randomUUID()
    assert.equal((await world.answer(code, { key, q2: '255' })).status, 303)
  })

  it('says which codes there are not, and nothing else', async () => {
    for (const url of [
      '/survey?code=ABCDEF',
      '/survey/ZZZZZZ/',
      '/survey/x/questions',
      '/survey?code=a&code=b',
    ]) {
      const page = await get(url)
      assert.equal(page.statusCode, 404, url)
      assert.match(page.body, /There is no survey with this code/, url)
      assert.deepEqual(await validateHtml(page.body), [])
    }
    const before = await arrivals()
    assert.equal((await world.answer('ZZZZZZ', whole(randomUUID()))).status, 404)
    assert.equal(await arrivals(), before)
  })

  it('takes no answer before, at the end of and after its time, nor for a stopped code', async () => {
    const edge = await world.addWave({ opensAt: '2025-11-11T00:00:00Z', closesAt: '2025-11-12T00:00:00Z' })
    const its = edge.codes[0]?.code ?? ''
    const before = await arrivals()
    const times: Record<string, number> = {
      '2025-11-10T23:59:59.999Z': 409,
      '2025-11-11T00:00:00Z': 303,
      '2025-11-11T23:59:59.999Z': 303,
      '2025-11-12T00:00:00Z': 409,
      // A clock that jumps back opens it again; the database has the last word each time.
      '2025-11-11T12:00:00Z': 303,
      '2030-01-01T00:00:00Z': 409,
    }
    for (const [time, status] of Object.entries(times)) {
      world.moveClock(time)
      const answer = await world.answer(its, whole(randomUUID()))
      assert.equal(answer.status, status, time)
      assert.equal((await get(`/survey/${its}/`)).statusCode, status === 303 ? 200 : 409, time)
    }
    world.moveClock('2025-11-11T12:00:00Z')
    const key = randomUUID()
    assert.equal((await world.answer(its, whole(key))).status, 303)
    await world.rows(sql`update survey_codes set stopped_at = now() where id = ${edge.codes[0]?.id}`)
    assert.equal((await world.answer(its, whole(randomUUID()))).status, 409)
    assert.equal((await world.answer(its, whole(key))).status, 303, 'a retry of what is in already')
    world.moveClock('2025-11-10T10:00:00Z')
    assert.equal(await arrivals(), before + 4)
  })

  it('slows wrong codes once there are too many, and never a right one', async () => {
    const pages = await Promise.all(Array.from({ length: 200 }, () => get('/survey?code=BBBBBB')))
    assert.ok(pages.some(({ body }) => body.includes('Too many codes')))
    assert.equal((await get(`/survey/${code}/`)).statusCode, 200)
    assert.equal((await get(`/survey?code=${code}`)).statusCode, 303)
  })

  it('keeps answers that look odd, and counts them by the hour for the school to decide', async () => {
    const odd = await world.addWave({ groups: 1 })
    const its = odd.codes[0]?.code ?? ''
    for (let at = 0; at < 15; at += 1) {
      assert.equal((await world.answer(its, whole(randomUUID()))).status, 303, 'none is refused')
    }
    await world.web.app.answersCounted()
    assert.deepEqual(
      await world.rows(sql`
        select b.why, b.count, b.found_at, a.marked, c.answered from survey_bursts b
        cross join (select count(burst)::int as marked from survey_arrivals where wave_id = ${odd.id}) a
        cross join (select answered from survey_codes where wave_id = ${odd.id}) c where b.wave_id = ${odd.id}`),
      [{ why: 'all-the-same', count: 4, found_at: '2025-11-10T10:00:00.000Z', marked: 4, answered: 15 }],
    )
  })

  it('offers every language of the wave, and English where a language is not offered', async () => {
    assert.match((await get(`/survey/${code}/questions?l=xx`)).body, /<html lang="en" dir="ltr">/)
    assert.match((await get(`/survey/${code}/help?l=en`)).body, /Childline/)
    assert.match((await get(`/survey/${code}/stopped?l=en`)).body, /You have stopped/)
  })

  it('tells a browser’s script in a word what became of an answer', async () => {
    const json = { accept: 'application/json' }
    const told = async (its: string, form: Record<string, string> | string, headers = {}) => {
      const { status, body } = await world.answer(its, form, { ...json, ...headers })
      return [status, JSON.parse(body).outcome]
    }
    const good = whole(randomUUID())
    assert.deepEqual(await told(code, good), [200, 'stored'])
    assert.deepEqual(await told(code, good), [200, 'known'])
    assert.deepEqual(await told(code, { ...good, q1: '99' }), [422, 'broken'])
    assert.deepEqual(await told('ZZZZZZ', good), [404, 'broken'])
    assert.deepEqual(await told(code, { ...good, l: 'x'.repeat(20_000) }), [413, 'broken'])
    assert.deepEqual(await told(code, 'x', { 'content-type': 'text/csv' }), [415, 'broken'])
  })

  it('has help on every page, and a way back to the form from where it was sent to', async () => {
    for (const url of ['/survey', '/survey?code=ABCDEF', '/survey/nothing/']) {
      assert.match((await get(url)).body, /<a href="\/survey\/help">Get help<\/a>/, url)
    }
    const help = await get('/survey/help')
    assert.match(help.body, /Childline/)
    assert.match(help.body, /href="\/survey">Back to the survey/)
    assert.deepEqual(await validateHtml(help.body), [])
    assert.equal((await get(`/survey/${code}/answers`)).headers.location, 'questions')
  })

  it('asks staff all questions on one page in the usual words, whatever pupils have', async () => {
    const staff = await world.addWave({ survey: 'staff', layout: 'one-a-page' })
    const its = staff.codes[0]?.code
    assert.match((await get(`/survey/${its}/questions`)).body, /data-layout="all-on-one-page"/)
    assert.doesNotMatch((await get(`/survey/${its}/`)).body, /Easy words/)
    assert.match((await get(`/survey/${code}/`)).body, /Easy words/)
  })

  it('starts again for the next person on a shared device, in the usual language', async () => {
    const other = await get(`/survey/${code}/thanks?l=pl&easy=1&kiosk=1`)
    assert.match(String(other.headers.refresh), /^\d+; url=\.\/\?l=en&kiosk=1$/)
    assert.match(other.body, /href="\.\/\?l=en&amp;kiosk=1"/)
    const thanks = await get(`/survey/${code}/thanks?l=en&kiosk=1`)
    assert.match(String(thanks.headers.refresh), /^\d+; url=\.\/\?l=en&kiosk=1$/)
    assert.equal((await get(`/survey/${code}/thanks?l=en`)).headers.refresh, undefined)
  })
})
