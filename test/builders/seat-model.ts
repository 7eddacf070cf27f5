/**
 * One event with its seats drawn out one by one, as simply as can be: what booking and the waiting list must agree with,
 * whoever does the work. Everything that is done says what became of it in a word.
 */
export interface SchoolFacts {
  readonly been: boolean
  readonly expected: number
  readonly attended: number
}

export type Act =
  | {
      readonly act: 'book' | 'change' | 'ask' | 'askMore' | 'bookIn'
      readonly school: number
      readonly places: number
    }
  | { readonly act: 'giveBack' | 'leave' | 'take' | 'decline' | 'expire'; readonly school: number }
  | { readonly act: 'offer' }
  | { readonly act: 'hold' | 'resize' | 'resizeSchools'; readonly places: number }

/** What there is after each act, to be compared. */
export interface Picture {
  readonly taken: number
  readonly offered: number
  readonly held: number
  readonly waiting: number
  readonly schools: number
  /** By school: 'has 2', 'waits for 1', 'has 1, is offered 2'. */
  readonly who: Readonly<Record<number, string>>
}

/** Something that does these acts: the pure rules, or the service on a database. */
export interface Doer {
  do(act: Act): string | Promise<string>
  picture(): Picture | Promise<Picture>
}

/** One school can have so many. */
export const MOST_PLACES = 4

type Seat = 'free' | 'held' | `school ${number}` | `offer ${number}`

export class SeatModel {
  seats: Seat[]
  schoolCapacity: number | null
  /** In order of asking. */
  queue: { readonly school: number; readonly places: number }[] = []
  readonly facts: readonly SchoolFacts[]

  constructor(capacity: number, schoolCapacity: number | null, facts: readonly SchoolFacts[]) {
    this.seats = Array.from({ length: capacity }, () => 'free')
    this.schoolCapacity = schoolCapacity
    this.facts = facts
  }

  count(seat: Seat): number {
    return this.seats.filter((each) => each === seat).length
  }
  has(school: number): number {
    return this.count(`school ${school}`)
  }
  offered(school: number): number {
    return this.count(`offer ${school}`)
  }
  waits(school: number): boolean {
    return this.queue.some((each) => each.school === school)
  }
  schools(): number {
    const whose = (seat: Seat) => seat.split(' ')[1]
    return new Set(this.seats.filter((seat) => seat !== 'free' && seat !== 'held').map(whose)).size
  }
  hasRoomForASchool(): boolean {
    return this.schoolCapacity === null || this.schools() < this.schoolCapacity
  }

  turn(from: Seat, to: Seat, number: number): void {
    for (let left = number; left > 0; left -= 1) {
      const at = this.seats.indexOf(from)
      if (at < 0) throw new Error(`There is no seat ${from} to become ${to}`)
      this.seats[at] = to
    }
  }

