/**
 * Where a class answers. These routes know nobody: no session is read, no cookie is set, and no line is written down. Pages
 * that are the same for everyone are rendered once.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../../../platform/clock.ts'
import type { App } from '../../../platform/http/index.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { codeFrom } from '../codes/code.ts'
import { type CodeFinder, codeFinder } from '../codes/finder.ts'
import type { FoundCode } from '../codes/store.ts'
import type { SurveyDefinition } from '../definition.ts'
import { LANGUAGES, translate } from '../languages/index.ts'
import { doubtAbout } from '../remarks/asking.ts'
import { mayTellOfHarm } from '../remarks/screening.ts'
import { stateOf } from '../waves/domain.ts'
import { type Collector, collector } from './collector.ts'
import { type AnsweringPage, documentOf, voiceOf } from './document.ts'
import { type FixedPage, fixedPage } from './fixed-page.ts'
import { ENGLISH, type Manner, mannerFrom, NEXT_PERSON, parseAnswers, queryOf } from './forms.ts'
import { fixedHeaders } from './headers.ts'
import { KEY_PLACE, questionsPage } from './questions.ts'
import { receiver } from './receiver.ts'
import { askedPage, carePage } from './remark-views.ts'
import { isForm, sendFixed, sendPage } from './sending.ts'
import { versionsInMemory } from './versions.ts'
import * as views from './views.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Resolves once every answer that was taken is stored and counted, which follows some seconds later by itself. */
    answersCounted(): Promise<void>
  }
}

const WORKER = join(import.meta.dirname, '../../../assets/js/kept-page-worker.js')
/** No form of answers is longer. */
const BODY_LIMIT = 16_384
const MOST_PAGES = 2_000
/** How long a shared device thanks before it starts again for the next person. */
const KIOSK_SECONDS = 8
/** Where the thanks say whom to tell. */
const CARE_SECONDS = 40

/**
 * Nobody is asked who they are, and nothing is written down of the request. A whole year group opens its page in the same
 * seconds: the collector says when it is too much, and the page in the browser keeps what was not taken.
 */
const ANONYMOUS = {
  config: { open: true, anonymous: true, neverShed: true },
  compress: false,
  helmet: false,
} as const

export interface AnsweringOptions {
  readonly secret: string
  readonly clock: Clock
  /** How long a wrong code waits once there have been too many, in milliseconds; for tests. */
  readonly wait?: number
  /** How many processes share the load, and so the budget of wrong codes. Default: 1. */
  readonly processes?: number
}

const LANGUAGE_CODES = LANGUAGES.map(({ code }) => code)

/** A browser's own script, which is told in one word what the page says in many. */
const isScript = ({ headers }: FastifyRequest): boolean => headers.accept === 'application/json'
const STATUS = { stored: 200, known: 200, closed: 409, unknown: 503 } as const

interface Coded {
  readonly Params: { readonly code: string }
  readonly Querystring: unknown
}

