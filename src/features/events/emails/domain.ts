/** What emails about events say, and to whom. Pure. */
import { type Placed, saidPlace } from '../place.ts'
import type { ReminderRule } from '../reminders/rules.ts'
import { saidWhen, type Timed } from '../when.ts'

/** Something to be told of an event. It is told once to each address. */
export type Telling =
  | { readonly about: 'booked'; readonly id: number }
  | { readonly about: 'offer'; readonly id: number }
  | { readonly about: 'moved'; readonly id: number }
  | { readonly about: 'message'; readonly id: number }
  | { readonly about: 'cancelled' | 'invited' }
  | { readonly about: 'reminder'; readonly rule: ReminderRule; readonly until: Temporal.Instant }

/** How it stands in `event_reminders`: 'moved 3', 'cancelled', 'day-before'. */
export function ruleOf(telling: Telling): string {
  if (telling.about === 'reminder') return telling.rule
  return 'id' in telling ? `${telling.about} ${telling.id}` : telling.about
}

/** What an email needs to know of an event. */
export interface ToldEvent extends Timed, Placed {
  readonly id: number
  readonly title: string
  readonly timeConfirmed: boolean
  readonly gettingThere: string
  readonly safetyNotes: string
  readonly preparation: string
  readonly joiningLink: string
  readonly cancelledReason: string | null
}

/** `waiting`: they have asked for places and have none. */
export type Standing = 'booked' | 'waiting' | 'offered' | 'invited'

/** The file of content/emails. */
export function templateOf(telling: Telling, standing: Standing): string {
  switch (telling.about) {
    case 'reminder':
      return `event-${telling.rule}`
    case 'moved':
    case 'cancelled':
      return standing === 'waiting' ? `event-${telling.about}-waiting` : `event-${telling.about}`
    case 'invited':
      return 'event-invitation'
    default:
      return `event-${telling.about}`
  }
}

/** What every email about an event may say. The facts stand one below the other, and those that are not known are left out. */
export function factsOf(event: ToldEvent, publicUrl: string): Record<string, string> {
  const facts: [string, string][] = [
    ['Where', saidPlace(event)],
    ['How to join', event.place === 'online' ? 'the link comes in an email an hour before' : ''],
    ['How to get there', event.gettingThere],
    ['When you arrive', event.safetyNotes],
    ['What to prepare', event.preparation],
  ]
  return {
    title: event.title,
    when: whenOf(event),
    details: facts
      .filter(([, text]) => text.trim() !== '')
      .map(([name, text]) => `${name}: ${text.trim()}`)
      .join('\n\n'),
    'event-link': `${publicUrl}/events/${event.id}`,
    'joining-link': event.joiningLink,
  }
}

/** A session whose time nobody has said yet has only its day. */
export function whenOf(event: Timed & { readonly timeConfirmed: boolean }): string {
  const said = saidWhen(event)
  return event.timeConfirmed ? said : `${said.slice(0, said.indexOf(','))} (the time is still to be said)`
}
