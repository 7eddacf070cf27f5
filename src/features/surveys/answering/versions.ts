import type { Database } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { SYSTEM } from '../../people/index.ts'
import { findDefinition } from '../codes/store.ts'
import { type SurveyDefinition, shapeOf } from '../definition.ts'
import type { Shape } from '../disclosure/index.ts'

interface Asked {
  readonly definition: SurveyDefinition
  readonly shape: Shape
}

/** What each version asks, read once: a version never changes. */
export function versionsInMemory(database: Database) {
  const read = new Map<number, Promise<Asked>>()
  return {
    read(versionId: number): Promise<Asked> {
      const known = read.get(versionId)
      if (known) return known
      const asked = database
        .inScope(SYSTEM, (db) => findDefinition(db, versionId))
        .then((definition) => {
          if (!definition) throw notFound()
          return { definition, shape: shapeOf(definition) }
        })
      read.set(versionId, asked)
      asked.catch(() => read.delete(versionId))
      return asked
    },
  }
}
