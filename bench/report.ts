/** docs/benchmarks.md, from the results. */
import type { LoadFigures } from './figures.ts'
import type { PageFigures } from './pages.ts'
import { surveyResults, surveys } from './report-surveys.ts'
import { LOAD_HEADING, loadCells, table } from './report-tables.ts'
import { howServed, type Results, targetsOf } from './results.ts'
import type { StepFigures } from './steps.ts'

export function report(results: Results): string {
  const { machine, scale } = results
  return [
    '# Measurements',
    '',
    `Measured on ${machine.date} with \`bin/bench${scale.name === 'quick' ? ' --quick' : ''} --write\`: ${machine.cores} cores (${machine.processor}), ${machine.memoryGigabytes} GB of memory, Node ${machine.node}, PostgreSQL ${machine.postgres} with its own default settings, everything on this one machine. The load average before the start was ${machine.loadBefore}${machine.loadBefore > 0.3 ? ', so other work was running and the figures are worse than they could be' : ''}. Each figure is the median of ${scale.runs === 1 ? 'one run' : `${scale.runs} runs`}.`,
    '',
    ...targets(results),
    ...national(results),
    ...pages(results),
    ...memory(results),
    ...register(results),
    ...start(results),
    ...events(results),
    ...selfAssessment(results),
    ...ledger(results),
    ...support(results),
    ...documents(results),
    ...surveys(results),
    ...surveyResults(results),
  ].join('\n')
}

function targets(results: Results): string[] {
  const rows = targetsOf(results).map(({ target, measured, met }) => [
    target,
    measured,
    met ? 'met' : '**missed**',
  ])
  return ['## Targets', '', ...table(['Target', 'Measured', ''], rows)]
}

function national({ national: built }: Results): string[] {
  if (!built) return []
  const { seconds, rows } = built
  return [
    '## The national programme',
    '',
    `Built anew for every measurement, for the day of the measurement, in ${(seconds.schema + seconds.register + seconds.programme).toFixed(0)} seconds: the schema in ${seconds.schema.toFixed(1)} s, the register of schools in ${seconds.register.toFixed(1)} s, the programme in ${seconds.programme.toFixed(1)} s. Every choice comes from a fixed seed; every line of history went through its chain.`,
    '',
    ...table(
      ['Table', 'Rows'],
      Object.entries(rows).map(([name, count]) => [`\`${name}\``, count.toLocaleString('en-GB')]),
    ),
  ]
}

function pages({ pages: measured, scale }: Results): string[] {
  if (!measured) return []
  const lines = [
    '## Pages',
    '',
    `The service (\`src/main.ts\`, signed-in sessions, log to a file) has one core to itself; PostgreSQL and the sender of requests (autocannon) share the other. With two processes everything shares both cores. After ${scale.warmUpSeconds} s of warming up, ${scale.runs === 1 ? 'one run' : `${scale.runs} runs`} of ${scale.seconds} s. Schools, hubs and people are taken in a different order on each connection. “Compressed” is as browsers ask for it; the others send no Accept-Encoding, as behind a proxy that compresses. Processor time is what one answer cost the service’s processes and PostgreSQL’s.`,
    '',
    'The programme team’s pages are drawn from a picture of the whole programme that a process keeps until anything in it changes, so under load here they are drawn from memory; what the first one after a change takes is said with each page.',
    '',
    'Beside each page: **bare** is the same bytes from a Fastify route that does nothing else, on the same core; **statements** are the page’s statements alone, each transaction sent at once, through the same kind of pool.',
    '',
  ]
  for (const page of measured) lines.push(...pageTable(page))
  return lines
}

function pageTable(page: PageFigures): string[] {
  const { count, transactions } = page.statements
  const fifty = page.loads.find((load) => load.connections === 50 && load.processes === 1 && !load.compressed)
  const of = (beside: LoadFigures) =>
    fifty ? `${((fifty.figures.perSecond / beside.perSecond) * 100).toFixed(1)}%` : ''
  return [
    `### ${page.name}`,
    '',
    `${page.kilobytes.toFixed(0)} KB uncompressed; ${count} statements in ${transactions} transactions. ${page.checked.toLocaleString('en-GB')} answers were read in full and compared with who asked: ${page.wrong} were wrong. No answer of the measurement failed. The first answer after something of the programme has changed takes ${page.afterChange.toFixed(0)} ms, with nothing else asked for.`,
    '',
    ...table(
      ['', 'At once', ...LOAD_HEADING, 'Service ms', 'PostgreSQL ms'],
      [
        ...page.loads.map((load) => [
          sentence(howServed(load)),
          String(load.connections),
          ...loadCells(load.figures),
          load.serviceMilliseconds.toFixed(2),
          load.postgresMilliseconds.toFixed(2),
        ]),
        ['Bare', '50', ...loadCells(page.bare), '', ''],
        ['Statements', '50', ...loadCells(page.statements), '', ''],
      ],
    ),
    `The page reaches ${of(page.bare)} of the bare route’s rate and ${of(page.statements)} of its statements’.`,
    '',
  ]
}

