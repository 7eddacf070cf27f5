/** Who did it: a person, or the service itself (an import of the register, a scheduled job). */
export type By = { readonly accountId: number; readonly name: string } | 'system'

/** What it was done to. Whoever may see the thing may read its history. */
export type About =
  | { readonly partnershipId: number }
  | { readonly hubId: number }
  | { readonly programmeId: number }
  | { readonly schoolUrn: number }

export interface HistoryEntry {
  readonly id: number
  readonly sentence: string
  readonly kind: string
  readonly byName: string
  /** An instant as ISO text. */
  readonly happenedAt: string
}

/** Entries about one thing form one chain. */
export function chainOf(about: About): string {
  if ('partnershipId' in about) return `partnership:${about.partnershipId}`
  if ('hubId' in about) return `hub:${about.hubId}`
  if ('programmeId' in about) return `programme:${about.programmeId}`
  return `school:${about.schoolUrn}`
}

export const SYSTEM_NAME = 'Alongside'
