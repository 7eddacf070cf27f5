import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readConfiguration } from './configuration.ts'
import { ensureSecret } from './secret.ts'

type Environment = Record<string, string>

function settingsOf(environment: Environment) {
  const result = readConfiguration(environment)
  assert.ok(result.ok, result.ok ? '' : result.line)
  return result.value
}
function lineOf(environment: Environment): string {
  const result = readConfiguration(environment)
  assert.ok(!result.ok, 'expected to be refused')
  assert.equal(result.line.split('\n').length, 1)
  return result.line
}
const SERVER = { DATABASE_URL: 'postgres://alongside@localhost/alongside' }
const UUID = '12345678-1234-1234-1234-123456789abc'

const BUCKET = {
  FILES_S3_ENDPOINT: 'https://s3.eu-west-2.amazonaws.com',
  FILES_S3_BUCKET: 'alongside',
  FILES_S3_REGION: 'eu-west-2',
  FILES_S3_KEY_ID: 'AKIA',
  FILES_S3_SECRET: 'very-secret',
}

describe('the settings', () => {
  test('nothing set is the demonstration on the embedded database, on port 3000', () => {
    const value = settingsOf({ HOME: '/root', SOMETHING_ELSE: 'x', DATABASE_URL: '' })
    assert.equal(value.port, 3000)
    assert.equal(value.baseUrl, 'http://localhost:3000')
    assert.equal(value.demonstration, true)
    assert.equal(value.https, false)
    assert.deepEqual(value.mail, { by: 'outbox' })
    assert.ok(value.dataDir.startsWith('/') || /^[A-Z]:/.test(value.dataDir))
  })

  test('the demonstration is off by itself where something real is set up, and on where asked for', () => {
    assert.equal(settingsOf(SERVER).demonstration, false)
    assert.equal(
      settingsOf({ SMTP_URL: 'smtp://localhost', MAIL_FROM: 'hubs@example.org' }).demonstration,
      false,
    )
    assert.equal(settingsOf({ ...SERVER, DEMONSTRATION: 'on' }).demonstration, true)
    assert.equal(settingsOf({ DEMONSTRATION: 'off' }).demonstration, false)
  })

  test('a server, several processes and https', () => {
    const value = settingsOf({
      ...SERVER,
      SECRET: 's'.repeat(32),
      WEB_CONCURRENCY: '4',
      BASE_URL: 'https://hubs.example.gov.uk/',
      BRAND: 'govuk',
    })
    assert.equal(value.processes, 4)
    assert.equal(value.baseUrl, 'https://hubs.example.gov.uk')
    assert.equal(value.https, true)
  })

  test('documents are kept in a folder, or in a bucket; a scanner listens at a port or a socket', () => {
    assert.match(JSON.stringify(settingsOf({}).files), /"by":"folder","folder":"[^"]*files.kept"/)
    assert.deepEqual(settingsOf({ FILES_DIR: '/srv/files' }).files, { by: 'folder', folder: '/srv/files' })
    assert.deepEqual(settingsOf(BUCKET).files, {
      by: 's3',
      endpoint: 'https://s3.eu-west-2.amazonaws.com',
      bucket: 'alongside',
      region: 'eu-west-2',
      keyId: 'AKIA',
      secret: 'very-secret',
    })
    assert.equal(settingsOf({}).scanner, undefined)
    assert.deepEqual(settingsOf({ CLAMD: 'clamd.internal:3310' }).scanner, {
      host: 'clamd.internal',
      port: 3310,
    })
    assert.deepEqual(settingsOf({ CLAMD: '/run/clamav/clamd.ctl' }).scanner, {
      path: '/run/clamav/clamd.ctl',
    })
  })

  const wrong: readonly (readonly [Environment, RegExp])[] = [
    [{ CLAMD: 'somewhere' }, /^CLAMD must be a host and a port/],
    [{ FILES_S3_BUCKET: 'alongside' }, /^FILES_S3_ENDPOINT is missing/],
    [{ ...BUCKET, FILES_S3_ENDPOINT: 'http://bucket.example.org' }, /^FILES_S3_ENDPOINT must be an address/],
    [{ ...BUCKET, FILES_DIR: '/srv' }, /^FILES_DIR must be unset/],
    [{ PORT: 'three' }, /^PORT must be a whole number from 0 to 65535$/],
    [{ PORT: '70000' }, /^PORT must be a whole number from 0 to 65535$/],
    [{ WEB_CONCURRENCY: '0', ...SERVER }, /^WEB_CONCURRENCY must be a whole number from 1 to 64$/],
    [{ WEB_CONCURRENCY: '2' }, /^WEB_CONCURRENCY must be 1 with the embedded database/],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL must be an address that begins with postgres:\/\/$/],
    [{ SECRET: 'short' }, /^SECRET must be 32 characters or more/],
    [{ ...SERVER, BASE_URL: 'https://a.example' }, /^SECRET is missing/],
    [{ BASE_URL: 'localhost:3000' }, /^BASE_URL must be an address such as/],
    [{ BASE_URL: 'https://a.example/hubs' }, /^BASE_URL must be/],
    [{ DEMONSTRATION: 'perhaps' }, /^DEMONSTRATION must be on or off$/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be fatal, error, .* or silent$/],
    [{ BRAND: 'dfe' }, /^BRAND must be neutral or govuk$/],
    [{ NOTIFY_API_KEY: 'abc' }, /^NOTIFY_API_KEY must be a GOV.UK Notify API key/],
    [{ NOTIFY_API_KEY: `live-${UUID}-${UUID}` }, /^NOTIFY_TEMPLATE_ID is missing/],
    [{ SMTP_URL: 'http://mail' }, /^SMTP_URL must be an address that begins with smtp/],
    [{ SMTP_URL: 'smtp://mail' }, /^MAIL_FROM is missing/],
    [{ DFE_SIGN_IN_ISSUER: 'http://far.example' }, /^DFE_SIGN_IN_ISSUER must be/],
    [{ DFE_SIGN_IN_CLIENT_ID: 'alongside' }, /^DFE_SIGN_IN_ISSUER is missing: .* DFE_SIGN_IN_CLIENT_ID$/],
    [
      {
        DFE_SIGN_IN_ISSUER: 'https://oidc.example',
        DFE_SIGN_IN_CLIENT_ID: 'a',
        DFE_SIGN_IN_CLIENT_SECRET: 'b',
        DEMONSTRATION: 'on',
      },
      /^DEMONSTRATION must be off/,
    ],
  ]
  for (const [environment, line] of wrong) {
    test(`a wrong ${Object.keys(environment).join(' with ')} is named: ${String(line)}`, () => {
      assert.match(lineOf(environment), line)
    })
  }

  test('a line never repeats a secret', () => {
    assert.ok(!lineOf({ SECRET: 'hunter2' }).includes('hunter2'))
    assert.ok(!lineOf({ NOTIFY_API_KEY: 'hunter2' }).includes('hunter2'))
  })
})

describe('the secret of an installation', () => {
  test('is made once, and kept for its owner alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'alongside-secret-'))
    try {
      const made = await Promise.all([ensureSecret(join(folder, 'a')), ensureSecret(join(folder, 'a'))])
      assert.equal(made[0], made[1])
      assert.ok(made[0].length >= 32)
      assert.equal(statSync(join(folder, 'a/secret')).mode & 0o777, 0o600)
      assert.equal(await ensureSecret(join(folder, 'a')), made[0])
      writeFileSync(join(folder, 'secret'), '')
      await assert.rejects(ensureSecret(folder), /holds no secret/)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
