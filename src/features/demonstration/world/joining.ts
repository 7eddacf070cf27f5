/** The people of one partnership: who was invited, who joined, who left, and whether their trust may read along. */
import { assignment } from './assignment.ts'
import type { Story } from './files.ts'
import type { InvitationRow, PersonRow } from './rows.ts'
import { addHistory, type Build } from './world.ts'

const WHY_LEFT = 'Left the school at Easter for a post elsewhere'

export function addPeople(
  build: Build,
  leaders: readonly PersonRow[],
  dates: { readonly confirmed: string; readonly invited: string },
  story: Story,
): void {
  const { place, dice, reference, cast } = build
  const { days } = place
  if (story.upTo === 'invited') {
    const [leader] = leaders
    if (leader) addInvitation(build, leader, dates.invited)
    return
  }
  for (const [index, leader] of leaders.entries()) {
    // The first to join is the one who then confirms the partnership; the others follow within days.
    const confirmed = Temporal.Instant.from(days.timeOn(dates.confirmed, dice, 'confirmed'))
    const joinedAt =
      index === 0
        ? confirmed.subtract({ minutes: 6 }).toString()
        : days.timeOn(days.after(dates.confirmed, index), dice, `joins ${index}`)
    const leaves = index === 0 ? cast.successor && story.leaderLeft : undefined
    join(build, leader, days.timeOn(dates.invited, dice, 'invited'), joinedAt, {
      end: leaves
        ? {
            at: `${leaves}T15:40:00Z`,
            reason: WHY_LEFT,
            replacedBy: cast.successor?.email ?? '',
          }
        : null,
    })
  }
  const [first] = leaders
  if (story.leaderLeft && cast.successor && first) {
    const left = `Noted that ${first.name} is no longer named leader: ${WHY_LEFT}`
    addHistory(build, reference, 'person.left', left, place.staff.team[0], `${story.leaderLeft}T15:40:00Z`)
    const arrives = days.after(story.leaderLeft, 2)
    const invited = days.timeOn(days.after(arrives, -1), dice, 'successor invited')
    join(build, cast.successor, invited, days.timeOn(arrives, dice, 'arrives'), { replaces: first })
  }
}

/** Invites a person, who accepts, and has the role from then on. */
function join(
  build: Build,
  person: PersonRow,
  invitedAt: string,
  joinedAt: string,
  more: { readonly end?: Parameters<typeof assignment>[5]; readonly replaces?: PersonRow },
): void {
  const { world, place, reference } = build
  const { programme, school, staff } = place
  const invited = more.replaces
    ? `Invited ${person.name} as named leader, in place of ${more.replaces.name}`
    : `Invited ${person.name} as named leader`
  addHistory(build, reference, 'person.invited', invited, staff.team[0], invitedAt)
  addHistory(build, reference, 'person.joined', 'Joined as named leader', person, joinedAt)
  world.people.push(person)
  world.assignments.push(
    assignment(person, 'named-leader', programme.key, { school: school.urn }, joinedAt, more.end ?? null),
  )
  world.invitations.push({
    ...invitationOf(build, person, invitedAt),
    acceptedAt: joinedAt,
    replaces: more.replaces?.email ?? null,
  })
}

const INVITATION_DAYS = 14

/** An invitation that nobody has taken up yet, sent again after nine days. */
function addInvitation(build: Build, leader: PersonRow, on: string): void {
  const { world, place, reference } = build
  const invitedAt = `${on}T09:30:00Z`
  const again = Temporal.PlainDate.from(on).add({ days: 9 }).toString()
  addHistory(
    build,
    reference,
    'person.invited',
    `Invited ${leader.name} as named leader`,
    place.staff.team[0],
    invitedAt,
  )
  const invitation = invitationOf(build, leader, invitedAt)
  world.invitations.push(
    again < place.days.today
      ? {
          ...invitation,
          sentCount: 2,
          lastSentAt: `${again}T09:30:00Z`,
          expiresAt: expiryOf(`${again}T09:30:00Z`),
        }
      : invitation,
  )
}

function invitationOf({ place }: Build, person: PersonRow, invitedAt: string): InvitationRow {
  return {
    email: person.email,
    name: person.name,
    title: person.title,
    programme: place.programme.key,
    school: place.school.urn,
    invitedBy: place.staff.team[0].email,
    invitedAt,
    expiresAt: expiryOf(invitedAt),
    sentCount: 1,
    lastSentAt: invitedAt,
    acceptedAt: null,
    replaces: null,
  }
}

function expiryOf(sentAt: string): string {
  return Temporal.Instant.from(sentAt)
    .add({ hours: 24 * INVITATION_DAYS })
    .toString()
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
