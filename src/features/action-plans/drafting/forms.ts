import { z } from 'zod'
import { type Answers, cleanText, type FormError, formKey, parseForm } from '../../../platform/forms.ts'
import { pupilWarnings } from '../pupil-check.ts'
import type { Candidate } from './rules.ts'

/** A proposal as the leader keeps it. */
export interface Draft {
  readonly candidate: Candidate
  readonly title: string
  readonly objective: string
  readonly actions: readonly (Candidate['suggestion']['actions'][number] & { readonly text: string })[]
  readonly measures: readonly Candidate['suggestion']['measures'][number][]
}

export interface DraftForm {
  readonly key: string
  /** The revision of the plan that the page showed; 0 while there was none. */
  readonly seen: number
  readonly drafts: readonly Draft[]
}

export type ParsedDraft =
  | { readonly ok: true; readonly value: DraftForm; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

/** The fields of one proposal: the form and its reading agree on their names here. */
export const fieldsOf = ({ statement: { key }, suggestion }: Candidate) => ({
  keep: `keep-${key}`,
  title: `title-${key}`,
  objective: `objective-${key}`,
  actions: suggestion.actions.map((_action, at) => `action-${key}-${at + 1}`),
  measures: suggestion.measures.map((_measure, at) => `measure-${key}-${at + 1}`),
})

/** The posted form had fields for it. */
export const isShown = (candidate: Candidate, answers: Answers): boolean =>
  answers[fieldsOf(candidate).title] !== undefined

/** The further areas that the leader ticked below. */
export const MORE = 'more'

const base = z.object({ key: formKey, seen: z.coerce.number().int().min(0).catch(0) })

/**
 * Whatever was emptied is dropped; what stands below “other areas” comes as the content file words it. Asked of every
 * candidate, because since the page was opened the plan may have taken some up.
 */
export function parseDraft(
  body: unknown,
  candidates: readonly Candidate[],
  colleagues: readonly string[],
): ParsedDraft {
  const parsed = parseForm(base, body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const kept = candidates.filter((each) => answers[fieldsOf(each).keep] === 'yes')
  const drafts = kept.map((each) => draftFrom(each, answers, errors))
  const more = (answers[MORE] ?? '').split('\n')
  for (const candidate of candidates)
    if (more.includes(candidate.statement.key)) drafts.push(asSuggested(candidate))
  if (drafts.length === 0 && errors.length === 0) {
    const first = candidates.find((each) => isShown(each, answers))
    const field = first ? fieldsOf(first).keep : MORE
    errors.push({ field, message: 'Keep at least one priority, or start with an empty plan' })
  }
  errors.push(...pupilWarnings(answers, kept.flatMap(freeTextsOf), { colleagues, kept: answersOf(kept) }))
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers }
  return { ok: true, answers, value: { ...parsed.value, drafts } }
}

function freeTextsOf(candidate: Candidate): string[] {
  const { title, objective, actions, measures } = fieldsOf(candidate)
  return [title, objective, ...actions, ...measures]
}

function draftFrom(candidate: Candidate, answers: Answers, errors: FormError[]): Draft {
  const names = fieldsOf(candidate)
  const { suggestion } = candidate
  const typed = (name: string, max: number, missing?: string) => {
    const value = cleanText(answers[name] ?? '')
    if (value === '' && missing) errors.push({ field: name, message: missing })
    if (value.length > max) errors.push({ field: name, message: `This must be ${max} characters or fewer` })
    return value
  }
  return {
    candidate,
    title: typed(names.title, 200, 'Enter the priority, or untick it'),
    objective: typed(names.objective, 1000, 'Enter the objective, or untick the priority'),
    actions: suggestion.actions
      .map((action, at) => ({ ...action, text: typed(names.actions[at] ?? '', 1000) }))
      .filter(({ text }) => text !== ''),
    measures: suggestion.measures
      .map((measure, at) => ({ ...measure, text: typed(names.measures[at] ?? '', 500) }))
      .filter(({ text }) => text !== ''),
  }
}

function asSuggested(candidate: Candidate): Draft {
  const { priority, objective, actions, measures } = candidate.suggestion
  return { candidate, title: priority, objective, actions, measures }
}

/** The form at first: everything kept, in the words of the content file. */
export function answersOf(proposals: readonly Candidate[]): Answers {
  const answers: Record<string, string> = {}
  for (const proposal of proposals) {
    const names = fieldsOf(proposal)
    const { priority, objective, actions, measures } = proposal.suggestion
    answers[names.keep] = 'yes'
    answers[names.title] = priority
    answers[names.objective] = objective
    actions.forEach(({ text }, at) => {
      answers[names.actions[at] ?? ''] = text
    })
    measures.forEach(({ text }, at) => {
      answers[names.measures[at] ?? ''] = text
    })
  }
  return answers
}
