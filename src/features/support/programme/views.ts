import { plural, table } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { STATUS_NAMES } from '../../partnerships/index.ts'
import type { ReviewDue } from '../final-review/due.ts'
import { reviewsByHubTable } from '../final-review/due-views.ts'
import type { Supported } from '../hub/store.ts'
import { type Ledger, type Totals, totalsOf } from '../ledger/domain.ts'
import { supportDaysHref } from '../words.ts'

export interface ProgrammeSupport {
  readonly partners: readonly Supported[]
  readonly ledgers: ReadonlyMap<number, Ledger>
  readonly reviewsDue: readonly ReviewDue[]
}

interface Sum extends Totals {
  readonly partners: number
}

const NONE: Sum = { partners: 0, entitled: 0, booked: 0, delivered: 0, left: 0 }

/** Support days given against those promised, in the whole programme. */
export function programmeSupportPage(data: ProgrammeSupport): Page {
  const all = sumBy(data, () => 'all').get('all') ?? NONE
  return {
    title: 'Support days in the programme',
    backLink: { href: '/programme', text: 'Back to the programme' },
    width: 'full',
    body: html`<h1 class="govuk-heading-l">Support days in the programme</h1>
<p class="govuk-body-l">${
      all.partners === 0
        ? 'No partnership has support days yet.'
        : `${inDays(all.delivered)} days took place and ${inDays(all.booked)} are booked${all.entitled === null ? '' : `, of ${inDays(all.entitled)} promised`}, in ${plural(all.partners, 'partnership')}.`
    }</p>
<p class="govuk-body"><a class="govuk-link" href="/programme/support.csv">Download every partnership (CSV)</a></p>
${sums(
  'By hub',
  'Hub',
  data,
  (each) => each.hubName,
  (each) => `/hubs/${each.hubId}/support`,
)}
${reviewsByHubTable(data.reviewsDue)}
${sums('By region', 'Region', data, (each) => each.regionName ?? 'No region')}
${sums('By cohort', 'Cohort', data, (each) => each.cohortName)}`,
  }
}

function sums(
  caption: string,
  heading: string,
  data: ProgrammeSupport,
  nameOf: (partner: Supported) => string,
  href?: (partner: Supported) => string,
): Html {
  const links = new Map(href ? data.partners.map((partner) => [nameOf(partner), href(partner)]) : [])
  return table({
    caption,
    empty: html`${caption}: nothing to count yet.`,
    head: [
      { text: heading },
      { text: 'Partnerships', numeric: true },
      { text: 'Promised', numeric: true },
      { text: 'Took place', numeric: true },
      { text: 'Booked', numeric: true },
      { text: 'Left', numeric: true },
    ],
    rows: [...sumBy(data, nameOf)]
      .toSorted(([one], [other]) => one.localeCompare(other, 'en-GB', { numeric: true }))
      .map(([name, sum]) => {
        const to = links.get(name)
        return [
          to ? html`<a class="govuk-link" href="${to}">${name}</a>` : name,
          String(sum.partners),
          inDays(sum.entitled),
          inDays(sum.delivered),
          inDays(sum.booked),
          inDays(sum.left),
        ]
      }),
  })
}

/** Where one partnership has no published number, neither has the sum. */
function sumBy(
  { partners, ledgers }: ProgrammeSupport,
  nameOf: (partner: Supported) => string,
): Map<string, Sum> {
  const result = new Map<string, Sum>()
  for (const partner of partners) {
    const ledger = ledgers.get(partner.id)
    if (!ledger) continue
    const before = result.get(nameOf(partner)) ?? NONE
    const totals = totalsOf(ledger)
    const both = (one: number | null, other: number | null) =>
      one === null || other === null ? null : one + other
    result.set(nameOf(partner), {
      partners: before.partners + 1,
      entitled: both(before.entitled, totals.entitled),
      booked: before.booked + totals.booked,
      delivered: before.delivered + totals.delivered,
      left: both(before.left, totals.left),
    })
  }
  return result
}

const inDays = (halfDays: number | null): string =>
  halfDays === null ? 'Not published' : String(halfDays / 2)

/** One row a partnership and support term. */
export function supportRows({ partners, ledgers }: ProgrammeSupport): string[][] {
  return [
    [
      'School',
      'Hub',
      'Region',
      'Cohort',
      'Status',
      'Support term',
      'Promised',
      'Booked',
      'Took place',
      'Address',
    ],
    ...partners.flatMap((partner) =>
      (ledgers.get(partner.id)?.terms ?? []).map((term) => [
        partner.schoolName,
        partner.hubName,
        partner.regionName ?? '',
        partner.cohortName,
        STATUS_NAMES[partner.status],
        String(term.supportTerm),
        term.entitled === null ? 'not published' : String(term.entitled / 2),
        String(term.booked / 2),
        String(term.delivered / 2),
        supportDaysHref(partner.id),
      ]),
    ),
  ]
}
