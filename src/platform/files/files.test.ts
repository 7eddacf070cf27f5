import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { createDeflate, deflateSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import PDFDocument from 'pdfkit'
import S3rver from 's3rver'
import { EICAR, noClamd, startClamd, type TestClamd } from '../../../test/clamd.ts'
import {
  arrivalsIn,
  clamdScanner,
  FileGone,
  type FileStore,
  findKind,
  folderStore,
  readText,
  s3Store,
} from './index.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alongside-files-'))
})
after(() => rm(folder, { recursive: true, force: true }))

const arriving = () => arrivalsIn(join(folder, 'arriving'))
const arrive = (bytes: Uint8Array | string) => arriving().receive(Readable.from([Buffer.from(bytes)]))

describe('files on their way in', () => {
  test('are counted and hashed as they come', async () => {
    const arrived = await arriving().receive(Readable.from([Buffer.from('one '), Buffer.from('two')]))
    assert.equal(arrived.bytes, 7)
    assert.equal(arrived.sha256, createHash('sha256').update('one two').digest('hex'))
    assert.equal(await readFile(arrived.path, 'utf8'), 'one two')
    await arriving().discard(arrived)
    await assert.rejects(stat(arrived.path), /ENOENT/)
  })

  test('that break off leave nothing', async () => {
    const before = await readdir(join(folder, 'arriving'))
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half of it')
        throw new Error('the connection is gone')
      })(),
    )
    await assert.rejects(arriving().receive(broken), /the connection is gone/)
    assert.deepEqual(await readdir(join(folder, 'arriving')), before)
  })

  test('that a process left behind are cleared away, and younger ones are not', async () => {
    const old = await arrive('left')
    const young = await arrive('still coming')
    const hours = (count: number) => new Date(Date.now() - count * 3_600_000)
    await utimes(old.path, hours(7), hours(7))
    assert.equal(await arriving().tidy(), 1)
    await assert.rejects(stat(old.path), /ENOENT/)
    assert.ok(await stat(young.path))
    await arriving().discard(young)
  })

  test('a folder that is not there yet has nothing to clear', async () => {
    assert.equal(await arrivalsIn(join(folder, 'nowhere')).tidy(), 0)
  })
})

/** What every storage must do. */
function storageTests(name: string, open: () => FileStore): void {
  describe(`the storage in ${name}`, () => {
    test('gives back what it keeps, byte for byte', async () => {
      const bytes = randomBytes(9_000_001)
      const id = randomUUID()
      await open().keep(id, await arrive(bytes))
      assert.ok(bytes.equals(await buffer(await open().read(id))))
    })

    test('removes what it kept, and a second time quietly', async () => {
      const id = randomUUID()
      await open().keep(id, await arrive('to be removed'))
      await open().remove(id)
      await open().remove(id)
      await assert.rejects(open().read(id), FileGone)
    })

    test('knows a file only by a UUID', async () => {
      for (const id of ['../secret', 'a/b', '', `${randomUUID()}/..`]) {
        await assert.rejects(async () => open().read(id), /named by a UUID/)
        await assert.rejects(async () => open().remove(id), /named by a UUID/)
      }
    })
  })
}

storageTests('a folder', () => folderStore(join(folder, 'kept')))

describe('a storage that speaks S3', () => {
  let server: S3rver
  let port: number
  before(async () => {
    server = new S3rver({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory: join(folder, 's3'),
      configureBuckets: [{ name: 'alongside' }],
    })
    port = (await server.run()).port
  })
  after(() => server.close())
  const settings = (keyId = 'S3RVER') => ({
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'alongside',
    region: 'eu-west-2',
    keyId,
    secret: 'S3RVER',
  })

  storageTests('a bucket', () => s3Store(settings()))

  // Which key it is, this server looks at; the signature itself it does not work out.
  test('that does not know who asks refuses, and says so', async () => {
    const store = s3Store(settings('SOMEBODY'))
    await assert.rejects(store.keep(randomUUID(), await arrive('x')), /403/)
  })

  test('that is away says so, and keeps nothing', async () => {
    const store = s3Store({ ...settings(), endpoint: 'http://127.0.0.1:9' })
    await assert.rejects(store.keep(randomUUID(), await arrive('x')))
  })
})

