/** Writing between the two schools of a partnership as a person does: from the page, by its form. */
import assert from 'node:assert/strict'
import { formIn, type PlanWorld } from './action-plan.ts'

export const conversationUrl = (partnership: number): string => `/partnerships/${partnership}/conversation`

export type Message = [
  actor: PlanWorld['leader'],
  fields: Record<string, string>,
  at?: { readonly about?: string; readonly partnership?: number },
]

/** On enhanced support where no partnership is named. */
export async function writeMessage(world: PlanWorld, ...[actor, fields, at = {}]: Message) {
  const url = conversationUrl(at.partnership ?? world.enhanced)
  const page = await world.web.get(actor, `${url}${at.about ? `?about=${at.about}` : ''}`)
  assert.equal(page.status, 200)
  const action = `${url}/messages`
  return world.web.post(actor, action, { ...formIn(page.body, action), ...fields })
}
