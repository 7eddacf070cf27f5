import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import nunjucks from 'nunjucks'
import { Html, raw } from '../html.ts'

const folder = join(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')), 'dist')
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder), { autoescape: true })

/**
 * The official Nunjucks macro of a component as a typed function, compiled on first use and kept.
 * A macro trusts only its `html` options, and their type is `Html`; everything else is escaped by the macro.
 */
export function macro<Options>(component: string): (options: Options) => Html {
  const name = `govuk${component.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}`
  let template: nunjucks.Template | undefined
  return (options) => {
    template ??= nunjucks.compile(
      `{% from "govuk/components/${component}/macro.njk" import ${name} %}{{ ${name}(options) }}`,
      environment,
    )
    return raw(template.render({ options: plain(options) }).trim())
  }
}

/** Options with each `Html` as the string that a macro expects. */
function plain(value: unknown): unknown {
  if (value instanceof Html) return value.toString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]))
}
