/** Gathers what is read from a file, and stops at a measure. */
import type { SheetFound } from './text.ts'

/** Of one sheet; the rest is for a spreadsheet program. */
const MOST_ROWS = 300
const MOST_COLUMNS = 30
const MOST_SHEETS = 30

export class Found {
  readonly paragraphs: string[] = []
  readonly sheets: SheetFound[] = []
  #now = ''
  #left: number
  #isCut = false

  constructor(most: number) {
    this.#left = most
  }

  add(text: string): void {
    this.#now += text.slice(0, this.#left)
    if (text.length > this.#left) this.cut()
    this.#left -= Math.min(text.length, this.#left)
  }

  end(): void {
    const text = this.#now.replace(/[^\S\n]+/g, ' ').trim()
    if (text !== '') this.paragraphs.push(text)
    this.#now = ''
  }

  sheet(name: string, all: readonly (readonly string[])[]): void {
    const filled = all.filter((row) => row.some((cell) => cell.trim() !== ''))
    if (filled.length === 0) return
    if (this.sheets.length === MOST_SHEETS) {
      this.#isCut = true
      return
    }
    const rows: string[][] = []
    for (const row of filled) {
      const cells = row.slice(0, MOST_COLUMNS).map((cell) => cell.trim())
      const length = cells.reduce((sum, cell) => sum + cell.length, 0)
      if (rows.length === MOST_ROWS || length > this.#left) {
        this.#isCut = true
        break
      }
      if (row.length > MOST_COLUMNS) this.#isCut = true
      this.#left -= length
      rows.push(cells)
    }
    if (rows.length > 0) this.sheets.push({ name, rows })
  }

  /** Says that there is more than is read. */
  cut(): void {
    this.#isCut = true
  }
  get isCut(): boolean {
    return this.#isCut
  }
  /** Nothing more has room. */
  get isFull(): boolean {
    return this.#left === 0
  }
}
