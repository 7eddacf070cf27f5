/** One feature on a server of its own, asked by whoever the test says: no signing in. */
import type { FastifyBaseLogger } from 'fastify'
import pino from 'pino'
import { html } from '../../src/design/html.ts'
import { layout, type Page } from '../../src/design/layout.ts'
import type { Actor } from '../../src/features/people/index.ts'
import type { Clock } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/index.ts'
import { type App, buildServer } from '../../src/platform/http/index.ts'
import { validateHtml } from '../html.ts'

export interface FeatureApp {
  readonly app: App
  get(actor: Actor | undefined, url: string): Promise<{ status: number; body: string; location: string }>
  post(
    actor: Actor | undefined,
    url: string,
    form: Readonly<Record<string, string | number>>,
  ): Promise<{ status: number; body: string; location: string }>
  /** As a script on a page sends it. */
  postJson(actor: Actor, url: string, body: unknown): Promise<{ status: number; body: string }>
}

export async function featureApp(options: {
  database: Database
  clock: Clock
  mount: (app: App) => void
  /** For looking at pages in a browser: none in tests. */
  assetFolders?: readonly { prefix: string; folder: string }[]
  /** For reading what is logged. */
  logger?: FastifyBaseLogger
}): Promise<FeatureApp> {
  const app = await buildServer({
    assetFolders: [],
    logger: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    ...options,
    secret: 'a secret of at least thirty-two characters',
    https: false,
    renderPage: (_request, page) =>
      layout(page as Page, {
        serviceName: 'Alongside',
        navigation: [],
        path: '/',
        brand: 'neutral',
      }),
    refusalPage: (_request, reason, message): Page => ({ title: reason, body: html`<h1>${message}</h1>` }),
    problemPage: (_request, reference): Page => ({ title: 'Problem', body: html`<h1>${reference}</h1>` }),
  })
  const actors = new Map<string, Actor>()
  app.decorateRequest('signedIn', null)
  app.addHook('onRequest', async (request) => {
    const actor = actors.get(String(request.headers['x-actor']))
    if (!actor) return
    const { accountId, name, email } = actor
    request.signedIn = {
      tokenHash: '',
      accountId,
      name,
      email,
      actor,
      placeName: null,
      hasOtherPlaces: false,
      news: 0,
    }
  })
  options.mount(app)
  const nameOf = (actor: Actor | undefined) => {
    const key = actor ? `${actor.role} ${actor.accountId} ${actor.programmeId}` : 'nobody'
    if (actor) actors.set(key, actor)
    return { 'x-actor': key }
  }
  return {
    app,
    async get(actor, url) {
      const answer = await app.inject({ method: 'GET', url, headers: nameOf(actor) })
      return { status: answer.statusCode, body: answer.body, location: String(answer.headers.location ?? '') }
    },
    async post(actor, url, form) {
      const answer = await app.inject({
        method: 'POST',
        url,
        headers: { ...nameOf(actor), 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(
          Object.entries(form).map(([key, value]) => [key, String(value)]),
        ).toString(),
      })
      return { status: answer.statusCode, body: answer.body, location: String(answer.headers.location ?? '') }
    },
    async postJson(actor, url, body) {
      const headers = { ...nameOf(actor), 'content-type': 'application/json' }
      const answer = await app.inject({ method: 'POST', url, headers, payload: JSON.stringify(body) })
      return { status: answer.statusCode, body: answer.body }
    },
  }
}

/** What is wrong with a page's own markup; the document around it is looked at where the whole service is. */
export async function faultsIn(body: string): Promise<string[]> {
  const own = body.replace(/<link rel="stylesheet"[^>]*>|<script[^>]*><\/script>/g, '')
  return (await validateHtml(own)).filter((fault) => !fault.includes('govuk-error-summary__title'))
}
