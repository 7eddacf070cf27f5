/** What the world puts into the tables, by natural keys: load.sql turns them into ids. Dates and instants are ISO text. */
export interface PersonRow {
  readonly email: string
  readonly name: string
  readonly title: string
  readonly persona?: string | undefined
}

export interface AssignmentRow {
  readonly email: string
  readonly role: string
  readonly programme: string
  readonly hub: string | null
  readonly school: number | null
  readonly trust: number | null
  readonly title: string
  readonly startedAt: string
  readonly endedAt: string | null
  readonly endedReason: string | null
  /** The address of whoever came after. */
  readonly replacedBy: string | null
}

export interface InvitationRow {
  readonly email: string
  readonly name: string
  readonly title: string
  readonly programme: string
  readonly school: number
  readonly invitedBy: string
  readonly invitedAt: string
  readonly expiresAt: string
  readonly sentCount: number
  readonly lastSentAt: string
  readonly acceptedAt: string | null
  /** The address of whoever was there before. */
  readonly replaces: string | null
}

export interface PartnershipRow {
  readonly reference: string
  readonly programme: string
  readonly pathway: string
  readonly cohort: string
  readonly hub: string
  readonly school: number
  readonly status: string
  readonly statusSince: string
  readonly previous: string | null
  readonly createdAt: string
}

export interface StatusChangeRow {
  readonly programme: string
  readonly partnership: string
  readonly from: string | null
  readonly to: string
  readonly on: string
  readonly reason: string
  readonly email: string
  readonly name: string
  readonly recordedAt: string
}

export interface ConfirmationRow {
  readonly programme: string
  /** A partnership's reference; null for what a hub or the programme does once for all. */
  readonly partnership: string | null
  readonly hub: string | null
  readonly cohort: string | null
  readonly key: string
  readonly occurrence: number
  readonly state: string
  readonly on: string
  readonly note: string
  readonly minutes: number | null
  readonly email: string
  readonly name: string
  readonly recordedAt: string
  readonly replacedAt: string | null
}

/** Its id is given here: its entries name it. */
export interface SupportDayRow {
  readonly id: number
  readonly programme: string
  readonly partnership: string
  readonly type: 'deep-dive' | 'visit' | 'remote' | 'training' | 'review'
  readonly entries: SupportEntryRow[]
}

export interface SupportEntryRow extends By {
  readonly number: number
  readonly kind: 'proposed' | 'booked' | 'delivered'
  readonly side: 'partner' | 'lead'
  readonly state: 'proposed' | 'booked' | 'delivered'
  readonly halfDays: number
  readonly term: number | null
  readonly heldOn: string | null
  readonly startsAt: string
  readonly endsAt: string
  readonly place: string
  readonly leadPeople: string
  readonly partnerPeople: string
  readonly travelMinutes: number | null
  readonly offer: object | null
}

export interface VisitRecordRow extends By {
  readonly day: number
  readonly saw: string
  readonly working: string
  readonly obstacles: string
  /** What each will do, where it is not signed by both and so not in their plan yet. */
  readonly partner: string
  readonly lead: string
  readonly signBy: string
  readonly signatures: readonly (By & { readonly side: 'partner' | 'lead' })[]
}

export interface HistoryRow {
  readonly programme: string
  readonly partnership: string | null
  readonly hub: string | null
  readonly kind: string
  readonly sentence: string
  readonly details?: Readonly<Record<string, unknown>>
  readonly email: string
  readonly name: string
  readonly at: string
}

export interface AgreementRow {
  readonly programme: string
  readonly partnership: string
  readonly email: string
  readonly name: string
  readonly agreedAt: string
  readonly withdrawnAt: string | null
}

export interface AnswerRow {
  readonly assessment: number
  readonly statement: string
  readonly level: string
  readonly note: string
  readonly consulted: readonly string[]
  readonly isPriority: boolean
  readonly email: string
  readonly name: string
  readonly at: string
}

/** Its id is given here: history names it. */
export interface AssessmentRow {
  readonly id: number
  readonly programme: string
  readonly partnership: string
  readonly questionnaireVersion: number
  /** 2 where the school has looked back since, from the answers of the one before. */
  readonly number: number
  readonly startsFrom: number | null
  readonly started: By
  readonly submitted: By | null
  readonly share: (By & { readonly withNotes: boolean }) | null
}

/** Its id is given here: an answer names its question. */
export interface MessageRow extends By {
  readonly id: number
  readonly programme: string
  readonly partnership: string
  readonly side: 'partner' | 'lead'
  readonly text: string
  readonly askedOn: string | null
  readonly replyBy: string | null
  /** The question that it answers. */
  readonly answers: number | null
  readonly seen: By | null
}

/** Who did something, and when. */
export interface By {
  readonly email: string
  readonly name: string
  readonly at: string
}
