/** A form for every address that takes one, filled in so that it is saved: what is refused was refused for its sender. */
import { randomUUID } from 'node:crypto'
import type { Records } from './records.ts'

export type Fields = Readonly<Record<string, string>>
export interface Filled {
  readonly fields: Fields
  readonly file?: { readonly name: string; readonly text: string }
}

const TRUSTS = `group_uid,group_name,companies_house_number,group_type,group_status,open_date,incorporated_on__open_date_,closed_date,group_town,group_postcode,ukprn
1028,A Trust of a Test,06893415,Trust,Open,01/05/2009,,,,,
`
const IMPORT_HEAD = 'Reference,URN,Hub,Pathway,Cohort\n'

const ON_A_DAY = {
  'day-day': '18',
  'day-month': '6',
  'day-year': '2026',
  starts: '9:30am',
  ends: '3pm',
}

/** By the name of the row in the table of access. */
export const FORMS: Readonly<Record<string, (records: Records) => Filled>> = {
  'POST /sign-in': () => ({ fields: { email: 'someone@example.com' } }),
  'POST /sign-in/code': () => ({ fields: { code: '123456' } }),
  'POST /sign-in/place': () => ({ fields: { assignment: '1' } }),
  'POST /sign-in/as/:persona': () => ({ fields: {} }),
  'POST /sign-out': () => ({ fields: {} }),
  'POST /sign-out/everywhere': () => ({ fields: {} }),
  'POST /demonstration/clock': () => ({
    fields: { 'date-day': '14', 'date-month': '5', 'date-year': '2026' },
  }),
  'POST /demonstration/reset': () => ({ fields: {} }),
  'POST /register/imports': () => ({
    fields: {
      key: randomUUID(),
      kind: 'trusts',
      source: 'A test',
      'as-at-day': '1',
      'as-at-month': '4',
      'as-at-year': '2026',
    },
    file: { name: 'trusts.csv', text: TRUSTS },
  }),
  'POST /programmes/:programmeKey/cohorts': () => ({
    fields: {
      key: randomUUID(),
      name: 'Autumn of a test',
      'starts-day': '1',
      'starts-month': '9',
      'starts-year': '2027',
    },
  }),
  'POST /hubs': (records) => ({
    fields: {
      key: randomUUID(),
      reference: 'T1',
      name: 'A hub',
      lead: 'school',
      school: String(records.urn),
    },
  }),
  'POST /hubs/:id/details': (records) => ({
    fields: {
      revision: String(records.hubRevision),
      reference: records.hubReference,
      name: 'Another name',
      lead: 'school',
      school: String(records.urn),
    },
  }),
  'POST /hubs/:id/capacity': (records) => ({
    fields: { revision: String(records.hubRevision), [`capacity-${records.pathway}`]: '17' },
  }),
  'POST /hubs/:id/closure': (records) => ({
    fields: { revision: String(records.hubRevision), closed: 'yes' },
  }),
  'POST /hubs/:id/partnerships': (records) => ({
    fields: {
      key: randomUUID(),
      school: '990100',
      pathway: records.pathway,
      cohort: String(records.cohortId),
      overCapacity: 'yes',
    },
  }),
  'POST /partnerships/:id/expectations/:key/:occurrence': () => ({
    fields: {
      key: randomUUID(),
      seen: '0',
      state: 'done',
      'happened-day': '13',
      'happened-month': '5',
      'happened-year': '2026',
      note: 'Sent by somebody else',
    },
  }),
  'POST /partnerships/:id/status-changes': () => ({
    fields: { key: randomUUID(), seen: 'active', status: 'paused', reason: 'Roof repairs' },
  }),
  'POST /partnerships/:id/moves': (records) => ({
    fields: {
      key: randomUUID(),
      pathway: records.moveTo === records.hubId ? 'core' : records.pathway,
      hub: String(records.moveTo),
      reason: 'Nearer',
      overCapacity: 'yes',
    },
  }),
  'POST /partnerships/:id/trust-agreement': () => ({ fields: {} }),
  'POST /partnerships/:id/trust-agreement/withdrawal': () => ({ fields: {} }),
  'POST /partnerships/:id/self-assessment': () => ({ fields: { key: randomUUID() } }),
  'POST /self-assessments/:assessmentId/themes/:theme': (records) => ({ fields: answerOf(records) }),
  'POST /self-assessments/:assessmentId/statements/:statement/answer': (records) => ({
    fields: answerOf(records),
  }),
  'POST /self-assessments/:assessmentId/submission': (records) => ({
    fields: { seen: '0', gaps: String(records.statements) },
  }),
  'POST /self-assessments/:assessmentId/shares that is shared': () => ({
    fields: { key: randomUUID(), notes: 'without' },
  }),
  'POST /self-assessments/:assessmentId/shares/withdrawal that is shared': () => ({ fields: {} }),
  'POST /partnerships/:id/plan': () => ({ fields: { key: randomUUID() } }),
  'POST /partnerships/:id/plan/draft': ({ statement }) => ({
    fields: {
      key: randomUUID(),
      seen: '0',
      [`keep-${statement}`]: 'yes',
      [`title-${statement}`]: 'Day one',
      [`objective-${statement}`]: 'Families hear from us',
    },
  }),
  'POST /partnerships/:id/plan/import': () => ({
    fields: {},
    file: { name: 'plan.csv', text: 'Priority,Action\nDay one,Ring home\n' },
  }),
  'POST /partnerships/:id/plan/import/rows': () => ({
    fields: {
      key: randomUUID(),
      sheet: '{"header":["Priority"],"rows":[{"line":2,"cells":["Day one"]}]}',
      'column-priority': '0',
      add: 'yes',
    },
  }),
  'POST /plans/:id/reviews': ({ objective }) => ({
    fields: {
      key: randomUUID(),
      'heldOn-day': '13',
      'heldOn-month': '5',
      'heldOn-year': '2026',
      nextSteps: 'Go on',
      [`rating-${objective}`]: 'on-track',
    },
  }),
  'POST /plans/:id/signatures': ({ planVersion }) => ({ fields: { version: String(planVersion) } }),
  'POST /plans/:id/comments': () => ({ fields: { key: randomUUID(), about: 'plan', text: 'A word' } }),
  'POST /plans/:id/comments/:commentId/settlement': () => ({ fields: {} }),
  'POST /plans/:id/moves': ({ action, proposal }) => ({
    fields: { down: `action ${action} ${proposal}` },
  }),
  'POST /plans/:id/shares': () => ({ fields: {} }),
  'POST /plans/:id/shares/withdrawal': () => ({ fields: {} }),
  'POST /plans/:id/priorities': () => ({ fields: { key: randomUUID(), title: 'Greeting', why: '' } }),
  'POST /priorities/:id/objectives': () => ({ fields: { key: randomUUID(), text: 'Greeted at the door' } }),
  'POST /objectives/:id/measures': () => ({
    fields: { key: randomUUID(), text: 'Lateness', kind: 'school-entered' },
  }),
  'POST /objectives/:id/actions': () => ({
    fields: { key: randomUUID(), text: 'Stand at the door', deadline: 'none' },
  }),
  'POST /priorities/:id': () => ({ fields: { key: randomUUID(), seen: '1', title: 'Greeting', why: '' } }),
  'POST /objectives/:id': () => ({ fields: { key: randomUUID(), seen: '1', text: 'Greeted' } }),
  'POST /measures/:id': () => ({
    fields: { key: randomUUID(), seen: '1', text: 'Lateness', kind: 'survey' },
  }),
  'POST /actions/:id/details': () => ({
    fields: { key: randomUUID(), seen: '1', text: 'Stand at the door', deadline: 'none' },
  }),
  'POST /actions/:id/updates': () => ({
    fields: { key: randomUUID(), was: 'to-do', state: 'in-progress', note: 'Begun' },
  }),
  'POST /actions/:id/answers of a proposal': () => ({ fields: { key: randomUUID(), answer: 'take-up' } }),
  'POST /actions/:id/removal of a proposal': ({ plan }) => ({
    fields: { key: randomUUID(), plan: String(plan) },
  }),
  'POST /priorities/:id/removal': ({ plan }) => ({ fields: { key: randomUUID(), plan: String(plan) } }),
  'POST /objectives/:id/removal': ({ plan }) => ({ fields: { key: randomUUID(), plan: String(plan) } }),
  'POST /measures/:id/removal': ({ plan }) => ({ fields: { key: randomUUID(), plan: String(plan) } }),
  'POST /actions/:id/removal': ({ plan }) => ({ fields: { key: randomUUID(), plan: String(plan) } }),
  'POST /priorities/:id/closure': () => ({ fields: { key: randomUUID(), reason: 'Met early' } }),
  'POST /priorities/:id/reopening': () => ({ fields: { key: randomUUID() } }),
  'POST /objectives/:id/closure': () => ({ fields: { key: randomUUID(), reason: 'Met early' } }),
  'POST /objectives/:id/reopening': () => ({ fields: { key: randomUUID() } }),
  'POST /conversations/preferences': () => ({ fields: { emails: 'yes' } }),
  'POST /partnerships/:id/conversation/messages': () => ({
    fields: { key: randomUUID(), text: 'When shall we meet?', asks: 'yes' },
  }),
  'POST /partnerships/:id/conversation/messages/:partnershipMessage/withdrawal': () => ({ fields: {} }),
  'POST /partnerships/:id/conversation/questions/:partnershipMessage/settlement': () => ({ fields: {} }),
  'POST /partnerships/:id/documents': () => ({
    fields: { key: randomUUID(), title: 'Routines', purpose: 'visit', with: 'lead\npartner' },
    file: { name: 'a.csv', text: 'Routine,Where\nGreeting,The gate\n' },
  }),
  'POST /partnerships/:id/documents/links': () => ({
    fields: {
      key: randomUUID(),
      title: 'Behaviour policy',
      url: 'https://school.example.org/policy',
      source: 'The school',
      'asAt-day': '1',
      'asAt-month': '9',
      'asAt-year': '2025',
      purpose: 'support',
      with: 'lead\npartner',
    },
  }),
  'POST /partnerships/:id/documents/requests': () => ({
    fields: {
      key: randomUUID(),
      title: 'The routines at the gate',
      why: 'For the visit',
      purpose: 'visit',
    },
  }),
  'POST /document-requests/:requestId/closure': () => ({ fields: { reason: 'There is none' } }),
  'POST /document-requests/:requestId/withdrawal': () => ({ fields: {} }),
  'POST /documents/:documentId/sharing': () => ({ fields: { revision: '1', with: 'programme-team' } }),
  'POST /documents/:documentId/deletion': () => ({ fields: {} }),
  'POST /documents/:documentId/deletion of the programme team': () => ({ fields: {} }),
  'POST /documents/:documentId/versions': () => ({
    fields: { key: randomUUID() },
    file: { name: 'a.csv', text: 'Routine,Where\nGreeting,The door\n' },
  }),
  'POST /programme/documents/rules': () => ({
    fields: {
      'open-support': '300',
      'kept-support': '100',
      'seen-support': '0',
      'open-visit': '60',
      'kept-visit': '60',
      'seen-visit': '0',
      'open-review': '365',
      'kept-review': '365',
      'seen-review': '0',
    },
  }),
  'POST /events/new/:eventKind': () => ({
    fields: { ...ON_A_DAY, key: randomUUID(), title: 'A meeting', place: 'online', placesPerSchool: '2' },
  }),
  'POST /events/:id/details to come': ({ comingRevision }) => ({
    fields: { key: randomUUID(), seen: comingRevision, title: 'Another title', place: 'online' },
  }),
  'POST /events/:id/date to come': ({ comingRevision }) => ({
    fields: { ...ON_A_DAY, key: randomUUID(), seen: comingRevision, reason: 'The hall is not free' },
  }),
  'POST /events/:id/cancellation to come': () => ({
    fields: { key: randomUUID(), reason: 'The hall is not free' },
  }),
  'POST /events/:id/places to come': ({ comingRevision }) => ({
    fields: {
      key: randomUUID(),
      seen: comingRevision,
      capacity: '30',
      placesPerSchool: '3',
      heldPlaces: '2',
    },
  }),
  'POST /events/:id/places/bookings to come': ({ partnershipId }) => ({
    fields: { key: randomUUID(), party: `p${partnershipId}`, places: '1' },
  }),
  'POST /events/:id/invitations to come': ({ partnershipId }) => ({
    fields: { key: randomUUID(), invite: `p${partnershipId}` },
  }),
  'POST /events/:id/booking to come': () => ({
    fields: { key: randomUUID(), seen: '0', places: '1', 'name-1': 'Sam Senior', 'senior-1': 'yes' },
  }),
  'POST /events/:id/booking/return to come': () => ({ fields: { key: randomUUID() } }),
  'POST /events/:id/waiting that is full': () => ({ fields: { key: randomUUID(), places: '1' } }),
  'POST /events/:id/waiting/end that is full': () => ({ fields: {} }),
  'POST /offers/:offer': () => ({ fields: { answer: 'declined' } }),
  'POST /feedback/:guestCode': () => ({ fields: { relevant: 'very', clear: 'very', time: 'yes' } }),
  'POST /events/:id/check-in that was held': ({ partnershipId }) => ({
    fields: {
      key: randomUUID(),
      what: 'arrived',
      name: 'Sue Substitute',
      place: `p${partnershipId}`,
      senior: 'yes',
    },
  }),
  'POST /events/:id/check-in.json that was held': ({ partnershipId }) => ({
    fields: {
      entries: JSON.stringify([
        {
          key: randomUUID(),
          guest: null,
          place: `p${partnershipId}`,
          name: 'Sue',
          senior: true,
          secondsAgo: 5,
          undone: false,
        },
      ]),
    },
  }),
  'POST /events/:id/reports that was held': () => ({
    fields: { key: randomUUID() },
    file: {
      name: 'report.csv',
      text: 'Name,User Email,Join Time,Duration (Minutes)\nAnn,ann@example.com,12/05/2026 10:00,60\n',
    },
  }),
  'POST /events/:id/reports/:report/sure that was held': () => ({ fields: {} }),
  'POST /events/:id/reports/:report/likely that was held': ({ reportPerson }) => ({
    fields: { person: String(reportPerson) },
  }),
  'POST /events/:id/reports/:report/people/:person that was held': ({ urn }) => ({
    fields: { whose: 'ours', school: String(urn) },
  }),
  'POST /events/:id/feedback that was held': () => ({
    fields: { relevant: 'very', clear: 'very', time: 'yes', better: 'More tea' },
  }),
  'POST /events/:id/practice that was held': () => ({
    fields: { key: randomUUID(), seen: '0', willTry: 'Greeting at the gate' },
  }),
  'POST /events/:id/messages to come': () => ({
    fields: { key: randomUUID(), subject: 'Parking', body: 'Park behind the sports hall.' },
  }),
  'POST /calendar/feeds': () => ({ fields: { kind: 'account', seen: '0' } }),
  'POST /events/:id/catch-up of a session': () => ({
    fields: {
      key: randomUUID(),
      'watched-day': '13',
      'watched-month': '5',
      'watched-year': '2026',
      willDo: 'Look at the figures every Monday',
    },
  }),
  'POST /events/:id/catch-up/taken-back of a session': () => ({ fields: {} }),
  'POST /survey/:code/answers': () => ({ fields: { key: randomUUID(), l: 'en', q1: '1', q2: '255' } }),
  'POST /due/preferences': () => ({ fields: { weekly: 'yes' } }),
  'POST /partnerships/:id/surveys': () => ({
    fields: {
      key: randomUUID(),
      kind: 'baseline',
      staff: 'staff-teachers',
      opens: 'now',
      'end-day': '29',
      'end-month': '5',
      'end-year': '2026',
      endTime: '4pm',
      layout: 'all-on-one-page',
    },
  }),
  'POST /surveys/:id/rehearsal/:audience/answers that is open': () => ({ fields: { q1: '1' } }),
  'POST /surveys/:id/codes that is open': ({ openSurveyGroup }) => ({
    fields: { group: String(openSurveyGroup), label: '7Z' },
  }),
  'POST /surveys/:id/codes/:codeId/stop that is open': () => ({ fields: {} }),
  'POST /surveys/:id/window that is open': () => ({
    fields: {
      seen: '1',
      'end-day': '5',
      'end-month': '6',
      'end-year': '2026',
      endTime: '4pm',
      reason: 'One class was on a trip',
    },
  }),
  'POST /surveys/:id/close that is open': () => ({
    fields: { seen: '1', how: 'stop', reason: 'Everybody has answered' },
  }),
  'POST /surveys/:id/safeguarding-lead that is open': () => ({
    fields: { seen: '1', leadName: 'Robin Vale', leadRole: 'Deputy head', leadEmail: 'robin@school.example' },
  }),
  'POST /surveys/:id/shares with results': () => ({ fields: { key: randomUUID() } }),
  'POST /surveys/:id/shares/withdrawal with results': () => ({ fields: {} }),
  'POST /surveys/:id/you-said with results': () => ({
    fields: { seen: '0', 'said-1': 'Stairs are crowded', 'did-1': 'One way up, one way down' },
  }),
  'POST /surveys/:id/results to count': () => ({ fields: {} }),
  'POST /surveys/:id/bursts/:burst/decision to count': () => ({
    fields: { seen: '1', decision: 'set-aside', reason: 'A colleague tried it out' },
  }),
  'POST /programme/surveys/rules': () => ({ fields: { days: '20', floor: '10' } }),
  'POST /partnerships/:id/support-days': () => ({
    fields: {
      key: randomUUID(),
      type: 'remote',
      length: 'half',
      'date1-day': '11',
      'date1-month': '6',
      'date1-year': '2026',
    },
  }),
  'POST /partnerships/:id/support-days/taken-place': () => ({
    fields: {
      key: randomUUID(),
      type: 'remote',
      length: 'half',
      'heldOn-day': '12',
      'heldOn-month': '5',
      'heldOn-year': '2026',
    },
  }),
  'POST /support-days/:id/answers': () => ({ fields: { key: randomUUID(), seen: '1', on: '2026-06-18' } }),
  'POST /support-days/:id/dates': () => ({
    fields: {
      key: randomUUID(),
      seen: '1',
      length: 'half',
      'date1-day': '12',
      'date1-month': '6',
      'date1-year': '2026',
    },
  }),
  'POST /support-days/:id/running-order': () => ({
    fields: { key: randomUUID(), seen: '1', rows: '2', 'title-1': 'Welcome', 'minutes-1': '30' },
  }),
  'POST /support-days/:id/cancellation': () => ({ fields: { key: randomUUID(), seen: '1', note: 'Snow' } }),
  'POST /support-days/:id/record of a day that is over': () => ({
    fields: {
      key: randomUUID(),
      seen: '2',
      length: 'half',
      'heldOn-day': '12',
      'heldOn-month': '5',
      'heldOn-year': '2026',
    },
  }),
  'POST /support-days/:id/visit-record of a day that is over': () => ({
    fields: { key: randomUUID(), seen: '1', saw: 'Calm corridors' },
  }),
  'POST /support-days/:id/visit-record/signatures of a day that is over': () => ({
    fields: { revision: '1' },
  }),
  'POST /support-days/:id/visit-record/plan-actions of a day that is over': () => ({ fields: {} }),
  'POST /support-days/:id/visit-record/actions of a day that is over': () => ({
    fields: { key: randomUUID(), action: 'Send the map', doer: 'lead' },
  }),
  'POST /support-days/:id/visit-record/removals of a day that is over': () => ({
    fields: { action: randomUUID() },
  }),
  'POST /support-days/:id/visit-record/settlements of a day that is over': () => ({
    fields: { note: randomUUID() },
  }),
  'POST /support-days/:id/visit-record/notes.json of a day that is over': () => ({
    fields: {
      notes: JSON.stringify([
        {
          kind: 'words',
          key: randomUUID(),
          field: 'working',
          text: 'The rota',
          seen: 1,
          checked: false,
          settles: null,
        },
      ]),
    },
  }),
  'POST /support-days/:id/visit-record/views of a day that is over': () => ({
    fields: { key: randomUUID(), view: 'We saw it so too' },
  }),
  'POST /partnerships/:id/final-review/signatures': () => ({ fields: { revision: '6' } }),
  'POST /partnerships/:id/follow-up': () => ({
    fields: {
      key: randomUUID(),
      words: 'Still calm',
      'heldOn-day': '12',
      'heldOn-month': '5',
      'heldOn-year': '2026',
    },
  }),
  'POST /partnerships/:id/final-review/:topic': () => ({
    fields: { key: randomUUID(), seen: '1', words: 'Calm mornings' },
  }),
  'POST /partnerships/:id/final-review/next-steps': () => ({
    fields: { key: randomUUID(), seen: '0', text: 'Keep at it', ownerSide: 'partner', ownerRole: 'Head' },
  }),
  'POST /final-review-steps/:stepId': () => ({
    fields: { key: randomUUID(), seen: '1', text: 'Keep at it', ownerSide: 'lead', ownerRole: 'Head' },
  }),
  'POST /final-review-steps/:stepId/removal': () => ({ fields: { seen: '1' } }),
  'POST /support-days/:id/keepings of a day to be moved': () => ({
    fields: { key: randomUUID(), seen: '3', why: 'We have inspectors' },
  }),
  'POST /people/emails/:messageId/sendings': () => ({ fields: {} }),
  'POST /people/:assignmentId/leaving': () => ({
    fields: { key: randomUUID(), reason: 'left', name: 'Nell Next', email: 'next@example.com' },
  }),
  'POST /invitations/new': (records) => ({
    fields: {
      key: randomUUID(),
      role: 'named-leader',
      school: String(records.urn),
      name: 'Nia New',
      email: 'nia@example.com',
    },
  }),
  'POST /invitations/:invitation by its link': () => ({ fields: { name: 'Ina Invited' } }),
  'POST /invitations/:invitation/sendings': () => ({ fields: {} }),
  'POST /invitations/:invitation/cancellation': () => ({ fields: {} }),
  'POST /imports': () => ({
    fields: { key: randomUUID(), kind: 'partnerships' },
    file: { name: 'more.csv', text: `${IMPORT_HEAD}Z9,990100,H1,regional,autumn-2025\n` },
  }),
  'POST /imports/:importId/columns': () => ({
    fields: { reference: '0', school: '1', hub: '2', pathway: '3', cohort: '4' },
  }),
  'POST /imports/:importId/checks': () => ({ fields: {} }),
  'POST /imports/:importId/rows/:line': (records) => ({
    fields: {
      reference: 'Z1',
      school: '990100',
      hub: records.hubReference,
      pathway: records.pathway,
      cohort: 'autumn-2025',
    },
  }),
  'POST /imports/:importId/application': () => ({ fields: { refused: '1', 'leave-out': '1' } }),
  'POST /imports/:importId/deletion': () => ({ fields: {} }),
}

function answerOf({ statement, level }: Records): Fields {
  return {
    [`seen-${statement}`]: '0',
    [`level-${statement}`]: level,
    [`note-${statement}`]: 'Learning walks',
  }
}

/**
 * Forms that are answered with a page and not saved, whoever sends them: signing in by a code needs a code, a follow-up a final
 * review that both have signed. And what a
 * script on a page sends, which is saved and answered in words.
 */
export const ANSWERED_WITH_A_PAGE: ReadonlySet<string> = new Set([
  'POST /sign-in/code',
  'POST /sign-in/place',
  'POST /self-assessments/:assessmentId/statements/:statement/answer',
  'POST /partnerships/:id/plan/import',
  'POST /partnerships/:id/follow-up',
  'POST /events/:id/check-in.json that was held',
  'POST /support-days/:id/visit-record/notes.json of a day that is over',
])
