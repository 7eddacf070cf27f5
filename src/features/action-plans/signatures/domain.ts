import type { Plan, PlanSide, Priority } from '../domain.ts'
import { planChanged } from '../versions/differences.ts'

export interface Signature {
  readonly versionNumber: number
  readonly side: PlanSide
  readonly byName: string
  readonly at: string
}

/** Where a plan stands with being agreed. */
export interface Agreement {
  /** The version that a signature given today stands under. */
  readonly versionToSign: number
  readonly signed: readonly Signature[]
  readonly missing: readonly PlanSide[]
  /** The newest version under which every signature stands; the plan may have changed since. */
  readonly agreedVersion: number | undefined
}

/**
 * What one side signed waits for the other, even while actions move on: only a change of what was planned asks for new
 * signatures. `lastSigned` is the plan as it was in the newest version that anyone signed.
 */
export function agreementOf(
  plan: Plan,
  signatures: readonly Signature[],
  lastSigned: { readonly number: number; readonly priorities: readonly Priority[] } | undefined,
): Agreement {
  const needed: readonly PlanSide[] = plan.joint ? ['partner', 'lead'] : ['partner']
  const stillHolds = lastSigned !== undefined && !planChanged(lastSigned.priorities, plan.priorities)
  const versionToSign = stillHolds ? lastSigned.number : plan.revision
  const under = (version: number) => signatures.filter(({ versionNumber }) => versionNumber === version)
  const missingFrom = (version: number) =>
    needed.filter((side) => !under(version).some((signature) => signature.side === side))
  const versions = signatures.map(({ versionNumber }) => versionNumber).toSorted((one, other) => other - one)
  return {
    versionToSign,
    signed: under(versionToSign),
    missing: missingFrom(versionToSign),
    agreedVersion: versions.find((version) => missingFrom(version).length === 0),
  }
}

export const isAgreed = ({ missing }: Agreement): boolean => missing.length === 0
