/** What a partner school and its hub have written to each other so far. */
import { REPLY_SCHOOL_DAYS } from '../../conversations/index.ts'
import type { WorldMessage } from './files.ts'
import type { MessageRow } from './rows.ts'
import { addHistory, type Build } from './world.ts'

interface Said extends WorldMessage {
  readonly on: string
}

/** Told for some schools; for most of the others an exchange that came to its end, and for some a question that waits. */
export function addConversation(build: Build, reference: string, from: string): void {
  const { place, dice, cast } = build
  if (!cast.leader(place.days.today)) return // nobody is there yet to write to
  const { conversations } = place.files
  const told = conversations.told.find(({ school }) => school === place.school.urn)
  if (told) {
    write(build, reference, told.messages)
    return
  }
  const said: Said[] = []
  const { days } = place
  if (dice.chance('writes', 0.7)) {
    let on = days.after(days.today, -dice.between('first word', 12, 40))
    for (const message of dice.pick('exchange', conversations.exchanges)) {
      said.push({ ...message, on })
      on = days.after(on, dice.between(`answer to ${message.text}`, 1, 4))
    }
  }
  if (dice.chance('asks lately', 0.3)) {
    const on = days.after(days.today, -dice.between('asked lately', 1, 7))
    said.push({ ...dice.pick('open question', conversations.open), on })
  }
  write(
    build,
    reference,
    said.filter(({ on }) => on > from),
  )
}

function write(build: Build, reference: string, said: readonly Said[]): void {
  const { world, place, cast, dice } = build
  const { days, programme, hub, school } = place
  let waiting: MessageRow | undefined
  for (const [at, { by: side, on, text, asks, leaves }] of said.entries()) {
    const by = cast.by(side, on, `writes ${at}`)
    const writtenAt = days.timeOn(on, dice, `message ${at}`)
    const seenOn = days.after(on, dice.between(`message ${at} seen`, 0, 1))
    // What was written in the last days, nobody has opened yet: a visitor finds it new.
    const isNew = at === said.length - 1 && days.count(on, days.today) < 3
    const reader = side === 'lead' ? cast.leader(seenOn) : place.staff.leads[0]
    const answers = waiting && waiting.side !== side && !leaves ? waiting.id : null
    const row: MessageRow = {
      id: world.messages.length + 1,
      programme: programme.key,
      partnership: reference,
      side,
      email: by.email,
      name: by.name,
      text,
      at: writtenAt,
      askedOn: asks ? on : null,
      replyBy: asks ? days.after(on, REPLY_SCHOOL_DAYS) : null,
      answers,
      seen:
        isNew || !reader ? null : { email: reader.email, name: reader.name, at: later(writtenAt, seenOn) },
    }
    world.messages.push(row)
    if (answers !== null) waiting = undefined
    if (asks) waiting = row
    const other = side === 'lead' ? school.name : hub.name
    const sentence = answers ? `Answered ${other}` : asks ? `Asked ${other} something` : `Wrote to ${other}`
    const kind = answers ? 'answered' : asks ? 'asked' : 'written'
    addHistory(build, reference, `conversation.${kind}`, sentence, by, writtenAt, { message: row.id })
  }
}

/** The next morning, or an hour after it was written. */
function later(writtenAt: string, seenOn: string): string {
  if (!writtenAt.startsWith(seenOn)) return `${seenOn}T07:40:00Z`
  return Temporal.Instant.from(writtenAt).add({ minutes: 50 }).toString()
}
