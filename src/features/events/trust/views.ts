import { plural, table } from '../../../design/components/index.ts'
import { type Content, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { KIND_NAMES, KINDS } from '../domain.ts'
import { nameOf, whenOf } from '../words.ts'
import type { TrustLine } from './store.ts'

/** What the schools of a trust that share have booked and taken part in. To be read; schools book for themselves. */
export function trustEventsPage(lines: readonly TrustLine[], now: Temporal.Instant): Page {
  const over = ({ endsAt }: TrustLine) => Temporal.Instant.compare(endsAt, now) <= 0
  const [past, coming] = [lines.filter(over).toReversed(), lines.filter((line) => !over(line))]
  return {
    title: 'Events of our schools',
    width: 'full',
    body: html`
<h1 class="govuk-heading-l">Events of our schools</h1>
<p class="govuk-body">What the schools of the trust that share where they stand have booked, and what they took part in. Schools book for themselves.</p>
${linesTable('To come', coming, 'No school that shares has booked anything.')}
${linesTable('Over, the last first', past, 'No school that shares has been at an event yet.')}`,
  }
}

function linesTable(caption: string, lines: readonly TrustLine[], empty: string) {
  return table({
    caption,
    head: [{ text: 'School' }, { text: 'Event' }, { text: 'When' }, { text: 'Booked and taken part' }],
    rows: lines.map((line) => [
      line.schoolName,
      html`${nameOf({ title: line.title, number: line.number, kind: kindOf(line) })}<br><span class="govuk-hint app-minor">${KIND_NAMES[kindOf(line)]}, ${line.hubName ?? 'run by the programme team'}</span>`,
      whenOf(line),
      standing(line),
    ]),
    empty,
  })
}

const kindOf = ({ kind }: TrustLine) => KINDS.find((each) => each === kind) ?? 'networking'

/** Booked, took part and watched later are told apart, and never added. */
function standing({ cancelled, places, people, watchedLater }: TrustLine): Content {
  if (cancelled) return 'Cancelled'
  const words = [
    places > 0 && `${plural(places, 'place')} booked`,
    people > 0 && `${plural(people, 'person', 'people')} took part`,
    watchedLater && 'watched later',
  ].filter((each) => each !== false)
  return words.join('; ')
}
