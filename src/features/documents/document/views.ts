import {
  capital,
  checkboxes,
  dateField,
  formatDate,
  formatDateTime,
  hidden,
  pagination,
  plural,
  summaryList,
  table,
} from '../../../design/components/index.ts'
import {
  govukButton,
  govukInsetText,
  govukNotificationBanner,
  govukWarningText,
} from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { warningsIn } from '../../../platform/pupil-words/index.ts'
import { canLeave } from '../domain.ts'
import { sideOf } from '../policy.ts'
import { previewOf } from '../preview.ts'
import { othersThan } from '../subject.ts'
import {
  checkTag,
  documentHref,
  documentsHref,
  fileHref,
  nameFor,
  nameOf,
  namesOf,
  openUntil,
  PURPOSE_NAMES,
  size,
  titled,
} from '../words.ts'
import type { DocumentInView } from './actions.ts'
import { isBetweenSchools } from './subject.ts'

const SAVED: Readonly<Record<string, string>> = {
  replaced: 'The new version is received.',
  shared: 'Saved. It holds from the next time that anyone opens it.',
}

interface DocumentPage {
  readonly view: DocumentInView
  readonly today: Temporal.PlainDate
  readonly colleagues: readonly string[]
  readonly saved?: string | undefined
  readonly errors?: readonly FormError[] | undefined
  readonly answers?: Answers | undefined
}

/** One document: what it is, the way to open it, and for those who gave it, who did and who may. */
export function documentPage(page: DocumentPage): Page {
  const { view, today, saved, errors } = page
  const { document, partnership } = view
  const back = { href: documentsHref(partnership.id), text: 'Back to documents' }
  const { page: lot } = view.openings
  const title = titled(
    document.title,
    partnership,
    `document ${document.id}${lot > 1 ? `, openings page ${lot}` : ''}`,
  )
  const said = saved === undefined ? undefined : SAVED[saved]
  if (document.deletedAt !== null) return { title, backLink: back, body: deletedBody(view) }
  return {
    title,
    ...(errors ? { errors, status: 422 } : {}),
    backLink: back,
    body: html`
${said && govukNotificationBanner({ type: 'success', html: html`<p class="govuk-notification-banner__heading">${said}</p>` })}
<span class="govuk-caption-l">${partnership.schoolName} with ${partnership.hubName}</span>
<h1 class="govuk-heading-l">${document.title}</h1>
${way(view)}
${facts(view, today)}
${isBetweenSchools(document) && view.actor.role !== 'programme-team' && html`<p class="govuk-body"><a class="govuk-link" href="/partnerships/${partnership.id}/conversation?about=document-${document.id}">Messages about this document</a></p>`}
${view.isOwn && owners(page)}`,
  }
}

/** The way to the file or the page, or why there is none yet. */
function way({ document, versions, actor, partnership }: DocumentInView): Html {
  if (document.kind === 'link') {
    return html`<p class="govuk-body"><a class="govuk-link" href="${document.linkUrl}" rel="external noreferrer">Open it at ${document.linkSource}</a></p>`
  }
  const [newest] = versions
  if (newest?.isLost) return lostText(document, actor, partnership)
  if (!newest || newest.checkState === 'waiting') {
    return govukInsetText({
      text: 'This file is being checked for viruses. It can be opened when that is done, which usually takes less than a minute. Nobody can open it before.',
    })
  }
  if (newest.checkState === 'infected') {
    return govukWarningText({
      text: `The virus check refused this file. Nobody has opened it, and its content is deleted. ${sideOf(actor) === document.fromSide ? 'Have the computer it came from looked at, and send a clean version.' : `${capital(nameOf(document.fromSide, partnership))} can send a clean version.`}`,
    })
  }
  if (!canLeave(newest)) return govukInsetText({ text: 'The content of this file is deleted.' })
  const preview = previewOf(newest)
  return html`<div class="govuk-button-group">
${govukButton({ text: `Download (${newest.fileKind.toUpperCase()}, ${size(newest.bytes)})`, href: fileHref(document.id, newest.number) })}
${preview && html`<a class="govuk-link" href="${documentHref(document.id)}/preview">${preview === 'text' ? 'Read it here as text' : 'See the picture here'}</a>`}
</div>
${!preview && html`<p class="govuk-body-s">There is no preview of this file: it is too large for one.</p>`}
${newest.checkState === 'unchecked' && html`<p class="govuk-body-s">This installation does not check files for viruses: let your own computer do so.</p>`}`
}

/** The service's own fault, said as such; whoever gave it is asked for it again. */
function lostText(
  document: DocumentInView['document'],
  actor: DocumentInView['actor'],
  partnership: DocumentInView['partnership'],
): Html {
  const isMine = sideOf(actor) === document.fromSide
  return govukWarningText({
    html: html`The service can no longer find the content of this file. This is not your doing, and we are sorry. ${
      isMine
        ? html`Please <a class="govuk-link" href="${documentHref(document.id)}/versions/new">send it again</a>.`
        : `${capital(nameOf(document.fromSide, partnership))} has been asked to send it again.`
    }`,
  })
}

