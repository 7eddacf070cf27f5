/** Messages of a host, and what became of the emails about an event. Pure. */
import { REMINDER_RULES, RULE_NAMES } from '../reminders/rules.ts'

export interface HostMessage {
  readonly id: number
  readonly subject: string
  readonly body: string
  readonly byName: string
  readonly at: string
  /** Its emails have been queued: outside a quiet time at once. */
  readonly sent: boolean
}

export interface EmailCount {
  /** As in `event_reminders`: 'week-before', 'message 12'. */
  readonly rule: string
  readonly all: number
  /** The mail service took it. */
  readonly sent: number
  /** Of these, the mail service has said that they arrived. */
  readonly delivered: number
  readonly failed: number
  readonly queuedAt: string
}

const NAMES: Readonly<Record<string, string>> = {
  booked: 'Places booked',
  offered: 'Places offered',
  moved: 'Change of date',
  cancelled: 'Cancellation',
  invited: 'Invitation',
  message: 'Message',
  feedback: 'Feedback asked for',
}

/** What kind of email it was, in words: "A week before", "Message: Parking". */
export function ruleName(
  rule: string,
  messages: readonly Pick<HostMessage, 'id' | 'subject'>[] = [],
): string {
  const reminder = REMINDER_RULES.find((each) => each === rule)
  if (reminder) return RULE_NAMES[reminder]
  const [kind = '', id] = rule.split(' ')
  const message = kind === 'message' ? messages.find((each) => String(each.id) === id) : undefined
  return message ? `Message: ${message.subject}` : (NAMES[kind] ?? rule)
}

/** Bookings and offers are told one by one; a host wants them in one line. */
export function inOneLine(counts: readonly EmailCount[]): EmailCount[] {
  const kindOf = ({ rule }: EmailCount) =>
    /^(booked|offered) /.test(rule) ? (rule.split(' ')[0] ?? rule) : rule
  return [...Map.groupBy(counts, kindOf)].map(([rule, some]) => ({
    rule,
    all: some.reduce((sum, { all }) => sum + all, 0),
    sent: some.reduce((sum, { sent }) => sum + sent, 0),
    delivered: some.reduce((sum, { delivered }) => sum + delivered, 0),
    failed: some.reduce((sum, { failed }) => sum + failed, 0),
    queuedAt:
      some
        .map(({ queuedAt }) => queuedAt)
        .toSorted()
        .at(-1) ?? '',
  }))
}
