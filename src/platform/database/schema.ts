// Written by bin/schema from db/migrations: change a migration and run it again.

import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

/** The two databases return it differently: cast it in SQL, `count(*)::int`. */
export type Int8 = ColumnType<unknown, number | bigint, number | bigint>

/** A column of a view. The database does not say which of them are never null. */
type Viewed<T> = ColumnType<T | null, never, never>

export interface Accounts {
  id: GeneratedAlways<number>
  email: string
  name: string
  created_at: Generated<string>
  last_signed_in_at: string | null
}

export interface ActionPlanEvidence {
  partnership_id: Viewed<number>
  expectation_kind: Viewed<string>
  occurrence: Viewed<number>
  state: Viewed<string>
  happened_on: Viewed<string>
  reference: Viewed<number>
}

export interface ActionPlanFacts {
  partnership_id: Viewed<number>
  plan_id: Viewed<number>
  started_on: Viewed<string>
  agreed_on: Viewed<string>
  agreed_version: Viewed<number>
  priorities: Viewed<number>
  objectives: Viewed<number>
  measurable_objectives: Viewed<number>
  actions: Viewed<number>
  actions_done: Viewed<number>
  reviewed_on: Viewed<string>
}

export interface ActionPlans {
  id: GeneratedAlways<number>
  partnership_id: number
  joint: boolean
  started_at: Generated<string>
  started_by: number | null
  started_by_name: string
  revision: Generated<number>
}

export interface ActionUpdates {
  id: GeneratedAlways<number>
  plan_id: number
  action_id: number
  state: string
  note: Generated<string>
  account_id: number | null
  by_name: string
  at: Generated<string>
}

export interface Actions {
  id: GeneratedAlways<number>
  plan_id: number
  objective_id: number
  position: number
  text: string
  owner_side: Generated<string>
  owner_role: Generated<string>
  owner_account_id: number | null
  owner_name: Generated<string>
  due_on: string | null
  due_label: Generated<string>
  state: Generated<string>
  state_note: Generated<string>
  done_on: string | null
  proposed_by: Generated<string>
  revision: Generated<number>
  promised_on: string | null
  agreed_visit: number | null
  agreed_key: string | null
}

export interface Assignments {
  id: GeneratedAlways<number>
  account_id: number
  role: string
  programme_id: number
  hub_id: number | null
  school_urn: number | null
  trust_uid: number | null
  title: Generated<string>
  started_at: Generated<string>
  ended_at: string | null
  ended_reason: string | null
  replaced_by: number | null
}

export interface CalendarFeeds {
  id: GeneratedAlways<number>
  kind: string
  programme_id: number
  account_id: number | null
  school_urn: number | null
  hub_id: number | null
  number: Generated<number>
  changed_at: Generated<string>
  changed_by_name: Generated<string>
}

export interface CohortCards {
  id: Viewed<number>
  programme_id: Viewed<number>
  key: Viewed<string>
  name: Viewed<string>
  starts_on: Viewed<string>
  created_at: Viewed<string>
  support_starts_on: Viewed<string>
}

export interface Cohorts {
  id: GeneratedAlways<number>
  form_key: string | null
  programme_id: number
  key: string
  name: string
  starts_on: string
  created_at: Generated<string>
}

export interface ConversationEvidence {
  partnership_id: Viewed<number>
  expectation_kind: Viewed<string>
  occurrence: Viewed<number>
  state: Viewed<string>
  happened_on: Viewed<string>
  reference: Viewed<number>
}

export interface DigestPreferences {
  account_id: number
  weekly: boolean
  changed_at: Generated<string>
}

export interface DigestsSent {
  account_id: number
  week_starting: string
}

export interface DocumentEvidence {
  partnership_id: Viewed<number>
  expectation_kind: Viewed<string>
  expectation_key: Viewed<string>
  occurrence: Viewed<number>
  state: Viewed<string>
  happened_on: Viewed<string>
  reference: Viewed<number>
}

export interface DocumentFiles {
  id: string
  started_at: Generated<string>
}

export interface DocumentOpenings {
  id: GeneratedAlways<number>
  document_id: number
  number: number
  account_id: number | null
  by_name: string
  side: string
  how: string
  at: Generated<string>
}

export interface DocumentPromises {
  partnership_id: Viewed<number>
  owed_by: Viewed<string>
  owed_to: Viewed<string>
  what: Viewed<string>
  since: Viewed<string>
  due_on: Viewed<string>
  asked_as: Viewed<string>
  reference: Viewed<string>
}

export interface DocumentRequestPromises {
  partnership_id: Viewed<number>
  owed_by: Viewed<string>
  owed_to: Viewed<string>
  what: Viewed<string>
  since: Viewed<string>
  due_on: Viewed<string>
  reference: Viewed<number>
}

export interface DocumentRequests {
  id: GeneratedAlways<number>
  key: string
  partnership_id: number
  asking_side: string
  asked_side: string
  title: string
  why: Generated<string>
  purpose: string
  due_on: string | null
  asked_at: Generated<string>
  asked_by: number | null
  asked_by_name: string
  answered_at: string | null
  closed_as: string | null
  closed_reason: string | null
  closed_at: string | null
  closed_by_name: string | null
}

export interface DocumentRules {
  programme_id: number
  purpose: string
  open_days: number
  kept_days: number
  revision: Generated<number>
  changed_by: number | null
  changed_by_name: string
  changed_at: Generated<string>
}

export interface DocumentVersions {
  document_id: number
  number: number
  key: string
  file_id: string
  file_name: string
  file_kind: string
  bytes: Int8
  sha256: string
  check_state: Generated<string>
  checked_at: string | null
  account_id: number | null
  by_name: string
  at: Generated<string>
  erased_at: string | null
  lost_at: string | null
  told_at: string | null
}

export interface Documents {
  id: GeneratedAlways<number>
  key: string
  position: number
  partnership_id: number
  expectation_key: string | null
  occurrence: number | null
  request_id: number | null
  given_to: string | null
  kind: string
  title: string
  purpose: string
  from_side: string
  shared_with: string[]
  expires_on: string | null
  link_url: string | null
  link_source: string | null
  link_as_at: string | null
  given_at: Generated<string>
  given_by: number | null
  given_by_name: string
  newest: Generated<number>
  revision: Generated<number>
  deleted_at: string | null
  deleted_by_name: string | null
  deleted_because: string | null
}

