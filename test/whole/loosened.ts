import { registerHooks } from 'node:module'
import type { buildApp } from '../../src/app.ts'

/**
 * The whole service with one piece of its code changed, to show that the tests see the difference. The files themselves
 * stay as they are: a second copy of every module is loaded, and one of them is read differently.
 */
export async function loosenedApp(file: string, from: string, to: string): Promise<typeof buildApp> {
  const mark = `?loosened=${encodeURIComponent(`${file} ${from}`)}`
  let changed = false
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      const isOurs = found.url.includes('/src/') && !found.url.includes('/node_modules/')
      const isCopy = context.parentURL?.endsWith(mark) || specifier.endsWith(mark)
      return isOurs && isCopy && !found.url.endsWith(mark) ? { ...found, url: found.url + mark } : found
    },
    load(url, context, next) {
      const loaded = next(url, context)
      if (!url.endsWith(`${file}${mark}`)) return loaded
      const source = String(loaded.source)
      changed = source.includes(from)
      return { ...loaded, source: source.replace(from, to) }
    },
  })
  try {
    // The address holds a query, so its type cannot be found by it.
    const module = (await import(`../../src/app.ts${mark}`)) as { buildApp: typeof buildApp }
    if (!changed) throw new Error(`${file} has no “${from}”`)
    return module.buildApp
  } finally {
    hooks.deregister()
  }
}
