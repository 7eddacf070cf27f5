/** Files that cannot be opened although they were given: those whose bytes are gone, and telling whoever gave them. */
import { plural } from '../../../design/components/index.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import { FileGone, type FileStore } from '../../../platform/files/index.ts'
import { queueMessages } from '../../../platform/mail/index.ts'
import { isQuiet } from '../../conversations/index.ts'
import { recordHistory } from '../../history/index.ts'
import { SYSTEM } from '../../people/index.ts'
import { type Calendar, loadCalendar } from '../../programmes/index.ts'
import type { DocumentServices } from '../services.ts'
import { documentHref } from '../words.ts'
import { findVersion, listLost, takeUntold, type Waiting, writeFound, writeLost } from './store.ts'

/**
 * The bytes, or nothing when they are not there: then the document says so to whoever gave it, and asks for it again. What
 * is found again later is as it was before.
 */
export async function readOrLose(
  database: Database,
  store: FileStore,
  version: Pick<Waiting, 'documentId' | 'number' | 'fileId'>,
) {
  try {
    return await store.read(version.fileId)
  } catch (error) {
    if (!(error instanceof FileGone)) throw error
    await lose(database, version)
    return undefined
  }
}

async function lose(database: Database, { documentId, number }: Pick<Waiting, 'documentId' | 'number'>) {
  await database.inScope(SYSTEM, async (db) => {
    const version = await findVersion(db, documentId, number)
    if (!version || !(await writeLost(db, version))) return
    await recordHistory(db, 'system', {
      about: { partnershipId: version.partnershipId },
      kind: 'document.lost',
      sentence: 'The content of a document is not in the storage. Whoever gave it is asked for it again',
      details: { documents: [version.documentId], version: version.number },
    })
  })
}

/** A storage that was away, or set wrongly for a time, has them again. */
export async function lookForLost(database: Database, { store }: DocumentServices): Promise<void> {
  for (const version of await database.inScope(SYSTEM, listLost)) {
    try {
      const stream = await store.read(version.fileId)
      stream.destroy()
    } catch (error) {
      if (error instanceof FileGone) continue
      throw error
    }
    await database.inScope(SYSTEM, async (db) => {
      if (!(await writeFound(db, version))) return
      await recordHistory(db, 'system', {
        about: { partnershipId: version.partnershipId },
        kind: 'document.found',
        sentence: 'The content of a document is in the storage again',
        details: { documents: [version.documentId], version: version.number },
      })
    })
  }
}

/** A storage that is only away for a moment writes to nobody. */
const LOST_HOURS = 24

/**
 * One email to each person whose files were refused or lost, in school hours. It names no school, no document and no file.
 * Run twice, it sends once: a version is marked in the transaction that queues.
 */
export async function tellGivers(options: {
  readonly database: Database
  readonly clock: Clock
  readonly publicUrl: string
  readonly calendar?: Calendar
}): Promise<void> {
  const { database, clock, publicUrl } = options
  const now = clock.now()
  if (isQuiet(now, options.calendar ?? (await loadCalendar()))) return
  await database.inScope({ ...SYSTEM, 'alongside.now': now.toString() }, async (db) => {
    const givers = await takeUntold(db, LOST_HOURS)
    await queueMessages(
      db,
      givers.map(({ accountId, email, name, refused, lost, documentIds, partnershipIds }) => ({
        to: email,
        accountId,
        template: 'document-problem',
        personalisation: {
          name,
          what: [
            refused > 0 &&
              `The virus check refused ${plural(refused, 'file')} that you sent. Nobody opened ${refused === 1 ? 'it' : 'them'}, and the content is deleted. Have the computer it came from looked at, and send a clean version.`,
            lost > 0 &&
              `The service can no longer find the content of ${plural(lost, 'file')} that you sent. This is not your doing. We ask you to send ${lost === 1 ? 'it' : 'them'} again.`,
          ]
            .filter((sentence) => sentence !== false)
            .join(' '),
          'documents-link':
            documentIds.length === 1
              ? `${publicUrl}${documentHref(documentIds[0] ?? 0)}`
              : partnershipIds.length === 1
                ? `${publicUrl}/partnerships/${partnershipIds[0]}/documents`
                : publicUrl,
        },
        sendBefore: now.add({ hours: 48 }),
      })),
    )
  })
}
