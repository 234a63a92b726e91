import { assert, describe, it } from "@effect/vitest"
import { Cause, Deferred, Duration, Effect, Exit, FastCheck, Fiber, TestClock } from "effect"
import { BulkheadFull } from "../../src/resilience/Bulkhead.ts"
import { CircuitOpen } from "../../src/resilience/CircuitBreaker.ts"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import * as Deadline from "../../src/resilience/Deadline.ts"
import * as Guard from "../../src/resilience/Guard.ts"

const settled = Effect.repeatN(Effect.yieldNow(), 20)
const limit = 2

const guarded = (options: Guard.Options = {}) =>
  Guard.make("places", { bulkhead: { limit }, ...options }).pipe(Effect.provide(CircuitBreakers.layer))

/** All its places are free: so many calls run at once, and one more is refused. */
const isEmpty = Effect.fnUntraced(function*(guard: Guard.Guard) {
  const gate = yield* Deferred.make<void>()
  const holders = yield* Effect.forEach(
    Array.from({ length: limit }),
    () => Effect.fork(guard.protect(Deferred.await(gate)))
  )
  yield* settled
  assert.instanceOf(yield* Effect.flip(guard.protect(Effect.void)), BulkheadFull)
  yield* Deferred.succeed(gate, undefined)
  for (const holder of holders) assert.isTrue(Exit.isSuccess(yield* Fiber.await(holder)))
})

const kinds = ["succeeds", "waits", "fails", "dies", "interrupts itself", "is interrupted", "is late"] as const
type Kind = typeof kinds[number]

const work: Readonly<Record<Kind, Effect.Effect<string, string>>> = {
  "succeeds": Effect.succeed("done"),
  "waits": Effect.as(Effect.sleep("1 second"), "done"),
  "fails": Effect.fail("no"),
  "dies": Effect.die("bug"),
  "interrupts itself": Effect.interrupt,
  "is interrupted": Effect.never,
  "is late": Effect.never
}
const counts = (kind: Kind) => kind !== "interrupts itself" && kind !== "is interrupted"
const counted = (calls: ReadonlyArray<Kind>, failed: boolean) =>
  calls.filter((kind) => counts(kind) && ["succeeds", "waits"].includes(kind) !== failed).length

describe("Guard with places", () => {
  it.effect.prop(
    "however calls end, they are counted once, interrupted ones never, and every place is free again",
    { calls: FastCheck.array(FastCheck.constantFrom(...kinds), { maxLength: 12 }), timed: FastCheck.boolean() },
    ({ calls: drawn, timed }) =>
      Effect.gen(function*() {
        const calls = timed ? drawn : drawn.filter((kind) => kind !== "is late")
        const guard = yield* guarded({
          breaker: { consecutive_failures: Infinity },
          ...(timed ? { timeout: "5 seconds" as const } : {})
        })
        for (const kind of calls) {
          const call = yield* Effect.fork(guard.protect(work[kind]))
          yield* settled
          if (kind === "is interrupted") yield* Fiber.interrupt(call)
          yield* TestClock.adjust("5 seconds")
          const exit = yield* Fiber.await(call)
          assert.strictEqual(Exit.isSuccess(exit), ["succeeds", "waits"].includes(kind), kind)
        }
        const { failed_calls, successful_calls, total_calls } = yield* guard.breaker.metrics
        assert.deepStrictEqual(
          { failed_calls, successful_calls, total_calls },
          {
            failed_calls: counted(calls, true),
            successful_calls: counted(calls, false),
            total_calls: calls.filter(counts).length
          }
        )
        yield* isEmpty(guard)
      }),
    { fastCheck: { numRuns: 30 } }
  )

  it.effect("a late caller goes on at once, and another gets its place, though the work will not stop", () =>
    Effect.gen(function*() {
      const guard = yield* guarded({ timeout: "2 seconds" })
      const stubborn = Effect.uninterruptible(Effect.sleep("1 hour"))
      const call = yield* Effect.fork(Effect.flip(guard.protect(stubborn)))
      yield* TestClock.adjust("2 seconds")
      assert.instanceOf(yield* Fiber.join(call), Deadline.TimedOut)
      yield* isEmpty(guard)
    }))

  it.effect("work within what cannot be interrupted is not interrupted by its caller", () =>
    Effect.gen(function*() {
      const guard = yield* guarded()
      const call = yield* Effect.fork(Effect.uninterruptible(guard.protect(Effect.as(Effect.sleep("1 second"), 1))))
      yield* settled
      const interrupting = yield* Effect.fork(Fiber.interrupt(call))
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(interrupting)
      assert.strictEqual((yield* guard.breaker.metrics).successful_calls, 1)
    }))

  it.effect("an interruption while it waits to try again leaves nothing behind", () =>
    Effect.gen(function*() {
      const guard = yield* guarded({ retry: { initial: "1 minute", while: (_, error) => error === "no" } })
      const call = yield* Effect.fork(guard.protect(Effect.fail("no")))
      yield* settled
      const exit = yield* Fiber.interrupt(call)
      assert.isTrue(Exit.isFailure(exit) && Cause.isInterruptedOnly(exit.cause))
      assert.strictEqual((yield* guard.breaker.metrics).failed_calls, 1)
      yield* isEmpty(guard)
    }))

  it.effect("tries again, each attempt counted once and within the budget of the calls made", () =>
    Effect.gen(function*() {
      const guard = yield* guarded({
        breaker: { consecutive_failures: Infinity },
        retry: { attempts: 3, initial: "1 second", jitter: "none" }
      })
      let calls = 0
      const flaky = Effect.suspend(() => ++calls < 3 ? Effect.fail("no") : Effect.succeed("in the end"))
      const call = yield* Effect.fork(guard.protect(flaky))
      yield* TestClock.adjust(Duration.minutes(1))
      assert.strictEqual(yield* Fiber.join(call), "in the end")
      assert.strictEqual((yield* guard.breaker.metrics).total_calls, 3)
    }))

  it.effect("an open breaker's refusal is not tried again, and says when", () =>
    Effect.gen(function*() {
      const guard = yield* guarded({ retry: { attempts: 3 }, breaker: { consecutive_failures: 1 } })
      const first = yield* Effect.fork(guard.protect(Effect.fail("down")))
      yield* TestClock.adjust("30 seconds")
      yield* Fiber.await(first)
      const refused = yield* Effect.flip(guard.protect(Effect.succeed(1)))
      assert.isTrue(refused instanceof CircuitOpen && refused.retry_after_ms === 30_000)
      assert.strictEqual((yield* guard.breaker.metrics).rejected_calls, 2)
    }))
})
