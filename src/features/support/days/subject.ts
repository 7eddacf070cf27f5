import type { Db } from '../../../platform/database/index.ts'
import type { Partnership } from '../../partnerships/index.ts'
import { listSupportDays } from '../store.ts'
import { dayName, supportDayHref } from '../words.ts'

/** A support day as something that the two schools write to each other about. */
export const conversationSubject = {
  kind: 'visit',
  async find(db: Db, partnership: Pick<Partnership, 'id'>, id: number) {
    const day = (await listSupportDays(db, partnership.id)).find((each) => each.id === id)
    return day && { words: dayName(day), href: supportDayHref(id) }
  },
} as const
