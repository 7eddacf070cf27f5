/** The plan as a document that a governor would read, and as rows that a spreadsheet or an import reads. Pure. */
import { formatDate } from '../../../design/components/index.ts'
import type { Block, DocumentModel } from '../../../platform/documents/index.ts'
import { type Action, type Measure, openPriorities, type Plan, type Priority, placesIn } from '../domain.ts'
import { DIRECTIONS, OBSTACLES, RATINGS, type Review } from '../reviews/domain.ts'
import type { Signature } from '../signatures/domain.ts'
import { aimOf, deadlineOf, inDay, MEASURE_KINDS, ownerOf, STATE_NAMES } from '../words.ts'

export interface Exported {
  readonly schoolName: string
  readonly hubName: string
  readonly plan: Plan
  readonly reviews: readonly Review[]
  /** Under the version of today. */
  readonly signed: readonly Signature[]
  readonly today: Temporal.PlainDate
}

export function documentOf({ schoolName, hubName, plan, reviews, signed, today }: Exported): DocumentModel {
  const [last] = reviews
  return {
    title: `Action plan: ${schoolName}`,
    foot: `${schoolName}, ${formatDate(today)}, version ${plan.revision}`,
    landscape: true,
    blocks: [
      { paragraph: plan.joint ? `Written by ${schoolName} with ${hubName}.` : `The plan of ${schoolName}.` },
      ...signed.map(({ side, byName, at }) => ({
        paragraph: `Signed for ${side === 'partner' ? schoolName : hubName} by ${byName} on ${formatDate(inDay(at))}.`,
      })),
      ...plan.priorities.flatMap((priority, at) => [...priorityBlocks(priority, at + 1)]),
      ...(last ? reviewBlocks(last) : []),
    ],
  }
}

function* priorityBlocks(priority: Priority, number: number): Generator<Block> {
  yield { heading: `${number}. ${priority.title}`, level: 2 }
  if (priority.closed) {
    yield { paragraph: `Closed on ${formatDate(priority.closed.on)}: ${priority.closed.reason}` }
    return
  }
  if (priority.why) yield { paragraph: priority.why }
  if (priority.source) yield { paragraph: priority.source }
  for (const [at, objective] of priority.objectives.entries()) {
    yield { heading: `${number}.${at + 1} ${objective.text}`, level: 3 }
    if (objective.closed) {
      yield { paragraph: `Closed on ${formatDate(objective.closed.on)}: ${objective.closed.reason}` }
      continue
    }
    if (objective.measures.length > 0) yield { list: objective.measures.map(measureLine) }
    if (objective.milestones) yield { paragraph: `Milestones: ${objective.milestones}` }
    if (objective.resources) yield { paragraph: `Resources: ${objective.resources}` }
    if (objective.actions.length > 0) yield actionTable(objective.actions, `${number}.${at + 1}`)
  }
}

function measureLine(measure: Measure): string {
  return [
    `${measure.text} (${MEASURE_KINDS[measure.kind].toLowerCase()})`,
    aimOf(measure),
    measure.source && `Source: ${measure.source}`,
  ]
    .filter(Boolean)
    .join('. ')
}

function actionTable(actions: readonly Action[], number: string): Block {
  return {
    table: {
      caption: `Actions for objective ${number}`,
      head: ['Action', 'Owner', 'Deadline', 'Where it stands'],
      widths: [4, 2, 2, 2],
      rows: actions.map((action) => [
        action.text,
        ownerOf(action),
        deadlineOf(action),
        [STATE_NAMES[action.state], action.stateNote].filter(Boolean).join(': '),
      ]),
    },
  }
}

function* reviewBlocks({ heldOn, nextSteps, nextReviewOn, ratings }: Review): Generator<Block> {
  yield { heading: `Progress review of ${formatDate(heldOn)}`, level: 2 }
  yield {
    table: {
      caption: 'How each objective goes',
      head: ['Objective', 'Rating', 'Direction', 'Comment', 'In the way', 'Change of course'],
      widths: [3, 1, 2, 3, 2, 2],
      rows: ratings.map((each) => [
        each.objectiveText,
        RATINGS[each.rating].name,
        each.direction && DIRECTIONS[each.direction],
        each.comment,
        [...each.obstacles.map((code) => OBSTACLES[code] ?? code), each.obstacleWords]
          .filter(Boolean)
          .join('; '),
        each.changeOfCourse,
      ]),
    },
  }
  yield { paragraph: `Next steps: ${nextSteps}` }
  if (nextReviewOn) yield { paragraph: `Next review: ${formatDate(nextReviewOn)}` }
}

/** The headings are those that an import knows again. */
export const CSV_HEAD = [
  'Priority',
  'Why this matters',
  'Objective',
  'Milestones',
  'Resources',
  'Action',
  'Owner role',
  'Owner',
  'Deadline',
  'State',
  'Note',
  'Measure',
  'Kind of measure',
  'Baseline',
  'Target',
  'Unit',
  'Date of target',
]

/** A row for each action and each measure that is open, with what stands above it; for what has none under it, itself. */
export function rowsOf(plan: Plan): string[][] {
  const rows: string[][] = [CSV_HEAD]
  const open = { priorities: openPriorities(plan) }
  for (const { noun, line, priority, objective } of placesIn(open)) {
    if (objective?.closed) continue
    if (noun === 'priority' && priority.objectives.length > 0) continue
    if (noun === 'objective' && objective && objective.actions.length + objective.measures.length > 0)
      continue
    const action = noun === 'action' ? (line as Action) : undefined
    const measure = noun === 'measure' ? (line as Measure) : undefined
    rows.push([
      priority.title,
      priority.why,
      objective?.text ?? '',
      objective?.milestones ?? '',
      objective?.resources ?? '',
      action?.text ?? '',
      action?.ownerRole ?? '',
      action?.ownerName ?? '',
      action?.dueLabel || (action?.dueOn ?? ''),
      action ? STATE_NAMES[action.state] : '',
      action?.stateNote ?? '',
      measure?.text ?? '',
      measure ? MEASURE_KINDS[measure.kind] : '',
      measure?.baseline ?? '',
      measure?.target ?? '',
      measure?.unit ?? '',
      measure?.targetOn ?? '',
    ])
  }
  return rows
}