describe('what a file is', () => {
  const kindOf = async (bytes: Uint8Array | string, name: string) => {
    const arrived = await arrive(bytes)
    const result = await findKind(arrived.path, name)
    return result.ok ? result.kind.key : result.message
  }
  const zip = (names: Record<string, string>) =>
    zipSync(Object.fromEntries(Object.entries(names).map(([name, text]) => [name, strToU8(text)])))
  const types = { '[Content_Types].xml': '<Types/>' }

  test('is told by its content', async () => {
    assert.equal(await kindOf('%PDF-1.7\n…', 'plan.PDF'), 'pdf')
    assert.equal(await kindOf(zip({ ...types, 'word/document.xml': '<w/>' }), 'plan.docx'), 'docx')
    assert.equal(await kindOf(zip({ ...types, 'xl/workbook.xml': '<w/>' }), 'figures.xlsx'), 'xlsx')
    assert.equal(await kindOf(zip({ ...types, 'ppt/presentation.xml': '<w/>' }), 'talk.pptx'), 'pptx')
    const odt = { mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<w/>' }
    assert.equal(await kindOf(zip(odt), 'plan.odt'), 'odt')
    assert.equal(await kindOf(Buffer.from('89504e470d0a1a0a00', 'hex'), 'photo.png'), 'png')
    assert.equal(await kindOf(Buffer.from('ffd8ffe000', 'hex'), 'photo.jpeg'), 'jpeg')
    assert.equal(await kindOf('School,Absence\nAshby,6.1\n', 'figures.csv'), 'csv')
    assert.equal(await kindOf('What we agreed – in words', 'notes.txt'), 'txt')
  })

  test('must fit the name that it comes under', async () => {
    assert.match(await kindOf('%PDF-1.7', 'plan.docx'), /is a PDF, and its name does not end in \.pdf/)
    assert.match(await kindOf('just text', 'plan.pdf'), /is plain text/)
    assert.match(await kindOf('just text', 'plan'), /does not end in \.txt/)
  })

  test('is refused where it may hold a program, is packed, old or protected', async () => {
    const macros = zip({ ...types, 'word/document.xml': '<w/>', 'word/vbaProject.bin': 'x' })
    assert.match(await kindOf(macros, 'plan.docx'), /macros/)
    assert.match(await kindOf(zip({ 'a.txt': 'a', 'b.txt': 'b' }), 'both.zip'), /one by one/)
    assert.match(await kindOf(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'plan.doc'), /older Office format/)
    assert.match(await kindOf('<!DOCTYPE html><p>', 'page.txt'), /another kind/)
    assert.match(await kindOf('<svg onload="x">', 'picture.png'), /another kind/)
    assert.match(await kindOf('#!/bin/sh', 'run.txt'), /another kind/)
    assert.match(await kindOf(Buffer.from('4d5a9000', 'hex'), 'run.pdf'), /another kind/)
    assert.match(await kindOf('PK\u0003\u0004 and no more', 'plan.docx'), /damaged/)
    assert.equal(await kindOf('', 'empty.txt'), 'The file is empty')
  })
})

describe('the scanner', () => {
  const servers: Server[] = []
  /** Something that is no clamd, or one that misbehaves. */
  const pretend = async (answer: (socket: Socket) => void) => {
    const server = createServer(answer)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    return { host: '127.0.0.1', port: typeof address === 'object' && address ? address.port : 0 }
  }
  after(() => {
    for (const server of servers) server.close()
  })
  const file = () => Readable.from([Buffer.from('some bytes')])

  test('gives no verdict where nobody answers', async () => {
    await assert.rejects(clamdScanner({ host: '127.0.0.1', port: 9 }).scan(file()), { name: 'ScannerDown' })
  })

  test('gives no verdict where the answer is none', async () => {
    for (const words of [
      '',
      'stream: INSTREAM size limit exceeded. ERROR\0',
      'HTTP/1.1 400\r\n\r\n',
      'stream: OKAY\0',
    ]) {
      const address = await pretend((socket) => socket.on('data', () => undefined).end(words))
      await assert.rejects(clamdScanner(address).scan(file()), { name: 'ScannerDown' }, words)
    }
  })

  test('gives no verdict where it is silent, or the file breaks off', async () => {
    const silent = await pretend((socket) => socket.on('error', () => undefined).resume())
    await assert.rejects(clamdScanner(silent, 200).scan(file()), { name: 'ScannerDown' })
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half')
        throw new Error('the storage is gone')
      })(),
    )
    await assert.rejects(clamdScanner(silent, 2_000).scan(broken), { name: 'ScannerDown' })
  })

  describe('as a real clamd', () => {
    let clamd: TestClamd | undefined
    before(async () => {
      clamd = await startClamd(2_000_000)
    })
    after(() => clamd?.close())

    test('lets clean files through and finds the EICAR test file', async (context) => {
      if (!clamd) return context.skip(noClamd)
      const scanner = clamdScanner(clamd.address)
      assert.deepEqual(await scanner.scan(Readable.from([randomBytes(1_500_000)])), { clean: true })
      const found = await scanner.scan(Readable.from([Buffer.from(EICAR)]))
      assert.ok(!found.clean)
      assert.match(found.what, /^Eicar-Test-Signature/)
      const inside = zipSync({ 'word/document.xml': strToU8(EICAR) })
      assert.equal((await scanner.scan(Readable.from([Buffer.from(inside)]))).clean, false)
    })

    test('gives no verdict on what is longer than it takes', async (context) => {
      if (!clamd) return context.skip(noClamd)
      const long = Readable.from([randomBytes(2_500_000)])
      await assert.rejects(clamdScanner(clamd.address).scan(long), { name: 'ScannerDown' })
    })
  })
})

