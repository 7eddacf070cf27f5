/** What the tests use of s3rver, which comes without types. */
declare module 's3rver' {
  // biome-ignore lint/style/noDefaultExport: the package has no other
  export default class S3rver {
    constructor(options: {
      address: string
      port: number
      silent: boolean
      directory: string
      resetOnClose?: boolean
      configureBuckets: readonly { name: string; configs?: readonly string[] }[]
    })
    run(): Promise<{ port: number }>
    close(): Promise<void>
  }
}