export interface EventBookings {
  id: GeneratedAlways<number>
  form_key: string
  event_id: number
  partnership_id: number | null
  hub_id: number | null
  places: number
  offer_id: number | null
  by_host: Generated<boolean>
  booked_by: number | null
  booked_by_name: string
  booked_at: Generated<string>
  given_back_at: string | null
  given_back_by_name: string | null
  revision: Generated<number>
}

export interface EventCards {
  id: Viewed<number>
  programme_id: Viewed<number>
  kind: Viewed<string>
  audience: Viewed<string>
  hub_id: Viewed<number>
  hub_name: Viewed<string>
  series_key: Viewed<string>
  number: Viewed<number>
  title: Viewed<string>
  starts_at: Viewed<string>
  ends_at: Viewed<string>
  time_zone: Viewed<string>
  time_confirmed: Viewed<boolean>
  place: Viewed<string>
  places_taken: Viewed<number>
  schools_taken: Viewed<number>
  capacity: Viewed<number>
  cancelled_at: Viewed<string>
}

export interface EventCatchUps {
  id: GeneratedAlways<number>
  form_key: string
  event_id: number
  partnership_id: number
  watched_on: string
  minutes: Generated<number>
  will_do: string
  account_id: number | null
  by_name: string
  at: Generated<string>
  undone_at: string | null
  undone_by_name: string | null
}

export interface EventEvidence {
  partnership_id: Viewed<number>
  expectation_kind: Viewed<string>
  occurrence: Viewed<number>
  state: Viewed<string>
  happened_on: Viewed<string>
  reference: Viewed<number>
  leadership_minutes: Viewed<number>
}

export interface EventFeedbackAnswers {
  id: Generated<string>
  event_id: number
  content_version: string
  answers: JsonValue
}

export interface EventFeedbackGiven {
  event_id: number
  account_id: number | null
  guest_id: number | null
}

export interface EventGuests {
  id: GeneratedAlways<number>
  booking_id: number
  event_id: number
  name: string
  email: Generated<string>
  role_title: Generated<string>
  senior_leader: Generated<boolean>
  needs: Generated<string>
  added_at: Generated<string>
  left_at: string | null
}

export interface EventInvitations {
  id: GeneratedAlways<number>
  event_id: number
  partnership_id: number | null
  hub_id: number | null
  invited_at: Generated<string>
  invited_by_name: string
}

export interface EventMessages {
  id: GeneratedAlways<number>
  form_key: string
  event_id: number
  subject: string
  body: string
  account_id: number | null
  by_name: string
  at: Generated<string>
  sent_at: string | null
}

export interface EventMoves {
  id: GeneratedAlways<number>
  form_key: string
  event_id: number
  from_starts_at: string
  from_ends_at: string
  to_starts_at: string
  to_ends_at: string
  reason: string
  account_id: number | null
  by_name: string
  at: Generated<string>
}

export interface EventOffers {
  id: GeneratedAlways<number>
  wait_id: number
  event_id: number
  places: number
  reason: string
  made_at: Generated<string>
  expires_at: string
  answered_at: string | null
  answer: string | null
  answered_by_name: string | null
}

export interface EventPresences {
  id: GeneratedAlways<number>
  client_key: string
  event_id: number
  partnership_id: number | null
  hub_id: number | null
  guest_id: number | null
  name: string
  email: Generated<string>
  senior_leader: Generated<boolean>
  how: string
  arrived_at: string
  left_early_at: string | null
  minutes: number
  source: string
  recorded_by: number | null
  recorded_by_name: string
  recorded_at: Generated<string>
  undone_at: string | null
  undone_by_name: string | null
}

export interface EventReminders {
  id: GeneratedAlways<number>
  event_id: number
  rule: string
  starts_at: string
  to_email: string
  to_name: Generated<string>
  partnership_id: number | null
  hub_id: number | null
  account_id: number | null
  guest_id: number | null
  message_id: string | null
  outcome: string | null
  queued_at: Generated<string>
}

export interface EventReportPeople {
  id: GeneratedAlways<number>
  report_id: number
  event_id: number
  position: number
  name: Generated<string>
  email: Generated<string>
  joined_at: string | null
  left_at: string | null
  minutes: Generated<number>
  match: string
  reason: Generated<string>
  partnership_id: number | null
  hub_id: number | null
  guest_id: number | null
  confirmed_by: number | null
  confirmed_by_name: string | null
  confirmed_at: string | null
  presence_id: number | null
}

export interface EventReports {
  id: GeneratedAlways<number>
  form_key: string
  event_id: number
  filename: string
  layout: string
  row_count: number
  notes: Generated<JsonValue>
  account_id: number | null
  by_name: string
  at: Generated<string>
  applied_at: string | null
  applied_by_name: string | null
}

export interface EventWaits {
  id: GeneratedAlways<number>
  form_key: string
  event_id: number
  partnership_id: number | null
  hub_id: number | null
  places: number
  more: Generated<boolean>
  account_id: number | null
  by_name: string
  asked_at: Generated<string>
  left_at: string | null
}

export interface Events {
  id: GeneratedAlways<number>
  form_key: Generated<string>
  programme_id: number
  kind: string
  audience: Generated<string>
  hub_id: number | null
  series_key: string | null
  number: number | null
  title: string
  description: Generated<string>
  agenda: Generated<string>
  preparation: Generated<string>
  materials: Generated<JsonValue>
  themes: Generated<string[]>
  starts_at: string
  ends_at: string
  time_zone: Generated<string>
  time_confirmed: Generated<boolean>
  place: string
  place_text: Generated<string>
  getting_there: Generated<string>
  safety_notes: Generated<string>
  joining_link: Generated<string>
  joining_link_set_at: string | null
  recording_link: Generated<string>
  recording_link_set_at: string | null
  capacity: number | null
  school_capacity: number | null
  places_per_school: Generated<number>
  held_places: Generated<number>
  places_taken: Generated<number>
  places_offered: Generated<number>
  schools_taken: Generated<number>
  schools_offered: Generated<number>
  waiting: Generated<number>
  booking_opens_at: string | null
  booking_closes_at: string | null
  created_at: Generated<string>
  created_by: number | null
  created_by_name: Generated<string>
  cancelled_at: string | null
  cancelled_reason: string | null
  cancelled_by_name: string | null
  revision: Generated<number>
}

