/** What emails about events say, and to whom. Pure. */
import type { Event } from '../domain.ts'
import type { Notice } from '../notices.ts'
import { placeInFull } from '../place.ts'
import type { ReminderRule } from '../reminders/rules.ts'
import { eventHref, nameOf, whenOf } from '../words.ts'

/** Something to be told of one event. It is told once to each address. */
export type Telling =
  | { readonly about: Exclude<Notice, 'invited'>; readonly id: number }
  | { readonly about: 'invited' }
  | { readonly about: 'feedback' }
  | { readonly about: 'reminder'; readonly rule: ReminderRule; readonly until: Temporal.Instant }

/** How it stands in `event_reminders`: 'moved 3', 'invited', 'day-before'. */
export function ruleOf(telling: Telling): string {
  if (telling.about === 'reminder') return telling.rule
  return telling.about === 'invited' || telling.about === 'feedback'
    ? telling.about
    : `${telling.about} ${telling.id}`
}

/** `waiting`: they have asked for places and have none. */
export type Standing = 'booked' | 'waiting' | 'offered' | 'invited'

/** The file of content/emails. */
export function templateOf(telling: Telling, standing: Standing): string {
  if (telling.about === 'reminder') return `event-${telling.rule}`
  if (telling.about === 'moved' || telling.about === 'cancelled')
    return standing === 'waiting' ? `event-${telling.about}-waiting` : `event-${telling.about}`
  return {
    booked: 'event-booked',
    invited: 'event-invitation',
    feedback: 'event-feedback',
    offered: 'event-offer',
    message: 'event-message',
  }[telling.about]
}

/** What every email about an event may say. Facts stand one below the other, and those that nobody wrote are left out. */
export function factsOf(event: Event, publicUrl: string): Record<string, string> {
  const facts: [string, string][] = [
    ['Where', placeInFull(event)],
    ['How to join', event.place === 'online' ? 'the link comes in an email an hour before' : ''],
    ['How to get there', event.gettingThere],
    ['When you arrive', event.safetyNotes],
    ['What to prepare', event.preparation],
  ]
  return {
    title: nameOf(event),
    when: whenOf(event),
    details: facts
      .filter(([, text]) => text.trim() !== '')
      .map(([name, text]) => `${name}: ${text.trim()}`)
      .join('\n\n'),
    'event-link': `${publicUrl}${eventHref(event)}`,
    'joining-link': event.joiningLink,
  }
}
