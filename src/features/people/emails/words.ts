import { capital } from '../../../design/components/index.ts'
/** What an email was, by the name of its file. One that is not here is called by that name. */
export const EMAILS: Readonly<Record<string, string>> = {
  'document-problem': 'A document that could not be scanned, or is not safe',
  'event-booked': 'Places at an event',
  'event-cancelled': 'An event that was cancelled',
  'event-cancelled-waiting': 'An event that was cancelled, to those on the waiting list',
  'event-day-before': 'Reminder, the day before an event',
  'event-feedback': 'Feedback on an event',
  'event-invitation': 'Invitation to an event',
  'event-joining-link': 'Link to join an event',
  'event-message': 'Message from the host of an event',
  'event-moved': 'A new date of an event',
  'event-moved-waiting': 'A new date of an event, to those on the waiting list',
  'event-offer': 'Offer of places from the waiting list',
  'event-week-before': 'Reminder, a week before an event',
  invitation: 'Invitation',
  'new-messages': 'New messages from the other school',
  'question-waiting': 'A question that waits for an answer',
  'sign-in-code': 'Code to sign in',
  'support-day-agreed': 'A support day that was agreed',
  'support-day-cancelled': 'A support day that was cancelled',
  'support-day-moved': 'A support day that was moved',
  'survey-lead-named': 'A note to the new safeguarding lead of a survey',
  'survey-lead-replaced': 'A note to the former safeguarding lead of a survey',
  'survey-safeguarding': 'A note to the safeguarding lead of a survey',
  'weekly-digest': 'Weekly email of what is due',
}

export function emailWords(template: string): string {
  return capital(EMAILS[template] ?? template.replaceAll('-', ' '))
}

/** What went wrong, by receipts and by the codes that mail services and networks give; the first that fits. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  [
    /permanent-failure/,
    'It came back: the mailbox does not exist, or takes no email from this service. Check how the address is spelled.',
  ],
  [/temporary-failure/, 'It came back: the mailbox was full or took nothing for three days.'],
  [
    /technical-failure/,
    'The mail service took it and then lost it. Whoever runs the service can find out why.',
  ],
  [/too late/, 'It could not be sent while it was still of use.'],
  [
    /\b(55[013]|5\.1\.\d|EENVELOPE)\b/,
    'The mail service does not know this address. Check how it is spelled.',
  ],
  [
    /\b(552|452)\b/,
    'The mailbox is full, or the service that keeps it takes no more for now. Send it again tomorrow.',
  ],
  [
    /\b(EAUTH|535|401|403)\b/,
    'The mail service did not accept the service’s own sign-in. Whoever runs the service can put it right.',
  ],
  [/\b429\b/, 'Too many emails were sent at once. Send it again later.'],
  [/\b400\b/, 'GOV.UK Notify refused the address or the text. Check how the address is spelled.'],
  [
    /\b(ECONN\w*|ESOCKET|ETIMEDOUT|ENOTFOUND|EDNS|EAI_AGAIN|EHOSTUNREACH|4\d\d|5\d\d)\b/,
    'The mail service could not be reached, or was too busy. Send it again later.',
  ],
]

/** A fault in words that tell what to do. `fault` is null where nothing has tried to send it. */
export function faultWords(fault: string | null): string {
  if (fault === null) return 'It has waited for more than a day. Whoever runs the service can find out why.'
  return FAULTS.find(([code]) => code.test(fault))?.[1] ?? 'The mail service gave no reason.'
}
