/** What stands beside the work of a partnership: where to go, what is coming, time, people, the trust, the programme. */
import {
  emailLink,
  formatDate,
  formatDateShort,
  minutes as inMinutes,
  number,
  plural,
} from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Assignment } from '../../people/index.ts'
import { comingUp, dayOf, hasEnded, minutesUsed, STATUS_NAMES } from '../domain.ts'
import { canAgreeTrust, canMove } from '../policy.ts'
import { expectationHref } from '../words.ts'
import type { Room } from './actions.ts'

/** All of them, in the order of their use. */
export const asides = (room: Room): Html => html`${work(room)}
${coming(room)}
${time(room)}
${people(room)}
${trust(room)}
${about(room)}`

/** Straight to what the school works on, whatever comes next. */
function work({ places, pathway, partnership, actor }: Room): Html | undefined {
  if (actor.role === 'trust-leader') return undefined
  const kinds = new Set(pathway.expectations.map(({ kind }) => kind as string))
  const links = new Map(
    places
      .filter(
        ({ kind, expectation, isFor }) =>
          expectation === undefined && kinds.has(kind) && (isFor?.(actor) ?? true),
      )
      .map(({ text, href }) => [href(partnership.id), text]),
  )
  if (links.size === 0) return undefined
  return html`<h2 class="govuk-heading-s">Work</h2>
<ul class="govuk-list">${[...links].map(([href, text]) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul>`
}

function coming({ items, today, partnership }: Room): Html {
  const soon = comingUp(items, today, today.add({ days: 60 })).slice(0, 6)
  return html`<h2 class="govuk-heading-s" id="coming">Coming up</h2>
${
  soon.length === 0
    ? html`<p class="govuk-body-s">Nothing with a date in the next 60 days.</p>`
    : html`<ul class="govuk-list app-dates">${soon.map(
        (item) =>
          html`<li><time datetime="${dayOf(item)}">${formatDateShort(dayOf(item))}</time> <a class="govuk-link" href="${expectationHref(partnership.id, item)}">${item.label}</a></li>`,
      )}</ul>`
}`
}

/** Leadership time against what the programme says to allow. */
function time({ items, pathway, definition }: Room): Html {
  const used = minutesUsed(items)
  const days = used / definition.day.minutes
  const { from, to } = pathway.leadershipDays
  const allow = to === undefined ? `${number(from)} days or more` : `${number(from)} to ${number(to)} days`
  return html`<h2 class="govuk-heading-s">Leadership time</h2>
<p class="govuk-body-s">${
    used === 0
      ? 'None recorded yet'
      : `${plural(Math.round(days * 10) / 10, 'day')} recorded (${inMinutes(used)})`
  }. The programme says to allow about ${allow} in all.</p>`
}

function people({ hubLeads, namedLeaders, partnership, actor }: Room): Html {
  return html`<h2 class="govuk-heading-s" id="people">People</h2>
<h3 class="govuk-heading-s app-minor">${partnership.hubName}</h3>
${persons(hubLeads, 'No hub lead is named yet.')}
<h3 class="govuk-heading-s app-minor">${partnership.schoolName}</h3>
${persons(namedLeaders, 'No named leader yet.')}
${actor.role !== 'trust-leader' && html`<p class="govuk-body-s"><a class="govuk-link" href="/people?school=${partnership.schoolUrn}">See or change people</a></p>`}`
}

function persons(assignments: readonly Assignment[], none: string): Html {
  if (assignments.length === 0) return html`<p class="govuk-body-s">${none}</p>`
  return html`<ul class="govuk-list govuk-body-s">${assignments.map(
    ({ name, title, email }) => html`<li>${name}${title && `, ${title}`}<br>${emailLink(email)}</li>`,
  )}</ul>`
}

function trust({ partnership, trustAgreement, actor }: Room): Html | undefined {
  const { trustName, id } = partnership
  if (trustName === null || actor.role === 'trust-leader') return undefined
  const may = canAgreeTrust(actor)
  const agreed = trustAgreement
    ? `${trustAgreement.agreedByName} agreed on ${formatDate(Temporal.Instant.from(trustAgreement.agreedAt).toZonedDateTimeISO('Europe/London').toPlainDate())} that ${trustName} can see where the school stands.`
    : `${trustName} cannot see this partnership unless the school agrees.`
  return html`<h2 class="govuk-heading-s" id="trust">Your trust</h2>
<p class="govuk-body-s">${agreed}</p>
${
  may &&
  (trustAgreement || !hasEnded(partnership.status)) &&
  html`<form method="post" action="/partnerships/${id}/trust-agreement${trustAgreement && '/withdrawal'}">
${govukButton({ text: trustAgreement ? 'Stop sharing with the trust' : 'Let the trust see it', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}`
}

function about({ partnership, definition, pathway, actor, earlier }: Room): Html {
  const links = [
    html`<a class="govuk-link" href="/partnerships/${partnership.id}/history">History of this partnership</a>`,
    html`<a class="govuk-link" href="/programmes/${definition.key}">The programme in full</a>`,
    html`<a class="govuk-link" href="/schools/${partnership.schoolUrn}">Facts about the school</a>`,
  ]
  if (actor.role === 'hub-lead' || actor.role === 'programme-team') {
    links.push(
      html`<a class="govuk-link" href="/partnerships/${partnership.id}/status">Change the status</a>`,
    )
  }
  if (canMove(actor, partnership)) {
    links.push(
      html`<a class="govuk-link" href="/partnerships/${partnership.id}/move">Change pathway or hub</a>`,
    )
  }
  return html`<h2 class="govuk-heading-s">About this programme</h2>
${definition.summary.map((sentence) => html`<p class="govuk-body-s">${sentence}</p>`)}
<p class="govuk-body-s">${pathway.name} · ${STATUS_NAMES[partnership.status]} since ${formatDate(partnership.statusSince)}</p>
${earlier.map((each) => {
  const text = `${each.hubName}, ${formatDateShort(each.startedOn)} to ${formatDateShort(each.endedOn)}`
  return html`<p class="govuk-body-s">Before this: ${each.visible ? html`<a class="govuk-link" href="/partnerships/${each.id}">${text}</a>` : text}</p>`
})}
<ul class="govuk-list govuk-body-s">${links.map((link) => html`<li>${link}</li>`)}</ul>`
}
