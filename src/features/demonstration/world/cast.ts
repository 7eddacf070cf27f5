import { diceFor } from './dice.ts'
import type { Story } from './files.ts'
import { successorOf } from './people.ts'
import type { PersonRow } from './rows.ts'
import type { Cast, Place } from './world.ts'

/** Who acts in a partnership. */
export function castOf({ files, school, staff }: Place, story: Story, leaders: readonly PersonRow[]): Cast {
  const [first, second] = leaders
  const successor = story.leaderLeft && first ? successorOf(files, school, first) : undefined
  const dice = diceFor(`who of ${school.urn}`)
  const leaderOn = (on: string) =>
    successor && story.leaderLeft && on > story.leaderLeft ? successor : first
  return {
    successor,
    leader: leaderOn,
    by(side, on, name) {
      if (side === 'programme-team')
        return dice.chance(name, 0.7) ? staff.team[0] : (staff.team[1] ?? staff.team[0])
      const leader = leaderOn(on)
      if (side === 'lead' || !leader)
        return dice.chance(name, 0.75) ? staff.leads[0] : (staff.leads[1] ?? staff.leads[0])
      return dice.chance(name, 0.75) ? leader : (second ?? leader)
    },
  }
}
