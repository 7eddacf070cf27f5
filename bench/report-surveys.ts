/** The part of docs/benchmarks.md on surveys. */
import { LOAD_HEADING, loadCells, ms, table } from './report-tables.ts'
import type { Results } from './results.ts'

export function surveys({ surveys: measured }: Results): string[] {
  if (!measured) return []
  const { flows, oneAddress, kills } = measured
  return [
    '## Answering a survey',
    '',
    `The whole visit of a pupil: fetch the page, read the form, send it, read the thanks, ${flows[0]?.pupils ?? 0} at once, the service on one core and the pupils on the other. Processor time is what one answer cost. MB: resident memory of the service in the second quarter of ${flows[0]?.seconds ?? 0} seconds without a pause, and in the last.`,
    '',
    ...table(
      ['Visits', ...LOAD_HEADING, 'Its answer, p99 ms', 'Service ms', 'Database ms', 'MB early', 'MB late'],
      flows.map(({ on, compressed, visits, submit, serviceCpu, databaseCpu, memoryEarly, memoryLate }) => [
        compressed ? `${on}, compressed` : on,
        ...loadCells(visits),
        ms(submit.p99),
        serviceCpu.toFixed(2),
        databaseCpu === 0 ? '' : databaseCpu.toFixed(2),
        memoryEarly.toFixed(0),
        memoryLate.toFixed(0),
      ]),
    ),
    `${oneAddress.pupils.toLocaleString('en-GB')} pupils behind one address in ${oneAddress.seconds} seconds, beside somebody there who guesses codes: ${oneAddress.answered.toLocaleString('en-GB')} answered, p99 ${ms(oneAddress.p99)} ms; ${oneAddress.guesses.toLocaleString('en-GB')} guesses were answered, ${oneAddress.slowed.toLocaleString('en-GB')} of them slowed down, ${oneAddress.found} found a code.`,
    '',
    `While pupils answered, ${kills.processes} processes of the service and ${kills.postgres} PostgreSQL servers were killed and started again: ${kills.acknowledged.toLocaleString('en-GB')} answers had been acknowledged after ${kills.retries.toLocaleString('en-GB')} retries, ${kills.rows.toLocaleString('en-GB')} were there, ${kills.lost} lost, ${kills.doubled} doubled.`,
    '',
  ]
}

export function surveyResults({ surveyResults: measured }: Results): string[] {
  if (!measured) return []
  const { schools, answers, making, pages, rawSeconds } = measured
  return [
    '## Results of surveys',
    '',
    `Of ${answers.toLocaleString('en-GB')} answers of ${schools} schools. Asked in the service itself, one after the other: routes, policies, database and markup, without network and session. Making the results of one survey takes ${ms(making)} ms, once; the same sums made of all answers by the database take ${rawSeconds.toFixed(1)} s.`,
    '',
    ...table(
      ['', 'p50 ms', 'p95 ms'],
      pages.map(({ name, p50, p95 }) => [name, ms(p50), ms(p95)]),
    ),
  ]
}
