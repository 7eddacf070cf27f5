import { checkboxes, formatDateShort, hiddenKey, plural, table } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { FormError } from '../../../platform/forms.ts'
import type { Event } from '../domain.ts'
import { eventHref, nameOf, whenOf } from '../words.ts'
import { type Invitee, inviteeKey } from './store.ts'

/** More than these are invited together or not at all: nobody ticks thousands of boxes. */
const MOST_BOXES = 100

export interface InvitationsPageData {
  readonly event: Event
  readonly invitees: readonly Invitee[]
  readonly key: string
  readonly over: boolean
  readonly errors?: readonly FormError[]
}

/** Whom to ask, and who was asked. */
export function invitationsPage(data: InvitationsPageData): Page {
  const { event, invitees, over, errors } = data
  const invited = invitees.filter(({ invitedAt }) => invitedAt !== null)
  const who = event.audience === 'leads' ? 'hub' : 'school'
  return {
    title: `Invitations: ${nameOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`
<h1 class="govuk-heading-l">Invitations: ${nameOf(event)}</h1>
<p class="govuk-body">${whenOf(event)}. ${plural(invited.length, who)} invited, ${plural(invitees.filter(({ booked }) => booked).length, who)} booked.</p>
${over || event.cancelledAt ? govukInsetText({ text: event.cancelledAt ? 'This event was cancelled.' : 'This event has begun, so nobody more is invited.' }) : form(data)}
${
  invited.length > 0 &&
  table({
    caption: 'Invited',
    head: [{ text: event.audience === 'leads' ? 'Hub' : 'School' }, { text: 'Invited' }, { text: 'Booked' }],
    rows: invited
      .slice(0, MOST_BOXES * 10)
      .map(({ name, invitedAt, booked }) => [name, dayOf(invitedAt), booked ? 'Yes' : 'Not yet']),
  })
}`,
  }
}

function form({ event, invitees, key, errors }: InvitationsPageData): Html {
  const open = invitees.filter(({ invitedAt }) => invitedAt === null)
  const who = event.audience === 'leads' ? 'hub' : 'school'
  if (open.length === 0) return html`<p class="govuk-body">Every ${who} that can come is invited.</p>`
  const few = open.length <= MOST_BOXES
  const choices = few
    ? open.map((each) => ({
        value: inviteeKey(each),
        text: each.booked ? `${each.name} (booked already)` : each.name,
      }))
    : [{ value: 'all', text: `All ${plural(open.length, who)} that are not invited yet` }]
  return html`<form method="post" action="${eventHref(event, 'invitations')}" novalidate>
${hiddenKey(key)}
${checkboxes({
  name: 'invite',
  label: `Which ${who}s do you invite?`,
  labelSize: 'm',
  hint: 'Their leaders get an email with the date, the place and a link to book. An invitation holds no place.',
  choices,
  values: few ? choices.map(({ value }) => value) : [],
  small: few,
  errors,
})}
${govukButton({ text: 'Send invitations', preventDoubleClick: true })}
</form>`
}

const dayOf = (instant: string | null): string =>
  instant === null
    ? ''
    : formatDateShort(Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDate())
