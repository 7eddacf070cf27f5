/** Every page that a person can reach from their start page: it is there, its markup is right, and its links go somewhere. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Actors } from '../builders/actors.ts'
import { openWholeApp, type WholeApp } from '../builders/whole-app.ts'
import { validateHtml } from '../html.ts'
import { isAsset, readAccess } from './access.ts'
import { crawl, faultsOfPage, follow, saidOnPage, type Visit, wordsKeptOutOfSight } from './crawl.ts'
import { findRecords } from './records.ts'

const PERSONAS: readonly (keyof Actors)[] = [
  'team',
  'lead',
  'leader',
  'regionalLeader',
  'trustLeader',
  'evaluator',
  'teamElsewhere',
  'leadElsewhere',
  'leaderElsewhere',
]

/** Pages to which no link leads, each for a reason. */
const NOT_LINKED: Readonly<Record<string, string>> = {
  '/': 'the address itself; it leads on',
  '/health/live': 'for machines',
  '/health/ready': 'for machines',
  '/metrics': 'for machines',
  '/schools.json': 'for the school picker',
  '/sign-in/code': 'after an email address was entered',
  '/outbox': 'from the page that asks for the code',
  '/programmes/:programmeKey/versions/:number':
    'from the programme’s page once it has an earlier version, which those of the world have not',
  '/plans/:id/differences': 'from the form that chooses two versions',
  '/partnership': 'leads on to the partnership',
  '/partnerships/:id/expectations/:key': 'for emails: leads to the occurrence that is open',
  '/sign-out': 'after signing out',
  '/events/:id/reports/:report': 'from the reports of an event that has one, deeper than the crawl goes',
  '/events/:id/reports/:report/people/:person': 'from a report',
  '/calendar/:file': 'for calendar programs: the address of a feed, shown once somebody has made one',
  '/feedback/:guestCode': 'for guests, from an email',
  '/previews/:documentId/:number': 'what the page of a document shows: a picture, or a file in a frame',
  '/events/check-in-worker.js': 'for the check-in page’s script',
  '/support-days/notes-worker.js': 'for the script of the record of a visit',
  '/support-days/:id/visit-record/ahead': 'for the script that keeps it on a device before a visit',
  '/partnerships/:id/follow-up':
    'from the room of a partnership that is complete, which those of the world were before the service had final reviews',
  '/survey': 'for pupils: the address stands on the poster',
  '/survey/help': 'for pupils, from where the code is typed',
  '/survey/:code': 'for pupils, from the poster and the code',
  '/survey/:code/questions': 'for pupils, from the code',
  '/survey/:code/answers': 'leads back to the questions from where answers were sent to',
  '/survey/:code/thanks': 'after a survey was answered',
  '/survey/:code/thanks/more': 'after a survey whose writer is told whom to tell',
  '/survey/:code/help': 'for pupils, from every page of a survey',
  '/survey/:code/stopped': 'for pupils who stop half-way',
  '/survey/worker.js': 'for the script of the pages of a survey',
  '/surveys/:id/you-said/poster': 'from what a school wrote for its pupils, deeper than the crawl goes',
  '/surveys/:id/rehearsal': 'leads on to the rehearsal of pupils or staff',
  '/surveys/:id/rehearsal/:audience/thanks': 'after the questions of a rehearsal were sent',
  '/surveys/:id/rehearsal/:audience/stopped': 'from the questions of a rehearsal, deeper than the crawl goes',
  '/imports/:importId': 'leads on to where the import is, until it is applied',
}

