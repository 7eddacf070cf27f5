import { legend, plural, progressStrip, table } from '../../../design/components/index.ts'
import { govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Questionnaire, Strand } from '../questionnaires/definition.ts'
import { STRAND_NAMES } from '../words.ts'
import { commonAreas, commonStrengths, type StatementCounts } from './domain.ts'

export interface NetworkPageData {
  /** "North hub", or the programme. */
  readonly name: string
  readonly questionnaire: Questionnaire | undefined
  readonly counts: readonly StatementCounts[]
  readonly schools: number
  readonly back: { readonly href: string; readonly text: string }
  /** For the programme's team, the words differ: it chooses no open day. */
  readonly isHub: boolean
}

const KINDS = ['rest', 'waiting', 'going', 'done'] as const
const STRANDS: readonly Strand[] = ['attendance', 'behaviour', 'both']

/** What schools have in common, by theme and statement: numbers of schools, never which. */
export function networkPage({ name, questionnaire, counts, schools, back, isHub }: NetworkPageData): Page {
  return {
    title: `Strengths and areas to develop: ${name}`,
    width: 'full',
    backLink: back,
    body: html`<span class="govuk-caption-l">${name}</span>
<h1 class="govuk-heading-l">Strengths and areas to develop</h1>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${
  questionnaire === undefined || counts.length === 0
    ? html`<p class="govuk-body-l app-lead">There is nothing to show yet.</p>
${govukInsetText({
  text: 'From five schools up, this page shows how many stand at each level of each statement. Schools that do not share their answers with you are counted only when there are at least five of them, so that nobody’s answers can be worked out.',
})}`
    : html`<p class="govuk-body-l app-lead">From the latest self-assessments of ${plural(schools, 'school')}.</p>
<p class="govuk-body">${isHub ? 'Use it to choose what the next open day shows. ' : ''}It counts schools and names none. Attendance and behaviour are shown apart.</p>
${commonList('Common strengths', 'strengths', commonStrengths(counts), 'upper two levels')}
${commonList('Common areas to develop', 'areas', commonAreas(counts), 'lower two levels')}`
}
</div></div>
${questionnaire && counts.length > 0 && themes(questionnaire, counts)}
<section class="app-who" aria-labelledby="who-can-see"><h2 class="govuk-heading-s" id="who-can-see">Who can see this</h2>
<p class="govuk-body-s">${isHub ? 'The leads of this hub. The programme team sees the same for the whole programme, not for one hub.' : 'The programme team. Each hub lead sees the same for their own hub.'} Schools see that their answers are counted here.</p></section>`,
  }
}

function commonList(
  title: string,
  id: string,
  items: readonly { at: StatementCounts; schools: number }[],
  where: string,
): Html {
  return html`<h2 class="govuk-heading-m" id="${id}">${title}</h2>
${
  items.length === 0
    ? html`<p class="govuk-body">There is no statement where most schools stand at the ${where}.</p>`
    : html`<p class="govuk-body">Statements where most schools stand at the ${where}.</p>
<ul class="govuk-list govuk-list--bullet">${items.map(
        ({ at, schools }) =>
          html`<li>${at.statement.text} <span class="app-level">${schools} of ${plural(at.schools, 'school')}; ${at.theme.name}</span></li>`,
      )}</ul>`
}`
}

function themes(questionnaire: Questionnaire, counts: readonly StatementCounts[]): Html {
  const { levels } = questionnaire
  return html`<h2 class="govuk-heading-m" id="themes">By theme and statement</h2>
${legend(levels.map(({ name }, at) => ({ label: name, kind: KINDS[at] ?? 'rest' })))}
${questionnaire.themes.map((theme) =>
  STRANDS.map((strand) => {
    const own = counts.filter((each) => each.theme === theme && each.statement.strand === strand)
    return (
      own.length > 0 &&
      table({
        caption: `${theme.number}. ${theme.name}: ${STRAND_NAMES[strand].toLowerCase()}`,
        captionSize: 's',
        head: [
          { text: 'Statement', wide: true },
          ...levels.map(({ name }) => ({ text: name, numeric: true })),
          { text: 'Chosen as a priority', numeric: true },
        ],
        rows: own.map(({ statement, byLevel, priorities }) => [
          html`${statement.number} ${statement.text}${progressStrip(
            levels.map(({ name }, at) => ({
              label: name,
              count: byLevel[at] ?? 0,
              kind: KINDS[at] ?? 'rest',
            })),
            `${statement.number}: ${levels.map(({ name }, at) => `${byLevel[at] ?? 0} ${name}`).join(', ')}`,
          )}`,
          ...byLevel.map(String),
          String(priorities),
        ]),
      })
    )
  }),
)}`
}
