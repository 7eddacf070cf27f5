import { type Content, type Html, html } from '../html.ts'
import { type Status, statusTag } from './status.ts'
import { minutes } from './words.ts'

/** One line of a task list. */
export interface Task {
  title: string
  /** Left out when there is nothing to open or do. */
  href?: string | undefined
  status: Status
  /** How long it takes. */
  minutes?: number | undefined
  /** When it is due, who is waited on: a short line below the title. */
  note?: Content
}

/** Tasks in order, each with its status, in the markup of the GOV.UK task list. `id` tells lists on one page apart. */
export function taskListOf(tasks: readonly Task[], id = 'tasks'): Html {
  return html`<ul class="govuk-task-list">
${tasks.map((task, at) => line(task, `${id}-${at + 1}`))}</ul>`
}

function line(task: Task, id: string): Html {
  const time = task.minutes !== undefined && minutes(task.minutes)
  const hint = Boolean(task.note || time)
  const title = task.href
    ? html`<a class="govuk-link govuk-task-list__link" href="${task.href}" aria-describedby="${hint && `${id}-hint `}${id}-status">${task.title}</a>`
    : html`<div>${task.title}</div>`
  const text = html`<div id="${id}-hint" class="govuk-task-list__hint">${time}${time && task.note && ' · '}${task.note}</div>`
  return html`<li class="govuk-task-list__item${task.href && ' govuk-task-list__item--with-link'}"><div class="govuk-task-list__name-and-hint">${title}${hint && text}</div><div class="govuk-task-list__status" id="${id}-status">${statusTag(task.status)}</div></li>
`
}
