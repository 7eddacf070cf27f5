import { formatDateTime } from '../../../../design/components/index.ts'
import { govukButton, govukDetails, govukInput } from '../../../../design/govuk/index.ts'
import { type Html, html } from '../../../../design/html.ts'
import type { Page } from '../../../../design/layout.ts'
import type { OwnFeed } from './actions.ts'
import type { FeedKind } from './domain.ts'

const WORDS: Readonly<Record<FeedKind, { heading: string; holds: string; shared: string }>> = {
  account: {
    heading: 'Your own calendar',
    holds: 'Every event that you have a place at, have booked or hold.',
    shared: 'It is for you alone.',
  },
  school: {
    heading: 'Your school’s calendar',
    holds:
      'Every event that your school has places at, and as “not booked” the CPD sessions and open days that are expected of it.',
    shared: 'Everybody who acts for your school uses the same address.',
  },
  hub: {
    heading: 'Your hub’s calendar',
    holds: 'Every event of your hub, the leads’ meetings that it has a place at, and the CPD sessions.',
    shared: 'All leads of your hub use the same address.',
  },
}

/** `addresses`: the whole address of each calendar that has one. */
export function feedsPage(feeds: readonly OwnFeed[], addresses: ReadonlyMap<FeedKind, string>): Page {
  return {
    title: 'Events in your own calendar',
    breadcrumbs: [{ href: '/events', text: 'Events' }, { text: 'Calendar addresses' }],
    body: html`
<h1 class="govuk-heading-l">Events in your own calendar</h1>
<p class="govuk-body">A private address brings events into Outlook, Google Calendar, Apple Calendar and others. Changes and cancellations follow by themselves, usually within a few hours.</p>
<p class="govuk-body">Whoever has an address can read that calendar, without signing in. It names events, times and places; it names nobody who comes.</p>
${feeds.map((own) => section(own, addresses.get(own.kind)))}`,
  }
}

function section({ kind, feed }: OwnFeed, address: string | undefined): Html {
  const { heading, holds, shared } = WORDS[kind]
  return html`<h2 class="govuk-heading-m" id="${kind}">${heading}</h2>
<p class="govuk-body">${holds} ${shared}</p>
${
  feed && address !== undefined
    ? html`${govukInput({
        id: `address-${kind}`,
        name: `address-${kind}`,
        label: { text: `Address of ${heading.toLowerCase()}` },
        hint: { text: 'Copy it into your calendar app, where it says “subscribe” or “add from internet”.' },
        value: address,
        spellcheck: false,
        attributes: { readonly: { value: true, optional: true } },
      })}
<p class="govuk-body"><a class="govuk-link" href="${address.replace(/^https?:/, 'webcal:')}">Open in your calendar app</a></p>
${govukDetails({
  summaryText: `Replace the address of ${heading.toLowerCase()}`,
  html: html`<p class="govuk-body">If somebody has this address who should not, replace it. The old one stops working at once, for everybody, and you put the new one into your calendar app.</p>
<p class="govuk-body">Made ${formatDateTime(feed.changedAt)} by ${feed.changedByName}.</p>
${form(kind, feed.number, 'Replace the address')}`,
})}`
    : form(kind, 0, `Make the address of ${heading.toLowerCase()}`)
}`
}

function form(kind: FeedKind, seen: number, text: string): Html {
  return html`<form method="post" action="/calendar/feeds">
<input type="hidden" name="kind" value="${kind}">
<input type="hidden" name="seen" value="${seen}">
${govukButton({ text, classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}
