import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../../../content/emails')
const PLACEHOLDER = /\(\(([a-z][a-z-]*)\)\)/g

export interface EmailTemplate {
  readonly name: string
  readonly subject: string
  readonly body: string
}

/** Values by placeholder. A function is asked only when the template has the placeholder. */
export type Placeholders = Readonly<Record<string, string | (() => string)>>

/** Reads every template of a folder. Throws, naming the file, for one that is not of the form `Subject: …`, empty line, body. */
export function readTemplates(folder = FOLDER): ReadonlyMap<string, EmailTemplate> {
  const templates = new Map<string, EmailTemplate>()
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.md') || file === 'README.md') continue
    const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
    const parts = /^Subject: ([^\n]+)\n\n(.+)$/s.exec(text)
    if (!parts?.[1] || !parts[2]) {
      throw new Error(
        `content/emails/${file}: expected “Subject: …” on the first line, an empty line, then the body`,
      )
    }
    const name = file.slice(0, -'.md'.length)
    templates.set(name, { name, subject: parts[1].trim(), body: parts[2].trim() })
  }
  return templates
}

/** Fills a template. Throws for a placeholder without a value: an email with a hole in it is never sent. */
export function fillTemplate(
  template: EmailTemplate,
  values: Placeholders,
): { readonly subject: string; readonly body: string } {
  const fill = (text: string) =>
    text.replaceAll(PLACEHOLDER, (_all, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      if (value === undefined) throw new Error(`The email “${template.name}” needs a value for ((${name}))`)
      return typeof value === 'function' ? value() : value
    })
  // A line break in a subject would start a header of its own.
  return { subject: fill(template.subject).replaceAll(/\s+/g, ' '), body: fill(template.body) }
}
