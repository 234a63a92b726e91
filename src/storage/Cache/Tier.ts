/** One tier of a cache, behind its breaker and its time limits: it answers, or is passed over. */
import { Cause, Effect, Option } from "effect"
import type { CircuitBreaker } from "../../resilience/CircuitBreaker.ts"
import { bounded } from "../Bounded.ts"

const readLimit = 1_000
const writeLimit = 2_000

export const read = <A, E>(
  breaker: CircuitBreaker,
  effect: Effect.Effect<A | undefined, E>
): Effect.Effect<A | undefined> =>
  breaker.protect(bounded(readLimit)(effect)).pipe(
    Effect.catchAllCause((cause) => Effect.as(passedOver(breaker.name, cause), undefined))
  )

/** Whether it was written. */
export const write = <E>(breaker: CircuitBreaker, effect: Effect.Effect<unknown, E>): Effect.Effect<boolean> =>
  breaker.protect(bounded(writeLimit)(effect)).pipe(
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
