import {
  emailLink,
  formatDate,
  formatDateShort,
  minutes as inMinutes,
  nextStep,
  number,
  plural,
  taskListOf,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukNotificationBanner } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Assignment } from '../../people/index.ts'
import { supportTermOn } from '../../programmes/index.ts'
import {
  comingUp,
  dayOf,
  hasEnded,
  isOpen,
  isRunning,
  minutesUsed,
  nextItemFor,
  STATUS_NAMES,
  type Task,
  tasksOf,
  waitingOn,
} from '../domain.ts'
import { canAgreeTrust, canChangeStatus, canMove, sideOf } from '../policy.ts'
import { capital, dateLine, expectationHref, nameOfSide, sinceLine } from '../words.ts'
import type { Room } from './actions.ts'

/** The page of one partnership: the partner school's every day, and what the hub sees of it. */
export function roomPage(
  room: Room,
  { saved, panels = [] }: { readonly saved?: string; readonly panels?: readonly (Html | undefined)[] } = {},
): Page {
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
${!hasEnded(partnership.status) && panels}
${taskLists(room, tasks)}
</div>
<div class="govuk-grid-column-one-third app-aside">
${work(room)}
${coming(room)}
${time(room)}
${people(room)}
${trust(room)}
${about(room)}
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

function savedBanner(tasks: readonly Task[], saved: string | undefined): Html | undefined {
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
  const item = nextItemFor(side, room.items)
  const label =
    side === 'partner'
      ? 'Your next step'
      : side === 'lead'
        ? 'Next for your hub'
        : 'Next for the programme team'
  if (!item) {
    const [first] = waitingOn(room.items)
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
  const place = room.places.find(
    ({ kind, isFor }) => kind === task?.expectation.kind && (isFor?.(actor) ?? true),
  )
  return nextStep({
    label,
    title: item.label,
    body: html`${dateLine(item)}. ${task?.expectation.description}`,
    href: place ? place.href(partnership.id) : expectationHref(partnership.id, item),
    action: place?.text ?? 'Open',
    minutes: item.minutes || undefined,
  })
}

function whatHappensNext({ items, actor, partnership }: Room): Html | undefined {
  const waiting = waitingOn(items)
  if (waiting.length === 0) return undefined
  return html`<h2 class="govuk-heading-m">What happens next</h2>
<ul class="govuk-list app-waiting">${waiting.map(
    (each) =>
      html`<li><strong>${capital(nameOfSide(each.side, actor, partnership))}</strong>: <a class="govuk-link" href="${expectationHref(partnership.id, each.item)}">${each.item.label}</a> <span class="app-waiting__since">waited on ${sinceLine(each)}</span></li>`,
  )}</ul>`
}

function taskLists(room: Room, tasks: readonly Task[]): Html {
  const initial = tasks.filter(({ expectation }) => expectation.initialAction !== undefined)
  const later = tasks.filter(
    ({ expectation }) => expectation.initialAction === undefined && !leads(expectation.by),
  )
  const theirs = tasks.filter(
    ({ expectation }) => leads(expectation.by) && expectation.initialAction === undefined,
  )
  const always = room.pathway.expectations.filter(({ repeats }) => repeats === 'throughout')
  const [ours, hubs] = [always.filter(({ by }) => !leads(by)), always.filter(({ by }) => leads(by))]
  const name = room.actor.role === 'named-leader' ? 'your school' : 'the school'
  return html`
${list(room, 'First actions', initial, 'first')}
${list(room, 'Through the programme', later, 'through')}
${list(room, `What ${name} can expect from the hub and the programme team`, theirs, 'theirs')}
${throughout(`What ${name} always does`, ours)}
${throughout('What the hub always does', hubs)}`
}

function throughout(heading: string, expectations: Room['pathway']['expectations']): Html | undefined {
  if (expectations.length === 0) return undefined
  return html`<h2 class="govuk-heading-m">${heading}</h2>
<ul class="govuk-list govuk-list--bullet">${expectations.map(({ title, description }) => html`<li><strong>${title}.</strong> ${description}</li>`)}</ul>`
}

const leads = (by: string): boolean => by === 'lead' || by === 'programme-team'

function list(room: Room, heading: string, tasks: readonly Task[], id: string): Html | undefined {
  if (tasks.length === 0) return undefined
  const finished = tasks.filter(({ progress }) => progress === 'done' || progress === 'not needed').length
  return html`<h2 class="govuk-heading-m">${heading} <span class="app-count">${finished} of ${tasks.length} done</span></h2>
${taskListOf(
  tasks.map((task) => lineOf(room, task)),
  id,
)}`
}

function lineOf({ partnership }: Room, task: Task) {
  const { expectation, items } = task
  const item = items.find(isOpen) ?? items.find(({ progress }) => progress === 'not due yet') ?? items.at(-1)
  const several = items.length > 1 ? `${task.done} of ${items.length} done` : ''
  const date = item ? dateLine(item) : ''
  return {
    title: expectation.title,
    href: item && expectationHref(partnership.id, item),
    status: task.progress,
    minutes: item?.minutes || undefined,
    note: [several, date].filter(Boolean).join(' · '),
  }
}

/** Straight to what the school works on, whatever comes next. */
function work({ places, pathway, partnership, actor }: Room): Html | undefined {
  if (actor.role === 'trust-leader') return undefined
  const kinds = new Set(pathway.expectations.map(({ kind }) => kind as string))
  const links = new Map(
    places
      .filter(({ kind, isFor }) => kinds.has(kind) && (isFor?.(actor) ?? true))
      .map(({ text, href }) => [href(partnership.id), text]),
  )
  if (links.size === 0) return undefined
  return html`<h2 class="govuk-heading-s">Work</h2>
<ul class="govuk-list">${[...links].map(([href, text]) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul>`
}

function coming({ items, today, partnership }: Room): Html {
  const soon = comingUp(items, today, today.add({ days: 60 })).slice(0, 6)
  return html`<h2 class="govuk-heading-s" id="coming">Coming up</h2>
${
  soon.length === 0
    ? html`<p class="govuk-body-s">Nothing with a date in the next 60 days.</p>`
    : html`<ul class="govuk-list app-dates">${soon.map(
        (item) =>
          html`<li><time datetime="${dayOf(item)}">${formatDateShort(dayOf(item))}</time> <a class="govuk-link" href="${expectationHref(partnership.id, item)}">${item.label}</a></li>`,
      )}</ul>`
}`
}

/** Leadership time against what the programme says to allow. */
function time({ items, pathway, definition }: Room): Html {
  const used = minutesUsed(items)
  const days = used / definition.day.minutes
  const { from, to } = pathway.leadershipDays
  const allow = to === undefined ? `${number(from)} days or more` : `${number(from)} to ${number(to)} days`
  return html`<h2 class="govuk-heading-s">Leadership time</h2>
<p class="govuk-body-s">${
    used === 0
      ? 'None recorded yet'
      : `${plural(Math.round(days * 10) / 10, 'day')} recorded (${inMinutes(used)})`
  }. The programme says to allow about ${allow} in all.</p>`
}

function people({ hubLeads, namedLeaders, partnership, actor }: Room): Html {
  return html`<h2 class="govuk-heading-s" id="people">People</h2>
<h3 class="govuk-heading-s app-minor">${partnership.hubName}</h3>
${persons(hubLeads, 'No hub lead is named yet.')}
<h3 class="govuk-heading-s app-minor">${partnership.schoolName}</h3>
${persons(namedLeaders, 'No named leader yet.')}
${actor.role !== 'trust-leader' && html`<p class="govuk-body-s"><a class="govuk-link" href="/people?school=${partnership.schoolUrn}">See or change people</a></p>`}`
}

function persons(assignments: readonly Assignment[], none: string): Html {
  if (assignments.length === 0) return html`<p class="govuk-body-s">${none}</p>`
  return html`<ul class="govuk-list govuk-body-s">${assignments.map(
    ({ name, title, email }) => html`<li>${name}${title && `, ${title}`}<br>${emailLink(email)}</li>`,
  )}</ul>`
}

function trust({ partnership, trustAgreement, actor }: Room): Html | undefined {
  const { trustName, id } = partnership
  if (trustName === null || actor.role === 'trust-leader') return undefined
  const may = canAgreeTrust(actor)
  const agreed = trustAgreement
    ? `${trustAgreement.agreedByName} agreed on ${formatDate(Temporal.Instant.from(trustAgreement.agreedAt).toZonedDateTimeISO('Europe/London').toPlainDate())} that ${trustName} can see where the school stands.`
    : `${trustName} cannot see this partnership unless the school agrees.`
  return html`<h2 class="govuk-heading-s" id="trust">Your trust</h2>
<p class="govuk-body-s">${agreed}</p>
${
  may &&
  (trustAgreement || !hasEnded(partnership.status)) &&
  html`<form method="post" action="/partnerships/${id}/trust-agreement${trustAgreement && '/withdrawal'}">
${govukButton({ text: trustAgreement ? 'Stop sharing with the trust' : 'Let the trust see it', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}`
}

function about({ partnership, definition, pathway, actor, earlier }: Room): Html {
  const links = [
    html`<a class="govuk-link" href="/partnerships/${partnership.id}/history">History of this partnership</a>`,
    html`<a class="govuk-link" href="/programmes/${definition.key}">The programme in full</a>`,
    html`<a class="govuk-link" href="/schools/${partnership.schoolUrn}">Facts about the school</a>`,
  ]
  if (actor.role === 'hub-lead' || actor.role === 'programme-team') {
    links.push(
      html`<a class="govuk-link" href="/partnerships/${partnership.id}/status">Change the status</a>`,
    )
  }
  if (canMove(actor, partnership)) {
    links.push(
      html`<a class="govuk-link" href="/partnerships/${partnership.id}/move">Change pathway or hub</a>`,
    )
  }
  return html`<h2 class="govuk-heading-s">About this programme</h2>
${definition.summary.map((sentence) => html`<p class="govuk-body-s">${sentence}</p>`)}
<p class="govuk-body-s">${pathway.name} · ${STATUS_NAMES[partnership.status]} since ${formatDate(partnership.statusSince)}</p>
${earlier.map((each) => {
  const text = `${each.hubName}, ${formatDateShort(each.startedOn)} to ${formatDateShort(each.endedOn)}`
  return html`<p class="govuk-body-s">Before this: ${each.visible ? html`<a class="govuk-link" href="/partnerships/${each.id}">${text}</a>` : text}</p>`
})}
<ul class="govuk-list govuk-body-s">${links.map((link) => html`<li>${link}</li>`)}</ul>`
}
