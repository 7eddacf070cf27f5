/** What a document answers: something that the programme expects, something asked for, or neither. */
import type { Db } from '../../platform/database/index.ts'
import { parseId } from '../../platform/http/index.ts'
import { notFound } from '../../platform/refusal.ts'
import {
  listProgress,
  type Partnership,
  pathwayOf,
  readPartnership,
  type Side,
} from '../partnerships/index.ts'
import type { Actor } from '../people/index.ts'
import { type Expectation, readVersion } from '../programmes/index.ts'
import { type Document, type ExpectedDocument, type Purpose, type Request, SIDES, sidesOf } from './domain.ts'
import { sideOf } from './policy.ts'
import { readRequest } from './requests/store.ts'
import { nameOfExpected } from './words.ts'

export interface Subject {
  readonly title: string
  readonly description: string
  /** Whom it is most likely for. */
  readonly to: Side
  /** Whoever waits for it, and so has to be able to open it. */
  readonly waiting: Side | undefined
  readonly purpose: Purpose
  readonly expectation: Expectation | undefined
  readonly request: Request | undefined
}

/** A partnership's documents with everything that a page about them needs. */
export interface PartnershipInView {
  readonly actor: Actor
  readonly side: Side
  readonly partnership: Partnership
  readonly expectations: readonly Expectation[]
}

/** Not found for those who act for no side: that there are documents is for the schools and the programme team. */
export async function readPartnershipInView(
  db: Db,
  actor: Actor,
  partnershipId: number,
): Promise<PartnershipInView> {
  const side = sideOf(actor)
  if (!side) throw notFound()
  const partnership = await readPartnership(db, partnershipId)
  const { definition } = await readVersion(db, partnership.programmeVersionId)
  const expectations = pathwayOf(definition, partnership.pathwayKey).expectations.filter(
    ({ kind }) => kind === 'document',
  )
  return { actor, side, partnership, expectations }
}

/** Everything that the programme expects of this partnership, in its order. */
export async function listExpected(
  db: Db,
  { partnership, expectations }: PartnershipInView,
  documents: readonly Document[],
  today: Temporal.PlainDate,
): Promise<ExpectedDocument[]> {
  const items = await listProgress(db, partnership, today)
  return expectations.flatMap((expectation) =>
    items
      .filter(({ expectationKey }) => expectationKey === expectation.key)
      .map((item) => ({
        expectation,
        item,
        ...sidesOf(expectation),
        given: documents.filter(
          (each) => each.expectationKey === expectation.key && each.occurrence === item.occurrence,
        ),
      })),
  )
}

/**
 * What the address of a form names as `for` or `request`; not found when it names something that is not there, or that this
 * side waits for itself.
 */
export async function readSubject(
  db: Db,
  view: PartnershipInView,
  named: { readonly for: string; readonly request: string },
): Promise<Subject> {
  if (named.for !== '') {
    const expectation = view.expectations.find(({ key }) => key === named.for)
    if (!expectation) throw notFound()
    const { title, description } = expectation
    const { to } = sidesOf(expectation)
    if (to === view.side) throw notFound()
    return {
      title: nameOfExpected(title),
      description,
      to,
      waiting: to,
      purpose: 'support',
      expectation,
      request: undefined,
    }
  }
  if (named.request !== '') {
    const request = await readRequest(db, parseId(named.request))
    const { partnershipId, title, why, purpose, askingSide } = request
    if (partnershipId !== view.partnership.id || askingSide === view.side) throw notFound()
    return {
      title,
      description: why,
      to: askingSide,
      waiting: askingSide,
      purpose,
      expectation: undefined,
      request,
    }
  }
  return {
    title: 'Send documents',
    description: '',
    to: view.side === 'lead' ? 'partner' : 'lead',
    waiting: undefined,
    purpose: 'support',
    expectation: undefined,
    request: undefined,
  }
}

/** Whom a document of this side can be shared with. */
export const othersThan = (side: Side): readonly Side[] => SIDES.filter((each) => each !== side)
