import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, TestClock } from "effect"
import * as Deadline from "../../src/resilience/Deadline.ts"
import * as PartialGather from "../../src/resilience/PartialGather.ts"

describe("PartialGather", () => {
  it.effect("keeps what arrived and names how each other part failed", () =>
    Effect.gen(function*() {
      const gathering = yield* Effect.fork(PartialGather.gather({
        facts: Effect.delay(Effect.succeed(["a fact"]), "1 second"),
        memories: Effect.never,
        patterns: Effect.fail("no such table"),
        documents: Effect.die(new TypeError("bug"))
      }, { limit: "5 seconds" }))
      yield* TestClock.adjust("5 seconds")
      const { failed, found } = yield* Fiber.join(gathering)

      assert.deepStrictEqual(found, { facts: ["a fact"] })
      assert.deepStrictEqual(failed.map(({ part }) => part), ["memories", "patterns", "documents"])
      const [late, failure, died] = failed.map(({ error }) => error)
      assert.isTrue(late instanceof Deadline.TimedOut && late.stage === "memories" && late.after_ms === 5_000)
      assert.strictEqual(failure, "no such table")
      assert.instanceOf(died, PartialGather.PartDied)
    }))

  it.effect("returns as soon as every part has ended", () =>
    Effect.gen(function*() {
      const { failed, found } = yield* PartialGather.gather({ a: Effect.succeed(1), b: Effect.succeed("two") }, {
        limit: "5 seconds"
      })
      assert.deepStrictEqual([found.a, found.b, failed.length], [1, "two", 0])
    }))

  it.effect("runs its parts side by side", () =>
    Effect.gen(function*() {
      const part = Effect.delay(Effect.succeed(1), "3 seconds")
      const gathering = yield* Effect.fork(PartialGather.gather({ a: part, b: part, c: part }, { limit: "5 seconds" }))
      yield* TestClock.adjust("3 seconds")
      assert.deepStrictEqual((yield* Fiber.join(gathering)).found, { a: 1, b: 1, c: 1 })
    }))

  it.effect("leaves the reserve of the deadline to what comes after", () =>
    Effect.gen(function*() {
      const gathering = yield* PartialGather.gather({ a: Effect.never }, { limit: "5 seconds", reserve: "500 millis" })
        .pipe(
          Effect.zip(Deadline.remaining),
          Deadline.within("2 seconds"),
          Effect.fork
        )
      yield* TestClock.adjust("1500 millis")
      const [{ failed: [late] }, left] = yield* Fiber.join(gathering)
      assert.isTrue(late?.error._tag === "TimedOut" && late.error.deadline)
      assert.strictEqual(left, 500)
    }))

  it.effect("does not wait for late parts that are slow to give up, but does interrupt them", () =>
    Effect.gen(function*() {
      const gone = yield* Deferred.make<void>()
      const stubborn = Effect.onInterrupt(
        Effect.never,
        () => Effect.zipRight(Effect.sleep("5 seconds"), Deferred.succeed(gone, undefined))
      )
      const gathering = yield* Effect.fork(PartialGather.gather({ stubborn }, { limit: "1 second" }))
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* Fiber.join(gathering)).failed.length, 1)
      yield* TestClock.adjust("5 seconds")
      yield* Deferred.await(gone)
    }))

  it.effect("interrupted, it interrupts every part", () =>
    Effect.gen(function*() {
      const gone = yield* Effect.all([Deferred.make<void>(), Deferred.make<void>()])
      const part = (i: 0 | 1) => Effect.onInterrupt(Effect.never, () => Deferred.succeed(gone[i], undefined))
      const gathering = yield* Effect.fork(PartialGather.gather({ a: part(0), b: part(1) }, { limit: "1 second" }))
      yield* Effect.repeatN(Effect.yieldNow(), 10)
      yield* Fiber.interrupt(gathering)
      yield* Effect.all(gone.map(Deferred.await))
    }))

  it.effect("with no time left begins nothing", () =>
    Effect.gen(function*() {
      let begun = false
      const { failed } = yield* PartialGather.gather({ a: Effect.sync(() => begun = true) }, { limit: 0 })
      assert.deepStrictEqual([failed.length, begun], [1, false])
    }))
})