export interface ExpectationCards {
  programme_id: Viewed<number>
  programme_version_id: Viewed<number>
  version_number: Viewed<number>
  pathway_key: Viewed<string>
  key: Viewed<string>
  position: Viewed<number>
  kind: Viewed<string>
  title: Viewed<string>
  acted_on_by: Viewed<string>
  per: Viewed<string>
  repeats: Viewed<string>
  given_to: Viewed<string>
  minutes: Viewed<number>
  within_support_days: Viewed<boolean>
  evidence: Viewed<string>
}

export interface ExpectationConfirmations {
  id: GeneratedAlways<number>
  key: string | null
  partnership_id: number
  expectation_key: string
  occurrence: number
  state: string
  happened_on: string
  note: Generated<string>
  leadership_minutes: number | null
  account_id: number | null
  by_name: string
  recorded_at: Generated<string>
  replaced_at: string | null
}

export interface ExpectationEvidence {
  partnership_id: Viewed<number>
  expectation_key: Viewed<string>
  occurrence: Viewed<number>
  state: Viewed<string>
  happened_on: Viewed<string>
  leadership_minutes: Viewed<number>
  source: Viewed<string>
  reference: Viewed<number>
}

export interface ExpectationOccurrences {
  programme_version_id: number
  pathway_key: string
  cohort_id: number
  expectation_key: string
  occurrence: number
  position: number
  label: string
  part: string
  opens_on: string
  due_on: string
  held_on: string | null
  acted_on_by: string
  per: string
  minutes: number
  within_support_days: boolean
}

export interface ExpectationProgress {
  partnership_id: Viewed<number>
  programme_id: Viewed<number>
  hub_id: Viewed<number>
  school_urn: Viewed<number>
  pathway_key: Viewed<string>
  cohort_id: Viewed<number>
  partnership_status: Viewed<string>
  expectation_key: Viewed<string>
  occurrence: Viewed<number>
  position: Viewed<number>
  label: Viewed<string>
  part: Viewed<string>
  opens_on: Viewed<string>
  due_on: Viewed<string>
  held_on: Viewed<string>
  minutes: Viewed<number>
  acted_on_by: Viewed<string>
  per: Viewed<string>
  state: Viewed<string>
  happened_on: Viewed<string>
  leadership_minutes: Viewed<number>
  source: Viewed<string>
  reference: Viewed<number>
  progress: Viewed<string>
}

export interface Expectations {
  programme_version_id: number
  pathway_key: string
  key: string
  position: number
  kind: string
  title: string
  acted_on_by: string
  per: string
  repeats: string
  given_to: string | null
  initial_action: number | null
  minutes: number | null
  within_support_days: boolean
  evidence: string
  audience: string | null
}

export interface FinalReviewEvidence {
  partnership_id: Viewed<number>
  expectation_kind: Viewed<string>
  occurrence: Viewed<number>
  state: Viewed<string>
  happened_on: Viewed<string>
  reference: Viewed<number>
}

export interface FinalReviewFollowUps {
  partnership_id: number
  key: string
  held_on: string
  words: string
  side: string
  account_id: number | null
  by_name: string
  at: Generated<string>
}

export interface FinalReviewSignatures {
  partnership_id: number
  side: string
  revision: number
  facts: JsonValue
  account_id: number | null
  by_name: string
  at: Generated<string>
}

export interface FinalReviewSteps {
  id: GeneratedAlways<number>
  key: string
  partnership_id: number
  revision: Generated<number>
  text: string
  owner_side: string
  owner_role: string
  owner_name: Generated<string>
  due_on: string | null
  last_key: string
  account_id: number | null
  by_name: string
  written_at: Generated<string>
}

export interface FinalReviewTopics {
  partnership_id: number
  topic: string
  revision: Generated<number>
  words: Generated<string>
  on_day: string | null
  last_key: string
  account_id: number | null
  by_name: string
  written_at: Generated<string>
}

export interface FinalReviews {
  partnership_id: number
  revision: Generated<number>
  started_at: Generated<string>
  started_by_name: string
}

export interface HeldRoles {
  assignment_id: Viewed<number>
  role: Viewed<string>
  programme_id: Viewed<number>
  hub_id: Viewed<number>
  school_urn: Viewed<number>
  trust_uid: Viewed<number>
  title: Viewed<string>
  name: Viewed<string>
  email: Viewed<string>
}

export interface History {
  id: GeneratedAlways<number>
  chain: string
  sequence: number
  programme_id: number | null
  hub_id: number | null
  partnership_id: number | null
  kind: string
  sentence: string
  details: Generated<JsonValue>
  account_id: number | null
  by_name: string
  happened_at: string
  previous_hash: Uint8Array
  hash: Uint8Array
}

export interface HistoryChains {
  chain: string
  sequence: number
  hash: Uint8Array
}

export interface HubCapacities {
  hub_id: number
  pathway_key: string
  maximum: number
}

export interface HubCards {
  id: Viewed<number>
  programme_id: Viewed<number>
  reference: Viewed<string>
  name: Viewed<string>
  lead_school_urn: Viewed<number>
  lead_trust_uid: Viewed<number>
  lead_name: Viewed<string>
  region_code: Viewed<string>
  region_name: Viewed<string>
  opened_on: Viewed<string>
  closed_on: Viewed<string>
  revision: Viewed<number>
  lead_easting: Viewed<number>
  lead_northing: Viewed<number>
}

export interface HubPathwayCapacities {
  hub_id: Viewed<number>
  programme_id: Viewed<number>
  pathway_key: Viewed<string>
  pathway_name: Viewed<string>
  pathway_position: Viewed<number>
  usual: Viewed<number>
  own: Viewed<number>
}

export interface Hubs {
  id: GeneratedAlways<number>
  key: string | null
  programme_id: number
  reference: string
  name: string
  lead_school_urn: number | null
  lead_trust_uid: number | null
  region_code: string | null
  opened_on: string | null
  closed_on: string | null
  revision: Generated<number>
  created_at: Generated<string>
}

export interface Identities {
  issuer: string
  subject: string
  account_id: number
  first_seen_at: Generated<string>
}

export interface ImportRows {
  import_id: number
  line: number
  cells: JsonValue
  corrections: Generated<JsonValue>
  outcome: string | null
  summary: Generated<string>
  message: string | null
  field: string | null
}

export interface Imports {
  id: GeneratedAlways<number>
  key: string
  programme_id: number
  kind: string
  filename: string
  content_hash: string
  header: JsonValue
  notes: Generated<JsonValue>
  row_count: number
  uploaded_by: number
  uploaded_by_name: string
  uploaded_at: string
  mapping: JsonValue | null
  checked_at: string | null
  replaced_by: number | null
  applied_at: string | null
  applied_by: number | null
  applied_by_name: string | null
  created: number | null
  changed: number | null
  unchanged: number | null
  left_out: number | null
}

