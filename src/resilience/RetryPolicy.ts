/** Tries again where the classification says that it can help, never past the deadline, never as a storm. */
import { Clock, Duration, Effect, type Either, Exit, Random } from "effect"
import * as Deadline from "./Deadline.ts"
import { type Classified, classify, isRetryable } from "./ErrorClassification.ts"
import { clockOf } from "./FiberClock.ts"
import * as ResilienceMetrics from "./ResilienceMetrics.ts"
import type { RetryBudget } from "./RetryBudget.ts"
import type { Restore } from "./Timeout.ts"

export type Jitter = "full" | "equal" | "additive" | "none"

export interface RetryPolicy {
  /** In all, the first included; default 3. */
  readonly attempts?: number
  /** Default 1 s. A transient failure is tried again at once the first time. */
  readonly initial?: Duration.DurationInput
  /** Default 2. */
  readonly factor?: number
  /** Default 30 s. */
  readonly max?: Duration.DurationInput
  /** `full` 0 to 1 × (default), `equal` 0.5 to 1 ×, `additive` up to a tenth or a second more. */
  readonly jitter?: Jitter
  /** The least time that an attempt needs to be worth beginning before the deadline; default 0. */
  readonly least?: Duration.DurationInput
  /** Default: transient and recoverable failures. */
  readonly while?: (failure: Classified, error: unknown) => boolean
  readonly budget?: RetryBudget
}

export interface Attempt {
  /** From 1. */
  readonly attempt: number
  readonly started_at: number
  readonly duration_ms: number
  /** Undefined for the one that succeeded. */
  readonly failure: Classified | undefined
  /** Waited before the next one; undefined where there was none. */
  readonly delay_ms: number | undefined
}

export interface History<A, E> {
  readonly result: Either.Either<A, E>
  readonly attempts: ReadonlyArray<Attempt>
}

/** Repeats the effect under the policy; fails with its last error. Nothing is scheduled unless it fails. */
export const retry = (policy: RetryPolicy) => <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  retryEach(policy)(() => effect)

/** The same where later attempts differ, by a longer timeout for example; `attempt` counts from 1. */
export const retryEach =
  (policy: RetryPolicy) => <A, E, R>(effect: (attempt: number) => Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.withFiberRuntime((fiber) => {
      const started_at = clockOf(fiber).unsafeCurrentTimeMillis()
      policy.budget?.called(started_at)
      return caught(effect(1), (error) => failed(policy, effect, [], started_at, error))
    })

/**
 * For who makes the first attempt himself, began it at the time given, and stands in a region that cannot be interrupted:
 * goes on where that fails. He tells the policy's budget of the call.
 */
export const resume = <A, E, R>(
  policy: RetryPolicy,
  first: Effect.Effect<A, E, R>,
  next: () => Effect.Effect<A, E, R>,
  started_at: number,
  restore: Restore
): Effect.Effect<A, E, R> => caught(first, (error) => restore(failed(policy, next, [], started_at, error)))

/** The same as `retry`, and what happened at each attempt. */
export const history =
  (policy: RetryPolicy) => <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<History<A, E>, never, R> =>
    historyEach(policy)(() => effect)

/** The same as `retryEach`, and what happened at each attempt. */
export const historyEach =
  (policy: RetryPolicy) =>
  <A, E, R>(effect: (attempt: number) => Effect.Effect<A, E, R>): Effect.Effect<History<A, E>, never, R> =>
    Effect.suspend(() => {
      const attempts: Array<Attempt> = []
      return Effect.map(Effect.either(attempting(policy, effect, attempts)), (result) => ({ attempts, result }))
    })

export interface Patience extends Pick<Deadline.Limits, "reserve"> {
  readonly first: Duration.DurationInput
  /** Default 2. */
  readonly factor?: number
  /** Default 30 s. */
  readonly max?: Duration.DurationInput
}

/** For `retryEach`: gives each attempt longer than the one before, in case it was only slow. */
export const longerEach =
  (stage: string, { factor = 2, first, max = "30 seconds", ...rest }: Patience) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  (attempt: number): Effect.Effect<A, E | Deadline.TimedOut, R> =>
    Deadline.limited(stage, {
      ...rest,
      limit: Math.min(Duration.toMillis(max), Duration.toMillis(first) * factor ** (attempt - 1))
    })(effect)

/** The wait after failed attempt n before jitter, the server's wish apart. */
export const fullDelay = (policy: RetryPolicy, attempt: number, failure: Classified): number => {
  if (failure.severity === "transient" && attempt === 1) return 0
  const { factor = 2, initial = "1 second", max = "30 seconds" } = policy
  const delay = Math.min(Duration.toMillis(max), Duration.toMillis(initial) * factor ** (attempt - 1))
  return failure.category === "rate_limit" ? delay * 2 : delay
}

export const jittered = (jitter: Jitter, delay: number): Effect.Effect<number> =>
  jitter === "none" || delay === 0 ? Effect.succeed(delay) : Effect.map(Random.next, (draw) => {
    switch (jitter) {
      case "full":
        return delay * draw
      case "equal":
        return delay * (0.5 + draw / 2)
      case "additive":
        return delay + draw * Math.min(1_000, delay / 10)
    }
  })

/** `Effect.catchAll`, whose success costs less. */
const caught = <A, E, R, A2, E2, R2>(
  effect: Effect.Effect<A, E, R>,
  f: (error: E) => Effect.Effect<A2, E2, R2>
): Effect.Effect<A | A2, E2, R | R2> =>
  Effect.catchAllCause(
    effect,
    (cause) => cause._tag === "Fail" ? f(cause.error) : Effect.catchAll(Exit.failCause(cause), f)
  )

/** One attempt and those after it. `past` gets one entry an attempt. */
const attempting = <A, E, R>(
  policy: RetryPolicy,
  effect: (attempt: number) => Effect.Effect<A, E, R>,
  past: Array<Attempt>
): Effect.Effect<A, E, R> =>
  Effect.flatMap(Clock.currentTimeMillis, (started_at) => {
    if (past.length === 0) policy.budget?.called(started_at)
    return Effect.matchEffect(effect(past.length + 1), {
      onFailure: (error) => failed(policy, effect, past, started_at, error),
      onSuccess: (value) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          ended(past, started_at, now, undefined, undefined)
          return value
        })
    })
  })

