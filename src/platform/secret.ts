import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The secret that signs cookies, for a service that was given none: made once and kept in the folder's `secret`,
 * readable by its owner only. Two processes starting at once get the same one.
 */
export async function ensureSecret(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'secret')
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(`${randomBytes(48).toString('base64url')}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  for (let tries = 0; tries < 20; tries += 1) {
    const secret = (await readFile(path, 'utf8')).trim()
    if (secret.length >= 32) return secret
    // Another process has made the file and is about to write it.
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`${path} holds no secret: remove the file and start again, or set SECRET`)
}
