import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden, notFound } from '../../../platform/refusal.ts'
import { type By, recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import { type Expectation, readVersion } from '../../programmes/index.ts'
import { isRunning, type Partnership, type ProgressItem, pathwayOf } from '../domain.ts'
import { canConfirm } from '../policy.ts'
import { listProgress, readPartnership } from '../store.ts'
import type { ConfirmationForm } from './forms.ts'
import {
  type Confirmation,
  findConfirmationByKey,
  listConfirmations,
  replaceConfirmation,
  type Subject,
} from './store.ts'

export interface ExpectationInView {
  readonly partnership: Partnership
  readonly expectation: Expectation
  readonly items: readonly ProgressItem[]
  readonly item: ProgressItem
  readonly subject: Subject
  readonly confirmations: readonly Confirmation[]
  readonly mayConfirm: boolean
}

/** One expected thing of a partnership, with everything confirmed of it. */
export async function readExpectation(
  db: Db,
  actor: Actor,
  partnershipId: number,
  key: string,
  occurrence: number | undefined,
  today: Temporal.PlainDate,
): Promise<ExpectationInView> {
  const partnership = await readPartnership(db, partnershipId)
  const { definition } = await readVersion(db, partnership.programmeVersionId)
  const expectation = pathwayOf(definition, partnership.pathwayKey).expectations.find(
    (each) => each.key === key,
  )
  if (!expectation) throw notFound()
  const items = (await listProgress(db, partnership, today)).filter((item) => item.expectationKey === key)
  const item =
    occurrence === undefined
      ? (items.find((each) => each.progress !== 'done' && each.progress !== 'not needed') ?? items[0])
      : items.find((each) => each.occurrence === occurrence)
  if (!item) throw notFound()
  const subject: Subject = {
    partnership,
    expectationKey: key,
    occurrence: item.occurrence,
    shared:
      expectation.per === 'partnership'
        ? 'no'
        : expectation.per === 'hub'
          ? 'by the hub'
          : 'by the programme',
  }
  return {
    partnership,
    expectation,
    items,
    item,
    subject,
    confirmations: await listConfirmations(db, subject),
    mayConfirm: canConfirm(actor, partnership, expectation),
  }
}

/** Records what a person says has been done. Sent twice, it is recorded once; a stale page overwrites nothing. */
export async function confirmExpectation(
  db: Db,
  actor: Actor,
  view: ExpectationInView,
  form: ConfirmationForm,
): Promise<void> {
  const { partnership, expectation, subject } = view
  if (!isRunning(partnership.status)) {
    throw conflict('This partnership is not running, so nothing can be confirmed. Nothing was saved.')
  }
  if (!view.mayConfirm) throw forbidden('This is confirmed by someone else in the partnership.')
  if (await findConfirmationByKey(db, subject, form.key)) return
  if (!(await replaceConfirmation(db, subject, form.seen, actor, form))) {
    throw conflict(
      'Someone else updated this while you had the page open. Open it again to see what changed.',
    )
  }
  const by: By = { accountId: actor.accountId, name: actor.name }
  const what = view.items.length > 1 ? view.item.label : expectation.title
  await recordHistory(db, by, {
    about: { partnershipId: partnership.id },
    kind: `expectation.${form.state}`,
    sentence: sentenceOf(form, what),
    details: { expectation: expectation.key, occurrence: view.item.occurrence, happenedOn: form.happenedOn },
  })
}

function sentenceOf(form: ConfirmationForm, what: string): string {
  switch (form.state) {
    case 'done':
      return `Confirmed as done: ${what}`
    case 'started':
      return `Marked as started: ${what}`
    case 'not-needed':
      return `Marked as not needed: ${what}`
    case 'reopened':
      return `Took back the confirmation of: ${what}`
  }
}
