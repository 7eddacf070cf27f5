/** The plan itself, as a page and on paper: the same for today's plan and for any version of it. */
import { formatDate, summaryList, table } from '../../../design/components/index.ts'
import { govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html, join } from '../../../design/html.ts'
import {
  type Action,
  isLate,
  type Line,
  type Measure,
  type Noun,
  nameOf,
  type Objective,
  type Priority,
} from '../domain.ts'
import type { latestRatings } from '../reviews/domain.ts'
import { ratingTag } from '../reviews/views.ts'
import { aimOf, deadlineOf, editHrefOf, hrefOf, ownerOf, pluralOf, stateTag } from '../words.ts'

export interface BodyOptions {
  /** What the reader may do: links appear for it. A version of the past has none. */
  readonly mayEdit?: boolean
  readonly mayPropose?: boolean
  /** Where the order of the lines is changed. */
  readonly orderHref?: string | undefined
  /** Links to the actions and comments of today's plan. */
  readonly linked?: boolean
  readonly ratings?: ReturnType<typeof latestRatings>
  readonly today?: Temporal.PlainDate
  readonly hasLeft?: (action: Action) => boolean
  /** What the two schools say of a line. */
  readonly talk?: (noun: Noun, line: Line, what: string) => Talk
}

/** What has been said, and where nothing has, the way to begin. */
export interface Talk {
  readonly thread: Html | undefined
  readonly link: Html | undefined
}

export function planBody(priorities: readonly Priority[], options: BodyOptions = {}): Html {
  const numbered = priorities.map((priority, at) => ({ priority, number: at + 1 }))
  const open = numbered.filter(({ priority }) => priority.closed === null)
  const closed = numbered.filter(({ priority }) => priority.closed !== null)
  return html`${open.map(({ priority, number }) => priorityBlock(priority, number, options))}
${closed.length > 0 && html`<h2 class="govuk-heading-m">Closed priorities</h2>${closed.map(({ priority, number }) => closedPriority(priority, number, options))}`}`
}

function priorityBlock(priority: Priority, number: number, options: BodyOptions): Html {
  const { mayEdit } = options
  const name = `priority ${number}`
  const talk = options.talk?.('priority', priority, name)
  return html`<section aria-labelledby="priority-${priority.id}">
<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible">
<h2 class="govuk-heading-m" id="priority-${priority.id}">${number}. ${priority.title}</h2>
${priority.why && html`<p class="govuk-body app-words">${priority.why}</p>`}
${priority.source && html`<p class="govuk-body-s">${priority.source}</p>`}
${links(mayEdit && change('priority', priority.id, name), mayEdit && move('priority', priority.id, name, options), talk?.link)}
${talk?.thread}
${priority.objectives.map((objective, at) => objectiveBlock(objective, `${number}.${at + 1}`, options))}
${links(mayEdit && add('priority', priority.id, 'objective', `to priority ${number}`))}
</section>`
}

function objectiveBlock(objective: Objective, number: string, options: BodyOptions): Html {
  const { mayEdit, mayPropose, ratings } = options
  const rating = ratings?.get(objective.id)
  const name = `objective ${number}`
  const talk = options.talk?.('objective', objective, name)
  const heading = html`<h3 class="govuk-heading-s" id="objective-${objective.id}">${number} ${objective.text}</h3>`
  if (objective.closed) {
    const { on, byName, reason } = objective.closed
    return html`${heading}
${govukInsetText({ text: `Closed on ${formatDate(on)} by ${byName}: ${reason}` })}
${links(mayEdit && change('objective', objective.id, name), talk?.link)}
${talk?.thread}`
  }
  return html`${heading}
${rating && html`<p class="govuk-body">${ratingTag(rating.rating)} on ${formatDate(rating.heldOn)}${rating.comment && `: ${rating.comment}`}</p>`}
${detailsOf(objective)}
${actionTable(objective, number, options)}
${links(
  ...(mayEdit
    ? [
        add('objective', objective.id, 'action', `to ${name}`),
        add('objective', objective.id, 'measure', `to ${name}`),
        change('objective', objective.id, name),
        move('objective', objective.id, `${name} and what is under it`, options),
      ]
    : [mayPropose && add('objective', objective.id, 'action', `to ${name}`, 'Propose')]),
  talk?.link,
)}
${talk?.thread}`

  function detailsOf({ measures, milestones, resources }: Objective): Html | undefined {
    const facts = [
      ...(measures.length > 0
        ? [
            {
              key: 'How we will know',
              value: html`<ul class="govuk-list">${measures.map((each) => html`<li id="measure-${each.id}">${measureLine(each, mayEdit)}</li>`)}</ul>`,
            },
          ]
        : []),
      ...(milestones ? [{ key: 'Milestones', value: html`<div class="app-words">${milestones}</div>` }] : []),
      ...(resources ? [{ key: 'Resources', value: html`<div class="app-words">${resources}</div>` }] : []),
    ]
    return facts.length > 0 ? summaryList(facts) : undefined
  }
}

