import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../../../platform/database/index.ts'
import { docx, docxType } from '../../../platform/documents/index.ts'
import { choice, formKey, parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict, notFound } from '../../../platform/refusal.ts'
import { csvType, writeCsv } from '../../../platform/spreadsheets/index.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { type AssessmentInView, readAssessment } from '../assessment.ts'
import { canAnswer } from '../policy.ts'
import { shareWithHub, stopSharing } from '../sharing/actions.ts'
import { profileDocument, profileRows } from './files.ts'
import { profilePage } from './views.ts'

interface Params {
  assessmentId: string
}

const shareForm = z.object({
  key: formKey,
  notes: choice(['with', 'without'], 'Choose what your hub sees'),
})

/** The result of a submitted self-assessment, and with whom it is shared. */
export function profileRoutes(app: App): void {
  const address = '/self-assessments/:assessmentId'

  app.get<{ Params: Params; Querystring: { submitted?: string } }>(address, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.assessmentId)
    const view = await inActorScope(request, (db) => readAssessment(db, actor, id))
    if (view.assessment.submittedAt === null) {
      return reply.redirect(`/partnerships/${view.assessment.partnershipId}/self-assessment`, 303)
    }
    const submitted = request.query.submitted === 'now' && canAnswer(actor)
    return reply.page(profilePage(view, { key: randomUUID(), submitted }))
  })

  app.get<{ Params: Params }>(`${address}/profile.docx`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.assessmentId)
    const view = await inActorScope(request, (db) => readSubmitted(db, actor, id))
    return reply
      .type(docxType)
      .header('content-disposition', `attachment; filename="self-assessment-${id}.docx"`)
      .send(await docx(profileDocument(view)))
  })

  app.get<{ Params: Params }>(`${address}/profile.csv`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.assessmentId)
    const view = await inActorScope(request, (db) => readSubmitted(db, actor, id))
    return reply
      .type(csvType)
      .header('content-disposition', `attachment; filename="self-assessment-${id}.csv"`)
      .send(writeCsv(profileRows(view)))
  })

  app.post<{ Params: Params }>(`${address}/shares`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.assessmentId)
    const wrong = await inActorScope(request, async (db) => {
      const view = await readOwn(db, actor, id)
      const form = parseForm(shareForm, request.body)
      if (!form.ok) return profilePage(view, { key: randomUUID(), errors: form.errors })
      await shareWithHub(db, actor, view, { key: form.value.key, withNotes: form.value.notes === 'with' })
      return undefined
    })
    return wrong ? reply.page(wrong) : reply.redirect(`/self-assessments/${id}#sharing`, 303)
  })

  app.post<{ Params: Params }>(`${address}/shares/withdrawal`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.assessmentId)
    await inActorScope(request, async (db) => stopSharing(db, actor, await readOwn(db, actor, id)))
    return reply.redirect(`/self-assessments/${id}#sharing`, 303)
  })
}

async function readSubmitted(db: Db, actor: Actor, id: number): Promise<AssessmentInView> {
  const view = await readAssessment(db, actor, id)
  if (view.assessment.submittedAt === null) throw notFound()
  return view
}

/** Whoever reads it because it is shared sees no forms, and is told so when they send one. */
async function readOwn(db: Db, actor: Actor, id: number): Promise<AssessmentInView> {
  const view = await readAssessment(db, actor, id)
  if (view.assessment.submittedAt === null && canAnswer(actor)) {
    throw conflict('This self-assessment is not submitted yet, so there is nothing to share.')
  }
  return view
}
