import {
  type Column,
  emptyState,
  filterForm,
  formatDate,
  pagination,
  plural,
  select,
  statusTag,
  table,
} from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { type Content, type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Actor } from '../../people/index.ts'
import { bookingStateAt, type Event, isOver, KIND_NAMES, KINDS } from '../domain.ts'
import { canRun } from '../policy.ts'
import { eventHref, freeInWords, nameOf, roomInWords, STATE_WORDS, whenOf, whereOf } from '../words.ts'
import type { ExpectedEvent, Filter, OwnStanding } from './store.ts'

export const PAGE_SIZE = 50

export interface ListData {
  readonly actor: Actor
  /** What this person can plan. */
  readonly kinds: readonly Event['kind'][]
  readonly now: Temporal.Instant
  readonly filter: Filter
  readonly events: readonly Event[]
  readonly total: number
  readonly page: number
  readonly own: ReadonlyMap<number, OwnStanding>
  readonly expected: readonly ExpectedEvent[]
  readonly hubs: readonly { readonly id: number; readonly name: string }[]
  /** Pages of the programme team and others about events, as links. */
  readonly more: readonly { readonly href: string; readonly text: string }[]
}

/** The calendar as a list: the first and the accessible view. */
export function listPageOf(data: ListData): Page {
  const { actor, filter, now, page } = data
  const title = filter.past ? 'Events that are over' : 'Events'
  const month = now.toZonedDateTimeISO('Europe/London').toPlainDate().toPlainYearMonth()
  return {
    title: page > 1 ? `${title}: page ${page}` : title,
    width: 'full',
    body: html`
<h1 class="govuk-heading-l">${page > 1 ? `${title}: page ${page}` : title}</h1>
<p class="govuk-body">${lead(actor)}</p>
${make(data.kinds)}
<p class="govuk-body"><a class="govuk-link" href="/events/month/${month.toString()}">See a month at a time</a>${data.more.map(({ href, text }) => html` · <a class="govuk-link" href="${href}">${text}</a>`)} · ${
      filter.past
        ? html`<a class="govuk-link" href="/events">Events to come</a>`
        : html`<a class="govuk-link" href="/events?when=past">Events that are over</a>`
    }</p>
${actor.role === 'programme-team' && narrowing(data)}
${actor.role === 'named-leader' && !filter.past ? forSchool(data) : forHosts(data)}
${pagination({ page, pages: Math.ceil(data.total / PAGE_SIZE), href: (to) => hrefOf(filter, to) })}`,
  }
}

function lead(actor: Actor): string {
  if (actor.role === 'named-leader')
    return 'Open days at your lead school, online CPD sessions and networking meetings: what your school has booked, and what is open to it.'
  return actor.role === 'hub-lead'
    ? 'The events of your hub, the national CPD sessions and the meetings of hub leads.'
    : 'The CPD sessions and meetings that the programme team runs, and the events of every hub.'
}

const MAKE: Readonly<Record<Event['kind'], string>> = {
  'open-day': 'Plan an open day',
  networking: 'Plan a networking meeting',
  cpd: 'Plan a CPD session',
  induction: 'Plan an induction',
}

function make(kinds: ListData['kinds']): Html | undefined {
  if (kinds.length === 0) return undefined
  return html`<div class="govuk-button-group">${kinds.map((kind, at) => govukButton({ text: MAKE[kind], href: `/events/new/${kind}`, ...(at > 0 ? { classes: 'govuk-button--secondary' } : {}) }))}</div>`
}

function hrefOf({ kind, hubId, past }: Filter, page: number): string {
  const query = new URLSearchParams()
  if (past) query.set('when', 'past')
  if (kind) query.set('kind', kind)
  if (hubId) query.set('hub', String(hubId))
  if (page > 1) query.set('page', String(page))
  return query.size > 0 ? `/events?${query}` : '/events'
}

