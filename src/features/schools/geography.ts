/** Where a school is: the National Grid turned into degrees, and the outlines of the councils' areas. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'

const BOUNDARIES = join(import.meta.dirname, '../../../db/register/council-boundaries.geojson.gz')

/** The attribution that every map of these outlines must show. */
export const BOUNDARY_ATTRIBUTION =
  'Source: Office for National Statistics licensed under the Open Government Licence v3.0. Contains OS data © Crown copyright and database right 2024.'

export interface CouncilArea {
  /** The register's three-digit code, as text. */
  readonly old_la_code: string
  readonly new_la_code: string
  readonly la_name: string
  readonly region_code: string
  readonly region_name: string
}

let boundaries: Promise<FeatureCollection<Polygon | MultiPolygon, CouncilArea>> | undefined

/** Simplified outlines of the 153 councils' areas, longitude and latitude (WGS84). Read once. */
export function councilBoundaries(): Promise<FeatureCollection<Polygon | MultiPolygon, CouncilArea>> {
  boundaries ??= readFile(BOUNDARIES)
    .then((bytes) => promisify(gunzip)(bytes))
    .then((bytes) => JSON.parse(bytes.toString('utf8')))
  return boundaries
}

// Ordnance Survey, "A guide to coordinate systems in Great Britain": Airy 1830 and the National Grid projection.
const AIRY = { a: 6_377_563.396, b: 6_356_256.909 }
const WGS84 = { a: 6_378_137, b: 6_356_752.314_245 }
const SCALE = 0.999_601_271_7
const ORIGIN = { latitude: radians(49), longitude: radians(-2), easting: 400_000, northing: -100_000 }

/**
 * Longitude and latitude (WGS84, degrees) of an easting and northing in metres on the National Grid. Good to about
 * five metres: enough for a map, not for surveying.
 */
export function toLongitudeLatitude(easting: number, northing: number): [number, number] {
  const { latitude, longitude } = onAiry(easting, northing)
  const [x, y, z] = cartesian(latitude, longitude, AIRY)
  // The seven-parameter shift from OSGB36 to WGS84.
  const [tx, ty, tz] = [446.448, -125.157, 542.06]
  const [rx, ry, rz] = [seconds(0.1502), seconds(0.247), seconds(0.8421)]
  const s = 1 - 20.4894e-6
  return degreesOf(tx + s * x - rz * y + ry * z, ty + rz * x + s * y - rx * z, tz - ry * x + rx * y + s * z)
}

function onAiry(easting: number, northing: number): { latitude: number; longitude: number } {
  const { a, b } = AIRY
  const e2 = 1 - (b * b) / (a * a)
  const n = (a - b) / (a + b)
  let latitude = ORIGIN.latitude
  let arc = 0
  do {
    latitude += (northing - ORIGIN.northing - arc) / (a * SCALE)
    const [d, s] = [latitude - ORIGIN.latitude, latitude + ORIGIN.latitude]
    arc =
      b *
      SCALE *
      ((1 + n + 1.25 * n ** 2 + 1.25 * n ** 3) * d -
        (3 * n + 3 * n ** 2 + 2.625 * n ** 3) * Math.sin(d) * Math.cos(s) +
        (1.875 * n ** 2 + 1.875 * n ** 3) * Math.sin(2 * d) * Math.cos(2 * s) -
        (35 / 24) * n ** 3 * Math.sin(3 * d) * Math.cos(3 * s))
  } while (Math.abs(northing - ORIGIN.northing - arc) >= 0.000_01)

  const sin = Math.sin(latitude)
  const tan = Math.tan(latitude)
  const sec = 1 / Math.cos(latitude)
  const nu = (a * SCALE) / Math.sqrt(1 - e2 * sin ** 2)
  const rho = (a * SCALE * (1 - e2)) / (1 - e2 * sin ** 2) ** 1.5
  const eta2 = nu / rho - 1
  const east = easting - ORIGIN.easting
  const t2 = tan ** 2
  return {
    latitude:
      latitude -
      (tan / (2 * rho * nu)) * east ** 2 +
      (tan / (24 * rho * nu ** 3)) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2) * east ** 4 -
      (tan / (720 * rho * nu ** 5)) * (61 + 90 * t2 + 45 * t2 ** 2) * east ** 6,
    longitude:
      ORIGIN.longitude +
      (sec / nu) * east -
      (sec / (6 * nu ** 3)) * (nu / rho + 2 * t2) * east ** 3 +
      (sec / (120 * nu ** 5)) * (5 + 28 * t2 + 24 * t2 ** 2) * east ** 5 -
      (sec / (5040 * nu ** 7)) * (61 + 662 * t2 + 1320 * t2 ** 2 + 720 * t2 ** 3) * east ** 7,
  }
}

function cartesian(latitude: number, longitude: number, { a, b }: typeof AIRY): [number, number, number] {
  const e2 = 1 - (b * b) / (a * a)
  const nu = a / Math.sqrt(1 - e2 * Math.sin(latitude) ** 2)
  return [
    nu * Math.cos(latitude) * Math.cos(longitude),
    nu * Math.cos(latitude) * Math.sin(longitude),
    nu * (1 - e2) * Math.sin(latitude),
  ]
}

function degreesOf(x: number, y: number, z: number): [number, number] {
  const { a, b } = WGS84
  const e2 = 1 - (b * b) / (a * a)
  const p = Math.hypot(x, y)
  let latitude = Math.atan2(z, p * (1 - e2))
  for (let round = 0; round < 5; round += 1) {
    const nu = a / Math.sqrt(1 - e2 * Math.sin(latitude) ** 2)
    latitude = Math.atan2(z + e2 * nu * Math.sin(latitude), p)
  }
  return [(Math.atan2(y, x) * 180) / Math.PI, (latitude * 180) / Math.PI]
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}

function seconds(arc: number): number {
  return radians(arc / 3600)
}
