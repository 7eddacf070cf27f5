import { z } from 'zod'
import { type Answers, choice, type FormError, parseForm, text } from '../../../../platform/forms.ts'
import { pupilWarnings } from '../../../action-plans/index.ts'
import type { WaveInView } from '../wave.ts'
import { checkWindow, momentFrom, type Window, windowFrom } from '../window.ts'
import type { WindowChange } from './actions.ts'

const seen = z.coerce.number().int().min(0).max(2_147_483_647).catch(0)
const reason = text({ max: 500, missing: 'Say in a few words why', name: 'Reason' })

type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

/** A new window. What has opened stays opened when it did; what has not can be moved as a whole. */
export function parseWindow(
  body: unknown,
  { wave, state }: Pick<WaveInView, 'wave' | 'state'>,
  now: Temporal.Instant,
): Parsed<WindowChange> {
  const parsed = parseForm(z.object({ seen, reason }), body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const window =
    state === 'not open yet'
      ? windowFrom({ ...answers, opens: 'later' }, now, errors)
      : later(answers, Temporal.Instant.from(wave.opensAt), now, errors)
  errors.push(...pupilWarnings(answers, ['reason']))
  if (!parsed.ok || !window || errors.length > 0) return { ok: false, errors, answers }
  return { ok: true, value: { ...parsed.value, ...window } }
}

function later(
  answers: Answers,
  opensAt: Temporal.Instant,
  now: Temporal.Instant,
  errors: FormError[],
): Window | undefined {
  const closesAt = momentFrom(answers, 'end', 'it closes', 'closes', '4pm', errors)
  if (!closesAt) return undefined
  const before = errors.length
  checkWindow({ opensAt, closesAt }, now, errors)
  return errors.length > before ? undefined : { opensAt, closesAt }
}

export interface Ending {
  readonly seen: number
  readonly how: 'stop' | 'close'
  readonly reason: string
}

export function parseEnding(body: unknown, { state }: Pick<WaveInView, 'state'>): Parsed<Ending> {
  // Over by its own time: there is nothing to explain.
  const schema = z.object({
    seen,
    how:
      state === 'open'
        ? choice(['stop', 'close'], 'Select whether to stop taking answers or to close the survey')
        : z.literal('close').catch('close'),
    reason:
      state === 'over'
        ? z
            .string()
            .optional()
            .transform(() => '')
        : reason,
  })
  const parsed = parseForm(schema, body)
  const { answers } = parsed
  const errors: FormError[] = [...(parsed.ok ? [] : parsed.errors), ...pupilWarnings(answers, ['reason'])]
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers }
  return { ok: true, value: parsed.value }
}
