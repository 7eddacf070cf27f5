import type { Db } from '../../../../platform/database/index.ts'
import { queueMessages } from '../../../../platform/mail/index.ts'
import { conflict } from '../../../../platform/refusal.ts'
import { recordHistory } from '../../../history/index.ts'
import type { Actor } from '../../../people/index.ts'
import { nameOfWave, waveHref } from '../../waves/words.ts'
import type { RemarksInView } from '../actions.ts'
import { findSafeguardingLead, type SafeguardingLead, updateSafeguardingLead } from '../store.ts'
import type { LeadChange } from './forms.ts'

/**
 * Names somebody else whom the school tells of harm. Both of them are told, and it stands in the history: so nobody is put in
 * the place of another without their knowing. Whoever is new is told of what is there already too. Pressed twice, it is done
 * once.
 */
export async function changeSafeguardingLead(
  db: Db,
  actor: Actor,
  view: RemarksInView,
  { seen, lead }: LeadChange,
  publicUrl: string,
): Promise<void> {
  const { wave, partnership, lead: before } = view
  if (wave.rawDeletedAt !== null)
    throw conflict('What staff added to this survey has been deleted, so nobody is told of it any more.')
  if (isSame(before, lead)) return
  if (!(await updateSafeguardingLead(db, wave.id, seen, lead))) {
    const now = await findSafeguardingLead(db, wave.id)
    if (now && isSame(now, lead)) return
    throw conflict(
      'Somebody else changed the safeguarding lead while you had the page open. Open it again to see who it is.',
    )
  }
  const survey = nameOfWave(wave).toLowerCase()
  const isSomebodyElse = before.email.toLowerCase() !== lead.email.toLowerCase()
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'survey.safeguarding-lead',
    sentence: isSomebodyElse
      ? `Named ${lead.name} (${lead.role}) as the safeguarding lead of the ${survey}, in place of ${before.name}`
      : `Changed how the safeguarding lead of the ${survey} is named, to ${lead.name} (${lead.role})`,
    details: { surveyWaveId: wave.id },
  })
  if (!isSomebodyElse) return
  const personalisation = {
    before: before.name,
    now: lead.name,
    'by-name': actor.name,
    school: partnership.schoolName,
    'page-link': `${publicUrl}${waveHref(wave)}`,
  }
  await queueMessages(db, [
    {
      to: lead.email,
      template: 'survey-lead-named',
      personalisation: { ...personalisation, name: lead.name },
    },
    {
      to: before.email,
      template: 'survey-lead-replaced',
      personalisation: { ...personalisation, name: before.name },
    },
  ])
}

const isSame = (one: SafeguardingLead, other: SafeguardingLead): boolean =>
  one.name === other.name && one.role === other.role && one.email === other.email
