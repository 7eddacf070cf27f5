/** Of all support days of a partnership, the one thing that somebody has to do about them now. */
import type { NextStep } from '../../../design/components/index.ts'
import { html } from '../../../design/html.ts'
import type { Support } from '../days/actions.ts'
import { isToBeRecorded, type SupportDay, waitsFor } from '../days/domain.ts'
import { supportSideOf } from '../policy.ts'
import {
  asOffered,
  datesWords,
  dayName,
  dayNameWithin,
  nameOfSupportSide,
  supportDayHref,
  TYPE_NAMES,
} from '../words.ts'

export interface LedgerNext {
  /** It is this reader's side that acts. */
  readonly isMine: boolean
  readonly step: NextStep
}

/** What this reader's side is waited on for, before what the other is. */
export function ledgerNext(
  { actor, partnership, today }: Support,
  days: readonly SupportDay[],
): LedgerNext | undefined {
  const side = supportSideOf(actor)
  const mine = side && days.find((day) => waitsFor(day) === side)
  if (mine?.offer) {
    const { kind, dates } = mine.offer
    const title =
      kind === 'dates'
        ? `Choose a date: ${TYPE_NAMES[mine.type].toLowerCase()}`
        : `Agree how the ${dayNameWithin(asOffered(mine))} was`
    const body =
      kind === 'dates' ? `Offered: ${datesWords(dates)}.` : 'It counts when both schools have agreed.'
    return { isMine: true, step: { title, body, href: supportDayHref(mine.id), action: 'Answer' } }
  }
  const over = days.find((day) => isToBeRecorded(day, today.toString()))
  if (over && side) {
    return {
      isMine: true,
      step: {
        title: `Say how the ${dayNameWithin(over)} was`,
        body: 'The other school agrees it; then it counts.',
        href: `${supportDayHref(over.id)}/record`,
        action: 'Say how it was',
      },
    }
  }
  const theirs = days.find(({ offer }) => offer !== null)
  const waits = theirs && waitsFor(theirs)
  if (!theirs || !waits) return undefined
  return {
    isMine: false,
    step: {
      label: 'What happens next',
      title: `Waiting for ${nameOfSupportSide(waits, actor, partnership)} to answer`,
      body: html`<a class="govuk-link" href="${supportDayHref(theirs.id)}">${dayName(asOffered(theirs))}</a>`,
    },
  }
}
