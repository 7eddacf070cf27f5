/** What is being made: the world so far, and one partnership's place in it. */
import type { Definition, Occurrence } from '../../programmes/index.ts'
import type { Questionnaire } from '../../self-assessment/index.ts'
import type { Days } from './days.ts'
import type { Dice } from './dice.ts'
import type { EventRows } from './event-rows.ts'
import type { WorldFiles, WorldHub, WorldPartnership, WorldProgramme, WorldSchool } from './files.ts'
import type { Numbers, PlanStory } from './plan-desk.ts'
import type { Side } from './progress.ts'
import type {
  AgreementRow,
  AnswerRow,
  AssessmentRow,
  AssignmentRow,
  ConfirmationRow,
  HistoryRow,
  InvitationRow,
  MessageRow,
  PartnershipRow,
  PersonRow,
  StatusChangeRow,
  SupportDayRow,
  VisitRecordRow,
} from './rows.ts'

export interface World {
  readonly people: PersonRow[]
  readonly assignments: AssignmentRow[]
  readonly invitations: InvitationRow[]
  readonly partnerships: PartnershipRow[]
  readonly statusChanges: StatusChangeRow[]
  readonly confirmations: ConfirmationRow[]
  readonly agreements: AgreementRow[]
  readonly assessments: AssessmentRow[]
  readonly answers: AnswerRow[]
  readonly plans: PlanStory[]
  readonly messages: MessageRow[]
  readonly supportDays: SupportDayRow[]
  readonly visitRecords: VisitRecordRow[]
  readonly numbers: Numbers
  readonly events: EventRows
  readonly history: HistoryRow[]
}

/** What the schools of a programme answer. */
export interface Asked {
  readonly versionId: number
  readonly questionnaire: Questionnaire
}

/** Everyone who acts for a hub or for the programme. */
export interface Staff {
  readonly team: readonly [PersonRow, ...PersonRow[]]
  readonly leads: readonly [PersonRow, ...PersonRow[]]
}

/** Everything expected on a pathway of a cohort. */
export type Occurrences = (pathway: string, cohort: string) => readonly Occurrence[]

export interface Place {
  readonly files: WorldFiles
  readonly programme: WorldProgramme
  readonly definition: Definition
  readonly hub: WorldHub
  readonly staff: Staff
  readonly school: WorldSchool
  readonly days: Days
  readonly occurrences: Occurrences
  readonly asked: Asked | undefined
}

export interface Build {
  readonly world: World
  readonly place: Place
  readonly row: WorldPartnership
  readonly reference: string
  readonly cast: Cast
  readonly dice: Dice
  /** The named leaders of the school, the one who does most first. */
  readonly people: readonly PersonRow[]
}

export interface Cast {
  /** Who acts for a side on a day: the leader who was there then. */
  by(side: Side, on: string, name: string): PersonRow
  readonly successor: PersonRow | undefined
  /** Who leads it at the school on a day, and signs for it. */
  leader(on: string): PersonRow | undefined
}

export function addHistory(
  { world, place }: Build,
  partnership: string,
  kind: string,
  sentence: string,
  by: PersonRow,
  at: string,
  details?: Readonly<Record<string, unknown>>,
): void {
  const who = { email: by.email, name: by.name }
  world.history.push({
    programme: place.programme.key,
    partnership,
    hub: null,
    kind,
    sentence,
    at,
    ...who,
    ...(details ? { details } : {}),
  })
}
