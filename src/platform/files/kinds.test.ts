import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { arrivalsIn, findKind } from './index.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alongside-kinds-'))
})
after(() => rm(folder, { recursive: true, force: true }))
const arrive = (bytes: Uint8Array | string) =>
  arrivalsIn(join(folder, 'arriving')).receive(Readable.from([Buffer.from(bytes)]))

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