export interface Invitations {
  id: GeneratedAlways<number>
  key: string
  role: string
  programme_id: number
  hub_id: number | null
  school_urn: number | null
  trust_uid: number | null
  title: Generated<string>
  email: string
  name: Generated<string>
  invited_by: number | null
  invited_at: string
  expires_at: string
  sent_count: Generated<number>
  last_sent_at: string | null
  replaces: number | null
  accepted_at: string | null
  assignment_id: number | null
  cancelled_at: string | null
  cancelled_by: number | null
}

export interface LocalAuthorities {
  code: number
  gss_code: string
  name: string
  region_code: string
  ended_on: string | null
}

export interface Measures {
  id: GeneratedAlways<number>
  plan_id: number
  objective_id: number
  position: number
  text: string
  kind: string
  baseline: Generated<string>
  target: Generated<string>
  unit: Generated<string>
  source: Generated<string>
  target_on: string | null
  revision: Generated<number>
}

export interface MessageEmailPreferences {
  account_id: number
  wanted: boolean
  changed_at: Generated<string>
}

export interface MessageNotices {
  account_id: number
  partnership_id: number
  send_at: string
}

export interface MessageSightings {
  partnership_id: number
  account_id: number
  up_to: number
  side: string
  by_name: string
  seen_at: Generated<string>
}

export interface Messages {
  id: string
  to_email: string
  to_account: number | null
  template: string
  personalisation: JsonValue
  status: Generated<string>
  attempts: Generated<number>
  last_fault: string | null
  provider_reference: string | null
  queued_at: Generated<string>
  send_before: string | null
  finished_at: string | null
  receipt: string | null
  receipt_at: string | null
}

export interface Migrations {
  name: string
  content_hash: string
  applied_at: Generated<string>
}

export interface Objectives {
  id: GeneratedAlways<number>
  plan_id: number
  priority_id: number
  position: number
  text: string
  resources: Generated<string>
  milestones: Generated<string>
  closed_on: string | null
  closed_reason: string | null
  closed_by_name: string | null
  revision: Generated<number>
  agreed_visit: number | null
}

export interface OccurrenceCards {
  programme_version_id: Viewed<number>
  pathway_key: Viewed<string>
  cohort_id: Viewed<number>
  expectation_key: Viewed<string>
  occurrence: Viewed<number>
  position: Viewed<number>
  label: Viewed<string>
  part: Viewed<string>
  opens_on: Viewed<string>
  due_on: Viewed<string>
  held_on: Viewed<string>
  acted_on_by: Viewed<string>
  per: Viewed<string>
  minutes: Viewed<number>
  within_support_days: Viewed<boolean>
}

export interface Outbox {
  id: GeneratedAlways<number>
  to_email: string
  subject: string
  body: string
  written_at: Generated<string>
}

export interface OversightChanges {
  connection: number
  changes: Int8
}

export interface PartnerSchools {
  partnership_id: Viewed<number>
  programme_id: Viewed<number>
  hub_id: Viewed<number>
  school_urn: Viewed<number>
  school_name: Viewed<string>
  open: Viewed<boolean>
}

export interface PartnershipCards {
  id: Viewed<number>
  reference: Viewed<string>
  programme_id: Viewed<number>
  programme_version_id: Viewed<number>
  pathway_key: Viewed<string>
  cohort_id: Viewed<number>
  hub_id: Viewed<number>
  school_urn: Viewed<number>
  status: Viewed<string>
  status_since: Viewed<string>
  previous_id: Viewed<number>
  created_at: Viewed<string>
  hub_name: Viewed<string>
  hub_reference: Viewed<string>
  hub_region_code: Viewed<string>
  school_name: Viewed<string>
  school_phase: Viewed<string>
  school_town: Viewed<string>
  trust_uid: Viewed<number>
  trust_name: Viewed<string>
  la_name: Viewed<string>
  region_code: Viewed<string>
  region_name: Viewed<string>
  cohort_name: Viewed<string>
  cohort_key: Viewed<string>
  cohort_created_at: Viewed<string>
}

export interface PartnershipEvidence {
  partnership_id: Viewed<number>
  expectation_key: Viewed<string>
  occurrence: Viewed<number>
  state: Viewed<string>
  happened_on: Viewed<string>
  leadership_minutes: Viewed<number>
  source: Viewed<string>
  reference: Viewed<number>
}

export interface PartnershipMessages {
  id: GeneratedAlways<number>
  key: string
  partnership_id: number
  about_kind: Generated<string>
  about_id: number | null
  about_words: Generated<string>
  side: string
  account_id: number | null
  by_name: string
  text: string
  written_at: Generated<string>
  taken_back_at: string | null
}

export interface PartnershipQuestions {
  message_id: number
  partnership_id: number
  asked_of: string
  asked_on: string
  reply_by: string
  settled_at: string | null
  settled_how: string | null
  settled_by_name: string | null
  answer_id: number | null
  reminded_on: string | null
}

export interface PartnershipStandings {
  partnership_id: Viewed<number>
  hub_id: Viewed<number>
  pathway_key: Viewed<string>
  cohort_id: Viewed<number>
  total: Viewed<number>
  finished: Viewed<number>
  overdue: Viewed<number>
  partner_next: Viewed<number>
  lead_next: Viewed<number>
  team_next: Viewed<number>
  next: Viewed<number>
}

export interface PartnershipStatusChanges {
  id: GeneratedAlways<number>
  key: string | null
  partnership_id: number
  from_status: string | null
  to_status: string
  happened_on: string
  reason: Generated<string>
  account_id: number | null
  by_name: string
  recorded_at: Generated<string>
}

export interface PartnershipSupportTerms {
  partnership_id: Viewed<number>
  number: Viewed<number>
  starts_on: Viewed<string>
}

export interface Partnerships {
  id: GeneratedAlways<number>
  key: string | null
  reference: string
  programme_id: number
  programme_version_id: number
  pathway_key: string
  cohort_id: number
  hub_id: number
  school_urn: number
  status: string
  status_since: string
  previous_id: number | null
  created_at: Generated<string>
}

