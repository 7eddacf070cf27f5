import { capital, formatDateShort, number, table } from '../../../design/components/index.ts'
import { type Content, type Html, html } from '../../../design/html.ts'
import { type Named, PROGRESS_WORDS, type Programme } from '../domain.ts'
import { type Filter, hrefOf, progressParam } from '../list/filter.ts'
import type { ExpectationCount, StageCount, Summary } from './counts.ts'

/** A number that opens the list behind it. `of` is read out with it, and says what is counted. */
function counted(count: number, filter: Partial<Filter>, of: string): Content {
  if (count === 0) return '0'
  return html`<a class="govuk-link" href="${hrefOf(filter)}">${number(count)}<span class="govuk-visually-hidden"> ${of}</span></a>`
}

export const cohortFilter = (cohort: Named<number> | undefined): Partial<Filter> =>
  cohort ? { cohort: String(cohort.key) } : {}

export function stagesTable(
  { pathways }: Programme,
  stages: readonly StageCount[],
  cohort: Named<number> | undefined,
): Html {
  const names = new Map(pathways.map(({ key, name }) => [key, name]))
  return table({
    caption: 'Where schools stop',
    captionSize: 'hidden',
    head: [
      { text: 'Waiting for' },
      { text: 'Pathway' },
      { text: 'Schools', numeric: true },
      { text: 'Past its date', numeric: true },
      { text: 'First one since' },
    ],
    rows: stages.map(({ pathwayKey, expectationKey, title, count, overdue, longestSince }) => {
      const filter = {
        ...cohortFilter(cohort),
        pathway: pathwayKey,
        stage: expectationKey,
        sort: 'since' as const,
      }
      return [
        title,
        names.get(pathwayKey) ?? pathwayKey,
        counted(count, filter, `schools at: ${title}`),
        number(overdue),
        formatDateShort(longestSince),
      ]
    }),
    empty: 'Nothing is open for any school.',
  })
}

export function byPlaceAndTime(
  programme: Programme,
  { byRegion, byCohort }: Summary,
  cohort: Named<number> | undefined,
): Html {
  const { pathways, regions, cohorts } = programme
  const used = [
    ...regions,
    ...(byRegion.has('none ') ? [{ key: 'none', name: 'Region not known' }] : []),
  ].filter(({ key }) => byRegion.has(`${key} `))
  const head = (first: string) => [
    { text: first },
    ...pathways.map(({ name }) => ({ text: name, numeric: true })),
    { text: 'All pathways', numeric: true },
  ]
  const rowOf = (
    counts: ReadonlyMap<string, number>,
    key: string | number,
    name: string,
    filter: Partial<Filter>,
  ): Content[] => [
    name,
    ...pathways.map((pathway) =>
      counted(
        counts.get(`${key} ${pathway.key}`) ?? 0,
        { ...filter, pathway: pathway.key },
        `in ${name}, ${pathway.name}`,
      ),
    ),
    counted(counts.get(`${key} `) ?? 0, filter, `in ${name}`),
  ]
  const within = cohortFilter(cohort)
  return html`${table({
    caption: 'Partner schools by region and pathway',
    head: head('Region'),
    rows: [
      ...used.map(({ key, name }) => rowOf(byRegion, key, name, { ...within, region: key })),
      rowOf(byRegion, '', 'All regions', within),
    ],
  })}
${
  cohort === undefined &&
  cohorts.length > 0 &&
  table({
    caption: 'Partner schools by cohort and pathway',
    head: head('Cohort'),
    rows: [
      ...cohorts.map(({ key, name }) => rowOf(byCohort, key, name, { cohort: String(key) })),
      rowOf(byCohort, '', 'All cohorts', {}),
    ],
  })
}`
}

export function expected(
  { pathways }: Programme,
  { expectations }: Summary,
  cohort: Named<number> | undefined,
): Html {
  return html`<h2 class="govuk-heading-m">What is expected, and where it stands</h2>
<p class="govuk-body">Partnerships that are under way, by expectation, in the programme’s order.</p>
${pathways.map(({ key, name }) => {
  const rows = expectations.filter(({ pathwayKey }) => pathwayKey === key)
  return rows.length > 0 && expectationsTable(name, rows, cohort)
})}`
}

function expectationsTable(
  pathwayName: string,
  rows: readonly ExpectationCount[],
  cohort: Named<number> | undefined,
): Html {
  return table({
    caption: pathwayName,
    captionSize: 's',
    phone: 'scroll',
    head: [
      { text: 'Expectation' },
      ...PROGRESS_WORDS.map((word) => ({
        text: capital(word),
        numeric: true,
      })),
    ],
    rows: rows.map(({ pathwayKey, key, title, counts }) => [
      title,
      ...PROGRESS_WORDS.map((word, code) =>
        counted(
          counts[code] ?? 0,
          { ...cohortFilter(cohort), pathway: pathwayKey, expectation: key, progress: progressParam(word) },
          `${word}: ${title}`,
        ),
      ),
    ]),
  })
}