function memory({ memory: measured }: Results): string[] {
  if (!measured) return []
  const { idle, afterLoad, highest, soakEarly, soakLate, soakSeconds, requests } = measured
  return [
    '## Memory of the service',
    '',
    ...table(
      ['Resident memory of one process', 'MB'],
      [
        ['Idle after the start', idle.toFixed(0)],
        ['After every page under load', afterLoad.toFixed(0)],
        [
          `In the second quarter of ${soakSeconds} s of all pages at 50 at once (${requests.toLocaleString('en-GB')} answers)`,
          soakEarly.toFixed(0),
        ],
        ['In the last quarter', soakLate.toFixed(0)],
        ['At its highest', highest.toFixed(0)],
      ],
    ),
  ]
}

function register({ register: measured }: Results): string[] {
  if (!measured) return []
  const { rows, fresh, again, copyPlain, copyIndexed, freshExtraMegabytes, againExtraMegabytes } = measured
  const line = (what: string, seconds: number, memory?: number) => [
    what,
    seconds.toFixed(2),
    `${(seconds / copyPlain).toFixed(1)}`,
    `${(seconds / copyIndexed).toFixed(1)}`,
    memory === undefined ? '' : memory.toFixed(0),
  ]
  return [
    '## Import of the register',
    '',
    `${rows.toLocaleString('en-GB')} rows (Get Information about Schools, November 2023, compressed), into PostgreSQL: read, decoded, checked, compared and merged, with the import’s own record. The COPY beside it is given the finished rows, from memory. Extra memory is the importing process’s highest above what it held before.`,
    '',
    ...table(
      ['', 'Seconds', '× COPY without indexes', '× COPY with the same indexes', 'Extra MB'],
      [
        line('Into an empty table', fresh, freshExtraMegabytes),
        line('The same file again: nothing changes', again, againExtraMegabytes),
        line('COPY into a table without indexes', copyPlain),
        line('COPY into a table with the same indexes', copyIndexed),
      ],
    ),
  ]
}

function start({ start: measured }: Results): string[] {
  if (!measured) return []
  return [
    '## Start',
    '',
    'From the start of the process to the first answer of `/health/ready`.',
    '',
    ...table(
      ['', 'Seconds'],
      [
        ['PostgreSQL, with the register and the national programme', measured.postgres.toFixed(2)],
        ['Embedded database, with the register and the demonstration', measured.pglite.toFixed(2)],
        [
          'Embedded database, the very first start: loads the register and the demonstration',
          measured.pgliteFirst.toFixed(1),
        ],
      ],
    ),
  ]
}

function events({ events: measured }: Results): string[] {
  if (!measured) return []
  const { bookings, plain, calendar, reminders } = measured
  return [
    '## Events',
    '',
    `A year of events in the national programme. Bookings of one popular event by ${bookings.connections} connections, two people each, history and email queued with each: ${bookings.seated.toLocaleString('en-GB')} people seated of ${bookings.capacity.toLocaleString('en-GB')} places, ${bookings.turnedAway.toLocaleString('en-GB')} bookings turned away, ${bookings.over} places over. **Without rules** is the same rows by the same connections into bare tables. The calendar is a hub’s, by the leads of all hubs in turn, from one process on one core.`,
    '',
    ...table(
      ['', 'At once', ...LOAD_HEADING],
      [
        ['Bookings', String(bookings.connections), ...loadCells(bookings)],
        ['The same rows without rules', String(bookings.connections), ...loadCells(plain)],
        ...calendar.map((load) => ['Calendar of a hub', String(load.connections), ...loadCells(load)]),
      ],
    ),
    `${reminders.people.toLocaleString('en-GB')} reminders of one event, asked for twice at the same moment, with a mail service that takes 5 ms: queued in ${reminders.queuedSeconds.toFixed(1)} s, handed over in ${reminders.handedOverSeconds.toFixed(0)} s, ${reminders.doubles} twice, ${reminders.missing} missing.`,
    '',
  ]
}

