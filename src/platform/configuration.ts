import { resolve } from 'node:path'
import { z } from 'zod'

/** Everything that the environment can say, checked. */
export interface Configuration {
  readonly port: number
  readonly host: string
  /** Absolute. Holds the embedded database, the secret that was made here, and files. */
  readonly dataDir: string
  /** A PostgreSQL server; without it the embedded database in `dataDir`. */
  readonly databaseUrl: string | undefined
  /** The same server as a login that owns nothing, for requests. */
  readonly databaseAppUrl: string | undefined
  readonly processes: number
  /** Signs cookies; without it one is made and kept in `dataDir` (see `ensureSecret`). */
  readonly secret: string | undefined
  /** Where people reach the service, without a slash at the end: links in mail begin with it. */
  readonly baseUrl: string
  readonly https: boolean
  readonly demonstration: boolean
  readonly logLevel: LogLevel
  readonly mail: MailConfiguration
  /** People of a meeting's report who belong to no school are deleted after so many days. */
  readonly reportDays: number
  readonly dfeSignIn: DfeSignInConfiguration | undefined
  readonly brand: 'neutral' | 'govuk'
  readonly files: FilesConfiguration
  /** Without one, files can be opened unchecked, and pages say so. */
  readonly scanner: ScannerConfiguration | undefined
}

export type FilesConfiguration =
  /** Absolute. */
  | { readonly by: 'folder'; readonly folder: string }
  | {
      readonly by: 's3'
      readonly endpoint: string
      readonly bucket: string
      readonly region: string
      readonly keyId: string
      readonly secret: string
    }

/** Where clamd listens. */
export type ScannerConfiguration =
  | { readonly host: string; readonly port: number }
  | { readonly path: string }

export type MailConfiguration =
  | { readonly by: 'outbox' }
  | {
      readonly by: 'notify'
      readonly apiKey: string
      readonly templateId: string
      /** With it Notify says later what became of an email. */
      readonly callbackToken?: string | undefined
    }
  | { readonly by: 'smtp'; readonly url: string; readonly from: string }

export interface DfeSignInConfiguration {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
type LogLevel = (typeof LOG_LEVELS)[number]

export type ConfigurationResult =
  | { readonly ok: true; readonly value: Configuration }
  /** One line that names the setting and what was expected. It never repeats a secret. */
  | { readonly ok: false; readonly line: string }

type Environment = Readonly<Record<string, string | undefined>>

const wholeNumber = (from: number, to: number) => {
  const error = `a whole number from ${from} to ${to}`
  return z
    .string()
    .regex(/^\d{1,6}$/, { error })
    .transform(Number)
    .pipe(z.number().min(from, { error }).max(to, { error }))
}
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `${values.slice(0, -1).join(', ')} or ${values.at(-1)}` })
const matching = (pattern: RegExp, error: string) => z.string().regex(pattern, { error })
const switches = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['on', 'off', 'true', 'false', 'yes', 'no', '1', '0'], { error: 'on or off' }))
  .transform((value) => ['on', 'true', 'yes', '1'].includes(value))

const UUID = '[\\da-fA-F]{8}(?:-[\\da-fA-F]{4}){3}-[\\da-fA-F]{12}'

