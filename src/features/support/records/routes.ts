import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../../../platform/database/index.ts'
import { type FormError, formKey, optionalText, parseForm, text } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict } from '../../../platform/refusal.ts'
import { pupilWarnings } from '../../action-plans/index.ts'
import { type Actor, actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { recordHref, supportDayHref } from '../words.ts'
import { addView, type RecordInView, readRecordInView, signRecord, takeUp } from './actions.ts'
import { aheadRoutes, readAhead } from './ahead/routes.ts'
import { FIELDS, isSigned, type RecordWords } from './domain.ts'
import { type RecordFormData, recordFormPage } from './form-views.ts'
import { noteRoutes } from './note-routes.ts'
import { visitRecordPage } from './views.ts'
import { mustWrite, saveWords } from './writing.ts'

interface Params {
  id: string
}

const number = z.coerce.number().int().min(0).max(2_147_483_647).catch(0)
const words = {
  saw: optionalText({ max: 4000, name: 'What we saw' }),
  working: optionalText({ max: 4000, name: 'What is working' }),
  obstacles: optionalText({ max: 4000, name: 'Obstacles' }),
}
const recordSchema = z.object({ key: formKey, seen: number, ...words })
const signatureSchema = z.object({ revision: number })
const viewSchema = z.object({
  key: formKey,
  view: text({ max: 4000, missing: 'Enter your school’s view', name: 'The view' }),
})

export function recordRoutes(app: App, calendar: Calendar): void {
  const url = '/support-days/:id/visit-record'
  const today = () => app.clock.today()
  const viewOf = (db: Db, actor: Actor, id: number) => readRecordInView(db, actor, id, today())

  app.get<{ Params: Params }>(url, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) =>
      visitRecordPage({ view: await viewOf(db, actor, id), calendar, key: randomUUID() }),
    )
    return reply.page(page)
  })

  app.get<{ Params: Params }>(`${url}/edit`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      // Kept on the device and opened too early: back to what is to be read before the day.
      if (await readAhead(db, actor, id, today())) return undefined
      const view = await viewOf(db, actor, id)
      mustWrite(view)
      mustBeOpen(view)
      return recordFormPage({ view, keys: [randomUUID(), randomUUID()], now: app.clock.now() })
    })
    return page ? reply.page(page) : reply.redirect(`${supportDayHref(id)}/pack`, 303)
  })

  app.post<{ Params: Params }>(url, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(recordSchema, request.body)
    const page = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      mustWrite(view)
      const again = (errors: readonly FormError[], now?: RecordInView) => {
        const seen = now ? { seen: String(now.record?.revision ?? 0) } : {}
        const typed = { form: 'words', answers: { ...form.answers, ...seen } } as const
        const keys: RecordFormData['keys'] = [randomUUID(), randomUUID()]
        return recordFormPage({ view: now ?? view, keys, typed, errors, now: app.clock.now() })
      }
      if (!form.ok) return again(form.errors)
      const { key, seen, ...typed } = form.value
      if (view.agreed.length === 0 && FIELDS.every((field) => typed[field] === '')) {
        return again([{ field: 'saw', message: 'Write something down before you save' }])
      }
      const warned = pupilWarnings(form.answers, FIELDS, {
        colleagues: await listColleagues(db, view.partnership),
        kept: view.record ? wordsIn(view.record) : {},
      })
      if (warned.length > 0) return again(warned)
      if (!(await saveWords(db, view, { key, seen, words: typed }, calendar))) return undefined
      // What somebody else wrote stands below the form; saving again puts these words in its place.
      const message =
        'Somebody else saved this record while you were writing. Theirs is below; put together what should stand.'
      return again([{ field: 'saw', message }], await viewOf(db, actor, id))
    })
    return page ? reply.page(page) : reply.redirect(recordHref(id), 303)
  })

  app.post<{ Params: Params }>(`${url}/signatures`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(signatureSchema, request.body)
    await inActorScope(request, async (db) =>
      signRecord(db, await viewOf(db, actor, id), form.ok ? form.value.revision : 0),
    )
    return reply.redirect(recordHref(id), 303)
  })

  app.post<{ Params: Params }>(`${url}/plan-actions`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    await inActorScope(request, async (db) => takeUp(db, await viewOf(db, actor, id)))
    return reply.redirect(recordHref(id), 303)
  })

  app.post<{ Params: Params }>(`${url}/views`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(viewSchema, request.body)
    const page = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      mustWrite(view)
      const { answers } = form
      const errors = form.ok
        ? pupilWarnings(answers, ['view'], { colleagues: await listColleagues(db, view.partnership) })
        : form.errors
      if (!form.ok || errors.length > 0) {
        return visitRecordPage({ view, calendar, key: answers.key || randomUUID(), answers, errors })
      }
      await addView(db, view, { key: form.value.key, text: form.value.view })
      return undefined
    })
    return page ? reply.page(page) : reply.redirect(recordHref(id), 303)
  })

  noteRoutes(app, calendar)
  aheadRoutes(app)
}

const wordsIn = ({ saw, working, obstacles }: RecordWords) => ({ saw, working, obstacles })

function mustBeOpen({ record, signatures }: RecordInView): void {
  if (record && isSigned(record, signatures)) {
    throw conflict('Both schools have signed this record, so it does not change. You can add your own view.')
  }
}
