import { assert, it } from "@effect/vitest"
import { Effect, Exit, Fiber, TestClock } from "effect"
import * as CircuitBreaker from "../../src/resilience/CircuitBreaker.ts"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import * as Deadline from "../../src/resilience/Deadline.ts"
import * as Guard from "../../src/resilience/Guard.ts"
import * as PartialGather from "../../src/resilience/PartialGather.ts"

const during = <A, E, R>(effect: Effect.Effect<A, E, R>, time: string & Parameters<typeof TestClock.adjust>[0]) =>
  Effect.gen(function*() {
    const running = yield* Effect.fork(effect)
    yield* TestClock.adjust(time)
    return yield* Fiber.join(running)
  })

it.layer(CircuitBreakers.layer)("Guard", (it) => {
  it.effect("time-outs trip the breaker, which then rejects at once", () =>
    Effect.gen(function*() {
      const guard = yield* Guard.make("hanging", { timeout: "2 seconds", breaker: { consecutive_failures: 2 } })
      yield* during(Effect.flip(guard.protect(Effect.never)), "2 seconds")
      const second = yield* during(Effect.flip(guard.protect(Effect.never)), "2 seconds")
      assert.isTrue(second instanceof Deadline.TimedOut && !second.deadline)
      assert.instanceOf(yield* Effect.flip(guard.protect(Effect.succeed(1))), CircuitBreaker.CircuitOpen)
    }))

  it.effect("callers with little time do not trip the breaker for the others", () =>
    Effect.gen(function*() {
      const guard = yield* Guard.make("hurried", { timeout: "2 seconds", breaker: { consecutive_failures: 1 } })
      const hurried = Effect.exit(Deadline.within("100 millis")(guard.protect(Effect.never)))
      yield* during(hurried, "1 second")
      const { state, total_calls } = yield* guard.breaker.metrics
      assert.deepStrictEqual({ state, total_calls }, { state: "closed", total_calls: 0 })
    }))

  it.effect("a dependency that uses up a gathering's time trips the breaker too", () =>
    Effect.gen(function*() {
      const guard = yield* Guard.make("gathered", { timeout: "5 seconds", breaker: { consecutive_failures: 1 } })
      yield* during(PartialGather.gather({ part: guard.protect(Effect.never) }, { limit: "3 seconds" }), "3 seconds")
      assert.strictEqual(yield* guard.breaker.state, "open")
    }))

  it.effect("nobody queues for what is known to be down", () =>
    Effect.gen(function*() {
      const guard = yield* Guard.make("busy", {
        bulkhead: { limit: 1, queue: 5 },
        breaker: { consecutive_failures: 1 }
      })
      const holder = yield* Effect.fork(guard.protect(Effect.never))
      yield* Effect.yieldNow()
      yield* guard.breaker.isolate
      assert.instanceOf(yield* Effect.flip(guard.protect(Effect.void)), CircuitBreaker.CircuitOpen)
      yield* Fiber.interrupt(holder)
    }))

  it.effect("retries what may pass, each attempt counted, but not against an open breaker", () =>
    Effect.gen(function*() {
      const guard = yield* Guard.make("flaky", {
        breaker: { consecutive_failures: 2 },
        retry: { attempts: 5, initial: "1 second", jitter: "none" }
      })
      let calls = 0
      const exit = yield* during(Effect.exit(guard.protect(Effect.suspend(() => Effect.fail(++calls)))), "1 minute")
      assert.isTrue(Exit.isFailure(exit))
      assert.strictEqual(calls, 2)
    }))

  it.effect("guards of one name share their breaker", () =>
    Effect.gen(function*() {
      const one = yield* Guard.make("shared", { breaker: { consecutive_failures: 1 } })
      const other = yield* Guard.make("shared")
      yield* Effect.exit(one.protect(Effect.fail("down")))
      assert.instanceOf(yield* Effect.flip(other.protect(Effect.void)), CircuitBreaker.CircuitOpen)
      const breakers = yield* CircuitBreakers.CircuitBreakers
      assert.strictEqual(yield* breakers.find("shared"), one.breaker)
      assert.include(yield* breakers.all, one.breaker)
      assert.isUndefined(yield* breakers.find("unknown"))
    }))
})
