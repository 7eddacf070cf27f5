/** A process of its own: pupils who answer a survey, each fetching the page, reading its form, sending it, and the thanks. */
import { createWriteStream } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { figuresOf, type LoadFigures } from './figures.ts'
import { type PlainAnswer, PlainConnection } from './plain-connection.ts'
import { question } from './processes.ts'

export interface PupilsQuestion {
  /** Of a server on the loopback interface, or of several that share the pupils. */
  readonly ports: readonly number[]
  readonly codes: readonly string[]
  /** At once. */
  readonly pupils: number
  readonly seconds: number
  /** Ends earlier, when so many have finished. */
  readonly most?: number
  readonly compressed?: boolean
  /** How long each thinks between page and answer, in milliseconds: up to this. */
  readonly thinks?: number
  /** A file for the key of every answer that was acknowledged, a line each. Who gets no thanks tries again until they do. */
  readonly acknowledged?: string
}

export interface PupilsAnswer {
  /** Whole visits: page, answer and thanks. `failed`: steps that were not answered as they should be. */
  readonly visits: LoadFigures
  readonly page: LoadFigures
  readonly submit: LoadFigures
  readonly thanks: LoadFigures
  readonly acknowledged: number
  readonly retries: number
  readonly examples: readonly string[]
}

const GIVE_UP_MILLISECONDS = 60_000
const FORM = 'content-type: application/x-www-form-urlencoded\r\n'

async function answerAll(asked: PupilsQuestion): Promise<PupilsAnswer> {
  const took = { visits: [], page: [], submit: [], thanks: [] } as Record<string, number[]>
  const examples: string[] = []
  const file = asked.acknowledged === undefined ? undefined : createWriteStream(asked.acknowledged)
  let [failed, acknowledged, retries, started] = [0, 0, 0, 0]
  const begun = performance.now()
  const until = begun + asked.seconds * 1_000
  const isOver = () => performance.now() >= until || started >= (asked.most ?? Number.POSITIVE_INFINITY)

  function fault(where: string, answer: PlainAnswer | undefined): void {
    failed += 1
    if (examples.length < 5) examples.push(`${where}: ${answer ? answer.status : 'no answer'}`)
  }

  async function pupil(at: number): Promise<void> {
    const connection = new PlainConnection(asked.ports[at % asked.ports.length] ?? 0)
    const accept = asked.compressed ? 'accept-encoding: gzip\r\n' : ''
    while (!isOver()) {
      const code = asked.codes[started % asked.codes.length] ?? ''
      started += 1
      const from = performance.now()
      const page = await connection.ask('GET', `/survey/${code}/questions?l=en`, accept)
      const paged = performance.now()
      const form = page && page.status === 200 ? formIn(page, asked.compressed === true) : undefined
      if (!form) {
        fault('page', page)
        await sleep(50)
        continue
      }
      if (asked.thinks) await sleep(Math.random() * asked.thinks)
      const sent = performance.now()
      let answer = await connection.ask('POST', `/survey/${code}/answers`, FORM, form.body)
      // Whoever is told nothing, or to try again, sends the same form again; but not for ever, if nobody is there any more.
      while (file && answer?.status !== 303 && performance.now() < until + GIVE_UP_MILLISECONDS) {
        retries += 1
        await sleep(100)
        answer = await connection.ask('POST', `/survey/${code}/answers`, FORM, form.body)
      }
      const submitted = performance.now()
      if (answer?.status !== 303) {
        fault('answer', answer)
        continue
      }
      acknowledged += 1
      file?.write(`${form.key}\n`)
      const thanks = await connection.ask('GET', answer.location, accept)
      const done = performance.now()
      if (thanks?.status !== 200) {
        fault('thanks', thanks)
        continue
      }
      took.page?.push(paged - from)
      took.submit?.push(submitted - sent)
      took.thanks?.push(done - submitted)
      took.visits?.push(paged - from + (done - sent))
    }
    connection.close()
  }

  await Promise.all(Array.from({ length: asked.pupils }, (_, at) => pupil(at)))
  const seconds = (performance.now() - begun) / 1_000
  await new Promise<void>((done) => (file ? file.end(done) : done()))
  const of = (step: string) => figuresOf(took[step] ?? [], seconds, failed)
  return {
    visits: of('visits'),
    page: of('page'),
    submit: of('submit'),
    thanks: of('thanks'),
    acknowledged,
    retries,
    examples,
  }
}

const QUESTION = /name="(q\d+)" value="(\d+)"/g
const KEY = /name="key" value="([0-9a-f-]{36})"/

/** Read anew from every page, as a browser would; what can be chosen is the same on all of them, and read once. */
let choices: Map<string, string[]> | undefined

function formIn(page: PlainAnswer, compressed: boolean): { key: string; body: string } | undefined {
  const text = (compressed ? gunzipSync(page.body) : page.body).toString('latin1')
  const key = KEY.exec(text.slice(-2_000))?.[1] ?? KEY.exec(text)?.[1]
  if (!choices) {
    choices = new Map()
    for (const [, name = '', value = ''] of text.matchAll(QUESTION)) {
      choices.set(name, [...(choices.get(name) ?? []), value])
    }
  }
  if (key === undefined || choices.size === 0) return undefined
  let body = `l=en&key=${key}`
  for (const [name, values] of choices)
    body += `&${name}=${values[Math.floor(Math.random() * values.length)]}`
  return { key, body }
}

process.stdout.write(JSON.stringify(await answerAll(await question<PupilsQuestion>())))
process.exit(0)
