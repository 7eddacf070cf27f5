import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pino from 'pino'
import { clockAt } from '../clock.ts'
import { kyselyOver } from '../database/connection.ts'
import type { Database } from '../database/index.ts'
import { conflict, notFound, signedOut } from '../refusal.ts'
import { type AnyPage, type App, buildServer, parseId, type ServerOptions } from './index.ts'

interface TestPage extends AnyPage {
  readonly text: string
}

describe('the web server', () => {
  let app: App
  let options: ServerOptions
  const lines: string[] = []
  let databaseAnswers = true

  before(async () => {
    // Only readiness asks this database; what a database does is tested against real ones.
    const unasked = () => Promise.reject(new Error('Nothing asks for this here'))
    const answering = kyselyOver({
      pipelined: false,
      query: async () => ({ rows: [], affected: 0 }),
      script: async () => {},
    })
    const database: Database = {
      kind: 'pglite',
      inScope: (_settings, work) => (databaseAnswers ? work(answering) : Promise.reject(new Error('gone'))),
      ask: unasked,
      asOwner: unasked,
      copyIn: unasked,
      runScript: unasked,
      ownerStatements: unasked,
      close: unasked,
    }
    options = {
      database,
      clock: clockAt('2026-03-12'),
      logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
      secret: 'a secret of at least thirty-two characters',
      https: true,
      assetFolders: [],
      renderPage: (_request, page) => (page as TestPage).text,
      refusalPage: (_request, reason, message): TestPage => ({
        title: reason,
        text: `${reason}: ${message}`,
      }),
      problemPage: (_request, reference): TestPage => ({ title: 'problem', text: `problem ${reference}` }),
    }
    app = await buildServer(options)
    app.get('/page', async (_request, reply) => reply.page({ title: 'x', text: 'hello' } as TestPage))
    app.post('/page', async (request) => request.body)
    app.get('/secret', async () => {
      throw signedOut()
    })
    app.get('/missing', async () => {
      throw notFound()
    })
    app.post('/stale', async () => {
      throw conflict('Someone was faster')
    })
    app.get('/things/:id', async (request) => ({ id: parseId((request.params as { id: string }).id) }))
    app.get('/broken', async () => {
      throw new Error('the name of a school is in here: Ashby')
    })
  })
  after(() => app.close())

  const post = (headers: Record<string, string>, payload = 'a=1') =>
    app.inject({
      method: 'POST',
      url: '/page',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload,
    })

  it('refuses a form of another site, and takes one of its own or of no browser', async () => {
    assert.equal((await post({ 'sec-fetch-site': 'cross-site' })).statusCode, 400)
    assert.equal((await post({ 'sec-fetch-site': 'same-site' })).statusCode, 400)
    assert.equal((await post({ origin: 'https://evil.example', host: 'alongside.example' })).statusCode, 400)
    assert.equal((await post({ origin: 'null' })).statusCode, 400)
    assert.equal((await post({ 'sec-fetch-site': 'same-origin' })).statusCode, 200)
    assert.equal(
      (await post({ origin: 'https://alongside.example', host: 'alongside.example' })).statusCode,
      200,
    )
    assert.equal((await post({})).statusCode, 200)
  })

  it('sends a strict content security policy without inline script or style, and keeps pages out of shared caches', async () => {
    const { headers } = await app.inject('/page')
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /script-src 'self'/)
    assert.match(policy, /style-src 'self'/)
    assert.doesNotMatch(policy, /unsafe/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(String(headers['strict-transport-security']), /max-age=/)
  })

  it('leads a signed-out reader to the sign-in page and back, and refuses a signed-out form', async () => {
    const read = await app.inject('/secret?page=2')
    assert.equal(read.statusCode, 303)
    assert.equal(read.headers.location, '/sign-in?next=%2Fsecret%3Fpage%3D2')
  })

  it('gives each refusal its page and status', async () => {
    assert.equal((await app.inject('/missing')).statusCode, 404)
    assert.equal((await app.inject('/no-such-address')).statusCode, 404)
    const stale = await app.inject({ method: 'POST', url: '/stale' })
    assert.equal(stale.statusCode, 409)
    assert.match(stale.body, /Someone was faster/)
  })

  it('answers ids that are not ours with not found', async () => {
    for (const id of [
      '0',
      '-1',
      '1.5',
      'abc',
      '01',
      '2147483648',
      '99999999999999999999',
      '%00',
      '1%20or%201=1',
    ]) {
      assert.equal((await app.inject(`/things/${id}`)).statusCode, 404, id)
    }
    assert.equal((await app.inject('/things/2147483647')).statusCode, 200)
  })

  it('refuses what is too large or not a form with a plain page', async () => {
    assert.equal((await post({}, `a=${'x'.repeat(2_000_000)}`)).statusCode, 413)
    assert.equal((await post({ 'content-type': 'application/octet-stream' })).statusCode, 400)
    assert.equal((await post({ 'content-type': 'application/json' }, '{"a":')).statusCode, 400)
    const broken = await app.inject('/page/%E0%A4%A')
    assert.equal(broken.statusCode, 400)
    assert.match(String(broken.headers['content-type']), /^text\/html/)
    assert.doesNotMatch(broken.body, /FST_ERR/)
  })

  it('shows a reference and nothing of the fault, and logs the fault once with the same reference', async () => {
    lines.length = 0
    const { statusCode, body } = await app.inject('/broken')
    assert.equal(statusCode, 500)
    assert.doesNotMatch(body, /Ashby/)
    const reference = body.replace('problem ', '')
    const faults = lines.filter((line) => line.includes('"problem"'))
    assert.equal(faults.length, 1)
    assert.ok(faults[0]?.includes(reference))
  })

  it('logs the pattern of the route, never what someone searched for', async () => {
    lines.length = 0
    await app.inject('/page?q=a+person%27s+name')
    assert.equal(lines.length, 1)
    assert.match(lines[0] ?? '', /"route":"\/page"/)
    assert.doesNotMatch(lines.join(''), /person/)
  })

  it('says whether it is alive, and whether it is ready', async () => {
    assert.equal((await app.inject('/health/live')).statusCode, 200)
    assert.equal((await app.inject('/health/ready')).statusCode, 200)
    databaseAnswers = false
    assert.equal((await app.inject('/health/ready')).statusCode, 503)
    assert.equal((await app.inject('/health/live')).statusCode, 200)
    databaseAnswers = true
  })

  it('counts requests by route for Prometheus', async () => {
    await app.inject('/things/7')
    const { body } = await app.inject('/metrics')
    assert.match(body, /alongside_request_seconds_count\{method="GET",route="\/things\/:id",status="200"\}/)
    assert.doesNotMatch(body, /\/things\/7/)
  })

  it('sheds load when the event loop is late, says when to try again, and stays observable', async () => {
    const busy = await buildServer({ ...options, maxEventLoopDelay: 0.001 })
    busy.get('/page', async () => 'hello')
    busy.get('/cheap', { config: { neverShed: true } }, async () => 'hello')
    await busy.ready()
    const answered = async () => (await busy.inject('/page')).statusCode
    // The delay is sampled once a second; any delay at all is over a thousandth of a millisecond.
    for (let tries = 0; tries < 100 && (await answered()) === 200; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const refused = await busy.inject('/page')
    assert.equal(refused.statusCode, 503)
    assert.equal(refused.headers['retry-after'], '5')
    assert.match(refused.body, /Nothing you sent was saved/)
    for (const always of ['/cheap', '/health/live', '/metrics']) {
      assert.equal((await busy.inject(always)).statusCode, 200, always)
    }
    await busy.close()
  })
})
