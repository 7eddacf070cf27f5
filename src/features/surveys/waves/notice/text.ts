/** The words of the notice to parents and of the reminder: once, for the page to copy from and for the Word document. Pure. */
import type { Block, DocumentModel } from '../../../../platform/documents/index.ts'
import type { WaveInView } from '../wave.ts'
import { ENGLAND, sayMoment } from '../window.ts'
import { nameOfWave } from '../words.ts'

/** What only the school knows: it stands in square brackets, and is seen on the page. */
export const OFFICE = '[how to reach the school office]'

/** A notice in plain words: what, when, why, what becomes of it, and how to say no. */
export function noticeOf({ wave, partnership, groups }: WaveInView, now: Temporal.Instant): DocumentModel {
  const { schoolName } = partnership
  const years = groups.filter(({ audience }) => audience === 'pupils').map(({ label }) => label)
  const blocks: Block[] = [
    { paragraph: 'Dear parents and carers,' },
    {
      paragraph: `We are asking pupils in ${listOf(years)} what behaviour is like at ${schoolName}. The survey is open from ${sayMoment(wave.opensAt, 'opens')} to ${sayMoment(wave.closesAt, 'closes')}.`,
    },
    { heading: 'What it is', level: 2 },
    {
      list: [
        'About 25 questions, each with a few answers to choose from. It takes about 4 minutes, in a lesson.',
        'It asks how calm and safe school is, about the rules and how they are used, about bullying, and about feeling part of the school.',
        'No question has to be answered. Each has “Prefer not to say”, and your child can stop at any time.',
      ],
    },
    { heading: 'It is anonymous', level: 2 },
    {
      list: [
        'Your child gives no name and no email address, and has no account. Each class uses one code.',
        'Nobody can see what one pupil said: not their teacher, not the school, nobody else.',
        'Results are shown for groups only, and never for a group so small that somebody could be found in it.',
        'The single answers are deleted some weeks after the results have been made.',
      ],
    },
    { heading: 'What it is for', level: 2 },
    {
      paragraph: `We use the results to improve behaviour at school, and we will tell pupils what we did about what they said. ${schoolName} is responsible for the survey and runs it as part of its work for its pupils. The results, of groups only, may be shared with the school that supports us and with the programme that we take part in.`,
    },
    { heading: 'If you would rather your child did not take part', level: 2 },
    {
      paragraph: `Tell us ${optOutBy(wave.opensAt, now)}: ${OFFICE}. You need not give a reason. Your child will do something else during that time.`,
    },
    {
      paragraph:
        'Once an answer has been given it cannot be taken back, because nobody can tell which one it is.',
    },
    { paragraph: `If you would like to see the questions first, ask us: ${OFFICE}.` },
    { paragraph: schoolName },
  ]
  return {
    title: `Survey about behaviour at ${schoolName}`,
    blocks,
    foot: `${schoolName}: ${nameOfWave(wave).toLowerCase()}`,
  }
}

/** By the day before it opens; where that has passed, before the class answers. */
function optOutBy(opensAt: string, now: Temporal.Instant): string {
  const dayOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(ENGLAND).toPlainDate()
  const day = dayOf(Temporal.Instant.from(opensAt)).subtract({ days: 1 })
  if (Temporal.PlainDate.compare(day, dayOf(now)) < 0) return 'today, before your child’s class answers'
  const said = day.toLocaleString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  return `by ${said.replace(',', '')}`
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** To send to the adults of classes in which few have answered. */
export function reminderOf(view: WaveInView, few: readonly { readonly label: string }[]): string {
  return [
    `Our survey about behaviour is open until ${sayMoment(view.wave.closesAt, 'closes')}.`,
    few.length > 0
      ? `Few have answered so far in: ${few.map(({ label }) => label).join(', ')}. Please find ten minutes for it.`
      : 'If your class has not answered yet, please find ten minutes for it.',
    'The code is on the poster. Nobody has to take part, and nobody can see who has: please do not ask anyone whether they did.',
    'Thank you.',
  ].join('\n\n')
}

/** A document as plain text, to paste into an email. */
export function plainText({ title, blocks }: DocumentModel): string {
  const lines = blocks.map((block) => {
    if ('heading' in block) return block.heading
    if ('paragraph' in block) return block.paragraph
    return 'list' in block ? block.list.map((item) => `• ${item}`).join('\n') : ''
  })
  return [title, ...lines].join('\n\n')
}
