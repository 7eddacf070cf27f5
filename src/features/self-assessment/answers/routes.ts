import { formatDateTime } from '../../../design/components/index.ts'
import type { Db } from '../../../platform/database/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { readAssessment } from '../assessment.ts'
import { canAnswer } from '../policy.ts'
import { statementsOf } from '../questionnaires/definition.ts'
import { themeHref } from '../words.ts'
import { readTheme, requireOpen, saveAnswer } from './actions.ts'
import { parseAnswers } from './forms.ts'
import { listChanges } from './store.ts'
import { changesPage, type Held, themePage } from './views.ts'

interface Params {
  assessmentId: string
  theme: string
  statement: string
}
const KEY = /^[a-z][a-z0-9-]{0,60}$/
const PAGE = 50

export function answerRoutes(app: App): void {
  const address = '/self-assessments/:assessmentId/themes/:theme'

  app.get<{ Params: Params }>(address, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.assessmentId)
    const view = await inActorScope(request, (db) => readTheme(db, actor, id, keyOf(request.params.theme)))
    return reply.page(themePage({ view }))
  })

  app.post<{ Params: Params; Body: { then?: string } }>(address, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.assessmentId)
    const theme = keyOf(request.params.theme)
    const wrong = await inActorScope(request, async (db) => {
      const view = await readTheme(db, actor, id, theme)
      const held = await saveTheme(db, view, request.body)
      // Read again: what the others wrote meanwhile is shown beside what is held back.
      return held.size > 0
        ? themePage({ view: await readTheme(db, actor, id, theme), held })
        : { next: nextAfter(view, request.body?.then) }
    })
    return 'next' in wrong ? reply.redirect(wrong.next, 303) : reply.page(wrong)
  })

  // For the script on the page: one statement at a time, as one goes. Says in words what became of it.
  app.post<{ Params: Params }>(
    '/self-assessments/:assessmentId/statements/:statement/answer',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.assessmentId)
      const key = keyOf(request.params.statement)
      const answer = await inActorScope(request, (db) => saveOne(db, actor, id, key, request.body))
      return reply.code(answer.status).send(answer.body)
    },
  )

  app.get<{ Params: Params; Querystring: { statement?: string; before?: string } }>(
    '/self-assessments/:assessmentId/changes',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.assessmentId)
      const { statement: key, before } = request.query
      const page = await inActorScope(request, async (db) => {
        const view = await readAssessment(db, actor, id)
        if (!canAnswer(actor)) throw notFound()
        const found = statementsOf(view.questionnaire).find(({ statement }) => statement.key === key)
        if (key !== undefined && !found) throw notFound()
        const changes = await listChanges(db, id, {
          statementKey: found?.statement.key,
          before: before === undefined ? undefined : parseId(before),
          limit: PAGE + 1,
        })
        return changesPage(view, changes, { statement: found?.statement, pageSize: PAGE })
      })
      return reply.page(page)
    },
  )
}

type ThemeView = Awaited<ReturnType<typeof readTheme>>

/** Saves every statement that can be saved; the others come back with the reason. */
async function saveTheme(db: Db, view: ThemeView, body: unknown): Promise<Map<string, Held>> {
  await requireOpen(db, view)
  const { parsed } = parseAnswers(view.questionnaire, view.theme.statements, body)
  const held = new Map<string, Held>()
  for (const each of parsed) {
    const { key } = each.statement
    if (each.errors.length > 0) {
      held.set(key, each)
      continue
    }
    const saved = await saveAnswer(db, view, each.statement, each.typed)
    if (saved.kind === 'clash') held.set(key, { ...each, clash: saved.theirs })
    if (saved.kind === 'warned') held.set(key, { ...each, warnings: saved.warnings })
  }
  return held
}

async function saveOne(db: Db, actor: Actor, id: number, key: string, body: unknown) {
  const view = await readAssessment(db, actor, id)
  const found = statementsOf(view.questionnaire).find(({ statement }) => statement.key === key)
  if (!found) throw notFound()
  await requireOpen(db, view)
  const [typed] = parseAnswers(view.questionnaire, [found.statement], body).parsed
  if (!typed) return { status: 422, body: { state: 'invalid', message: 'Not saved: open the page again' } }
  if (typed.errors[0]) return { status: 422, body: { state: 'invalid', message: typed.errors[0].message } }
  const saved = await saveAnswer(db, view, found.statement, typed.typed)
  switch (saved.kind) {
    case 'clash':
      return {
        status: 409,
        body: {
          state: 'clash',
          message: `${saved.theirs.changedByName} saved this statement at ${formatDateTime(saved.theirs.changedAt)}. Press “Save” below to see both answers. Yours is kept.`,
        },
      }
    case 'warned':
      return {
        status: 422,
        body: {
          state: 'warned',
          message: `Not saved yet: this may point to a pupil (${saved.warnings.map(({ excerpt }) => excerpt).join(', ')}). Change it, or say that you have checked.`,
        },
      }
    default:
      return { status: 200, body: { state: saved.kind, revision: saved.revision, message: 'Saved.' } }
  }
}

function nextAfter({ assessment, questionnaire, theme, place }: ThemeView, then: string | undefined): string {
  const overview = `/partnerships/${place.partnership.id}/self-assessment`
  if (then === 'overview') return overview
  const next = questionnaire.themes[questionnaire.themes.indexOf(theme) + 1]
  return next ? themeHref(assessment.id, next.key) : `/self-assessments/${assessment.id}/check`
}

function keyOf(value: string): string {
  if (!KEY.test(value)) throw notFound()
  return value
}
