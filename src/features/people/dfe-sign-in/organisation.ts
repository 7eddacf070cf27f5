/** The organisation that someone chose at DfE Sign-in, as far as we use it. */
export interface Organisation {
  readonly name: string
  readonly kind: 'school' | 'trust' | 'council' | 'government' | 'other'
  readonly urn: number | null
  /** The register's group UID of a trust. */
  readonly uid: number | null
}

/**
 * Reads the organisation claim. Real payloads differ from the documents and between environments: text or an object,
 * bare or wrapped, in a list, keys in another case, numbers as text, a category as an object or a bare id. Whatever we
 * do not use is not looked at, so it cannot break signing in. Undefined where no organisation was chosen.
 */
export function parseOrganisation(claim: unknown, depth = 0): Organisation | undefined {
  if (depth > 4) return undefined
  if (typeof claim === 'string') {
    try {
      return parseOrganisation(JSON.parse(claim), depth + 1)
    } catch {
      return undefined
    }
  }
  if (Array.isArray(claim)) {
    for (const each of claim.slice(0, 10)) {
      const found = parseOrganisation(each, depth + 1)
      if (found) return found
    }
    return undefined
  }
  if (typeof claim !== 'object' || claim === null) return undefined
  const fields = new Map<string, unknown>()
  for (const [name, value] of Object.entries(claim))
    fields.set(name.toLowerCase().replaceAll(/[_-]/g, ''), value)
  for (const wrapper of ['organisation', 'organization', 'organisations', 'value', 'data']) {
    const inner = parseOrganisation(fields.get(wrapper), depth + 1)
    if (inner) return inner
  }
  const name = textOf(fields.get('name') ?? fields.get('legalname'))
  const urn = numberOf(fields.get('urn'), 100_000, 999_999)
  const uid = numberOf(fields.get('uid'), 1, 999_999)
  if (name === '' && urn === null && uid === null) return undefined
  const kind = kindOf(fields.get('category') ?? fields.get('categoryid'), urn, uid)
  return { name: name || 'an organisation without a name', kind, urn, uid }
}

function kindOf(category: unknown, urn: number | null, uid: number | null): Organisation['kind'] {
  const id =
    typeof category === 'object' && category !== null
      ? new Map(Object.entries(category).map(([name, value]) => [name.toLowerCase(), value])).get('id')
      : category
  switch (numberOf(id, 0, 999)) {
    case 1:
      return 'school'
    case 2:
      return 'council'
    case 10:
    case 13:
      return 'trust'
    case 11:
      return 'government'
  }
  if (urn !== null) return 'school'
  return uid !== null ? 'trust' : 'other'
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 200) : ''
}

function numberOf(value: unknown, from: number, to: number): number | null {
  const text = typeof value === 'number' ? String(value) : textOf(value)
  if (!/^\d{1,9}$/.test(text)) return null
  const number = Number(text)
  return number >= from && number <= to ? number : null
}
