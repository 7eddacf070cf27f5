/** From what a person typed to a lead of the register and its region. */
import type { Db } from '../../platform/database/index.ts'
import type { FormError } from '../../platform/forms.ts'
import { listRegions, type Region, searchSchools } from '../schools/index.ts'
import type { Hub, HubDetails, HubWords } from './domain.ts'
import type { TypedDetails } from './forms.ts'
import { findTrustsNamed, listPossibleLeads, type PossibleLead } from './store.ts'

type Found =
  | { readonly lead: PossibleLead }
  | { readonly message: string; readonly matches: readonly PossibleLead[] }

export type Resolved =
  | { readonly ok: true; readonly details: HubDetails; readonly words: HubWords }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly matches: readonly PossibleLead[] }

export async function resolveDetails(db: Db, typed: TypedDetails): Promise<Resolved> {
  const found =
    typed.lead === 'school' ? await findLeadSchool(db, typed) : await findLeadTrust(db, typed.trust)
  const regions = await listRegions(db)
  const region = typed.lead === 'trust' ? regions.find(({ code }) => code === typed.region) : undefined
  const errors: FormError[] = []
  if (!('lead' in found)) errors.push({ field: typed.lead, message: found.message })
  if (typed.lead === 'trust' && !region)
    errors.push({ field: 'region', message: 'Select the region of the hub' })
  if (!('lead' in found) || errors.length > 0) {
    const asked = 'matches' in found && found.matches.length > 0
    return {
      ok: false,
      errors:
        asked && typed.lead === 'school'
          ? errors.map((error) => ({ ...error, field: 'schoolChoice' }))
          : errors,
      matches: 'matches' in found ? found.matches : [],
    }
  }
  const { lead } = found
  const details: HubDetails = {
    reference: typed.reference,
    name: typed.name || lead.name,
    leadSchoolUrn: lead.kind === 'school' ? lead.id : null,
    leadTrustUid: lead.kind === 'trust' ? lead.id : null,
    regionCode: lead.kind === 'school' ? lead.regionCode : (region?.code ?? null),
  }
  return { ok: true, details, words: wordsFor(details, lead, regions) }
}

/** A URN, an exact name, or whatever the search of the register offers. */
async function findLeadSchool(db: Db, typed: TypedDetails): Promise<Found> {
  if (typed.schoolChoice !== null) {
    const [lead] = await listPossibleLeads(db, 'school', [typed.schoolChoice])
    if (lead) return usable(lead)
  }
  const words = typed.school
  if (words === '') return { message: 'Enter the URN or the name of the lead school', matches: [] }
  if (/^\d{6}$/.test(words)) {
    const [lead] = await listPossibleLeads(db, 'school', [Number(words)])
    return lead ? usable(lead) : { message: `URN ${words} is not in the register`, matches: [] }
  }
  if (/^\d+$/.test(words)) return { message: `${words} is not a URN: a URN has six digits`, matches: [] }
  const offered = await searchSchools(db, words, { limit: 8, openOnly: true })
  const leads = await listPossibleLeads(
    db,
    'school',
    offered.map(({ urn }) => urn),
  )
  const inOrder = offered.flatMap(({ urn }) =>
    leads.filter(({ id, status }) => id === urn && status !== 'closed'),
  )
  const same = inOrder.filter(({ name }) => name.toLowerCase() === words.toLowerCase())
  const [only] = same.length === 1 ? same : inOrder
  if (only && (same.length === 1 || inOrder.length === 1)) return usable(only)
  return inOrder.length === 0
    ? {
        message: `No open school was found for “${words}”. Check the spelling, or enter its URN`,
        matches: [],
      }
    : { message: 'Select the school that you mean', matches: inOrder }
}

async function findLeadTrust(db: Db, words: string): Promise<Found> {
  if (words === '') return { message: 'Enter the UID or the name of the lead trust', matches: [] }
  if (/^\d+$/.test(words)) {
    const [lead] = words.length < 7 ? await listPossibleLeads(db, 'trust', [Number(words)]) : []
    return lead ? usable(lead) : { message: `Trust UID ${words} is not in the register`, matches: [] }
  }
  const trusts = await findTrustsNamed(db, words, 6)
  const same = trusts.filter(({ name }) => name.toLowerCase() === words.toLowerCase())
  const [only] = same.length === 1 ? same : trusts
  if (only && (same.length === 1 || trusts.length === 1)) return usable(only)
  return {
    message:
      trusts.length === 0
        ? `No open trust was found for “${words}”. Check the spelling, or enter its UID`
        : `Several trusts read so. Enter the UID of one: ${trusts.map(({ id, name }) => `${id} (${name})`).join(', ')}`,
    matches: [],
  }
}

function usable(lead: PossibleLead): Found {
  return lead.status === 'closed'
    ? { message: `${lead.name} is closed and cannot lead a hub`, matches: [] }
    : { lead }
}

function wordsFor(details: HubDetails, lead: PossibleLead, regions: readonly Region[]): HubWords {
  return {
    reference: details.reference,
    name: details.name,
    lead: lead.name,
    region: regions.find(({ code }) => code === details.regionCode)?.name ?? '',
  }
}

/** A kept hub in the words of its pages. */
export function wordsOf(hub: Hub): HubWords {
  return { reference: hub.reference, name: hub.name, lead: hub.leadName, region: hub.regionName ?? '' }
}
