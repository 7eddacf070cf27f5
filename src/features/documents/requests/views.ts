import {
  capital,
  dateField,
  formatDate,
  hiddenKey,
  radios,
  summaryList,
  textArea,
  textField,
} from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import type { Partnership } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import { isOpenRequest, PURPOSES, type Request } from '../domain.ts'
import { canDecline, canGive, canTakeBack, sideOf } from '../policy.ts'
import { requestLine } from '../room/views.ts'
import { othersThan, type PartnershipInView } from '../subject.ts'
import { documentsHref, nameFor, nameOf, PURPOSE_NAMES, requestHref, titled } from '../words.ts'

interface Wrong {
  readonly errors?: readonly FormError[] | undefined
  readonly answers?: Answers | undefined
}

export function newRequestPage({
  view,
  key,
  errors,
  answers,
}: Wrong & { readonly view: PartnershipInView; readonly key: string }): Page {
  const { partnership, side } = view
  const others = othersThan(side)
  return {
    title: titled('Ask for a document', partnership),
    ...(errors ? { errors, status: 422 } : {}),
    backLink: { href: documentsHref(partnership.id), text: 'Back to documents' },
    body: html`
<span class="govuk-caption-l">${partnership.schoolName} with ${partnership.hubName}</span>
<h1 class="govuk-heading-l">Ask for a document</h1>
<p class="govuk-body">Never ask for what is published, or for anything about a single pupil. What you ask for stands on their list until it is given, or they say why it is not needed.</p>
<form method="post" action="${documentsHref(partnership.id)}/requests" novalidate>
${hiddenKey(key)}
${radios({
  name: 'asked',
  label: 'Whom do you ask?',
  value: side === 'partner' ? 'lead' : 'partner',
  answers,
  errors,
  choices: others.map((value) => ({ value, text: capital(nameOf(value, partnership)) })),
})}
${textField({ name: 'title', label: 'What do you need?', hint: 'Such as “The routines for the start of lessons, as staff have them”.', answers, errors })}
${textArea({ name: 'why', label: 'Why, and how much of it (optional)', rows: 3, max: 2000, answers, errors })}
${radios({ name: 'purpose', label: 'What is it for?', value: 'support', answers, errors, choices: PURPOSES.map((value) => ({ value, text: PURPOSE_NAMES[value] })) })}
${dateField({ name: 'due', label: 'By when would it help? (optional)', answers, errors })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Ask', preventDoubleClick: true })}
</form>`,
  }
}

export function requestPage({
  request,
  partnership,
  actor,
  errors,
  answers,
}: Wrong & { readonly request: Request; readonly partnership: Partnership; readonly actor: Actor }): Page {
  const own = sideOf(actor)
  const isOpen = isOpenRequest(request)
  return {
    title: titled(`Asked for: ${request.title}`, partnership, `request ${request.id}`),
    ...(errors ? { errors, status: 422 } : {}),
    backLink: { href: documentsHref(partnership.id), text: 'Back to documents' },
    body: html`
<span class="govuk-caption-l">${partnership.schoolName} with ${partnership.hubName}</span>
<h1 class="govuk-heading-l">Asked for: ${request.title}</h1>
${request.why && html`<p class="govuk-body app-words">${request.why}</p>`}
${summaryList([
  { key: 'Asked of', value: capital(nameFor(request.askedSide, own, partnership)) },
  { key: 'Asked by', value: `${request.askedByName}, ${nameFor(request.askingSide, own, partnership)}` },
  { key: 'For', value: PURPOSE_NAMES[request.purpose] },
  { key: 'Wanted by', value: request.dueOn ? formatDate(request.dueOn) : 'No date' },
  { key: 'Where it stands', value: requestLine(request) },
])}
${isOpen && canDecline(actor, request) && canGive(actor, partnership) && govukButton({ text: 'Send it', href: `${documentsHref(partnership.id)}/new?request=${request.id}` })}
${
  isOpen &&
  canDecline(actor, request) &&
  html`<h2 class="govuk-heading-m">It is not needed</h2>
<form method="post" action="${requestHref(request.id)}/closure" novalidate>
${textField({ name: 'reason', label: 'Why is it not needed?', hint: 'Such as “It does not exist”, or “You have it already, in the strategy of March”.', answers, errors })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Say that it is not needed', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}
${
  isOpen &&
  canTakeBack(actor, request) &&
  html`<form method="post" action="${requestHref(request.id)}/withdrawal">
${govukButton({ text: 'Take the request back', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}`,
  }
}
