import {
  capital,
  formatDate,
  formatDateShort,
  plural,
  statusTag,
  table,
} from '../../../design/components/index.ts'
import {
  govukButton,
  govukInsetText,
  govukNotificationBanner,
  govukTag,
} from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { dateLine, expectationHref, isOpen, type Side } from '../../partnerships/index.ts'
import {
  type Document,
  type ExpectedDocument,
  isOpenRequest,
  leadsNowhere,
  publishedUrl,
  type Request,
  SIDES,
} from '../domain.ts'
import { canGive } from '../policy.ts'
import { nothingPublished, publishedAbout } from '../published/views.ts'
import {
  checkTag,
  documentHref,
  documentsHref,
  nameFor,
  nameOf,
  nameOfExpected,
  namesOf,
  openUntil,
  PURPOSE_NAMES,
  requestHref,
  size,
} from '../words.ts'
import type { DocumentsRoom } from './actions.ts'

const SAVED: Readonly<Record<string, string>> = {
  given:
    'Received. Everyone it is shared with can open it now, or as soon as it has been checked for viruses.',
  linked: 'The link is recorded.',
  asked: 'The request is on the list of whoever was asked.',
  closed: 'The request is closed.',
  deleted: 'The document is deleted. Nobody can open it any more.',
}

/** What is expected, what was asked for, and what was given, each side seeing its own first. */
export function documentsPage(room: DocumentsRoom, saved?: string): Page {
  const { partnership, side } = room
  const may = canGive(room.actor, partnership)
  const said = saved === undefined ? undefined : SAVED[saved]
  const sides = [side, ...SIDES.filter((each) => each !== side)]
  return {
    title: `Documents: ${partnership.schoolName} with ${partnership.hubName}`,
    width: 'full',
    backLink: { href: `/partnerships/${partnership.id}`, text: `Back to ${partnership.schoolName}` },
    body: html`
${said && govukNotificationBanner({ type: 'success', html: html`<p class="govuk-notification-banner__heading">${said}</p>` })}
<span class="govuk-caption-l">${partnership.schoolName} with ${partnership.hubName}</span>
<h1 class="govuk-heading-l">Documents</h1>
${lead(room)}
${
  may &&
  html`<div class="govuk-button-group">
${govukButton({ text: 'Send documents', href: `${documentsHref(partnership.id)}/new` })}
${govukButton({ text: 'Ask for a document', href: `${documentsHref(partnership.id)}/requests/new`, classes: 'govuk-button--secondary' })}
<a class="govuk-link" href="${documentsHref(partnership.id)}/link">Link to something published</a>
</div>`
}
${sides.map((each) => owedBy(room, each, may))}
${given(room)}
${publishedAbout(partnership, room.published)}`,
  }
}

function lead({ expected, requests, side }: DocumentsRoom): Html {
  const mine =
    expected.filter(({ by, item }) => by === side && isOpen(item)).length +
    requests.filter((request) => request.askedSide === side && isOpenRequest(request)).length
  return html`<p class="govuk-body-l app-lead">${mine === 0 ? 'No document is waited for from you.' : `${plural(mine, 'document is', 'documents are')} waited for from you.`} Whoever gives a document decides who opens it, sees every opening, and can take it back.</p>`
}

function owedBy(room: DocumentsRoom, side: Side, may: boolean): Html | undefined {
  const expected = room.expected.filter(({ by }) => by === side)
  const requests = room.requests.filter(({ askedSide }) => askedSide === side)
  if (expected.length + requests.length === 0) return undefined
  const whom = nameFor(side, room.side, room.partnership)
  const done = expected.filter(({ item }) => !isOpen(item) && item.progress !== 'not due yet').length
  const rows = [
    ...expected.map((each) => expectedRow(room, each, may)),
    ...requests.map((request) => requestRow(room, request, may)),
  ]
  // Who can do nothing about any of them is not shown an empty column.
  const isForReading = rows.every((row) => row.at(-1) === undefined)
  const settled = done + requests.filter((each) => !isOpenRequest(each)).length
  return html`<h2 class="govuk-heading-m" id="from-${side}">From ${whom} <span class="app-count">${settled} of ${rows.length} settled</span></h2>
${table({
  caption: `Documents from ${whom}`,
  captionSize: 'hidden',
  head: [
    { text: 'What', wide: true },
    { text: 'To' },
    { text: 'Where it stands' },
    { text: 'What was given' },
    ...(isForReading ? [] : [{ text: 'What you can do' }]),
  ],
  rows: isForReading ? rows.map((row) => row.slice(0, -1)) : rows,
})}`
}

function expectedRow(room: DocumentsRoom, each: ExpectedDocument, may: boolean) {
  const { expectation, item, by, to } = each
  const { partnership, side } = room
  const at = `?for=${expectation.key}`
  const url = documentsHref(partnership.id)
  const isMine = by === side && may
  const published = expectation.published
  const isSettled = item.progress === 'done' || item.progress === 'not needed'
  const actions = [
    isMine &&
      !published &&
      link(`${url}/new${at}`, isSettled ? 'Send another' : 'Send it', expectation.title),
    isMine && published && link(`${url}/link${at}`, 'Record the link', expectation.title),
    isMine &&
      !isSettled &&
      link(expectationHref(partnership.id, item), 'Not needed, or they have it', expectation.title),
  ].filter((action) => action !== false && action !== undefined)
  return [
    html`${nameOfExpected(expectation.title)}<span class="app-cell-hint">${expectation.description}</span>`,
    capital(nameFor(to, side, partnership)),
    html`${statusTag(item.progress)}<span class="app-cell-hint">${since(each)}</span>`,
    (published !== undefined || each.given.length > 0) &&
      html`${published && publicLink(room, published)}${givenFor(each.given)}`,
    list(actions),
  ]
}

