import type { Db } from '../../../platform/database/index.ts'
import { listQuestionnaires, readQuestionnaire } from '../../self-assessment/index.ts'

export interface ThemeChoice {
  readonly key: string
  readonly name: string
}

/** The themes of the programme's questionnaires, which an event may serve. */
export async function listThemes(db: Db, programmeId: number): Promise<ThemeChoice[]> {
  const themes = new Map<string, string>()
  for (const { currentVersionId } of await listQuestionnaires(db, programmeId)) {
    const { themes: own } = await readQuestionnaire(db, currentVersionId)
    for (const { key, name } of own) themes.set(key, name)
  }
  return [...themes].map(([key, name]) => ({ key, name }))
}

/** By name; keys that no questionnaire knows any more are left out. */
export async function themeNames(db: Db, programmeId: number, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  return (await listThemes(db, programmeId)).filter(({ key }) => keys.includes(key)).map(({ name }) => name)
}
