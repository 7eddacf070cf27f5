/** The words of a PDF, page by page, in its own order. For the thread of `text-thread.ts` alone: a hostile PDF ends with it. */
import type { Found } from './found-text.ts'

const MOST_PAGES = 200

export async function readPdf(bytes: Uint8Array, into: Found): Promise<void> {
  // Loaded with the first PDF.
  const { getDocumentProxy } = await import('unpdf')
  const pdf = await getDocumentProxy(bytes, {
    // Nothing that stands in a file is fetched, and no font of it is built.
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: 0,
  })
  if (pdf.numPages > MOST_PAGES) into.cut()
  for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES) && !into.isFull; number += 1) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    let [line, height] = [Number.NaN, 0]
    for (const item of items) {
      if (!('str' in item)) continue
      const at = Number(item.transform[5])
      // A gap of more than a line begins a paragraph, and so does a line in letters of another size.
      const gap = Math.abs(at - line)
      const isOfOtherSize = Math.max(height, item.height) > 1.15 * Math.min(height, item.height)
      const isNewLine = gap > 0.8 * Math.min(height, item.height)
      if (
        gap > 1.8 * Math.max(height, item.height) ||
        (isNewLine && isOfOtherSize && item.str.trim() !== '')
      ) {
        into.end()
      }
      into.add(item.hasEOL ? `${item.str} ` : item.str)
      if (item.str.trim() !== '') [line, height] = [at, item.height]
    }
    into.end()
    page.cleanup()
  }
}
