import { FileRefused } from './refused.ts'

/**
 * Columns of an establishments file and the names under which they are published: the full download (codes and
 * names), the search download (names only), and extracts made from them. Compared without case, spaces or marks.
 */
const PUBLISHED = {
  urn: ['URN'],
  name: ['EstablishmentName', 'name'],
  statusName: ['EstablishmentStatus (name)', 'status'],
  statusCode: ['EstablishmentStatus (code)', 'EstablishmentStatusId'],
  laCode: ['LA (code)', 'LAId'],
  laName: ['LA (name)', 'local_authority_name'],
  establishmentNumber: ['EstablishmentNumber'],
  phase: ['PhaseOfEducation (name)', 'phase_name', 'phase_of_education'],
  typeCode: ['TypeOfEstablishment (code)', 'establishment_type_code', 'TypeOfEstablishmentId'],
  typeName: ['TypeOfEstablishment (name)', 'establishment_type_name'],
  address1: ['Street', 'address_1'],
  address2: ['Locality', 'address_2'],
  address3: ['Address3'],
  town: ['Town'],
  county: ['County (name)', 'county'],
  postcode: ['Postcode'],
  easting: ['Easting'],
  northing: ['Northing'],
  pupils: ['NumberOfPupils', 'TotalPupils'],
  ageLow: ['StatutoryLowAge', 'AgeRangeLow'],
  ageHigh: ['StatutoryHighAge', 'AgeRangeHigh'],
  gender: ['Gender (name)', 'gender'],
  religiousCharacter: ['ReligiousCharacter (name)'],
  fsmPercentage: ['PercentageFSM'],
  website: ['SchoolWebsite', 'Website'],
  ukprn: ['UKPRN'],
  openedOn: ['OpenDate'],
  closedOn: ['CloseDate'],
  sourceChangedOn: ['LastChangedDate'],
  trustUid: ['Trusts (code)', 'TrustId'],
  trustName: ['Trusts (name)', 'TrustName'],
  trustFlag: ['TrustSchoolFlag (name)'],
} as const satisfies Record<string, readonly string[]>

export type ColumnName = keyof typeof PUBLISHED

/** Where each known column stands in the rows of one file. */
export interface Columns {
  readonly layout: string
  readonly width: number
  /** The search download writes one cell for each link under its last heading, “Linked establishments”. */
  readonly lastRepeats: boolean
  readonly at: Readonly<Partial<Record<ColumnName, number>>>
}

const NAMES = new Map(
  Object.entries(PUBLISHED).flatMap(([column, published]) =>
    // Object.entries forgets the key type of a constant object.
    published.map((name) => [plain(name), column as ColumnName] as const),
  ),
)

/** Also the column's own plain name, as extracts write it: `establishment_number`, `establishment_status_name`. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Finds the columns by their names. Refuses a file that lacks what every school needs, naming what it has. */
export function columnsOf(header: readonly string[]): Columns {
  const at: Partial<Record<ColumnName, number>> = {}
  header.forEach((title, index) => {
    const column = NAMES.get(plain(title))
    if (!column) return
    if (at[column] !== undefined)
      throw new FileRefused(`The file has two columns for ${PUBLISHED[column][0]}`)
    at[column] = index
  })
  for (const needed of ['urn', 'name'] as const) {
    if (at[needed] === undefined) throw missing(PUBLISHED[needed][0], header)
  }
  if (at.statusName === undefined && at.statusCode === undefined)
    throw missing(PUBLISHED.statusName[0], header)
  return {
    layout: layoutOf(at),
    width: header.length,
    lastRepeats: plain(header.at(-1) ?? '') === 'linkedestablishments',
    at,
  }
}

function missing(title: string, header: readonly string[]): FileRefused {
  const shown = header
    .slice(0, 8)
    .map((name) => `“${name.slice(0, 40)}”`)
    .join(', ')
  const more = header.length > 8 ? ` and ${header.length - 8} more` : ''
  return new FileRefused(`The file has no column “${title}”. Its columns are ${shown}${more}`)
}

function layoutOf(at: Columns['at']): string {
  if (at.trustFlag !== undefined) {
    return at.typeCode !== undefined ? 'full download (codes and names)' : 'search download (names only)'
  }
  return at.postcode !== undefined && at.pupils !== undefined ? 'extract' : 'index (names and status)'
}

/** Whether the file says where a school is and how large: if not, the date of those facts stays as it was. */
export function carriesFacts(columns: Columns): boolean {
  return columns.at.postcode !== undefined && columns.at.pupils !== undefined
}

export function carriesTrusts(columns: Columns): boolean {
  return columns.at.trustUid !== undefined || columns.at.trustName !== undefined
}
