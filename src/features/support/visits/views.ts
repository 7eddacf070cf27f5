import { capital, emailLink, formatDate, formatDateShort, table } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { isLate, openObjectives } from '../../action-plans/index.ts'
import type { Side } from '../../partnerships/index.ts'
import type { Assignment } from '../../people/index.ts'
import { canRecord } from '../policy.ts'
import { agreedWords } from '../records/agreed/views.ts'
import { KEEPS_AHEAD, keptAhead } from '../records/ahead/views.ts'
import { dayName, dayNameWithin, supportDayHref } from '../words.ts'
import { orderHref, orderTable } from './order/views.ts'
import { actionsSince, type Pack } from './pack.ts'

/** One page to read or print before a support day. */
export function packPage(pack: Pack): Page {
  const { day, partnership } = pack
  return {
    title: `Pack for the ${dayNameWithin(day)}: ${partnership.schoolName} (${day.id})`,
    backLink: { href: supportDayHref(day.id), text: 'Back to the support day' },
    scripts: KEEPS_AHEAD,
    body: html`<span class="govuk-caption-l">${partnership.schoolName} and ${partnership.hubName} · ${dayName(day)}</span>
<h1 class="govuk-heading-l">Pack for the ${dayNameWithin(day)}</h1>
${canRecord(pack.actor, partnership) && keptAhead(day, pack.today)}
${purpose(pack)}
${runningOrder(pack)}
${objectives(pack)}
${actions(pack)}
${agreedBefore(pack)}
${documents(pack)}
${people(pack)}`,
  }
}

function purpose({ purpose, day }: Pack): Html {
  const when = [day.startsAt && `${day.startsAt}${day.endsAt && ` to ${day.endsAt}`}`, day.place]
    .filter(Boolean)
    .join(', ')
  return html`${when !== '' && html`<p class="govuk-body-l app-lead">${capital(when)}</p>`}
<h2 class="govuk-heading-m">What it is for</h2>
${
  purpose.length === 0
    ? html`<p class="govuk-body">Nothing was written when it was arranged.</p>`
    : purpose.map((words) => html`<p class="govuk-body app-words">${words}</p>`)
}`
}

function runningOrder(pack: Pack): Html | undefined {
  const isThere = pack.kept !== undefined || pack.draft.length > 0
  return html`${isThere && orderTable(pack, pack.kept ? 'Running order' : 'Running order to start from')}
<p class="govuk-body"><a class="govuk-link" href="${orderHref(pack.day.id)}">${isThere ? 'Change or print the running order' : 'Write a running order for this day'}</a></p>`
}

function objectives({ plan, partnership }: Pack): Html {
  const open = plan ? openObjectives(plan) : []
  return html`<h2 class="govuk-heading-m">Objectives in hand</h2>
${
  open.length === 0
    ? html`<p class="govuk-body">There are none yet.</p>`
    : html`<ul class="govuk-list govuk-list--bullet">${open.map(({ text }) => html`<li>${text}</li>`)}</ul>`
}
<p class="govuk-body"><a class="govuk-link" href="/partnerships/${partnership.id}/plan">Open the action plan</a></p>`
}

const STATES = {
  proposed: 'Proposed',
  'to-do': 'To do',
  'in-progress': 'In progress',
  done: 'Done',
  stopped: 'Stopped',
} as const

function actions({ plan, before, partnership, today }: Pack): Html | undefined {
  if (!plan) return undefined
  return table({
    caption: before?.heldOn ? `Agreed actions since ${formatDate(before.heldOn)}` : 'Agreed actions',
    empty: 'No action has been agreed yet.',
    head: [{ text: 'Action', wide: true }, { text: 'Who' }, { text: 'By when' }, { text: 'Where it stands' }],
    rows: actionsSince(plan, before?.heldOn ?? null).map((action) => [
      html`<a class="govuk-link" href="/actions/${action.id}">${action.text}</a>`,
      action.ownerName ||
        action.ownerRole ||
        (action.ownerSide === 'lead' ? partnership.hubName : partnership.schoolName),
      action.dueOn
        ? html`<span class="app-nowrap">${formatDateShort(action.dueOn)}</span>${isLate(action, today) && ', gone by'}`
        : '',
      action.doneOn ? `Done on ${formatDateShort(action.doneOn)}` : STATES[action.state],
    ]),
  })
}

function agreedBefore({ before, agreed, partnership }: Pack): Html | undefined {
  if (!before || agreed.length === 0) return undefined
  return html`<h2 class="govuk-heading-m">What was agreed on the ${dayNameWithin(before)}</h2>
<ul class="govuk-list govuk-list--bullet">${agreed.map((action) => html`<li>${agreedWords(action, partnership)}</li>`)}</ul>
<p class="govuk-body"><a class="govuk-link" href="${supportDayHref(before.id)}/visit-record">Read the record of that day</a></p>`
}

function documents({ documents: open, partnership, today }: Pack): Html {
  return html`<h2 class="govuk-heading-m">Documents to have ready</h2>
${
  open.length === 0
    ? html`<p class="govuk-body">Everything that is expected or was asked for has been given.</p>`
    : html`<p class="govuk-body">Still to be given:</p>
<ul class="govuk-list govuk-list--bullet">${open.map(
        ({ words, href, by, dueOn }) =>
          html`<li>${href ? html`<a class="govuk-link" href="${href}">${words}</a>` : words}, ${giverName(by, partnership)}${dueOn && `, ${dueOn < today.toString() ? 'was due by' : 'due by'} ${formatDate(dueOn)}`}</li>`,
      )}</ul>`
}
<p class="govuk-body"><a class="govuk-link" href="/partnerships/${partnership.id}/documents">Open the documents of both schools</a></p>`
}

function giverName(by: Side, { hubName, schoolName }: Pack['partnership']): string {
  if (by === 'programme-team') return 'the programme team'
  return by === 'lead' ? hubName : schoolName
}

function people({ people: all, partnership }: Pack): Html {
  const list = (name: string, some: readonly Assignment[]) => html`<h3 class="govuk-heading-s">${name}</h3>
<ul class="govuk-list">${some.map(({ name: who, title, email }) => html`<li>${who}${title && `, ${title}`}<br>${emailLink(email)}</li>`)}</ul>`
  return html`<h2 class="govuk-heading-m">People to meet</h2>
${list(
  partnership.hubName,
  all.filter(({ hubId }) => hubId === partnership.hubId),
)}
${list(
  partnership.schoolName,
  all.filter(({ schoolUrn }) => schoolUrn === partnership.schoolUrn),
)}`
}
