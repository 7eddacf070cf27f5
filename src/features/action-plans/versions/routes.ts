import { dateFrom } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { readPlanInView } from '../change.ts'
import { listSignatures } from '../signatures/store.ts'
import { findVersionOn, listVersions, readPlanVersion } from './store.ts'
import { differencesPage, versionPage, versionsPage } from './views.ts'

interface Params {
  id: string
}

const PAGE = 30

export function versionRoutes(app: App): void {
  app.get<{ Params: Params; Querystring: Record<string, string> }>(
    '/plans/:id/versions',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const answers = asAnswers(request.query)
      const before = answers.before === undefined ? undefined : parseId(answers.before)
      const result = await inActorScope(request, async (db) => {
        const view = await readPlanInView(db, actor, id)
        const wanted = 'on-day' in answers ? dateFrom(answers, 'on') : undefined
        const number = wanted?.date && (await findVersionOn(db, id, wanted.date))
        if (number !== undefined) return number
        const versions = await listVersions(db, id, { limit: PAGE + 1, ...(before ? { before } : {}) })
        const shown = versions.slice(0, PAGE)
        return versionsPage({
          view,
          versions: shown,
          signatures: await listSignatures(db, id),
          before: versions.length > PAGE ? shown.at(-1)?.number : undefined,
          ...(wanted
            ? {
                answers,
                errors: [
                  { field: 'on', message: wanted.error ?? 'The plan had not been started on that day' },
                ],
              }
            : {}),
        })
      })
      return typeof result === 'number'
        ? reply.redirect(`/plans/${id}/versions/${result}`, 303)
        : reply.page(result)
    },
  )

  app.get<{ Params: Params & { number: string } }>('/plans/:id/versions/:number', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const number = parseId(request.params.number)
    const page = await inActorScope(request, async (db) => {
      const view = await readPlanInView(db, actor, id)
      return versionPage(view, await readPlanVersion(db, id, number), await listSignatures(db, id))
    })
    return reply.page(page)
  })

  app.get<{ Params: Params; Querystring: Record<string, string> }>(
    '/plans/:id/differences',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const answers = asAnswers(request.query)
      const page = await inActorScope(request, async (db) => {
        const view = await readPlanInView(db, actor, id)
        const { revision } = view.plan
        // Without a choice: what the last change was.
        const from = answers.from === undefined ? Math.max(1, revision - 1) : parseId(answers.from)
        const to = answers.to === undefined ? revision : parseId(answers.to)
        const earlier = await readPlanVersion(db, id, Math.min(from, to))
        return differencesPage(view, earlier, await readPlanVersion(db, id, Math.max(from, to)))
      })
      return reply.page(page)
    },
  )
}

/** An address may name a thing twice; then it names nothing. */
function asAnswers(query: Record<string, unknown>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
