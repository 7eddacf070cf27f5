/** Reads a YAML content file against a schema and says exactly where it is wrong: file, line, path, expected, found. */
import { isAlias, isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { z } from 'zod'

export interface ContentFault {
  readonly line: number
  /** Where in the content, for example `pathways[1].supportDays`; empty for the file as a whole. */
  readonly path: string
  readonly message: string
}

/** Thrown with every fault of a file at once, so that a person mends it in one go. */
export class ContentFaults extends Error {
  readonly faults: readonly ContentFault[]

  constructor(file: string, faults: readonly ContentFault[]) {
    super(faults.map((fault) => faultLine(file, fault)).join('\n'))
    this.name = 'ContentFaults'
    this.faults = faults
  }
}

function faultLine(file: string, { line, path, message }: ContentFault): string {
  return `${file}:${line}: ${path ? `${path}: ` : ''}${message}`
}

type Path = readonly PropertyKey[]

/** A fault found by a rule that a schema cannot state, such as a reference to something that is not there. */
export interface Finding {
  readonly path: Path
  readonly message: string
}

/** What a content file holds once it has been read: nobody changes it. */
export type FromContent<S extends z.ZodType> = DeepReadonly<z.output<S>>

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T

/**
 * In a schema the `error` of every part says what was expected, in words that follow "expected"; this function
 * adds what was found and where.
 */
export function parseContent<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
  check: (content: z.output<S>) => Iterable<Finding> = () => [],
): z.output<S> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const broken = [...document.errors, ...document.warnings]
  if (broken.length > 0) {
    const faults = broken.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      path: '',
      message: `expected YAML: ${error.message}`,
    }))
    throw new ContentFaults(file, faults)
  }
  const root = document.contents
  const resolve = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node)
  const at = (path: Path): ContentFault['line'] => lineOf(root, path, resolve, lines)
  const found: unknown = document.toJS()

  const parsed = schema.safeParse(found)
  if (!parsed.success) {
    throw new ContentFaults(
      file,
      inFileOrder(parsed.error.issues.flatMap((issue) => faultsOf(issue, found, at))),
    )
  }
  const findings = [...check(parsed.data)]
  if (findings.length > 0) {
    const faults = findings.map(({ path, message }) => ({ line: at(path), path: showPath(path), message }))
    throw new ContentFaults(file, inFileOrder(faults))
  }
  return parsed.data
}

function inFileOrder(faults: readonly ContentFault[]): ContentFault[] {
  return faults.toSorted((one, other) => one.line - other.line)
}

function faultsOf(issue: z.core.$ZodIssue, root: unknown, at: (path: Path) => number): ContentFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      line: at([...issue.path, key]),
      path: showPath([...issue.path, key]),
      message: `expected no such key, found "${key}"`,
    }))
  }
  const found = issue.path.reduce<unknown>((value, key) => partOf(value, key), root)
  if (issue.code === 'invalid_union' && typeof found === 'object' && found !== null) {
    // Of several shapes, the one meant is the one whose faults lie inside what was written.
    const meant = issue.errors.find((issues) => issues.length > 0 && issues.every(isInside))
    const inner = (meant ?? []).map((part) => ({ ...part, path: [...issue.path, ...part.path] }))
    if (inner.length > 0) return inner.flatMap((part) => faultsOf(part, root, at))
  }
  return [
    {
      line: at(issue.path),
      path: showPath(issue.path),
      message: `expected ${issue.message}, found ${show(found)}`,
    },
  ]
}

function isInside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys'
}

function partOf(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
}

/** The line of the deepest part of the path that is there: a missing key is reported where its owner begins. */
function lineOf(root: unknown, path: Path, resolve: (node: unknown) => unknown, lines: LineCounter): number {
  let node = resolve(root)
  let offset = startOf(node) ?? 0
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => keyText(item.key) === String(key))
      if (!pair) break
      offset = startOf(pair.key) ?? offset
      node = resolve(pair.value)
    } else if (isSeq(node)) {
      const item = node.items[Number(key)]
      if (item === undefined) break
      node = resolve(item)
      offset = startOf(node) ?? offset
    } else break
  }
  return lines.linePos(offset).line
}

function keyText(key: unknown): string {
  return String(typeof key === 'object' && key !== null && 'value' in key ? key.value : key)
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0] // every node of a parsed document has its range
}

export function showPath(path: Path): string {
  return path.reduce<string>(
    (shown, key) =>
      typeof key === 'number' ? `${shown}[${key}]` : shown ? `${shown}.${String(key)}` : String(key),
    '',
  )
}

function show(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (typeof value === 'object') return 'a group of keys'
  if (typeof value === 'string') {
    return `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`
  }
  return String(value)
}

/** Parts of schemas that every content file uses, each saying what it expects. */
export const content = {
  text: (max = 400) => {
    const error = `text of 1 to ${max} characters`
    return z.string({ error }).trim().min(1, { error }).max(max, { error })
  },
  /** A short name that URLs and tables can carry. */
  key: () => {
    const error = 'a key of small letters, digits and hyphens'
    return z
      .string({ error })
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { error })
      .max(60, { error: 'a key of at most 60 characters' })
  },
  wholeNumber: (from: number, to: number) => {
    const error = `a whole number from ${from} to ${to}`
    return z.int({ error }).min(from, { error }).max(to, { error })
  },
  date: () => {
    const error = 'a date as 2026-01-29'
    return z.string({ error }).refine(isDate, { error })
  },
  oneOf: <const T extends readonly [string, ...string[]]>(values: T) =>
    z.enum(values, { error: `one of ${values.join(', ')}` }),
  list: <S extends z.ZodType>(item: S, of: string, from = 0) => {
    const error = from === 0 ? `a list of ${of}` : `a list of at least ${from} ${of}`
    return z.array(item, { error }).min(from, { error })
  },
  /** A group of named parts in which an unknown name is a fault. */
  group: <S extends z.ZodRawShape>(what: string, shape: S) => z.strictObject(shape, { error: what }),
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  try {
    Temporal.PlainDate.from(value, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}
