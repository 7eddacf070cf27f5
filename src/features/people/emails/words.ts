/** What an email was, by the name of its file. One that is not here is called by that name. */
const EMAILS: Readonly<Record<string, string>> = {
  invitation: 'Invitation',
  'sign-in-code': 'Code to sign in',
  'weekly-digest': 'Weekly email of what is due',
}

export function emailWords(template: string): string {
  const words = EMAILS[template] ?? template.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What went wrong, by the codes that mail services and networks give; the first that fits. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
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
