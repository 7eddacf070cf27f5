/**
 * How the code may hang together; `docs/decisions` and ARCHITECTURE.md say why. Each rule is a function from the
 * text of the source files to the faults found, so that the last tests can plant a fault and see it caught.
 */
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { importsOf, readSources, type Sources } from './sources.ts'

/** A file may import from its own layer and those below it. What lies beside main.ts is what main starts. */
const LAYERS = ['src/platform/', 'src/design/', 'src/features/', 'src/app.ts', 'src/']

const layerOf = (path: string) => LAYERS.findIndex((start) => path.startsWith(start))
const featureOf = (path: string) => /^src\/features\/([^/]+)\//.exec(path)?.[1]
const isIndexOfFeature = (path: string) => /^src\/features\/[^/]+\/index\.ts$/.test(path)
const isStore = (path: string) => /(^|[/-])store(-[a-z-]+)?\.ts$|\/store\//.test(path)

const imports = (sources: Sources) =>
  [...sources].flatMap(([from, text]) => importsOf(from, text).map((to) => ({ from, to })))

function upwardImports(sources: Sources): string[] {
  return imports(sources)
    .filter(({ from, to }) => layerOf(from) < layerOf(to) || layerOf(from) < 0 || layerOf(to) < 0)
    .map(
      ({ from, to }) => `${from} imports ${to}: imports point from main to app, features, design, platform`,
    )
}

function sideDoors(sources: Sources): string[] {
  return imports(sources)
    .filter(({ from, to }) => featureOf(to) && featureOf(from) !== featureOf(to) && !isIndexOfFeature(to))
    .map(({ from, to }) => `${from} imports ${to}: a feature is entered through its index.ts only`)
}

function circles(sources: Sources): string[] {
  const uses = new Map<string, Set<string>>()
  for (const { from, to } of imports(sources)) {
    const [user, used] = [featureOf(from), featureOf(to)]
    if (user && used && user !== used) uses.set(user, (uses.get(user) ?? new Set()).add(used))
  }
  const found = new Map<string, string>()
  const walk = (path: readonly string[]) => {
    for (const next of uses.get(path.at(-1) ?? '') ?? []) {
      const start = path.indexOf(next)
      const circle = path.slice(start)
      const key = [...circle].sort().join()
      if (start < 0) walk([...path, next])
      else if (!found.has(key)) found.set(key, `${[...circle, next].join(' → ')}: features form a circle`)
    }
  }
  for (const feature of uses.keys()) walk([feature])
  return [...found.values()]
}

