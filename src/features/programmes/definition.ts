/**
 * The shape of a file in content/programmes. Where a group of keys carries wording or numbers, `source` says whose they
 * are and `ours` names those of its keys that are this project's own reading, so that nothing of ours passes for DfE's.
 */
import { z } from 'zod'
import { content, type FromContent } from '../../platform/content/content-file.ts'

const { date, group, key, list, oneOf, text, wholeNumber } = content

/** Published sources, each named in the file's `sources`; `ours` needs no publication. */
export const SOURCE_MARKS = ['guidance', 'hub page', 'public', 'ours'] as const

export const ACTORS = ['partner', 'lead', 'both', 'programme-team'] as const
export const REPEATS = ['once', 'each support term', 'each event', 'throughout'] as const
/** Whether an expectation is met for each partnership, or once for a whole hub or programme. */
export const PER = ['partnership', 'hub', 'programme'] as const
export const RECEIVERS = ['lead', 'partner', 'programme-team', 'evaluator', 'network'] as const

/**
 * What sort of thing is expected: the word by which features publish evidence. A new kind needs no code here beyond
 * its name: until a feature publishes evidence for it, it is confirmed by hand.
 */
export const KINDS = [
  'action-plan',
  'active-part',
  'agreed-actions',
  'attendance-reports',
  'communication',
  'cpd',
  'cpd-joining-details',
  'document',
  'evaluation',
  'feedback',
  'final-review',
  'first-contact',
  'forum',
  'induction',
  'lead-networking',
  'meeting',
  'network',
  'networking',
  'networking-hosting',
  'open-day',
  'open-day-hosting',
  'outcomes',
  'peer-support',
  'plan-review',
  'policy-support',
  'replies',
  'self-assessment',
  'senior-leaders',
  'share-self-assessment',
  'shared-practice',
  'support-days',
  'survey',
  'training',
  'visit',
  'visit-date',
  'watch-introduction',
] as const

/** What will show that it happened. `by hand` stays by hand: the service can never see it. */
export const EVIDENCE = [
  'by hand',
  'action-plans',
  'documents',
  'events',
  'history',
  'self-assessment',
  'support',
  'surveys',
] as const

const marked = {
  source: oneOf(SOURCE_MARKS),
  ours: list(text(40), 'names of keys in this group').default([]),
}

const sentences = list(text(), 'sentences', 1)

const notPublished = z.literal('not published')

const orNotPublished = <S extends z.ZodType>(schema: S) =>
  z.union([notPublished, schema], { error: '"not published" or the figures' })

const supportTermNumber = wholeNumber(1, 12)

/** Weeks are school weeks (five school days), so that nothing falls due in a holiday. */
const weeks = wholeNumber(0, 60)

const oneKeyOf = <S extends z.ZodRawShape>(what: string, shape: S) =>
  group(what, shape).refine(
    (rule) => Object.values(rule).filter((value) => value !== undefined).length === 1,
    {
      error: what,
    },
  )

const opens = oneKeyOf('one of schoolWeeksFromStart, startOfSupportTerm, schoolWeeksBeforeEvent', {
  schoolWeeksFromStart: weeks.optional(),
  startOfSupportTerm: z
    .union([supportTermNumber, z.enum(['each', 'last'])], { error: 'a support term number, each or last' })
    .optional(),
  schoolWeeksBeforeEvent: weeks.optional(),
})

const due = oneKeyOf(
  'one of schoolWeeksFromStart, endOfSupportTerm, schoolWeeksAfterEvent, schoolWeeksBeforeEvent',
  {
    schoolWeeksFromStart: weeks.optional(),
    endOfSupportTerm: z
      .union([supportTermNumber, z.enum(['each', 'last'])], { error: 'a support term number, each or last' })
      .optional(),
    schoolWeeksAfterEvent: weeks.optional(),
    schoolWeeksBeforeEvent: weeks.optional(),
  },
)

const holdsPart = 'text with {part} in it'
const eachTitle = z
  .string({ error: holdsPart })
  .max(200, { error: holdsPart })
  .includes('{part}', { error: holdsPart })

const httpsAddress = 'an address that begins with https://'

