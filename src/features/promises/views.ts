import {
  formatDate,
  formatDateShort,
  type NextStep,
  number,
  plural,
  table,
} from '../../design/components/index.ts'
import { type Content, type Html, html } from '../../design/html.ts'
import type { Page } from '../../design/layout.ts'
import { type Partnership, type Side, sideOf } from '../partnerships/index.ts'
import type { Actor } from '../people/index.ts'
import { firstAskedOf, inOrderOfDay, isLate, type OpenPromise, type Sum, sumOf } from './domain.ts'
import type { Card } from './store.ts'
import { ACTS, KINDS } from './words.ts'

export const promisesHref = (partnershipId: number): string => `/partnerships/${partnershipId}/promises`

type Named = Pick<Partnership, 'id' | 'schoolName' | 'hubName'>

/** More than this on the page of a partnership, and the rest stands on its own page. */
const SHOWN = 4

function nameOf(side: Side, { role }: Pick<Actor, 'role'>, { schoolName, hubName }: Named): string {
  switch (side) {
    case 'partner':
      return role === 'named-leader' ? 'Your school' : schoolName
    case 'lead':
      return role === 'hub-lead' ? 'Your hub' : hubName
    default:
      return 'The programme team'
  }
}

/** Each reader sees what they owe themselves first. */
const sidesFor = ({ role }: Pick<Actor, 'role'>): readonly Side[] =>
  role === 'hub-lead' ? ['lead', 'partner', 'programme-team'] : ['partner', 'lead', 'programme-team']

interface Promised {
  readonly actor: Actor
  readonly partnership: Named
  readonly promises: readonly OpenPromise[]
  readonly today: Temporal.PlainDate
}

/** On the page of the partnership: the first few of each side. */
export function promisesPanelOf(data: Promised): Html {
  const { partnership, promises } = data
  return html`<h2 class="govuk-heading-m" id="promises">What each has promised <span class="app-count">${number(promises.length)} open</span></h2>
${promises.length === 0 ? nothingOpen() : bySide(data, { most: SHOWN, inPanel: true })}
${promises.length > 0 && html`<p class="govuk-body"><a class="govuk-link" href="${promisesHref(partnership.id)}">All that is promised</a></p>`}`
}

const nothingOpen = () => html`<p class="govuk-body">Nothing is open between the two schools.</p>`

function bySide(
  { actor, partnership, promises, today }: Promised,
  { most, inPanel }: { readonly most: number; readonly inPanel: boolean },
): Html {
  const own = Map.groupBy(inOrderOfDay(promises), ({ by }) => by)
  return html`${sidesFor(actor).map((side) => {
    const theirs = own.get(side)
    if (!theirs) return undefined
    const heading = html`${nameOf(side, actor, partnership)} <span class="app-count">${number(theirs.length)}</span>`
    return html`${inPanel ? html`<h3 class="govuk-heading-s">${heading}</h3>` : html`<h2 class="govuk-heading-m">${heading}</h2>`}
<ul class="govuk-list app-waiting">${theirs
      .slice(0, most)
      .map(
        (each) =>
          html`<li>${linkTo(each)} <span class="app-waiting__since">${sinceAndBy(each, today)}</span></li>`,
      )}</ul>`
  })}`
}

const linkTo = ({ words, href }: OpenPromise): Content =>
  href ? html`<a class="govuk-link" href="${href}">${words}</a>` : words

function sinceAndBy(promise: OpenPromise, today: Temporal.PlainDate): string {
  const { kind, since, dueOn } = promise
  const by =
    dueOn && (isLate(promise, today) ? `was due by ${formatDate(dueOn)}` : `due by ${formatDate(dueOn)}`)
  return [KINDS[kind], `since ${formatDate(since)}`, by].filter(Boolean).join(', ')
}

/** What is asked of this reader's side, as the next step of a page. */
export function askedOf(
  actor: Actor,
  promises: readonly OpenPromise[],
  today: Temporal.PlainDate,
): NextStep | undefined {
  const first = firstAskedOf(sideOf(actor), promises)
  return (
    first && {
      title: first.kind === 'question' ? 'Answer a question' : first.words,
      body: html`${first.kind === 'question' && html`${first.words}<br>`}<span class="app-waiting__since">${sinceAndBy(first, today)}</span>`,
      href: first.href,
      action: ACTS[first.kind],
    }
  )
}

