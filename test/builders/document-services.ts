/** Storage of documents in a folder of the test's own, without a scanner unless one is given. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DocumentServices } from '../../src/features/documents/index.ts'
import { arrivalsIn, folderStore, type Scanner } from '../../src/platform/files/index.ts'

export interface TestDocuments extends DocumentServices {
  readonly folder: string
  remove(): void
}

export function testDocuments(scanner?: Scanner): TestDocuments {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-documents-'))
  return {
    folder,
    arrivals: arrivalsIn(join(folder, 'arriving')),
    store: folderStore(join(folder, 'kept')),
    scanner,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
