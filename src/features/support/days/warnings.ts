import type { Db } from '../../../platform/database/index.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilWarnings } from '../../action-plans/index.ts'
import { listColleagues } from '../../people/index.ts'
import type { Support } from './actions.ts'

/** Words that may point at a pupil, in what somebody wrote of a support day. */
export async function warnings(
  db: Db,
  { partnership }: Support,
  answers: Answers,
  fields: readonly string[],
): Promise<FormError[]> {
  return pupilWarnings(answers, fields, { colleagues: await listColleagues(db, partnership) })
}
