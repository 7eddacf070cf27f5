import type * as Docx from 'docx'
import { harmlessText } from '../spreadsheets/index.ts'

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export interface TableModel {
  /** Says what the table holds, above it. */
  readonly caption?: string
  /** The header row, repeated at the top of each page. Every row has as many cells. */
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** How wide each column is beside the others; equal unless given. */
  readonly widths?: readonly number[]
}

export type Block =
  /** As in a page: the title is the heading of level 1, so these begin at 2 and never skip a level. */
  | { readonly heading: string; readonly level: 2 | 3 | 4 }
  | { readonly paragraph: string }
  | { readonly list: readonly string[] }
  | { readonly table: TableModel }

export interface DocumentModel {
  readonly title: string
  readonly blocks: readonly Block[]
  /** Stands at the foot of every page, before the page number: whose document this is, and of what date. */
  readonly foot?: string
  /** For wide tables. */
  readonly landscape?: boolean
  /** Smaller letters and less space between: for a document that promises to be short. */
  readonly small?: boolean
}

/**
 * Writes a Word document in British English whose title, headings, lists and header rows are marked as such. All text is
 * plain: nothing in it is markup, a line end is a line end and an empty line begins a new paragraph.
 * What no document can hold (control characters, halves of characters) is left out.
 */
export async function docx(document: DocumentModel): Promise<Buffer> {
  // Loaded with the first document: 20 MB that a process without downloads never needs.
  const word = await import('docx')
  const writer = new Writer(word, document.landscape ?? false, document.small ?? false)
  const title = line(document.title)
  return word.Packer.toBuffer(
    new word.Document({
      title,
      // Named, or Word shows the name of the package as the author.
      creator: 'Alongside',
      lastModifiedBy: 'Alongside',
      styles: writer.styles(),
      numbering: { config: [writer.bullets()] },
      sections: [
        {
          properties: { page: { size: writer.pageSize(), margin: writer.margins() } },
          footers: { default: writer.footer(line(document.foot ?? document.title)) },
          children: [
            new word.Paragraph({ text: title, heading: word.HeadingLevel.HEADING_1 }),
            ...document.blocks.flatMap((block) => writer.block(block)),
          ],
        },
      ],
    }),
  )
}

// What a form sends ends its lines with two characters.
const plain = (text: string) => harmlessText(text).replace(/\r\n?/g, '\n').trim()

const line = (text: string) => plain(text).replaceAll('\n', ' ')

/** An empty line begins a paragraph; other line ends stay line ends. */
const paragraphsOf = (text: string) =>
  plain(text)
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.split('\n'))

const font = 'Arial'
/** A4 in twentieths of a point, which is what Word counts in. */
const a4 = { width: 11906, height: 16838 }
const margin = 1134
const listLevel = 'bullets'

class Writer {
  readonly #word: typeof Docx
  readonly #landscape: boolean
  readonly #small: boolean

  constructor(word: typeof Docx, landscape: boolean, small: boolean) {
    this.#word = word
    this.#landscape = landscape
    this.#small = small
  }