/** Each setting by its name in the environment. A message says what was expected, after "it must be". */
const settings = z.object({
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: matching(/^[\w.:-]{1,253}$/, 'a host name or an address, for example localhost or 0.0.0.0').default(
    'localhost',
  ),
  DATA_DIR: matching(/^[^\0]+$/, 'a folder').default('data'),
  DATABASE_URL: matching(/^postgres(ql)?:\/\/\S+$/, 'an address that begins with postgres://').optional(),
  DATABASE_APP_URL: matching(/^postgres(ql)?:\/\/\S+$/, 'an address that begins with postgres://').optional(),
  WEB_CONCURRENCY: wholeNumber(1, 64).default(1),
  SECRET: z.string().min(32, { error: '32 characters or more, kept to yourself' }).optional(),
  BASE_URL: z
    .string()
    .refine(isOrigin, { error: 'an address such as https://hubs.example.gov.uk, without a path' })
    .optional(),
  DEMONSTRATION: switches.optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  NOTIFY_API_KEY: matching(
    new RegExp(`^.+-${UUID}-${UUID}$`),
    'a GOV.UK Notify API key: its name and two UUIDs',
  ).optional(),
  NOTIFY_TEMPLATE_ID: matching(new RegExp(`^${UUID}$`), 'the UUID of a GOV.UK Notify template').optional(),
  NOTIFY_CALLBACK_TOKEN: matching(/^\S{20,}$/, '20 characters or more, without spaces').optional(),
  SMTP_URL: matching(/^smtps?:\/\/\S+$/, 'an address that begins with smtp:// or smtps://').optional(),
  MAIL_FROM: matching(/^[^\r\n]*[^\s@]+@[^\s@]+>?$/, 'an email address').optional(),
  DFE_SIGN_IN_ISSUER: z
    .string()
    .refine(isIssuer, { error: 'an address that begins with https://' })
    .optional(),
  DFE_SIGN_IN_CLIENT_ID: matching(/^\S+$/, 'the client id that DfE Sign-in gave').optional(),
  DFE_SIGN_IN_CLIENT_SECRET: matching(/^\S+$/, 'the client secret that DfE Sign-in gave').optional(),
  BRAND: oneOf(['neutral', 'govuk']).default('neutral'),
  REPORT_DAYS: wholeNumber(1, 365).default(60),
  FILES_DIR: matching(/^[^\0]+$/, 'a folder').optional(),
  FILES_S3_ENDPOINT: z
    .string()
    .refine(isIssuer, { error: 'an address that begins with https://, without the bucket' })
    .optional(),
  FILES_S3_BUCKET: matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket').optional(),
  FILES_S3_REGION: matching(/^[a-z0-9-]{1,40}$/, 'a region, for example eu-west-2').optional(),
  FILES_S3_KEY_ID: matching(/^\S+$/, 'the id of an access key').optional(),
  FILES_S3_SECRET: matching(/^\S+$/, 'the secret of an access key').optional(),
  CLAMD: matching(
    /^(\/[^\0]+|[\w.-]{1,253}:\d{1,5})$/,
    'a host and a port, for example localhost:3310, or the path of a socket',
  ).optional(),
})
type Settings = z.output<typeof settings>

/** Reads the settings of the service from an environment. What it does not know it ignores; empty counts as unset. */
export function readConfiguration(environment: Environment): ConfigurationResult {
  const given = Object.keys(settings.shape).flatMap((name) => {
    const value = environment[name]?.trim()
    return value ? [[name, value] as const] : []
  })
  const parsed = settings.safeParse(Object.fromEntries(given))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return wrong(String(issue?.path[0]), `must be ${issue?.message}`)
  }
  const value = parsed.data
  const fault = faultAcross(value)
  if (fault) return fault

  const baseUrl = value.BASE_URL?.replace(/\/$/, '') ?? `http://localhost:${value.PORT}`
  return {
    ok: true,
    value: {
      port: value.PORT,
      host: value.HOST,
      dataDir: resolve(value.DATA_DIR),
      databaseUrl: value.DATABASE_URL,
      databaseAppUrl: value.DATABASE_APP_URL,
      processes: value.WEB_CONCURRENCY,
      secret: value.SECRET,
      baseUrl,
      https: baseUrl.startsWith('https:'),
      demonstration: isDemonstration(value),
      logLevel: value.LOG_LEVEL,
      mail: mailOf(value),
      dfeSignIn: dfeSignInOf(value),
      reportDays: value.REPORT_DAYS,
      brand: value.BRAND,
      files: filesOf(value),
      scanner: scannerOf(value.CLAMD),
    },
  }
}

/** In the demonstration anyone may be anyone, so it is never on by itself where somebody set up the real thing. */
function isDemonstration(value: Settings): boolean {
  const real = value.DATABASE_URL ?? value.DFE_SIGN_IN_ISSUER ?? value.NOTIFY_API_KEY ?? value.SMTP_URL
  return value.DEMONSTRATION ?? real === undefined
}

