import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { addAnsweredWave, type ResultsWorld, resultsWorld } from '../../../../test/builders/survey-results.ts'
import type { Actor } from '../../people/index.ts'
import { readSurveyPressing } from './pressing.ts'

/** So many who answer everything with one option. */
const all = (people: number, option: number) =>
  Array.from({ length: people }, () => Array.from({ length: 25 }, () => option))

describe('what a survey says that a visit should look at', () => {
  let w: ResultsWorld
  before(async () => {
    w = await resultsWorld()
  })
  after(() => w.close())

  const asked = (actor: Actor) =>
    w.database.inScope(
      {
        'alongside.role': actor.role,
        'alongside.account': String(actor.accountId),
        'alongside.programme': String(actor.programmeId),
        'alongside.hub': String(actor.hubId ?? ''),
        'alongside.school': String(actor.schoolUrn ?? ''),
      },
      (db) => readSurveyPressing(db, w.ashby),
    )

  it('is nothing until its school shares the results, and the same for both schools then', async () => {
    const wave = await addAnsweredWave(w.database, {
      partnershipId: w.ashby,
      groups: [
        { audience: 'pupils', label: 'Year 7', answers: [...all(20, 5), ...all(10, 1)] },
        { audience: 'staff', label: 'Teachers', answers: all(20, 1) },
      ],
    })
    assert.equal((await w.web.post(w.leader, `/surveys/${wave}/results`, {})).status, 303)
    for (const actor of [w.leader, w.lead]) {
      assert.deepEqual(await asked(actor), { pressing: [], closedAt: undefined })
    }
    await w.web.post(w.leader, `/surveys/${wave}/shares`, { key: randomUUID() })
    const { pressing, closedAt } = await asked(w.leader)
    assert.equal(pressing.length, 4)
    assert.match(pressing[0]?.because ?? '', /^In the baseline survey, 33% of pupils and 100% of staff said /)
    assert.match(
      pressing[2]?.because ?? '',
      /^In the baseline survey, 33% of pupils said agree or strongly agree: /,
    )
    assert.ok(pressing.every(({ theme, strand }) => theme !== '' && strand === 'behaviour'))
    assert.ok(closedAt?.startsWith('2026-02-13'))
    assert.deepEqual(await asked(w.lead), { pressing, closedAt })
    assert.deepEqual(await asked(w.stranger), { pressing: [], closedAt: undefined })
    await w.web.post(w.leader, `/surveys/${wave}/shares/withdrawal`, {})
    assert.deepEqual((await asked(w.leader)).pressing, [])
  })

  it('is made of published figures alone: of too few there is nothing', async () => {
    const wave = await addAnsweredWave(w.database, {
      partnershipId: w.ashby,
      kind: 'follow-up',
      groups: [
        { audience: 'pupils', label: 'Year 7', answers: all(9, 5) },
        { audience: 'staff', label: 'Teachers', answers: all(20, 1) },
      ],
    })
    assert.equal((await w.web.post(w.leader, `/surveys/${wave}/results`, {})).status, 303)
    await w.web.post(w.leader, `/surveys/${wave}/shares`, { key: randomUUID() })
    assert.deepEqual(await asked(w.lead), { pressing: [], closedAt: undefined })
  })
})
