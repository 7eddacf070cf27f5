/** Surveys: whole classes that answer at once, one address with a guesser beside it, and servers that are killed. */
import { measureFlow, type SurveyFlow } from './survey-flow.ts'
import { type Kills, measureKills } from './survey-kills.ts'
import { measureOneAddress, type OneAddress } from './survey-one-address.ts'
import type { Given } from './survey-schools.ts'

export interface SurveyFigures {
  readonly flows: readonly SurveyFlow[]
  readonly oneAddress: OneAddress
  readonly kills: Kills
}

export async function measureSurveys(given: Given): Promise<SurveyFigures> {
  const flows = [
    await measureFlow(given, 'PostgreSQL', false),
    await measureFlow(given, 'PostgreSQL', true),
    await measureFlow(given, 'PGlite', false),
  ]
  return { flows, oneAddress: await measureOneAddress(given), kills: await measureKills(given) }
}
