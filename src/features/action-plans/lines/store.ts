import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Line, Noun } from '../domain.ts'
import { tableOf } from '../store.ts'
import type { Values } from './forms.ts'

const PARENT_COLUMNS = {
  priority: 'plan_id',
  objective: 'priority_id',
  measure: 'objective_id',
  action: 'objective_id',
} as const

/** targetOn → target_on: columns are named as the properties are. The names come from lines/fields.ts, never from a form. */
const columnOf = (name: string) => sql.ref(name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))

/** Adds a line as the last under its parent. */
export async function insertLine(
  db: Db,
  noun: Noun,
  place: { readonly planId: number; readonly parentId: number },
  values: Values,
): Promise<number> {
  const parent = sql.ref(PARENT_COLUMNS[noun])
  const own: [string, string | number | null][] = Object.entries(values)
  if (noun !== 'priority') own.push(['planId', place.planId])
  const { rows } = await sql<{ id: number }>`
    insert into ${tableOf(noun)} (${parent}, ${sql.join(own.map(([name]) => columnOf(name)))}, position)
    values (${place.parentId}, ${sql.join(own.map(([, value]) => value))},
      (select coalesce(max(position), 0) + 1 from ${tableOf(noun)} l where l.${parent} = ${place.parentId}))
    returning id`.execute(db)
  if (!rows[0]) throw new Error('The line was not added')
  return rows[0].id
}

export async function updateLine(db: Db, noun: Noun, id: number, values: Values): Promise<void> {
  const set = Object.entries(values).map(([name, value]) => sql`${columnOf(name)} = ${value}`)
  await sql`update ${tableOf(noun)} set ${sql.join(set)}, revision = revision + 1 where id = ${id}`.execute(
    db,
  )
}

/** With everything under it. The database refuses where progress was recorded. */
export async function deleteLine(db: Db, noun: Noun, line: Line): Promise<void> {
  if ('objectives' in line)
    for (const objective of line.objectives) await deleteLine(db, 'objective', objective)
  if ('measures' in line) {
    for (const measure of line.measures) await deleteLine(db, 'measure', measure)
    for (const action of line.actions) await deleteLine(db, 'action', action)
  }
  await sql`delete from ${tableOf(noun)} where id = ${line.id}`.execute(db)
}