export interface PathwayCards {
  programme_id: Viewed<number>
  programme_version_id: Viewed<number>
  version_number: Viewed<number>
  key: Viewed<string>
  position: Viewed<number>
  name: Viewed<string>
  leadership_days_from: Viewed<string>
  leadership_days_to: Viewed<string>
  capacity_min: Viewed<number>
  capacity_max: Viewed<number>
  support_terms: Viewed<number>
}

export interface PathwaySupportDays {
  programme_version_id: Viewed<number>
  pathway_key: Viewed<string>
  days: Viewed<string>
  carry_half_days: Viewed<number>
}

export interface Pathways {
  programme_version_id: number
  key: string
  position: number
  name: string
  leadership_days_from: string
  leadership_days_to: string | null
  capacity_min: number | null
  capacity_max: number | null
  support_terms: number
}

export interface PeopleAtWork {
  account_id: Viewed<number>
  email: Viewed<string>
  name: Viewed<string>
  programme_id: Viewed<number>
  school_urn: Viewed<number>
  hub_id: Viewed<number>
  role: Viewed<string>
}

export interface Places {
  kind: Viewed<string>
  id: Viewed<number>
  name: Viewed<string>
  school_urn: Viewed<number>
  trust_uid: Viewed<number>
}

export interface PlanComments {
  id: GeneratedAlways<number>
  key: string
  plan_id: number
  about: string
  about_words: string
  side: string
  text: string
  account_id: number | null
  by_name: string
  at: Generated<string>
  resolved_at: string | null
  resolved_by_name: string | null
}

export interface PlanFacts {
  plan_id: number
  partnership_id: number
  started_on: string
  agreed_on: string | null
  agreed_version: number | null
  priorities: number
  objectives: number
  measurable_objectives: number
  actions: number
  actions_done: number
  reviewed_on: string | null
}

export interface PlanShares {
  id: GeneratedAlways<number>
  plan_id: number
  partnership_id: number
  shared_by: number | null
  shared_by_name: string
  shared_at: Generated<string>
  withdrawn_at: string | null
  withdrawn_by_name: string | null
}

export interface PlanSignatures {
  plan_id: number
  version_number: number
  side: string
  account_id: number | null
  by_name: string
  at: Generated<string>
}

export interface PlanTermFacts {
  plan_id: number
  partnership_id: number
  support_term: number
  actions_due: number
  actions_open: number
  actions_done: number
  last_done_on: string | null
  reviewed_on: string | null
}

export interface PlanVersions {
  plan_id: number
  number: number
  key: string
  snapshot: JsonValue
  changes: string[]
  account_id: number | null
  by_name: string
  at: Generated<string>
}

export interface PossibleLeads {
  kind: Viewed<string>
  id: Viewed<number>
  name: Viewed<string>
  status: Viewed<string>
  place: Viewed<string>
  region_code: Viewed<string>
  folded: Viewed<string>
}

export interface Priorities {
  id: GeneratedAlways<number>
  plan_id: number
  position: number
  title: string
  why: Generated<string>
  source: Generated<string>
  theme_key: string | null
  questionnaire_version_id: number | null
  statement_key: string | null
  closed_on: string | null
  closed_reason: string | null
  closed_by_name: string | null
  revision: Generated<number>
  agreed_visit: number | null
}

export interface ProgrammeCards {
  id: Viewed<number>
  key: Viewed<string>
  name: Viewed<string>
  current_version_id: Viewed<number>
  current_version_number: Viewed<number>
}

export interface ProgrammeEvents {
  programme_version_id: number
  series_key: string
  number: number
  title: string
  held_on: string
  minutes: number
}

export interface ProgrammeVersions {
  id: GeneratedAlways<number>
  programme_id: number
  number: number
  content_hash: string
  definition: JsonValue
  loaded_at: Generated<string>
}

export interface Programmes {
  id: GeneratedAlways<number>
  key: string
  name: string
  loaded_at: Generated<string>
}

export interface ProgressReviews {
  id: GeneratedAlways<number>
  key: string
  plan_id: number
  held_on: string
  next_steps: string
  next_review_on: string | null
  account_id: number | null
  by_name: string
  at: Generated<string>
}

export interface QuestionPromises {
  partnership_id: Viewed<number>
  promised_by: Viewed<string>
  kind: Viewed<string>
  reference: Viewed<number>
  words: Viewed<string>
  since: Viewed<string>
  due_on: Viewed<string>
}

export interface QuestionnaireProgrammes {
  questionnaire_id: number
  programme_key: string
}

export interface QuestionnaireVersions {
  id: GeneratedAlways<number>
  questionnaire_id: number
  number: number
  content_hash: string
  definition: JsonValue
  loaded_at: Generated<string>
  source: string
  imported_by: number | null
  imported_by_name: string | null
}

export interface Questionnaires {
  id: GeneratedAlways<number>
  key: string
  name: string
  loaded_at: Generated<string>
}

export interface ReadableSelfAssessmentAnswers {
  self_assessment_id: Viewed<number>
  partnership_id: Viewed<number>
  statement_key: Viewed<string>
  level: Viewed<string>
  is_priority: Viewed<boolean>
  consulted: Viewed<string[]>
  revision: Viewed<number>
  changed_at: Viewed<string>
  changed_by_name: Viewed<string>
  evidence_note: Viewed<string>
}

export interface Regions {
  code: string
  name: string
}

export interface RegisterImports {
  id: GeneratedAlways<number>
  key: string | null
  kind: string
  source: string
  file_name: string | null
  file_hash: string | null
  layout: string | null
  encoding: string | null
  as_at: string
  started_at: string
  finished_at: string
  outcome: string
  refusal: string | null
  rows_read: Generated<number>
  added: Generated<number>
  changed: Generated<number>
  closed: Generated<number>
  unchanged: Generated<number>
  older: Generated<number>
  left_out: Generated<number>
  rejected: Generated<number>
  absent: Generated<number>
  account_id: number | null
  started_by: Generated<string>
}

export interface RegisterRejections {
  id: GeneratedAlways<number>
  import_id: number
  line: number
  urn: string
  reason: string
  excerpt: string
}

export interface ReviewRatings {
  review_id: number
  plan_id: number
  objective_id: number
  objective_text: string
  rating: string
  direction: Generated<string>
  comment: Generated<string>
  obstacles: Generated<string[]>
  obstacle_words: Generated<string>
  change_of_course: Generated<string>
}

