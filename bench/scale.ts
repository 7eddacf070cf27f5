/** How long and how often everything is measured. */
export interface Scale {
  readonly name: 'full' | 'quick'
  readonly runs: number
  /** Of one run of load on the service. */
  readonly seconds: number
  /** Of one run of what stands beside it. */
  readonly besideSeconds: number
  readonly warmUpSeconds: number
  readonly soakSeconds: number
  /** Answers read in full and compared with who asked. */
  readonly checks: number
}

export const FULL: Scale = {
  name: 'full',
  runs: 5,
  seconds: 8,
  besideSeconds: 4,
  warmUpSeconds: 10,
  soakSeconds: 120,
  checks: 2_000,
}

export const QUICK: Scale = {
  name: 'quick',
  runs: 3,
  seconds: 3,
  besideSeconds: 2,
  warmUpSeconds: 3,
  soakSeconds: 10,
  checks: 300,
}
