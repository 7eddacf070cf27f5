/** Two enhanced partner schools of one hub, another hub, their people, and the pages of documents. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { documentJobs, routes } from '../../src/features/documents/index.ts'
import type { Actor } from '../../src/features/people/index.ts'
import type { Scanner } from '../../src/platform/files/index.ts'
import { type TestDocuments, testDocuments } from './document-services.ts'
import { type FeatureApp, featureApp } from './feature-app.ts'
import { addActor, addPartnership } from './programme-world.ts'
import { openTwoHubs, type TwoHubs } from './two-hubs.ts'

export interface SentFile {
  readonly name: string
  readonly bytes: string | Uint8Array
}

export interface DocumentWorld extends TwoHubs {
  readonly web: FeatureApp
  readonly documents: TestDocuments
  readonly jobs: ReturnType<typeof documentJobs>
  readonly options: Parameters<typeof documentJobs>[0]
  /** Ashby School's partnership, and that of Birch School beside it. */
  readonly partnership: number
  readonly beside: number
  readonly besideLeader: Actor
  /** Sends a form with files, as a browser does. */
  send(
    actor: Actor,
    url: string,
    form: Readonly<Record<string, string | readonly string[]>>,
    files: readonly SentFile[],
  ): Promise<{ status: number; body: string; location: string }>
  /** Gives one file of Ashby's leader to the lead, and says its document's id. */
  give(file?: Partial<SentFile>, form?: Readonly<Record<string, string>>): Promise<number>
  /** The file as somebody gets it. */
  download(
    actor: Actor,
    url: string,
  ): Promise<{ statusCode: number; body: string; headers: Readonly<Record<string, unknown>> }>
  close(): Promise<void>
}

export async function openDocumentWorld(options: { scanner?: Scanner } = {}): Promise<DocumentWorld> {
  const hubs = await openTwoHubs({ today: '2025-09-22' })
  const { database, world, clock, hub, leader, rows } = hubs
  const partnership = await addPartnership(database, world, { hubId: hub, urn: 990011, pathway: 'enhanced' })
  const beside = await addPartnership(database, world, { hubId: hub, urn: 990012, pathway: 'enhanced' })

  const documents = testDocuments(options.scanner)
  const web = await featureApp({ database, clock, mount: (app) => routes(app, documents) })
  const jobOptions = { database, clock, documents, publicUrl: 'https://alongside.example' }
  const header = (actor: Actor) => ({
    'x-actor': `${actor.role} ${actor.accountId} ${actor.programmeId}`,
  })

  const send: DocumentWorld['send'] = async (actor, url, form, files) => {
    // So that the server knows this person.
    await web.get(actor, '/nowhere')
    const { body, type } = multipart(form, files)
    const answer = await web.app.inject({
      method: 'POST',
      url,
      headers: { ...header(actor), 'content-type': type },
      payload: body,
    })
    return { status: answer.statusCode, body: answer.body, location: String(answer.headers.location ?? '') }
  }
  return {
    ...hubs,
    web,
    documents,
    jobs: documentJobs(jobOptions),
    options: jobOptions,
    partnership,
    beside,
    besideLeader: await addActor(database, 'named-leader', {
      programmeId: world.programmeId,
      schoolUrn: 990012,
      name: 'Bea Head',
    }),
    send,
    async give(file = {}, form = {}) {
      const sent = { name: 'strategy.txt', bytes: 'What we do on day one', ...file }
      const fields = { key: randomUUID(), title: '', purpose: 'support', with: 'lead', ...form }
      const answer = await send(leader, `/partnerships/${partnership}/documents`, fields, [sent])
      if (answer.status !== 303) throw new Error(answer.body)
      const [row] = await rows(sql`select max(id) as id from documents`)
      return Number(row?.id)
    },
    async download(actor, url) {
      await web.get(actor, '/nowhere')
      return web.app.inject({ method: 'GET', url, headers: header(actor) })
    },
    async close() {
      await web.app.close()
      documents.remove()
      await database.close()
    },
  }
}

const BOUNDARY = 'between-the-parts-of-a-test'

function multipart(form: Readonly<Record<string, string | readonly string[]>>, files: readonly SentFile[]) {
  const { key = [], ...rest } = form
  const fields = (of: typeof form) =>
    Object.entries(of)
      .flatMap(([name, values]) =>
        [values]
          .flat()
          .map(
            (value) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
          ),
      )
      .join('')
  const parts = files.flatMap(({ name, bytes }) => [
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(bytes),
    Buffer.from('\r\n'),
  ])
  // In the order of the form: what is typed comes after the files.
  const body = Buffer.concat([
    Buffer.from(fields({ key })),
    ...parts,
    Buffer.from(`${fields(rest)}--${BOUNDARY}--\r\n`),
  ])
  return { body, type: `multipart/form-data; boundary=${BOUNDARY}` }
}
