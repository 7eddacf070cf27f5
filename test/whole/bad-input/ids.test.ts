import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FORMS } from '../forms.ts'
import { FORM, ROWS, receiveBadInput } from './send.ts'
import { IDS } from './values.ts'

describe('ids that are none', () =>
  receiveBadInput((input) => {
    for (const method of ['GET', 'POST']) {
      test(`are not found by ${method}`, async () => {
        const faults: string[] = []
        for (const row of ROWS.filter((each) => each.method === method)) {
          if (!row.url.includes(':') || row.url.includes(':programmeKey')) continue
          const form =
            method === 'POST'
              ? new URLSearchParams(FORMS[row.name]?.(input.records()).fields).toString()
              : undefined
          const place = input.addressOf({ ...row, url: row.url.replace(/:\w+/, 'PLACE') })
          for (const id of IDS) {
            const url = place.replace('PLACE', id)
            const reply = await input.send(row, url, form, form === undefined ? undefined : FORM)
            const fault = input.faultOf(row, reply)
            const isLink = row.url.startsWith('/invitations/:invitation')
            const isRefused = [400, 404, 410, 414].includes(reply.status) || (isLink && !input.wrote())
            if (fault || !isRefused) faults.push(`${method} ${url}: ${fault ?? reply.status}`)
          }
        }
        assert.deepEqual(faults, [])
      })
    }
  }))