/** Who owns each table: the `-- owner: schools` line above its `create table` in the migrations. */
function tableOwners(migrations: Sources): { owners: Map<string, string>; faults: string[] } {
  const owners = new Map<string, string>()
  const faults: string[] = []
  for (const [path, text] of migrations) {
    let owner: string | undefined
    const lines = /^--\s*owner:\s*(\S+)|^\s*create (?:unlogged )?table (?:if not exists )?([\w."]+)/gim
    for (const [, named, table] of text.matchAll(lines)) {
      if (named) owner = named
      else if (table && owner) owners.set(table.replaceAll('"', '').toLowerCase(), owner)
      else faults.push(`${path} creates ${table} below no line “-- owner: <feature>”`)
    }
  }
  return { owners, faults }
}

/** The text of every sql`…` in a file, with what stands in `${…}` left in: it may hold another. */
function sqlTexts(text: string): string[] {
  return [...text.matchAll(/\bsql(?:<[^`]*?>)?`/g)].map((match) => {
    const start = match.index + match[0].length
    let depth = 0
    for (let at = start; at < text.length; at++) {
      if (text.startsWith('${', at)) depth++
      else if (text[at] === '}' && depth > 0) depth--
      else if (text[at] === '`' && depth === 0) return text.slice(start, at)
    }
    return text.slice(start)
  })
}

const IN_SQL = /\b(?:from|join|into|update|only|table|truncate|using)\s+"?(?:public"?\.)?"?([a-z_]\w*)/gi
const IN_KYSELY =
  /\b(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|using|\w*Join(?:Lateral)?|table)\(\s*\[?\s*['"](?:public\.)?(\w+)/g
const IN_COPY = /\bcopyIn\(\s*\w+,\s*['"](?:public\.)?(\w+)/g

function tablesNamed(text: string): Set<string> {
  const names = [
    ...sqlTexts(text).flatMap((sql) => [...sql.matchAll(IN_SQL)]),
    ...text.matchAll(IN_KYSELY),
    ...text.matchAll(IN_COPY),
  ]
  return new Set(names.map((match) => (match[1] ?? '').toLowerCase()))
}

function borrowedTables(sources: Sources, owners: ReadonlyMap<string, string>): string[] {
  const faults: string[] = []
  for (const [path, text] of sources) {
    for (const table of tablesNamed(text)) {
      const owner = owners.get(table)
      if (!owner) continue // a view, which anyone may read, or a name within the query
      const home = owner.startsWith('platform') ? `src/${owner}/` : `src/features/${owner}/`
      if (!path.startsWith(home))
        faults.push(`${path} names the table ${table}: only ${home} may; read a view`)
      else if (!owner.startsWith('platform') && !isStore(path))
        faults.push(`${path} names the table ${table}: only the store files of ${home} may`)
    }
  }
  return faults
}

function environmentReaders(sources: Sources): string[] {
  return [...sources]
    .filter(
      ([path, text]) =>
        path !== 'src/main.ts' && /\bprocess\s*\.\s*env\b|\benv\b[^'\n]*'node:process'/.test(text),
    )
    .map(([path]) => `${path} reads process.env: only src/main.ts may, and passes settings on`)
}

describe('the architecture', () => {
  let code: Sources
  let migrations: Sources

  before(async () => {
    // A test stands outside the layers: it may call the whole service.
    code = new Map([...(await readSources(['src'], '.ts'))].filter(([path]) => !path.endsWith('.test.ts')))
    migrations = new Map([...(await readSources(['db/migrations'], '.sql'))].sort())
  })

  test('imports point one way', () => assert.deepEqual(upwardImports(code), []))
  test('a feature is entered only through its index', () => assert.deepEqual(sideDoors(code), []))
  test('no features form a circle', () => assert.deepEqual(circles(code), []))
  test('every table has an owner', () => assert.deepEqual(tableOwners(migrations).faults, []))
  test('a table is named only by the store of its owner', () =>
    assert.deepEqual(borrowedTables(code, tableOwners(migrations).owners), []))
  test('only main reads the environment', () => assert.deepEqual(environmentReaders(code), []))
})

describe('a planted fault is caught:', () => {
  const file = (path: string, text: string): Sources => new Map([[path, text]])
  const { owners, faults } = tableOwners(
    file(
      'db/migrations/0001-x.sql',
      'create table loose (id int);\n-- owner: hubs\ncreate table hubs (id int);',
    ),
  )

  test('an import that points up', () => {
    assert.equal(
      upwardImports(file('src/design/page.ts', `import { x } from '../features/hubs/index.ts'`)).length,
      1,
    )
    assert.equal(
      upwardImports(file('src/platform/log.ts', `export type {\n  X\n} from '../design/html.ts'`)).length,
      1,
    )
    assert.equal(
      upwardImports(file('src/features/hubs/a.ts', `await import('../../../test/database.ts')`)).length,
      1,
    )
    assert.equal(upwardImports(file('src/app.ts', `import './features/hubs/index.ts'`)).length, 0)
  })

  test('a side door into a feature', () => {
    const faulty = `import type { Hub } from '../hubs/domain.ts'`
    assert.equal(sideDoors(file('src/features/people/routes.ts', faulty)).length, 1)
    assert.equal(
      sideDoors(file('src/features/hubs/routes.ts', `import { Hub } from './domain.ts'`)).length,
      0,
    )
  })

  test('a circle of three features', () => {
    const ring = new Map([
      ['src/features/a/index.ts', `import '../b/index.ts'`],
      ['src/features/b/index.ts', `import '../c/index.ts'`],
      ['src/features/c/index.ts', `import '../a/index.ts'`],
    ])
    assert.deepEqual(circles(ring), ['a → b → c → a: features form a circle'])
  })

  test('a table without an owner', () => assert.equal(faults.length, 1))

  test('a table of another feature, or of one’s own outside the store', () => {
    const named = (path: string, text: string) => borrowedTables(file(path, text), owners).length
    assert.equal(named('src/features/people/store.ts', 'sql<{ id: number }>`select id from hubs`'), 1)
    assert.equal(named('src/features/people/store.ts', `db.selectFrom('hubs as h')`), 1)
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code to be read, not run
    assert.equal(named('src/features/people/store.ts', 'sql`select 1 ${x ? sql`join hubs on true` : y}`'), 1)
    assert.equal(named('src/features/imports/store.ts', `database.copyIn(db, 'hubs', ['id'], rows)`), 1)
    assert.equal(named('src/features/hubs/routes.ts', `db.updateTable('hubs')`), 1)
    assert.equal(named('src/features/hubs/store.ts', `db.updateTable('hubs')`), 0)
    assert.equal(named('src/features/people/views.ts', 'html`<p>Invite people from hubs</p>`'), 0)
    assert.equal(named('src/features/people/store.ts', 'sql`select id from hub_names`'), 0)
  })

  test('a second reader of the environment', () => {
    assert.equal(environmentReaders(file('src/platform/log.ts', 'process.env.LEVEL')).length, 1)
    assert.equal(
      environmentReaders(file('src/platform/log.ts', `import { env } from 'node:process'`)).length,
      1,
    )
  })
})
