import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, TestClock } from "effect"
import * as Hedge from "../../src/resilience/Hedge.ts"

const taking = (millis: number) => Effect.delay(Effect.succeed(millis), millis)

const passing = <A, E>(effect: Effect.Effect<A, E>, millis: number) =>
  Effect.gen(function*() {
    const running = yield* Effect.fork(effect)
    yield* TestClock.adjust(millis)
    return yield* Fiber.join(running)
  })

describe("Hedge", () => {
  it.effect("asks the second only when the first is slow, and takes whichever succeeds first", () =>
    Effect.gen(function*() {
      const { run } = yield* Hedge.make({ after: "1 second", max_extra: 1 })
      const interrupted = yield* Deferred.make<void>()
      const slow = Effect.onInterrupt(Effect.never, () => Deferred.succeed(interrupted, undefined))

      assert.deepStrictEqual(yield* passing(run(taking(900), Effect.die("asked")), 900), {
        value: 900,
        answered_by: "first"
      })
      assert.deepStrictEqual(yield* passing(run(slow, taking(200)), 1_200), { value: 200, answered_by: "second" })
      yield* Deferred.await(interrupted)
      assert.deepStrictEqual(yield* passing(run(taking(1_100), taking(200)), 1_100), {
        value: 1_100,
        answered_by: "first"
      })
    }))

  it.effect("a first that fails early fails; of two that fail the first's reason counts", () =>
    Effect.gen(function*() {
      const { run } = yield* Hedge.make({ after: "1 second", max_extra: 1 })
      const failing = (why: string, millis: number) => Effect.delay(Effect.fail(why), millis)
      assert.strictEqual(yield* passing(Effect.flip(run(failing("a", 10), taking(1))), 10), "a")
      assert.strictEqual(yield* passing(Effect.flip(run(failing("a", 1_500), failing("b", 800))), 1_800), "a")
      assert.deepStrictEqual(yield* passing(run(failing("a", 1_500), taking(800)), 1_800), {
        value: 800,
        answered_by: "second"
      })
    }))

  it.effect("learns how long the first usually takes", () =>
    Effect.gen(function*() {
      const { run } = yield* Hedge.make({ max_extra: 1 })
      for (let call = 0; call < 19; call++) yield* passing(run(taking(100), Effect.never), 100)
      assert.strictEqual((yield* passing(run(taking(5_000), taking(1)), 5_000)).answered_by, "first")
      assert.strictEqual((yield* passing(run(taking(5_000), taking(1)), 101)).answered_by, "second")
    }))

  it.effect("makes at most its share of extra calls", () =>
    Effect.gen(function*() {
      const { run } = yield* Hedge.make({ after: 0 })
      let extra = 0
      const second = Effect.zipRight(Effect.sync(() => extra++), Effect.never)
      for (let call = 0; call < 100; call++) yield* passing(run(taking(1), second), 1)
      assert.strictEqual(extra, 5)
    }))

  it.effect("interrupting the caller interrupts both", () =>
    Effect.gen(function*() {
      const { run } = yield* Hedge.make({ after: "1 second", max_extra: 1 })
      const gone = yield* Effect.all([Deferred.make<void>(), Deferred.make<void>()])
      const [first, second] = [
        Effect.onInterrupt(Effect.never, () => Deferred.succeed(gone[0], undefined)),
        Effect.onInterrupt(Effect.never, () => Deferred.succeed(gone[1], undefined))
      ]
      const running = yield* Effect.fork(run(first, second))
      yield* TestClock.adjust("2 seconds")
      yield* Fiber.interrupt(running)
      yield* Effect.all(gone.map(Deferred.await))
    }))
})
