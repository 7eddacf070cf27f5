import type { App } from '../../src/platform/http/index.ts'

export interface Reply {
  readonly status: number
  readonly body: string
  readonly location: string
  readonly type: string
}

type Form = Readonly<Record<string, string | number | readonly string[]>>

/** A browser of one person: it keeps cookies, and follows nothing by itself. */
export class Client {
  readonly cookies: Record<string, string> = {}
  readonly #app: App

  constructor(app: App) {
    this.#app = app
  }

  get(url: string): Promise<Reply> {
    return this.send('GET', url)
  }

  /** A form as a browser sends it. */
  post(url: string, form: Form = {}): Promise<Reply> {
    const fields = Object.entries(form).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, String(one)]),
    )
    return this.send('POST', url, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded')
  }

  /** A form with a file. */
  postFile(
    url: string,
    form: Form,
    file: { name: string; text: string | Uint8Array } | null,
  ): Promise<Reply> {
    const { body, type } = multipart(form, file)
    return this.send('POST', url, body, type)
  }

  async send(method: 'GET' | 'POST', url: string, payload?: string | Buffer, type?: string): Promise<Reply> {
    const answer = await this.#app.inject({
      method,
      url,
      cookies: this.cookies,
      headers: {
        ...(method === 'POST' ? { 'sec-fetch-site': 'same-origin' } : {}),
        ...(type === undefined ? {} : { 'content-type': type }),
      },
      ...(payload === undefined ? {} : { payload }),
    })
    for (const { name, value } of answer.cookies) {
      if (value === '') delete this.cookies[name]
      else this.cookies[name] = value
    }
    return {
      status: answer.statusCode,
      body: answer.body,
      location: String(answer.headers.location ?? ''),
      type: String(answer.headers['content-type'] ?? ''),
    }
  }
}

const BOUNDARY = 'the-boundary-of-a-test'

export function multipart(form: Form, file: { name: string; text: string | Uint8Array } | null) {
  const parts = Object.entries(form).map(
    ([name, value]) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${file?.name}"\r\ncontent-type: text/csv\r\n\r\n`
  const body = Buffer.concat([
    Buffer.from(parts.join('')),
    ...(file ? [Buffer.from(head), Buffer.from(file.text), Buffer.from('\r\n')] : []),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ])
  return { body, type: `multipart/form-data; boundary=${BOUNDARY}` }
}