  pageSize() {
    // The library turns the page itself.
    const { LANDSCAPE, PORTRAIT } = this.#word.PageOrientation
    return { ...a4, orientation: this.#landscape ? LANDSCAPE : PORTRAIT }
  }

  margins() {
    return { top: margin, right: margin, bottom: margin, left: margin }
  }

  styles(): Docx.IStylesOptions {
    const heading = (size: number, before: number) => ({
      run: { font, size: this.#small ? size - 6 : size, bold: true, color: '0B0C0C' },
      paragraph: {
        spacing: this.#small ? { before: before / 2, after: 60 } : { before, after: 120 },
        keepNext: true,
      },
    })
    return {
      default: {
        document: {
          run: { font, size: this.#small ? 20 : 24, language: { value: 'en-GB', eastAsia: 'en-GB' } },
          paragraph: { spacing: this.#small ? { after: 80, line: 250 } : { after: 160, line: 288 } },
        },
        heading1: heading(40, 0),
        heading2: heading(32, 360),
        heading3: heading(28, 280),
        heading4: heading(24, 240),
        caption: { run: { font, size: 24, bold: true, color: '0B0C0C' }, paragraph: { keepNext: true } },
      },
    }
  }

  bullets() {
    const { LevelFormat, AlignmentType } = this.#word
    const paragraph = { indent: { left: 500, hanging: 300 } }
    const level = { level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.LEFT }
    return { reference: listLevel, levels: [{ ...level, style: { paragraph } }] }
  }

  footer(text: string): Docx.Footer {
    const { Footer, Paragraph, TextRun, PageNumber } = this.#word
    const children = [`${text} – page `, PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES]
    return new Footer({ children: [new Paragraph({ children: [new TextRun({ children, size: 20 })] })] })
  }

  block(block: Block): (Docx.Paragraph | Docx.Table)[] {
    const { Paragraph, HeadingLevel } = this.#word
    if ('heading' in block) {
      const heading = HeadingLevel[`HEADING_${block.level}`]
      return [new Paragraph({ text: line(block.heading), heading })]
    }
    if ('paragraph' in block) return this.#paragraphs(block.paragraph)
    if ('list' in block) {
      // An item is one paragraph, so that "list of 3 items" is what is read out.
      return block.list.map(
        (item) =>
          new Paragraph({
            children: this.#lines(plain(item).split(/\n+/)),
            numbering: { reference: listLevel, level: 0 },
            spacing: { after: this.#small ? 40 : 80 },
          }),
      )
    }
    return this.#table(block.table)
  }

  #paragraphs(text: string, bold = false, spacing?: Docx.ISpacingProperties): Docx.Paragraph[] {
    return paragraphsOf(text).map(
      (lines) =>
        new this.#word.Paragraph({ children: this.#lines(lines, bold), ...(spacing ? { spacing } : {}) }),
    )
  }

  #lines(lines: readonly string[], bold = false): Docx.TextRun[] {
    return lines.map(
      (text, index) =>
        new this.#word.TextRun({ text, ...(bold ? { bold } : {}), ...(index > 0 ? { break: 1 } : {}) }),
    )
  }

  #table({ caption, head, rows, widths }: TableModel): (Docx.Paragraph | Docx.Table)[] {
    const { Paragraph, Table, TableRow, TableCell, WidthType, TableLayoutType } = this.#word
    const across = (this.#landscape ? a4.height : a4.width) - 2 * margin
    const shares = head.map((_, index) => widths?.[index] ?? 1)
    const whole = shares.reduce((sum, share) => sum + share, 0)
    const columnWidths = shares.map((share) => Math.round((share / whole) * across))
    const row = (cells: readonly string[], header: boolean) =>
      new TableRow({
        ...(header ? { tableHeader: true } : {}),
        cantSplit: true,
        children: head.map((_, index) => {
          const width = { size: columnWidths[index] ?? 0, type: WidthType.DXA }
          const shading = header ? { shading: { fill: 'F3F2F1' } } : {}
          const children = this.#paragraphs(
            cells[index] ?? '',
            header,
            this.#small ? { after: 0 } : undefined,
          )
          return new TableCell({ width, margins: cellMargins, ...shading, children })
        }),
      })
    const table = new Table({
      width: { size: across, type: WidthType.DXA },
      columnWidths,
      layout: TableLayoutType.FIXED,
      // Says to assistive technology that the first row, and no column, is a heading.
      tableLook: {
        firstRow: true,
        lastRow: false,
        firstColumn: false,
        lastColumn: false,
        noHBand: true,
        noVBand: true,
      },
      rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
    })
    // Word joins two tables that touch; an empty paragraph between them is read out as nothing.
    const after = new Paragraph({ text: '' })
    return caption === undefined
      ? [table, after]
      : [new Paragraph({ text: line(caption), style: 'Caption' }), table, after]
  }
}

const cellMargins = { top: 60, bottom: 60, left: 100, right: 100 }