function facts({ document, partnership, actor }: DocumentInView, today: Temporal.PlainDate): Html {
  const own = sideOf(actor)
  return summaryList([
    {
      key: 'Given by',
      value: `${document.givenByName}, ${nameOf(document.fromSide, partnership)}, on ${formatDateTime(document.givenAt)}`,
    },
    { key: 'For', value: PURPOSE_NAMES[document.purpose] },
    { key: 'Others who can open it', value: capital(namesOf(document.sharedWith, own, partnership)) },
    ...(document.kind === 'file'
      ? [{ key: 'Open to them', value: openUntil(document, today) }]
      : [{ key: 'Date of what is linked', value: document.linkAsAt && formatDate(document.linkAsAt) }]),
    ...(document.fileName ? [{ key: 'File', value: document.fileName }] : []),
  ])
}

function owners(page: DocumentPage): Html {
  const { view, errors, answers, colleagues } = page
  const { document, partnership, actor, openings, versions } = view
  const side = sideOf(actor) ?? document.fromSide
  const [warning] = document.fileName ? warningsIn(document.fileName, colleagues) : []
  return html`
${warning && govukInsetText({ text: `The name of the file may point to a pupil (“${warning.excerpt}”). If it does, delete the document, give the file another name and send it again.` })}
<h2 class="govuk-heading-m" id="openings">Who opened it <span class="app-count">${plural(openings.count, 'time')}</span></h2>
${table({
  caption: 'Who opened it',
  captionSize: 'hidden',
  head: [{ text: 'Who' }, { text: 'From' }, { text: 'When' }, { text: 'How' }],
  rows: openings.list.map((each) => [
    each.byName,
    capital(nameFor(each.side, side, partnership)),
    formatDateTime(each.at),
    `${capital(each.how)}${versions.length > 1 ? `, version ${each.number}` : ''}`,
  ]),
  empty: 'Nobody yet.',
})}
${pagination({ page: openings.page, pages: openings.pages, href: (to) => `${documentHref(document.id)}?page=${to}#openings` })}
<h2 class="govuk-heading-m" id="sharing">Who can open it</h2>
<form method="post" action="${documentHref(document.id)}/sharing" novalidate>
${hidden('revision', document.revision)}
${checkboxes({
  name: 'with',
  label: 'Share it with',
  hint: 'Untick to take it back: from the next time, they do not find it.',
  values: document.sharedWith,
  answers,
  errors,
  choices: othersThan(side).map((value) => ({ value, text: capital(nameOf(value, partnership)) })),
})}
${document.kind === 'file' && dateField({ name: 'until', label: 'Until', hint: 'The last day on which they can open it. Leave it empty for no end.', value: document.expiresOn, answers, errors })}
${govukButton({ text: 'Save who can open it', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>
${
  document.kind === 'file' &&
  html`<h2 class="govuk-heading-m" id="versions">Versions</h2>${versionList(view)}
<p class="govuk-body"><a class="govuk-link" href="${documentHref(document.id)}/versions/new">Replace it with a newer version</a></p>`
}
<h2 class="govuk-heading-m">Delete</h2>
<p class="govuk-body"><a class="govuk-link" href="${documentHref(document.id)}/deletion">Delete this document</a></p>`
}

function versionList({ document, versions }: DocumentInView): Html {
  return html`<ul class="govuk-list">${versions.map(
    (version) =>
      html`<li>${canLeave(version) ? html`<a class="govuk-link" href="${fileHref(document.id, version.number)}">Version ${version.number}</a>` : `Version ${version.number}`} ${checkTag(version)} ${version.byName}, ${formatDateTime(version.at)}${version.number !== document.newest && ', replaced'}</li>`,
  )}</ul>`
}

function deletedBody({ document, openings, partnership, actor }: DocumentInView): Html {
  const when = document.deletedAt ? formatDateTime(document.deletedAt) : ''
  return html`<h1 class="govuk-heading-l">${document.title}</h1>
<p class="govuk-body">${
    document.deletedBecause === 'by hand'
      ? `${document.deletedByName} deleted it on ${when}.`
      : `It was deleted on ${when}, because it had been kept as long as the programme’s rules say.`
  } Its content and its name are gone.</p>
<h2 class="govuk-heading-m">Who had opened it</h2>
${table({
  caption: 'Who had opened it',
  captionSize: 'hidden',
  head: [{ text: 'Who' }, { text: 'From' }, { text: 'When' }],
  rows: openings.list.map((each) => [
    each.byName,
    capital(nameFor(each.side, sideOf(actor), partnership)),
    formatDateTime(each.at),
  ]),
  empty: 'Nobody.',
})}
${pagination({ page: openings.page, pages: openings.pages, href: (to) => `${documentHref(document.id)}?page=${to}` })}`
}

export function deletionPage({ document, partnership }: DocumentInView): Page {
  return {
    title: titled(`Delete: ${document.title}`, partnership, `document ${document.id}`),
    backLink: { href: documentHref(document.id), text: 'Back to the document' },
    body: html`
<h1 class="govuk-heading-l">Delete: ${document.title}</h1>
<p class="govuk-body">Every version is deleted for everyone, and cannot be brought back. That it was given, who opened it and that you deleted it is remembered. ${document.sharedWith.length > 0 && `${capital(namesOf(document.sharedWith, undefined, partnership))} may have downloaded it before.`}</p>
<form method="post" action="${documentHref(document.id)}/deletion">
${govukButton({ text: 'Delete it', classes: 'govuk-button--warning', preventDoubleClick: true })}
</form>
<p class="govuk-body"><a class="govuk-link" href="${documentHref(document.id)}">Keep it</a></p>`,
  }
}
