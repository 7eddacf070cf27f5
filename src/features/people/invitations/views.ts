import {
  type Choice,
  capital,
  emailLink,
  formatDate,
  formatDateTime,
  hidden,
  hiddenKey,
  radios,
  schoolPicker,
  schoolPickerScript,
  select,
  summaryList,
  textField,
} from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { type Actor, ROLE_NAMES, type Role, type SignedIn } from '../domain.ts'
import { rolesToInvite } from '../policy.ts'
import type { InvitationState } from './actions.ts'
import type { PlaceChoices } from './places.ts'
import type { Invitation } from './store.ts'

export interface Again {
  readonly errors?: readonly FormError[]
  readonly answers?: Answers
}

const ROLE_HINTS: Readonly<Record<Role, string>> = {
  'hub-lead': 'Runs a hub: sees all its partner schools and invites their named leaders',
  'named-leader': 'A senior leader who acts for a partner school',
  'trust-leader': 'Reads about the trust’s schools, as far as each school has agreed',
  evaluator: 'Reads counts only, no school by name',
  'programme-team': 'Sees and changes everything on the programme',
}

export function invitationPage(actor: Actor, choices: PlaceChoices, key: string, again: Again): Page {
  const roles = rolesToInvite(actor)
  const title = actor.role === 'programme-team' ? 'Invite someone' : 'Invite a named leader'
  return {
    title,
    backLink: { href: '/people' },
    ...(again.errors ? { errors: again.errors, status: 422 } : {}),
    ...(actor.role === 'programme-team' ? { scripts: [schoolPickerScript] } : {}),
    body: html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">We will send them an email with a link. ${actor.role === 'named-leader' && 'They will work on your school’s page with you.'}</p>
<form method="post" action="/invitations/new" novalidate>
${hiddenKey(again.answers?.key ?? key)}
${
  actor.role === 'programme-team'
    ? radios({
        name: 'role',
        label: 'What will they do?',
        choices: roles.map((role) => roleChoice(role, choices, again)),
        ...again,
      })
    : hidden('role', 'named-leader')
}
${actor.role === 'hub-lead' && schoolSelect(choices, again)}
${textField({ name: 'name', label: 'Full name', autocomplete: 'off', spellcheck: false, width: 'two-thirds', ...again })}
${textField({ name: 'email', label: 'Work email address', type: 'email', hint: 'They sign in with this address', autocomplete: 'off', spellcheck: false, width: 'two-thirds', ...again })}
${textField({ name: 'title', label: 'Job title (optional)', hint: 'For example, deputy headteacher', width: 'two-thirds', ...again })}
${govukButton({ text: 'Send invitation', preventDoubleClick: true })}
</form>`,
  }
}

function roleChoice(role: Role, choices: PlaceChoices, again: Again): Choice {
  const text = ROLE_NAMES[role]
  return {
    value: role,
    text: capital(text),
    hint: ROLE_HINTS[role],
    conditional: placeField(role, choices, again),
  }
}

function placeField(role: Role, choices: PlaceChoices, again: Again): Html | undefined {
  if (role === 'hub-lead') {
    return select({
      name: 'hub',
      label: 'Hub',
      choices: choices.hubs.map(({ id, name }) => ({ value: String(id), text: name })),
      ...again,
    })
  }
  if (role === 'named-leader') {
    return schoolPicker({ name: 'school', label: 'Partner school', hint: 'Name or URN', ...again })
  }
  if (role === 'trust-leader') {
    return textField({
      name: 'trust',
      label: 'UID of the trust',
      hint: 'The number of the trust in Get Information about Schools',
      inputmode: 'numeric',
      width: 10,
      ...again,
    })
  }
  return undefined
}

function schoolSelect(choices: PlaceChoices, again: Again): Html {
  return select({
    name: 'school',
    label: 'School',
    choices: choices.schools.map(({ urn, name }) => ({ value: String(urn), text: name })),
    ...again,
  })
}

const STATES: Readonly<Record<InvitationState, string>> = {
  open: 'Waiting for an answer',
  expired: 'The link has expired',
  accepted: 'Accepted',
  cancelled: 'Cancelled',
}

/** One invitation, for whoever may change it. */
export function invitedPage(invitation: Invitation, state: InvitationState): Page {
  const who = invitation.name || invitation.email
  const open = state === 'open' || state === 'expired'
  return {
    title: `Invitation of ${who}`,
    backLink: { href: '/people' },
    body: html`<h1 class="govuk-heading-l">Invitation of ${who}</h1>
${summaryList([
  { key: 'Email address', value: emailLink(invitation.email) },
  {
    key: 'Invited as',
    value: [ROLE_NAMES[invitation.role], invitation.placeName && `, ${invitation.placeName}`],
  },
  { key: 'Invited by', value: invitation.inviterName },
  { key: 'State', value: STATES[state] },
  {
    key: 'Last sent',
    value: `${formatDateTime(invitation.lastSentAt)}${invitation.sentCount > 1 ? `, ${invitation.sentCount} times in all` : ''}`,
  },
  ...(open ? [{ key: 'Link works until', value: formatDate(dateOf(invitation.expiresAt)) }] : []),
])}
${
  open &&
  html`<div class="govuk-button-group">
<form method="post" action="/invitations/${String(invitation.id)}/sendings">${govukButton({ text: 'Send again', preventDoubleClick: true })}</form>
<form method="post" action="/invitations/${String(invitation.id)}/cancellation">${govukButton({ text: 'Cancel this invitation', classes: 'govuk-button--secondary' })}</form>
</div>`
}`,
  }
}

function dateOf(instant: string): Temporal.PlainDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDate()
}

/** What the link in the email opens. */
export function acceptPage(
  invitation: Invitation,
  token: string,
  options: { signedInAs: SignedIn | null } & Again,
): Page {
  const { signedInAs, errors, answers } = options
  return {
    title: `Join ${invitation.programmeName}`,
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<h1 class="govuk-heading-l">Join ${invitation.programmeName}</h1>
<p class="govuk-body">${invitation.inviterName} has invited you as <strong>${ROLE_NAMES[invitation.role]}</strong>${invitation.placeName && html` at <strong>${invitation.placeName}</strong>`}.</p>
<p class="govuk-body">You will sign in with <strong>${invitation.email}</strong>, without a password.</p>
${signedInAs && signedInAs.email.toLowerCase() !== invitation.email.toLowerCase() && html`<p class="govuk-body">You are signed in as ${signedInAs.name} at the moment. Accepting signs you in with the invited address instead.</p>`}
<form method="post" action="/invitations/${token}" novalidate>
${textField({ name: 'name', label: 'Your full name', hint: 'As the people you work with will see it', value: invitation.name, autocomplete: 'name', spellcheck: false, width: 'two-thirds', errors, answers })}
${govukButton({ text: 'Accept and continue', preventDoubleClick: true })}
</form>
<p class="govuk-body">Not you? Close this page. Nothing happens unless you accept.</p>`,
  }
}

/** A link that no longer works, and what to do. */
export function linkOverPage(invitation: Invitation | undefined, state: InvitationState | undefined): Page {
  const pages: Readonly<Record<InvitationState, { title: string; body: Html }>> = {
    open: { title: 'This link does not work', body: html`` },
    accepted: {
      title: 'You have accepted this invitation',
      body: html`<p class="govuk-body">${govukButton({ text: 'Sign in', href: '/sign-in' })}</p>`,
    },
    expired: {
      title: 'This invitation has expired',
      body: html`<p class="govuk-body">Ask ${invitation?.inviterName} to send it again. It takes them a moment.</p>`,
    },
    cancelled: {
      title: 'This invitation has been cancelled',
      body: html`<p class="govuk-body">If you think that this is a mistake, ask ${invitation?.inviterName}.</p>`,
    },
  }
  const page = (state && pages[state]) ?? {
    title: 'This link does not work',
    body: html`<p class="govuk-body">Check that you have the whole link from the email. If it still does not work, ask whoever invited you to send the invitation again.</p>`,
  }
  return {
    title: page.title,
    status: state === 'accepted' ? 200 : state ? 410 : 404,
    body: html`<h1 class="govuk-heading-l">${page.title}</h1>\n${page.body}`,
  }
}
