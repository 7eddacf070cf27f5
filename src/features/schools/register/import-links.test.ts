import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import {
  asked,
  counts,
  file,
  found,
  messageOf,
  openRegister,
  pick,
  type TestRegister,
} from '../../../../test/builders/register.ts'
import type { Database } from '../../../platform/database/index.ts'
import { listSuccessions, successorOf } from '../succession-store.ts'
import { importLinks } from './import-links.ts'
import { importMembership } from './import-membership.ts'
import { importTrusts } from './import-trusts.ts'

describe('importing the register', () => {
  let register: TestRegister
  let database: Database
  before(async () => {
    register = await openRegister()
    database = register.database
  })
  beforeEach(() => register.clear())
  after(() => database.close())

  const schools = (content: string | Uint8Array, asAt?: string) => register.schools(content, asAt)
  const find = (urn: number) => register.find(urn)

  describe('trusts, membership and links', () => {
    const GROUPS =
      'Group UID,Group Name,Companies House Number,Group Type,Group Status,Open date,Closed Date,UKPRN'

    test('trusts are kept, other groups left out, and closures counted', async () => {
      const open = `${GROUPS}\n2044,GLF Schools,07551959,Multi-academy trust,Open,01/04/2011,,10033355\n1700,A Federation,,Federation,Closed,,,\n`
      assert.deepEqual(pick(counts(await importTrusts(database, asked(open))), 'added', 'leftOut'), {
        added: 1,
        leftOut: 1,
      })
      assert.equal(counts(await importTrusts(database, asked(open))).unchanged, 1)
      const closed = open.replace('Open,01/04/2011,,', 'Closed,01/04/2011,31/08/2025,')
      assert.equal(counts(await importTrusts(database, asked(closed, '2025-09-01'))).closed, 1)
      assert.equal(counts(await importTrusts(database, asked(open))).older, 1)
    })

    test('membership moves schools to trusts that are known, and a newer word wins', async () => {
      await importTrusts(
        database,
        asked(
          `${GROUPS}\n2044,GLF Schools,,Multi-academy trust,Open,,,\n2045,Other,,Multi-academy trust,Open,,,\n`,
        ),
      )
      await schools(file('100000,A,Open,', '100001,B,Open,'))
      const file1 =
        'URN,Linked UID,Group Type,Closed Date\n100000,2044,Multi-academy trust,\n100001,9,Multi-academy trust,\n100000,2150,School sponsor,\n'
      assert.deepEqual(
        pick(counts(await importMembership(database, asked(file1, '2025-01-01'))), 'changed', 'leftOut'),
        { changed: 1, leftOut: 2 },
      )
      const school = await found(find(100000))
      assert.deepEqual([school.trustName, school.trustAsAt], ['GLF Schools', '2025-01-01'])
      const older = file1.replace('2044', '2045')
      assert.equal(counts(await importMembership(database, asked(older, '2024-06-01'))).older, 1)
    })

    const LINKS = 'URN,LinkURN,LinkType,LinkEstablishedDate'
    const links = (...rows: string[]) => importLinks(database, asked(`${LINKS}\n${rows.join('\n')}\n`))
    const after = (urn: number) => database.asOwner((db) => successorOf(db, urn))

    test('a school that became an academy is followed to it', async () => {
      await schools(file('100000,Maintained,Closed,', '140000,Academy,Open,'))
      await links('100000,140000,Successor,01-09-2023')
      assert.deepEqual(await after(100000), {
        outcome: 'successor',
        urn: 140000,
        via: [100000],
        on: '2023-09-01',
      })
      assert.deepEqual(await after(140000), { outcome: 'still open', urn: 140000 })
    })

    test('a link on the successor alone is enough, and a chain is followed to its end', async () => {
      await schools(file('100000,Infants,Closed,', '100001,Primary,Closed,', '140000,Academy,Open,'))
      await links('100001,100000,Predecessor - merged,01-09-2010', '140000,100001,Predecessor,01-09-2020')
      const way = await after(100000)
      assert.deepEqual(way, { outcome: 'successor', urn: 140000, via: [100000, 100001], on: '2020-09-01' })
      const all = await database.asOwner((db) => listSuccessions(db))
      assert.deepEqual(
        all.map(({ closedUrn, successorUrn }) => [closedUrn, successorUrn]),
        [
          [100000, 140000],
          [100001, 140000],
        ],
      )
      assert.equal((await database.asOwner((db) => listSuccessions(db, { among: [100001] }))).length, 1)
    })

    test('two merged schools lead to one; a split school leads to several and nobody guesses', async () => {
      await schools(
        file(
          '100000,A,Closed,',
          '100001,B,Closed,',
          '100002,Both,Open,',
          '100003,Split,Closed,',
          '100004,C,Open,',
          '100005,D,Open,',
        ),
      )
      await links(
        '100000,100002,Successor - merged,',
        '100002,100001,Result of Amalgamation,01-09-2022',
        '100001,100002,Result of Amalgamation,01-09-2022',
        '100003,100004,Successor - Split School,',
        '100003,100005,Successor - Split School,',
      )
      assert.equal((await after(100000)).outcome, 'successor')
      assert.equal((await after(100001)).outcome, 'successor')
      assert.deepEqual(await after(100003), { outcome: 'several', urns: [100004, 100005] })
      const all = await database.asOwner((db) => listSuccessions(db))
      assert.deepEqual(
        all.map(({ closedUrn }) => closedUrn),
        [100000, 100001],
      )
    })

    test('links in a circle end, and a successor that the register lacks is named', async () => {
      await schools(file('100000,A,Closed,', '100001,B,Closed,'))
      await links('100000,100001,Successor,', '100001,100000,Successor,')
      assert.deepEqual(await after(100000), { outcome: 'none', unknown: [] })
      await links('100001,150001,Successor,')
      assert.deepEqual(await after(100000), { outcome: 'none', unknown: [150001] })
      assert.deepEqual(await after(123456), { outcome: 'none', unknown: [123456] })
    })

    test('the same links again change nothing; a whole file takes corrected links away', async () => {
      await links('100000,140000,Successor,01-09-2023', '100001,140000,Successor,')
      assert.equal(counts(await links('100000,140000,Successor,01-09-2023')).unchanged, 1)
      const whole = await importLinks(database, {
        ...asked(`${LINKS}\n100000,140000,Successor,\n`),
        whole: true,
      })
      assert.deepEqual(pick(counts(whole), 'unchanged', 'closed'), { unchanged: 1, closed: 1 })
      assert.match(messageOf(await links('100000,990001,Successor,')), /1 of 1 rows/)
    })
  })
})
