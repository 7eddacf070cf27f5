import { html } from '../../design/html.ts'
import type { Page } from '../../design/layout.ts'

export function accessibilityPage(): Page {
  return {
    title: 'Accessibility statement',
    body: html`<h1 class="govuk-heading-l">Accessibility statement</h1>
<p class="govuk-body">Alongside is built so that as many people as possible can use it. You should be able to use every page with a keyboard, with a screen reader, at 400% zoom, on a phone that is 320 pixels wide, and with scripts turned off.</p>
<h2 class="govuk-heading-m">How accessible it is</h2>
<p class="govuk-body">It aims to meet version 2.2 of the Web Content Accessibility Guidelines at level AA. Every page is checked automatically, as every role, each time the service changes. It has not yet been audited by people who are independent of those who built it, nor tested with people who use assistive technology every day: until it has, faults that no program can find may remain.</p>
<h2 class="govuk-heading-m">What to do if you cannot use part of it</h2>
<p class="govuk-body">Tell the programme team, whose address is in every message that the service sends. Say what you were trying to do and what you use to browse. You can ask for anything on these pages in another form.</p>`,
  }
}

export function privacyPage(): Page {
  return {
    title: 'Privacy',
    body: html`<h1 class="govuk-heading-l">Privacy</h1>
<h2 class="govuk-heading-m">What is held</h2>
<p class="govuk-body">The name, work email address and role of each person who takes part for a school, a hub, a trust or the programme; what they recorded, with the time; and facts about schools that the Department for Education publishes. No data about any pupil is held.</p>
<h2 class="govuk-heading-m">Who can see it</h2>
<p class="govuk-body">A partner school’s page is seen by the school, its hub and the programme team. Its trust sees it only while the school agrees. Evaluators see totals from which no school can be worked out.</p>
<h2 class="govuk-heading-m">Cookies</h2>
<p class="govuk-body">One cookie keeps you signed in and goes when you sign out. There is no other, and nothing follows you.</p>
<h2 class="govuk-heading-m">What is not settled yet</h2>
<p class="govuk-body">Who controls the data, on what lawful basis, and for how long it is kept are settled by a data protection impact assessment before the service is used with real schools. This page then says so.</p>`,
  }
}

export function helpPage(): Page {
  return {
    title: 'Help',
    body: html`<h1 class="govuk-heading-l">Help</h1>
<h2 class="govuk-heading-m">If you are at a partner school</h2>
<p class="govuk-body">Your start page shows one next step, everything expected in order, and who your hub lead is. Ask your hub lead first: they know your partnership. Their name and email address are on your page under People.</p>
<h2 class="govuk-heading-m">If you run a hub</h2>
<p class="govuk-body">Your start page lists every partner school, who acts next and since when. Ask the programme team, who are named under People.</p>
<h2 class="govuk-heading-m">If you cannot sign in</h2>
<p class="govuk-body">Use the address to which your invitation was sent. A code is good for ten minutes; ask for a new one if it has gone. If no message comes, look in the junk folder, then ask whoever invited you to check the address.</p>
<h2 class="govuk-heading-m">If something is about a pupil</h2>
<p class="govuk-body">This service holds nothing about any pupil and is not the place to report a worry about one. Follow your school’s safeguarding policy.</p>`,
  }
}

export function noPartnershipPage(): Page {
  return {
    title: 'Your school has no partnership yet',
    body: html`<h1 class="govuk-heading-l">Your school has no partnership yet</h1>
<p class="govuk-body">When your school is placed with a hub, this page shows what is expected, in order, with one clear next step. The programme team places schools with hubs: there is nothing for you to do until then.</p>`,
  }
}