function selfAssessment({ selfAssessment: measured }: Results): string[] {
  if (!measured) return []
  const lines = [
    '## Self-assessment and action plans',
    '',
    `In the national programme with ${count(measured.rows, 'self_assessments')} self-assessments, ${count(measured.rows, 'self_assessment_answers')} answers and ${count(measured.rows, 'action_plans')} plans. The service has one core to itself, PostgreSQL and the sender share the other. Whoever saves or submits waits for the answer before the next press; every answer is read. **Bare** is the same bytes from a Fastify route that does nothing else; **statements** are the page’s statements, or the writing ones of the form with their scope, alone.`,
    '',
  ]
  return [...lines, ...measured.steps.flatMap(stepTable)]
}

function ledger({ ledger: measured }: Results): string[] {
  if (!measured) return []
  const { operations, connections, partnerships, taken, refused, twice, days, entries, seconds } = measured
  const of = (value: number) => value.toLocaleString('en-GB')
  return [
    '## The ledger of support days under pressure',
    '',
    `Both schools of ${partnerships} partnerships pressed ${of(operations)} times whatever there was to press (propose, agree, offer other dates, record, correct, keep, cancel), ${connections} connections at once, with today before, in and after each support term, in ${seconds.toFixed(0)} seconds. ${of(taken)} presses were written and ${of(refused)} refused with a reason; ${of(twice)} forms were sent twice at the same moment. Afterwards all ${of(entries)} entries of ${of(days)} days were gone through against the rules that know no database: each acknowledged press stands there once and no other does, entries follow on one another without a gap, nobody answered their own offer, each day is as its last entry left it, each sum is what the days say, none is over what was promised and carried over, and the history’s chains are whole.`,
    '',
  ]
}

function support({ support: measured }: Results): string[] {
  if (!measured) return []
  const { rows, steps } = measured
  return [
    '## One-to-one support',
    '',
    `In the national programme with a year of support behind ${count(rows, 'enhanced')} partnerships: ${count(rows, 'support_items')} support days, ${count(rows, 'support_entries')} entries, ${count(rows, 'visit_records')} records of visits, ${count(rows, 'documents')} documents opened ${count(rows, 'document_openings')} times, ${count(rows, 'partnership_messages')} messages. Measured as self-assessments are.`,
    '',
    ...steps.flatMap(stepTable),
  ]
}

function documents({ documents: measured }: Results): string[] {
  if (!measured) return []
  const { megabytes, atOnce, service, bareServer, disk, memory: of, askedAgain } = measured
  const row = (what: string, one: number, together?: number) => [
    what,
    one.toFixed(0),
    together === undefined ? '' : together.toFixed(0),
  ]
  return [
    '## Uploads',
    '',
    `Files of ${megabytes} MB, sent as browsers do and each answered when it is on the disk and in the database, without a virus scanner. The service has one core, the sender and PostgreSQL the other. **Bare server** writes the body of each request to a file, waits for the disk and does nothing else; it neither looks for the end of the file in the form nor works out its SHA-256. ${askedAgain === 0 ? 'No upload was turned away.' : `${askedAgain} uploads were asked to come again, because the service was too busy to begin them.`}`,
    '',
    ...table(
      ['Megabytes a second', 'One after the other', `${atOnce} at once`],
      [
        row('Service', service.one, service.together),
        row('Bare server', bareServer.one, bareServer.together),
        row('From memory to disk', disk),
      ],
    ),
    ...table(
      ['Resident memory of the service', 'MB'],
      [
        ['Idle', of.idle.toFixed(0)],
        ['After one upload', of.afterOne.toFixed(0)],
        ...of.highest.map((most, at) => [
          `Highest while ${atOnce} arrived at once, time ${at + 1}`,
          most.toFixed(0),
        ]),
        ['Three seconds after', of.after.toFixed(0)],
      ],
    ),
  ]
}

function stepTable({ name, about, loads, bare, statements }: StepFigures): string[] {
  const row = (what: string, connections: number, figures: LoadFigures) => [
    what,
    String(connections),
    ...loadCells(figures),
  ]
  return [
    `### ${name}`,
    '',
    about,
    '',
    ...table(
      ['', 'At once', ...LOAD_HEADING],
      [
        ...loads.map(({ connections, figures }) => row('Service', connections, figures)),
        row('Bare', 50, bare),
        row('Statements', 50, statements),
      ],
    ),
  ]
}

const count = (rows: Readonly<Record<string, number>>, name: string) =>
  (rows[name] ?? 0).toLocaleString('en-GB')

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
