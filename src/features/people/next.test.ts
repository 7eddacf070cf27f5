import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeNext } from './next.ts'

test('signing in leads only to pages of this service', () => {
  for (const next of ['/', '/hubs/3?sort=name#top', '/partnerships/1/expectations/open-day']) {
    assert.equal(safeNext(next), next)
  }
  for (const next of [
    undefined,
    ['/hubs'],
    '',
    'hubs',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    '/\r\nset-cookie: a=b',
    '/sign-in',
    '/sign-out',
    'javascript:alert(1)',
    `/${'a'.repeat(2000)}`,
    '/é',
  ]) {
    assert.equal(safeNext(next), '/')
  }
})