export interface SchoolCards {
  urn: Viewed<number>
  name: Viewed<string>
  status: Viewed<string>
  phase: Viewed<string>
  type_name: Viewed<string>
  town: Viewed<string>
  postcode: Viewed<string>
  pupils: Viewed<number>
  easting: Viewed<number>
  northing: Viewed<number>
  invented: Viewed<boolean>
  trust_uid: Viewed<number>
  trust_name: Viewed<string>
  la_code: Viewed<number>
  la_name: Viewed<string>
  region_code: Viewed<string>
  region_name: Viewed<string>
}

export interface SchoolDates {
  urn: number
  status_as_at: string
  facts_as_at: string | null
  trust_as_at: string | null
  row_hash: Int8 | null
}

export interface SchoolLinks {
  urn: number
  link_urn: number
  published_kind: string
  kind: string
  established_on: string | null
  invented: GeneratedAlways<boolean>
}

export interface SchoolSuccessions {
  from_urn: Viewed<number>
  to_urn: Viewed<number>
  established_on: Viewed<string>
}

export interface Schools {
  urn: number
  name: string
  status: string
  phase: string | null
  type_code: number | null
  type_name: string | null
  la_code: number | null
  published_la_code: string | null
  published_la_name: string | null
  in_england: boolean
  establishment_number: number | null
  trust_uid: number | null
  address_1: string | null
  address_2: string | null
  address_3: string | null
  town: string | null
  county: string | null
  postcode: string | null
  easting: number | null
  northing: number | null
  pupils: number | null
  age_low: number | null
  age_high: number | null
  gender: string | null
  religious_character: string | null
  fsm_percentage: string | null
  website: string | null
  ukprn: number | null
  opened_on: string | null
  closed_on: string | null
  invented: GeneratedAlways<boolean>
  source_changed_on: string | null
  dfe_number: GeneratedAlways<number | null>
  search: GeneratedAlways<string>
}

export interface SeenEvidence {
  partnership_id: number
  expectation_key: string
  occurrence: number
  state: string
  happened_on: string
  source: string
  reference: number
  leadership_minutes: number | null
}

export interface SelfAssessmentAnswerChanges {
  id: GeneratedAlways<number>
  self_assessment_id: number
  statement_key: string
  level: string | null
  evidence_note: string
  consulted: string[]
  is_priority: boolean
  revision: number
  set_aside: Generated<boolean>
  changed_at: Generated<string>
  changed_by: number | null
  changed_by_name: string
}

export interface SelfAssessmentAnswers {
  self_assessment_id: number
  statement_key: string
  level: string | null
  evidence_note: Generated<string>
  consulted: Generated<string[]>
  is_priority: Generated<boolean>
  revision: Generated<number>
  changed_at: Generated<string>
  changed_by: number | null
  changed_by_name: string
}

export interface SelfAssessmentCards {
  id: Viewed<number>
  partnership_id: Viewed<number>
  number: Viewed<number>
  questionnaire_version_id: Viewed<number>
  questionnaire_id: Viewed<number>
  starts_from_id: Viewed<number>
  started_at: Viewed<string>
  started_by_name: Viewed<string>
  submitted_at: Viewed<string>
  submitted_by_name: Viewed<string>
}

export interface SelfAssessmentEvidence {
  partnership_id: Viewed<number>
  expectation_kind: Viewed<string>
  happened_on: Viewed<string>
  reference: Viewed<number>
}

export interface SelfAssessmentShares {
  id: GeneratedAlways<number>
  key: string | null
  self_assessment_id: number
  with_notes: boolean
  shared_by: number | null
  shared_by_name: string
  shared_at: Generated<string>
  withdrawn_by_name: string | null
  withdrawn_at: string | null
}

export interface SelfAssessments {
  id: GeneratedAlways<number>
  key: string
  partnership_id: number
  questionnaire_version_id: number
  number: number
  starts_from_id: number | null
  started_at: Generated<string>
  started_by: number | null
  started_by_name: string
  submitted_at: string | null
  submitted_by: number | null
  submitted_by_name: string | null
}

export interface Sessions {
  token_hash: string
  account_id: number
  assignment_id: number | null
  offered: number[] | null
  place_name: string | null
  has_other_places: Generated<boolean>
  signed_in_by: string
  created_at: Generated<string>
  last_seen_at: Generated<string>
  expires_at: string
}

export interface Settings {
  name: string
  value: JsonValue
  changed_at: Generated<string>
}

export interface SharedConfirmations {
  id: GeneratedAlways<number>
  key: string | null
  programme_id: number
  hub_id: number | null
  cohort_id: number
  expectation_key: string
  occurrence: number
  state: string
  happened_on: string
  note: Generated<string>
  account_id: number | null
  by_name: string
  recorded_at: Generated<string>
  replaced_at: string | null
}

export interface SharedPractices {
  id: GeneratedAlways<number>
  form_key: string
  event_id: number
  partnership_id: number
  will_try: string
  became: Generated<string>
  account_id: number | null
  by_name: string
  written_at: Generated<string>
  became_at: string | null
  became_by_name: string | null
  revision: Generated<number>
}

export interface SignInCodes {
  id: string
  email_hash: string
  account_id: number | null
  next: Generated<string>
  created_at: Generated<string>
  expires_at: string
  tries_left: Generated<number>
  used_at: string | null
}

export interface Statements {
  questionnaire_version_id: number
  key: string
  theme_key: string
  position: number
  number: string
  strand: string
  text: string
}

export interface SupportDayCounts {
  partnership_id: number
  support_term: number
  entitled: number | null
  carry_limit: Generated<number>
  carried_in: Generated<number>
  booked: Generated<number>
  delivered: Generated<number>
}

export interface SupportDayEntitlements {
  programme_version_id: number
  pathway_key: string
  support_term: number
  half_days: number
}

export interface SupportDayNotices {
  account_id: number
  item_id: number
  partnership_id: number
  change: string
  send_at: string
}

export interface SupportEntries {
  item_id: number
  number: number
  partnership_id: number
  key: string
  kind: string
  side: string
  state: string
  half_days: number
  support_term: number | null
  held_on: string | null
  starts_at: Generated<string>
  ends_at: Generated<string>
  place: Generated<string>
  lead_people: Generated<string>
  partner_people: Generated<string>
  travel_minutes: number | null
  offer: JsonValue | null
  note: Generated<string>
  account_id: number | null
  by_name: string
  at: Generated<string>
}

export interface SupportEvidence {
  partnership_id: Viewed<number>
  expectation_kind: Viewed<string>
  occurrence: Viewed<number>
  state: Viewed<string>
  happened_on: Viewed<string>
  reference: Viewed<number>
}

