/** Sums over schools as cells of questions. Pure. */
import type { Db } from '../../../platform/database/index.ts'
import { type Audience, type SurveyDefinition, shapeOf } from '../definition.ts'
import { releaseSum, type SumOverSchools } from '../disclosure/index.ts'
import { readSurveyVersion } from '../questionnaires/store.ts'
import type { WaveKind } from '../waves/domain.ts'
import type { SumRow } from './store.ts'

/** One questionnaire in one kind of wave: each question over all schools that share. */
export interface Sums {
  readonly kind: WaveKind
  readonly audience: Audience
  readonly definition: SurveyDefinition
  /** Of the questionnaire: a change of wording makes another. */
  readonly version: number
  /** In the order of the questionnaire. */
  readonly questions: readonly SumOverSchools[]
}

export async function readSums(db: Db, rows: readonly SumRow[]): Promise<Sums[]> {
  const tables = Map.groupBy(rows, ({ kind, audience, versionId }) => `${kind} ${audience} ${versionId}`)
  const sums: Sums[] = []
  for (const own of tables.values()) {
    const [first] = own
    if (!first) continue
    const { definition, number } = await readSurveyVersion(db, first.versionId)
    sums.push({
      kind: first.kind,
      audience: first.audience,
      definition,
      version: number,
      questions: questionsOf(own, shapeOf(definition)),
    })
  }
  return sums
}

/** `rows` number the options of one question after another, and then who did not say, question by question. */
export function questionsOf(rows: readonly SumRow[], shape: readonly number[]): SumOverSchools[] {
  const bySlot = new Map(rows.map((row) => [row.slot, row]))
  const options = shape.reduce((sum, count) => sum + count, 0)
  let from = 1
  return shape.map((count, question) => {
    const own = Array.from({ length: count }, (_, at) => bySlot.get(from + at))
    from += count
    const unsaid = bySlot.get(options + question + 1)
    return releaseSum(
      own.map((row) => row?.people ?? 0),
      unsaid?.people ?? 0,
      Math.min(...own.map((row) => row?.schools ?? 0)),
    )
  })
}
