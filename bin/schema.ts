/**
 * Writes the types of every table and view, as the migrations leave them, to src/platform/database/schema.ts.
 * kysely-codegen was weighed: it wants a server to connect to, and types dates and numbers as its own drivers
 * return them, which is not how ours do.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Db, migrate, openDatabase } from '../src/platform/database/index.ts'

const TARGET = 'src/platform/database/schema.ts'

interface Column {
  readonly table: string
  readonly isView: boolean
  readonly name: string
  readonly type: string
  readonly isArray: boolean
  readonly isNullable: boolean
  readonly hasDefault: boolean
  /** Only the database gives it a value. */
  readonly isAlwaysGenerated: boolean
}

const TYPES: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  float4: 'number',
  float8: 'number',
  int8: 'Int8',
  json: 'JsonValue',
  jsonb: 'JsonValue',
  bytea: 'Uint8Array',
}

const HEADER = `// Written by bin/schema from db/migrations: change a migration and run it again.

import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

/** The two databases return it differently: cast it in SQL, \`count(*)::int\`. */
export type Int8 = ColumnType<unknown, number | bigint, number | bigint>

/** A column of a view. The database does not say which of them are never null. */
type Viewed<T> = ColumnType<T | null, never, never>
`

function typeOf(column: Column): string {
  const plain = TYPES[column.type] ?? 'string'
  const one = column.isArray ? `${plain}[]` : plain
  if (column.isView) return `Viewed<${one}>`
  const type = column.isNullable ? `${one} | null` : one
  if (column.isAlwaysGenerated) return `GeneratedAlways<${type}>`
  return column.hasDefault ? `Generated<${type}>` : type
}

const inPascalCase = (name: string) =>
  name.replace(/(?:^|[_.])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

function render(columns: readonly Column[]): string {
  const tables = Map.groupBy(columns, ({ table }) => table)
  const interfaces = [...tables].map(([table, its]) => {
    const lines = its.map((column) => `  ${column.name}: ${typeOf(column)}`)
    return `export interface ${inPascalCase(table)} {\n${lines.join('\n')}\n}\n`
  })
  const names = [...tables.keys()].map(
    (table) => `  ${/\W/.test(table) ? `'${table}'` : table}: ${inPascalCase(table)}`,
  )
  return `${[HEADER, ...interfaces].join('\n')}\nexport interface Schema {\n${names.join('\n')}\n}\n`
}

async function listColumns(db: Db): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`
    select
      case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as "table",
      c.relkind in ('v', 'm') as "isView",
      a.attname as name,
      coalesce(base.typname, element.typname, t.typname) as type,
      element.oid is not null as "isArray",
      not a.attnotnull as "isNullable",
      a.atthasdef or a.attidentity <> '' as "hasDefault",
      a.attidentity = 'a' or a.attgenerated <> '' as "isAlwaysGenerated"
    from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
      left join pg_type element on element.oid = t.typelem and t.typcategory = 'A'
      left join pg_type base on base.oid = t.typbasetype and t.typtype = 'd'
    where c.relkind in ('r', 'p', 'v', 'm')
      and not c.relispartition
      and n.nspname !~ '^(pg_|information_schema)'
    order by n.nspname <> 'public', n.nspname, c.relname, a.attnum`.execute(db)
  return rows
}

const database = await openDatabase({ dataDir: 'memory://' })
await migrate(database)
const text = render(await database.asOwner(listColumns))
await database.close()

const path = join(import.meta.dirname, '..', TARGET)
const isStale = readFileSync(path, 'utf8') !== text
if (process.argv.includes('--check')) {
  if (isStale) console.error(`${TARGET} does not match db/migrations: run bin/schema`)
  process.exitCode = isStale ? 1 : 0
} else {
  if (isStale) writeFileSync(path, text)
  console.log(`${TARGET} ${isStale ? 'is written anew' : 'is as it was'}`)
}
