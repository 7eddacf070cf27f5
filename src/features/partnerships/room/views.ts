import { capital, formatDate, nextStep } from '../../../design/components/index.ts'
import { govukInsetText, govukNotificationBanner } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { supportTermOn } from '../../programmes/index.ts'
import { hasEnded, isRunning, nextItemFor, placeOf, type Task, tasksOf, waitingOn } from '../domain.ts'
import { canChangeStatus, sideOf } from '../policy.ts'
import { dateLine, expectationHref, nameOfSide, sinceLine } from '../words.ts'
import { askedIn, type Room } from './actions.ts'
import { asides } from './asides.ts'
import { taskLists } from './task-views.ts'

/** The page of one partnership: the partner school's every day, and what the hub sees of it. */
export function roomPage(room: Room, saved: string): Page {
  const { partnership, definition, pathway, actor } = room
  const tasks = tasksOf(pathway, room.items)
  return {
    title: `${partnership.schoolName}: ${partnership.hubName}`,
    width: 'full',
    ...(actor.role === 'named-leader' ? {} : { backLink: backOf(room) }),
    body: html`
${savedBanner(tasks, saved)}
<span class="govuk-caption-l">${definition.name}</span>
<h1 class="govuk-heading-l">${partnership.schoolName}</h1>
<p class="govuk-body-l app-lead">${whereWeAre(room)}</p>
<div class="govuk-grid-row">
<div class="govuk-grid-column-two-thirds">
${stateNotice(room)}
${isRunning(partnership.status) && nextStepPanel(room, tasks)}
${isRunning(partnership.status) && whatHappensNext(room)}
${!hasEnded(partnership.status) && room.parts.map((part) => part?.panel)}
${taskLists(room, tasks)}
</div>
<div class="govuk-grid-column-one-third app-aside">
${asides(room)}
</div>
</div>`,
  }
}

function backOf({ actor, partnership }: Room) {
  if (actor.role === 'hub-lead')
    return { href: `/hubs/${partnership.hubId}`, text: 'Back to all partner schools' }
  if (actor.role === 'trust-leader') return { href: '/trust', text: 'Back to your schools' }
  return { href: '/programme/partnerships', text: 'Back to all partnerships' }
}

function savedBanner(tasks: readonly Task[], saved: string): Html | undefined {
  const task = tasks.find(({ expectation }) => expectation.key === saved)
  if (!task) return undefined
  return govukNotificationBanner({
    type: 'success',
    html: html`<p class="govuk-notification-banner__heading">Saved: ${task.expectation.title}</p>`,
  })
}

function whereWeAre({ partnership, pathway, cohort, today }: Room): string {
  const term = supportTermOn(cohort, today)
  const next = cohort.supportTerms.find(({ startsOn }) => Temporal.PlainDate.compare(startsOn, today) > 0)
  const when = term
    ? `support term ${term.number} of ${pathway.supportTerms.number}`
    : next
      ? `before support term ${next.number}, which starts on ${formatDate(next.startsOn)}`
      : 'after the last support term'
  return `${partnership.hubName} · ${pathway.name} · started with ${cohort.name} · ${when}`
}

/** What a person must know before anything else: not started, paused, ended. */
function stateNotice(room: Room): Html | undefined {
  const { partnership, actor, laterId } = room
  const since = formatDate(partnership.statusSince)
  switch (partnership.status) {
    case 'invited': {
      const mine = actor.role === 'named-leader'
      return nextStep({
        label: mine ? 'Your next step' : 'What happens next',
        title: mine
          ? 'Confirm that your school takes part'
          : `Waiting for ${partnership.schoolName} to confirm that it takes part`,
        body: `The invitation was sent on ${since}.`,
        href: canChangeStatus(actor, partnership, 'confirmed')
          ? `/partnerships/${partnership.id}/status`
          : undefined,
        action: 'Confirm',
      })
    }
    case 'paused':
      return govukInsetText({
        text: `This partnership has been paused since ${since}. Nothing is expected until it goes on.`,
      })
    case 'withdrawn':
      return govukInsetText({
        text: `This partnership ended on ${since}. Everything in it can still be read.`,
      })
    case 'completed':
      return govukInsetText({
        text: `This partnership was completed on ${since}. Everything in it can still be read.`,
      })
    case 'moved':
      return govukInsetText({
        html: html`This partnership ended on ${since} and goes on in another${
          laterId !== undefined && actor.role !== 'hub-lead'
            ? html`: <a class="govuk-link" href="/partnerships/${laterId}">open the partnership as it is now</a>`
            : ''
        }.`,
      })
    default:
      return undefined
  }
}

function nextStepPanel(room: Room, tasks: readonly Task[]): Html | undefined {
  const { actor, partnership } = room
  const side = sideOf(actor)
  if (!side) return undefined
  const asked = askedIn(room.parts)
  const item = nextItemFor(side, room.items)
  const label =
    side === 'partner'
      ? 'Your next step'
      : side === 'lead'
        ? 'Next for your hub'
        : 'Next for the programme team'
  if (asked) return nextStep({ label, ...asked })
  if (!item) {
    const [first] = waitingOn(room.items, room.today)
    return nextStep({
      label,
      title:
        side === 'partner' ? 'Nothing is waiting for you today' : 'Nothing is waiting for you here today',
      body: first
        ? `${capital(nameOfSide(first.side, actor, partnership))} acts next: ${first.item.label}.`
        : 'Everything that is due has been done.',
    })
  }
  const task = tasks.find(({ expectation }) => expectation.key === item.expectationKey)
  const place = task && placeOf(room.places, task.expectation, actor)
  return nextStep({
    label,
    title: item.label,
    body: html`${dateLine(item)}. ${task?.expectation.description}`,
    href: place ? place.href(partnership.id) : expectationHref(partnership.id, item),
    action: place?.text ?? 'Open',
    minutes: item.minutes || undefined,
  })
}

function whatHappensNext({ items, actor, partnership, today }: Room): Html | undefined {
  const waiting = waitingOn(items, today)
  if (waiting.length === 0) return undefined
  return html`<h2 class="govuk-heading-m">What happens next</h2>
<ul class="govuk-list app-waiting">${waiting.map(
    (each) =>
      html`<li><strong>${capital(nameOfSide(each.side, actor, partnership))}</strong>: <a class="govuk-link" href="${expectationHref(partnership.id, each.item)}">${each.item.label}</a> <span class="app-waiting__since">waited on ${sinceLine(each)}</span></li>`,
  )}</ul>`
}
