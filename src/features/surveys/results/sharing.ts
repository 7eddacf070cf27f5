import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden, notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import { hasEnded } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import { canShare } from '../policy.ts'
import { nameOfWave } from '../waves/words.ts'
import type { ResultsInView } from './results.ts'
import { insertShare, withdrawShare } from './store.ts'

/** Lets the lead school and the programme team read the results as they are published. Pressed twice, once. */
export async function shareResults(db: Db, actor: Actor, view: ResultsInView, key: string): Promise<void> {
  const { wave, partnership } = view
  if (!canShare(actor)) throw forbidden('Only the school itself shares its results.')
  if (view.results.length === 0) throw notFound()
  if (hasEnded(partnership.status))
    throw conflict('This partnership has ended, so nothing more can be shared.')
  if (!(await insertShare(db, actor, wave.id, key))) return
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'survey.shared',
    sentence: `Shared the results of the ${nameOfWave(wave).toLowerCase()} with ${partnership.hubName} and the programme team`,
    details: { surveyWaveId: wave.id },
  })
}

/** At any time, also when the partnership has ended. */
export async function stopSharing(db: Db, actor: Actor, view: ResultsInView): Promise<void> {
  const { wave, partnership, share } = view
  if (!canShare(actor)) throw forbidden('Only the school itself takes this back.')
  if (!share || !(await withdrawShare(db, actor, share.id))) return
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'survey.share-withdrawn',
    sentence: `Stopped sharing the results of the ${nameOfWave(wave).toLowerCase()} with ${partnership.hubName} and the programme team`,
    details: { surveyWaveId: wave.id },
  })
}
