import type { Db } from '../../platform/database/index.ts'
import { conflict, forbidden } from '../../platform/refusal.ts'
import { recordHistory } from '../history/index.ts'
import type { Actor } from '../people/index.ts'
import { type Calendar, supportTerms } from './calendar/domain.ts'
import { loadCalendar } from './calendar/file.ts'
import {
  findCohort,
  findCohortByFormKey,
  insertCohort,
  insertOccurrences,
  insertSupportTerms,
  listCohorts,
  readCohort,
} from './cohorts/store.ts'
import type { Cohort, ProgrammeVersion } from './domain.ts'
import { occurrencesOf } from './occurrences.ts'
import { canManageCohorts } from './policy.ts'
import { readProgrammeFiles } from './programme-file.ts'
import {
  findUnchangedVersion,
  forgetVersionsRead,
  insertVersion,
  listVersions,
  lockLoading,
  upsertProgramme,
} from './store.ts'

export interface LoadedProgramme {
  readonly key: string
  readonly programmeId: number
  readonly versionId: number
  readonly version: number
  /** False when the file says what a version already said. */
  readonly isNew: boolean
}

/**
 * Loads every programme file of a folder, in an owner's transaction. Safe to repeat: a file that says nothing new adds
 * nothing; one that does becomes the next version, and what earlier versions promised stays as it was.
 */
export async function loadProgrammes(
  db: Db,
  folder?: string,
  calendar?: Calendar,
): Promise<LoadedProgramme[]> {
  const files = await readProgrammeFiles(folder)
  const dates = calendar ?? (await loadCalendar())
  forgetVersionsRead()
  await lockLoading(db)
  const loaded: LoadedProgramme[] = []
  for (const { definition, contentHash } of files) {
    const programme = await upsertProgramme(db, definition.key, definition.name)
    const known = await findUnchangedVersion(db, programme.id, contentHash)
    const version = known ?? (await insertVersion(db, programme.id, definition, contentHash))
    if (!known) {
      for (const cohort of await listCohorts(db, programme.id)) await addDates(db, cohort, [version], dates)
    }
    loaded.push({
      key: programme.key,
      programmeId: programme.id,
      versionId: version.id,
      version: version.number,
      isNew: !known,
    })
  }
  return loaded
}

export interface NewCohort {
  readonly programmeId: number
  readonly key: string
  /** "Spring 2026" */
  readonly name: string
  readonly startsOn: Temporal.PlainDate
  /** The form that asks for it: the same form twice makes one cohort. */
  readonly formKey?: string
}

/** Starts a cohort, with its support terms and every date on which something is expected of its partnerships. */
export async function createCohort(
  db: Db,
  actor: Actor,
  wanted: NewCohort,
  calendar?: Calendar,
): Promise<Cohort> {
  if (!canManageCohorts(actor, wanted.programmeId))
    throw forbidden('Only the programme team can start a cohort')
  const made = wanted.formKey && (await findCohortByFormKey(db, wanted.formKey))
  if (made) return made
  const cohort = await addCohort(db, wanted, calendar ?? (await loadCalendar()))
  if (!cohort) {
    // The same form may have arrived twice at once, and the other have won.
    const winner = wanted.formKey && (await findCohortByFormKey(db, wanted.formKey))
    if (winner) return winner
    throw conflict(`There is already a cohort called ${wanted.name}`)
  }
  await recordHistory(db, actor, {
    about: { programmeId: wanted.programmeId },
    kind: 'cohort.created',
    sentence: `Started the cohort ${wanted.name}`,
    details: { cohortId: cohort.id, startsOn: wanted.startsOn.toString() },
  })
  return cohort
}

/** The cohort of this key, made when it is not there: for the demonstration world, tests and measurements. */
export async function ensureCohort(db: Db, wanted: NewCohort, calendar?: Calendar): Promise<Cohort> {
  const added = await addCohort(db, wanted, calendar ?? (await loadCalendar()))
  const cohort = added ?? (await findCohort(db, wanted.programmeId, wanted.key))
  if (!cohort) throw conflict(`Another cohort is called ${wanted.name}`)
  return cohort
}

async function addCohort(db: Db, wanted: NewCohort, calendar: Calendar): Promise<Cohort | undefined> {
  const id = await insertCohort(db, { ...wanted, formKey: wanted.formKey ?? null })
  if (id === undefined) return undefined
  await addDates(db, { id, startsOn: wanted.startsOn }, await listVersions(db, wanted.programmeId), calendar)
  return readCohort(db, id)
}

async function addDates(
  db: Db,
  cohort: Pick<Cohort, 'id' | 'startsOn'>,
  versions: readonly ProgrammeVersion[],
  calendar: Calendar,
): Promise<void> {
  const pathways = versions.flatMap((version) =>
    version.definition.pathways.map((pathway) => ({ version, pathway })),
  )
  const longest = Math.max(0, ...pathways.map(({ pathway }) => pathway.supportTerms.number))
  await insertSupportTerms(db, cohort.id, supportTerms(cohort.startsOn, calendar, longest))
  for (const { version, pathway } of pathways) {
    const occurrences = occurrencesOf(version.definition, pathway, cohort, calendar)
    await insertOccurrences(db, version.id, pathway.key, cohort.id, occurrences)
  }
}
