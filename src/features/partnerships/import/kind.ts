import { conflict } from '../../../platform/refusal.ts'
import { recordHistories } from '../../history/index.ts'
import type { ImportKind } from '../../imports/index.ts'
import { ensureAssignments, listNamedLeaders } from '../../people/index.ts'
import { findCurrentVersion } from '../../programmes/index.ts'
import { STATUS_NAMES } from '../domain.ts'
import { canCreatePartnership } from '../policy.ts'
import { insertPartnerships, insertStatusChanges, updateStatuses } from '../store.ts'
import { type Change, planImport } from './plan.ts'
import { listKnown } from './store.ts'

/** Partnerships from a file. People are added, never ended, and nobody is written to. `today` dates the changes. */
export function partnershipsImport(today: () => Temporal.PlainDate): ImportKind {
  return {
    key: 'partnerships',
    name: 'Partnerships',
    result: { href: '/programme/partnerships', text: 'See the partnerships' },
    fields: [
      {
        key: 'reference',
        label: 'Reference',
        hint: 'Left empty, one is made',
        required: false,
        synonyms: ['partnership reference', 'ref', 'partnership id'],
      },
      {
        key: 'school',
        label: 'URN',
        required: true,
        synonyms: ['school urn', 'unique reference number', 'partner urn', 'partner school urn'],
      },
      {
        key: 'hub',
        label: 'Hub',
        hint: 'Its reference or name',
        required: true,
        synonyms: ['hub reference', 'hub name', 'lead school', 'hub ref'],
      },
      {
        key: 'pathway',
        label: 'Pathway',
        required: true,
        synonyms: ['support', 'stream', 'support type', 'pathway name'],
      },
      {
        key: 'cohort',
        label: 'Cohort',
        required: true,
        synonyms: ['start', 'intake', 'cohort name', 'starting'],
      },
      {
        key: 'status',
        label: 'Status',
        hint: 'Left empty: invited',
        required: false,
        synonyms: ['partnership status', 'state'],
      },
      {
        key: 'leaderNames',
        label: 'Named leaders',
        hint: 'Divided by semicolons',
        required: false,
        synonyms: ['leader name', 'leader names', 'contact name', 'headteacher', 'names'],
      },
      {
        key: 'leaderEmails',
        label: 'Emails of named leaders',
        hint: 'In the same order',
        required: false,
        synonyms: ['email', 'leader email', 'contact email', 'email address', 'emails'],
      },
      {
        key: 'leaderTitles',
        label: 'Job titles of named leaders',
        hint: 'In the same order',
        required: false,
        synonyms: ['job title', 'role', 'titles'],
      },
    ],

    async check(db, actor, rows) {
      if (!canCreatePartnership(actor)) throw conflict('Partnerships are imported by the programme team.')
      const plan = await planImport(db, actor, rows)
      return plan.rows.map(({ line, outcome, summary, fault }) => ({ line, outcome, summary, ...fault }))
    },

    async apply(db, actor, rows) {
      if (!canCreatePartnership(actor)) throw conflict('Partnerships are imported by the programme team.')
      const plan = await planImport(db, actor, rows)
      const refused = plan.rows.find(({ fault }) => fault)
      if (refused)
        throw conflict(
          `Line ${refused.line} can no longer be imported: ${refused.fault?.message}. Nothing was imported.`,
        )
      const changes = plan.rows.flatMap(({ change, outcome }) =>
        change && outcome !== 'unchanged' ? [change] : [],
      )
      const fresh = changes.filter(({ known }) => !known)
      const on = today().toString()

      const made = await insertPartnerships(
        db,
        fresh.map((change) => ({
          key: null,
          reference: change.reference,
          programmeId: actor.programmeId,
          programmeVersionId: plan.versionId,
          pathwayKey: change.pathway.key,
          cohortId: change.cohort.id,
          hubId: change.hub.id,
          schoolUrn: change.school.urn,
          status: change.status,
          statusSince: on,
          previousId: null,
        })),
      )
      if (made.length !== fresh.length)
        throw conflict(
          'Someone else added a partnership at the same time. Nothing was imported: check the file again.',
        )
      const idByReference = new Map(made.map(({ id, reference }) => [reference, id]))
      const idOf = (change: Change) => change.known?.id ?? idByReference.get(change.reference) ?? 0

      const moved = changes.filter(({ known, status }) => !known || known.status !== status)
      await insertStatusChanges(
        db,
        moved.map((change) => ({
          key: null,
          partnershipId: idOf(change),
          from: change.known?.status ?? null,
          to: change.status,
          happenedOn: on,
          reason: 'From an imported file',
          accountId: actor.accountId,
          byName: actor.name,
        })),
      )
      await updateStatuses(
        db,
        moved
          .filter(({ known }) => known)
          .map((change) => ({ id: idOf(change), status: change.status, since: on })),
      )
      await ensureAssignments(
        db,
        changes.flatMap((change) =>
          change.leaders.map(({ name, email, title }) => ({
            name,
            email,
            title,
            role: 'named-leader' as const,
            programmeId: actor.programmeId,
            hubId: null,
            schoolUrn: change.school.urn,
            trustUid: null,
          })),
        ),
      )
      await recordHistories(
        db,
        changes.map((change) => ({
          by: actor,
          about: { partnershipId: idOf(change) },
          kind: change.known ? 'partnership.changed' : 'partnership.added',
          sentence: sentenceOf(change),
        })),
      )
      return {
        created: fresh.length,
        changed: changes.length - fresh.length,
        unchanged: plan.rows.length - changes.length,
      }
    },

    async *export(db, actor) {
      if (!canCreatePartnership(actor)) throw conflict('Partnerships are exported by the programme team.')
      const known = await listKnown(db, actor.programmeId)
      const leaders = Map.groupBy(await listNamedLeaders(db, actor.programmeId), ({ schoolUrn }) => schoolUrn)
      const version = await findCurrentVersion(db, actor.programmeId)
      const names = new Map(version?.definition.pathways.map(({ key, name }) => [key, name]))
      for (const each of known) {
        const people = leaders.get(each.schoolUrn) ?? []
        yield {
          reference: each.reference,
          school: String(each.schoolUrn),
          hub: each.hubReference,
          pathway: names.get(each.pathwayKey) ?? each.pathwayKey,
          cohort: each.cohortName,
          status: STATUS_NAMES[each.status],
          leaderNames: people.map(({ name }) => name).join('; '),
          leaderEmails: people.map(({ email }) => email).join('; '),
          leaderTitles: people.map(({ title }) => title).join('; '),
        }
      }
    },
  }
}

function sentenceOf({ known, hub, pathway, status, leaders }: Change): string {
  const people =
    leaders.length > 0
      ? `, with ${leaders.length === 1 ? 'one named leader' : `${leaders.length} named leaders`} added`
      : ''
  if (!known)
    return `Added from a file: ${hub.name}, ${pathway.name}, ${STATUS_NAMES[status].toLowerCase()}${people}`
  return known.status === status
    ? `Changed from a file${people}`
    : `Changed the status from ${STATUS_NAMES[known.status].toLowerCase()} to ${STATUS_NAMES[status].toLowerCase()} from a file${people}`
}