const expectation = group('an expectation', {
  key: key(),
  /** An instruction to whoever acts: "Watch the introduction". */
  title: text(120),
  description: text(600),
  kind: oneOf(KINDS),
  by: oneOf(ACTORS),
  per: oneOf(PER).default('partnership'),
  /** Who receives it; always given for a document. */
  to: oneOf(RECEIVERS).optional(),
  /** For a survey: who answers. */
  audience: oneOf(['pupils', 'staff']).optional(),
  /** For a document that is public: linked and never uploaded. `{urn}` in the address stands for the partner school's. */
  published: group('title, by and url', {
    title: text(120),
    by: text(120),
    url: z.string({ error: httpsAddress }).regex(/^https:\/\/[^\s"<>]+$/, { error: httpsAddress }),
  }).optional(),
  /** Its number among the published initial actions; what has none goes on through the year. */
  initialAction: wholeNumber(1, 40).optional(),
  repeats: oneOf(REPEATS),
  /** The series of events, for `each event`. */
  series: key().optional(),
  /**
   * What becomes of events held before a cohort started: their recordings are watched, so many in each support term in
   * order, or they are left out.
   */
  earlierEvents: z
    .union(
      [
        z.literal('left out'),
        group('recordings', {
          recordingsEachSupportTerm: wholeNumber(1, 12),
          eachTitle: eachTitle.optional(),
        }),
      ],
      { error: '"left out" or recordingsEachSupportTerm' },
    )
    .optional(),
  /** How one of several reads by itself, with {part} for "CPD 3: …" or "support term 2". */
  eachTitle: eachTitle.optional(),
  opens: opens.optional(),
  due: due.optional(),
  /** Minutes of whoever acts, each time; `support days` means the days of that support term. */
  minutes: z
    .union([z.literal('support days'), wholeNumber(0, 10_000)], {
      error: 'a number of minutes or "support days"',
    })
    .optional(),
  /** For replies: within how many school days an answer can be expected, so that none falls due in a holiday. */
  answerSchoolDays: wholeNumber(1, 30).optional(),
  /** Its time is part of the support days and is not counted again. */
  withinSupportDays: z.boolean({ error: 'true or false' }).default(false),
  evidence: oneOf(EVIDENCE),
  ...marked,
})

const halves = 'a whole or half number of days'
const days = z.number({ error: halves }).min(0, { error: halves }).max(200, { error: halves })
const halfDays = days.multipleOf(0.5, { error: halves })

const pathway = group('a pathway', {
  key: key(),
  name: text(80),
  summary: sentences,
  supportTerms: group('number and source', { number: supportTermNumber, ...marked }),
  /** Leadership time over the whole partnership, in days. Without `to` it is "and more". */
  leadershipDays: group('from, to and source', { from: halfDays, to: halfDays.optional(), ...marked }),
  supportDays: group('byTerm, carryOver and source', {
    /** One-to-one days in each support term, in order. */
    byTerm: z.union([z.literal('none'), notPublished, list(halfDays, 'days, one for each support term', 1)], {
      error: 'a list of days by support term, "none" or "not published"',
    }),
    /** Days not used in a support term that may be used in the next; none where it is left out (our reading). */
    carryOver: z
      .union([z.literal('none'), z.literal('all'), halfDays], { error: 'days, "all" or "none"' })
      .optional(),
    ...marked,
  }),
  /** Partner schools on this pathway in one hub at a time. */
  capacity: orNotPublished(
    group('minimum, maximum and source', {
      minimum: wholeNumber(0, 500).optional(),
      maximum: wholeNumber(1, 500),
      ...marked,
    }),
  ),
  expectations: list(expectation, 'expectations', 1),
  ...marked,
})

const event = group('an event', {
  number: wholeNumber(1, 99),
  title: text(120),
  /** The day as the source prints it. */
  published: text(60).optional(),
  heldOn: date(),
  minutes: wholeNumber(1, 1000),
  ...marked,
})

const series = group('a series of events', {
  key: key(),
  name: text(80),
  /** Begins each event's label: "CPD 1: …". */
  shortName: text(20),
  runBy: oneOf(ACTORS),
  description: text(600),
  events: list(event, 'events', 1),
  ...marked,
})

export const programmeSchema = group('a programme', {
  key: key(),
  name: text(120),
  summary: list(text(), 'three sentences', 3).max(3, { error: 'three sentences' }),
  sources: list(
    group('a source', {
      mark: oneOf(['guidance', 'hub page', 'public']),
      title: text(200),
      publisher: text(200),
      published: text(60),
      licence: text(200),
      attribution: text(300).optional(),
    }),
    'sources',
  ),
  day: group('minutes and source', { minutes: wholeNumber(60, 720), ...marked }),
  /** Partner schools in one hub on all pathways together. */
  network: orNotPublished(
    group('minimum, maximum and source', {
      minimum: wholeNumber(0, 500),
      maximum: wholeNumber(1, 500),
      ...marked,
    }),
  ),
  series: list(series, 'series of events').default([]),
  pathways: list(pathway, 'pathways', 1),
  ...marked,
})

export type Definition = FromContent<typeof programmeSchema>
export type Pathway = Definition['pathways'][number]
export type Expectation = Pathway['expectations'][number]
export type Series = Definition['series'][number]
export type SeriesEvent = Series['events'][number]
export type SourceMark = (typeof SOURCE_MARKS)[number]
export type ActsOn = (typeof ACTORS)[number]
export type ExpectationKind = (typeof KINDS)[number]
export type Per = (typeof PER)[number]

/** Whose a wording or number is: `ours` where the group says so, otherwise its source. */
export function sourceOf<T extends { readonly source: SourceMark; readonly ours: readonly string[] }>(
  part: T,
  field: keyof T & string,
): SourceMark {
  return part.ours.includes(field) ? 'ours' : part.source
}
