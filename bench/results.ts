/** Everything that was measured, as it is kept in docs/benchmarks.json. */
import type { DocumentFigures } from './documents.ts'
import type { EventFigures } from './events.ts'
import type { LedgerFigures } from './ledger.ts'
import type { Machine } from './machine.ts'
import type { MemoryFigures } from './memory.ts'
import type { National } from './national.ts'
import type { PageFigures } from './pages.ts'
import type { RegisterFigures } from './register.ts'
import type { Scale } from './scale.ts'
import type { SelfAssessmentFigures } from './self-assessment.ts'
import type { StartFigures } from './start.ts'
import type { SupportFigures } from './support.ts'
import type { SurveyResultFigures } from './survey-results.ts'
import type { SurveyFigures } from './surveys.ts'

export interface Results {
  readonly machine: Machine
  readonly scale: Scale
  readonly national?: National
  readonly pages?: readonly PageFigures[]
  readonly memory?: MemoryFigures
  readonly events?: EventFigures
  readonly register?: RegisterFigures
  readonly start?: StartFigures
  readonly selfAssessment?: SelfAssessmentFigures
  readonly ledger?: LedgerFigures
  readonly support?: SupportFigures
  readonly documents?: DocumentFigures
  readonly surveys?: SurveyFigures
  readonly surveyResults?: SurveyResultFigures
}

export interface TargetResult {
  readonly target: string
  readonly measured: string
  readonly met: boolean
}

/** The targets of the service, beside what was measured. Those of a section that was not run are left out. */
export function targetsOf({
  pages,
  register,
  start,
  events,
  selfAssessment,
  ledger,
  support,
  documents,
  surveys,
  surveyResults,
}: Results): TargetResult[] {
  const results: TargetResult[] = []
  for (const [key, name] of [
    ['partner', 'Partner school’s page'],
    ['hub', 'Hub lead’s page'],
  ] as const) {
    const loads = pages?.find((page) => page.key === key)?.loads ?? []
    for (const load of loads.filter(({ connections }) => connections === 50)) {
      const { perSecond, p95 } = load.figures
      results.push({
        target: `${name}, 50 at once, ${howServed(load)}: 300 or more a second, p95 under 100 ms`,
        measured: `${perSecond.toFixed(0)} a second, p95 ${p95.toFixed(0)} ms`,
        met: perSecond >= 300 && p95 < 100,
      })
    }
  }
  for (const load of pages?.find(({ key }) => key === 'national')?.loads ?? []) {
    const { perSecond, p95 } = load.figures
    results.push({
      target: `Programme team’s page, ${load.connections} at once, ${howServed(load)}: p95 under 200 ms`,
      measured: `${perSecond.toFixed(0)} a second, p95 ${p95.toFixed(0)} ms`,
      met: p95 < 200,
    })
  }
  if (events) results.push(...eventTargets(events))
  if (register) {
    const { fresh, copyPlain, copyIndexed, freshExtraMegabytes } = register
    for (const [what, copy] of [
      ['a bare COPY into a table without indexes', copyPlain],
      ['a bare COPY into a table with the same indexes', copyIndexed],
    ] as const) {
      results.push({
        target: `Import of the register within five times ${what}`,
        measured: `${fresh.toFixed(2)} s against ${copy.toFixed(2)} s: ${(fresh / copy).toFixed(1)} times`,
        met: fresh <= 5 * copy,
      })
    }
    results.push({
      target: 'Import of the register under 200 MB of extra memory',
      measured: `${freshExtraMegabytes.toFixed(0)} MB`,
      met: freshExtraMegabytes < 200,
    })
  }
  if (start) {
    for (const [what, seconds] of [
      ['PostgreSQL, the national programme', start.postgres],
      ['the embedded database, the demonstration', start.pglite],
    ] as const) {
      results.push({
        target: `Start with loaded data under 3 s: ${what}`,
        measured: `${seconds.toFixed(2)} s`,
        met: seconds < 3,
      })
    }
  }
  for (const { connections, figures } of selfAssessment?.steps.find(({ key }) => key === 'network')?.loads ??
    []) {
    results.push({
      target: `What a hub’s schools have in common, ${connections} at once, one process on one core: p95 under 150 ms`,
      measured: `${figures.perSecond.toFixed(0)} a second, p95 ${figures.p95.toFixed(0)} ms`,
      met: figures.p95 < 150,
    })
  }
  if (ledger) {
    results.push({
      target: `${ledger.operations.toLocaleString('en-GB')} presses of both schools on ${ledger.connections} connections at once: every sum of support days is right`,
      measured: `${ledger.taken.toLocaleString('en-GB')} written, ${ledger.refused.toLocaleString('en-GB')} refused, none wrong`,
      // A wrong one ends the measurement.
      met: true,
    })
  }
  for (const { name, loads } of support?.steps ?? []) {
    for (const { connections, figures } of loads) {
      results.push({
        target: `${name}, ${connections} at once, one process on one core: p95 under 100 ms`,
        measured: `${figures.perSecond.toFixed(0)} a second, p95 ${figures.p95.toFixed(0)} ms`,
        met: figures.p95 < 100,
      })
    }
  }
  if (documents) results.push(memoryOfUploads(documents))
  if (surveys) results.push(...surveyTargets(surveys))
  if (surveyResults) results.push(...surveyResultTargets(surveyResults))
  return results
}

