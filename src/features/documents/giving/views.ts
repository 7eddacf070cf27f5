import {
  capital,
  checkboxes,
  dateField,
  fileField,
  hiddenKey,
  radios,
  textField,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import type { Partnership } from '../../partnerships/index.ts'
import { type Document, KINDS_ACCEPTED, leadsNowhere, PURPOSES, publishedUrl } from '../domain.ts'
import { nothingPublished } from '../published/views.ts'
import { LARGEST_BYTES, MOST_FILES } from '../services.ts'
import { othersThan, type PartnershipInView, type Subject } from '../subject.ts'
import { documentHref, documentsHref, nameOf, PURPOSE_NAMES, titled } from '../words.ts'

interface FormPage {
  readonly view: PartnershipInView
  readonly subject: Subject
  readonly key: string
  readonly errors?: readonly FormError[] | undefined
  readonly answers?: Answers | undefined
}

const named = ({ expectation, request }: Subject): string =>
  expectation ? `?for=${expectation.key}` : request ? `?request=${request.id}` : ''

/** One form for one file or several: what they are, what for, and who can open them. */
export function givePage(page: FormPage & { readonly isScanned: boolean }): Page {
  const { view, subject, key, errors, answers, isScanned } = page
  const { partnership } = view
  const heading = subject.expectation || subject.request ? `Send: ${subject.title}` : 'Send documents'
  return {
    title: titled(heading, partnership),
    ...(errors ? { errors, status: 422 } : {}),
    backLink: { href: documentsHref(partnership.id), text: 'Back to documents' },
    scripts: ['file-drop.js'],
    body: html`
<span class="govuk-caption-l">${partnership.schoolName} with ${partnership.hubName}</span>
<h1 class="govuk-heading-l">${heading}</h1>
${subject.description && html`<p class="govuk-body">${subject.description}</p>`}
<form method="post" action="${documentsHref(partnership.id)}${named(subject)}" enctype="multipart/form-data" novalidate>
${hiddenKey(key)}
${filesField(errors)}
${textField({
  name: 'title',
  label: 'What it is',
  hint: 'Left empty, the name of each file is used. Do not name a pupil, here or in the name of a file.',
  value: subject.expectation || subject.request ? subject.title : '',
  answers,
  errors,
})}
${purposeField(subject, answers, errors)}
${withField(view, subject, answers, errors)}
${pupilCheckbox(errors, answers)}
${!isScanned && govukInsetText({ text: 'This installation does not check files for viruses. Whoever opens a file should have it checked by their own computer.' })}
${govukButton({ text: 'Send', preventDoubleClick: true })}
</form>`,
  }
}

/** The newest takes the place of what others open. */
export function replacePage(page: {
  readonly document: Document
  readonly partnership: Partnership
  readonly key: string
  readonly errors?: readonly FormError[] | undefined
}): Page {
  const { document, partnership, key, errors } = page
  return {
    title: titled(`Replace: ${document.title}`, partnership, `document ${document.id}`),
    ...(errors ? { errors, status: 422 } : {}),
    backLink: { href: documentHref(document.id), text: 'Back to the document' },
    scripts: ['file-drop.js'],
    body: html`
<h1 class="govuk-heading-l">Replace: ${document.title}</h1>
<p class="govuk-body">Those you share it with open the new version from now on, and the one before no more. You can still open both.</p>
<form method="post" action="${documentHref(document.id)}/versions" enctype="multipart/form-data" novalidate>
${hiddenKey(key)}
${filesField(errors, false)}
${govukButton({ text: 'Replace', preventDoubleClick: true })}
</form>`,
  }
}

function filesField(errors: readonly FormError[] | undefined, several = true): Html {
  const most = Math.floor(LARGEST_BYTES / 1_048_576)
  return fileField({
    name: 'file',
    label: several ? 'Files' : 'The new version',
    hint: `${several ? `Up to ${MOST_FILES} files, each` : 'A file of'} up to ${most} MB: PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, CSV or plain text`,
    accept: KINDS_ACCEPTED,
    most: several ? MOST_FILES : 1,
    largest: LARGEST_BYTES,
    errors,
  })
}

function purposeField(
  subject: Subject,
  answers: Answers | undefined,
  errors: readonly FormError[] | undefined,
): Html {
  return radios({
    name: 'purpose',
    label: 'What is it for?',
    hint: 'It decides how long others can open it, and how long it is kept. You can change or end that at any time.',
    value: subject.purpose,
    answers,
    errors,
    choices: PURPOSES.map((value) => ({ value, text: PURPOSE_NAMES[value] })),
  })
}

function withField(
  { side, partnership }: PartnershipInView,
  subject: Subject,
  answers: Answers | undefined,
  errors: readonly FormError[] | undefined,
): Html {
  return checkboxes({
    name: 'with',
    label: 'Who can open it, beside your own side?',
    values: [subject.to],
    answers,
    errors,
    choices: othersThan(side).map((value) => ({ value, text: capital(nameOf(value, partnership)) })),
  })
}

/** What is published is never uploaded: its address, who publishes it, and from when. */
export function linkPage({ view, subject, key, errors, answers }: FormPage): Page {
  const { partnership } = view
  const published = subject.expectation?.published
  const heading = subject.expectation ? `Link: ${subject.title}` : 'Link to something published'
  return {
    title: titled(heading, partnership),
    ...(errors ? { errors, status: 422 } : {}),
    backLink: { href: documentsHref(partnership.id), text: 'Back to documents' },
    body: html`
<span class="govuk-caption-l">${partnership.schoolName} with ${partnership.hubName}</span>
<h1 class="govuk-heading-l">${heading}</h1>
<p class="govuk-body">${subject.description || 'A report, a policy or figures that anyone can open on the web. Nothing is uploaded.'}</p>
${published && leadsNowhere(published.url, partnership.schoolUrn) && govukInsetText({ text: `${nothingPublished(partnership)} Try the form with any address that begins with https://.` })}
<form method="post" action="${documentsHref(partnership.id)}/links${named(subject)}" novalidate>
${hiddenKey(key)}
${textField({ name: 'title', label: 'What it is', value: published?.title ?? '', answers, errors })}
${textField({
  name: 'url',
  label: 'Address',
  hint: 'Begins with https://',
  type: 'url',
  spellcheck: false,
  value:
    published && !leadsNowhere(published.url, partnership.schoolUrn)
      ? publishedUrl(published.url, partnership.schoolUrn)
      : '',
  answers,
  errors,
})}
${textField({ name: 'source', label: 'Who publishes it', value: published?.by ?? '', answers, errors })}
${dateField({ name: 'asAt', label: 'Its date', hint: 'When it was published, or the end of the time that its figures cover.', answers, errors })}
${purposeField(subject, answers, errors)}
${withField(view, subject, answers, errors)}
${govukButton({ text: 'Record the link', preventDoubleClick: true })}
</form>`,
  }
}