export interface SupportItems {
  id: GeneratedAlways<number>
  partnership_id: number
  type: string
  entries: Generated<number>
  state: Generated<string>
  half_days: Generated<number>
  support_term: number | null
  held_on: string | null
  starts_at: Generated<string>
  ends_at: Generated<string>
  place: Generated<string>
  lead_people: Generated<string>
  partner_people: Generated<string>
  travel_minutes: number | null
  offer: JsonValue | null
  agreed_on: string | null
}

export interface SupportPromises {
  partnership_id: Viewed<number>
  promised_by: Viewed<string>
  reference: Viewed<number>
  offered: Viewed<string>
  since: Viewed<string>
}

export interface SupportTerms {
  cohort_id: number
  number: number
  name: string
  starts_on: string
  ends_on: string
}

export interface SurveyAnswers {
  wave_id: number
  group_id: number
  burst: number | null
  answers: Uint8Array
}

export interface SurveyArrivals {
  key: string
  wave_id: number
  group_id: number
  burst: number | null
  answers: Uint8Array
}

export interface SurveyBursts {
  id: GeneratedAlways<number>
  wave_id: number
  group_id: number
  found_at: string
  count: Generated<number>
  why: string
  decision: string | null
  reason: Generated<string>
  revision: Generated<number>
  decided_by: number | null
  decided_by_name: string | null
  decided_at: string | null
}

export interface SurveyCodes {
  id: GeneratedAlways<number>
  wave_id: number
  group_id: number
  code: string
  label: string
  expected: number | null
  answered: Generated<number>
  stopped_at: string | null
}

export interface SurveyEvidence {
  partnership_id: Viewed<number>
  expectation_kind: Viewed<string>
  expectation_key: Viewed<string>
  occurrence: Viewed<number>
  state: Viewed<string>
  happened_on: Viewed<string>
  reference: Viewed<number>
}

export interface SurveyExpectations {
  programme_version_id: Viewed<number>
  pathway_key: Viewed<string>
  key: Viewed<string>
  audience: Viewed<string>
  wave_kind: Viewed<string>
}

export interface SurveyGroups {
  id: GeneratedAlways<number>
  wave_id: number
  audience: string
  position: number
  label: string
  roll: number | null
}

export interface SurveyKeys {
  key: string
  wave_id: number
}

export interface SurveyPublished {
  wave_id: number
  audience: string
  position: number
  label: string
  answered: number
  version_id: number
  counts: number[]
  unsaid: number[]
  reasons: string[]
}

export interface SurveyRemarks {
  key: string
  wave_id: number
  harm: boolean
  sealed: Uint8Array
}

export interface SurveyReplies {
  wave_id: number
  said: string[]
  did: string[]
  revision: Generated<number>
  changed_at: Generated<string>
  changed_by: number | null
  changed_by_name: string
}

export interface SurveySafeguardingLeads {
  wave_id: number
  name: string
  role: string
  email: string
  told: Generated<number>
  revision: Generated<number>
}

export interface SurveyShares {
  id: GeneratedAlways<number>
  key: string
  wave_id: number
  shared_by: number | null
  shared_by_name: string
  shared_at: Generated<string>
  withdrawn_at: string | null
  withdrawn_by_name: string | null
}

export interface SurveySummed {
  wave_id: number
  audience: string
  version_id: number
  slots: number[]
}

export interface SurveyTallies {
  wave_id: number
  group_id: number
  burst: number | null
  answered: number
  counts: number[]
}

export interface SurveyVersions {
  id: GeneratedAlways<number>
  key: string
  number: number
  audience: string
  stage: string | null
  name: string
  content_hash: string
  definition: JsonValue
  source: string
  loaded_at: Generated<string>
}

export interface SurveyWaves {
  id: GeneratedAlways<number>
  key: string
  partnership_id: number
  kind: string
  pupils_version_id: number | null
  staff_version_id: number | null
  opens_at: string
  closes_at: string
  languages: string[]
  layout: string
  easy_read: Generated<boolean>
  revision: Generated<number>
  created_by: number | null
  created_by_name: string
  created_at: Generated<string>
  closed_at: string | null
  closed_by_name: string | null
  results_at: string | null
  raw_deleted_at: string | null
  floor: number | null
}

export interface TrustAgreements {
  id: GeneratedAlways<number>
  partnership_id: number
  trust_uid: number
  programme_id: number
  hub_id: number
  school_urn: number
  agreed_by: number | null
  agreed_by_name: string
  agreed_at: Generated<string>
  withdrawn_by_name: string | null
  withdrawn_at: string | null
}

export interface Trusts {
  uid: number
  name: string
  kind: string
  status: string
  companies_house_number: string | null
  ukprn: number | null
  town: string | null
  postcode: string | null
  opened_on: string | null
  closed_on: string | null
  invented: GeneratedAlways<boolean>
  register_as_at: string
  folded: GeneratedAlways<string>
}

export interface UnsentMessages {
  id: Viewed<string>
  to_email: Viewed<string>
  to_account: Viewed<number>
  template: Viewed<string>
  invitation_id: Viewed<number>
  attempts: Viewed<number>
  fault: Viewed<string>
  queued_at: Viewed<string>
  can_be_sent: Viewed<boolean>
}

export interface VisitActions {
  key: string
  number: GeneratedAlways<number>
  item_id: number
  partnership_id: number
  doer: string
  text: string
  owner_name: Generated<string>
  due_on: string | null
  objective_id: number | null
  side: string
  account_id: number | null
  by_name: string
  at: Generated<string>
  taken_out_at: string | null
  taken_out_by_name: string | null
}

export interface VisitNotes {
  key: string
  number: GeneratedAlways<number>
  item_id: number
  partnership_id: number
  field: string
  text: string
  revision: number | null
  side: string
  account_id: number | null
  by_name: string
  at: Generated<string>
  settled_at: string | null
  settled_by_name: string | null
}

export interface VisitRecords {
  item_id: number
  partnership_id: number
  revision: Generated<number>
  saw: Generated<string>
  working: Generated<string>
  obstacles: Generated<string>
  sign_by: string
  account_id: number | null
  by_name: string
  written_at: Generated<string>
}

export interface VisitRunningOrders {
  item_id: number
  partnership_id: number
  revision: Generated<number>
  parts: JsonValue
  last_key: string
  account_id: number | null
  by_name: string
  written_at: Generated<string>
}