describe('following every link', () => {
  let whole: WholeApp
  const visited = new Map<string, Visit[]>()
  before(async () => {
    whole = await openWholeApp()
    await findRecords(whole)
  })
  after(() => whole.close())

  for (const persona of PERSONAS) {
    test(`as ${persona}, each page is there and right`, async (context) => {
      const { visits, faults } = await crawl(await whole.as(whole.actors[persona]), whole.routes)
      visited.set(persona, [...visits])
      context.diagnostic(
        `${visits.length} pages of ${new Set(visits.map(({ pattern }) => pattern)).size} routes`,
      )
      assert.deepEqual(faults, [])
    })
  }

  test('signed out, each page is there and right', async () => {
    const { visits, faults } = await crawl(await whole.as(null), whole.routes)
    visited.set('signed out', [...visits])
    assert.deepEqual(faults, [])
  })

  test('without a role, a page says what to do', async () => {
    const { reply } = await follow(await whole.as(whole.actors.withoutRole), '/')
    assert.equal(reply.status, 403)
    assert.deepEqual([...faultsOfPage(reply.body), ...(await validateHtml(reply.body))], [])
  })

  test('no page of a school says a word that is kept out of its sight', () => {
    const words = wordsKeptOutOfSight()
    assert.ok(words.length > 10)
    const said = (['leader', 'regionalLeader', 'leaderElsewhere'] as const).flatMap((persona) =>
      (visited.get(persona) ?? []).flatMap(({ url, body }) =>
        saidOnPage(body, words).map((around) => `${url} as ${persona}: ${around}`),
      ),
    )
    assert.deepEqual([...new Set(said)], [])
  })

  test('to every page somebody finds a link', () => {
    const found = new Set([...visited.values()].flat().map(({ pattern }) => pattern))
    const pages = whole.routes.filter(({ method, url }) => method === 'GET' && !isAsset(url))
    const lost = pages.filter(({ url }) => !found.has(url) && !(url in NOT_LINKED)).map(({ url }) => url)
    assert.deepEqual(lost, [])
  })

  test('nobody is shown a link to what they may not open', () => {
    // The crawl has opened them all; this says that it met a fair part of what there is.
    const rows = readAccess().filter(({ method }) => method === 'GET')
    const team = new Set((visited.get('team') ?? []).map(({ pattern }) => pattern))
    const open = rows.filter((row) => row.expected('programme-team', 'own') === 'yes')
    assert.ok(team.size > open.length * 0.6, `${team.size} of ${open.length} routes`)
  })
})

describe('a planted fault is caught:', () => {
  const right = '<title>Hubs – Alongside</title><main><h1>Hubs</h1><p>Two hubs</p></main>'
  const faults = {
    'a value that was not there': right.replace('Two', 'undefined'),
    'an object in an address': right.replace('<p>', '<p title="[object Object]">'),
    'a second heading': right.replace('<p>', '<h1>Again</h1><p>'),
    'a title that says something else': right.replace('Hubs –', 'Schools –'),
  }
  test('and a page that is right is let through', () => assert.deepEqual(faultsOfPage(right), []))
  for (const [name, page] of Object.entries(faults)) {
    test(name, () => assert.equal(faultsOfPage(page).length, 1))
  }

  test('a word that is kept out of sight', () => {
    assert.deepEqual(saidOnPage(right.replace('Two hubs', 'A failing school'), wordsKeptOutOfSight()), [
      'Hubs A failing school',
    ])
  })

  test('a link that leads nowhere, and a form', async () => {
    const whole = await openWholeApp({
      plant: (app) => {
        app.get('/planted', async (_request, reply) =>
          reply
            .type('text/html')
            .send(
              '<!DOCTYPE html><html lang="en"><head><title>Planted – Alongside</title></head><body><h1>Planted</h1><a href="/nowhere">Go</a> <a href="#gone">Down</a><form method="post" action="/lost"></form></body></html>',
            ),
        )
      },
    })
    const { faults } = await crawl(await whole.as(null), whole.routes, '/planted')
    await whole.close()
    assert.ok(faults.includes('/nowhere (from /planted): answers 404, and no route is there'))
    assert.ok(faults.includes('/planted (from the address bar): links to #gone, which is not on the page'))
    assert.ok(faults.includes('/planted (from the address bar): has a form that goes nowhere: POST /lost'))
  })
})
