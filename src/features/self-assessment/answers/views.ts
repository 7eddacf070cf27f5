import {
  checkboxes,
  formatDate,
  formatDateTime,
  hidden,
  radios,
  textArea,
} from '../../../design/components/index.ts'
import { govukButton, govukDetails, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { FormError } from '../../../platform/forms.ts'
import type { PupilWarning } from '../../../platform/pupil-words/index.ts'
import { findSeries } from '../../programmes/index.ts'
import { type Answer, type AnswerContent, CONSULTED, NO_ANSWER, nameOf } from '../domain.ts'
import type { Statement } from '../questionnaires/definition.ts'
import { whoCanSee } from '../who.ts'
import { consultedWords, dayOf, nameOfAssessment, themeHref } from '../words.ts'
import type { ThemeInView } from './actions.ts'
import { fieldsOf, LONGEST_NOTE, type ParsedAnswer } from './forms.ts'
import type { Change } from './store.ts'

/** A statement whose typed answer was not saved, and why. */
export interface Held extends ParsedAnswer {
  readonly clash?: Answer
  readonly warnings?: readonly PupilWarning[]
}

export interface ThemePageData {
  readonly view: ThemeInView
  readonly held?: ReadonlyMap<string, Held>
  readonly saved?: boolean
}

/** One theme: its statements, each with its level, how one knows, who was asked, and whether it is a priority. */
export function themePage({ view, held = new Map(), saved }: ThemePageData): Page {
  const { theme, assessment, questionnaire, place, share, mayAnswer } = view
  const errors = [...held.values()].flatMap(errorsOf)
  const clash = [...held.values()].some((each) => each.clash)
  const position = questionnaire.themes.indexOf(theme) + 1
  const overview = `/partnerships/${place.partnership.id}/self-assessment`
  const statements = theme.statements.map((statement) =>
    mayAnswer ? statementFields(view, statement, held.get(statement.key)) : statementRead(view, statement),
  )
  return {
    title: `${theme.number}. ${theme.name}`,
    backLink: { href: overview, text: 'Back to all themes' },
    ...(errors.length > 0 ? { errors, status: clash ? 409 : 422 } : {}),
    width: 'full',
    scripts: mayAnswer ? ['self-assessment.js'] : [],
    body: html`<span class="govuk-caption-l">Self-assessment: theme ${position} of ${questionnaire.themes.length}</span>
<h1 class="govuk-heading-l">${theme.number}. ${theme.name}</h1>
${saved && html`<p class="govuk-body" role="status"><strong>Saved.</strong></p>`}
<p class="govuk-body-l app-lead">${theme.about}</p>
${sessionThatHelps(view)}
${levelsExplained(view)}
${
  mayAnswer
    ? html`<form method="post" action="${themeHref(assessment.id, theme.key)}" novalidate data-module="app-self-assessment">
${statements}
<div class="govuk-button-group">
${govukButton({ text: 'Save and go on' })}
${govukButton({ text: 'Save and see all themes', name: 'then', value: 'overview', classes: 'govuk-button--secondary' })}
</div>
</form>`
    : statements
}
${whoCanSee(place, assessment, share)}`,
  }
}

/** The session of the programme that this theme belongs to, by its own name and day where the programme has it. */
function sessionThatHelps({ theme: { cpd }, place }: ThemeInView): Html | undefined {
  const series = cpd && findSeries(place.definition, cpd.series)
  const event = series?.events.find(({ number }) => number === cpd?.number)
  if (!series || !event) return undefined
  return html`<p class="govuk-body">The session that helps: ${series.shortName} ${event.number}, ${event.title}, ${formatDate(event.heldOn)}.</p>`
}

function levelsExplained({ questionnaire }: ThemeInView): Html {
  return govukDetails({
    summaryText: 'What the four levels mean',
    html: html`<dl class="govuk-summary-list govuk-summary-list--no-border">${questionnaire.levels.map(
      ({ name, meaning }) =>
        html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${name}</dt><dd class="govuk-summary-list__value">${meaning}</dd></div>`,
    )}</dl>`,
  })
}

function errorsOf(held: Held): FormError[] {
  const fields = fieldsOf(held.statement)
  const { number } = held.statement
  const errors = [...held.errors]
  if (held.clash) {
    errors.push({
      field: held.statement.key,
      message: `${held.clash.changedByName} saved an answer to ${number} while you had this page open: look at both`,
    })
  }
  if (held.warnings) {
    errors.push({
      field: fields.note,
      message: `What you wrote for ${number} may point to a pupil: ${excerpts(held.warnings)}`,
    })
  }
  return errors
}

const excerpts = (warnings: readonly PupilWarning[]) =>
  warnings.map(({ excerpt }) => `“${excerpt}”`).join(', ')

function heading(statement: Statement): Html {
  return html`<h2 class="govuk-heading-m" id="${statement.key}-title">${statement.number} ${statement.text}</h2>
${statement.guidance && html`<p class="govuk-body app-statement__guidance">${statement.guidance}</p>`}`
}

function lastTime({ before }: ThemeInView, { key }: Statement): Html | undefined {
  const was = before?.answers.get(key)
  if (!before || !was) return undefined
  const level = nameOf(before.questionnaire, was.level) ?? 'no level'
  return html`<p class="govuk-body-s app-statement__before">On ${dayOf(before.assessment.submittedAt ?? before.assessment.startedAt)}: <strong>${level}</strong></p>`
}

function statementFields(view: ThemeInView, statement: Statement, held: Held | undefined): Html {
  const { questionnaire, assessment } = view
  const { key, number } = statement
  const kept = view.answers.get(key)
  const content: AnswerContent = held?.typed.content ?? kept ?? NO_ANSWER
  const fields = fieldsOf(statement)
  const errors = held ? errorsOf(held) : []
  return html`<section class="app-statement" id="${key}" aria-labelledby="${key}-title" data-save="/self-assessments/${assessment.id}/statements/${key}/answer">
${heading(statement)}
${lastTime(view, statement)}
${held?.clash && bothVersions(view, held, held.clash)}
${hidden(fields.seen, held && !held.clash ? held.typed.seen : (kept?.revision ?? 0))}
<div class="app-statement__columns">
<div>
${radios({
  name: fields.level,
  label: `${number}: which level is closest?`,
  value: content.level,
  small: true,
  choices: questionnaire.levels.map((level) => ({
    value: level.key,
    text: level.name,
    hint: statement.descriptors[level.key],
  })),
  errors,
})}
</div>
<div>
${textArea({
  name: fields.note,
  label: `${number}: how do you know?`,
  labelSize: 's',
  hint: 'What you have seen, counted or been told. Name no pupils.',
  value: content.evidenceNote,
  rows: 4,
  max: LONGEST_NOTE,
  errors,
})}
<div class="app-statement__checked"${!held?.warnings && html` hidden`}>
${checkboxes({
  name: fields.checked,
  label: `${number}: have you checked the note?`,
  small: true,
  hint: 'Nothing in a self-assessment should point to one pupil. Write “a Year 9 pupil” or leave it out.',
  choices: [{ value: 'yes', text: 'I have checked: this names no pupil' }],
})}
</div>
<div class="app-statement__consulted">${checkboxes({
    name: fields.consulted,
    label: `${number}: who was consulted?`,
    small: true,
    values: content.consulted,
    choices: Object.entries(CONSULTED).map(([value, text]) => ({ value, text })),
  })}</div>
<div class="app-statement__priority">${checkboxes({
    name: fields.priority,
    label: `${number}: a priority for us?`,
    values: content.isPriority ? ['yes'] : [],
    small: true,
    choices: [{ value: 'yes', text: 'A priority for us' }],
  })}</div>
<p class="govuk-body-s app-statement__state" role="status">${kept && html`Saved by ${kept.changedByName}, ${formatDateTime(kept.changedAt)}.`}</p>
${kept && html`<p class="govuk-body-s"><a class="govuk-link" href="/self-assessments/${assessment.id}/changes?statement=${key}">Who wrote what<span class="govuk-visually-hidden"> for ${number}</span></a></p>`}
</div>
</div>
</section>`
}

/** What changed while the page was open: theirs, which is saved, and one's own, which stands in the form. */
function bothVersions({ questionnaire, assessment, theme }: ThemeInView, held: Held, theirs: Answer): Html {
  const { statement, typed } = held
  const version = (content: AnswerContent) => html`<dl class="app-versions__facts">
<dt>Level</dt><dd>${nameOf(questionnaire, content.level) ?? 'None chosen'}</dd>
<dt>How do you know?</dt><dd class="app-words">${content.evidenceNote || 'Nothing written'}</dd>
<dt>Consulted</dt><dd>${consultedWords(content.consulted) || 'Nobody named'}</dd>
<dt>Priority</dt><dd>${content.isPriority ? 'Yes' : 'No'}</dd>
</dl>`
  return govukInsetText({
    html: html`<h3 class="govuk-heading-s">What changed while you had the page open</h3>
<div class="app-versions">
<div><h4 class="govuk-heading-s">Saved by ${theirs.changedByName}, ${formatDateTime(theirs.changedAt)}</h4>${version(theirs)}</div>
<div><h4 class="govuk-heading-s">Yours, not saved yet</h4>${version(typed.content)}</div>
</div>
<p class="govuk-body">Yours stands in the form below. Bring the two together there and save, or <a class="govuk-link" href="${themeHref(assessment.id, theme.key)}#${statement.key}">leave the saved answer as it is</a>. Both are kept under “Who wrote what”.</p>`,
  })
}

/** For reading: after it was submitted, or when the partnership has ended. */
function statementRead(view: ThemeInView, statement: Statement): Html {
  const answer = view.answers.get(statement.key)
  const level = nameOf(view.questionnaire, answer?.level ?? null)
  return html`<section class="app-statement" id="${statement.key}" aria-labelledby="${statement.key}-title">
${heading(statement)}
${lastTime(view, statement)}
<p class="govuk-body"><strong>${level ?? 'Not answered'}</strong>${level && html`: ${statement.descriptors[answer?.level ?? '']}`}</p>
${answer?.evidenceNote && html`<p class="govuk-body app-words">${answer.evidenceNote}</p>`}
${answer && answer.consulted.length > 0 && html`<p class="govuk-body-s">Consulted: ${consultedWords(answer.consulted)}</p>`}
${answer?.isPriority && html`<p class="govuk-body-s">A priority for us</p>`}
${answer && html`<p class="govuk-body-s">Last saved by ${answer.changedByName}, ${formatDateTime(answer.changedAt)}.</p>`}
</section>`
}

/** Every answer ever saved or set aside, newest first. `changes` may hold one more than `pageSize`. */
export function changesPage(
  view: ThemeInView | Omit<ThemeInView, 'theme'>,
  changes: readonly Change[],
  of: { readonly statement: Statement | undefined; readonly pageSize: number },
): Page {
  const { assessment, questionnaire, place } = view
  const shown = changes.slice(0, of.pageSize)
  const last = shown.at(-1)
  const numbers = new Map(
    questionnaire.themes.flatMap(({ statements }) => statements.map((each) => [each.key, each] as const)),
  )
  const title = of.statement ? `Who wrote what: ${of.statement.number}` : 'Who wrote what'
  const more = `/self-assessments/${assessment.id}/changes?before=${last?.id}${of.statement ? `&statement=${of.statement.key}` : ''}`
  return {
    title: `${title}: ${nameOfAssessment(assessment)}, ${place.partnership.schoolName}`,
    backLink: {
      href: `/partnerships/${place.partnership.id}/self-assessment`,
      text: 'Back to the self-assessment',
    },
    body: html`<span class="govuk-caption-l">${place.partnership.schoolName}</span>
<h1 class="govuk-heading-l">${title}</h1>
${of.statement && html`<p class="govuk-body-l app-lead">${of.statement.text}</p>`}
<p class="govuk-body">Every answer that was ever saved, newest first, and every one that was set aside because somebody else had saved first. Nothing here can be changed or removed. Only your school’s named leaders see this page.</p>
${shown.length === 0 && html`<p class="govuk-body">Nothing has been written yet.</p>`}
<ol class="app-timeline">${shown.map((change) => {
      const statement = numbers.get(change.statementKey)
      return html`<li class="app-timeline__entry"><p class="app-timeline__what">${statement ? `${statement.number} ` : ''}${nameOf(questionnaire, change.level) ?? 'No level'}${change.isPriority && ', a priority'}${change.setAside && html` <strong class="govuk-tag govuk-tag--grey">Set aside</strong>`}</p><p class="app-timeline__when">${change.changedByName}, <time datetime="${change.changedAt}">${formatDateTime(change.changedAt)}</time></p><div class="app-timeline__details">${change.evidenceNote && html`<p class="govuk-body app-words">${change.evidenceNote}</p>`}${change.consulted.length > 0 && html`<p class="govuk-body-s">Consulted: ${consultedWords(change.consulted)}</p>`}</div></li>`
    })}</ol>
${changes.length > of.pageSize && html`<p class="govuk-body"><a class="govuk-link" href="${more}">Earlier</a></p>`}
${whoCanSee(place, assessment, view.share)}`,
  }
}
