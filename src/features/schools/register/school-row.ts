import { isEnglishCouncilCode, isInvented, isRegisterUrn, type SchoolFacts, statusOf } from '../domain.ts'
import type { ColumnName, Columns } from './columns.ts'
import {
  type Read,
  readDate,
  readGrid,
  readPercentage,
  readPostcode,
  readText,
  readWhole,
  UNREADABLE,
} from './values.ts'

/** What the service knows already and a row may point at. */
export interface Known {
  readonly laCodes: ReadonlySet<number>
  readonly laCodesByName: ReadonlyMap<string, number>
  readonly trustUidsByName: ReadonlyMap<string, number>
}

/** A trust that a row names. The file is the first to say so where `trusts` does not have it. */
export interface NamedTrust {
  readonly uid: number
  readonly name: string
  readonly kind: string
}

export type SchoolRow =
  | { readonly ok: true; readonly school: SchoolFacts; readonly trust: NamedTrust | null }
  | { readonly ok: false; readonly urn: string; readonly reason: string }

const LONGEST_NAME = 200
const LONGEST_TEXT = 300
const MOST_LINKS = 100

/** Reads one row. Gives the school, or every reason why not. */
export function readSchool(
  cells: readonly string[],
  columns: Columns,
  known: Known,
  nulBytes: boolean,
): SchoolRow {
  const urnText = (cells[columns.at.urn ?? -1] ?? '').trim()
  const refuse = (reason: string): SchoolRow => ({ ok: false, urn: shown(urnText), reason })

  const extra = cells.length - columns.width
  if (extra < 0 || extra > (columns.lastRepeats ? MOST_LINKS : 0))
    return refuse(`The row has ${cells.length} columns; the header has ${columns.width}`)
  if (nulBytes && cells.some((cell) => cell.includes('\0'))) return refuse('The row holds a NUL character')
  if (urnText === '') return refuse('The URN is missing')
  const urn = /^\d{6}$/.test(urnText) ? Number(urnText) : 0
  if (isInvented(urn)) return refuse(`URN ${urn} is in the range kept for invented schools`)
  if (!isRegisterUrn(urn)) return refuse(`“${shown(urnText)}” is not a URN, which has six digits from 100000`)

  const problems: string[] = []
  function value<T>(column: ColumnName, read: (published: string) => Read<T>, what: string): T | null {
    const index = columns.at[column]
    if (index === undefined) return null
    const published = cells[index] ?? ''
    if (published === '') return null
    const result = published.length > LONGEST_TEXT ? UNREADABLE : read(published)
    if (result !== UNREADABLE) return result
    problems.push(
      published.length > LONGEST_TEXT
        ? `${what} is longer than ${LONGEST_TEXT} characters`
        : `“${shown(published)}” cannot be read as ${what}`,
    )
    return null
  }
  const text = (column: ColumnName, what: string) => value(column, readText, what)

  const name = text('name', 'the name')
  if (name === null && problems.length === 0) problems.push('The name is missing')
  if (name !== null && name.length > LONGEST_NAME)
    problems.push(`The name is longer than ${LONGEST_NAME} characters`)

  const published = text('statusName', 'the status') ?? text('statusCode', 'the status')
  const status = published === null ? undefined : statusOf(published)
  if (published === null) problems.push('The status is missing')
  else if (status === undefined) problems.push(`“${shown(published)}” is not a status of the register`)

  const publishedLaCode = text('laCode', 'the council’s code')
  const publishedLaName = text('laName', 'the council')
  const laCode = councilOf(publishedLaCode, publishedLaName, known)
  const trustName = text('trustName', 'the trust')
  const trustUid =
    value('trustUid', (cell) => readWhole(cell, 1, 989_999), 'the trust’s UID') ??
    (trustName === null ? null : (known.trustUidsByName.get(trustName.toUpperCase()) ?? null))
  const typeCode = value('typeCode', (cell) => readWhole(cell, 0, 999), 'the code of the type')

  const school = {
    urn,
    phase: text('phase', 'the phase'),
    typeCode,
    typeName: text('typeName', 'the type'),
    laCode,
    publishedLaCode,
    publishedLaName,
    inEngland: laCode !== null || isEnglishCouncilCode(Number(publishedLaCode ?? 'none')),
    establishmentNumber: value(
      'establishmentNumber',
      (cell) => readWhole(cell, 0, 9999),
      'the establishment number',
    ),
    trustUid,
    address1: text('address1', 'the address'),
    address2: text('address2', 'the address'),
    address3: text('address3', 'the address'),
    town: text('town', 'the town'),
    county: text('county', 'the county'),
    postcode: value('postcode', readPostcode, 'the postcode'),
    easting: value('easting', (cell) => readGrid(cell, 700_000), 'the easting'),
    northing: value('northing', (cell) => readGrid(cell, 1_300_000), 'the northing'),
    pupils: value('pupils', (cell) => readWhole(cell, 0, 50_000), 'the number of pupils'),
    ageLow: value('ageLow', (cell) => readWhole(cell, 0, 99), 'the lowest age'),
    ageHigh: value('ageHigh', (cell) => readWhole(cell, 0, 99), 'the highest age'),
    gender: text('gender', 'the gender of entry'),
    religiousCharacter: text('religiousCharacter', 'the religious character'),
    fsmPercentage: value('fsmPercentage', readPercentage, 'the percentage of free school meals'),
    website: text('website', 'the website'),
    ukprn: value('ukprn', (cell) => readWhole(cell, 1, 99_999_999), 'the UKPRN'),
    openedOn: value('openedOn', readDate, 'the opening date'),
    closedOn: value('closedOn', readDate, 'the closing date'),
    sourceChangedOn: value('sourceChangedOn', readDate, 'the date of the last change'),
  }
  if (problems.length > 0 || name === null || status === undefined) return refuse(problems.join('; '))
  const flag = text('trustFlag', 'the kind of trust')
  const trust =
    trustUid === null ? null : { uid: trustUid, name: trustName ?? `Trust ${trustUid}`, kind: kindOf(flag) }
  return { ok: true, school: { ...school, name, status }, trust }
}

function councilOf(code: string | null, name: string | null, known: Known): number | null {
  if (code !== null) {
    const number = Number(code)
    return known.laCodes.has(number) ? number : null
  }
  return name === null ? null : (known.laCodesByName.get(name.toUpperCase()) ?? null)
}

function kindOf(flag: string | null): string {
  const kind = /supported by an? (.*trust)/i.exec(flag ?? '')?.[1]
  return kind ? kind.charAt(0).toUpperCase() + kind.slice(1) : 'Trust'
}

/** A piece of a file as it may be shown and stored: short, and without control characters. */
export function shown(published: string, most = 60): string {
  const clean = published
    .slice(0, most)
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
  return published.length > most ? `${clean}…` : clean
}

/** The start of a row, as it can be stored and shown. */
export function excerptOf(cells: readonly string[]): string {
  return shown(cells.slice(0, 12).join(', '), 200)
}
