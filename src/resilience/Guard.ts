/** All that stands between us and one dependency: breaker, bulkhead, time limit and retries, from options. */
import { Context, Duration, Effect, Exit } from "effect"
import * as Bulkhead from "./Bulkhead.ts"
import * as CircuitBreaker from "./CircuitBreaker.ts"
import { CircuitBreakers } from "./CircuitBreakers.ts"
import * as Deadline from "./Deadline.ts"
import { isRetryable } from "./ErrorClassification.ts"
import { clockOf, currentFiber } from "./FiberClock.ts"
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
  const policy = options.retry === undefined ? undefined : {
    while: (...[failure, error]: Parameters<NonNullable<RetryPolicy.RetryPolicy["while"]>>) =>
      isRetryable(failure) && !(error instanceof CircuitBreaker.CircuitOpen),
    ...options.retry,
    budget: options.retry.budget ?? (yield* RetryBudget.make())
  }

  const limits = { limit: timeout, reserve: options.reserve ?? 10 }
  const limited = Deadline.limited(name, limits)
  const counted: Protect = (effect) => breaker.protect(limited(effect))
  const guard: Guard = {
    name,
    protect: bulkhead === undefined
      ? retrying(policy, counted)
      : bounded(breaker, bulkhead, Deadline.limitedIn(name, limits), policy, counted),
    breaker
  }
  return guard
})

type Protect = Guard["protect"]

const retrying = (policy: RetryPolicy.RetryPolicy | undefined, attempt: Protect): Protect =>
  policy === undefined ? attempt : (effect) => RetryPolicy.retry(policy)(attempt(effect))

/**
 * The first attempt takes its place, its admission and its time limit in one region, where each piece alone would make its
 * own, as long as nothing has to wait. Later attempts, and those that queue or try out, are put together from the pieces.
 */
const bounded = (
  { check, steps }: CircuitBreaker.CircuitBreaker,
  bulkhead: Bulkhead.Bulkhead,
  limited: ReturnType<typeof Deadline.limitedIn>,
  policy: RetryPolicy.RetryPolicy | undefined,
  counted: Protect
): Protect => {
  const attempt: Protect = (effect) => Effect.zipRight(check, bulkhead.protect(counted(effect)))
  const composed = retrying(policy, attempt)
  const places = bulkhead.steps

  return <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.uninterruptibleMask<A, E | Refused, R>((restore) => {
      const fiber = currentFiber()
      const clock = clockOf(fiber)
      const started = clock.unsafeCurrentTimeMillis()
      const again = (first: Effect.Effect<A, E | Refused, R>) =>
        policy === undefined ? first : RetryPolicy.resume(policy, first, () => attempt(effect), started, restore)

      const ticket = steps.free()
      if (ticket === undefined) {
        const refused = steps.refusal(started)
        return refused === undefined ? restore(composed(effect)) : again(refused)
      }
      if (places?.enter() !== true) return restore(composed(effect))
      policy?.budget?.called(started)
      const ended = (exit: Exit.Exit<A, E | Refused>) => {
        places.leave()
        return steps.ended(exit, ticket, started, clock)
      }
      return Effect.matchCauseEffect(limited(effect, fiber, restore), {
        onFailure: (cause) => again(ended(Exit.failCause(cause))),
        onSuccess: (value) => ended(Exit.succeed(value))
      })
    })
}