function narrowing({ filter, hubs }: ListData): Html {
  return filterForm({
    action: '/events',
    label: 'Filter events',
    keep: { when: filter.past ? 'past' : undefined },
    clear:
      filter.kind || filter.hubId ? hrefOf({ ...filter, kind: undefined, hubId: undefined }, 1) : undefined,
    fields: [
      select({
        name: 'kind',
        label: 'Kind',
        prompt: 'All kinds',
        choices: KINDS.map((value) => ({ value, text: KIND_NAMES[value] })),
        value: filter.kind,
      }),
      select({
        name: 'hub',
        label: 'Hub',
        prompt: 'All hubs and the programme',
        choices: hubs.map(({ id, name }) => ({ value: String(id), text: name })),
        value: filter.hubId,
      }),
    ],
  })
}

/** What it has, what it can have, and what is expected of it: in this order, because the first two are dated. */
function forSchool(data: ListData): Html {
  const { events, own } = data
  const has = (event: Event) => {
    const mine = own.get(event.id)
    return mine !== undefined && (mine.places > 0 || mine.waits || mine.offered)
  }
  const [booked, open] = [events.filter(has), events.filter((event) => !has(event))]
  return html`
${eventTable('Booked by your school', booked, data, 'Your school has no places booked.')}
${eventTable('Open to your school', open, data, 'There is nothing else to come at the moment.')}
${expected(data)}`
}

function expected({ expected: items }: ListData): Html | undefined {
  if (items.length === 0) return undefined
  return table({
    caption: 'What is expected of your school',
    head: [{ text: 'What' }, { text: 'Where it stands' }, { text: 'When' }],
    rows: items.map(({ partnershipId, key, occurrence, label, progress, dueOn, happenedOn }) => [
      html`<a class="govuk-link" href="/partnerships/${partnershipId}/expectations/${key}/${occurrence}">${label}</a>`,
      statusTag(progress),
      happenedOn ? formatDate(happenedOn) : `By ${formatDate(dueOn)}`,
    ]),
  })
}

function forHosts(data: ListData): Html {
  const { events, filter } = data
  const caption = filter.past ? 'The last first' : 'To come'
  if (events.length === 0)
    return emptyState({
      title: filter.past ? 'No event is over yet.' : 'Nothing is planned.',
      body: filter.kind || filter.hubId ? 'Clear the filter to see all events.' : undefined,
    })
  return eventTable(caption, events, data, '')
}

function eventTable(caption: string, events: readonly Event[], data: ListData, empty: string): Html {
  const school = data.actor.role === 'named-leader'
  const head: Column[] = [
    { text: 'Event' },
    { text: 'When' },
    { text: 'Where' },
    ...(school ? [] : [{ text: 'Host' }]),
    { text: school ? 'Your school' : 'Places' },
  ]
  return html`${table({
    caption,
    head,
    rows: events.map((event) => [
      html`<a class="govuk-link" href="${eventHref(event)}">${nameOf(event)}</a><br><span class="govuk-hint app-minor">${KIND_NAMES[event.kind]}${event.audience === 'leads' && ' of hub leads'}</span>`,
      whenOf(event),
      whereOf(event),
      ...(school ? [] : [event.hubName ?? 'Programme team']),
      standing(event, data),
    ]),
    empty: html`${empty}`,
  })}`
}

function standing(event: Event, { actor, now, own }: ListData): Content {
  if (event.cancelledAt) return 'Cancelled'
  const mine = own.get(event.id)
  if (actor.role === 'programme-team' || canRun(actor, event)) {
    const waiting = event.waiting + event.schoolsOffered
    return html`${roomInWords(event)}${waiting > 0 && html`<br>${plural(waiting, event.audience === 'leads' ? 'hub waits' : 'school waits', event.audience === 'leads' ? 'hubs wait' : 'schools wait')}`}`
  }
  if (mine?.offered) return html`<strong>An offer waits for your answer</strong>`
  if (isOver(event, now)) {
    if (mine?.tookPart) return 'Took part'
    if (mine?.watchedLater) return 'Watched later'
    return mine && mine.places > 0 ? `${plural(mine.places, 'place')} booked` : 'Not there'
  }
  if (mine && mine.places > 0) return `${plural(mine.places, 'place')} booked`
  if (mine?.waits) return 'On the waiting list'
  if (actor.role === 'hub-lead' && event.audience === 'partners') return roomInWords(event)
  const state = bookingStateAt(event, now)
  if (state !== 'open') return STATE_WORDS[state]
  return html`${freeInWords(event)}${mine?.invited && html`<br>Your school is invited`}`
}
