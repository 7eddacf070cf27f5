/** England drawn once: nine regions, told apart by their tints. */
import { geoTransverseMercator } from 'd3-geo'
import type { FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'
import { type CouncilArea, councilBoundaries } from '../../schools/index.ts'

/** Half a pixel on the page is one unit: whole numbers then draw well enough, and a path is a third as long. */
export const WIDTH = 1200
export const HEIGHT = 1480

export interface RegionShape {
  readonly code: string
  readonly name: string
  /** Number of its tint: no neighbour has the same. */
  readonly tint: number
  readonly path: string
}

export interface Outline {
  readonly regions: readonly RegionShape[]
  /** Where a place lies on the drawing, from its longitude and latitude. */
  readonly place: (
    at: readonly [longitude: number, latitude: number],
  ) => readonly [x: number, y: number] | null
}

let drawn: Promise<Outline> | undefined

export function englandOutline(): Promise<Outline> {
  drawn ??= councilBoundaries().then(draw)
  return drawn
}

type Areas = FeatureCollection<Polygon | MultiPolygon, CouncilArea>

function draw(areas: Areas): Outline {
  // The meridian of the National Grid, so that the country stands upright as on other maps of it.
  const projection = geoTransverseMercator().rotate([2, 0])
  const margin = 16
  projection.fitExtent(
    [
      [margin, margin],
      [WIDTH - margin, HEIGHT - margin],
    ],
    clockwise(areas),
  )
  const place = ([longitude, latitude]: readonly [number, number]) => projection([longitude, latitude])
  const tints = tintsOf(areas)
  const regions = Map.groupBy(areas.features, ({ properties }) => properties.region_code)
  return {
    place,
    regions: [...regions].map(([code, features]) => ({
      code,
      name: features[0]?.properties.region_name ?? code,
      tint: tints.get(code) ?? 0,
      path: features
        .flatMap(ringsOf)
        .map((ring) => pathOf(ring, place))
        .join(''),
    })),
  }
}

function ringsOf({ geometry }: Areas['features'][number]): Position[][] {
  return (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat()
}

/** Closed, in whole numbers; points nearer than this to the one before are left out. */
const NEAR = 2.5

function pathOf(ring: readonly Position[], place: Outline['place']): string {
  const points: [number, number][] = []
  for (const [longitude = 0, latitude = 0] of ring) {
    const at = place([longitude, latitude])
    if (!at) continue
    const [x, y] = [Math.round(at[0]), Math.round(at[1])]
    const before = points.at(-1)
    if (!before || Math.hypot(x - before[0], y - before[1]) >= NEAR) points.push([x, y])
  }
  const [first, ...others] = points
  // An islet smaller than a pixel.
  if (!first || others.length < 2) return ''
  let [x, y] = first
  const steps = others.map(([toX, toY]) => {
    const step = `${toX - x},${toY - y}`
    x = toX
    y = toY
    return step
  })
  return `M${first[0]},${first[1]}l${steps.join(' ')}z`
}

/** GeoJSON rings run anticlockwise; on d3's sphere such a ring is everything else but the area. */
function clockwise(areas: Areas): Areas {
  const turn = (ring: Position[], isHole: boolean) =>
    isClockwise(ring) === isHole ? ring.toReversed() : ring
  const polygon = (rings: Position[][]) => rings.map((ring, at) => turn(ring, at > 0))
  return {
    ...areas,
    features: areas.features.map((feature) => ({
      ...feature,
      geometry:
        feature.geometry.type === 'Polygon'
          ? { type: 'Polygon', coordinates: polygon(feature.geometry.coordinates) }
          : { type: 'MultiPolygon', coordinates: feature.geometry.coordinates.map(polygon) },
    })),
  }
}

function isClockwise(ring: readonly Position[]): boolean {
  let area = 0
  for (let at = 1; at < ring.length; at += 1) {
    const [x1 = 0, y1 = 0] = ring[at - 1] ?? []
    const [x2 = 0, y2 = 0] = ring[at] ?? []
    area += (x2 - x1) * (y2 + y1)
  }
  return area > 0
}

/** A number for each region, the smallest that none of its neighbours has: regions that share an edge are neighbours. */
function tintsOf(areas: Areas): Map<string, number> {
  const regionOf = new Map<string, string>()
  const neighbours = new Map<string, Set<string>>()
  for (const feature of areas.features) {
    const code = feature.properties.region_code
    for (const ring of ringsOf(feature)) {
      for (const point of ring) {
        const key = point.join()
        const other = regionOf.get(key) ?? code
        regionOf.set(key, code)
        if (other === code) continue
        neighbours.set(code, (neighbours.get(code) ?? new Set()).add(other))
        neighbours.set(other, (neighbours.get(other) ?? new Set()).add(code))
      }
    }
  }
  const tints = new Map<string, number>()
  for (const code of [...new Set(regionOf.values())].sort()) {
    const taken = new Set([...(neighbours.get(code) ?? [])].map((other) => tints.get(other)))
    let tint = 0
    while (taken.has(tint)) tint += 1
    tints.set(code, tint)
  }
  return tints
}
