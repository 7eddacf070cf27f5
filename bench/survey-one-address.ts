/** A whole school behind one address, and a guesser at the same. */
import type { GuesserAnswer, GuesserQuestion } from './guesser.ts'
import { nodeAnswer } from './processes.ts'
import { startService } from './service.ts'
import { type Given, portOf, pupils, withSurveys } from './survey-schools.ts'

export interface OneAddress {
  readonly pupils: number
  readonly seconds: number
  readonly answered: number
  readonly failed: number
  readonly p99: number
  readonly guesses: number
  readonly guessesASecond: number
  readonly found: number
  readonly slowed: number
}

/** A school of 1,200 in ten minutes (quick: in one), and someone in it who guesses codes all the while. */
export async function measureOneAddress(given: Given): Promise<OneAddress> {
  const { scale, say } = given
  const seconds = scale.name === 'full' ? 600 : 60
  const all = 1_200
  return withSurveys(
    given,
    'surveys_school',
    async (url, codes) => {
      const service = await startService({ cores: '0', environment: { DATABASE_URL: url } })
      const ports = [portOf(service)]
      const guesser = nodeAnswer<GuesserAnswer>(
        'bench/guesser.ts',
        { port: ports[0] ?? 0, connections: 16, seconds } satisfies GuesserQuestion,
        '1',
      )
      // As many at once as finish a visit each in the time.
      const atOnce = 120
      const answer = await pupils({
        ports,
        codes,
        pupils: atOnce,
        seconds,
        most: all,
        thinks: (2 * seconds * 1_000 * atOnce) / all - 500,
      })
      const guessed = await guesser
      await service.stop()
      say(
        `One address: ${answer.visits.requests} of ${all} answered, p99 ${answer.visits.p99.toFixed(0)} ms; ` +
          `the guesser had ${guessed.guesses} codes answered, ${guessed.slowed} of them slowed, and found ${guessed.found}`,
      )
      return {
        pupils: all,
        seconds,
        answered: answer.visits.requests,
        failed: answer.visits.failed,
        p99: answer.visits.p99,
        guesses: guessed.guesses,
        guessesASecond: guessed.guesses / seconds,
        found: guessed.found,
        slowed: guessed.slowed,
      }
    },
    1,
  )
}