export interface VisitSignatures {
  item_id: number
  partnership_id: number
  side: string
  revision: number
  account_id: number | null
  by_name: string
  at: Generated<string>
}

export interface VisitViews {
  id: GeneratedAlways<number>
  key: string
  item_id: number
  partnership_id: number
  side: string
  text: string
  account_id: number | null
  by_name: string
  at: Generated<string>
}

export interface Schema {
  accounts: Accounts
  action_plan_evidence: ActionPlanEvidence
  action_plan_facts: ActionPlanFacts
  action_plans: ActionPlans
  action_updates: ActionUpdates
  actions: Actions
  assignments: Assignments
  calendar_feeds: CalendarFeeds
  cohort_cards: CohortCards
  cohorts: Cohorts
  conversation_evidence: ConversationEvidence
  digest_preferences: DigestPreferences
  digests_sent: DigestsSent
  document_evidence: DocumentEvidence
  document_files: DocumentFiles
  document_openings: DocumentOpenings
  document_promises: DocumentPromises
  document_request_promises: DocumentRequestPromises
  document_requests: DocumentRequests
  document_rules: DocumentRules
  document_versions: DocumentVersions
  documents: Documents
  event_bookings: EventBookings
  event_cards: EventCards
  event_catch_ups: EventCatchUps
  event_evidence: EventEvidence
  event_feedback_answers: EventFeedbackAnswers
  event_feedback_given: EventFeedbackGiven
  event_guests: EventGuests
  event_invitations: EventInvitations
  event_messages: EventMessages
  event_moves: EventMoves
  event_offers: EventOffers
  event_presences: EventPresences
  event_reminders: EventReminders
  event_report_people: EventReportPeople
  event_reports: EventReports
  event_waits: EventWaits
  events: Events
  expectation_cards: ExpectationCards
  expectation_confirmations: ExpectationConfirmations
  expectation_evidence: ExpectationEvidence
  expectation_occurrences: ExpectationOccurrences
  expectation_progress: ExpectationProgress
  expectations: Expectations
  final_review_evidence: FinalReviewEvidence
  final_review_follow_ups: FinalReviewFollowUps
  final_review_signatures: FinalReviewSignatures
  final_review_steps: FinalReviewSteps
  final_review_topics: FinalReviewTopics
  final_reviews: FinalReviews
  held_roles: HeldRoles
  history: History
  history_chains: HistoryChains
  hub_capacities: HubCapacities
  hub_cards: HubCards
  hub_pathway_capacities: HubPathwayCapacities
  hubs: Hubs
  identities: Identities
  import_rows: ImportRows
  imports: Imports
  invitations: Invitations
  local_authorities: LocalAuthorities
  measures: Measures
  message_email_preferences: MessageEmailPreferences
  message_notices: MessageNotices
  message_sightings: MessageSightings
  messages: Messages
  migrations: Migrations
  objectives: Objectives
  occurrence_cards: OccurrenceCards
  outbox: Outbox
  oversight_changes: OversightChanges
  partner_schools: PartnerSchools
  partnership_cards: PartnershipCards
  partnership_evidence: PartnershipEvidence
  partnership_messages: PartnershipMessages
  partnership_questions: PartnershipQuestions
  partnership_standings: PartnershipStandings
  partnership_status_changes: PartnershipStatusChanges
  partnership_support_terms: PartnershipSupportTerms
  partnerships: Partnerships
  pathway_cards: PathwayCards
  pathway_support_days: PathwaySupportDays
  pathways: Pathways
  people_at_work: PeopleAtWork
  places: Places
  plan_comments: PlanComments
  plan_facts: PlanFacts
  plan_shares: PlanShares
  plan_signatures: PlanSignatures
  plan_term_facts: PlanTermFacts
  plan_versions: PlanVersions
  possible_leads: PossibleLeads
  priorities: Priorities
  programme_cards: ProgrammeCards
  programme_events: ProgrammeEvents
  programme_versions: ProgrammeVersions
  programmes: Programmes
  progress_reviews: ProgressReviews
  question_promises: QuestionPromises
  questionnaire_programmes: QuestionnaireProgrammes
  questionnaire_versions: QuestionnaireVersions
  questionnaires: Questionnaires
  readable_self_assessment_answers: ReadableSelfAssessmentAnswers
  regions: Regions
  register_imports: RegisterImports
  register_rejections: RegisterRejections
  review_ratings: ReviewRatings
  school_cards: SchoolCards
  school_dates: SchoolDates
  school_links: SchoolLinks
  school_successions: SchoolSuccessions
  schools: Schools
  seen_evidence: SeenEvidence
  self_assessment_answer_changes: SelfAssessmentAnswerChanges
  self_assessment_answers: SelfAssessmentAnswers
  self_assessment_cards: SelfAssessmentCards
  self_assessment_evidence: SelfAssessmentEvidence
  self_assessment_shares: SelfAssessmentShares
  self_assessments: SelfAssessments
  sessions: Sessions
  settings: Settings
  shared_confirmations: SharedConfirmations
  shared_practices: SharedPractices
  sign_in_codes: SignInCodes
  statements: Statements
  support_day_counts: SupportDayCounts
  support_day_entitlements: SupportDayEntitlements
  support_day_notices: SupportDayNotices
  support_entries: SupportEntries
  support_evidence: SupportEvidence
  support_items: SupportItems
  support_promises: SupportPromises
  support_terms: SupportTerms
  survey_answers: SurveyAnswers
  survey_arrivals: SurveyArrivals
  survey_bursts: SurveyBursts
  survey_codes: SurveyCodes
  survey_evidence: SurveyEvidence
  survey_expectations: SurveyExpectations
  survey_groups: SurveyGroups
  survey_keys: SurveyKeys
  survey_published: SurveyPublished
  survey_remarks: SurveyRemarks
  survey_replies: SurveyReplies
  survey_safeguarding_leads: SurveySafeguardingLeads
  survey_shares: SurveyShares
  survey_summed: SurveySummed
  survey_tallies: SurveyTallies
  survey_versions: SurveyVersions
  survey_waves: SurveyWaves
  trust_agreements: TrustAgreements
  trusts: Trusts
  unsent_messages: UnsentMessages
  visit_actions: VisitActions
  visit_notes: VisitNotes
  visit_records: VisitRecords
  visit_running_orders: VisitRunningOrders
  visit_signatures: VisitSignatures
  visit_views: VisitViews
}
