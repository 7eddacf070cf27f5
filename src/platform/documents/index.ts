/** Word documents (.docx) from a plain description, so that what a school downloads is a document a screen reader can use. */
export { type Block, type DocumentModel, docx, docxType, type TableModel } from './docx.ts'
export { pdf, pdfType, type SheetBlock, type SheetModel } from './pdf.ts'
