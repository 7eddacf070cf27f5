import { randomUUID } from 'node:crypto'
import { type App, parseId } from '../../platform/http/index.ts'
import { csvType, writeCsv } from '../../platform/spreadsheets/index.ts'
import { pupilWarnings } from '../action-plans/index.ts'
import { actorOf, inActorScope, listColleagues } from '../people/index.ts'
import type { Calendar } from '../programmes/index.ts'
import {
  mustBeWritable,
  readConversation,
  type SubjectSource,
  settle,
  takeBack,
  writeMessage,
} from './actions.ts'
import { parseMessage, subjectFrom } from './forms.ts'
import { listMessages } from './store.ts'
import { type ConversationPageData, conversationPage } from './views.ts'
import { conversationHref, nameOf } from './words.ts'

interface Params {
  id: string
  partnershipMessage: string
}
interface Query {
  about?: string
  before?: string
  sent?: string
}

export function conversationRoutes(
  app: App,
  { calendar, sources }: { readonly calendar: Calendar; readonly sources: readonly SubjectSource[] },
): void {
  const frame = () => ({ now: app.clock.now(), today: app.clock.today(), calendar })
  const url = '/partnerships/:id/conversation'

  app.get<{ Params: Params; Querystring: Query }>(url, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const about = subjectFrom(request.query.about)
    const before = request.query.before === undefined ? undefined : parseId(request.query.before)
    const view = await inActorScope(request, (db) =>
      readConversation(db, actor, id, { sources, about, before }),
    )
    const sent = request.query.sent !== undefined
    return reply.page(conversationPage({ view, key: randomUUID(), sent, ...frame() }))
  })

  app.post<{ Params: Params }>(`${url}/messages`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseMessage(request.body)
    const about = subjectFrom(form.answers.about)
    const wrong = await inActorScope(request, async (db): Promise<ConversationPageData | undefined> => {
      const view = await readConversation(db, actor, id, { sources, about })
      mustBeWritable(actor, view.partnership)
      const errors = form.ok
        ? pupilWarnings(form.answers, ['text'], { colleagues: await listColleagues(db, view.partnership) })
        : form.errors
      if (!form.ok || errors.length > 0) {
        const { answers } = form
        return { view, key: answers.key || randomUUID(), errors, answers, ...frame() }
      }
      await writeMessage(db, view, form.value, frame())
      return undefined
    })
    if (wrong) return reply.page(conversationPage(wrong))
    const at = about ? `about=${about.kind}-${about.id}&` : ''
    return reply.redirect(`${conversationHref(id)}?${at}sent`, 303)
  })

  app.post<{ Params: Params }>(`${url}/messages/:partnershipMessage/withdrawal`, async (request, reply) => {
    const actor = actorOf(request)
    const at = {
      partnershipId: parseId(request.params.id),
      messageId: parseId(request.params.partnershipMessage),
    }
    await inActorScope(request, (db) => takeBack(db, actor, { ...at, now: app.clock.now() }))
    return reply.redirect(`${conversationHref(at.partnershipId)}#message-${at.messageId}`, 303)
  })

  app.post<{ Params: Params }>(`${url}/questions/:partnershipMessage/settlement`, async (request, reply) => {
    const actor = actorOf(request)
    const at = {
      partnershipId: parseId(request.params.id),
      messageId: parseId(request.params.partnershipMessage),
    }
    await inActorScope(request, (db) => settle(db, actor, at))
    return reply.redirect(`${conversationHref(at.partnershipId)}#message-${at.messageId}`, 303)
  })

  // All of it, in the order in which it was written: what a school keeps for itself.
  app.get<{ Params: Params }>(`${url}.csv`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const { partnership, messages } = await inActorScope(request, async (db) => {
      const view = await readConversation(db, actor, id, { sources, about: undefined, before: 1 })
      return { ...view, messages: await listMessages(db, id, { limit: 100_000 }) }
    })
    const rows = messages
      .toReversed()
      .map(({ writtenAt, byName, side, aboutWords, text, takenBackAt, question }) => [
        writtenAt,
        byName,
        nameOf(side, partnership),
        aboutWords,
        takenBackAt === null ? text : '(taken back)',
        question?.replyBy ?? '',
        question?.settledAt ?? '',
      ])
    const header = ['Written', 'By', 'School or hub', 'About', 'Message', 'Answer asked for by', 'Settled']
    return reply
      .type(csvType)
      .header('content-disposition', `attachment; filename="messages-${id}.csv"`)
      .send(writeCsv([header, ...rows]))
  })
}
