import type { Page } from '../../../../design/layout.ts'
import { docx, docxType } from '../../../../platform/documents/index.ts'
import { type App, parseId } from '../../../../platform/http/index.ts'
import { notFound } from '../../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../../people/index.ts'
import { readOwnWave, type WaveInView } from '../wave.ts'
import { noticeOf } from './text.ts'
import { noticePage, reminderPage } from './views.ts'

/** Words for parents before, and for teachers during. */
export function noticeRoutes(app: App): void {
  const pages: readonly [string, (view: WaveInView, now: Temporal.Instant) => Page][] = [
    ['/surveys/:id/notice', noticePage],
    ['/surveys/:id/reminder', reminderPage],
  ]
  for (const [url, pageOf] of pages) {
    app.get<{ Params: { id: string } }>(url, async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const now = app.clock.now()
      const view = await inActorScope(request, (db) => readOwnWave(db, actor, id, now))
      if (pageOf === noticePage) needPupils(view)
      return reply.page(pageOf(view, now))
    })
  }

  app.get<{ Params: { id: string } }>('/surveys/:id/notice.docx', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const now = app.clock.now()
    const view = await inActorScope(request, (db) => readOwnWave(db, actor, id, now))
    needPupils(view)
    return reply
      .type(docxType)
      .header('content-disposition', 'attachment; filename="survey-notice-to-parents.docx"')
      .send(await docx(noticeOf(view, now)))
  })
}

/** Parents are told of what their children are asked, and of nothing else. */
function needPupils({ wave }: WaveInView): void {
  if (wave.pupilsVersionId === null) throw notFound()
}
