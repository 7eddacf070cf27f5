import { z } from 'zod'
import { type Answers, choice, type FormError, formKey, parseForm } from '../../../../platform/forms.ts'
import { findLanguage } from '../../languages/index.ts'
import { safeguardingLeadFrom } from '../../remarks/lead/forms.ts'
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
  // Only where staff may add something in their own words.
  const safeguardingLead = answers.remarks === 'yes' ? safeguardingLeadFrom(answers, errors) : undefined
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
