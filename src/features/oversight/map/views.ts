import { number, plural, table } from '../../../design/components/index.ts'
import { type Content, type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { BOUNDARY_ATTRIBUTION, toLongitudeLatitude } from '../../schools/index.ts'
import type { HubLine, Programme } from '../domain.ts'
import { openHubs, placesByHub } from '../hubs/views.ts'
import { hrefOf } from '../list/filter.ts'
import type { PlaceCount, Summary } from '../summary/counts.ts'
import { HEIGHT, type Outline, WIDTH } from './outline.ts'

interface Placed {
  readonly hub: HubLine
  readonly taken: number
  readonly over: boolean
  /** On the drawing; nothing for a trust, or a school whose place the register does not give. */
  readonly point: readonly [number, number] | null
}

/** Where the hubs are. The drawing shows nothing that the table beside it does not say. */
export function mapPage(programme: Programme, summary: Summary, outline: Outline): Page {
  const places = placesByHub(summary)
  const hubs = openHubs(programme).map((hub) => placed(hub, places.get(hub.id) ?? [], outline))
  const shown = hubs.filter(({ point }) => point !== null)
  return {
    title: 'Map of hubs',
    width: 'full',
    breadcrumbs: [
      { href: '/programme', text: programme.name },
      { href: '/programme/hubs', text: 'Hubs' },
      { text: 'Map of hubs' },
    ],
    body: html`<h1 class="govuk-heading-l">Map of hubs</h1>
<p class="govuk-body-l">${plural(hubs.length, 'hub')}, ${shown.length === hubs.length ? 'all' : `${number(shown.length)} of them`} on the map at the place of the lead school. Everything on the map is in the table too.</p>
<div class="govuk-grid-row">
<div class="govuk-grid-column-one-half">
${drawing(shown, outline)}
<p class="govuk-body-s">A circle is a hub within its places; a square is a hub with more partner schools than it takes. Colours only tell regions apart.</p>
<p class="govuk-body-s">${BOUNDARY_ATTRIBUTION}</p>
</div>
<div class="govuk-grid-column-one-half">
${table({
  caption: 'Hubs by region and name',
  captionSize: 'm',
  head: [
    { text: 'Hub' },
    { text: 'Region' },
    { text: 'Partner schools', numeric: true },
    { text: 'On the map' },
  ],
  rows: inOrder(hubs).map(({ hub, taken, over, point }) => [
    html`<a class="govuk-link" href="/hubs/${hub.id}">${hub.name}</a>`,
    hub.regionName,
    schools(hub, taken),
    point === null
      ? `No: ${hub.leadSchoolUrn === null ? 'a trust leads it' : 'its place is not in the register'}`
      : over
        ? 'Square'
        : 'Circle',
  ]),
  empty: html`There are no hubs yet. <a class="govuk-link" href="/hubs/new">Add a hub</a>`,
})}
</div>
</div>`,
  }
}

function schools(hub: HubLine, taken: number): Content {
  if (taken === 0) return '0'
  return html`<a class="govuk-link" href="${hrefOf({ hub: String(hub.id) })}">${number(taken)}<span class="govuk-visually-hidden"> partner schools of ${hub.name}</span></a>`
}

function inOrder(hubs: readonly Placed[]): Placed[] {
  return hubs.toSorted((one, other) => (one.hub.regionName ?? '~').localeCompare(other.hub.regionName ?? '~'))
}

function placed(hub: HubLine, places: readonly PlaceCount[], outline: Outline): Placed {
  const { easting, northing } = hub
  return {
    hub,
    taken: places.reduce((sum, { taken }) => sum + taken, 0),
    over: places.some(({ taken, maximum }) => maximum !== null && taken > maximum),
    point:
      easting === null || northing === null ? null : outline.place(toLongitudeLatitude(easting, northing)),
  }
}

/** Of one lightness, because a darker region would read as one with more. */
const TINTS = ['#dbe7e5', '#e7e2d3', '#dce2ee', '#eadfe4', '#e3e8d6']
const POINT = '#12464f'

function drawing(shown: readonly Placed[], { regions }: Outline): Html {
  const title = `Map of England with ${plural(shown.length, 'hub')}`
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="100%" role="img" aria-labelledby="map-title map-text" focusable="false">
<title id="map-title">${title}</title>
<desc id="map-text">${byRegion(shown)}</desc>
${regions.map(({ path, tint }) => {
  const colour = TINTS[tint % TINTS.length]
  return html`<path d="${path}" fill="${colour}" stroke="${colour}" stroke-width="2"/>
`
})}
${shown.map(({ point, over, hub, taken }) => {
  if (!point) return ''
  const [x, y] = [Math.round(point[0]), Math.round(point[1])]
  const words = html`<title>${hub.name}, ${plural(taken, 'partner school')}</title>`
  return over
    ? html`<rect x="${x - 11}" y="${y - 11}" width="22" height="22" fill="${POINT}" stroke="#ffffff" stroke-width="3">${words}</rect>`
    : html`<circle cx="${x}" cy="${y}" r="12" fill="${POINT}" stroke="#ffffff" stroke-width="3">${words}</circle>`
})}
</svg>`
}

function byRegion(shown: readonly Placed[]): string {
  const counts = Map.groupBy(shown, ({ hub }) => hub.regionName ?? 'Region not known')
  return [...counts]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([region, hubs]) => `${region}: ${hubs.length}`)
    .join('; ')
}
