import { nextStep, plural, progressStrip, summaryList, table } from '../../../../design/components/index.ts'
import { govukInsetText, govukNotificationBanner } from '../../../../design/govuk/index.ts'
import { type Html, html } from '../../../../design/html.ts'
import type { Page } from '../../../../design/layout.ts'
import { shownCode } from '../../codes/code.ts'
import type { Audience } from '../../definition.ts'
import { readLanguage } from '../../languages/index.ts'
import type { NamedLead } from '../../remarks/store.ts'
import { harmHref, leadHref, remarksHref } from '../../remarks/words.ts'
import { whichOf } from '../../results/parts.ts'
import { answeredIn, type Count, countOf, fewIn } from '../domain.ts'
import type { WaveInView } from '../wave.ts'
import { sayMoment, sayWindow } from '../window.ts'
import { countInWords, nameOfWave, STATE_NAMES, surveysHref, waveHref } from '../words.ts'

export interface WavePageData extends WaveInView {
  readonly now: Temporal.Instant
  /** Patterns among the answers that nobody has decided about. */
  readonly odd: number
  /** Where staff may add something in their own words. */
  readonly lead: NamedLead | undefined
  /** This very person is the safeguarding lead. */
  readonly isLead: boolean
  /** What was just done, in a sentence. */
  readonly said?: string | undefined
}

/** One survey of a school: what to do next, how many have answered, and everything to give out. */
export function wavePage(data: WavePageData): Page {
  const { wave, partnership, state, groups, codes, said } = data
  const name = nameOfWave(wave)
  return {
    title: `${name}: ${whichOf(data)}`,
    backLink: { href: surveysHref(partnership.id), text: 'Back to surveys' },
    width: 'full',
    // A wave that is open is watched: its numbers follow by themselves.
    scripts: state === 'open' ? ['survey-watch.js'] : [],
    body: html`<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">${name}</h1>
${said && govukNotificationBanner({ type: 'success', text: said })}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${next(data)}
${summaryList([
  { key: 'Where it stands', value: STATE_NAMES[state] },
  { key: 'Open', value: sayWindow(wave), actions: windowActions(data) },
  {
    key: 'Answered',
    value: html`<span id="answered" data-app-live>${countInWords(countOf(groups, codes))}</span>`,
  },
  { key: 'Languages', value: wave.languages.map((code) => readLanguage(code).name).join(', ') },
])}
${state !== 'closed' && toGiveOut(data)}
${ownWords(data)}
</div></div>
<div id="numbers" data-app-live>
${codes.length > 0 && state !== 'not open yet' && watching(data)}
${state !== 'closed' && codeTable(data)}
</div>`,
  }
}

function next({ wave, state, groups, codes, now }: WavePageData): Html {
  const few = fewIn(wave, codes, now)
  switch (state) {
    case 'not open yet':
      if (wave.pupilsVersionId === null) {
        return nextStep({
          title: 'Print the posters with the codes',
          body: `Staff find the code on a poster, or you send it to them. The survey opens on ${sayMoment(wave.opensAt, 'opens')}.`,
          href: waveHref(wave, 'posters'),
          action: 'See the posters',
        })
      }
      return nextStep({
        title: 'Send the notice to parents',
        body: `A survey opens without surprises when parents know a week before. This one opens on ${sayMoment(wave.opensAt, 'opens')}.`,
        href: waveHref(wave, 'notice'),
        action: 'See the notice',
        minutes: 5,
      })
    case 'open':
      return nextStep({
        title: few.length > 0 ? 'Remind the classes with few answers' : 'Classes are answering',
        body: `${countInWords(countOf(groups, codes))}. It closes on ${sayMoment(wave.closesAt, 'closes')}.`,
        ...(few.length > 0
          ? { href: waveHref(wave, 'reminder'), action: 'See the reminder' }
          : { href: waveHref(wave), action: 'See the newest numbers' }),
      })
    case 'over':
      return nextStep({
        title: 'Close the survey and see the results',
        body: 'No more answers are taken. If classes are missing, extend it first: once it is closed, it stays closed.',
        href: waveHref(wave, 'close'),
        action: 'Close it',
      })
    case 'closed':
      return nextStep({
        title: 'Read the results',
        body: 'Pupils and staff side by side, with the number who answered beside each result.',
        href: waveHref(wave, 'results'),
        action: 'See the results',
      })
  }
}

function windowActions({ wave, state }: WavePageData) {
  if (state === 'closed') return []
  return [
    {
      href: waveHref(wave, 'window'),
      text: state === 'over' ? 'Reopen or extend' : 'Change',
      what: 'when it is open',
    },
    { href: waveHref(wave, 'close'), text: 'Close', what: 'the survey' },
  ]
}

