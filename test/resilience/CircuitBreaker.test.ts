import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, Stream, TestClock } from "effect"
import { NotFound } from "../../src/domain/Errors.ts"
import * as CircuitBreaker from "../../src/resilience/CircuitBreaker.ts"

const fail = Effect.fail("down")

const opened = (options: Partial<CircuitBreaker.Options> = {}) =>
  Effect.gen(function*() {
    const breaker = yield* CircuitBreaker.make({ name: "model", consecutive_failures: 3, ...options })
    yield* Effect.repeatN(Effect.exit(breaker.protect(fail)), 2)
    return breaker
  })

describe("CircuitBreaker", () => {
  it.effect("opens after so many failures in a row and rejects with the time to wait", () =>
    Effect.gen(function*() {
      const breaker = yield* opened()
      yield* TestClock.adjust("15 seconds")

      const rejection = yield* Effect.flip(breaker.protect(Effect.succeed(1)))

      assert.instanceOf(rejection, CircuitBreaker.CircuitOpen)
      assert.strictEqual(rejection.retry_after_ms, 45_000)
      const { failed_calls, opened_count, rejected_calls, state } = yield* breaker.metrics
      assert.deepStrictEqual({ failed_calls, opened_count, rejected_calls, state }, {
        failed_calls: 3,
        opened_count: 1,
        rejected_calls: 1,
        state: "open"
      })
    }))

  it.effect("a success in between starts the count anew", () =>
    Effect.gen(function*() {
      const breaker = yield* CircuitBreaker.make({ name: "model", consecutive_failures: 2 })
      for (const call of [fail, Effect.void, fail, Effect.void, fail]) yield* Effect.exit(breaker.protect(call))
      assert.strictEqual(yield* breaker.state, "closed")
    }))

  it.effect("closes after enough trials have succeeded", () =>
    Effect.gen(function*() {
      const breaker = yield* opened()
      yield* TestClock.adjust("60 seconds")
      assert.strictEqual(yield* breaker.state, "half_open")
      yield* breaker.protect(Effect.void)
      assert.strictEqual(yield* breaker.state, "half_open")
      yield* breaker.protect(Effect.void)
      assert.strictEqual(yield* breaker.state, "closed")
    }))

  it.effect("one failed trial opens it again, for longer where it grows", () =>
    Effect.gen(function*() {
      const breaker = yield* opened({ growth: 2, max_reset_timeout: "3 minutes" })
      const waits: Array<number> = []
      for (let trip = 0; trip < 4; trip++) {
        const { retry_after_ms } = yield* breaker.metrics
        waits.push(retry_after_ms)
        yield* TestClock.adjust(retry_after_ms)
        yield* Effect.exit(breaker.protect(fail))
      }
      assert.deepStrictEqual(waits, [60_000, 120_000, 180_000, 180_000])
    }))

  it.effect("lets through only the permitted trials at once", () =>
    Effect.gen(function*() {
      const breaker = yield* opened({ permitted: 2 })
      yield* TestClock.adjust("60 seconds")
      const gate = yield* Deferred.make<void>()

      const calls = yield* Effect.forEach([1, 2, 3, 4, 5], () =>
        Effect.fork(Effect.exit(breaker.protect(Deferred.await(gate)))))
      yield* Effect.yieldNow()
      yield* Deferred.succeed(gate, undefined)
      const exits = yield* Fiber.joinAll(calls)

      assert.strictEqual(exits.filter(Exit.isSuccess).length, 2)
      assert.strictEqual(yield* breaker.state, "closed")
    }))

  it.effect("an interrupted trial counts for nothing and gives its place back", () =>
    Effect.gen(function*() {
      const breaker = yield* opened({ permitted: 1 })
      yield* TestClock.adjust("60 seconds")
      const before = yield* breaker.metrics
      const trial = yield* Effect.fork(breaker.protect(Effect.never))
      yield* Effect.yieldNow()
      assert.isTrue(Exit.isFailure(yield* Effect.exit(breaker.protect(Effect.void))))

      yield* Fiber.interrupt(trial)

      yield* breaker.protect(Effect.void)
      const after = yield* breaker.metrics
      assert.strictEqual(after.total_calls, before.total_calls + 1)
      assert.strictEqual(after.state, "half_open")
    }))

  it.effect("calls that are interrupted while it is closed never open it", () =>
    Effect.gen(function*() {
      const breaker = yield* CircuitBreaker.make({ name: "model", consecutive_failures: 1 })
      const call = yield* Effect.fork(breaker.protect(Effect.never))
      yield* Effect.yieldNow()
      yield* Fiber.interrupt(call)
      yield* Effect.exit(breaker.protect(Effect.interrupt))
      const { state, total_calls } = yield* breaker.metrics
      assert.deepStrictEqual({ state, total_calls }, { state: "closed", total_calls: 0 })
    }))

  it.effect("an answer that the caller got wrong is not the dependency's failure", () =>
    Effect.gen(function*() {
      const breaker = yield* CircuitBreaker.make({ name: "model", consecutive_failures: 1 })
      yield* Effect.exit(breaker.protect(new NotFound({ kind: "customer", id: "1" })))
      const { failed_calls, state, successful_calls } = yield* breaker.metrics
      assert.deepStrictEqual({ failed_calls, state, successful_calls }, {
        failed_calls: 0,
        state: "closed",
        successful_calls: 1
      })
    }))

  it.effect("a defect counts like a failure", () =>
    Effect.gen(function*() {
      const breaker = yield* CircuitBreaker.make({ name: "model", consecutive_failures: 1 })
      yield* Effect.exit(breaker.protect(Effect.die("broken")))
      assert.strictEqual(yield* breaker.state, "open")
    }))

  it.effect("refusals of another guard count for nothing", () =>
    Effect.gen(function*() {
      const inner = yield* opened()
      const outer = yield* CircuitBreaker.make({ name: "outer", consecutive_failures: 1 })
      yield* Effect.exit(outer.protect(inner.protect(Effect.void)))
      assert.strictEqual((yield* outer.metrics).total_calls, 0)
    }))

  it.effect("a late outcome from before the trip does not disturb the trials", () =>
    Effect.gen(function*() {
      const breaker = yield* CircuitBreaker.make({ name: "model", consecutive_failures: 1 })
      const gate = yield* Deferred.make<never, string>()
      const late = yield* Effect.fork(Effect.exit(breaker.protect(Deferred.await(gate))))
      yield* Effect.yieldNow()
      yield* Effect.exit(breaker.protect(fail))
      yield* TestClock.adjust("60 seconds")
      yield* breaker.protect(Effect.void)

      yield* Deferred.fail(gate, "late")
      yield* Fiber.join(late)

      assert.strictEqual(yield* breaker.state, "half_open")
    }))

  it.effect("opens on the share of failures once there are enough calls", () =>
    Effect.gen(function*() {
      const breaker = yield* CircuitBreaker.make({
        name: "model",
        consecutive_failures: Infinity,
        failure_rate: 0.5,
        minimum_calls: 6,
        window: { calls: 10 }
      })
      for (const call of [fail, Effect.void, fail, Effect.void, fail]) yield* Effect.exit(breaker.protect(call))
      assert.strictEqual(yield* breaker.state, "closed")
      yield* Effect.exit(breaker.protect(fail))
      assert.strictEqual(yield* breaker.state, "open")
    }))

  it.effect("forgets what left the time window", () =>
    Effect.gen(function*() {
      const breaker = yield* CircuitBreaker.make({
        name: "model",
        consecutive_failures: Infinity,
        failure_rate: 0.5,
        minimum_calls: 3,
        window: { duration: "10 seconds" }
      })
      yield* Effect.repeatN(Effect.exit(breaker.protect(fail)), 1)
      yield* TestClock.adjust("11 seconds")
      yield* Effect.exit(breaker.protect(fail))
      assert.strictEqual(yield* breaker.state, "closed")
      assert.strictEqual((yield* breaker.metrics).failure_rate, 1)
    }))

  it.effect("opens on the share of slow calls, though all succeed", () =>
    Effect.gen(function*() {
      const breaker = yield* CircuitBreaker.make({
        name: "model",
        minimum_calls: 2,
        slow_call: "1 second",
        slow_rate: 1
      })
      for (let call = 0; call < 2; call++) {
        const slow = yield* Effect.fork(breaker.protect(Effect.sleep("2 seconds")))
        yield* TestClock.adjust("2 seconds")
        yield* Fiber.join(slow)
      }
      const { slow_calls, state } = yield* breaker.metrics
      assert.deepStrictEqual({ slow_calls, state }, { slow_calls: 2, state: "open" })
    }))

  it.effect("decides by the ratio over the trials where one is given", () =>
    Effect.gen(function*() {
      const breaker = yield* opened({ permitted: 4, failure_ratio: 0.5 })
      yield* TestClock.adjust("60 seconds")
      for (const call of [fail, Effect.void, Effect.void, Effect.void]) yield* Effect.exit(breaker.protect(call))
      assert.strictEqual(yield* breaker.state, "closed")
    }))

  it.effect("isolated it rejects all, disabled it lets all through and counts, enabled it is closed", () =>
    Effect.gen(function*() {
      const breaker = yield* CircuitBreaker.make({ name: "model", consecutive_failures: 1 })
      yield* breaker.isolate
      assert.isTrue(Exit.isFailure(yield* Effect.exit(breaker.protect(Effect.void))))
      yield* breaker.disable
      yield* Effect.exit(breaker.protect(fail))
      yield* breaker.protect(Effect.void)
      assert.strictEqual(yield* breaker.state, "disabled")
      yield* breaker.enable
      const { failed_calls, state, successful_calls } = yield* breaker.metrics
      assert.deepStrictEqual({ failed_calls, state, successful_calls }, {
        failed_calls: 1,
        state: "closed",
        successful_calls: 1
      })
    }))

  it.effect("reset closes it and forgives the past", () =>
    Effect.gen(function*() {
      const breaker = yield* opened()
      yield* breaker.reset
      yield* Effect.repeatN(Effect.exit(breaker.protect(fail)), 1)
      assert.strictEqual(yield* breaker.state, "closed")
    }))

  it.effect("what was exported is restored, an open breaker stays open for the rest of its time", () =>
    Effect.gen(function*() {
      const exported = yield* Effect.flatMap(opened(), (breaker) => breaker.export)
      yield* TestClock.adjust("20 seconds")
      const other = yield* CircuitBreaker.make({ name: "model" })
      yield* other.restore(exported)
      const { retry_after_ms, state, total_calls } = yield* other.metrics
      assert.deepStrictEqual({ retry_after_ms, state, total_calls }, {
        retry_after_ms: 40_000,
        state: "open",
        total_calls: 3
      })
    }))

  it.effect("what was exported under other rules keeps it open no longer than its own allow", () =>
    Effect.gen(function*() {
      const exported = yield* Effect.flatMap(opened({ reset_timeout: "1 day" }), (breaker) => breaker.export)
      const other = yield* CircuitBreaker.make({ name: "model", max_reset_timeout: "2 minutes" })
      yield* other.restore(exported)
      assert.strictEqual((yield* other.metrics).retry_after_ms, 120_000)
    }))

  it.scoped("announces its transitions in order", () =>
    Effect.gen(function*() {
      const breaker = yield* CircuitBreaker.make({ name: "model", consecutive_failures: 1, success_threshold: 1 })
      const seen = yield* Effect.fork(Stream.runCollect(Stream.take(breaker.events, 3)))
      yield* Effect.repeatN(Effect.yieldNow(), 20)
      yield* Effect.exit(breaker.protect(fail))
      yield* TestClock.adjust("60 seconds")
      yield* breaker.protect(Effect.void)
      assert.deepStrictEqual(Array.from(yield* Fiber.join(seen), ({ from, to }) => [from, to]), [
        ["closed", "open"],
        ["open", "half_open"],
        ["half_open", "closed"]
      ])
    }))
})
