/** The thread in which the text of a file is read: started by `text.ts` with the bytes, sends the paragraphs. */
import { parentPort, workerData } from 'node:worker_threads'
import { openArchive } from '../spreadsheets/archive.ts'
import { readXml } from '../spreadsheets/xml.ts'
import type { TextFound, TextWork } from './text.ts'

/** Unpacked in all; a text of this length has some ten thousand pages. */
const UNPACKED_BYTES = 60_000_000

// What text.ts put there.
const { kind, bytes, most } = workerData as TextWork

class Paragraphs {
  readonly found: string[] = []
  #now = ''
  #left = most

  add(text: string): void {
    this.#now += text.slice(0, this.#left)
    this.#left -= Math.min(text.length, this.#left)
  }
  end(): void {
    const text = this.#now.replace(/[^\S\n]+/g, ' ').trim()
    if (text !== '') this.found.push(text)
    this.#now = ''
  }
  get isCut(): boolean {
    return this.#left === 0
  }
}

/** Where text stands in each format, what ends a paragraph, and what stands for a space. */
const MARKS = {
  office: { text: new Set(['t']), end: new Set(['p', 'tr']), space: new Set(['tab', 'br', 'tc']) },
  open: {
    text: new Set(['p', 'h', 'span', 'a']),
    end: new Set(['p', 'h']),
    space: new Set(['tab', 'line-break', 's']),
  },
} as const

function readPart(
  xml: string,
  { text, end, space }: (typeof MARKS)['office' | 'open'],
  into: Paragraphs,
): void {
  const inside: boolean[] = []
  readXml(xml, {
    open(name) {
      inside.push((text as ReadonlySet<string>).has(name))
      if ((space as ReadonlySet<string>).has(name)) into.add(' ')
    },
    close(name) {
      inside.pop()
      if ((end as ReadonlySet<string>).has(name)) into.end()
    },
    text(words) {
      if (inside.at(-1)) into.add(words)
    },
  })
  into.end()
}

async function read(): Promise<TextFound> {
  const paragraphs = new Paragraphs()
  if (kind === 'txt' || kind === 'csv') {
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
    for (const line of new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes).split(/\r?\n/)) {
      paragraphs.add(line)
      paragraphs.end()
      if (paragraphs.isCut) break
    }
    return { paragraphs: paragraphs.found, isCut: paragraphs.isCut }
  }
  const archive = await openArchive(bytes, UNPACKED_BYTES)
  if (kind === 'docx') readPart((await archive.text('word/document.xml')) ?? '', MARKS.office, paragraphs)
  else if (kind === 'pptx') {
    for (let slide = 1; archive.has(`ppt/slides/slide${slide}.xml`) && !paragraphs.isCut; slide += 1) {
      readPart((await archive.text(`ppt/slides/slide${slide}.xml`)) ?? '', MARKS.office, paragraphs)
    }
  } else readPart((await archive.text('content.xml')) ?? '', MARKS.open, paragraphs)
  return { paragraphs: paragraphs.found, isCut: paragraphs.isCut }
}

parentPort?.postMessage(await read().catch((error: unknown) => ({ fault: String(error) })))
