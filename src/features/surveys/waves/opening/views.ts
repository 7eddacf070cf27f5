import { checkboxes, dateField, hiddenKey, radios, textField } from '../../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../../design/govuk/index.ts'
import { type Html, html } from '../../../../design/html.ts'
import type { Page } from '../../../../design/layout.ts'
import type { Answers, FormError } from '../../../../platform/forms.ts'
import { LANGUAGES } from '../../languages/index.ts'
import { leadFields } from '../../remarks/lead/views.ts'
import { classesField, type OfferedGroup, rollField } from '../groups.ts'
import { MOST_DAYS } from '../window.ts'
import { surveysHref } from '../words.ts'
import type { Opening } from './actions.ts'

export interface OpeningPageData extends Opening {
  readonly key: string
  /** What stands in the form at first. */
  readonly proposed: { readonly opens: Temporal.PlainDate; readonly closes: Temporal.PlainDate }
  readonly answers?: Answers | undefined
  readonly errors?: readonly FormError[] | undefined
}

/** One page that sets a survey up: who, when, in which languages. Codes and posters are made of it. */
export function openingPage(data: OpeningPageData): Page {
  const { partnership, offered, waves, before, key, answers, errors } = data
  const field = { answers, errors }
  const hasBaseline = waves.some(({ kind }) => kind === 'baseline')
  const asksAgain = waves.some(({ kind, closedAt }) => kind === 'follow-up' && closedAt === null)
  const pupils = offered.filter(({ audience }) => audience === 'pupils')
  const staff = offered.filter(({ audience }) => audience === 'staff')
  const isPrimary = pupils.every(({ label }) => Number(label.replace(/\D/g, '')) < 7)
  return {
    title: `Set up a survey: ${partnership.schoolName}`,
    backLink: { href: surveysHref(partnership.id), text: 'Back to surveys' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Set up a survey</h1>
<p class="govuk-body">It takes about five minutes. Nobody is asked for a name, and nothing is sent to anyone: you give out the codes yourself.</p>
${before.length > 0 && govukInsetText({ text: 'Who answers stands here as in your last survey, with its numbers and classes. Change what is different now.' })}
<form method="post" action="${surveysHref(partnership.id)}" novalidate>
${hiddenKey(key)}
${radios({
  ...field,
  name: 'kind',
  label: 'Which survey is it?',
  value: hasBaseline && !asksAgain ? 'follow-up' : 'baseline',
  choices: [
    { value: 'baseline', text: 'Baseline', hint: 'At the start, to find what to work on' },
    {
      value: 'follow-up',
      text: 'Follow-up',
      hint: 'At the end, with the same questions, to see what has changed',
    },
  ],
})}
${checkboxes({
  ...field,
  name: 'pupils',
  label: 'Which pupils answer?',
  labelSize: 'm',
  hint: 'With the numbers you can see how many have still to answer. Name classes with commas between, such as 7A, 7B (28): each gets a code of its own. Without classes, the year group gets one.',
  values: answers ? undefined : askedNow(pupils, data),
  choices: pupils.map((group) => ({
    value: group.name,
    text: group.label,
    conditional: ofYear(group, data),
  })),
})}
<p class="govuk-body">${whichQuestions(pupils)}</p>
${checkboxes({
  ...field,
  name: 'staff',
  label: 'Which staff answer?',
  labelSize: 'm',
  hint: 'Roles are broad, so that nobody stands alone',
  values: answers ? undefined : askedNow(staff, data),
  choices: staff.map((group) => ({
    value: group.name,
    text: group.label,
    conditional: ofStaff(group, data),
  })),
})}
${checkboxes({
  ...field,
  name: 'remarks',
  label: 'In their own words',
  labelSize: 'm',
  hint: 'Pupils are never asked to write. Words can give away who wrote them, and may tell of something that cannot wait.',
  values: [],
  choices: [
    {
      value: 'yes',
      text: 'Let staff add something in their own words',
      hint: 'You read it after the survey closes, if at least as many staff answered as your results need; nobody outside your school ever does. In English alone: the service looks for names and for harm in what they write, and can do that in English only',
      conditional: safeguardingLead(data),
    },
  ],
})}
<h2 class="govuk-heading-m">When</h2>
${radios({
  ...field,
  name: 'opens',
  label: 'When does it open?',
  value: 'later',
  choices: [
    {
      value: 'later',
      text: 'At a time of my choosing',
      conditional: moment('start', 'It opens on', data.proposed.opens, '8:30am', data),
    },
    {
      value: 'now',
      text: 'Now',
      hint: 'Tell parents first: the notice is ready as soon as the survey is set up',
    },
  ],
})}
${moment('end', 'It closes on', data.proposed.closes, '4pm', data)}
<p class="govuk-body">A survey can be open for ${MOST_DAYS} days at most. You can extend it, or close it sooner.</p>
<h2 class="govuk-heading-m">How pupils see it</h2>
${radios({
  ...field,
  name: 'layout',
  label: 'Questions',
  value: isPrimary ? 'one-a-page' : 'all-on-one-page',
  choices: [
    { value: 'one-a-page', text: 'One at a time', hint: 'Easier for younger pupils' },
    {
      value: 'all-on-one-page',
      text: 'All on one page',
      hint: 'Quicker for older pupils. Staff always have it',
    },
  ],
})}
${checkboxes({
  ...field,
  name: 'easyRead',
  label: 'Easy words and pictures',
  values: ['yes'],
  choices: [{ value: 'yes', text: 'Let pupils choose easy words with pictures' }],
})}
${checkboxes({
  ...field,
  name: 'languages',
  label: 'Languages beside English',
  hint: 'Each is a draft: ask someone who speaks it to read it first. Staff answer in English.',
  small: true,
  values: [],
  choices: LANGUAGES.filter(({ code }) => code !== 'en').map(({ code, name }) => ({
    value: code,
    text: name,
  })),
})}
${govukButton({ text: 'Set up the survey', preventDoubleClick: true })}
</form>`,
  }
}

function whichQuestions(pupils: readonly OfferedGroup[]): string {
  const years = pupils.map(({ label }) => Number(label.replace(/\D/g, '')))
  if (years.every((year) => year < 7)) return 'Pupils get the questions for primary schools.'
  if (years.every((year) => year >= 7)) return 'Pupils get the questions for secondary schools.'
  return 'Year 7 and above get the questions for secondary schools; as soon as Year 6 or below answers too, everyone gets those for primary schools, which say the same more simply.'
}

const lastTime = ({ audience, label }: OfferedGroup, { before }: OpeningPageData) =>
  before.find((each) => each.audience === audience && each.label === label)

/** Everybody, or those who were asked last time. */
function askedNow(groups: readonly OfferedGroup[], data: OpeningPageData): string[] {
  return groups.filter((group) => data.before.length === 0 || lastTime(group, data)).map(({ name }) => name)
}

function ofYear(group: OfferedGroup, data: OpeningPageData): Html {
  const { name, label } = group
  const { answers, errors } = data
  const last = lastTime(group, data)
  return html`${textField({
    name: rollField(name),
    label: `How many are in ${label} (optional)`,
    value: last?.roll,
    width: 4,
    inputmode: 'numeric',
    answers,
    errors,
  })}${textField({ name: classesField(name), label: `Classes in ${label} (optional)`, value: last?.classes, answers, errors })}`
}

function ofStaff(group: OfferedGroup, data: OpeningPageData): Html {
  const { name, label } = group
  const { answers, errors } = data
  return textField({
    value: lastTime(group, data)?.roll,
    name: rollField(name),
    label: `How many: ${label.toLowerCase()} (optional)`,
    width: 4,
    inputmode: 'numeric',
    answers,
    errors,
  })
}

/** Whoever may be told of harm has to be there first. */
function safeguardingLead({ answers, errors }: OpeningPageData): Html {
  return html`<p class="govuk-body">Name your school’s safeguarding lead. What may tell of harm is for them alone: they get an email that something is there, at once and at any hour. To read it they sign in as a named leader of your school with this address. If they leave, you can name somebody else.</p>
${leadFields({ answers, errors })}`
}

/** A day and a time of day. */
export function moment(
  name: string,
  label: string,
  day: Temporal.PlainDate,
  time: string,
  {
    answers,
    errors,
  }: { readonly answers?: Answers | undefined; readonly errors?: readonly FormError[] | undefined },
): Html {
  return html`${dateField({ name, label, value: day, answers, errors })}${textField({
    name: `${name}Time`,
    label: `${label}: time`,
    hint: 'Such as 8:30am, 4pm or midnight',
    width: 10,
    value: time,
    answers,
    errors,
  })}`
}
