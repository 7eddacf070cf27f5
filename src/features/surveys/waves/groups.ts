/** Who answers: year groups with their classes, broad roles of staff. What a form says, and what it makes. Pure. */
import type { Answers, FormError } from '../../../platform/forms.ts'
import { cleanText } from '../../../platform/forms.ts'
import type { Audience, Stage } from '../definition.ts'
import { type Code, type Group, MOST_CLASSES, STAFF_ROLES, YEAR_GROUPS } from './domain.ts'

export interface NewGroup {
  readonly audience: Audience
  readonly label: string
  readonly roll: number | null
  readonly codes: readonly NewCode[]
}

export interface NewCode {
  readonly label: string
  readonly expected: number | null
}

/** Who was asked last time, as a form says it: for a school that asks again. */
export interface AskedBefore {
  readonly label: string
  readonly audience: Audience
  readonly roll: number | null
  /** "7A (28), 7B" */
  readonly classes: string
}

export function askedBefore(groups: readonly Group[], codes: readonly Code[]): AskedBefore[] {
  return groups.map(({ id, audience, label, roll }) => ({
    audience,
    label,
    roll,
    classes: codes
      .filter((code) => code.groupId === id && code.stoppedAt === null && code.label !== label)
      .map((code) => (code.expected === null ? code.label : `${code.label} (${code.expected})`))
      .join(', '),
  }))
}

/** One group that a school may ask, under its name in the form. */
export interface OfferedGroup {
  readonly name: string
  readonly audience: Audience
  readonly label: string
}

interface Ages {
  readonly ageLow: number | null
  readonly ageHigh: number | null
}

const ALL_YEARS = [...YEAR_GROUPS.primary, ...YEAR_GROUPS.secondary]

/** The year groups of a school's ages, from Year 4; all of them where its ages are not known. */
export function yearsOf({ ageLow, ageHigh }: Ages): readonly number[] {
  const from = (ageLow ?? 0) - 4
  const to = (ageHigh ?? 18) - 5
  const own = ALL_YEARS.filter((year) => year >= from && year <= to)
  return own.length > 0 ? own : ALL_YEARS
}

export function offeredGroups(school: Ages): readonly OfferedGroup[] {
  return [
    ...yearsOf(school).map((year) => ({
      name: `year-${year}`,
      audience: 'pupils' as const,
      label: `Year ${year}`,
    })),
    ...STAFF_ROLES.map((role) => ({
      name: `staff-${role.toLowerCase().replaceAll(' ', '-')}`,
      audience: 'staff' as const,
      label: role,
    })),
  ]
}

/** The easier questionnaire as soon as one year group of a primary school answers: everybody can read it. */
export function stageOf(groups: readonly Pick<NewGroup, 'audience' | 'label'>[]): Stage | undefined {
  const years = groups.filter(({ audience }) => audience === 'pupils').map(({ label }) => yearOf(label))
  if (years.length === 0) return undefined
  return years.some((year) => year < YEAR_GROUPS.secondary[0]) ? 'primary' : 'secondary'
}

const yearOf = (label: string): number => Number(/\d+/.exec(label)?.[0] ?? 0)

export const rollField = (name: string): string => `${name}-roll`
export const classesField = (name: string): string => `${name}-classes`
const MOST_ON_ROLL = 2000

/** The groups that a form names, with a code for each class, or one for the group where it names no classes. */
export function groupsFrom(
  answers: Answers,
  offered: readonly OfferedGroup[],
  errors: FormError[],
): NewGroup[] {
  const ticked = new Set([answers.pupils, answers.staff].flatMap((names) => (names ?? '').split('\n')))
  const groups = offered.filter(({ name }) => ticked.has(name))
  if (groups.length === 0) {
    errors.push({ field: 'pupils', message: 'Select at least one group of pupils or of staff' })
  }
  return groups.map(({ name, audience, label }) => {
    const typed = numberFrom(answers[rollField(name)])
    if (typed === undefined) {
      errors.push({
        field: rollField(name),
        message: `The number in ${label} must be a whole number from 1 to ${MOST_ON_ROLL}, or left empty`,
      })
    }
    const classes =
      audience === 'staff' ? [] : classesFrom(answers[classesField(name)] ?? '', label, name, errors)
    const sizes = classes.map(({ expected }) => expected)
    const sum = sizes.every((size) => size !== null) ? sizes.reduce((all, size) => all + size, 0) : null
    const roll = typed ?? (classes.length > 0 ? sum : null)
    return { audience, label, roll, codes: classes.length > 0 ? classes : [{ label, expected: roll }] }
  })
}

/** "" is not said; anything but a sensible whole number is a mistake. */
function numberFrom(typed: string | undefined): number | null | undefined {
  const text = (typed ?? '').trim().replaceAll(',', '')
  if (text === '') return null
  if (!/^\d{1,5}$/.test(text)) return undefined
  const number = Number(text)
  return number >= 1 && number <= MOST_ON_ROLL ? number : undefined
}

const CLASS = /^(.{1,20}?)(?:\s*\((\d{1,3})\))?$/

/** "7A, 7B (28)": names of classes, each with its size in brackets or without. */
function classesFrom(typed: string, group: string, name: string, errors: FormError[]): NewCode[] {
  const field = classesField(name)
  const parts = cleanText(typed)
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
  if (parts.length > MOST_CLASSES) {
    errors.push({ field, message: `Enter at most ${MOST_CLASSES} classes for ${group}` })
    return []
  }
  const classes: NewCode[] = []
  for (const part of parts) {
    const [, label = '', size] = CLASS.exec(part) ?? []
    if (label === '') {
      errors.push({
        field,
        message: `“${part.slice(0, 30)}” is too long for the name of a class in ${group}`,
      })
      return []
    }
    if (classes.some((each) => each.label.toLowerCase() === label.toLowerCase())) {
      errors.push({ field, message: `${group} has the class ${label} twice` })
      return []
    }
    const expected = size === undefined ? null : Number(size)
    classes.push({ label, expected: expected === 0 ? null : expected })
  }
  return classes
}
