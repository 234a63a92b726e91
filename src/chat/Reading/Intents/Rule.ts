/** What speaks for an intent, or against it. */
import type { Intent } from "../../../domain/Answer.ts"

export interface Rule {
  readonly intent: Intent
  /** Added to the intent's score where the pattern is in the question; below zero, it speaks against it. */
  readonly score: number
  readonly pattern: RegExp
}

export const rulesOf = (intent: Intent, rules: ReadonlyArray<readonly [number, RegExp]>): ReadonlyArray<Rule> =>
  rules.map(([score, pattern]) => ({ intent, score, pattern }))
