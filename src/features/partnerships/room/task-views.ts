/** What is expected, as lists of tasks: what the school does first and through the programme, and what others do for it. */
import { taskListOf } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import { isOpen, type Task } from '../domain.ts'
import { dateLine, expectationHref } from '../words.ts'
import type { Room } from './actions.ts'

export function taskLists(room: Room, tasks: readonly Task[]): Html {
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
