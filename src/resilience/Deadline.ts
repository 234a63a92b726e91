/** One budget of time for a whole request, carried with the fiber; every stage draws from it. */
import { Clock, Duration, Effect, type Fiber, FiberRef, Schema } from "effect"
import { type Classifiable, Classification, type Classified } from "./Classified.ts"
import { clockOf, currentFiber } from "./FiberClock.ts"
import { limitedTo, type Local, type Restore } from "./Timeout.ts"

interface Budget {
  /** Epoch milliseconds; `Infinity` where there is none. */
  readonly at: number
  /** It is the limit of a stage around this one, and the request itself has longer. */
  readonly ofStage: boolean
}

/** Children inherit it: work that outlives a request runs in `none`. */
const budget: FiberRef.FiberRef<Budget> = FiberRef.unsafeMake<Budget>({ at: Infinity, ofStage: false })

export class TimedOut extends Schema.TaggedError<TimedOut>()("TimedOut", {
  stage: Schema.String,
  after_ms: Schema.Number,
  /** It was the request's deadline that ended it, not the stage's own limit. */
  deadline: Schema.Boolean
}) implements Classifiable {
  override get message() {
    return this.deadline
      ? `${this.stage} had only ${this.after_ms} ms left before the deadline and did not finish.`
      : `${this.stage} did not finish within ${this.after_ms} ms.`
  }
  get [Classification](): Classified {
    return { severity: "recoverable", category: "timeout", retry_reason: "TIMEOUT" }
  }
}

export class DeadlineExceeded extends Schema.TaggedError<DeadlineExceeded>()("DeadlineExceeded", {
  late_by_ms: Schema.Number
}) implements Classifiable {
  override get message() {
    return `The time for this request ran out ${this.late_by_ms} ms ago.`
  }
  get [Classification](): Classified {
    return { severity: "permanent", category: "timeout" }
  }
}

/** Sets the deadline, or brings it forward: one that is set is never put off. It interrupts nothing by itself. */
export const within = (duration: Duration.DurationInput) => <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Clock.currentTimeMillis, (now) => until(now + Duration.toMillis(duration))(effect))

/** The same for a point in time, in epoch milliseconds. */
export const until = (at: number) => <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  narrowed({ at, ofStage: false }, effect)

/** For work that a request starts and does not wait for. */
export const none = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.locally(effect, budget, { at: Infinity, ofStage: false })

/** Epoch milliseconds; `Infinity` where there is none. */
export const at: Effect.Effect<number> = Effect.map(FiberRef.get(budget), (current) => current.at)

/** Milliseconds left, never below 0; `Infinity` where no deadline is set. */
export const remaining: Effect.Effect<number> = Effect.flatMap(
  at,
  (at) =>
    at === Infinity ? Effect.succeed(Infinity) : Effect.map(Clock.currentTimeMillis, (now) => Math.max(0, at - now))
)

/** Fails once the time is up. */
export const check: Effect.Effect<void, DeadlineExceeded> = Effect.flatMap(at, (at) =>
  at === Infinity
    ? Effect.void
    : Effect.flatMap(Clock.currentTimeMillis, (now) =>
      now < at ? Effect.void : Effect.fail(new DeadlineExceeded({ late_by_ms: now - at }))))

export interface Limits {
  /** The stage's own limit. */
  readonly limit: Duration.DurationInput
  /** Kept of what remains for the stages after this one. */
  readonly reserve?: Duration.DurationInput
}

export interface Allowance {
  readonly millis: number
  /** The request's deadline is what bounds it, rather than a stage's limit. */
  readonly deadline: boolean
  /** Epoch milliseconds. */
  readonly ends_at: number
}

/** How long a stage with these limits may take now. */
export const allowance = (limits: Limits): Effect.Effect<Allowance> =>
  Effect.withFiberRuntime((fiber) => Effect.succeed(allowanceOf(fiber, limits)))

/**
 * Runs a stage under the lesser of its limit and what remains less the reserve, and makes that its deadline. Whoever waits
 * goes on at once; the late work is interrupted behind it. With no time left the work is not begun.
 */
export const limited = (stage: string, limits: Limits) => {
  const limitedHere = limitedIn(stage, limits)
  return <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | TimedOut, R> =>
    Effect.uninterruptibleMask((restore) => limitedHere(effect, currentFiber(), restore))
}

/** The same for who is in such a region already, in the fiber given: only the effect runs under `restore`. */
export const limitedIn = (stage: string, limits: Limits) =>
<A, E, R>(
  effect: Effect.Effect<A, E, R>,
  fiber: Fiber.RuntimeFiber<unknown, unknown>,
  restore: Restore
): Effect.Effect<A, E | TimedOut, R> => {
  const allowed = allowanceOf(fiber, limits)
  const { deadline, millis } = allowed
  if (millis === Infinity) return restore(effect)
  const late = () => Effect.fail(new TimedOut({ stage, after_ms: millis, deadline }))
  return millis <= 0 ? late() : limitedTo(effect, millis, localOf(allowed), late, restore)
}

/** For those who fork on their own: the allowance as the deadline of what they fork. */
export const localOf = ({ deadline, ends_at }: Allowance): Local<Budget> => ({
  fiberRef: budget,
  value: { at: ends_at, ofStage: !deadline }
})

const allowanceOf = (fiber: Fiber.RuntimeFiber<unknown, unknown>, { limit, reserve = 0 }: Limits): Allowance => {
  const { at, ofStage } = fiber.getFiberRef(budget)
  if (at === Infinity && limit === Duration.infinity) return unlimited
  const now = clockOf(fiber).unsafeCurrentTimeMillis()
  const own = Duration.toMillis(limit)
  const usable = Math.max(0, at - now - Duration.toMillis(reserve))
  return usable < own
    ? { millis: usable, deadline: !ofStage, ends_at: now + usable }
    : { millis: own, deadline: false, ends_at: now + own }
}

const unlimited: Allowance = { millis: Infinity, deadline: false, ends_at: Infinity }

const narrowed = <A, E, R>(next: Budget, effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.flatMap(
    FiberRef.get(budget),
    (current) => current.at <= next.at ? effect : Effect.locally(effect, budget, next)
  )
