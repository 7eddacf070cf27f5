/**
 * The four kinds of line in one table: what the form of each asks, and how each answer reads in a sentence. Forms,
 * columns, conflicts and the differences of two versions all come from here, so a new field is a new entry.
 */

import { formatDate } from '../../../design/components/index.ts'
import type { Action, Line, Measure, Noun, Objective, Priority } from '../domain.ts'
import { deadlineOf, MEASURE_KINDS, ownerOf } from '../words.ts'

export type Control = 'line' | 'paragraph' | 'measure-kind' | 'date' | 'deadline' | 'owner'

export interface LineField {
  /** In forms and on the line. A control that asks for several things has its own names (see forms.ts). */
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly control: Control
  /** In characters. */
  readonly max: number
  /** What to say where it is left empty and must not be. */
  readonly missing?: string
  /** The answer in words; empty where there is none. */
  readonly words: (line: Line) => string
}

export interface LineKind {
  readonly noun: Noun
  /** The kind of line that it stands under; a priority stands under the plan itself. */
  readonly under: Noun | undefined
  readonly about: string
  readonly fields: readonly LineField[]
}

/** Each table below is only ever asked about its own kind of line. */
const of = <L extends Line>(read: (line: L) => string) => read as (line: Line) => string

export const LINES: Readonly<Record<Noun, LineKind>> = {
  priority: {
    noun: 'priority',
    under: undefined,
    about: 'One thing that matters most this year. Three to five are enough.',
    fields: [
      {
        name: 'title',
        label: 'Priority',
        hint: 'In a few words, for example: Every tutor knows what to do on day one of absence',
        control: 'line',
        max: 200,
        missing: 'Enter the priority',
        words: of((line: Priority) => line.title),
      },
      {
        name: 'why',
        label: 'Why this matters here (optional)',
        hint: 'What you know from data, from pupils, families and staff',
        control: 'paragraph',
        max: 2000,
        words: of((line: Priority) => line.why),
      },
    ],
  },
  objective: {
    noun: 'objective',
    under: 'priority',
    about: 'What will be different, in one sentence.',
    fields: [
      {
        name: 'text',
        label: 'Objective',
        hint: 'For example: By Easter every form group is greeted at the door, every day',
        control: 'paragraph',
        max: 1000,
        missing: 'Enter the objective',
        words: of((line: Objective) => line.text),
      },
      {
        name: 'milestones',
        label: 'Milestones (optional)',
        hint: 'What you will see on the way, who checks, and how',
        control: 'paragraph',
        max: 2000,
        words: of((line: Objective) => line.milestones),
      },
      {
        name: 'resources',
        label: 'Resources (optional)',
        hint: 'Time, money, training',
        control: 'paragraph',
        max: 2000,
        words: of((line: Objective) => line.resources),
      },
    ],
  },
  measure: {
    noun: 'measure',
    under: 'objective',
    about: 'How you will know that it worked. Leave out any group small enough to point at a pupil.',
    fields: [
      {
        name: 'text',
        label: 'Measure',
        hint: 'For example: Whole-school persistent absence',
        control: 'line',
        max: 500,
        missing: 'Enter the measure',
        words: of((line: Measure) => line.text),
      },
      {
        name: 'kind',
        label: 'What kind of measure is it?',
        control: 'measure-kind',
        max: 20,
        missing: 'Select what kind of measure it is',
        words: of((line: Measure) => MEASURE_KINDS[line.kind]),
      },
      {
        name: 'baseline',
        label: 'Where it stands now (optional)',
        control: 'line',
        max: 100,
        words: of((line: Measure) => line.baseline),
      },
      {
        name: 'target',
        label: 'Target (optional)',
        hint: 'A target makes the objective measurable',
        control: 'line',
        max: 100,
        words: of((line: Measure) => line.target),
      },
      {
        name: 'unit',
        label: 'Counted in (optional)',
        hint: 'For example % or lessons a week',
        control: 'line',
        max: 60,
        words: of((line: Measure) => line.unit),
      },
      {
        name: 'source',
        label: 'Where the number comes from (optional)',
        control: 'line',
        max: 300,
        words: of((line: Measure) => line.source),
      },
      {
        name: 'targetOn',
        label: 'Date of the target (optional)',
        control: 'date',
        max: 10,
        words: of((line: Measure) => (line.targetOn === null ? '' : formatDate(line.targetOn))),
      },
    ],
  },
  action: {
    noun: 'action',
    under: 'objective',
    about: 'One step that one person sees to.',
    fields: [
      {
        name: 'text',
        label: 'Action',
        control: 'paragraph',
        max: 1000,
        missing: 'Enter the action',
        words: of((line: Action) => line.text),
      },
      {
        name: 'owner',
        label: 'Owner',
        control: 'owner',
        max: 200,
        words: of((line: Action) => ownerOf(line)),
      },
      {
        name: 'deadline',
        label: 'Deadline',
        control: 'deadline',
        max: 100,
        words: of((line: Action) => deadlineOf(line)),
      },
    ],
  },
}

/** Label as it reads inside a sentence: "Where it stands now (optional)" → "where it stands now". */
export const inSentence = ({ label }: Pick<LineField, 'label'>): string =>
  label
    .replace(' (optional)', '')
    .replace(/\?$/, '')
    .replace(/^./, (first) => first.toLowerCase())
