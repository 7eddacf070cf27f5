import { pagination, plural, summaryList, table, textField } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { eventHref, nameOf, whenOf } from '../words.ts'
import { type Certificate, HOLDERS_ON_A_PAGE, type HoldersInView } from './actions.ts'
import { dayOf, timeOf } from './document.ts'

/** Certificates of everybody who took part, of one school or of all. */
export function holdersPage(view: HoldersInView, codeOf: (presenceId: number) => string, page: number): Page {
  const { event, holders, count } = view
  return {
    title: `Certificates${page > 1 ? `, page ${page}` : ''}: ${nameOf(event)}: ${whenOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    width: 'full',
    body: html`
<span class="govuk-caption-l">${whenOf(event)}</span>
<h1 class="govuk-heading-l">Certificates${page > 1 && `, page ${page}`}: ${nameOf(event)}</h1>
<p class="govuk-body">A certificate of taking part for each person, as a PDF. Its address is its key: give it only to the person it names. <a class="govuk-link" href="/certificates/check">Anyone can check a certificate</a> by the code on it.</p>
${table({
  caption: `${plural(count, 'person', 'people')} took part`,
  head: [
    { text: 'Name' },
    { text: event.audience === 'leads' ? 'Hub' : 'School' },
    { text: 'Code' },
    { text: 'Certificate' },
  ],
  rows: holders.map(({ presenceId, name, placeName }) => [
    name,
    placeName,
    codeOf(presenceId),
    html`<a class="govuk-link" href="/certificates/${codeOf(presenceId)}">PDF<span class="govuk-visually-hidden"> for ${name}</span></a>`,
  ]),
  empty: 'Nobody has been put down as taking part yet.',
})}
${pagination({ page, pages: Math.ceil(count / HOLDERS_ON_A_PAGE), href: (n) => `${eventHref(event, 'certificates')}?page=${n}`, label: 'Pages of certificates' })}`,
  }
}

/** For anyone: whether a certificate is what it says. */
export function checkPage(typed: string, certificate: Certificate | undefined): Page {
  const asked = typed !== ''
  const field = asked && !certificate ? 'code' : undefined
  return {
    title: 'Check a certificate',
    ...(field
      ? {
          errors: [{ field, message: 'There is no certificate with this code. Check it letter by letter.' }],
        }
      : {}),
    body: html`
<h1 class="govuk-heading-l">Check a certificate</h1>
<div role="status">${
      certificate &&
      html`${govukInsetText({ text: `The certificate ${typed} is genuine. It says:` })}
${summaryList([
  { key: 'Name', value: certificate.name },
  { key: certificate.event.audience === 'leads' ? 'Hub' : 'School', value: certificate.placeName },
  { key: 'Took part in', value: nameOf(certificate.event) },
  { key: 'Date', value: dayOf(certificate) },
  { key: 'Time', value: timeOf(certificate) },
  { key: 'Programme', value: certificate.programmeName },
])}`
    }</div>
<form method="get" action="/certificates/check" novalidate>
${textField({
  name: 'code',
  label: certificate ? 'Check another code' : 'Code on the certificate',
  hint: 'For example, 3F-9QX2M-41BDZ',
  width: 20,
  autocomplete: 'off',
  spellcheck: false,
  value: certificate ? '' : typed,
  ...(field
    ? { errors: [{ field, message: 'There is no certificate with this code. Check it letter by letter.' }] }
    : {}),
})}
${govukButton({ text: 'Check' })}
</form>`,
  }
}