const failed = <A, E, R>(
  policy: RetryPolicy,
  effect: (attempt: number) => Effect.Effect<A, E, R>,
  past: Array<Attempt>,
  started_at: number,
  error: E
): Effect.Effect<A, E, R> =>
  Effect.withFiberRuntime((fiber) => {
    const now = clockOf(fiber).unsafeCurrentTimeMillis()
    const failure = classify(error)
    const attempt = past.length + 1
    const giveUp = () => {
      ended(past, started_at, now, failure, undefined)
      return Exit.fail(error)
    }
    if (attempt >= (policy.attempts ?? 3) || !(policy.while ?? isRetryable)(failure, error)) return giveUp()
    return Effect.flatMap(pause(policy, attempt, failure), (delay) => {
      if (delay === undefined || policy.budget?.spend(now) === false) return giveUp()
      ended(past, started_at, now, failure, delay)
      return Effect.zipRight(delay > 0 ? Effect.sleep(delay) : Effect.yieldNow(), attempting(policy, effect, past))
    })
  })

const ended = (
  past: Array<Attempt>,
  started_at: number,
  now: number,
  failure: Classified | undefined,
  delay_ms: number | undefined
) => {
  const before = past.at(-1)
  const duration_ms = now - started_at
  if (before !== undefined) retried(before.failure, failure === undefined)
  if (before !== undefined || failure !== undefined) durations(Duration.millis(duration_ms))
  if (delay_ms !== undefined) delays(Duration.millis(delay_ms))
  past.push({ attempt: past.length + 1, started_at, duration_ms, failure, delay_ms })
}

/** How long to wait before the next attempt; undefined where it would not be in time. */
const pause = Effect.fnUntraced(function*(policy: RetryPolicy, attempt: number, failure: Classified) {
  const drawn = yield* jittered(policy.jitter ?? "full", fullDelay(policy, attempt, failure))
  const delay = failure.retry_after === undefined ? drawn : Math.max(drawn, Duration.toMillis(failure.retry_after))
  const left = yield* Deadline.remaining
  return delay + Duration.toMillis(policy.least ?? 0) >= left ? undefined : delay
})

const retried = (because: Classified | undefined, success: boolean) => {
  const reason = because?.retry_reason ?? because?.category ?? "internal"
  const key = `${reason} ${success}`
  const count = counters.get(key) ??
    ResilienceMetrics.updater(ResilienceMetrics.retryAttempts, { reason, success: String(success) })
  counters.set(key, count)
  count(1)
}

const durations = ResilienceMetrics.updater(ResilienceMetrics.retryDuration, {})
const delays = ResilienceMetrics.updater(ResilienceMetrics.retryDelay, {})

/** One for each reason and outcome: a closed set. */
const counters = new Map<string, (value: number) => void>()
