/** The people of one partnership: who was invited, who joined, who left, and whether their trust may read along. */
import { assignment } from './assignment.ts'
import type { Story } from './files.ts'
import type { PersonRow } from './rows.ts'
import { addHistory, type Build } from './world.ts'

export function addPeople(
  build: Build,
  leaders: readonly PersonRow[],
  dates: { readonly confirmed: string; readonly invited: string },
  story: Story,
): void {
  const { world, place, dice, reference, cast } = build
  const { programme, school, staff, days } = place
  if (story.upTo === 'invited') {
    const [leader] = leaders
    if (leader) addInvitation(build, leader, dates.invited)
    return
  }
  for (const [index, leader] of leaders.entries()) {
    const startedAt = days.timeOn(dates.confirmed, dice, 'confirmed')
    const leaves = index === 0 && story.leaderLeft && cast.successor
    world.people.push(leader)
    world.assignments.push(
      assignment(
        leader,
        'named-leader',
        programme.key,
        { school: school.urn },
        startedAt,
        leaves && story.leaderLeft
          ? {
              at: `${story.leaderLeft}T15:40:00Z`,
              reason: 'Left the school at Easter for a post elsewhere',
              replacedBy: cast.successor?.email ?? '',
            }
          : null,
      ),
    )
  }
  if (story.leaderLeft && cast.successor) {
    const [first] = leaders
    const arrives = days.timeOn(days.after(story.leaderLeft, 2), dice, 'arrives')
    world.people.push(cast.successor)
    world.assignments.push(
      assignment(cast.successor, 'named-leader', programme.key, { school: school.urn }, arrives),
    )
    addHistory(
      build,
      reference,
      'person.replaced',
      `Put ${cast.successor.name} in place of ${first?.name}, who has left the school`,
      staff.team[0],
      arrives,
    )
  }
}

const INVITATION_DAYS = 14

function addInvitation({ world, place }: Build, leader: PersonRow, on: string): void {
  const { programme, school, staff, days } = place
  const invitedAt = `${on}T09:30:00Z`
  const again = Temporal.PlainDate.from(on).add({ days: 9 }).toString()
  const sentAgain = again < days.today
  const lastSentAt = sentAgain ? `${again}T09:30:00Z` : invitedAt
  world.invitations.push({
    email: leader.email,
    name: leader.name,
    title: leader.title,
    programme: programme.key,
    school: school.urn,
    invitedBy: staff.team[0].email,
    invitedAt,
    expiresAt: Temporal.Instant.from(lastSentAt)
      .add({ hours: 24 * INVITATION_DAYS })
      .toString(),
    sentCount: sentAgain ? 2 : 1,
    lastSentAt,
  })
}

export function addAgreement(build: Build, reference: string): void {
  const { world, place, cast } = build
  const { files, programme, school, days } = place
  const agreement = files.trustAgreements.find((each) => each.school === school.urn)
  const trust = files.trusts.find(({ uid }) => uid === school.trust_uid)
  if (!agreement || !trust) return
  const by = cast.by('partner', agreement.agreedOn, 'agreement')
  const agreedAt = `${agreement.agreedOn}T14:20:00Z`
  const withdrawnAt = agreement.withdrawnOn ? `${days.from(agreement.withdrawnOn)}T08:55:00Z` : null
  world.agreements.push({
    programme: programme.key,
    partnership: reference,
    email: by.email,
    name: by.name,
    agreedAt,
    withdrawnAt,
  })
  const seen = `${trust.name} can see where the school stands`
  addHistory(build, reference, 'trust.agreed', `Agreed that ${seen}`, by, agreedAt)
  if (withdrawnAt)
    addHistory(build, reference, 'trust.withdrawn', `Took back the agreement that ${seen}`, by, withdrawnAt)
}
