import { hidden, textField } from '../../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../../design/govuk/index.ts'
import { type Html, html } from '../../../../design/html.ts'
import type { Page } from '../../../../design/layout.ts'
import type { Answers, FormError } from '../../../../platform/forms.ts'
import { whichOf } from '../../results/parts.ts'
import { nameOfWave, waveHref } from '../../waves/words.ts'
import type { RemarksInView } from '../actions.ts'
import type { SafeguardingLead } from '../store.ts'
import { leadHref } from '../words.ts'

interface FormState {
  readonly answers?: Answers | undefined
  readonly errors?: readonly FormError[] | undefined
}

/** Whom a school tells of harm: asked for when a survey is set up, and when somebody else takes it on. */
export function leadFields(form: FormState, lead?: SafeguardingLead): Html {
  return html`${textField({ ...form, name: 'leadName', label: 'Name of your safeguarding lead', autocomplete: 'off', value: lead?.name })}
${textField({ ...form, name: 'leadRole', label: 'Their role', hint: 'Such as deputy head and designated safeguarding lead', value: lead?.role })}
${textField({ ...form, name: 'leadEmail', label: 'Their email address', type: 'email', autocomplete: 'off', value: lead?.email })}`
}

/** People leave: somebody else is told of harm from now on. */
export function leadPage({ view, ...form }: FormState & { readonly view: RemarksInView }): Page {
  const { wave, lead } = view
  const title = 'Change the safeguarding lead'
  return {
    title: `${title}: ${nameOfWave(wave)}, ${whichOf(view)}`,
    backLink: { href: waveHref(wave), text: 'Back to the survey' },
    ...(form.errors ? { errors: form.errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${nameOfWave(wave)}</span>
<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">Now it is ${lead.name} (${lead.role}), at ${lead.email}.</p>
${
  wave.rawDeletedAt === null
    ? html`<p class="govuk-body">Whoever you name reads what may tell of harm, and nobody else does: what staff write from now on, and what they wrote before. To read it they sign in as a named leader of your school with the address that you give.</p>
<p class="govuk-body">Both get an email about the change, with your name. It stands in the history of your partnership, which your lead school can read.</p>
<form method="post" action="${leadHref(wave)}" novalidate>
${hidden('seen', form.answers?.seen ?? lead.revision)}
${leadFields(form, lead)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`
    : govukInsetText({ text: 'What staff added has been deleted, so nobody is told of it any more.' })
}`,
  }
}
