/**
 * Files that people send: taken in as streams, told apart by what they hold, scanned, kept in a folder or a bucket.
 * Nothing here knows whose they are.
 */
export { type Arrivals, type Arrived, arrivalsIn, NotWritten } from './arrivals.ts'
export { folderStore } from './folder.ts'
export { type FileKind, findKind, type KindResult, kindCalled } from './kinds.ts'
export { type S3Settings, s3Store } from './s3.ts'
export { clamdScanner, type Finding, type Scanner, type ScannerAddress, ScannerDown } from './scanner.ts'
export { FileGone, type FileStore } from './store.ts'
export { type FoundText, isTextReadable, readText } from './text.ts'
export { safeFileName, uniqueNames, type ZipEntry, zipOf } from './zip.ts'
