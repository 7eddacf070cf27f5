/**
 * Where to go after signing in: a path of this service, or its home. Browsers read `\` as `/` and drop control
 * characters, so `/\other.example` would leave the service.
 */
export function safeNext(value: unknown): string {
  if (typeof value !== 'string' || value.length > 1000) return '/'
  // What a browser sends is visible ASCII: anything else was put together by hand.
  if (!/^\/[\x21-\x7e]*$/.test(value) || value.startsWith('//') || value.includes('\\')) return '/'
  // Signing in must not lead back to signing in or out.
  return /^\/sign-(in|out)\b/.test(value) ? '/' : value
}

/** An address of the sign-in pages that remembers where to go afterwards. */
export function withNext(path: string, next: string): string {
  return next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`
}
