import type { Db } from '../../../platform/database/index.ts'
import { findSetting, writeSetting } from '../../../platform/settings.ts'

/** Somebody of the demonstration world whom a visitor may be. */
export interface Persona {
  readonly assignmentId: number
  readonly name: string
  /** What they can do, in a sentence or two, for the sign-in page. */
  readonly description: string
}

export type Personas = Readonly<Record<string, Persona>>

const SETTING = 'personas'

export async function readPersonas(db: Db): Promise<ReadonlyMap<string, Persona>> {
  return new Map((await findSetting<[string, Persona][]>(db, SETTING)) ?? [])
}

/** The demonstration world says who its personas are, by key, in the order in which they are listed. */
export function writePersonas(db: Db, personas: Personas): Promise<void> {
  // A list of pairs: jsonb keeps the order of a list, and not of an object's keys.
  return writeSetting(db, SETTING, Object.entries(personas))
}