/** Rules that take more than one setting. */
function faultAcross(value: Settings): ConfigurationResult | undefined {
  if (value.WEB_CONCURRENCY > 1 && !value.DATABASE_URL) {
    return wrong(
      'WEB_CONCURRENCY',
      'must be 1 with the embedded database: several processes need DATABASE_URL',
    )
  }
  if (value.DATABASE_APP_URL && !value.DATABASE_URL) {
    return wrong('DATABASE_APP_URL', 'needs DATABASE_URL, the owner of the tables, beside it')
  }
  if (value.DATABASE_URL && !value.SECRET && value.BASE_URL?.startsWith('https:')) {
    return wrong(
      'SECRET',
      'is missing: with DATABASE_URL and an https BASE_URL it must be 32 characters or more',
    )
  }
  const together: readonly (readonly (keyof Settings)[])[] = [
    ['DFE_SIGN_IN_ISSUER', 'DFE_SIGN_IN_CLIENT_ID', 'DFE_SIGN_IN_CLIENT_SECRET'],
    ['NOTIFY_API_KEY', 'NOTIFY_TEMPLATE_ID'],
    ['SMTP_URL', 'MAIL_FROM'],
    ['FILES_S3_ENDPOINT', 'FILES_S3_BUCKET', 'FILES_S3_REGION', 'FILES_S3_KEY_ID', 'FILES_S3_SECRET'],
  ]
  for (const group of together) {
    const set = group.find((name) => value[name] !== undefined)
    const missing = group.find((name) => value[name] === undefined)
    if (set && missing) return wrong(missing, `is missing: it must be set together with ${set}`)
  }
  if (value.NOTIFY_CALLBACK_TOKEN && !value.NOTIFY_API_KEY) {
    return wrong('NOTIFY_API_KEY', 'is missing: it must be set together with NOTIFY_CALLBACK_TOKEN')
  }
  if (value.NOTIFY_API_KEY && value.SMTP_URL) {
    return wrong('SMTP_URL', 'must be unset where NOTIFY_API_KEY is set: mail goes one way')
  }
  if (value.FILES_DIR && value.FILES_S3_ENDPOINT) {
    return wrong('FILES_DIR', 'must be unset where FILES_S3_ENDPOINT is set: files are kept in one place')
  }
  if (value.DEMONSTRATION && value.DFE_SIGN_IN_ISSUER) {
    return wrong(
      'DEMONSTRATION',
      'must be off with DFE_SIGN_IN_ISSUER: in the demonstration anyone can sign in as anyone',
    )
  }
  return undefined
}

function mailOf(value: Settings): MailConfiguration {
  if (value.NOTIFY_API_KEY && value.NOTIFY_TEMPLATE_ID) {
    return {
      by: 'notify',
      apiKey: value.NOTIFY_API_KEY,
      templateId: value.NOTIFY_TEMPLATE_ID,
      callbackToken: value.NOTIFY_CALLBACK_TOKEN,
    }
  }
  if (value.SMTP_URL && value.MAIL_FROM) return { by: 'smtp', url: value.SMTP_URL, from: value.MAIL_FROM }
  return { by: 'outbox' }
}

function dfeSignInOf(value: Settings): DfeSignInConfiguration | undefined {
  const {
    DFE_SIGN_IN_ISSUER: issuer,
    DFE_SIGN_IN_CLIENT_ID: clientId,
    DFE_SIGN_IN_CLIENT_SECRET: clientSecret,
  } = value
  return issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : undefined
}

function filesOf(value: Settings): FilesConfiguration {
  const {
    FILES_S3_ENDPOINT: endpoint,
    FILES_S3_BUCKET: bucket,
    FILES_S3_REGION: region,
    FILES_S3_KEY_ID: keyId,
    FILES_S3_SECRET: secret,
  } = value
  return endpoint && bucket && region && keyId && secret
    ? { by: 's3', endpoint, bucket, region, keyId, secret }
    : { by: 'folder', folder: resolve(value.FILES_DIR ?? `${value.DATA_DIR}/files/kept`) }
}

function scannerOf(address: string | undefined): ScannerConfiguration | undefined {
  if (address === undefined) return undefined
  if (address.startsWith('/')) return { path: address }
  const at = address.lastIndexOf(':')
  return { host: address.slice(0, at), port: Number(address.slice(at + 1)) }
}

function wrong(name: string, what: string): ConfigurationResult {
  return { ok: false, line: `${name} ${what}` }
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, pathname, search, hash, username } = new URL(value)
  return /^https?:$/.test(protocol) && pathname === '/' && !search && !hash && !username
}

/** Plain http only on this machine, for tests and for trying. */
function isIssuer(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname } = new URL(value)
  return (
    protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
  )
}
