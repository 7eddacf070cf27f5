/** What the programme, as it is now, expects of anybody: decides which events can be planned. */
import type { Db } from '../../platform/database/index.ts'
import { type Definition, findCurrentVersion } from '../programmes/index.ts'

export const kindsIn = (definition: Definition | undefined): ReadonlySet<string> =>
  new Set(definition?.pathways.flatMap(({ expectations }) => expectations.map(({ kind }) => kind)))

export const kindsExpected = async (db: Db, programmeId: number): Promise<ReadonlySet<string>> =>
  kindsIn((await findCurrentVersion(db, programmeId))?.definition)
