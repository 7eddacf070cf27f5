import {
  checkboxes,
  dateField,
  hidden,
  hiddenKey,
  radios,
  textArea,
  textField,
} from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import type { Actor } from '../../people/index.ts'
import { type Event, type EventKind, KIND_NAMES } from '../domain.ts'
import type { ThemeChoice } from '../page/themes.ts'
import { eventHref, nameOf } from '../words.ts'
import { materialsInWords } from './domain.ts'

interface Typed {
  readonly answers?: Answers | undefined
  readonly errors?: readonly FormError[] | undefined
}

const wrong = ({ errors }: Typed) => (errors ? { errors, status: 422 } : {})

/** The least that makes an event. */
export function newEventPage(data: Typed & { actor: Actor; kind: EventKind; key: string }): Page {
  const { actor, kind, key, ...typed } = data
  const title = `Plan ${kind === 'open-day' || kind === 'induction' ? 'an' : 'a'} ${KIND_NAMES[kind].replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())}`
  return {
    title,
    backLink: { href: '/events', text: 'Back to all events' },
    ...wrong(typed),
    body: html`
<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">This takes two minutes. Schools see the event as soon as you save; agenda, travel and the rest can follow.</p>
<form method="post" action="/events/new/${kind}" novalidate>
${hiddenKey(key)}
${textField({ name: 'title', label: 'Title', hint: TITLE_HINTS[kind], ...typed })}
${
  kind === 'networking' &&
  actor.role === 'programme-team' &&
  radios({
    name: 'audience',
    label: 'Who is it for?',
    value: 'leads',
    choices: [
      { value: 'leads', text: 'Hub leads' },
      { value: 'partners', text: 'Partner schools of every hub' },
    ],
    ...typed,
  })
}
${whenFields(typed)}
${placeFields(typed, kind, actor)}
${placesFields(typed, actor.role === 'hub-lead' ? '2' : '4')}
${textArea({ name: 'description', label: 'What it is about (optional)', rows: 4, max: 4000, ...typed })}
${pupilCheckbox(typed.errors, typed.answers)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`,
  }
}

const TITLE_HINTS: Readonly<Record<EventKind, string>> = {
  'open-day': 'For example, Open day: calm starts to the day',
  networking: 'For example, Sharing what works with families',
  cpd: 'For example, Questions and answers about attendance data',
  induction: 'For example, Meet your lead school and the other partners',
}

/** Day, time of the start and of the end. */
export function whenFields(typed: Typed, value: { day?: string; starts?: string; ends?: string } = {}): Html {
  return html`${dateField({ name: 'day', label: 'Which day?', hint: 'For example, 14 5 2026', value: value.day, ...typed })}
${textField({ name: 'starts', label: 'When does it begin?', hint: 'For example, 9:30am', width: 10, value: value.starts, ...typed })}
${textField({ name: 'ends', label: 'When does it end?', hint: 'For example, 3pm', width: 10, value: value.ends, ...typed })}`
}

function placeFields(typed: Typed, kind: EventKind, actor: Pick<Actor, 'role'>, event?: Event): Html {
  const places = [
    ...(actor.role === 'hub-lead' || event?.hubId
      ? [{ value: 'lead-school', text: 'At the lead school' }]
      : []),
    { value: 'elsewhere', text: 'Somewhere else' },
    { value: 'online', text: 'Online' },
  ]
  return html`${radios({
    name: 'place',
    label: 'Where is it?',
    value: event?.place ?? (kind === 'open-day' ? 'lead-school' : kind === 'cpd' ? 'online' : undefined),
    choices: places,
    ...typed,
  })}
${textField({ name: 'placeText', label: 'Address or room (optional at the lead school)', hint: 'As a visitor would look it up', value: event?.placeText, ...typed })}`
}

/** How many come: places in all, schools, places of one school. */
export function placesFields(
  typed: Typed,
  perSchool: string,
  value: { capacity?: number | null; schoolCapacity?: number | null } = {},
): Html {
  return html`${textField({ name: 'capacity', label: 'Places in all (optional)', hint: 'How many people there is room for. Leave empty for no limit.', width: 4, inputmode: 'numeric', value: value.capacity, ...typed })}
${textField({ name: 'schoolCapacity', label: 'Schools in all (optional)', hint: 'How many schools can come. Leave empty for no limit.', width: 4, inputmode: 'numeric', value: value.schoolCapacity, ...typed })}
${textField({ name: 'placesPerSchool', label: 'Places for each school', width: 4, inputmode: 'numeric', value: perSchool, ...typed })}`
}

/** An event as its form shows it at first. */
export function detailsOf(event: Event): Answers {
  return {
    title: event.title,
    description: event.description,
    agenda: event.agenda,
    preparation: event.preparation,
    materials: materialsInWords(event.materials),
    themes: event.themes.join('\n'),
    place: event.place,
    placeText: event.placeText,
    gettingThere: event.gettingThere,
    safetyNotes: event.safetyNotes,
    joiningLink: event.joiningLink,
    recordingLink: event.recordingLink,
  }
}

/** Everything that guests see, but the date and the places. */
export function detailsPage(
  data: Typed & { actor: Actor; event: Event; themes: readonly ThemeChoice[]; key: string },
): Page {
  const { actor, event, themes, key, errors } = data
  const typed = { errors, answers: data.answers ?? detailsOf(event) }
  const area = (name: string, label: string, hint?: string, rows = 5) =>
    textArea({
      name,
      label,
      hint,
      rows,
      max: name === 'gettingThere' || name === 'safetyNotes' ? 2000 : 4000,
      ...typed,
    })
  return {
    title: `What guests see: ${nameOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    ...wrong(data),
    body: html`
<h1 class="govuk-heading-l">What guests see: ${nameOf(event)}</h1>
<form method="post" action="${eventHref(event, 'details')}" novalidate>
${hiddenKey(key)}${hidden('seen', data.answers?.seen ?? event.revision)}
${textField({ name: 'title', label: 'Title', ...typed })}
${area('description', 'What it is about (optional)')}
${area('agenda', 'Agenda (optional)', 'One line for each part, for example 9:30am Welcome')}
${area('preparation', 'What to prepare (optional)', 'What schools should read, bring or think about before')}
${area('materials', 'Materials (optional)', 'One a line: a title and a web address', 3)}
${themes.length > 0 && checkboxes({ name: 'themes', label: 'Themes it serves (optional)', small: true, choices: themes.map((theme) => ({ value: theme.key, text: theme.name })), ...typed })}
<h2 class="govuk-heading-m">Where</h2>
${placeFields(typed, event.kind, actor, event)}
${area('gettingThere', 'How to get there (optional)', 'Parking, trains, which gate', 3)}
${area('safetyNotes', 'Site safety (optional)', 'Signing in, identification, mobile phones, fire exits', 3)}
<h2 class="govuk-heading-m">Online</h2>
${textField({ name: 'joiningLink', label: 'Joining link (optional)', hint: 'Shown to those who are booked, and sent an hour before', type: 'url', spellcheck: false, ...typed })}
${textField({ name: 'recordingLink', label: 'Recording (optional)', hint: 'For those who could not come', type: 'url', spellcheck: false, ...typed })}
${pupilCheckbox(errors, data.answers)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`,
  }
}
