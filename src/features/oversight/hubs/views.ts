import { number, plural, table } from '../../../design/components/index.ts'
import { type Content, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { HubLine, Programme } from '../domain.ts'
import { hrefOf } from '../list/filter.ts'
import type { PlaceCount, Summary } from '../summary/counts.ts'
import { placeWords } from '../summary/views.ts'

/** Every hub with its partner schools against what it takes, by name. */
export function hubPlacesPage(programme: Programme, summary: Summary): Page {
  const { pathways, name } = programme
  const hubs = openHubs(programme)
  const placesOf = placesByHub(summary)
  return {
    title: 'Hubs and their places',
    width: 'full',
    breadcrumbs: [{ href: '/programme', text: name }, { text: 'Hubs and their places' }],
    body: html`<h1 class="govuk-heading-l">Hubs and their places</h1>
<p class="govuk-body-l">${plural(hubs.length, 'hub')} with ${plural(summary.open, 'partner school')}. A school takes a place from its invitation until its partnership ends.</p>
<p class="govuk-body"><a class="govuk-link" href="/programme/hubs.csv">Download this list (CSV)</a> · <a class="govuk-link" href="/programme/map">Map of hubs</a> · <a class="govuk-link" href="/hubs/new">Add a hub</a></p>
${table({
  caption: 'Hubs by name',
  captionSize: 'hidden',
  head: [
    { text: 'Hub' },
    { text: 'Lead' },
    { text: 'Region' },
    ...pathways.map((pathway) => ({ text: pathway.name })),
    { text: 'Partner schools', numeric: true },
  ],
  rows: hubs.map((hub) => {
    const places = placesOf.get(hub.id) ?? []
    const total = places.reduce((sum, { taken }) => sum + taken, 0)
    return [
      html`<a class="govuk-link" href="/hubs/${hub.id}">${hub.name}</a><br><span class="govuk-body-s">${hub.reference}</span>`,
      hub.leadName,
      hub.regionName,
      ...pathways.map(({ key }) =>
        placeCell(
          hub,
          places.find(({ pathwayKey }) => pathwayKey === key),
        ),
      ),
      total === 0
        ? '0'
        : html`<a class="govuk-link" href="${hrefOf({ hub: String(hub.id) })}">${number(total)}<span class="govuk-visually-hidden"> partner schools of ${hub.name}</span></a>`,
    ]
  }),
  empty: html`There are no hubs yet. <a class="govuk-link" href="/hubs/new">Add a hub</a> or <a class="govuk-link" href="/imports">import hubs from a file</a>.`,
})}`,
  }
}

function placeCell(hub: HubLine, places: PlaceCount | undefined): Content {
  if (!places) return ''
  const { taken, maximum, pathwayKey } = places
  const words = placeWords(places)
  const count =
    taken === 0
      ? '0'
      : html`<a class="govuk-link" href="${hrefOf({ hub: String(hub.id), pathway: pathwayKey })}">${number(taken)}</a>`
  return html`${count}${maximum !== null && ` of ${number(maximum)}`}, ${maximum !== null && taken > maximum ? html`<strong>${words}</strong>` : words}`
}

export function openHubs({ hubs }: Programme): readonly HubLine[] {
  return hubs.filter(({ closedOn }) => closedOn === null)
}

export function placesByHub({ places }: Summary): ReadonlyMap<number, readonly PlaceCount[]> {
  return Map.groupBy(places, ({ hubId }) => hubId)
}

export function* hubRows(programme: Programme, summary: Summary): Iterable<readonly string[]> {
  const { pathways, today } = programme
  const placesOf = placesByHub(summary)
  yield [
    'Reference',
    'Hub',
    'Lead',
    'Region',
    ...pathways.flatMap(({ name }) => [`${name}: partner schools`, `${name}: takes`]),
    'As at',
  ]
  for (const hub of openHubs(programme)) {
    const places = placesOf.get(hub.id) ?? []
    yield [
      hub.reference,
      hub.name,
      hub.leadName,
      hub.regionName ?? '',
      ...pathways.flatMap(({ key }) => {
        const own = places.find(({ pathwayKey }) => pathwayKey === key)
        return [String(own?.taken ?? 0), own?.maximum?.toString() ?? '']
      }),
      today,
    ]
  }
}