/** All of it, for one partnership. */
export function promisesPage(data: Promised): Page {
  const { partnership, promises } = data
  return {
    title: `What each has promised: ${partnership.schoolName}`,
    backLink: { href: `/partnerships/${partnership.id}`, text: `Back to ${partnership.schoolName}` },
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">What each has promised</h1>
<p class="govuk-body">Questions that wait for an answer, actions of a plan that both schools write, documents, days to agree on, and records of visits to sign. Each stands here once, and goes when it is done.</p>
${promises.length === 0 ? nothingOpen() : bySide(data, { most: promises.length, inPanel: false })}`,
  }
}

export interface HubPromises {
  readonly hub: { readonly id: number; readonly name: string }
  readonly cards: readonly Card[]
  readonly promises: readonly OpenPromise[]
  readonly today: Temporal.PlainDate
}

/** Across all partner schools of a hub. */
export function hubPromisesPage({ hub, cards, promises, today }: HubPromises): Page {
  const schools = new Map(cards.map(({ partnershipId, schoolName }) => [partnershipId, schoolName]))
  const list = (side: Side, caption: string, empty: string) => {
    const own = inOrderOfDay(promises.filter(({ by }) => by === side))
    return table({
      caption: `${caption} (${number(own.length)})`,
      head: [{ text: 'What', wide: true }, { text: 'With' }, { text: 'Since' }, { text: 'Due by' }],
      rows: own.map((each) => [
        html`${linkTo(each)}<span class="app-cell-hint">${KINDS[each.kind]}</span>`,
        html`<a class="govuk-link" href="${promisesHref(each.partnershipId)}">${schools.get(each.partnershipId)}</a>`,
        formatDateShort(each.since),
        each.dueOn === null
          ? ''
          : html`${formatDateShort(each.dueOn)}${isLate(each, today) && html`<span class="app-cell-hint">this day has passed</span>`}`,
      ]),
      empty,
    })
  }
  return {
    title: `What is promised: ${hub.name}`,
    width: 'full',
    backLink: { href: `/hubs/${hub.id}`, text: `Back to ${hub.name}` },
    body: html`
<span class="govuk-caption-l">${hub.name}</span>
<h1 class="govuk-heading-l">What is promised</h1>
<p class="govuk-body">Questions that wait for an answer, actions of plans that both schools write, documents asked for, days to agree on, and records of visits to sign. What the programme expects of the hub is under <a class="govuk-link" href="/hubs/${hub.id}/owed">For the hub to do</a>; documents that it expects, under <a class="govuk-link" href="/hubs/${hub.id}/documents">Documents</a>.</p>
${list('lead', 'By the hub', 'The hub has promised nothing that is open.')}
${list('partner', 'By partner schools', 'No partner school has promised anything that is open.')}
${promises.some(({ by }) => by === 'programme-team') && list('programme-team', 'By the programme team', '')}`,
  }
}

/** What one hub and its schools owe each other, in sums. */
export interface HubSums {
  readonly hubId: number
  readonly hubName: string
  readonly lead: Sum
  readonly partner: Sum
  /** What its schools and itself wait for from the programme team. */
  readonly team: Sum
}

export function sumsByHub(
  cards: readonly Card[],
  promises: readonly OpenPromise[],
  today: Temporal.PlainDate,
): HubSums[] {
  const hubOf = new Map(cards.map(({ partnershipId, hubId }) => [partnershipId, hubId]))
  const own = Map.groupBy(promises, ({ partnershipId }) => hubOf.get(partnershipId))
  const names = new Map(cards.map(({ hubId, hubName }) => [hubId, hubName]))
  return [...names].map(([hubId, hubName]) => {
    const all = own.get(hubId) ?? []
    const of = (side: Side) =>
      sumOf(
        all.filter(({ by }) => by === side),
        today,
      )
    return { hubId, hubName, lead: of('lead'), partner: of('partner'), team: of('programme-team') }
  })
}

/** For the programme team: how much is open between schools, and since when; never what. */
export function programmePromisesPage(sums: readonly HubSums[]): Page {
  const open = sums.reduce((all, { lead, partner, team }) => all + lead.open + partner.open + team.open, 0)
  return {
    title: 'What schools have promised each other',
    width: 'full',
    backLink: { href: '/programme', text: 'Back to the programme' },
    body: html`
<h1 class="govuk-heading-l">What schools have promised each other</h1>
<p class="govuk-body-l app-lead">${open === 0 ? 'Nothing is open.' : `${plural(open, 'promise is', 'promises are')} open.`}</p>
<p class="govuk-body">Questions that wait for an answer, actions of plans that both schools write, documents asked for, days to agree on, and records of visits to sign: how many, and since when. What they say is the schools’ own.</p>
<p class="govuk-body"><a class="govuk-link" href="/programme/promises.csv">Download this list (CSV)</a></p>
${table({
  caption: 'By hub',
  captionSize: 'hidden',
  head: [
    { text: 'Hub' },
    { text: 'By the hub' },
    { text: 'By partner schools' },
    { text: 'By the programme team' },
  ],
  rows: sums.map(({ hubId, hubName, lead, partner, team }) => [
    html`<a class="govuk-link" href="/hubs/${hubId}/promises">${hubName}</a>`,
    inWords(lead),
    inWords(partner),
    inWords(team),
  ]),
  empty: 'There is no partnership that is running.',
})}`,
  }
}

function inWords({ open, late, since }: Sum): string {
  if (open === 0 || !since) return ''
  return `${number(open)} open${late > 0 ? `, ${number(late)} past the day` : ''}, the oldest since ${formatDateShort(since)}`
}
