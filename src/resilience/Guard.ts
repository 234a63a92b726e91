/** All that stands between us and one dependency: breaker, bulkhead, time limit and retries, from options. */
import { Context, Duration, Effect } from "effect"
import * as Bulkhead from "./Bulkhead.ts"
import * as CircuitBreaker from "./CircuitBreaker.ts"
import { CircuitBreakers } from "./CircuitBreakers.ts"
import * as Deadline from "./Deadline.ts"
import { isRetryable } from "./ErrorClassification.ts"
import * as RetryBudget from "./RetryBudget.ts"
import * as RetryPolicy from "./RetryPolicy.ts"

export interface Options {
  readonly breaker?: Omit<CircuitBreaker.Options, "name">
  readonly bulkhead?: Omit<Bulkhead.Options, "name">
  /** For one attempt; less where the deadline is nearer. Default: the deadline alone. */
  readonly timeout?: Duration.DurationInput
  /** Of the deadline, kept for the stages after this one. Default 10 ms: enough to fail before a caller's limit interrupts. */
  readonly reserve?: Duration.DurationInput
  /** Default: no retries. With them comes a retry budget of its own, unless one is given. */
  readonly retry?: RetryPolicy.RetryPolicy
}

/** What an operator wants otherwise than the code says, by the guard's name: it wins over the options given there. */
export class GuardOverrides extends Context.Reference<GuardOverrides>()("holdfast/resilience/GuardOverrides", {
  defaultValue: (): Readonly<Record<string, Options>> => ({})
}) {}

export type Refused = CircuitBreaker.CircuitOpen | Bulkhead.BulkheadFull | Deadline.TimedOut

export interface Guard {
  readonly name: string
  readonly protect: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | Refused, R>
  readonly breaker: CircuitBreaker.CircuitBreaker
}

/**
 * Guards of one name share their breaker. A call first asks the breaker, so that nobody queues for what is down; waits for
 * a place; and only then runs, timed, as a call that the breaker counts. A call that was given less than a second, and
 * less than its limit, counts for nothing when it runs out: a caller in a hurry must not trip the breaker for everyone.
 */
export const make = Effect.fnUntraced(function*(name: string, given: Options = {}) {
  const wanted = (yield* GuardOverrides)[name]
  const options: Options = { ...given, ...wanted, breaker: { ...given.breaker, ...wanted?.breaker } }
  const timeout = options.timeout ?? Duration.infinity
  const patience = Math.min(Duration.toMillis(timeout), 1_000)
  const breaker = yield* (yield* CircuitBreakers).get(name, {
    ignores: (_, error) => error instanceof Deadline.TimedOut && error.after_ms < patience,
    ...options.breaker
  })
  const bulkhead = options.bulkhead === undefined ? undefined : yield* Bulkhead.make({ ...options.bulkhead, name })
  const limited = Deadline.limited(name, { limit: timeout, reserve: options.reserve ?? 10 })
  const policy = options.retry === undefined ? undefined : {
    while: (...[failure, error]: Parameters<NonNullable<RetryPolicy.RetryPolicy["while"]>>) =>
      isRetryable(failure) && !(error instanceof CircuitBreaker.CircuitOpen),
    ...options.retry,
    budget: options.retry.budget ?? (yield* RetryBudget.make())
  }

  const attempt = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | Refused, R> => {
    const counted = breaker.protect(limited(effect))
    return bulkhead === undefined ? counted : Effect.zipRight(breaker.check, bulkhead.protect(counted))
  }

  const guard: Guard = {
    name,
    protect: (effect) => policy === undefined ? attempt(effect) : RetryPolicy.retry(policy)(attempt(effect)),
    breaker
  }
  return guard
})
