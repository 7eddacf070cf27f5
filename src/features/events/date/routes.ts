import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { hidden, hiddenKey, textArea } from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { type Answers, type FormError, formKey, parseForm, text } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { pupilCheckbox, pupilWarnings } from '../../action-plans/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { readOwnEvent } from '../details/actions.ts'
import { timeInWords } from '../details/domain.ts'
import { whenFrom } from '../details/forms.ts'
import { whenFields } from '../details/views.ts'
import type { Event } from '../domain.ts'
import { canSeeEvents } from '../policy.ts'
import { eventHref, nameOf, whenOf } from '../words.ts'
import { moveEvent } from './actions.ts'
import type { NewDate } from './store.ts'

const schema = z.object({
  key: formKey,
  seen: z.coerce.number().int().min(0).max(2_147_483_647).catch(0),
  reason: text({ max: 1000, missing: 'Say in a few words why the date changes', name: 'Reason' }),
})

/** A change of date, with everyone told. */
export function dateRoutes(app: App): void {
  app.get<{ Params: { id: string } }>('/events/:id/date', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const event = await inActorScope(request, (db) => readOwnEvent(db, actor, id))
    return reply.page(datePage({ event, key: randomUUID() }))
  })

  app.post<{ Params: { id: string } }>('/events/:id/date', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const now = app.clock.now()
    const wrong = await inActorScope(request, async (db) => {
      const event = await readOwnEvent(db, actor, id)
      const form = parseDate(request.body, now)
      if (form.ok) return moveEvent(db, actor, event, form.seen, form.value, now)
      const { errors, answers } = form
      return datePage({ event, key: answers.key || randomUUID(), errors, answers })
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${eventHref(id)}?moved`, 303)
  })
}

type ParsedDate =
  | { readonly ok: true; readonly value: NewDate; readonly seen: number }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

function parseDate(body: unknown, now: Temporal.Instant): ParsedDate {
  const parsed = parseForm(schema, body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const when = whenFrom(answers, now, errors)
  if (parsed.ok) errors.push(...pupilWarnings(answers, ['reason']))
  if (!parsed.ok || !when || errors.length > 0) return { ok: false, errors, answers }
  const { key, seen, reason } = parsed.value
  return { ok: true, seen, value: { key, reason, ...when } }
}

function datePage(data: {
  event: Event
  key: string
  answers?: Answers
  errors?: readonly FormError[]
}): Page {
  const { event, key, errors, answers } = data
  const zoned = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(event.timeZone)
  const time = (instant: Temporal.Instant) =>
    event.timeConfirmed ? { of: timeInWords(zoned(instant).toPlainTime()) } : { of: '' }
  return {
    title: `Move the date: ${nameOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`
<h1 class="govuk-heading-l">Move the date: ${nameOf(event)}</h1>
<p class="govuk-body">Now: ${whenOf(event)}. Everyone keeps their place and is told of the new date by email; calendars follow by themselves. Whoever cannot come then gives the place back.</p>
<form method="post" action="${eventHref(event, 'date')}" novalidate>
${hiddenKey(key)}${hidden('seen', answers?.seen ?? event.revision)}
${whenFields(
  { errors, answers },
  {
    day: zoned(event.startsAt).toPlainDate().toString(),
    starts: time(event.startsAt).of,
    ends: time(event.endsAt).of,
  },
)}
${textArea({ name: 'reason', label: 'Why?', hint: 'Everyone who is booked or waits reads this', rows: 3, max: 1000, errors, answers })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Move the date and tell everyone', preventDoubleClick: true })}
</form>`,
  }
}
