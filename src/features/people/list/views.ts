import {
  capital,
  emailLink,
  emptyState,
  filterForm,
  formatDateShort,
  pagination,
  plural,
  select,
  table,
  textField,
} from '../../../design/components/index.ts'
import { govukButton, govukNotificationBanner } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { type Actor, ROLE_NAMES } from '../domain.ts'
import { canEnd, rolesToInvite } from '../policy.ts'
import { addressOf } from './forms.ts'
import type { PeopleFilter, Person } from './store.ts'

export const PAGE_SIZE = 50

const DONE: Readonly<Record<string, string>> = {
  invited: 'The invitation has been sent.',
  'sent-again': 'The invitation has been sent again.',
  cancelled: 'The invitation has been cancelled.',
  left: 'Their time in this role has ended. What they did stays in the history.',
  replaced: 'Their time in this role has ended, and the invitation of whoever takes over has been sent.',
}

export function peoplePage(
  actor: Actor,
  list: {
    people: readonly Person[]
    total: number
    filter: PeopleFilter
    page: number
    done: unknown
    /** Emails that never arrived, for those who see them. */
    unsent: number | undefined
  },
): Page {
  const { people, total, filter, page } = list
  const done = typeof list.done === 'string' && Object.hasOwn(DONE, list.done) ? DONE[list.done] : undefined
  const narrowed = addressOf(filter) !== '/people'
  return {
    title: 'People',
    width: 'wide',
    body: html`<h1 class="govuk-heading-l">People</h1>
${done && govukNotificationBanner({ type: 'success', text: done })}
<p class="govuk-body">${INTRODUCTIONS[actor.role]}</p>
${list.unsent !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="/people/emails">Emails that did not arrive</a>${list.unsent > 0 && ` (${list.unsent})`}</p>`}
${govukButton({ text: actor.role === 'programme-team' ? 'Invite someone' : 'Invite a named leader', href: inviteAddress(actor, filter) })}
${filterForm({
  action: '/people',
  label: 'Filter people',
  keep: {
    hub: filter.hubId === null ? undefined : String(filter.hubId),
    school: filter.schoolUrn === null ? undefined : String(filter.schoolUrn),
  },
  clear: narrowed ? '/people' : undefined,
  fields: [
    textField({ name: 'q', label: 'Name, email or place', value: filter.words }),
    select({
      name: 'state',
      label: 'Show',
      prompt: false,
      value: filter.state,
      choices: [
        { value: 'here', text: 'Here now and invited' },
        { value: 'invited', text: 'Invited, not here yet' },
        { value: 'left', text: 'Left' },
        { value: 'all', text: 'Everyone' },
      ],
    }),
    actor.role === 'named-leader'
      ? html``
      : select({
          name: 'role',
          label: 'Role',
          prompt: 'Any role',
          value: filter.role ?? '',
          choices: rolesShown(actor).map((role) => ({ value: role, text: capital(ROLE_NAMES[role]) })),
        }),
  ],
})}
${
  people.length === 0
    ? emptyState({
        title: 'Nobody to show',
        body: narrowed ? 'Nobody fits the filter.' : 'Invite the first person.',
      })
    : table({
        caption: `${plural(total, 'person', 'people')}${total > PAGE_SIZE ? `, page ${page}` : ''}`,
        head: [
          { text: 'Name' },
          { text: 'Place' },
          { text: 'Role' },
          { text: 'State' },
          { text: 'Change', hidden: true },
        ],
        rows: people.map((person) => [
          html`${person.name}<br><span class="govuk-!-font-weight-regular">${emailLink(person.email)}</span>`,
          placeOf(actor, person),
          [capital(ROLE_NAMES[person.role]), person.title && html`<br>${person.title}`],
          stateOf(person),
          changeOf(actor, person),
        ]),
      })
}
${pagination({ page, pages: Math.ceil(total / PAGE_SIZE), href: (to) => addressOf(filter, to) })}`,
  }
}

const INTRODUCTIONS: Readonly<Record<string, string>> = {
  'programme-team':
    'Everyone who works on the programme, by place: its teams, hub leads and schools’ named leaders.',
  'hub-lead':
    'The people of your hub and of its partner schools. Each school should have more than one named leader, so that the work goes on when someone is away.',
  'named-leader':
    'The named leaders of your school, who can all do the same here, and the leads of your hub.',
}

const rolesShown = (actor: Actor) =>
  actor.role === 'programme-team' ? rolesToInvite(actor) : (['hub-lead', 'named-leader'] as const)

function inviteAddress(actor: Actor, filter: PeopleFilter): string {
  if (filter.schoolUrn !== null) return `/invitations/new?role=named-leader&school=${filter.schoolUrn}`
  if (filter.hubId !== null && actor.role === 'programme-team') {
    return `/invitations/new?role=hub-lead&hub=${filter.hubId}`
  }
  return '/invitations/new'
}

function placeOf(actor: Actor, person: Person): Html | string {
  // A partner school knows its hub, and has no page of it.
  if (person.hubId !== null && actor.role !== 'named-leader')
    return html`<a class="govuk-link" href="/hubs/${String(person.hubId)}">${person.placeName}</a>`
  if (person.schoolUrn !== null) {
    return html`<a class="govuk-link" href="/schools/${String(person.schoolUrn)}">${person.placeName}</a>`
  }
  return person.placeName ?? 'The programme'
}

function stateOf(person: Person): Html {
  const date = formatDateShort(
    Temporal.Instant.from(person.since).toZonedDateTimeISO('Europe/London').toPlainDate(),
  )
  switch (person.state) {
    case 'signed in':
      return html`Here since ${date}`
    case 'not signed in yet':
      return html`Has not signed in yet`
    case 'invited':
      return html`Invited on ${date}`
    case 'invitation expired':
      return html`Invited on ${date}, the link has expired`
    case 'left':
      return html`Left on ${date}: ${person.reason}`
  }
}

function changeOf(actor: Actor, person: Person): Html | undefined {
  const link = (href: string, text: string) =>
    html`<a class="govuk-link" href="${href}">${text}<span class="govuk-visually-hidden">: ${person.name}</span></a>`
  if (person.invitationId !== null) return link(`/invitations/${person.invitationId}`, 'Send again or cancel')
  if (person.assignmentId === null || person.accountId === null || person.state === 'left') return undefined
  return canEnd(
    actor,
    { ...person, accountId: person.accountId, programmeId: actor.programmeId },
    person.hubOfSchool,
  )
    ? link(`/people/${person.assignmentId}/leaving`, 'Has left')
    : undefined
}
