import { type App, parseId } from '../../platform/http/index.ts'
import { actorOf, inActorScope } from '../people/index.ts'
import { STATUS_NAMES } from './domain.ts'
import { searchForm } from './forms.ts'
import { canKeepRegister } from './policy.ts'
import { type RegisterOptions, registerRoutes } from './register/routes.ts'
import { councilsPage, schoolPage, searchPage, trustPage } from './school-views.ts'
import { type FoundSchool, searchSchools } from './search-store.ts'
import {
  listCouncils,
  listLinkedSchools,
  listSchoolsOfTrust,
  readRegisterSummary,
  readSchool,
  readTrust,
} from './store.ts'

const OFFERED = 8
const LISTED = 30

/** Finding schools is for everyone who is signed in: what the register says is public. */
export function routes(app: App, options: RegisterOptions = {}): void {
  app.get('/schools', async (request, reply) => {
    const actor = actorOf(request)
    const { q, closed } = searchForm.parse(request.query)
    const query = q.trim()
    const openOnly = closed === undefined
    const page = await inActorScope(request, async (db) =>
      searchPage({
        query,
        openOnly,
        found: query === '' ? null : await searchSchools(db, query, { limit: LISTED, openOnly }),
        register: await readRegisterSummary(db),
        keepsRegister: canKeepRegister(actor),
      }),
    )
    return reply.page(page)
  })

  app.get('/schools.json', async (request, reply) => {
    actorOf(request)
    const { q } = searchForm.parse(request.query)
    const found = await inActorScope(request, (db) =>
      searchSchools(db, q, { limit: OFFERED, openOnly: true }),
    )
    return reply.send(found.map(offered))
  })

  app.get<{ Params: { urn: string } }>('/schools/:urn', async (request, reply) => {
    actorOf(request)
    const urn = parseId(request.params.urn)
    const page = await inActorScope(request, async (db) =>
      schoolPage({ school: await readSchool(db, urn), links: await listLinkedSchools(db, urn) }),
    )
    return reply.page(page)
  })

  app.get<{ Params: { uid: string } }>('/trusts/:uid', async (request, reply) => {
    actorOf(request)
    const uid = parseId(request.params.uid)
    const page = await inActorScope(request, async (db) =>
      trustPage(await readTrust(db, uid), await listSchoolsOfTrust(db, uid)),
    )
    return reply.page(page)
  })

  app.get('/councils', async (request, reply) => {
    actorOf(request)
    return reply.page(councilsPage(await inActorScope(request, listCouncils)))
  })

  registerRoutes(app, options)
}

/** A school as the picker offers it. */
function offered(school: FoundSchool) {
  const { urn, name, town, postcode, status, phase, invented } = school
  const facts = [
    phase === 'Not applicable' ? null : phase,
    [town, postcode].filter(Boolean).join(' '),
    status === 'open' ? null : STATUS_NAMES[status].toLowerCase(),
    invented ? 'invented' : null,
  ]
  return { urn, name, town, postcode, status, facts: facts.filter(Boolean).join(', ') }
}
