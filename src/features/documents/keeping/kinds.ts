/** The names under which jobs about documents are queued. */
export const CHECK_JOB = 'documents.check'
export const ERASE_JOB = 'documents.erase'
