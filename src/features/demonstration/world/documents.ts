import { Readable } from 'node:stream'
import { FileGone, type FileStore } from '../../../platform/files/index.ts'
import { readWorldFiles } from './files.ts'

/** A storage in which the files of the demonstration are found too, though nobody ever put them there. */
export async function withDemonstrationFiles(store: FileStore, folder?: string): Promise<FileStore> {
  const { documents } = (await readWorldFiles(folder)).documents
  const texts = new Map(documents.map(({ id, text }) => [id, text]))
  return {
    ...store,
    async read(id) {
      try {
        return await store.read(id)
      } catch (error) {
        const text = texts.get(id)
        if (text === undefined || !(error instanceof FileGone)) throw error
        return Readable.from([Buffer.from(text)])
      }
    },
  }
}
