/**
 * Stylesheets, scripts and images that pages ask for. Every address holds a version made from the files' contents, so
 * that browsers may keep them for ever; as it is one segment for all, modules find each other by relative addresses.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const ours = join(import.meta.dirname, '../assets')
const govuk = dirname(require.resolve('govuk-frontend/package.json'))
const autocomplete = dirname(require.resolve('accessible-autocomplete/package.json'))

/** Twelve hexadecimal digits that change with any file that pages load. */
export const assetVersion = versionOf()

/** Folders to serve, each under an address prefix. Their files never change under one address: cache them as immutable. */
export const assetFolders: readonly { readonly prefix: string; readonly folder: string }[] = [
  { prefix: `/assets/${assetVersion}/css/`, folder: join(ours, 'css') },
  { prefix: `/assets/${assetVersion}/js/`, folder: join(ours, 'js') },
  { prefix: `/assets/${assetVersion}/images/`, folder: join(ours, 'images') },
  { prefix: `/assets/${assetVersion}/govuk/`, folder: join(govuk, 'dist/govuk') },
  { prefix: `/assets/${assetVersion}/autocomplete/`, folder: join(autocomplete, 'dist') },
  // GOV.UK's stylesheet asks for these two by fixed addresses; their names change when they do.
  { prefix: '/assets/fonts/', folder: join(govuk, 'dist/govuk/assets/fonts') },
  { prefix: '/assets/images/', folder: join(govuk, 'dist/govuk/assets/images') },
]

/** The versioned address of an asset: `/assets/css/alongside.css` → `/assets/0123456789ab/css/alongside.css`. */
export function assetUrl(path: `/assets/${string}`): string {
  return `/assets/${assetVersion}${path.slice('/assets'.length)}`
}

function versionOf(): string {
  const hash = createHash('sha256')
  for (const name of ['css', 'js', 'images']) {
    for (const file of readdirSync(join(ours, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()) {
      hash.update(file.slice(ours.length)).update(readFileSync(file))
    }
  }
  // Packages change only with their version.
  for (const folder of [govuk, autocomplete]) hash.update(readFileSync(join(folder, 'package.json')))
  return hash.digest('hex').slice(0, 12)
}
