/** The records of visits that took place: most signed by both schools, the latest of some by one school, or by neither yet. */
import { addWorkingDays, type Calendar } from '../../programmes/index.ts'
import type { WorldFiles } from './files.ts'
import type { By, SupportDayRow, VisitRecordRow } from './rows.ts'
import type { World } from './world.ts'

const SIGN_WITHIN = 5
/** So long after its visit a record may still be open in the story. */
const LATELY = 21

/** Whose name is under a record that is still open. */
const OPEN: readonly (readonly string[])[] = [['lead'], [], ['partner']]

/** Adds them, and what the history says of them, once all support days are known. */
export function addVisitRecords(world: World, files: WorldFiles, calendar: Calendar): void {
  const today = Temporal.PlainDate.from(files.today)
  const visits = world.supportDays.flatMap((day) => {
    const last = day.entries.at(-1)
    const said = day.entries.at(-2)
    return last?.state === 'delivered' && last.heldOn && said && day.type !== 'remote'
      ? [{ day, heldOn: last.heldOn, lead: said, partner: last }]
      : []
  })
  // A school that visitors open first is asked to sign.
  const shown = new Set(
    world.partnerships.flatMap(({ programme, reference, school }) =>
      files.personas.some((persona) => persona.school === school) ? [`${programme} ${reference}`] : [],
    ),
  )
  const isShown = ({ programme, partnership }: SupportDayRow) => shown.has(`${programme} ${partnership}`)
  const latest = new Map<string, string>()
  for (const { day, heldOn } of visits) {
    const known = latest.get(day.partnership)
    if (known === undefined || known < heldOn) latest.set(day.partnership, heldOn)
  }
  for (const { day, heldOn, lead, partner } of visits) {
    const words = files.visits[day.id % files.visits.length]
    if (!words) continue
    const on = Temporal.PlainDate.from(heldOn)
    const at = (days: number, hour: number) => `${on.add({ days })}T${hour}:20:00Z`
    const isLate = on.until(today).days > LATELY
    const isOpen = !isLate && latest.get(day.partnership) === heldOn
    const signed = isOpen
      ? isShown(day)
        ? ['lead']
        : (OPEN[day.id % OPEN.length] ?? [])
      : ['lead', 'partner']
    const signatures = [
      { ...whoOf(lead), side: 'lead', at: at(1, 15) } as const,
      { ...whoOf(partner), side: 'partner', at: at(3, 16) } as const,
    ].filter((each) => signed.includes(each.side) && each.at.slice(0, 10) <= files.today)
    const row: VisitRecordRow = {
      ...words,
      ...whoOf(lead),
      day: day.id,
      signBy: addWorkingDays(on, SIGN_WITHIN, calendar).toString(),
      at: at(0, 15),
      signatures,
    }
    world.visitRecords.push(row)
    tell(world, day, row, heldOn)
  }
}

type Who = Pick<By, 'email' | 'name'>
const whoOf = ({ email, name }: Who): Who => ({ email, name })

function tell(world: World, day: SupportDayRow, row: VisitRecordRow, heldOn: string): void {
  const { programme, partnership } = day
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  const name = `${day.type === 'deep-dive' ? 'deep-dive visit' : day.type === 'review' ? 'review day' : day.type} on ${date.format(new Date(`${heldOn}T12:00:00Z`))}`
  const add = (kind: string, sentence: string, { email, name: who }: Who, at: string) =>
    world.history.push({ programme, partnership, hub: null, kind, sentence, email, name: who, at })
  add('visit.written', `Wrote in the record of the ${name}`, row, row.at)
  for (const [place, signature] of row.signatures.entries()) {
    const both = place === 1
    add(
      both ? 'visit.agreed' : 'visit.signed',
      `Signed the record of the ${name}${both ? ': both schools have signed it' : ''}`,
      signature,
      signature.at,
    )
  }
}
