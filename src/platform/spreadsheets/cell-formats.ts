/** Turns the number that a workbook holds into what a person sees in the cell: a date, a percentage, leading zeros. */
import { readXml } from './xml.ts'

export type CellFormat =
  | { readonly kind: 'plain' }
  | { readonly kind: 'date' }
  | { readonly kind: 'percentage' }
  | { readonly kind: 'zeros'; readonly digits: number }

const plain: CellFormat = { kind: 'plain' }

/** The format of each cell style, by the style's number. */
export function readStyles(xml: string): readonly CellFormat[] {
  const codes = new Map<number, string>()
  const styles: CellFormat[] = []
  let inStyles = false
  readXml(xml, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes().numFmtId), attributes().formatCode ?? '')
      else if (name === 'cellXfs') inStyles = true
      else if (name === 'xf' && inStyles) {
        const id = Number(attributes().numFmtId ?? 0)
        styles.push(formatOfCode(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inStyles = false
    },
  })
  return styles
}

export function formatOf(styles: readonly CellFormat[], style: string | undefined): CellFormat {
  return style === undefined ? plain : (styles[Number(style)] ?? plain)
}

function formatOfCode(id: number, code: string | undefined): CellFormat {
  if (code === undefined) {
    // Built-in formats have numbers and no code: dates and times, including those of East Asian editions.
    const date =
      (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
    if (date) return { kind: 'date' }
    return id === 9 || id === 10 ? { kind: 'percentage' } : plain
  }
  const zeros = /^0{2,}$/.exec(code)
  if (zeros !== null) return { kind: 'zeros', digits: code.length }
  // Quoted text, escaped characters, colours and languages aside, only dates use these letters; [h] counts hours.
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  if (/[dmyhs]/i.test(bare) && !/general/i.test(bare)) return { kind: 'date' }
  return bare.includes('%') ? { kind: 'percentage' } : plain
}

/** The text of a numeric cell. A number that no calendar has stays a number. */
export function numberText(value: string, format: CellFormat, from1904: boolean): string {
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  if (format.kind === 'date') return dateText(number, from1904) ?? decimal(number)
  if (format.kind === 'percentage') return `${decimal(number * 100)}%`
  if (format.kind === 'zeros' && Number.isInteger(number) && number >= 0)
    return decimal(number).padStart(format.digits, '0')
  return decimal(number)
}

// Workbooks hold binary fractions (12.3 as 12.300000000000001); fifteen digits are what a person typed.
function decimal(number: number): string {
  return String(Number(number.toPrecision(15)))
}

const lastSerial = 2_958_465 // 31 December 9999

/** 45000 → '2023-03-15'; 45000.5 → '2023-03-15 12:00'; 0.5 → '12:00'. */
function dateText(serial: number, from1904: boolean): string | undefined {
  if (serial < 0 || serial > lastSerial) return undefined
  const minutes = Math.round((serial % 1) * 24 * 60)
  const time = `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`
  const day = Math.floor(serial) + (minutes === 1440 ? 1 : 0)
  if (day === 0 && !from1904) return time
  // Excel's calendar has a 29 February 1900 that never was, so days before March 1900 count from a day later.
  const start = from1904 ? '1904-01-01' : day < 60 ? '1899-12-31' : '1899-12-30'
  const date = Temporal.PlainDate.from(start).add({ days: day }).toString()
  return minutes % 1440 === 0 ? date : `${date} ${time}`
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
