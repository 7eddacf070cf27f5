import { randomUUID } from 'node:crypto'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fixedFiles from '@fastify/static'
import underPressure from '@fastify/under-pressure'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/index.ts'
import { Refusal, type RefusalReason, tooLarge, unreadable } from '../refusal.ts'
import { refuseCrossSite } from './cross-site.ts'
import { metricsOf } from './metrics.ts'

export type App = FastifyInstance

/** A page as a view hands it over. The platform knows only that it has a status; the layout belongs to `design`. */
export interface AnyPage {
  readonly title: string
  readonly status?: number
}

export interface ServerOptions {
  readonly database: Database
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  /** Signs cookies. At least 32 characters. */
  readonly secret: string
  /** True behind TLS: cookies become `Secure`, and browsers are told to stay on HTTPS. */
  readonly https: boolean
  readonly assetFolders: readonly { readonly prefix: string; readonly folder: string }[]
  /** Turns a page into the whole document for this request's person. */
  readonly renderPage: (request: FastifyRequest, page: AnyPage) => string
  readonly refusalPage: (request: FastifyRequest, reason: RefusalReason, message: string) => AnyPage
  readonly problemPage: (request: FastifyRequest, reference: string) => AnyPage
  /** Sheds load when the event loop is this late (milliseconds). 0 turns it off. */
  readonly maxEventLoopDelay?: number
  /** Told of every route as it is mounted, so that a test can hold them all to the table of who may see what. */
  readonly onRoute?: (route: { readonly method: string | string[]; readonly url: string }) => void
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers to everyone, signed in or not. */
    readonly open?: boolean
    /** Nobody is asked who they are, and no line is written of the request: not even when it was. */
    readonly anonymous?: boolean
    /** Is answered under load too: it costs next to nothing, or says itself when there is too much. */
    readonly neverShed?: boolean
  }
  interface FastifyInstance {
    readonly database: Database
    readonly clock: Clock
    readonly secureCookies: boolean
  }
  interface FastifyReply {
    /** Sends a page as a whole document. */
    page(page: AnyPage): FastifyReply
  }
}

const STATUS: Record<RefusalReason, number> = {
  'signed-out': 401,
  'not-found': 404,
  forbidden: 403,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unreadable: 400,
}

/** The largest form without a file. Files have limits of their own where they are read. */
const BODY_LIMIT = 1_048_576