  do(act: Act): string {
    switch (act.act) {
      case 'book': {
        const { school, places } = act
        if (this.has(school) || this.waits(school) || this.offered(school)) return 'passed over'
        if (this.count('free') < places || !this.hasRoomForASchool()) return 'full'
        if (this.queue.length > 0) return 'others wait'
        this.turn('free', `school ${school}`, places)
        return 'seated'
      }
      case 'change': {
        const more = act.places - this.has(act.school)
        if (!this.has(act.school)) return 'passed over'
        if (more > 0 && this.count('free') < more) return 'full'
        if (more > 0 && this.queue.length > 0) return 'others wait'
        if (more > 0) this.turn('free', `school ${act.school}`, more)
        else this.turn(`school ${act.school}`, 'free', -more)
        return 'seated'
      }
      case 'giveBack':
        if (!this.has(act.school)) return 'passed over'
        // It wants no more, either.
        this.queue = this.queue.filter(({ school }) => school !== act.school)
        this.turn(`offer ${act.school}`, 'free', this.offered(act.school))
        this.turn(`school ${act.school}`, 'free', this.has(act.school))
        return 'given back'
      case 'ask': {
        const { school, places } = act
        if (this.has(school) || this.waits(school) || this.offered(school)) return 'passed over'
        if (this.count('free') > 0 && this.hasRoomForASchool() && this.queue.length === 0)
          return 'there is room'
        this.queue.push({ school, places })
        return 'waits'
      }
      case 'askMore': {
        const { school, places } = act
        if (!this.has(school) || this.waits(school) || this.offered(school)) return 'passed over'
        if (this.count('free') > 0 && this.queue.length === 0) return 'there is room'
        const most = MOST_PLACES - this.has(school)
        if (most < 1) return 'has all it can'
        this.queue.push({ school, places: Math.min(places, most) })
        return 'waits'
      }
      case 'leave':
        if (!this.waits(act.school) && !this.offered(act.school)) return 'passed over'
        this.queue = this.queue.filter(({ school }) => school !== act.school)
        this.turn(`offer ${act.school}`, 'free', this.offered(act.school))
        return 'left'
      case 'offer':
        return this.offer()
      case 'take':
        if (!this.offered(act.school)) return 'passed over'
        this.turn(`offer ${act.school}`, `school ${act.school}`, this.offered(act.school))
        return 'taken'
      case 'decline':
      case 'expire':
        if (!this.offered(act.school)) return 'passed over'
        this.turn(`offer ${act.school}`, 'free', this.offered(act.school))
        return act.act === 'decline' ? 'declined' : 'expired'
      case 'bookIn':
        return this.bookIn(act.school, act.places)
      case 'hold': {
        const more = act.places - this.count('held')
        if (more > this.count('free')) return 'does not fit'
        if (more > 0) this.turn('free', 'held', more)
        else this.turn('held', 'free', -more)
        return 'held'
      }
      case 'resize': {
        const used = this.seats.length - this.count('free')
        if (act.places < used) return 'does not fit'
        const kept = this.seats.filter((seat) => seat !== 'free')
        this.seats = [...kept, ...Array.from({ length: act.places - used }, (): Seat => 'free')]
        return 'resized'
      }
      case 'resizeSchools':
        if (act.places < this.schools()) return 'does not fit'
        this.schoolCapacity = act.places
        return 'resized'
    }
  }

  /** The place of each in the queue is worked out anew for each seat that comes up. */
  offer(): string {
    let offers = 0
    while (this.count('free') > 0) {
      const behind = ({ school }: { school: number }): number[] => {
        const facts = this.facts[school]
        if (!facts) throw new Error(`There is no school ${school}`)
        return [facts.been ? 1 : 0, -Math.max(0, facts.expected - facts.attended)]
      }
      const [next] = this.queue
        .map((entry, asked) => ({ entry, key: [...behind(entry), asked] }))
        .filter(({ entry }) => this.has(entry.school) || this.hasRoomForASchool())
        .sort((one, other) => {
          const at = one.key.findIndex((part, index) => part !== other.key[index])
          return at < 0 ? 0 : (one.key[at] ?? 0) - (other.key[at] ?? 0)
        })
      if (!next) break
      const { school, places } = next.entry
      this.turn('free', `offer ${school}`, Math.min(places, this.count('free')))
      this.queue = this.queue.filter((entry) => entry !== next.entry)
      offers += 1
    }
    return `${offers} offered`
  }

  bookIn(school: number, places: number): string {
    if (this.has(school) || this.offered(school) || this.waits(school)) return 'passed over'
    const held = Math.min(this.count('held'), places)
    if (this.count('free') + held < places || !this.hasRoomForASchool()) return 'full'
    this.turn('held', `school ${school}`, held)
    this.turn('free', `school ${school}`, places - held)
    return 'booked in'
  }

  picture(): Picture {
    const who: Record<number, string> = {}
    for (const school of this.facts.keys()) {
      const waits = this.queue.find((entry) => entry.school === school)
      const words = [
        this.has(school) && `has ${this.has(school)}`,
        this.offered(school) && `is offered ${this.offered(school)}`,
        waits && `waits for ${waits.places}`,
      ].filter(Boolean)
      if (words.length > 0) who[school] = words.join(', ')
    }
    const of = (kind: string) => this.seats.filter((seat) => seat.startsWith(kind)).length
    return {
      taken: of('school'),
      offered: of('offer'),
      held: of('held'),
      waiting: this.queue.length,
      schools: this.schools(),
      who,
    }
  }
}