function measureLine(measure: Measure, mayEdit: boolean | undefined): Html {
  const aim = aimOf(measure)
  const text = mayEdit
    ? html`<a class="govuk-link" href="${hrefOf('measure', measure.id)}">${measure.text}</a>`
    : measure.text
  return html`${text}${aim && html`<br>${aim}`}${measure.source && html`<br><span class="govuk-body-s">Source: ${measure.source}</span>`}`
}

function actionTable({ actions }: Objective, number: string, options: BodyOptions): Html | undefined {
  if (actions.length === 0) return undefined
  return table({
    caption: `Actions for objective ${number}`,
    captionSize: 'hidden',
    head: [
      { text: 'Action', wide: true },
      { text: 'Owner' },
      { text: 'Deadline' },
      { text: 'Where it stands' },
    ],
    rows: actions.map((action) => [
      options.linked
        ? html`<a class="govuk-link" id="action-${action.id}" href="${hrefOf('action', action.id)}">${action.text}</a>`
        : action.text,
      html`${ownerOf(action)}${options.hasLeft?.(action) && html`<br>Owner has left`}`,
      deadlineOf(action),
      html`${stateTag(action.state)}${lateLine(action, options)}${action.stateNote && html`<br><span class="govuk-body-s">${action.stateNote}</span>`}${talkOf(action, options)}`,
    ]),
  })
}

function talkOf(action: Action, { talk }: BodyOptions): Html | undefined {
  const { thread, link } = talk?.('action', action, `the action “${nameOf(action)}”`) ?? {}
  return thread ?? (link && html`<br><span class="govuk-body-s app-no-print">${link}</span>`)
}

function lateLine(action: Action, { today }: BodyOptions): Html | undefined {
  return today && isLate(action, today) ? html`<br>Deadline has passed` : undefined
}

function closedPriority(priority: Priority, number: number, { mayEdit, talk }: BodyOptions): Html {
  const { closed } = priority
  const { thread, link } = talk?.('priority', priority, `priority ${number}`) ?? {}
  return html`<h3 class="govuk-heading-s" id="priority-${priority.id}">${number}. ${priority.title}</h3>
${closed && html`<p class="govuk-body">Closed on ${formatDate(closed.on)} by ${closed.byName}: ${closed.reason}</p>`}
${links(mayEdit && change('priority', priority.id, `priority ${number}`), link)}
${thread}`
}

function links(...each: readonly (Html | undefined | false)[]): Html | undefined {
  const shown = each.filter((link) => link !== undefined && link !== false)
  if (shown.length === 0) return undefined
  return html`<p class="govuk-body app-no-print">${join(shown, html` <span aria-hidden="true">·</span> `)}</p>`
}

function change(noun: Noun, id: number, what: string): Html {
  return html`<a class="govuk-link" href="${editHrefOf(noun, id)}">Change<span class="govuk-visually-hidden"> ${what}</span></a>`
}

function move(noun: Noun, id: number, what: string, { orderHref }: BodyOptions): Html | undefined {
  if (!orderHref) return undefined
  return html`<a class="govuk-link" href="${orderHref}#${noun}-${id}">Move<span class="govuk-visually-hidden"> ${what}</span></a>`
}

function add(parent: Noun, parentId: number, noun: Noun, what: string, verb = 'Add'): Html {
  return html`<a class="govuk-link" href="${hrefOf(parent, parentId)}/${pluralOf(noun)}/new">${verb} ${noun === 'measure' ? 'a' : 'an'} ${noun}<span class="govuk-visually-hidden"> ${what}</span></a>`
}
