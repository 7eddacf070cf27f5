/** What the service knows, beside what the two schools say. */
import { capital, formatDate, plural, table } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import { RATINGS } from '../../action-plans/index.ts'
import { daysWords, TYPE_NAMES } from '../words.ts'
import type { ReviewFacts } from './domain.ts'

export function objectivesTable({ objectives }: ReviewFacts): Html {
  if (objectives === null) return html`<p class="govuk-body">There is no action plan to look at here.</p>`
  return table({
    caption: 'The objectives of the action plan',
    captionSize: 's',
    empty: 'The action plan has no objective.',
    head: [
      { text: 'Objective', wide: true },
      { text: 'Latest look' },
      { text: 'Actions done', numeric: true },
    ],
    rows: objectives.map(({ text, rating, ratedOn, actions, actionsDone, isClosed }) => [
      text,
      [
        rating === null ? 'Not looked at yet' : RATINGS[rating].name,
        ratedOn && `, ${formatDate(ratedOn)}`,
        isClosed && ', closed',
      ]
        .filter(Boolean)
        .join(''),
      `${actionsDone} of ${actions}`,
    ]),
  })
}

/** Strands stand side by side and are never added up; nothing is made one number. */
export function sinceFirst({ selfAssessment }: ReviewFacts): Html {
  if (selfAssessment === null)
    return html`<p class="govuk-body">There is no submitted self-assessment to look at here.</p>`
  const { firstOn, latestOn, themes } = selfAssessment
  if (latestOn === null) {
    return html`<p class="govuk-body">One self-assessment was submitted, on ${formatDate(firstOn)}. A second one would show what has moved since.</p>`
  }
  // On a phone every column is a line of every row.
  const anyOnce = themes.some(({ strands }) => strands.some(({ notCompared }) => notCompared > 0))
  const statements = themes.flatMap(({ name, moved }) => moved.map((each) => ({ ...each, theme: name })))
  return html`${table({
    caption: `Statements of the self-assessment, ${formatDate(firstOn)} to ${formatDate(latestOn)}`,
    captionSize: 's',
    head: [
      { text: 'Theme', wide: true },
      { text: 'About' },
      { text: 'Moved on', numeric: true },
      { text: 'As before', numeric: true },
      { text: 'Moved back', numeric: true },
      ...(anyOnce ? [{ text: 'Answered once only', numeric: true }] : []),
    ],
    rows: themes.flatMap(({ name, strands }) =>
      strands.map((strand) => [
        name,
        strand.name,
        String(strand.movedOn),
        String(strand.asBefore),
        String(strand.movedBack),
        ...(anyOnce ? [String(strand.notCompared)] : []),
      ]),
    ),
  })}
${
  statements.length > 0 &&
  html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${plural(statements.length, 'statement')} that moved</span></summary>
<div class="govuk-details__text">${table({
    caption: 'Statements that moved',
    captionSize: 'hidden',
    head: [{ text: 'Statement', wide: true }, { text: 'About' }, { text: 'First' }, { text: 'Latest' }],
    rows: statements.map(({ statement, theme, strand, before, now }) => [
      statement,
      `${theme}, ${strand.toLowerCase()}`,
      before,
      now,
    ]),
  })}</div></details>`
}`
}

export function daysGiven({ days, visits }: ReviewFacts): Html {
  return html`${
    days &&
    html`<p class="govuk-body">${
      days.entitled === null
        ? `${capital(daysWords(days.delivered))} took place. The programme publishes no number of days.`
        : `${days.delivered / 2} of ${daysWords(days.entitled)} took place.`
    } ${days.booked > 0 && `${capital(daysWords(days.booked))} ${days.booked <= 2 ? 'is' : 'are'} booked and not recorded yet.`}</p>`
  }
${table({
  caption: 'Support days that took place',
  captionSize: 's',
  empty: 'No support day is recorded yet.',
  head: [{ text: 'Date' }, { text: 'Support day' }, { text: 'Took' }],
  rows: visits.map(({ heldOn, type, halfDays }) => [
    formatDate(heldOn),
    TYPE_NAMES[type],
    daysWords(halfDays),
  ]),
})}`
}
