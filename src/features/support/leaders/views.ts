import { checkboxes, formatDate, formatDateShort, table } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Answers } from '../../../platform/forms.ts'
import { type DiaryEntry, peopleOf } from '../hub/domain.ts'
import { leadersIn } from './domain.ts'

/** For the lead school's own forms: who comes, so that two days of one person are seen. */
export function leaderChoices({
  leaders,
  hubName,
  answers,
  people,
}: {
  readonly leaders: readonly string[]
  readonly hubName: string
  readonly answers: Answers | undefined
  /** Chosen before. */
  readonly people: string
}): Html | undefined {
  if (leaders.length === 0) return undefined
  return checkboxes({
    name: 'leaders',
    label: `Who comes from ${hubName}? (optional)`,
    hint: 'The diary of your hub shows when one person is needed twice.',
    answers,
    values: leadersIn(people),
    choices: leaders.map((name) => ({ value: name, text: name })),
  })
}

/** How many days each leader has to come, and the next: those of whom a day names nobody stand last. */
export function leadersTable(
  diary: readonly DiaryEntry[],
  {
    leaders,
    clashes,
  }: { readonly leaders: readonly string[]; readonly clashes: ReadonlyMap<string, readonly string[]> },
): Html | undefined {
  if (diary.length === 0) return undefined
  const namesOf = (entry: DiaryEntry) => leadersIn(peopleOf(entry))
  const known = new Map(leaders.map((name) => [name.toLowerCase(), name]))
  for (const name of diary.flatMap(namesOf)) known.getOrInsert(name.toLowerCase(), name)
  const rows = [...known.values()].map((name) => ({
    name,
    entries: diary.filter((entry) =>
      namesOf(entry).some((each) => each.toLowerCase() === name.toLowerCase()),
    ),
    clashing: [...clashes].filter(([, names]) => names.includes(name)).map(([on]) => on),
  }))
  const nobody = diary.filter((entry) => namesOf(entry).length === 0)
  const all =
    nobody.length > 0 ? [...rows, { name: 'Nobody named yet', entries: nobody, clashing: [] }] : rows
  return table({
    caption: 'Who comes',
    head: [
      { text: 'Leader' },
      { text: 'Booked', numeric: true },
      { text: 'Offered', numeric: true },
      { text: 'Next' },
      { text: 'Two at once' },
    ],
    rows: all.map(({ name, entries, clashing }) => [
      name,
      String(new Set(entries.filter(({ isOffered }) => !isOffered).map(({ day }) => day.id)).size),
      String(new Set(entries.filter(({ isOffered }) => isOffered).map(({ day }) => day.id)).size),
      entries[0] ? formatDateShort(entries[0].on) : 'None',
      clashing.length === 0 ? 'No' : html`${clashing.map((on) => formatDate(on)).join(', ')}`,
    ]),
  })
}
