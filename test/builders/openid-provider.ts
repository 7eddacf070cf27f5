/** A real OpenID provider, as DfE Sign-in is one, with its own pages to sign in at. */
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export const CLIENT = { clientId: 'alongside', clientSecret: 'a client secret of the tests' }

/** Whom a provider knows, and what it says of them, by what is typed into its sign-in form. */
export type Known = Readonly<Record<string, Readonly<Record<string, unknown>>>>

export interface TestProvider {
  readonly issuer: string
  /** As the service is told of it. */
  readonly settings: { issuer: string; clientId: string; clientSecret: string; insecure: true }
  close(): Promise<void>
}

/** A real OpenID provider on the loopback. `inIdentity`: it puts what it knows into the identity itself. */
export async function openProvider(
  people: Known,
  { inIdentity = false, callback = 'http://localhost/sign-in/dfe/callback' } = {},
): Promise<TestProvider> {
  let handle: ((...given: Parameters<ReturnType<Provider['callback']>>) => void) | undefined
  const server: Server = createServer((request, response) => handle?.(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // An HTTP server on a port has an address that is not text.
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [callback],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name'],
      organisation: ['organisation'],
    },
    scopes: ['openid', 'email', 'profile', 'organisation'],
    conformIdTokenClaims: !inIdentity,
    pkce: { required: () => true },
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub: sub === 'asharenamed' ? 'asha' : sub, ...people[sub] }),
    }),
  })
  handle = provider.callback()
  return {
    issuer,
    settings: { issuer, ...CLIENT, insecure: true },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Goes through the provider's own pages as a person would: signs in, agrees. Returns where it sends the browser back. */
export async function signInAtProvider(start: string, login: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = start
  let form: URLSearchParams | undefined
  for (let step = 0; step < 15; step += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    })
    form = undefined
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const to = response.headers.get('location')
    if (to) {
      url = new URL(to, url).href
      if (url.startsWith('http://localhost/')) return url.slice('http://localhost'.length)
      continue
    }
    const page = await response.text()
    const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1]
    assert.ok(action, `the provider answered ${response.status}: ${page.slice(0, 300)}`)
    url = new URL(action, url).href
    form = new URLSearchParams(
      page.includes('name="login"') ? { prompt: 'login', login, password: 'any' } : { prompt: 'consent' },
    )
  }
  throw new Error('The provider never sent the browser back')
}
