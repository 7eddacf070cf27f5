import pino, { type DestinationStream, type Logger } from 'pino'

/**
 * Structured logs, one JSON line each. No name, email, school or address of a person is ever passed to it;
 * the redactions are a second lock for headers that carry sessions.
 */
export function openLog(level: string, destination?: DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    redact: ['req.headers.cookie', 'req.headers.authorization', 'req.remoteAddress', 'err.parameters'],
    serializers: {
      // A database error may quote the row it refused (its `detail`); only what names the fault is kept.
      err: (error: Error & { code?: string; constraint?: string }) => ({
        type: error.name,
        message: error.message,
        code: error.code,
        constraint: error.constraint,
        stack: error.stack,
      }),
    },
  }
  // Lines go out together, a second late at most: a write each would hold up every answer. Whatever is held is written
  // when the process ends.
  return pino(options, destination ?? pino.destination({ sync: false, minLength: 4096, periodicFlush: 1000 }))
}
