/** What one row of a file of hubs says, read without looking anything up. */
import type { ImportField, ImportRow } from '../../imports/index.ts'

/** A pathway of a programme: each has a column for a hub's own number of places. */
export interface PathwayColumn {
  readonly key: string
  readonly name: string
}

export interface Person {
  readonly name: string
  readonly email: string
}

/** Empty cells are null: they leave a hub that is there as it is. */
export interface HubRow {
  readonly line: number
  readonly reference: string
  readonly name: string | null
  readonly leadSchoolUrn: number | null
  readonly leadTrustUid: number | null
  readonly region: string | null
  readonly capacities: ReadonlyMap<string, number>
  readonly people: readonly Person[]
}

export interface Fault {
  readonly field: string
  readonly message: string
}

export const capacityColumn = (pathwayKey: string) => `capacity-${pathwayKey}`

export function fieldsFor(pathways: readonly PathwayColumn[]): ImportField[] {
  return [
    {
      key: 'reference',
      label: 'Reference',
      hint: 'How files and letters know the hub, for example H12. One row for each.',
      required: true,
      synonyms: ['hub reference', 'hub ref', 'ref', 'hub id', 'hub code', 'hub number'],
    },
    {
      key: 'name',
      label: 'Name of the hub',
      hint: 'Left empty, a new hub has the name of its lead.',
      required: false,
      synonyms: ['name', 'hub', 'hub name', 'title'],
    },
    {
      key: 'school',
      label: 'Lead school URN',
      required: false,
      synonyms: ['urn', 'lead urn', 'lead school', 'school urn'],
    },
    {
      key: 'trust',
      label: 'Lead trust UID',
      hint: 'For a hub that a trust leads.',
      required: false,
      synonyms: ['uid', 'trust uid', 'lead trust', 'group uid', 'trust'],
    },
    {
      key: 'region',
      label: 'Region',
      hint: 'Follows from a lead school; needed for a trust.',
      required: false,
      synonyms: ['region name', 'area'],
    },
    ...pathways.map(({ key, name }) => ({
      key: capacityColumn(key),
      label: `Capacity: ${name}`,
      hint: 'Partner schools at a time. Left empty, as the programme says.',
      required: false,
      synonyms: [`${name} capacity`, `${name} places`, `${key} capacity`, `${key} places`, `capacity ${key}`],
    })),
    {
      key: 'leadNames',
      label: 'Hub lead names',
      hint: 'Several are parted by a semicolon.',
      required: false,
      synonyms: ['hub lead', 'hub lead name', 'lead name', 'contact', 'contact name'],
    },
    {
      key: 'leadEmails',
      label: 'Hub lead emails',
      hint: 'In the order of the names. Nothing is sent to them by the import.',
      required: false,
      synonyms: ['hub lead email', 'email', 'email address', 'lead email', 'contact email'],
    },
  ]
}

const EMAIL = /^[^\s@;,<>"]+@[^\s@;,<>"]+\.[^\s@;,<>".]{2,}$/u

export function readRow(
  row: ImportRow,
  pathways: readonly PathwayColumn[],
): { readonly row: HubRow } | { readonly fault: Fault } {
  const value = (key: string) => row.values[key] ?? ''
  const fault = (field: string, message: string) => ({ fault: { field, message } })

  if (value('reference').length > 40) return fault('reference', 'The reference has more than 40 characters')
  if (value('name').length > 200) return fault('name', 'The name has more than 200 characters')
  const [urn, uid] = [value('school'), value('trust')]
  if (urn !== '' && uid !== '') return fault('trust', 'A hub is led by a school or by a trust, not by both')
  if (urn !== '' && !/^\d{6}$/.test(urn))
    return fault('school', `“${urn}” is not a URN: a URN has six digits`)
  if (uid !== '' && !/^\d{1,6}$/.test(uid))
    return fault('trust', `“${uid}” is not the UID of a trust: it has digits only`)

  const capacities = new Map<string, number>()
  for (const { key, name } of pathways) {
    const places = value(capacityColumn(key)).replaceAll(',', '')
    if (places === '') continue
    if (!/^\d{1,4}$/.test(places) || Number(places) > 1000) {
      return fault(
        capacityColumn(key),
        `“${places}” is not a number of places on ${name}: give a whole number up to 1,000`,
      )
    }
    capacities.set(key, Number(places))
  }

  const names = parts(value('leadNames'))
  const emails = parts(value('leadEmails'))
  const wrong = emails.find((email) => !EMAIL.test(email) || email.length > 254)
  if (wrong !== undefined) return fault('leadEmails', `“${wrong}” is not an email address`)
  if (names.length > 0 && emails.length !== names.length) {
    return fault(
      'leadEmails',
      `There are ${names.length} names and ${emails.length} email addresses: give one for each`,
    )
  }
  const long = names.find((name) => name.length > 200)
  if (long !== undefined) return fault('leadNames', 'A name has more than 200 characters')
  const people = new Map(
    emails.map((email, at) => [email.toLowerCase(), { email, name: names[at] ?? email }] as const),
  )

  return {
    row: {
      line: row.line,
      reference: value('reference'),
      name: value('name') || null,
      leadSchoolUrn: urn === '' ? null : Number(urn),
      leadTrustUid: uid === '' ? null : Number(uid),
      region: value('region') || null,
      capacities,
      people: [...people.values()],
    },
  }
}

function parts(cell: string): string[] {
  return cell
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
