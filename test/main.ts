/** Where bin/test begins: whatever breaks on the way, if only a file that cannot be read, the last line is a count. */
function end(error: unknown): never {
  console.log(error)
  console.log('\n0 passed, 1 failed, 0 skipped')
  process.exit(1)
}

process.on('uncaughtException', end)
await import('./run.ts').catch(end)

export {}
