import { minutes as inHours } from '../../../design/components/index.ts'
import type { SheetModel } from '../../../platform/documents/index.ts'
import { startsOn } from '../domain.ts'
import { saidDay } from '../when.ts'
import { nameOf } from '../words.ts'
import type { Certificate } from './actions.ts'

/** “2 hours, online” */
export const timeOf = ({ minutes, how }: Pick<Certificate, 'minutes' | 'how'>): string =>
  minutes > 0 ? `${inHours(minutes)}, ${how}` : how === 'online' ? 'Online' : 'In person'

export const dayOf = ({ event }: Pick<Certificate, 'event'>): string =>
  saidDay(startsOn(event).toZonedDateTime(event.timeZone))

/** The sheet that somebody keeps: who, what, when, and how to check it. */
export function certificateSheet(certificate: Certificate, code: string, checkAddress: string): SheetModel {
  const { event, programmeName, name, placeName } = certificate
  return {
    title: 'Certificate of taking part',
    above: programmeName,
    blocks: [
      { paragraph: 'This is to say that' },
      { large: name },
      { paragraph: `of ${placeName} took part in` },
      { large: nameOf(event) },
      {
        terms: [
          { term: 'Date', is: dayOf(certificate) },
          { term: 'Time', is: timeOf(certificate) },
          { term: 'Host', is: event.hubName ?? 'The programme team' },
          { term: 'Check code', is: code },
        ],
      },
      { before: 'Anyone can check this certificate, by its code, at', link: checkAddress },
    ],
  }
}
