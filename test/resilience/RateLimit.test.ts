import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, TestClock } from "effect"
import * as Deadline from "../../src/resilience/Deadline.ts"
import * as RateLimit from "../../src/resilience/RateLimit.ts"

const perMinute = RateLimit.make({ limit: 3, window: "1 minute" })

describe("RateLimit", () => {
  it.effect("lets a window's worth through, then says when the next token comes", () =>
    Effect.gen(function*() {
      const { take } = yield* perMinute
      const remaining = yield* Effect.replicateEffect(Effect.map(take("a"), (allowance) => allowance.remaining), 3)
      assert.deepStrictEqual(remaining, [2, 1, 0])
      const refusal = yield* Effect.flip(take("a"))
      assert.strictEqual(refusal.retry_after_ms, 20_000)

      yield* TestClock.adjust(refusal.retry_after_ms - 1)
      assert.strictEqual((yield* Effect.flip(take("a"))).retry_after_ms, 1)
      yield* TestClock.adjust(1)
      assert.deepStrictEqual(yield* take("a"), { limit: 3, remaining: 0, reset_ms: 60_000 })
    }))

  it.effect("keys do not share", () =>
    Effect.gen(function*() {
      const { peek, take } = yield* perMinute
      yield* take("a", 3)
      assert.deepStrictEqual(yield* peek("b"), { limit: 3, remaining: 3, reset_ms: 0 })
      assert.strictEqual((yield* take("b")).remaining, 2)
    }))

  it.effect("never saves more than a window", () =>
    Effect.gen(function*() {
      const { take } = yield* perMinute
      yield* take("a")
      yield* TestClock.adjust("1 day")
      assert.strictEqual((yield* take("a")).remaining, 2)
    }))

  it.effect("a request larger than the limit is let through by a full bucket and paid off afterwards", () =>
    Effect.gen(function*() {
      const { take } = yield* perMinute
      yield* take("a", 6)
      assert.strictEqual((yield* Effect.flip(take("a"))).retry_after_ms, 80_000)
    }))

  it.effect("those who wait are served in turn", () =>
    Effect.gen(function*() {
      const { take, wait } = yield* perMinute
      yield* take("a", 3)
      const first = yield* Effect.fork(wait("a"))
      yield* Effect.yieldNow()
      const second = yield* Effect.fork(wait("a"))
      yield* TestClock.adjust("20 seconds")
      assert.strictEqual((yield* Fiber.poll(first))._tag, "Some")
      assert.strictEqual((yield* Fiber.poll(second))._tag, "None")
      yield* TestClock.adjust("20 seconds")
      assert.strictEqual((yield* Fiber.poll(second))._tag, "Some")
    }))

  it.effect("gives back what an interrupted wait had reserved", () =>
    Effect.gen(function*() {
      const { take, wait } = yield* perMinute
      yield* take("a", 3)
      const waiting = yield* Effect.fork(wait("a", 3))
      yield* Effect.yieldNow()
      yield* Fiber.interrupt(waiting)
      assert.strictEqual((yield* Effect.flip(take("a"))).retry_after_ms, 20_000)
    }))

  it.effect("does not wait past the deadline", () =>
    Effect.gen(function*() {
      const { take, wait } = yield* perMinute
      yield* take("a", 3)
      const refusal = yield* Effect.flip(Deadline.within("20 seconds")(wait("a")))
      assert.strictEqual(refusal.retry_after_ms, 20_000)
    }))

  it.effect("forgets the keys used longest ago when there are too many", () =>
    Effect.gen(function*() {
      const { peek, take } = yield* RateLimit.make({ limit: 3, window: "1 minute", max_keys: 2 })
      for (const key of ["a", "b", "a", "c"]) yield* take(key)
      const remaining = yield* Effect.forEach(["a", "b", "c"], (key) => Effect.map(peek(key), (left) => left.remaining))
      assert.deepStrictEqual(remaining, [1, 3, 2])
    }))
})
