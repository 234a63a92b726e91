/** What a gate says: how well it is met, what is wrong in words that a writer can act on, and whether that is fatal. */
export const names = ["grounded", "complete", "cited", "relevant", "well_formed", "no_leak", "no_obedience"] as const
export type GateName = typeof names[number]

export interface Gate {
  readonly gate: GateName
  /** 0 to 1. */
  readonly score: number
  /** An answer for which this is true does not pass, however good the rest. */
  readonly hard: boolean
  readonly findings: ReadonlyArray<string>
}