/** A server with everything but features: security headers, forms, files, refusals, logs, metrics, health. */
export async function buildServer(options: ServerOptions): Promise<App> {
  const app: FastifyInstance = Fastify({
    loggerInstance: options.logger,
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    // One line a request is ours to write, when it is answered.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request' }),
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    return503OnClosing: true,
    // An address that cannot be read comes before all hooks, so it has its headers from here.
    frameworkErrors: (error, request: FastifyRequest, reply: FastifyReply) => {
      const message = 'The service could not read this address. Check it, or start again from the home page.'
      reply
        .code(error.statusCode ?? STATUS.unreadable)
        .headers({ 'cache-control': 'no-store', 'content-security-policy': "default-src 'self'" })
        .type('text/html; charset=utf-8')
        .send(options.renderPage(request, options.refusalPage(request, 'unreadable', message)))
    },
    // A connection that sends nothing must not hold a graceful stop for ever.
    forceCloseConnections: 'idle',
  })

  if (options.onRoute) app.addHook('onRoute', options.onRoute)
  app.decorate('database', options.database)
  app.decorate('clock', options.clock)
  app.decorate('secureCookies', options.https)
  app.decorateReply('page', function send(this: FastifyReply, page: AnyPage) {
    return this.code(page.status ?? 200)
      .type('text/html; charset=utf-8')
      .send(options.renderPage(this.request, page))
  })

  const metrics = metricsOf(app)

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(options.https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    hsts: options.https,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  })
  await app.register(cookie, { secret: options.secret })
  await app.register(formbody, { bodyLimit: BODY_LIMIT })
  await app.register(multipart, {
    limits: { fields: 50, fieldSize: 100_000, files: 1, fileSize: 10_485_760, parts: 60 },
  })
  await app.register(rateLimit, { global: false })
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    // Without the other two each page would have four megabytes prepared for its window: three times the work, the same size.
    brotliOptions: {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 4,
        [constants.BROTLI_PARAM_LGWIN]: 18,
        [constants.BROTLI_PARAM_SIZE_HINT]: 65_536,
      },
    },
  })
  if (options.maxEventLoopDelay) {
    await app.register(underPressure, {
      maxEventLoopDelay: options.maxEventLoopDelay,
      retryAfter: 5,
      pressureHandler: (request, reply) => {
        if (request.routeOptions.config.neverShed) return
        reply.code(503).header('retry-after', '5').type('text/plain; charset=utf-8')
        reply.send('The service is very busy. Try again in a few seconds. Nothing you sent was saved.')
      },
    })
  }

  for (const [index, { prefix, folder }] of options.assetFolders.entries()) {
    await app.register(fixedFiles, {
      root: folder,
      prefix,
      decorateReply: index === 0,
      index: false,
      // Addresses of assets carry a hash of their content.
      maxAge: '365d',
      immutable: true,
    })
  }

  app.addHook('onRequest', async (request, reply) => {
    refuseCrossSite(request)
    // Pages hold what one person may see: no shared cache keeps them, and the back button asks again.
    if (!request.url.startsWith('/assets/')) reply.header('cache-control', 'no-store')
  })

  // A client keeps its connection for the next request: one that was under way when the stop began is told that there is
  // none, or the stop would wait for it until it gave up.
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime)
    // The pattern of the route, never the address: addresses can hold what someone searched for.
    const isQuiet = request.routeOptions.config.anonymous || /^\/(health|assets)\//.test(route)
    if (!isQuiet) {
      request.log.info(
        {
          method: request.method,
          route,
          status: reply.statusCode,
          milliseconds: Math.round(reply.elapsedTime),
        },
        'answered',
      )
    }
  })

  app.setNotFoundHandler((request, reply) => {
    reply.page({ ...options.refusalPage(request, 'not-found', 'Page not found'), status: 404 })
  })

  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal) {
      const status = STATUS[refusal.reason]
      if (refusal.reason === 'signed-out' && request.method === 'GET') {
        return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303)
      }
      return reply.page({ ...options.refusalPage(request, refusal.reason, refusal.message), status })
    }
    request.log.error({ err: error, route: request.routeOptions.url }, 'problem')
    return reply.page({ ...options.problemPage(request, request.id), status: 500 })
  })

  app.get('/health/live', { config: { open: true, neverShed: true } }, async () => ({ status: 'alive' }))
  app.get('/health/ready', { config: { open: true, neverShed: true } }, async (_request, reply) => {
    try {
      await options.database.inScope({}, async () => undefined)
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'the database does not answer' })
    }
  })

  return app
}

/** Faults of the frame that are really a person's or a client's doing get a plain page, not a problem page. */
function refusalOf(error: Error & { statusCode?: number; code?: string }): Refusal | undefined {
  if (error instanceof Refusal) return error
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
      return tooLarge('What you sent is too large. Nothing was saved.')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return unreadable('The service could not read what was sent. Nothing was saved.')
  }
  // PostgreSQL refuses a character or a number that no column can hold: bad input that passed every form.
  if (error.code === '22021' || error.code === '22003' || error.code === '22P05') {
    return unreadable('What you sent holds characters or numbers that cannot be stored. Nothing was saved.')
  }
  const status = error.statusCode ?? 500
  if (status === 413) return tooLarge('What you sent is too large. Nothing was saved.')
  if (status === 429) return new Refusal('too-many', error.message)
  if (status >= 400 && status < 500)
    return unreadable('The service could not read what was sent. Nothing was saved.')
  return undefined
}
