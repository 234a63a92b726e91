/** One tier of a cache, behind its breaker and its time limits: it answers, or is passed over. */
import { Cause, Effect, Option } from "effect"
import type { CircuitBreaker } from "../../resilience/CircuitBreaker.ts"
import { bounded } from "../Bounded.ts"

const readLimit = 1_000
const writeLimit = 2_000

export interface Tier {
  readonly breaker: CircuitBreaker
  /**
   * Runs it on its own and waits for it. A caller with less time than the tier's limit leaves sooner, and the tier is
   * judged all the same: otherwise callers in a hurry would go on asking what is frozen, each anew.
   */
  readonly apart: <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E>
}

export const read = <A, E>({ apart, breaker }: Tier, effect: Effect.Effect<A | undefined, E>) =>
  apart(breaker.protect(bounded(readLimit)(effect))).pipe(
    Effect.catchAllCause((cause) => Effect.as(passedOver(breaker.name, cause), undefined))
  )

/** Whether it was written. */
export const write = <E>({ apart, breaker }: Tier, effect: Effect.Effect<unknown, E>): Effect.Effect<boolean> =>
  apart(breaker.protect(bounded(writeLimit)(effect))).pipe(
    Effect.as(true),
    Effect.catchAllCause((cause) => Effect.as(passedOver(breaker.name, cause), false))
  )

/** The breaker says at `warning` when a tier is given up for a while; one failure is not news. */
const passedOver = (tier: string, cause: Cause.Cause<unknown>) =>
  Cause.isInterruptedOnly(cause)
    ? Effect.interrupt
    : Effect.logDebug("a cache tier was passed over").pipe(
      Effect.annotateLogs({
        component: "cache",
        tier,
        error_type: Option.match(Cause.failureOption(cause), { onNone: () => "defect", onSome: tagOf })
      })
    )

const tagOf = (error: unknown) =>
  typeof error === "object" && error !== null && "_tag" in error ? String(error._tag) : "error"