describe('the words of a file', () => {
  const zip = (parts: Record<string, string>) =>
    Readable.from([
      Buffer.from(
        zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))),
      ),
    ])

  test('are those of its paragraphs', async () => {
    const word =
      '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Ring home </w:t></w:r><w:r><w:t>by ten</w:t></w:r></w:p>' +
      '<w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year 7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>' +
      '<w:p><w:r><w:instrText>HYPERLINK</w:instrText><w:t>&amp; so &lt;on&gt;</w:t></w:r></w:p></w:body></w:document>'
    assert.deepEqual(await readText('docx', zip({ 'word/document.xml': word })), {
      paragraphs: ['Ring home by ten', 'Year 7', '& so <on>'],
      sheets: [],
      isCut: false,
    })
    const slide = (text: string) =>
      `<p:sld xmlns:a="a" xmlns:p="p"><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`
    const talk = { 'ppt/slides/slide1.xml': slide('One'), 'ppt/slides/slide2.xml': slide('Two') }
    assert.deepEqual((await readText('pptx', zip(talk)))?.paragraphs, ['One', 'Two'])
    const open =
      '<office:document-content xmlns:office="o" xmlns:text="t"><office:body><text:h>Plan</text:h>' +
      '<text:p>We <text:span>begin</text:span> in May</text:p></office:body></office:document-content>'
    assert.deepEqual((await readText('odt', zip({ 'content.xml': open })))?.paragraphs, [
      'Plan',
      'We begin in May',
    ])
    assert.deepEqual((await readText('txt', Readable.from([Buffer.from('One\r\n\r\nTwo')])))?.paragraphs, [
      'One',
      'Two',
    ])
  })

  test('are cut where nobody would read on, and none where the file is damaged or out of proportion', async () => {
    const long = await readText('txt', Readable.from([Buffer.from('word '.repeat(100_000))]))
    assert.equal(long?.isCut, true)
    assert.equal(await readText('docx', Readable.from([Buffer.from('PK and no zip')])), undefined)
    assert.equal(await readText('docx', zip({ 'word/document.xml': '<w:t>not closed' })), undefined)
    // A little file that would unpack to 100 MB.
    const bomb = zip({ 'word/document.xml': `<w:t>${' '.repeat(100_000_000)}</w:t>` })
    assert.equal(await readText('docx', bomb), undefined)
    assert.equal(await readText('pdf', Readable.from([Buffer.from('%PDF')])), undefined)
    assert.equal(await readText('png', Readable.from([Buffer.from('x')])), undefined)
  })

  test('of a spreadsheet stand in its visible sheets', async () => {
    const sheet = (cells: string) =>
      `<worksheet xmlns="m"><sheetData><row r="2">${cells}</row></sheetData></worksheet>`
    const book = {
      '[Content_Types].xml': '<Types/>',
      '_rels/.rels':
        '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
      'xl/workbook.xml':
        '<workbook xmlns:r="r"><sheets><sheet name="Absence" r:id="r1"/><sheet name="Kept back" state="hidden" r:id="r2"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="one.xml"/><Relationship Id="r2" Type="x/worksheet" Target="two.xml"/></Relationships>',
      'xl/one.xml': sheet('<c r="A2" t="inlineStr"><is><t>Autumn</t></is></c><c r="C2"><v>6.1</v></c>'),
      'xl/two.xml': sheet('<c r="A2" t="inlineStr"><is><t>Hidden</t></is></c>'),
    }
    assert.deepEqual((await readText('xlsx', zip(book)))?.sheets, [
      { name: 'Absence', rows: [['Autumn', '', '6.1']] },
    ])
    const open =
      '<o:document-content xmlns:o="o" xmlns:table="t" xmlns:text="x"><table:table table:name="Absence"><table:table-row>' +
      '<table:table-cell><text:p>Autumn</text:p></table:table-cell><table:table-cell/>' +
      '<table:table-cell><text:p>6.1</text:p></table:table-cell></table:table-row></table:table></o:document-content>'
    assert.deepEqual((await readText('ods', zip({ 'content.xml': open })))?.sheets, [
      { name: 'Absence', rows: [['Autumn', '', '6.1']] },
    ])
  })

  test('of a PDF are those of its pages', async () => {
    const document = new PDFDocument()
    document.text('Routines at the gate').moveDown(3).text('We greet everyone.').addPage().text('Page two')
    const bytes = buffer(document)
    document.end()
    const found = await readText('pdf', Readable.from([await bytes]))
    assert.deepEqual(found?.paragraphs, ['Routines at the gate', 'We greet everyone.', 'Page two'])
  })

  test('of a PDF that unpacks without end are given up, and the service goes on', async () => {
    // Four kilobytes that unpack, twice over, to two gigabytes.
    const megabyte = Buffer.alloc(1_048_576, ' ')
    const spaces = Readable.from(
      (function* () {
        for (let count = 0; count < 2_000; count += 1) yield megabyte
      })(),
    )
    const content = deflateSync(await buffer(spaces.pipe(createDeflate({ level: 1 }))))
    const hostile = [
      '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n',
      '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << >> /Contents 4 0 R >>\nendobj\n',
      `4 0 obj\n<< /Length ${content.length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n`,
      content,
      '\nendstream\nendobj\ntrailer << /Size 5 /Root 1 0 R >>\n%%EOF',
    ]
    const bytes = Buffer.concat(hostile.map((part) => Buffer.from(part)))
    assert.ok(bytes.length < 60_000)
    assert.equal(await readText('pdf', Readable.from([bytes])), undefined)
  })
})
