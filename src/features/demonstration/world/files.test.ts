import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { councilBoundaries, toLongitudeLatitude } from '../../schools/index.ts'
import { readWorldFiles, type WorldFiles } from './files.ts'

const REGISTER = join(import.meta.dirname, '../../../../db/register')

/** As search compares names. */
const folded = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f.'’]/g, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\b(church of england|c of e|cofe)\b/g, 'ce')
    .replace(/\bsaint\b/g, 'st')
    .trim()

function registerNames(file: string): Set<string> {
  const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(join(REGISTER, file))), {
    columns: (head: string[]) => head.map((name) => name.toLowerCase()),
    bom: true,
    relax_column_count: true,
  })
  return new Set(
    rows.map((row) => folded(row.name ?? row.establishmentname ?? row.group_name ?? row['group name'] ?? '')),
  )
}

describe('the files of the demonstration world', () => {
  let files: WorldFiles
  before(async () => {
    files = await readWorldFiles()
  })

  test('every number is of the reserved range, once', () => {
    const numbers = [...files.schools.map(({ urn }) => urn), ...files.trusts.map(({ uid }) => uid)]
    assert.ok(numbers.every((number) => number >= 990_000 && number <= 999_999))
    assert.equal(new Set(numbers).size, numbers.length)
    assert.equal(
      new Set(files.schools.map(({ establishment_number }) => establishment_number)).size,
      files.schools.length,
    )
  })

  test('no school or trust has the name of a real one, nor two the same', () => {
    const schools = registerNames('schools-2023-11.csv.gz').union(
      registerNames('schools-2026-08-subset.csv.gz'),
    )
    assert.ok(schools.size > 30_000)
    const trusts = registerNames('trusts-2026-08.csv.gz')
    assert.ok(trusts.size > 2_000)
    const own = files.schools.map(({ name }) => folded(name))
    assert.deepEqual(
      own.filter((name) => schools.has(name)),
      [],
    )
    assert.deepEqual(
      files.trusts.filter(({ name }) => trusts.has(folded(name))),
      [],
    )
    assert.equal(new Set(own).size, own.length)
  })

  test('each school lies inside the council area that it names, and each hub in its region', async () => {
    const { features } = await councilBoundaries()
    const areas = new Map(features.map((area) => [area.properties.old_la_code, area]))
    for (const school of files.schools) {
      const area = areas.get(String(school.la_code))
      assert.ok(area, `${school.name} names no council`)
      const [longitude, latitude] = toLongitudeLatitude(school.easting, school.northing)
      const { geometry } = area
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
      assert.ok(
        polygons.some(([ring]) => ring && inside(longitude, latitude, ring)),
        `${school.name} lies outside ${area.properties.la_name}`,
      )
    }
    for (const hub of files.programmes.flatMap(({ hubs }) => hubs)) {
      const lead = files.schools.find(({ urn }) => urn === hub.leadSchool)
      if (lead) assert.equal(areas.get(String(lead.la_code))?.properties.region_code, hub.region)
    }
  })

  test('there are schools of every kind, the smallest and the longest-named among them', () => {
    const phases = new Set(files.schools.map(({ phase }) => phase))
    assert.deepEqual([...phases].sort(), [
      'All-through',
      'Middle deemed secondary',
      'Not applicable',
      'Primary',
      'Secondary',
    ])
    assert.ok(files.schools.some(({ pupils }) => pupils < 50))
    assert.ok(files.schools.some(({ name }) => name.length > 150))
    assert.ok(files.schools.some(({ name }) => /[æéó]/.test(name)))
    assert.ok(files.schools.some(({ type_name }) => type_name === 'Pupil referral unit'))
  })

  test('every story is told at least once', () => {
    const told = new Set(files.partnerships.map(({ story }) => story))
    assert.deepEqual(
      [...files.stories.keys()].filter((story) => !told.has(story)),
      [],
    )
  })
})

/** Whether a point lies in a ring: how often a line from it to the east crosses the edge. */
function inside(x: number, y: number, ring: readonly (readonly number[])[]): boolean {
  let is = false
  for (let index = 0; index < ring.length; index += 1) {
    const [ax = 0, ay = 0] = ring[index] ?? []
    const [bx = 0, by = 0] = ring.at(index - 1) ?? []
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) is = !is
  }
  return is
}
