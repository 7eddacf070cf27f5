import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { hiddenKey, plural, textArea } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Db } from '../../../platform/database/index.ts'
import { type Answers, type FormError, formKey, parseForm, text } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict, notFound } from '../../../platform/refusal.ts'
import { pupilCheckbox, pupilWarnings } from '../../action-plans/index.ts'
import { recordHistory } from '../../history/index.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { aboutEvent, readOwnEvent } from '../details/actions.ts'
import { type Event, isOver } from '../domain.ts'
import { giveNotice } from '../notices.ts'
import { canSeeEvents } from '../policy.ts'
import { withdrawOffers } from '../waiting/store.ts'
import { eventHref, nameOf, whenOf } from '../words.ts'
import { cancelEvent } from './store.ts'

const schema = z.object({
  key: formKey,
  reason: text({ max: 1000, missing: 'Say in a few words why it is cancelled', name: 'Reason' }),
})

/** A cancellation, for good, with everyone told. */
export function cancellationRoutes(app: App): void {
  app.get<{ Params: { id: string } }>('/events/:id/cancellation', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const event = await inActorScope(request, (db) => readOwnEvent(db, actor, id))
    return reply.page(cancellationPage({ event, now: app.clock.now(), key: randomUUID() }))
  })

  app.post<{ Params: { id: string } }>('/events/:id/cancellation', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const now = app.clock.now()
    const wrong = await inActorScope(request, async (db) => {
      const event = await readOwnEvent(db, actor, id)
      const form = parseForm(schema, request.body)
      const { answers } = form
      const errors = form.ok ? pupilWarnings(answers, ['reason']) : form.errors
      if (form.ok && errors.length === 0) return cancel(db, actor, event, form.value.reason, now)
      return cancellationPage({ event, now, key: answers.key || randomUUID(), errors, answers })
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${eventHref(id)}?cancelled`, 303)
  })
}

/** Offers end first, so that nobody takes a place at an event that is off. Pressed twice, cancelled once. */
async function cancel(
  db: Db,
  actor: Actor,
  event: Event,
  reason: string,
  now: Temporal.Instant,
): Promise<void> {
  if (event.cancelledAt) return
  if (isOver(event, now)) throw conflict('This event is over, so it can no longer be cancelled.')
  await withdrawOffers(db, event.id, actor)
  if (!(await cancelEvent(db, event.id, actor, reason))) return
  await recordHistory(db, actor, {
    about: aboutEvent(event),
    kind: 'event.cancelled',
    sentence: `Cancelled ${nameOf(event)}, ${whenOf(event)}`,
    details: { event: event.id },
  })
  await giveNotice(db, 'cancelled', event.id)
}

function cancellationPage(data: {
  event: Event
  now: Temporal.Instant
  key: string
  answers?: Answers
  errors?: readonly FormError[]
}): Page {
  const { event, now, key, errors, answers } = data
  const done = event.cancelledAt !== null || isOver(event, now)
  return {
    title: `Cancel: ${nameOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`
<h1 class="govuk-heading-l">Cancel: ${nameOf(event)}</h1>
${
  done
    ? govukInsetText({
        text: event.cancelledAt ? 'This event was cancelled already.' : 'This event is over.',
      })
    : html`<p class="govuk-body">${whenOf(event)}. ${plural(event.schoolsTaken, 'school')} with ${plural(event.placesTaken, 'place')} and everyone who waits are told by email. This cannot be undone; to choose another day, <a class="govuk-link" href="${eventHref(event, 'date')}">move the date</a> instead.</p>
<form method="post" action="${eventHref(event, 'cancellation')}" novalidate>
${hiddenKey(key)}
${textArea({ name: 'reason', label: 'Why?', hint: 'Everyone who was booked or waits reads this', rows: 3, max: 1000, errors, answers })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Cancel the event and tell everyone', classes: 'govuk-button--warning', preventDoubleClick: true })}
</form>`
}`,
  }
}