function toGiveOut({ wave }: WavePageData): Html {
  const asksPupils = wave.pupilsVersionId !== null
  const link = (to: string, text: string, about: string) =>
    html`<li><a class="govuk-link" href="${waveHref(wave, to)}">${text}</a><span class="app-cell-hint">${about}</span></li>`
  return html`<h2 class="govuk-heading-m">To give out</h2>
<ul class="govuk-list govuk-list--spaced">
${asksPupils && link('notice', 'Notice to parents', 'To copy, or as a Word document. With the way to opt out.')}
${link('posters', 'Posters with codes', 'To print: one for each code, with a square code to scan.')}
${asksPupils && link('sheet', 'Teacher’s sheet', 'What to say, and what to do when something goes wrong.')}
${link('reminder', 'Reminder', 'To copy, for those who have still to answer.')}
${link('rehearsal', 'Try it yourself', 'The survey as it will be. Nothing that you answer is kept.')}
<li><a class="govuk-link" href="/survey-questions">The questions</a><span class="app-cell-hint">All of them, with their answers, to read before.</span></li>
</ul>`
}

/** What staff add: where it can be read, and whether the one who may have to act on it can. */
function ownWords({ wave, lead, isLead }: WavePageData): Html | undefined {
  if (!lead) return undefined
  return html`<h2 class="govuk-heading-m" id="remarks">What staff add in their own words</h2>
<p class="govuk-body">${lead.name} (${lead.role}) is told of what may be about harm, at ${lead.email}.${!lead.canSignIn && html` <strong>No named leader of your school has this address, so they cannot read it yet:</strong> ask whoever invited you to invite them.`}</p>
<ul class="govuk-list">
<li><a class="govuk-link" href="${remarksHref(wave)}">What staff added</a></li>
${wave.rawDeletedAt === null && html`<li><a class="govuk-link" href="${leadHref(wave)}">Change the safeguarding lead</a></li>`}
${isLead && html`<li><a class="govuk-link" href="${harmHref(wave)}">For you as safeguarding lead</a></li>`}
</ul>`
}

const AUDIENCES: readonly { readonly key: Audience; readonly caption: string }[] = [
  { key: 'pupils', caption: 'Pupils who have answered' },
  { key: 'staff', caption: 'Staff who have answered' },
]

/** How many, never who. By group; the codes below say it of classes to the school alone. */
function watching({ wave, state, groups, codes, odd }: WavePageData): Html {
  return html`<h2 class="govuk-heading-m" id="watching">How many have answered</h2>
${odd > 0 && govukInsetText({ html: html`${plural(odd, 'pattern')} among the answers ${odd === 1 ? 'looks' : 'look'} as if one person had answered many times. <a class="govuk-link" href="${waveHref(wave, 'results')}#odd">See what it is, and decide whether it counts</a>.` })}
<p class="govuk-body">The service counts answers, and does not know whose they are. The numbers are a few seconds old${state === 'open' && ', and follow by themselves while this page is open, where your browser runs scripts'}.</p>
${AUDIENCES.map(({ key, caption }) => {
  const own = groups.filter(({ audience }) => audience === key)
  return (
    own.length > 0 &&
    table({
      caption,
      captionSize: 's',
      head: [
        { text: 'Group' },
        { text: 'Answered', numeric: true },
        { text: 'On the roll', numeric: true },
        { text: 'Share' },
      ],
      rows: own.map((group) => {
        const count = { answered: answeredIn(group, codes), roll: group.roll }
        return [
          group.label,
          String(count.answered),
          count.roll === null ? 'Not said' : String(count.roll),
          share(count),
        ]
      }),
    })
  )
})}`
}

function share({ answered, roll }: Count): Html | string {
  if (roll === null || roll === 0) return 'Not known'
  const percent = Math.round((answered / roll) * 100)
  if (answered > roll) return html`More than on the roll`
  return html`${progressStrip(
    [
      { label: 'Answered', count: answered, kind: 'done' },
      { label: 'Not yet', count: roll - answered, kind: 'rest' },
    ],
    `${percent}% have answered`,
  )} ${percent}%`
}

function codeTable(data: WavePageData): Html {
  const { wave, groups, codes } = data
  const groupOf = (id: number) => groups.find((group) => group.id === id)?.label ?? ''
  return html`${table({
    caption: 'Codes',
    head: [
      { text: 'For' },
      { text: 'Code' },
      { text: 'Answered', numeric: true },
      { text: 'In it', numeric: true },
      { text: 'To do' },
    ],
    rows: codes.map((code) => {
      const group = groupOf(code.groupId)
      return [
        group === code.label ? code.label : `${code.label}, ${group}`,
        html`<span class="app-code">${shownCode(code.code)}</span>`,
        String(code.answered),
        code.expected === null ? 'Not said' : String(code.expected),
        stateOfCode(code, data),
      ]
    }),
  })}
<p class="govuk-body"><a class="govuk-link" href="${waveHref(wave, 'codes')}">Stop a code, or make another</a></p>`
}

function stateOfCode(code: WavePageData['codes'][number], { wave, state, now }: WavePageData): string {
  if (code.stoppedAt !== null) return 'Stopped'
  if (state !== 'open') return ''
  if (code.expected !== null && code.answered > code.expected) return 'More answers than expected'
  return fewIn(wave, [code], now).length > 0 ? 'Few so far' : ''
}

export const readyBanner = (codes: number): string =>
  `The survey is set up, with ${plural(codes, 'code')}. Nothing has been sent to anyone.`