function since({ item }: ExpectedDocument): string {
  if (!isOpen(item)) return dateLine(item)
  return `Asked for since ${formatDateShort(item.opensOn)}. ${dateLine(item)}`
}

function publicLink(
  { partnership }: DocumentsRoom,
  published: NonNullable<ExpectedDocument['expectation']['published']>,
): Html {
  if (leadsNowhere(published.url, partnership.schoolUrn)) return html`${nothingPublished(partnership)}`
  return html`<a class="govuk-link" href="${publishedUrl(published.url, partnership.schoolUrn)}" rel="external noreferrer">${published.title}</a><span class="app-cell-hint">Published by ${published.by}: linked, never uploaded</span>`
}

function givenFor(documents: readonly Document[]): Html | undefined {
  if (documents.length === 0) return undefined
  return html`<ul class="govuk-list app-cell-list">${documents.map(
    (document) => html`<li>${documentLink(document)} ${checkTag(document)}</li>`,
  )}</ul>`
}

const documentLink = (document: Document): Html =>
  html`<a class="govuk-link app-file-name" href="${documentHref(document.id)}">${document.title}</a>`

function requestRow(room: DocumentsRoom, request: Request, may: boolean) {
  const { side, partnership } = room
  const open = isOpenRequest(request)
  const documents = room.documents.filter(({ requestId }) => requestId === request.id)
  const isMine = request.askedSide === side
  const actions = [
    open &&
      isMine &&
      may &&
      link(`${documentsHref(partnership.id)}/new?request=${request.id}`, 'Send it', request.title),
    open && isMine && link(requestHref(request.id), 'Not needed', request.title),
    open && request.askingSide === side && link(requestHref(request.id), 'Take back', request.title),
  ].filter((action) => action !== false)
  return [
    html`<a class="govuk-link" href="${requestHref(request.id)}">${request.title}</a><span class="app-cell-hint">${request.why}</span>`,
    capital(nameFor(request.askingSide, side, partnership)),
    html`${requestTag(request)}<span class="app-cell-hint">${requestLine(request)}</span>`,
    givenFor(documents),
    list(actions),
  ]
}

function requestTag(request: Request): Html {
  if (request.closedAs === 'not-needed') return statusTag('not needed')
  if (request.closedAs === 'taken-back') return govukTag({ text: 'Taken back', classes: 'govuk-tag--grey' })
  return statusTag(request.answeredAt ? 'done' : 'to do')
}

/** "Asked for by Nora Lead on 3 October 2025, by 10 October 2025": what stands beside a request. */
export function requestLine(request: Request): string {
  const asked = `Asked for by ${request.askedByName} on ${formatDate(dayOf(request.askedAt))}`
  if (request.closedAs === 'not-needed') return `${asked}. ${request.closedByName}: ${request.closedReason}`
  if (request.closedAs === 'taken-back') return asked
  if (request.answeredAt) return `Given on ${formatDate(dayOf(request.answeredAt))}`
  return request.dueOn ? `${asked}, wanted by ${formatDate(request.dueOn)}` : asked
}

const dayOf = (instant: string): Temporal.PlainDate =>
  Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDate()

const link = (href: string, text: string, what: string): Html =>
  html`<a class="govuk-link" href="${href}">${text}<span class="govuk-visually-hidden">: ${what}</span></a>`

const list = (links: readonly Html[]): Html | undefined =>
  links.length === 0
    ? undefined
    : html`<ul class="govuk-list app-cell-list">${links.map((each) => html`<li>${each}</li>`)}</ul>`

function given(room: DocumentsRoom): Html {
  const { documents, partnership, side, today } = room
  return html`<h2 class="govuk-heading-m" id="given">Everything that you gave or can open</h2>
${
  documents.length === 0
    ? govukInsetText({ text: 'Nothing yet.' })
    : table({
        caption: 'Everything that you gave or can open',
        captionSize: 'hidden',
        head: [
          { text: 'Document', wide: true },
          { text: 'Given' },
          { text: 'For' },
          { text: 'Who can open it' },
          { text: 'Until' },
        ],
        rows: documents.map((document) => [
          html`${documentLink(document)} ${checkTag(document)}<span class="app-cell-hint">${document.kind === 'link' ? `Link, ${document.linkSource}` : `${document.fileKind?.toUpperCase()}${document.bytes === null ? '' : `, ${size(document.bytes)}`}`}</span>`,
          html`<span class="app-nowrap">${formatDateShort(dayOf(document.givenAt))}</span><span class="app-cell-hint">${document.givenByName}, ${nameOf(document.fromSide, partnership)}</span>`,
          PURPOSE_NAMES[document.purpose],
          capital(namesOf(document.sharedWith, side, partnership)),
          document.kind === 'link' ? 'Public' : openUntil(document, today),
        ]),
      })
}`
}
