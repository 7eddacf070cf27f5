import { z } from 'zod'
import {
  type Answers,
  choice,
  cleanText,
  type FormError,
  formKey,
  parseForm,
} from '../../../../platform/forms.ts'
import { findLanguage } from '../../languages/index.ts'
import type { SafeguardingLead } from '../../remarks/store.ts'
import type { Layout, WaveKind } from '../domain.ts'
import { groupsFrom, type NewGroup, type OfferedGroup } from '../groups.ts'
import { type Window, windowFrom } from '../window.ts'

const schema = z.object({
  key: formKey,
  kind: choice(['baseline', 'follow-up'], 'Select whether this is the baseline or the follow-up'),
  layout: choice(['one-a-page', 'all-on-one-page'], 'Select how pupils see the questions'),
  opens: choice(['now', 'later'], 'Select when the survey opens'),
})

export interface WaveForm extends Window {
  readonly key: string
  readonly kind: WaveKind
  readonly layout: Layout
  readonly easyRead: boolean
  /** Beside English. */
  readonly languages: readonly string[]
  readonly groups: readonly NewGroup[]
  /** Whom staff's remarks of harm go to; without one, staff are not asked for a remark. */
  readonly safeguardingLead: SafeguardingLead | undefined
}

export type ParsedWave =
  | { readonly ok: true; readonly value: WaveForm; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

/** Reads the whole form of a new survey: every mistake in it at once. */
export function parseWave(
  body: unknown,
  offered: readonly OfferedGroup[],
  now: Temporal.Instant,
): ParsedWave {
  const parsed = parseForm(schema, body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const groups = groupsFrom(answers, offered, errors)
  const window = windowFrom(answers, now, errors)
  const languages = (answers.languages ?? '').split('\n').filter(Boolean)
  if (languages.some((code) => !findLanguage(code) || code === 'en')) {
    errors.push({ field: 'languages', message: 'Select languages from the list' })
  }
  const safeguardingLead = safeguardingLeadFrom(answers, errors)
  if (safeguardingLead && !groups.some(({ audience }) => audience === 'staff')) {
    errors.push({ field: 'staff', message: 'Select which staff answer, or do not ask staff to add anything' })
  }
  if (!parsed.ok || !window || errors.length > 0) return { ok: false, errors, answers }
  const { key, kind, layout } = parsed.value
  const easyRead = answers.easyRead === 'yes'
  return {
    ok: true,
    answers,
    value: {
      key,
      kind,
      layout,
      easyRead,
      languages: [...new Set(languages)],
      groups,
      safeguardingLead,
      ...window,
    },
  }
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Only where staff may add something in their own words: then all of it is needed. */
function safeguardingLeadFrom(answers: Answers, errors: FormError[]): SafeguardingLead | undefined {
  if (answers.remarks !== 'yes') return undefined
  const typed = (name: string) => cleanText(answers[name] ?? '').replaceAll('\n', ' ')
  const lead = { name: typed('leadName'), role: typed('leadRole'), email: typed('leadEmail') }
  for (const [field, value, missing, what] of [
    ['leadName', lead.name, 'Enter the name of your safeguarding lead', 'Name'],
    ['leadRole', lead.role, 'Enter the role of your safeguarding lead', 'Role'],
  ] as const) {
    if (value === '') errors.push({ field, message: missing })
    else if (value.length > 120) errors.push({ field, message: `${what} must be 120 characters or fewer` })
  }
  if (lead.email === '') {
    errors.push({ field: 'leadEmail', message: 'Enter the email address of your safeguarding lead' })
  } else if (!EMAIL.test(lead.email) || lead.email.length > 254) {
    errors.push({
      field: 'leadEmail',
      message: 'Enter an email address in the right format, like name@example.com',
    })
  }
  return lead
}
