import * as oidc from 'openid-client'
import { type Organisation, parseOrganisation } from './organisation.ts'

export interface DfeSignInSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Allows an issuer over plain HTTP: for a provider inside a test only. */
  readonly insecure?: boolean
}

/** What must come back unchanged for an answer to be the answer to our question. */
export interface Question {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Who DfE Sign-in says somebody is. It says nothing of roles on a programme: those are ours. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
  readonly email: string | undefined
  readonly organisation: Organisation | undefined
}

const TIMEOUT_SECONDS = 10
const SCOPE = 'openid email profile organisation'

export interface DfeSignIn {
  /** Where to send the browser, and what to keep until it comes back. */
  ask(): Promise<{ readonly url: string; readonly question: Question }>
  /** Reads the answer in the address the browser came back to. Rejects whatever does not answer the question. */
  readAnswer(address: URL, question: Question): Promise<Identity>
}

/** OpenID Connect: authorisation code with PKCE, state and nonce. `callback` is the address registered with the service. */
export function dfeSignIn(settings: DfeSignInSettings, callback: string): DfeSignIn {
  let discovered: Promise<oidc.Configuration> | undefined

  // Asked for at the first sign-in, and again after a failure: the service starts without DfE Sign-in being there.
  function configuration(): Promise<oidc.Configuration> {
    discovered ??= oidc
      .discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, undefined, {
        timeout: TIMEOUT_SECONDS,
        ...(settings.insecure ? { execute: [oidc.allowInsecureRequests] } : {}),
      })
      .catch((error: unknown) => {
        discovered = undefined
        throw error
      })
    return discovered
  }

  return {
    async ask() {
      const question = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      }
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callback,
        scope: SCOPE,
        state: question.state,
        nonce: question.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(question.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, question }
    },

    async readAnswer(address, question) {
      const config = await configuration()
      const tokens = await oidc.authorizationCodeGrant(config, address, {
        expectedState: question.state,
        expectedNonce: question.nonce,
        pkceCodeVerifier: question.verifier,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims) throw new Error('The answer holds no identity')
      // Some services put these into the identity itself, some only tell them when asked.
      const more =
        (claims.email === undefined || claims.organisation === undefined) &&
        config.serverMetadata().userinfo_endpoint
          ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
          : undefined
      const said = { ...more, ...claims }
      return {
        issuer: claims.iss,
        subject: claims.sub,
        // DfE Sign-in checks addresses itself and may not say so; an address said to be unchecked is not used.
        email:
          typeof said.email === 'string' && said.email_verified !== false ? said.email.trim() : undefined,
        organisation: parseOrganisation(said.organisation),
      }
    },
  }
}