/** Of the bytes on their way, or of what is resident early: more would mean that something is kept in memory. */
const FLAT_SHARE = 0.1

function memoryOfUploads({ memory, atOnce, megabytes }: DocumentFigures): TargetResult {
  const most = Math.max(...memory.highest)
  const sent = atOnce * megabytes
  return {
    target: `${atOnce} uploads of ${megabytes} MB at once: memory flat (under a tenth of the ${sent.toLocaleString('en-GB')} MB on top of what one upload leaves)`,
    measured: `${memory.afterOne.toFixed(0)} MB after one, ${most.toFixed(0)} MB at the highest`,
    met: most - memory.afterOne < sent * FLAT_SHARE,
  }
}

export function howServed(load: { readonly processes: number; readonly compressed: boolean }): string {
  const by = load.processes === 1 ? 'one process on one core' : `${load.processes} processes on both cores`
  return load.compressed ? `${by}, compressed` : by
}

function eventTargets({ bookings, plain, calendar, reminders }: EventFigures): TargetResult[] {
  return [
    {
      target: 'Bookings of one popular event: 200 or more a second, none over capacity',
      measured: `${bookings.perSecond.toFixed(0)} a second, ${bookings.over} over (the same rows without rules: ${plain.perSecond.toFixed(0)} a second)`,
      met: bookings.perSecond >= 200 && bookings.over === 0,
    },
    ...calendar.map(({ connections, perSecond, p95 }) => ({
      target: `Calendar of a hub, ${connections} at once: p95 under 100 ms`,
      measured: `${perSecond.toFixed(0)} a second, p95 ${p95.toFixed(0)} ms`,
      met: p95 < 100,
    })),
    {
      target: `${reminders.people.toLocaleString('en-GB')} reminders queued and handed over within two minutes, none twice`,
      measured: `${reminders.handedOverSeconds.toFixed(0)} s, ${reminders.doubles} twice, ${reminders.missing} missing`,
      met: reminders.handedOverSeconds < 120 && reminders.doubles === 0 && reminders.missing === 0,
    },
  ]
}

function surveyTargets({ flows, oneAddress, kills }: SurveyFigures): TargetResult[] {
  return [
    ...flows.map(({ on, compressed, visits, pupils }) => {
      const wanted = on === 'PostgreSQL' ? 2_000 : 1_000
      return {
        target: `Answers to a survey on ${on}${compressed ? ', compressed' : ''}, ${pupils} at once: ${wanted.toLocaleString('en-GB')} or more a second (page, answer, thanks), p99 under 150 ms`,
        measured: `${visits.perSecond.toFixed(0)} a second, p99 ${visits.p99.toFixed(0)} ms, ${visits.failed} failed`,
        met: visits.perSecond >= wanted && visits.p99 < 150 && visits.failed === 0,
      }
    }),
    ...flows.map(({ on, compressed, seconds, acknowledged, memoryEarly, memoryLate }) => ({
      target: `Answers to a survey on ${on}${compressed ? ', compressed' : ''}, without a pause: memory of the service flat (at most a tenth more late than early)`,
      measured: `${memoryEarly.toFixed(0)} MB early and ${memoryLate.toFixed(0)} MB late in ${seconds} s with ${acknowledged.toLocaleString('en-GB')} answers`,
      met: memoryLate <= memoryEarly * (1 + FLAT_SHARE),
    })),
    {
      target: `${oneAddress.pupils.toLocaleString('en-GB')} pupils behind one address in ${oneAddress.seconds} s, beside a guesser: all answer, and no code is guessed`,
      measured: `${oneAddress.answered} answered, p99 ${oneAddress.p99.toFixed(0)} ms; ${oneAddress.guessesASecond.toFixed(1)} guesses a second answered, ${oneAddress.found} right`,
      met: oneAddress.answered === oneAddress.pupils && oneAddress.found === 0 && oneAddress.failed === 0,
    },
    {
      target:
        'Processes and PostgreSQL killed while pupils answer: every acknowledged answer is there once, and no other',
      measured: `${kills.processes} and ${kills.postgres} killed; ${kills.acknowledged} acknowledged, ${kills.rows} rows, ${kills.lost} lost, ${kills.doubled} doubled`,
      met: kills.lost === 0 && kills.doubled === 0 && kills.acknowledged === kills.rows,
    },
  ]
}

/** A school's own pages, and what is read of all schools at once. */
function surveyResultTargets({ answers, schools, pages, rawSeconds }: SurveyResultFigures): TargetResult[] {
  const of = `${answers.toLocaleString('en-GB')} answers of ${schools} schools`
  return pages.map(({ name, p50, p95 }, at) => {
    const wanted = at < 4 ? 100 : 500
    return {
      target: `Survey results of ${of}, ${name}: p95 under ${wanted} ms`,
      measured: `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms${at < 4 ? '' : ` (the same sums made of all answers by the database: ${rawSeconds.toFixed(1)} s)`}`,
      met: p95 < wanted,
    }
  })
}
