import type { FastifyReply } from 'fastify'
import { html } from '../../../../design/html.ts'
import type { Db } from '../../../../platform/database/index.ts'
import { type App, parseId } from '../../../../platform/http/index.ts'
import { notFound } from '../../../../platform/refusal.ts'
import type { Partnership } from '../../../partnerships/index.ts'
import { actorOf, inActorScope } from '../../../people/index.ts'
import { type AnsweringPage, type Voice, voiceOf } from '../../answering/document.ts'
import { mannerFrom, queryOf } from '../../answering/forms.ts'
import { questionsPage } from '../../answering/questions.ts'
import { sendPage } from '../../answering/sending.ts'
import { helpPage, startPage, stoppedPage, thanksPage } from '../../answering/views.ts'
import { AUDIENCES, type Audience, type SurveyDefinition } from '../../definition.ts'
import { translate } from '../../languages/index.ts'
import { readSurveyVersion } from '../../questionnaires/store.ts'
import { findSafeguardingLead } from '../../remarks/store.ts'
import { whichOf } from '../../results/parts.ts'
import type { Wave } from '../domain.ts'
import { readOwnWave, type WaveInView } from '../wave.ts'
import { nameOfWave, waveHref } from '../words.ts'

interface Params {
  id: string
  audience: string
}

/** Staff answer in English, all questions on one page. */
interface Rehearsed {
  readonly wave: Wave
  readonly partnership: Partnership
  readonly definition: SurveyDefinition
  readonly languages: readonly string[]
  readonly asksRemark: boolean
}

/**
 * The survey as it will be, for its school alone: the pages that pupils get, with a form that is thanked for and not read.
 * Nothing of it reaches the database, before the survey opens or while it is open.
 */
export function rehearsalRoutes(app: App): void {
  app.get<{ Params: Params }>('/surveys/:id/rehearsal', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const { wave } = await inActorScope(request, (db) => readOwnWave(db, actor, id, app.clock.now()))
    const audience = wave.pupilsVersionId === null ? 'staff' : 'pupils'
    return reply.redirect(`${waveHref(wave, `rehearsal/${audience}/`)}`, 303)
  })

  const page = (address: string, pageOf: (voice: Voice, rehearsed: Rehearsed) => AnsweringPage): void => {
    app.get<{ Params: Params; Querystring: unknown }>(address, async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const audience = AUDIENCES.find((each) => each === request.params.audience)
      if (!audience) throw notFound()
      const rehearsed = await inActorScope(request, async (db) => {
        return rehearsedOf(db, await readOwnWave(db, actor, id, app.clock.now()), audience)
      })
      // Addresses on these pages are relative: without the slash they would lead elsewhere.
      if (/\/(pupils|staff)(\?|$)/.test(request.url)) {
        return reply.redirect(waveHref(rehearsed.wave, `rehearsal/${audience}/`), 303)
      }
      const voice = voiceOf(mannerFrom(request.query, rehearsed.languages))
      return sendRehearsed(reply, voice, rehearsed, pageOf(voice, rehearsed))
    })
  }

  page('/surveys/:id/rehearsal/:audience', (voice, { wave, definition, languages }) =>
    startPage(
      voice,
      { languages, easyRead: wave.easyRead && definition.audience === 'pupils' },
      definition.about.map((line) => translate(line, voice.language.code).text),
    ),
  )
  page('/surveys/:id/rehearsal/:audience/questions', (voice, { wave, definition, asksRemark }) =>
    questionsPage(voice, definition, {
      layout: definition.audience === 'pupils' ? wave.layout : 'all-on-one-page',
      asksRemark,
      rehearsal: true,
    }),
  )
  app.post<{ Params: Params }>('/surveys/:id/rehearsal/:audience/answers', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const { wave } = await inActorScope(request, (db) => readOwnWave(db, actor, id, app.clock.now()))
    return reply.redirect(`thanks${queryOf(mannerFrom(request.body, wave.languages))}`, 303)
  })
  page('/surveys/:id/rehearsal/:audience/thanks', (voice) => thanksPage(voice))
  page('/surveys/:id/rehearsal/:audience/help', (voice) => helpPage(voice))
  page('/surveys/:id/rehearsal/:audience/stopped', (voice) => stoppedPage(voice))
}

async function rehearsedOf(
  db: Db,
  { wave, partnership }: WaveInView,
  audience: Audience,
): Promise<Rehearsed> {
  const versionId = audience === 'pupils' ? wave.pupilsVersionId : wave.staffVersionId
  if (versionId === null) throw notFound()
  const { definition } = await readSurveyVersion(db, versionId)
  const asksRemark = audience === 'staff' && (await findSafeguardingLead(db, wave.id)) !== undefined
  return {
    wave,
    partnership,
    definition,
    asksRemark,
    languages: audience === 'pupils' ? wave.languages : ['en'],
  }
}

function sendRehearsed(
  reply: FastifyReply,
  { manner }: Voice,
  { wave, partnership, definition }: Rehearsed,
  page: AnsweringPage,
): FastifyReply {
  const other =
    definition.audience === 'pupils'
      ? wave.staffVersionId !== null && 'staff'
      : wave.pupilsVersionId !== null && 'pupils'
  return sendPage(reply, manner, {
    ...page,
    title: `${page.title}: rehearsal for ${definition.audience}, ${nameOfWave(wave)}, ${whichOf({ wave, partnership })}`,
    body: html`${page.body}
<aside class="survey-note" aria-label="Rehearsal" lang="en" dir="ltr"><p>This is a rehearsal: nothing that you answer is kept. <a href="${waveHref(wave)}">Back to the survey’s page</a>${other && html`, or <a href="${waveHref(wave, `rehearsal/${other}/`)}${queryOf({ ...manner, language: 'en' })}">what ${other} see</a>`}.</p></aside>`,
  })
}
