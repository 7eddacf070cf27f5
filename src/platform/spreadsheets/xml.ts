/** A thin layer over the XML parser: names without prefixes, text decoded, damage refused. */
import { Parser } from 'saxen'
import { UnreadableTable } from './table.ts'

export interface XmlHandler {
  open?(name: string, attributes: () => Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

/** Reads XML from start to end. Entities of the document's own are never expanded. @throws UnreadableTable */
export function readXml(xml: string, handler: XmlHandler): void {
  if (xml === '') return
  const parser = new Parser()
  parser.on('openTag', (name, attributes) => handler.open?.(localName(name), () => decoded(attributes())))
  parser.on('closeTag', (name) => handler.close?.(localName(name)))
  parser.on('text', (text) => handler.text?.(decodeEntities(text)))
  parser.on('cdata', (text) => handler.text?.(text))
  parser.on('error', () => {
    throw damagedWorkbook()
  })
  parser.parse(xml)
}

export function damagedWorkbook(): UnreadableTable {
  return new UnreadableTable(
    'damaged',
    'The workbook is damaged, or was not finished downloading. Open it in Excel, save it again and choose that file.',
  )
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

function decoded(attributes: Record<string, string>): Readonly<Record<string, string>> {
  for (const name in attributes) attributes[name] = decodeEntities(attributes[name] ?? '')
  return attributes
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

// The parser's own decoder knows nothing above U+FFFF.
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return named[String(name).toLowerCase()] ?? whole
      const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
      return point <= 0x10ffff ? String.fromCodePoint(point) : ''
    },
  )
}
