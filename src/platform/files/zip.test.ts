import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { safeFileName, uniqueNames, type ZipEntry, zipOf } from './zip.ts'

const AT = new Date('2026-05-14T09:00:00Z')
const chunk = Buffer.alloc(65_536, 'a quiet corridor ')

test('a zip holds what it was given, whatever its letters', async () => {
  const name = 'Überprüfung – café.txt'
  const entries: ZipEntry[] = [
    { name: 'index.html', at: AT, content: '<p>One</p>' },
    {
      name: `documents/${name}`,
      at: AT,
      content: Readable.from([Buffer.from('two '), Buffer.from('parts')]),
    },
    { name: 'empty.csv', at: AT, content: '' },
  ]
  const files = unzipSync(await buffer(zipOf(Readable.from(entries))))
  assert.deepEqual(
    Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes).toString()]),
    [
      ['index.html', '<p>One</p>'],
      [`documents/${name}`, 'two parts'],
      ['empty.csv', ''],
    ],
  )
})

test('it takes one file at a time, and no faster than somebody reads', async () => {
  let [taken, opened, closed] = [0, 0, 0]
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (let number = 0; number < 4; number += 1) {
      assert.equal(opened, closed, 'the one before is closed')
      opened += 1
      const content = Readable.from(
        (async function* () {
          for (let at = 0; at < 160; at += 1) {
            taken += chunk.length
            yield crypto.getRandomValues(new Uint8Array(chunk.length))
          }
        })(),
      )
      content.once('close', () => {
        closed += 1
      })
      yield { name: `${number}.bin`, at: AT, content }
    }
  }
  const zip = zipOf(entries())
  for (let times = 0; times < 200; times += 1) await turn()
  assert.ok(taken < 4_000_000, `${taken} bytes were taken before anybody read`)
  let read = 0
  for await (const part of zip) read += (part as Buffer).length
  assert.ok(read > 4 * 160 * chunk.length)
  assert.equal(closed, 4)
})

test('whoever goes away leaves nothing open, and a file that breaks off leaves no whole zip', async () => {
  let [returned, destroyed] = [false, false]
  async function* entries(broken: boolean): AsyncGenerator<ZipEntry> {
    try {
      const content = new Readable({
        read() {
          if (broken) this.destroy(new Error('the disk is gone'))
          else this.push(crypto.getRandomValues(new Uint8Array(chunk.length)))
        },
        destroy(error, done) {
          destroyed = true
          done(error)
        },
      })
      yield { name: 'endless.bin', at: AT, content }
    } finally {
      returned = true
    }
  }
  const zip = zipOf(entries(false))
  for await (const _part of zip) break
  for (let times = 0; times < 50; times += 1) await turn()
  assert.deepEqual([returned, destroyed, zip.destroyed], [true, true, true])
  await assert.rejects(buffer(zipOf(entries(true))), /the disk is gone/)
})

test('names of files are safe on Windows and each is given once', () => {
  assert.equal(safeFileName('Plan: 5/3/2?.docx'), 'Plan 5 3 2.docx')
  assert.equal(safeFileName('CON.txt'), 'file CON.txt')
  assert.equal(safeFileName('..\\..\\secret'), 'secret')
  assert.equal(safeFileName('...'), 'file')
  assert.equal(safeFileName(`${'long '.repeat(60)}.pdf`).length, 83)
  const unique = uniqueNames()
  assert.deepEqual(['Plan.pdf', 'plan.pdf', 'Plan (2).pdf', 'plan.PDF'].map(unique), [
    'Plan.pdf',
    'plan (2).pdf',
    'Plan (2) (2).pdf',
    'plan (3).PDF',
  ])
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
      const name = safeFileName(typed)
      assert.doesNotMatch(name, /[<>:"/\\|?*\p{Cc}]|[ .]$|^\s*$/u)
      assert.doesNotMatch(name, /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
      assert.ok([...name].length <= 100)
    }),
  )
})
