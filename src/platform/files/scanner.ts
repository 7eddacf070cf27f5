/** Asks a ClamAV daemon (clamd) whether a file holds anything harmful. The bytes go there as a stream and are kept nowhere. */

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'

export type Finding = { readonly clean: true } | { readonly clean: false; readonly what: string }

export interface Scanner {
  /** @throws ScannerDown when there is no answer, or not one that says yes or no: then nothing is known of the file */
  scan(stream: Readable): Promise<Finding>
}

/** Not a verdict: whoever asked waits and asks again. */
export class ScannerDown extends Error {
  constructor(why: string) {
    super(`The virus scanner gave no verdict: ${why}`)
    this.name = 'ScannerDown'
  }
}

/** `host:port`, or the path of a socket. */
export type ScannerAddress = { readonly host: string; readonly port: number } | { readonly path: string }

/** A scan of 50 MB takes seconds; a daemon that is silent for so long is down. */
const SILENCE_MILLISECONDS = 60_000
/** clamd's own answers are a line. */
const LONGEST_ANSWER = 4_096
const PIECE = 262_144

/** The INSTREAM command of clamd: pieces, each with its length before it, and an empty one at the end. */
export function clamdScanner(address: ScannerAddress, silence = SILENCE_MILLISECONDS): Scanner {
  return {
    async scan(stream) {
      const socket = connect({ ...address })
      socket.setTimeout(silence, () => socket.destroy(new Error('it is silent')))
      try {
        const answer = readAnswer(socket)
        // It may answer, or hang up, before it was sent everything (a file above its own limit).
        const [text] = await Promise.all([answer, sendAll(socket, stream).catch(() => undefined)])
        return verdictOf(text)
      } catch (error) {
        if (error instanceof ScannerDown) throw error
        throw new ScannerDown(error instanceof Error ? error.message : String(error))
      } finally {
        stream.destroy()
        socket.destroy()
      }
    },
  }
}

async function sendAll(socket: Socket, stream: Readable): Promise<void> {
  const write = async (bytes: Buffer) => {
    if (!socket.write(bytes)) await once(socket, 'drain')
  }
  try {
    await write(Buffer.from('zINSTREAM\0'))
    for await (const chunk of stream) {
      const whole = Buffer.from(chunk)
      for (let at = 0; at < whole.length; at += PIECE) {
        const piece = whole.subarray(at, at + PIECE)
        const length = Buffer.alloc(4)
        length.writeUInt32BE(piece.length)
        await write(length)
        await write(piece)
      }
    }
    await write(Buffer.alloc(4))
  } catch (error) {
    // A file that broke off half-way must never be called clean: without the empty piece there is no verdict.
    socket.destroy(error instanceof Error ? error : undefined)
    throw error
  }
}

function readAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => {
      text += part
      if (text.includes('\0')) resolve(text.slice(0, text.indexOf('\0')))
      else if (text.length > LONGEST_ANSWER) reject(new ScannerDown('its answer has no end'))
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new ScannerDown('it hung up')))
  })
}

function verdictOf(answer: string): Finding {
  const text = answer.trim()
  if (text === 'stream: OK') return { clean: true }
  const found = /^stream: (.+) FOUND$/.exec(text)
  if (found) return { clean: false, what: found[1] ?? '' }
  throw new ScannerDown(text.slice(0, 200))
}
