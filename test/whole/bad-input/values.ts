/** What may come in where a word, an id, a form or a query is wanted. */

export const SCRIPT = '<script>alert(1)</script>'

/** What a field may hold, percent-encoded as it goes over the wire. */
export const VALUES: Readonly<Record<string, string>> = {
  nothing: '',
  blanks: '%20%09%0A',
  'a NUL': 'a%00b',
  'a lone surrogate': 'a%ED%A0%80b',
  'bytes that are no UTF-8': '%FF%FE%C3%28',
  'a right-to-left override': 'school%E2%80%AEloohcs',
  markup: encodeURIComponent(`"'>${SCRIPT}`),
  SQL: encodeURIComponent(`'; drop table schools; --`),
  'a formula': encodeURIComponent(`=HYPERLINK("http://example.com")`),
  'a number beyond every column': '99999999999999999999',
  'a number just too large': '2147483648',
  'a negative number': '-1',
  'a fraction': '1.5',
  'no number': 'NaN',
  'half a megabyte': 'x'.repeat(500_000),
  'a broken escape': '%E0%A4%A',
}

/** Names of fields that JavaScript objects have of their own. */
export const NAMES = ['__proto__', 'constructor', 'toString', 'a[b]', '', '%00']

export const BODIES: readonly { name: string; type?: string; body: string | Buffer }[] = [
  { name: 'no body at all', type: 'application/x-www-form-urlencoded', body: '' },
  { name: 'no content type', body: 'a=b' },
  {
    name: 'JSON',
    type: 'application/json',
    body: '{"__proto__": {"admin": true}, "key": ["a"], "name": {"a": 1}}',
  },
  { name: 'JSON that is null', type: 'application/json', body: 'null' },
  { name: 'broken JSON', type: 'application/json', body: '{"a":' },
  { name: 'text', type: 'text/plain', body: 'hello' },
  { name: 'XML', type: 'application/xml', body: '<a/>' },
  { name: 'a content type that is none', type: ';;;', body: 'a=b' },
  { name: 'multipart without a boundary', type: 'multipart/form-data', body: 'x' },
  {
    name: 'multipart cut short',
    type: 'multipart/form-data; boundary=b',
    body: '--b\r\ncontent-disposition: form-data; name="k',
  },
  {
    name: 'multipart of one field',
    type: 'multipart/form-data; boundary=b',
    body: '--b\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\nx\r\n--b--\r\n',
  },
  { name: 'two megabytes', type: 'application/x-www-form-urlencoded', body: `a=${'x'.repeat(2_000_000)}` },
  {
    name: 'two thousand fields',
    type: 'application/x-www-form-urlencoded',
    body: Array.from({ length: 2000 }, (_each, index) => `f${index}=1`).join('&'),
  },
]

/** No such thing: what an address may hold where an id is wanted. */
export const IDS = [
  '0',
  '-1',
  '1.5',
  '01',
  '1e3',
  'abc',
  '2147483648',
  '99999999999999999999',
  '%00',
  '1%00',
  '%20',
  '%E2%80%AE1',
  '%FF',
  '%',
  '1;drop',
  '..%2f1',
  '__proto__',
  'constructor',
  'x'.repeat(300),
]

/** What queries ask for, on one page or another. */
export const QUERY_NAMES = [
  'code',
  'iss',
  'error',
  'page',
  'q',
  'next',
  'saved',
  'before',
  'show',
  'state',
  'role',
  'hub',
  'school',
  'cohort',
  'status',
  'pathway',
  'region',
  'sort',
  'waited',
  'done',
  'closed',
  'moved',
  'begun',
  'standing',
  'expectation',
  'occurrence',
]
