/** Types and pure rules of the register of schools. No input or output here. */

export type SchoolStatus = 'open' | 'closing' | 'proposed' | 'closed'

export const STATUS_NAMES: Readonly<Record<SchoolStatus, string>> = {
  open: 'Open',
  closing: 'Open, but proposed to close',
  proposed: 'Proposed to open',
  closed: 'Closed',
}

/** URNs and trust UIDs from here up are kept for invented schools and trusts; the database holds to it too. */
export const FIRST_INVENTED = 990_000
export const LAST_INVENTED = 999_999
const FIRST_URN = 100_000

export function isInvented(number: number): boolean {
  return number >= FIRST_INVENTED && number <= LAST_INVENTED
}

/** A URN of the register: six digits, outside the range kept for invented schools. */
export function isRegisterUrn(urn: number): boolean {
  return Number.isInteger(urn) && urn >= FIRST_URN && urn < FIRST_INVENTED
}

/** The line to show wherever facts of the register are shown. */
export const ATTRIBUTION =
  'Contains public sector information licensed under the Open Government Licence v3.0. Source: Department for Education.'

/** What one row of an establishments file says of a school. `null` means the file leaves it empty. */
export interface SchoolFacts {
  readonly urn: number
  readonly name: string
  readonly status: SchoolStatus
  readonly phase: string | null
  readonly typeCode: number | null
  readonly typeName: string | null
  readonly laCode: number | null
  readonly publishedLaCode: string | null
  readonly publishedLaName: string | null
  readonly inEngland: boolean
  readonly establishmentNumber: number | null
  readonly trustUid: number | null
  readonly address1: string | null
  readonly address2: string | null
  readonly address3: string | null
  readonly town: string | null
  readonly county: string | null
  readonly postcode: string | null
  readonly easting: number | null
  readonly northing: number | null
  readonly pupils: number | null
  readonly ageLow: number | null
  readonly ageHigh: number | null
  readonly gender: string | null
  readonly religiousCharacter: string | null
  readonly fsmPercentage: number | null
  readonly website: string | null
  readonly ukprn: number | null
  readonly openedOn: string | null
  readonly closedOn: string | null
  readonly sourceChangedOn: string | null
}

const STATUSES: Readonly<Record<string, SchoolStatus>> = {
  open: 'open',
  'open, but proposed to close': 'closing',
  'open but proposed to close': 'closing',
  'proposed to open': 'proposed',
  closed: 'closed',
  '1': 'open',
  '2': 'closed',
  '3': 'closing',
  '4': 'proposed',
}

/** The status from its published name or code. */
export function statusOf(published: string): SchoolStatus | undefined {
  const key = published.toLowerCase()
  return Object.hasOwn(STATUSES, key) ? STATUSES[key] : undefined
}

/**
 * Whether a council code of the register is English. 201 to 399 and 800 to 999 are; 660 to 681 are Welsh, 000 and
 * 701 to 708 are offshore and overseas. A reorganised council that nobody has listed yet is still in England.
 */
export function isEnglishCouncilCode(code: number): boolean {
  return (code > 200 && code < 400) || (code >= 800 && code <= 999)
}
