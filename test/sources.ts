import { readdir, readFile } from 'node:fs/promises'
import { join, posix, relative } from 'node:path'

/** Text of files by path from the top of the repository, with `/` between folders on every system. */
export type Sources = ReadonlyMap<string, string>

export const ROOT = join(import.meta.dirname, '..')

/** Reads every file below these folders whose name ends so. A folder that is not there yet holds nothing. */
export async function readSources(folders: readonly string[], ending: string): Promise<Sources> {
  const sources = new Map<string, string>()
  for (const folder of folders) {
    const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    )
    for (const entry of entries) {
      if (!entry.isFile() || !entry.name.endsWith(ending)) continue
      const path = join(entry.parentPath, entry.name)
      sources.set(relative(ROOT, path).replaceAll('\\', '/'), await readFile(path, 'utf8'))
    }
  }
  return sources
}

const IMPORT =
  /^(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)|^import\s*['"]([^'"]+)|\bimport\(\s*['"]([^'"]+)/gm

/** The files of the repository that a file imports, types and dynamic imports too; packages are left out. */
export function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(IMPORT)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(path), specifier))
}

/** Whether a file imports another, directly or through others. */
export function reaches(sources: Sources, from: string, goal: string): boolean {
  const seen = new Set<string>()
  const waiting = [from]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (path === goal) return true
    if (seen.has(path)) continue
    seen.add(path)
    waiting.push(...importsOf(path, sources.get(path) ?? ''))
  }
  return false
}
