import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Db } from '../../../platform/database/index.ts'
import { type App, parseUuid } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { createCohort } from '../actions.ts'
import { academicTermsFrom } from '../calendar/domain.ts'
import { loadCalendar } from '../calendar/file.ts'
import type { Programme } from '../domain.ts'
import { canManageCohorts } from '../policy.ts'
import { readProgramme } from '../store.ts'
import { parseCohortForm } from './forms.ts'
import { findCohort, findCohortByFormKey, listCohorts } from './store.ts'
import { cohortsPage, newCohortPage } from './views.ts'

type ByProgramme = { Params: { programmeKey: string } }

export function cohortRoutes(app: App): void {
  app.get<ByProgramme>('/programmes/:programmeKey/cohorts', async (request, reply) => {
    const page = await inActorScope(request, async (db) => {
      const programme = await readManaged(db, request)
      return cohortsPage(programme, await listCohorts(db, programme.id))
    })
    return reply.page(page)
  })

  app.get<ByProgramme>('/programmes/:programmeKey/cohorts/new', async (request, reply) => {
    const programme = await inActorScope(request, (db) => readManaged(db, request))
    return reply.page(newCohortPage({ programme, formKey: randomUUID(), terms: await termsAhead(request) }))
  })

  app.post<ByProgramme>('/programmes/:programmeKey/cohorts', async (request, reply) => {
    const actor = actorOf(request)
    const form = parseCohortForm(request.body, request.server.clock.today())
    const terms = await termsAhead(request)
    const refused = await inActorScope(request, async (db) => {
      const programme = await readManaged(db, request)
      const again = { programme, terms, formKey: keptKey(form.answers.key), answers: form.answers }
      if (!form.ok) return newCohortPage({ ...again, errors: form.errors })
      const wanted = { ...form.value, programmeId: programme.id }
      const namesake =
        (await findCohort(db, programme.id, wanted.key)) ?? (await findCohort(db, programme.id, wanted.name))
      if (namesake && !(await findCohortByFormKey(db, wanted.formKey))) {
        const message = `There is already a cohort called ${namesake.name}`
        return newCohortPage({ ...again, errors: [{ field: 'name', message }] })
      }
      await createCohort(db, actor, wanted)
      return undefined
    })
    return refused
      ? reply.page(refused)
      : reply.redirect(`/programmes/${request.params.programmeKey}/cohorts`, 303)
  })
}

/** To anyone but its own team, a programme's cohorts page does not exist. */
async function readManaged(db: Db, request: FastifyRequest<ByProgramme>): Promise<Programme> {
  const programme = await readProgramme(db, request.params.programmeKey)
  if (!canManageCohorts(actorOf(request), programme.id)) throw notFound()
  return programme
}

async function termsAhead(request: FastifyRequest) {
  return academicTermsFrom(request.server.clock.today(), await loadCalendar())
    .take(6)
    .toArray()
}

/** The form's own key, so that sending the mended form is still one form; a broken one is replaced. */
function keptKey(key: string | undefined): string {
  try {
    return parseUuid(key ?? '')
  } catch {
    return randomUUID()
  }
}
