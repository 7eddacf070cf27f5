/** Why a request was turned away. A closed set: each has its page and status. */
export type RefusalReason =
  | 'signed-out'
  | 'not-found'
  | 'forbidden'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'unreadable'

/** Thrown by policy and store; the server turns it into the page of its reason. Not a fault: it is never logged as one. */
export class Refusal extends Error {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason, message: string) {
    super(message)
    this.name = 'Refusal'
    this.reason = reason
  }
}

export const signedOut = () => new Refusal('signed-out', 'Sign in to see this page')
/** For what does not exist, and for what this actor may not see: the two must look the same. */
export const notFound = () => new Refusal('not-found', 'Page not found')
/** For what the actor can see but may not do. `why` is shown. */
export const forbidden = (why: string) => new Refusal('forbidden', why)
/** For a page that has gone stale under the person. `why` is shown. */
export const conflict = (why: string) => new Refusal('conflict', why)
export const tooLarge = (why: string) => new Refusal('too-large', why)
export const tooMany = (why: string) => new Refusal('too-many', why)
/** For a request that makes no sense as sent (a broken body, a form of another site). */
export const unreadable = (why: string) => new Refusal('unreadable', why)
