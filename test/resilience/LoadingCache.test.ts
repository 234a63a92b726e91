import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, TestClock } from "effect"
import * as Deadline from "../../src/resilience/Deadline.ts"
import * as LoadingCache from "../../src/resilience/LoadingCache.ts"

const settled = Effect.repeatN(Effect.yieldNow(), 20)

/** Loads the key in capitals after a second, and remembers what it was asked for. */
const counted = (capacity?: number) =>
  Effect.gen(function*() {
    const loads: Array<string> = []
    const cache = yield* LoadingCache.make({
      ttl: "1 minute",
      ...(capacity === undefined ? {} : { capacity }),
      load: (key: string) =>
        Effect.suspend(() => {
          loads.push(key)
          return Effect.delay(key === "bad" ? Effect.fail("no") : Effect.succeed(key.toUpperCase()), "1 second")
        })
    })
    return { cache, loads }
  })

const after = <A, E>(time: `${number} seconds`, effect: Effect.Effect<A, E>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(effect)
    yield* TestClock.adjust(time)
    return yield* Fiber.join(fiber)
  })

describe("LoadingCache", () => {
  it.scoped("loads once for all who ask meanwhile, and again when the time is over", () =>
    Effect.gen(function*() {
      const { cache, loads } = yield* counted()
      const found = yield* after("1 seconds", Effect.all([cache.get("a"), cache.get("a")], { concurrency: 2 }))
      assert.deepStrictEqual(found, ["A", "A"])
      yield* cache.get("a")
      assert.deepStrictEqual(loads, ["a"])
      yield* TestClock.adjust("1 minute")
      yield* after("1 seconds", cache.get("a"))
      assert.deepStrictEqual(loads, ["a", "a"])
    }))

  it.scoped("goes on loading for the others when who asked first is gone, or had no time", () =>
    Effect.gen(function*() {
      const { cache, loads } = yield* counted()
      const first = yield* Effect.fork(Deadline.within(10)(cache.get("a")))
      yield* settled
      const second = yield* Effect.fork(cache.get("a"))
      yield* settled
      yield* Fiber.interrupt(first)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* Fiber.join(second), "A")
      assert.deepStrictEqual(loads, ["a"])
    }))

  it.scoped("tells all of a failure, and keeps none", () =>
    Effect.gen(function*() {
      const { cache, loads } = yield* counted()
      const ask = Effect.all([Effect.flip(cache.get("bad")), Effect.flip(cache.get("bad"))], { concurrency: 2 })
      assert.deepStrictEqual(yield* after("1 seconds", ask), ["no", "no"])
      yield* after("1 seconds", Effect.flip(cache.get("bad")))
      assert.deepStrictEqual(loads, ["bad", "bad"])
    }))

  it.scoped("forgets what was used longest ago beyond its capacity, and what it is told to", () =>
    Effect.gen(function*() {
      const { cache, loads } = yield* counted(2)
      for (const key of ["a", "b", "a", "c"]) yield* after("1 seconds", cache.get(key))
      yield* after("1 seconds", cache.get("a"))
      assert.deepStrictEqual(loads, ["a", "b", "c"])
      yield* cache.invalidate("a")
      yield* after("1 seconds", cache.get("a"))
      assert.strictEqual(loads.length, 4)
    }))

  it.effect("ends what it is loading with its scope", () =>
    Effect.gen(function*() {
      const waiting = yield* Effect.scoped(Effect.gen(function*() {
        const { cache } = yield* counted()
        const fiber = yield* Effect.forkDaemon(cache.get("a"))
        yield* settled
        return fiber
      }))
      assert.isTrue(Exit.isInterrupted(yield* Fiber.await(waiting)))
    }))
})
