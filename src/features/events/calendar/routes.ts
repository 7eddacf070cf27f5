import { z } from 'zod'
import { parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { type Actor, actorOf, inActorScope, SYSTEM } from '../../people/index.ts'
import { bookingOfCalendarCode, feedOfCode, feedPath } from '../links.ts'
import { canRun } from '../policy.ts'
import { readEvent } from '../store.ts'
import { entryOf } from './entries.ts'
import { listOwnFeeds, makeAddress, readBookingFile, readFeedFile } from './feeds/actions.ts'
import { FEED_KINDS, feedKindsOf } from './feeds/domain.ts'
import { feedsPage } from './feeds/views.ts'
import { calendarFile } from './ics.ts'
import { findDateOfEvent } from './store.ts'

export interface CalendarOptions {
  readonly secret: string
  /** Where the service is reached from outside, without a slash at the end. */
  readonly publicUrl: string
}

const wanted = z.object({ kind: z.enum(FEED_KINDS), seen: z.coerce.number().int().min(0).max(1_000_000) })

export function calendarRoutes(app: App, { secret, publicUrl }: CalendarOptions): void {
  app.get('/calendar/feeds', async (request, reply) => {
    const actor = withFeeds(actorOf(request))
    const feeds = await inActorScope(request, (db) => listOwnFeeds(db, actor))
    const addresses = new Map(
      feeds.flatMap(({ kind, feed }) =>
        feed ? [[kind, `${publicUrl}${feedPath(secret, feed)}`] as const] : [],
      ),
    )
    return reply.page(feedsPage(feeds, addresses))
  })

  app.post('/calendar/feeds', async (request, reply) => {
    const actor = withFeeds(actorOf(request))
    const form = parseForm(wanted, request.body)
    if (form.ok) await inActorScope(request, (db) => makeAddress(db, actor, form.value))
    return reply.redirect(`/calendar/feeds${form.ok ? `#${form.value.kind}` : ''}`, 303)
  })

  /** For calendar apps, which cannot sign in: the code in the address is what lets them read. */
  app.get<{ Params: { file: string } }>('/calendar/:file', async (request, reply) => {
    const code = /^(.+)\.ics$/.exec(request.params.file)?.[1] ?? ''
    const feed = feedOfCode(secret, code)
    const booking = bookingOfCalendarCode(secret, code)
    const scope = {
      ...SYSTEM,
      'alongside.today': app.clock.today().toString(),
      'alongside.now': app.clock.now().toString(),
    }
    const file = await app.database.inScope(scope, async (db) => {
      if (feed) return readFeedFile(db, feed, publicUrl)
      return booking === undefined ? undefined : readBookingFile(db, booking, publicUrl)
    })
    if (file === undefined) throw notFound()
    return reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', `${feed ? 'inline' : 'attachment'}; filename="alongside.ics"`)
      .header('cache-control', 'private, max-age=300')
      .header('x-robots-tag', 'noindex')
      .send(file)
  })

  app.get<{ Params: { id: string } }>('/events/:id/calendar.ics', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const dated = await inActorScope(request, async (db) => {
      const event = await readEvent(db, id)
      return findDateOfEvent(db, id, { ...actor, host: canRun(actor, event) })
    })
    if (!dated) throw notFound()
    return reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', 'attachment; filename="alongside.ics"')
      .header('cache-control', 'private, no-store')
      .send(calendarFile({ name: dated.event.title }, [entryOf(dated, publicUrl)]))
  })
}

/** Who has a calendar here at all. */
function withFeeds(actor: Actor): Actor {
  if (feedKindsOf(actor).length === 0) throw notFound()
  return actor
}
