/** The kit inside a running fiber: every call is composed anew, as a handler does it for each request. */
import { Effect, Logger, LogLevel } from "effect"
import * as Bulkhead from "../../src/resilience/Bulkhead.ts"
import * as CircuitBreaker from "../../src/resilience/CircuitBreaker.ts"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import * as Deadline from "../../src/resilience/Deadline.ts"
import * as Guard from "../../src/resilience/Guard.ts"
import * as RetryPolicy from "../../src/resilience/RetryPolicy.ts"
import type { Subject, Work } from "./Subject.ts"

type Protect = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, unknown, R>

const workOf: Readonly<Record<Work, Effect.Effect<number>>> = {
  "at once": Effect.sync(() => 1),
  "a microtask": Effect.promise(() => Promise.resolve(1)),
  "an event loop turn": Effect.async((resume) => {
    setImmediate(() => resume(Effect.succeed(1)))
  })
}

const subject = (name: string, call: () => Effect.Effect<unknown, unknown>): Subject => ({
  name,
  run: (calls) =>
    Effect.runPromise(Effect.suspend(() => {
      let left = calls
      return Effect.whileLoop({ while: () => left-- > 0, body: call, step: () => {} })
    }))
})

const four: Guard.Options = { timeout: 10_000, retry: {}, bulkhead: { limit: 10 } }
const three: Guard.Options = { retry: {}, bulkhead: { limit: 10 } }

export const success = (work: Work): Promise<ReadonlyArray<Subject>> =>
  Effect.gen(function*() {
    const effect = workOf[work]
    const breaker = yield* CircuitBreaker.make({ name: "breaker" })
    const bulkhead = yield* Bulkhead.make({ name: "bulkhead", limit: 10 })
    const full = yield* Guard.make("four", four)
    const untimed = yield* Guard.make("three", three)
    const kit = (name: string, protect: Protect) => subject(`holdfast ${name}`, () => protect(effect))
    return [
      subject("bare Effect", () => effect),
      kit("retry", RetryPolicy.retry({})),
      kit("breaker", breaker.protect),
      kit("bulkhead", bulkhead.protect),
      kit("timeout", Deadline.limited("timeout", { limit: 10_000 })),
      kit("retry + breaker + bulkhead", untimed.protect),
      kit("all four", full.protect)
    ]
  }).pipe(Effect.provide(CircuitBreakers.layer), Effect.runPromise)

const rejected = (name: string, protect: Protect): Subject =>
  subject(`holdfast ${name}`, () =>
    Effect.match(protect(workOf["at once"]), {
      onFailure: () => {},
      onSuccess: () => {
        throw new Error(`${name} did not reject`)
      }
    }))

export const rejections = (): Promise<ReadonlyArray<Subject>> =>
  Effect.gen(function*() {
    const alone = yield* CircuitBreaker.make({ name: "isolated" })
    yield* alone.isolate
    const tripped = yield* CircuitBreaker.make({ name: "open", consecutive_failures: 1, reset_timeout: "1 hour" })
    yield* Effect.ignore(tripped.protect(Effect.fail("down")))
    const guard = yield* Guard.make("open guard", four)
    yield* guard.breaker.isolate
    const down = Effect.fail("down")
    return [
      subject("bare Effect.fail", () => Effect.match(down, { onFailure: () => {}, onSuccess: () => {} })),
      rejected("breaker, isolated", alone.protect),
      rejected("breaker, open", tripped.protect),
      rejected("all four, open", guard.protect)
    ]
  }).pipe(Effect.provide(CircuitBreakers.layer), Logger.withMinimumLogLevel(LogLevel.None), Effect.runPromise)
