/** What db/world/events.yaml holds. */
import { z } from 'zod'

const date = z.iso.date()
const text = z.string().min(1)
const time = z.string().regex(/^\d\d:\d\d$/)
const share = z.number().min(0).max(1)

const openDays = z.strictObject({
  starts: time,
  minutes: z.int(),
  title: text,
  description: text,
  agenda: text,
  preparation: text,
  gettingThere: text,
  safetyNotes: text,
  placesPerSchool: z.int(),
  capacity: z.record(text, z.int()),
  moved: z.array(z.strictObject({ hub: text, from: date, to: date, on: date, reason: text })),
})
const sessions = z.strictObject({
  programme: text,
  series: text,
  starts: time,
  confirmed: z.int(),
  joining: text,
  joiningDaysBefore: z.int(),
  recording: text,
  description: text,
})
const meeting = z.strictObject({
  key: text,
  programme: text,
  hub: text.optional(),
  audience: z.enum(['partners', 'leads']).default('partners'),
  title: text,
  on: date,
  starts: time,
  minutes: z.int(),
  place: z.enum(['online', 'elsewhere']),
  placeText: z.string().default(''),
  joining: z.string().default(''),
  capacity: z.int().nullable().default(null),
  placesPerSchool: z.int().default(2),
  description: text,
  attends: share,
  waits: z.array(z.int()).default([]),
  cancelled: z.strictObject({ on: date, reason: text }).optional(),
})
const practice = z.strictObject({ willTry: text, became: z.string() })

export const worldEvents = z.strictObject({
  openDays,
  sessions: z.array(sessions),
  meetings: z.array(meeting),
  willDo: z.tuple([text], text),
  practices: z.tuple([practice], practice),
  needs: z.tuple([text], text),
})
export type WorldEvents = z.output<typeof worldEvents>
export type WorldMeeting = z.output<typeof meeting>
