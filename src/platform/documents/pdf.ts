import { fileURLToPath } from 'node:url'

export const pdfType = 'application/pdf'

/** One sheet of A4 that is read out in the order in which it is written. */
export interface SheetModel {
  readonly title: string
  /** What stands above the title: whose document this is. */
  readonly above: string
  readonly blocks: readonly SheetBlock[]
}

export type SheetBlock =
  | { readonly paragraph: string }
  /** The line that matters most. */
  | { readonly large: string }
  /** A term and what it is, one under another. */
  | { readonly terms: readonly { readonly term: string; readonly is: string }[] }
  | { readonly link: string; readonly before: string }

const MARGIN = 64
const INK = '#0b0c0c'
const QUIET = '#505a5f'
const ACCENT = '#12464f'

/**
 * Writes a PDF that says it is accessible (PDF/UA-1) and is built so: tagged, titled, in British English, its font in the
 * file, decoration marked as such. Text only, in Latin, Greek and Cyrillic letters.
 */
export async function pdf({ title, above, blocks }: SheetModel): Promise<Buffer> {
  // Loaded with the first certificate: most processes never write one.
  const { default: PDFDocument } = await import('pdfkit')
  const options: PDFKit.PDFDocumentOptions = {
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    pdfVersion: '1.7',
    lang: 'en-GB',
    tagged: true,
    displayTitle: true,
    info: { Title: title, Creator: 'Alongside' },
    font: fontFile('400Regular/NotoSans_400Regular.ttf'),
  }
  // Known to the library, and not yet to its published types.
  Reflect.set(options, 'subset', 'PDF/UA')
  const document = new PDFDocument(options)
  const parts: Buffer[] = []
  const written = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part))
    document.on('end', () => resolve(Buffer.concat(parts)))
    document.on('error', reject)
  })
  document.registerFont('bold', fontFile('700Bold/NotoSans_700Bold.ttf'))
  document.registerFont('plain', fontFile('400Regular/NotoSans_400Regular.ttf'))

  const sheet = document.struct('Document')
  document.addStructure(sheet)
  const write = (
    type: string,
    size: number,
    text: string,
    style: { bold?: boolean; colour?: string; gap?: number } = {},
  ) => {
    const { bold = false, colour = INK, gap = 0.5 } = style
    sheet.add(
      document.struct(type, {}, () => {
        document
          .font(bold ? 'bold' : 'plain')
          .fontSize(size)
          .fillColor(colour)
          .text(text)
      }),
    )
    document.moveDown(gap)
  }

  document.markContent('Artifact', { type: 'Layout' })
  document.rect(0, 0, document.page.width, 18).fill(ACCENT)
  document.endMarkedContent()
  document.y = MARGIN + 40

  write('P', 14, above, { colour: QUIET, gap: 1 })
  write('H1', 30, title, { bold: true, gap: 0.8 })
  for (const block of blocks) {
    if ('paragraph' in block) write('P', 14, block.paragraph)
    else if ('large' in block) write('P', 24, block.large, { bold: true })
    else if ('terms' in block) {
      for (const { term, is } of block.terms) {
        write('P', 12, term, { colour: QUIET, gap: 0 })
        write('P', 16, is, { gap: 0.6 })
      }
    } else {
      const { before, link } = block
      write('P', 12, before, { colour: QUIET, gap: 0 })
      const linked = document.struct('Link', {}, () => {
        document.font('plain').fontSize(12).fillColor(ACCENT)
        const [x, y, width, height] = [
          document.x,
          document.y,
          document.widthOfString(link),
          document.currentLineHeight(),
        ]
        document.text(link, { underline: true })
        const annotation: PDFKit.Mixins.AnnotationOption = {}
        Reflect.set(annotation, 'structParent', linked)
        // The library writes a String object as text; a plain string would become a name.
        Reflect.set(annotation, 'Contents', Object(link))
        document.link(x, y, width, height, link, annotation)
      })
      sheet.add(document.struct('P', {}, [linked]))
      document.moveDown(0.5)
    }
  }
  sheet.end()
  document.end()
  return written
}

function fontFile(name: string): string {
  return fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans/${name}`))
}
