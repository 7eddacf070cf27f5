/**
 * Which school somebody in a meeting’s report came from. Three answers: sure (an address that is known, or the school’s own
 * address with a known name), likely (something points to one school, and a person confirms it) and unknown (nothing does,
 * or things point to more than one). What is only likely counts for nothing until it is confirmed.
 */

import { fold, initialKey, isNoteTaker, nameKey, namesSchool, tellingWords, wordsOf } from './names.ts'
import type { ReportPerson } from './together.ts'

export const MATCHES = ['sure', 'likely', 'unknown', 'not ours'] as const
export type Match = (typeof MATCHES)[number]

/** Somebody whose school (at a meeting of leads: whose hub) is known: a person booked, or one with an account. */
export interface KnownPerson {
  readonly name: string
  readonly email: string
  readonly placeId: number
  /** The place booked for this person at the event, if there is one. */
  readonly guestId: number | null
}

export interface KnownSchool {
  readonly placeId: number
  readonly name: string
  /** Of its website, where the register has one. */
  readonly domain: string
}

export interface Known {
  readonly people: readonly KnownPerson[]
  readonly schools: readonly KnownSchool[]
  /** Addresses of those who run the event. */
  readonly hosts: ReadonlySet<string>
}

export interface Matched {
  readonly match: Match
  readonly placeId: number | null
  readonly guestId: number | null
  /** Why, in a few words for whoever confirms it. */
  readonly because: string
}

/** Addresses that anyone can have: they say nothing of a school. */
const PUBLIC =
  /^(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|sky|talktalk|virginmedia|ntlworld|protonmail|proton|gmx|mail)\.(com|co\.uk|net|me|uk)$|\.onmicrosoft\.com$|^zoom\.us$|^teams\.microsoft\.com$/

const domainOf = (email: string): string => {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
  return domain === '' || PUBLIC.test(domain) ? '' : domain.replace(/^(www|mail|office)\./, '')
}

/** 'https://www.oakfield.sch.uk/home' → 'oakfield.sch.uk'; '' for what is no address of a website. */
export function domainOfWebsite(website: string | null): string {
  const host = /^(?:https?:\/\/)?(?:www\.)?([a-z0-9.-]+\.[a-z]{2,})(?:[/:?#].*)?$/i.exec(
    website?.trim() ?? '',
  )?.[1]
  const domain = host?.toLowerCase() ?? ''
  // Sites hosted by a provider share its domain.
  return /(^|\.)(wordpress|wixsite|weebly|blogspot|google|j2webby|eschools)\./.test(domain) ? '' : domain
}

/** Puts together what is known once, and answers for each person in a moment: a report has thousands. */
export function matcher(known: Known): (person: ReportPerson) => Matched {
  const byEmail = grouped(known.people, ({ email }) => email.toLowerCase())
  const byName = grouped(known.people, ({ name }) => (wordsOf(name).length > 1 ? nameKey(name) : ''))
  const byInitial = grouped(
    known.people.filter(({ guestId }) => guestId !== null),
    ({ name }) => initialKey(name) ?? '',
  )
  const byDomain = new Map<string, Set<number>>()
  for (const { domain, placeId } of [
    ...known.schools,
    ...known.people.map(({ email, placeId }) => ({ domain: domainOf(email), placeId })),
  ]) {
    if (domain !== '') byDomain.set(domain, (byDomain.get(domain) ?? new Set()).add(placeId))
  }
  const schoolsByWord = new Map<string, { telling: readonly string[]; placeId: number }[]>()
  for (const { name, placeId } of known.schools) {
    const telling = tellingWords(name)
    const [first] = telling
    if (first) schoolsByWord.set(first, [...(schoolsByWord.get(first) ?? []), { telling, placeId }])
  }
  const schoolsNamedIn = (text: string): ReadonlySet<number> => {
    const words = new Set(fold(text).split(' '))
    const candidates = [...words].flatMap((word) => schoolsByWord.get(word) ?? [])
    return new Set(
      candidates.filter(({ telling }) => namesSchool(words, telling)).map(({ placeId }) => placeId),
    )
  }

  return (person) => {
    const names = [person.name, ...person.otherNames]
    const named = names.flatMap((name) => byName.get(nameKey(name)) ?? [])
    const namedAt = placesOf(named)
    const answer = (match: Match, placeId: number | null, because: string): Matched => ({
      match,
      placeId,
      because,
      guestId: placeId === null ? null : guestOf(placeId, names, person.email),
    })
    const guestOf = (placeId: number, spellings: readonly string[], email: string): number | null => {
      const here = [...named, ...(email ? (byEmail.get(email) ?? []) : [])].filter(
        (each) => each.placeId === placeId && each.guestId !== null,
      )
      const exact = here.find(({ name }) => spellings.some((spelling) => nameKey(spelling) === nameKey(name)))
      const guests = new Set(here.map(({ guestId }) => guestId))
      // One address may stand for several people of an office: then only the name says which of them came.
      return exact?.guestId ?? (guests.size === 1 ? (here[0]?.guestId ?? null) : null)
    }

    if (isNoteTaker(person.name)) return answer('not ours', null, 'A program that takes notes')
    const sameAddress = person.email ? (byEmail.get(person.email) ?? []) : []
    const [booked, anywhere] = [placesOf(sameAddress.filter(({ guestId }) => guestId)), placesOf(sameAddress)]
    const place = only(booked) ?? (booked.size === 0 ? only(anywhere) : undefined)
    if (place !== undefined) return answer('sure', place, 'The email address is known')
    if (anywhere.size > 1) return answer('unknown', null, 'The email address is used at more than one school')
    if (known.hosts.has(person.email) || person.host)
      return answer('not ours', null, 'Runs the meeting, or a hub')

    const atDomain = byDomain.get(domainOf(person.email)) ?? new Set()
    const school = only(atDomain)
    if (school !== undefined) {
      if (namedAt.has(school)) return answer('sure', school, 'A known name at the school’s own email address')
      if (namedAt.size > 0)
        return answer('unknown', null, 'The name and the email address point to different schools')
      return answer('likely', school, 'The school’s own email address')
    }
    const both = new Set([...namedAt].filter((each) => atDomain.has(each)))
    const here = only(both)
    if (here !== undefined)
      return answer('likely', here, 'A known name, at an address that several schools use')
    if (atDomain.size > 1 && namedAt.size === 0) {
      const told = only(new Set([...schoolsNamedIn(names.join(' '))].filter((each) => atDomain.has(each))))
      if (told !== undefined)
        return answer('likely', told, 'The school’s name, at an address that several schools use')
      return answer('unknown', null, 'The email address is used by several schools')
    }
    const alone = only(namedAt)
    if (alone !== undefined) return answer('likely', alone, 'The same name as somebody of this school')
    if (namedAt.size > 1) return answer('unknown', null, 'People of several schools have this name')
    const spelled = only(schoolsNamedIn(names.join(' ')))
    if (spelled !== undefined) return answer('likely', spelled, 'The school’s name is in the name')
    const initial = only(placesOf(names.flatMap((name) => byInitial.get(initialKey(name) ?? '-') ?? [])))
    if (initial !== undefined) return answer('likely', initial, 'Initial and last name of somebody booked')
    return answer(
      'unknown',
      null,
      person.email
        ? 'Neither name nor email address is known'
        : 'No email address, and the name is not known',
    )
  }
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === '') continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

const placesOf = (people: readonly KnownPerson[]): ReadonlySet<number> =>
  new Set(people.map(({ placeId }) => placeId))

const only = (places: ReadonlySet<number>): number | undefined =>
  places.size === 1 ? [...places][0] : undefined
