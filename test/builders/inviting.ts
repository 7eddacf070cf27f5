/** The people of a test, four of them signed in, who invite others and see what came of it. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../src/platform/database/index.ts'
import { openTestDatabase } from '../database.ts'
import { type Browser, openPeopleApp, type PeopleApp, seedPeople, type World } from './people.ts'

export const SYSTEM = { 'alongside.role': 'system' }

export interface Inviting {
  readonly database: Database
  readonly people: PeopleApp
  readonly world: World
  /** The programme team, the leads of both hubs, and the head of Ashby Primary School. */
  readonly team: Browser
  readonly north: Browser
  readonly south: Browser
  readonly head: Browser
  /** Every line of history, the newest first. */
  histories(): Promise<readonly Line[]>
  /** The invitations of an address. */
  idOf(email: string): Promise<number[]>
  close(): Promise<void>
}

interface Line {
  readonly sentence: string
  readonly by_name: string
  readonly partnership_id: number | null
  readonly hub_id: number | null
}

export async function openInviting(): Promise<Inviting> {
  const database = await openTestDatabase()
  const world = await seedPeople(database)
  const people = await openPeopleApp(database)
  const [team, north, south, head] = await Promise.all([
    people.signedInAs('team@dfe.example'),
    people.signedInAs('lead@north.example'),
    people.signedInAs('lead@south.example'),
    people.signedInAs('head@ashby.example'),
  ])
  return {
    database,
    people,
    world,
    team,
    north,
    south,
    head,
    async histories() {
      const { rows } = await database.asOwner((db) =>
        sql<Line>`select sentence, by_name, partnership_id, hub_id from history order by id desc`.execute(db),
      )
      return rows
    },
    async idOf(email) {
      const { rows } = await database.inScope(SYSTEM, (db) =>
        sql<{ id: number }>`select id from invitations where email = ${email}`.execute(db),
      )
      return rows.map(({ id }) => id)
    },
    async close() {
      await people.close()
      await database.close()
    },
  }
}

/** The form that invites somebody new. */
export const invitationForm = (more: Readonly<Record<string, string>>) => ({
  key: randomUUID(),
  role: 'named-leader',
  name: 'New Person',
  email: `${randomUUID()}@new.example`,
  ...more,
})

/** The link of an invitation’s email, without the host. */
export const linkIn = (body: string): string =>
  /http:\/\/localhost(\/invitations\/\S+)/.exec(body)?.[1] ?? 'no link'