export function answeringRoutes(app: App, options: AnsweringOptions): void {
  const { clock } = options
  const finder: CodeFinder = codeFinder(app.database, options)
  const versions = versionsInMemory(app.database)
  const collected: Collector = collector({
    database: app.database,
    clock,
    onError: (error) => app.log.error({ err: error }, 'answers were not stored'),
  })
  const receive = receiver({ ...options, database: app.database, collected })
  const pages = new Map<string, FixedPage>()
  app.decorate('answersCounted', () => collected.settle())
  app.addHook('onClose', () => collected.settle())

  /** A page that is the same for everyone, rendered when it is first asked for. */
  async function fixed(
    name: string,
    manner: Manner,
    page: () => AnsweringPage | Promise<AnsweringPage>,
    place?: string,
  ): Promise<FixedPage> {
    const address = `${name}${queryOf(manner)}`
    const known = pages.get(address)
    if (known) return known
    const made = fixedPage(documentOf(voiceOf(manner), await page()), place)
    if (pages.size >= MOST_PAGES) pages.clear()
    pages.set(address, made)
    return made
  }

  /** The code of an address, or the page that says that there is none. */
  async function found(request: FastifyRequest<Coded>, reply: FastifyReply): Promise<FoundCode | undefined> {
    const finding = await finder.find(request.params.code)
    if (finding.found) return finding.found
    if (isScript(request)) reply.code(404).send({ outcome: 'broken' })
    else sendPage(reply, ENGLISH, noSuchCode(request.params.code, finding.slowed))
    return undefined
  }

  /** Only while the wave is open; else its page says so. */
  function isOpen(reply: FastifyReply, code: FoundCode, manner: Manner): boolean {
    const state = code.stoppedAt === null ? stateOf(code, clock.now()) : 'closed'
    if (state === 'open') return true
    const page = state === 'not open yet' ? views.notYetPage : views.closedPage
    sendPage(reply, manner, page(voiceOf(manner)))
    return false
  }

  const headers = fixedHeaders(app.secureCookies)
  app.register(async (survey) => {
    survey.addHook('onRequest', async (_request, reply) => {
      reply.headers(headers)
    })
    survey.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const status =
        error instanceof Refusal ? 400 : (error.statusCode ?? 500) < 500 ? (error.statusCode ?? 500) : 503
      // What was sent and where is not said.
      if (status >= 500) request.log.error({ err: new Error(error.message) }, 'problem while answering')
      // A script sends again what may have been the service's own fault.
      if (isScript(request)) return reply.code(status).send({ outcome: status < 500 ? 'broken' : 'unknown' })
      const manner = mannerFrom(request.query, ['en'])
      return sendPage(reply, manner, views.brokenPage(voiceOf(manner), status))
    })

    survey.get<{ Querystring: { code?: unknown } }>('/survey', ANONYMOUS, async (request, reply) => {
      const { code } = request.query
      if (code === undefined) return sendPage(reply, ENGLISH, views.codePage())
      const typed = typeof code === 'string' ? code.slice(0, 20) : ''
      const finding = await finder.find(typed)
      if (finding.found) return reply.redirect(`/survey/${finding.found.code}/`, 303)
      return sendPage(reply, ENGLISH, noSuchCode(typed, finding.slowed))
    })

    survey.get(views.HELP_WITHOUT_CODE, ANONYMOUS, async (_request, reply) =>
      sendPage(reply, ENGLISH, views.helpPage(voiceOf(ENGLISH), '/survey')),
    )

    survey.get('/survey/worker.js', ANONYMOUS, async (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').send(await readFile(WORKER, 'utf8')),
    )

    survey.get<Coded>('/survey/:code', ANONYMOUS, async (request, reply) => {
      const code = await found(request, reply)
      if (!code) return reply
      const manner = mannerFrom(request.query, code.languages)
      // Addresses on the pages are relative to the code, which has one way of being written.
      if (!request.url.startsWith(`/survey/${code.code}/`)) {
        return reply.redirect(`/survey/${code.code}/${queryOf(manner)}`, 303)
      }
      if (!isOpen(reply, code, manner)) return reply
      const { definition } = await versions.read(code.versionId)
      const page = await fixed(
        `start ${code.versionId} ${code.languages.join()} ${code.easyRead}`,
        manner,
        () => views.startPage(voiceOf(manner), code, aboutOf(definition, manner)),
      )
      return sendFixed(request, reply, page, '')
    })

    survey.get<Coded>('/survey/:code/questions', ANONYMOUS, async (request, reply) => {
      const code = await found(request, reply)
      if (!code) return reply
      const manner = mannerFrom(request.query, code.languages)
      if (!isOpen(reply, code, manner)) return reply
      const page = await fixed(
        `questions ${code.versionId} ${code.layout} ${code.asksRemark}`,
        manner,
        async () => questionsPage(voiceOf(manner), (await versions.read(code.versionId)).definition, code),
        KEY_PLACE,
      )
      return sendFixed(request, reply, page, crypto.randomUUID())
    })

    // Where a form was sent to, asked for as a page: by a reload in the address bar.
    survey.get<Coded>('/survey/:code/answers', ANONYMOUS, async (request, reply) =>
      (await found(request, reply)) ? reply.redirect('questions', 303) : reply,
    )

    survey.post<Coded & { Body: unknown }>(
      '/survey/:code/answers',
      { ...ANONYMOUS, bodyLimit: BODY_LIMIT },
      async (request, reply) => {
        const code = await found(request, reply)
        if (!code) return reply
        const manner = mannerFrom(request.body, code.languages)
        const { shape } = await versions.read(code.versionId)
        const sent = parseAnswers(isForm(request) ? request.body : undefined, shape, code.asksRemark)
        const byScript = isScript(request)
        if (!sent.ok) {
          if (byScript) return reply.code(422).send({ outcome: sent.fault })
          const voice = voiceOf(manner)
          const page = sent.fault === 'empty' ? views.emptyPage(voice, shape.length) : views.brokenPage(voice)
          return sendPage(reply, manner, page)
        }
        const { text, namesNoOne } = sent.remark
        const doubt = doubtAbout(text, namesNoOne)
        if (doubt) {
          if (byScript) return reply.code(422).send({ outcome: 'asked', words: doubt })
          return sendPage(reply, manner, askedPage(voiceOf(manner), doubt, text, fieldsOf(request.body)))
        }
        const outcome = await receive(code, sent).catch(() => 'unknown' as const)
        const care = mayTellOfHarm(text)
        if (byScript) return reply.code(STATUS[outcome]).send({ outcome, care })
        if (outcome === 'stored' || outcome === 'known') {
          const to = care ? 'thanks/more' : 'thanks'
          return reply.redirect(`/survey/${code.code}/${to}${queryOf(manner)}`, 303)
        }
        if (outcome === 'unknown') {
          return sendPage(reply, manner, views.notSentPage(voiceOf(manner), fieldsOf(request.body)))
        }
        // It was open when the page was asked for, or it never was.
        if (isOpen(reply, code, manner)) sendPage(reply, manner, views.closedPage(voiceOf(manner)))
        return reply
      },
    )

    const around = {
      thanks: views.thanksPage,
      // An address says nothing of what somebody wrote.
      'thanks/more': carePage,
      help: views.helpPage,
      stopped: views.stoppedPage,
    }
    for (const [name, view] of Object.entries(around)) {
      // The same for every code: whether there is such a code is not even asked.
      survey.get<Coded>(`/survey/:code/${name}`, ANONYMOUS, async (request, reply) => {
        const { code } = request.params
        if (codeFrom(code) === undefined) return sendPage(reply, ENGLISH, noSuchCode(code, false))
        const manner = mannerFrom(request.query, LANGUAGE_CODES)
        const page = await fixed(name, manner, () => view(voiceOf(manner)))
        if (manner.kiosk && name !== 'help') {
          const [seconds, to] = name === 'thanks/more' ? [CARE_SECONDS, '../'] : [KIOSK_SECONDS, './']
          reply.header('refresh', `${seconds}; url=${to}${queryOf(NEXT_PERSON)}`)
        }
        return sendFixed(request, reply, page, '')
      })
    }
  })
}

function noSuchCode(typed: string, slowed: boolean): AnsweringPage {
  return views.codePage({
    typed: typed.slice(0, 20),
    message: slowed
      ? 'Too many codes that do not exist have been tried. Check the code with your teacher, then try again.'
      : 'There is no survey with this code. Check it with your teacher.',
  })
}

const aboutOf = (definition: SurveyDefinition, manner: Manner): readonly string[] =>
  definition.about.map((line) => translate(line, manner.language).text)

/** What a form held, to be sent once more as it was. */
function fieldsOf(body: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(typeof body === 'object' && body !== null ? body : {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
}
