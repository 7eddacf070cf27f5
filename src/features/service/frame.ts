import type { FastifyRequest } from 'fastify'
import { formatDate } from '../../design/components/index.ts'
import type { Frame } from '../../design/layout.ts'
import { type Actor, ROLE_NAMES } from '../people/index.ts'

export const SERVICE_NAME = 'Alongside'

/** What surrounds every page of this request: who is looking, where they can go, and the demonstration's date. */
export function frameOf(
  request: FastifyRequest,
  options: { readonly demonstration: boolean; readonly brand: Frame['brand'] },
): Frame {
  const path = request.url.split('?')[0] ?? '/'
  const { signedIn } = request
  const actor = signedIn?.actor
  return {
    serviceName: SERVICE_NAME,
    brand: options.brand,
    path,
    navigation: (actor ? navigationOf(actor, signedIn?.news ?? 0) : []).map(({ href, text, also }) => ({
      href,
      text,
      current: path === href || [also ?? []].flat().some((below) => path.startsWith(below)),
    })),
    ...(signedIn
      ? {
          person: {
            name: signedIn.name,
            role: actor ? ROLE_NAMES[actor.role] : 'no role yet',
            ...(signedIn.placeName ? { place: signedIn.placeName } : {}),
            ...(signedIn.hasOtherPlaces ? { otherPlaces: '/sign-in/place' } : {}),
          },
        }
      : {}),
    ...(options.demonstration ? { demonstration: { today: formatDate(request.server.clock.today()) } } : {}),
  }
}

interface Place {
  readonly href: string
  readonly text: string
  /** Pages below this address belong here too. */
  readonly also?: string | readonly string[]
}

function navigationOf(actor: Actor, unseen: number): Place[] {
  const schools: Place = { href: '/schools', text: 'Schools', also: '/schools/' }
  const events: Place = { href: '/events', text: 'Events', also: ['/events/', '/series/', '/calendar/'] }
  const people: Place = { href: '/people', text: 'People', also: '/invitations/' }
  const messages: Place = {
    href: '/conversations',
    text: unseen > 0 ? `Messages (${unseen} new)` : 'Messages',
    also: '/conversations/',
  }
  switch (actor.role) {
    case 'programme-team':
      return [
        { href: '/programme', text: 'Programme' },
        { href: '/programme/partnerships', text: 'Partnerships', also: '/partnerships/' },
        { href: '/programme/hubs', text: 'Hubs', also: '/hubs/' },
        events,
        { href: '/imports', text: 'Imports', also: '/imports/' },
        people,
        schools,
      ]
    case 'hub-lead':
      return [
        { href: `/hubs/${actor.hubId}`, text: 'Partner schools', also: '/partnerships/' },
        { href: `/hubs/${actor.hubId}/owed`, text: 'For the hub to do' },
        messages,
        events,
        { href: '/due', text: 'Due', also: '/due/' },
        people,
        schools,
      ]
    case 'named-leader':
      return [
        { href: '/partnership', text: 'Our programme', also: '/partnerships/' },
        messages,
        events,
        { href: '/due', text: 'Due', also: '/due/' },
        people,
        schools,
      ]
    case 'trust-leader':
      return [
        { href: '/trust', text: 'Our schools', also: '/partnerships/' },
        { href: '/trust/events', text: 'Events' },
        schools,
      ]
    case 'evaluator':
      return [{ href: '/evaluation', text: 'Figures' }, schools]
  }
}

/** Where each role starts its day. */
export function homeOf(actor: Actor): string {
  switch (actor.role) {
    case 'programme-team':
      return '/programme'
    case 'hub-lead':
      return `/hubs/${actor.hubId}`
    case 'named-leader':
      return '/partnership'
    case 'trust-leader':
      return '/trust'
    case 'evaluator':
      return '/evaluation'
  }
}
