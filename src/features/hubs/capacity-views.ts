import { formatDate, hidden, plural, table, textField } from '../../design/components/index.ts'
import { govukButton, govukWarningText } from '../../design/govuk/index.ts'
import { html } from '../../design/html.ts'
import type { Page } from '../../design/layout.ts'
import type { Answers, FormError } from '../../platform/forms.ts'
import type { Capacity, Hub } from './domain.ts'
import { capacityField } from './forms.ts'
import { outcome } from './views.ts'

/** How many partner schools the hub takes, pathway by pathway. */
export function capacityPage(
  hub: Hub,
  capacities: readonly Capacity[],
  form: { readonly answers?: Answers; readonly errors?: readonly FormError[]; readonly stale?: boolean } = {},
): Page {
  return {
    title: `How many partner schools the hub takes: ${hub.name}`,
    ...outcome(form),
    ...(form.stale ? { status: 409 } : {}),
    backLink: { href: `/hubs/${hub.id}`, text: hub.name },
    body: html`<span class="govuk-caption-l">${hub.name}</span>
<h1 class="govuk-heading-l">How many partner schools the hub takes</h1>
${
  form.stale &&
  govukWarningText({
    text: 'The hub was changed while this page was open. What you typed is below and is not saved yet. Check it and save again.',
    iconFallbackText: 'Warning',
  })
}
<p class="govuk-body">Left empty, the hub takes what the programme says. A hub that has more partners than this is shown so, never stopped.</p>
<form method="post" action="/hubs/${hub.id}/capacity" novalidate>
${hidden('revision', hub.revision)}
${capacities.map(({ pathwayKey, pathwayName, usual, own }) =>
  textField({
    name: capacityField(pathwayKey),
    label: pathwayName,
    labelSize: 's',
    hint:
      usual === null
        ? 'The programme publishes no number'
        : `The programme says up to ${plural(usual, 'partner school')}`,
    value: own,
    width: 4,
    inputmode: 'numeric',
    answers: form.answers,
    errors: form.errors,
  }),
)}
${
  form.stale &&
  table({
    caption: 'What is saved now',
    captionSize: 's',
    head: [{ text: 'Pathway' }, { text: 'Saved now', numeric: true }],
    rows: capacities.map(({ pathwayName, own }) => [pathwayName, own ?? 'As the programme says']),
  })
}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`,
  }
}

export function closurePage(hub: Hub, stale = false): Page {
  const closing = hub.closedOn === null
  const title = closing ? `Close ${hub.name}?` : `Open ${hub.name} again?`
  return {
    title,
    ...(stale ? { status: 409 } : {}),
    backLink: { href: `/hubs/${hub.id}`, text: hub.name },
    body: html`<h1 class="govuk-heading-l">${title}</h1>
${
  stale &&
  govukWarningText({
    text: 'The hub was changed while this page was open. Nothing was saved. Check that you still want this.',
    iconFallbackText: 'Warning',
  })
}
<p class="govuk-body">${
      closing
        ? 'A closed hub takes no new partner schools. Its partnerships and their history stay as they are until each is moved to another hub or ends.'
        : `It was closed on ${formatDate(hub.closedOn)}. Open again, it can take partner schools.`
    }</p>
<form method="post" action="/hubs/${hub.id}/closure">
${hidden('revision', hub.revision)}
${hidden('closed', closing ? 'yes' : 'no')}
<div class="govuk-button-group">
${govukButton({ text: closing ? 'Close the hub' : 'Open the hub', preventDoubleClick: true })}
<a class="govuk-link" href="/hubs/${hub.id}">Cancel</a>
</div>
</form>`,
  }
}
