import type { AssignmentRow, PersonRow } from './rows.ts'

/** A person in a role at a place, with the end of it where it has ended. */
export function assignment(
  person: PersonRow,
  role: string,
  programme: string,
  place: { readonly hub?: string | null; readonly school?: number | null; readonly trust?: number | null },
  startedAt: string,
  end: { readonly at: string; readonly reason: string; readonly replacedBy: string } | null = null,
): AssignmentRow {
  return {
    email: person.email,
    role,
    programme,
    hub: place.hub ?? null,
    school: place.school ?? null,
    trust: place.trust ?? null,
    title: person.title,
    startedAt,
    endedAt: end?.at ?? null,
    endedReason: end?.reason ?? null,
    replacedBy: end?.replacedBy ?? null,
  }
}
