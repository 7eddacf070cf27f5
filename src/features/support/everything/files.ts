/** The files to keep, in the order in which they are sent: the index last, because only then is it known what was there. */
import { docx } from '../../../platform/documents/index.ts'
import {
  FileGone,
  type FileStore,
  safeFileName,
  uniqueNames,
  type ZipEntry,
} from '../../../platform/files/index.ts'
import { writeCsv } from '../../../platform/spreadsheets/index.ts'
import { dayName, daysWords, STATE_NAMES, TYPE_NAMES } from '../words.ts'
import type { Everything } from './contents.ts'
import { finalReviewFile, type IndexData, indexPage, type Listed, recordPage } from './pages.ts'

export interface ZipOptions {
  readonly store: FileStore
  readonly today: Temporal.PlainDate
  readonly now: Temporal.Instant
}

/** "Ashby School and North hub.zip" */
export const zipName = ({ support: { partnership } }: Everything): string =>
  safeFileName(`${partnership.schoolName} and ${partnership.hubName}.zip`)

export async function* filesOf(
  everything: Everything,
  { store, today, now }: ZipOptions,
): AsyncGenerator<ZipEntry> {
  const at = new Date(now.epochMilliseconds)
  const files: Listed[] = []
  for await (const { content, ...listed } of written(everything)) {
    files.push(listed)
    yield { name: listed.path, at, content }
  }
  const documents: IndexData['documents'][number][] = []
  const left = [...everything.documents.left]
  const unique = uniqueNames()
  for (const [
    number,
    { title, from, fileId, fileName, bytes, givenAt },
  ] of everything.documents.files.entries()) {
    const ending = /\.[a-z\d]{1,10}$/i.exec(fileName)?.[0] ?? ''
    const path = `documents/${unique(safeFileName(`${String(number + 1).padStart(2, '0')} ${title}${ending}`))}`
    try {
      const content = await store.read(fileId)
      yield { name: path, at: new Date(Temporal.Instant.from(givenAt).epochMilliseconds), content }
      documents.push({ path, title, from, bytes, about: '' })
    } catch (error) {
      if (!(error instanceof FileGone)) throw error
      left.push({ title, from, givenAt, why: 'The file could not be found in the storage.' })
    }
  }
  yield { name: 'index.html', at, content: indexPage({ everything, files, documents, left, today }) }
}

/** What the service writes itself, each with what it is. */
async function* written(everything: Everything): AsyncGenerator<Listed & Pick<ZipEntry, 'content'>> {
  const { plan, records, review, days, history } = everything
  if (plan) {
    const about = 'to read and print (Word)'
    yield { path: 'action-plan.docx', title: 'Action plan', about, content: await docx(plan.document) }
    const rows = 'the same as rows (CSV)'
    yield { path: 'action-plan.csv', title: 'Action plan as rows', about: rows, content: writeCsv(plan.rows) }
  }
  if (review) {
    const about = 'what both schools looked back on and agreed'
    yield { path: 'final-review.html', title: 'Final review', about, content: finalReviewFile(review) }
  }
  const unique = uniqueNames()
  for (const view of records) {
    const name = unique(safeFileName(`${view.day.heldOn} ${TYPE_NAMES[view.day.type]}.html`))
    yield {
      path: `records/${name}`,
      title: `Record: ${dayName(view.day)}`,
      about: 'what was seen and agreed',
      content: recordPage(view),
    }
  }
  yield {
    path: 'support-days.csv',
    title: 'Support days',
    about: 'every support day, as rows (CSV)',
    content: writeCsv([
      [
        'Date',
        'Support day',
        'Takes',
        'Support term',
        'Where it stands',
        'Place',
        'From the lead school',
        'From the partner school',
      ],
      ...days.map((day) => [
        day.heldOn ?? '',
        TYPE_NAMES[day.type],
        daysWords(day.halfDays),
        day.supportTerm === null ? '' : String(day.supportTerm),
        STATE_NAMES[day.state],
        day.place,
        day.leadPeople,
        day.partnerPeople,
      ]),
    ]),
  }
  yield {
    path: 'history.csv',
    title: 'History',
    about: 'who did what and when, newest first (CSV)',
    content: writeCsv([
      ['When', 'Who', 'What'],
      ...history.map(({ happenedAt, byName, sentence }) => [localTime(happenedAt), byName, sentence]),
    ]),
  }
}

/** "2026-05-14 09:30", as a spreadsheet reads it. */
const localTime = (instant: string): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO('Europe/London')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
