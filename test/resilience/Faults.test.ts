import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Option, TestClock } from "effect"
import { classify } from "../../src/resilience/ErrorClassification.ts"
import * as Faults from "../../src/resilience/Faults.ts"

describe("Faults", () => {
  it.effect("injects nothing until a fault is set, and only into its component", () =>
    Effect.gen(function*() {
      const faults = yield* Faults.make()
      const database = Faults.injected(faults, "database")
      const cache = Faults.injected(faults, "cache")
      assert.strictEqual(yield* database(Effect.succeed(1)), 1)
      yield* faults.set("cache", { kind: "error" })
      assert.strictEqual(yield* database(Effect.succeed(1)), 1)
      const error = yield* Effect.flip(cache(Effect.succeed(1)))
      assert.deepStrictEqual([error.component, error.kind], ["cache", "error"])
      assert.strictEqual(classify(error).severity, "recoverable")
    }))

  it.effect("fails as the dependency itself would", () =>
    Effect.gen(function*() {
      const faults = yield* Faults.make()
      yield* faults.set("cache", { kind: "rate_limit" })
      const cache = faults.at("cache", ({ kind }) => `the cache: ${kind}`)
      assert.strictEqual(yield* Effect.flip(cache(Effect.void)), "the cache: rate_limit")
    }))

  it.effect("latency delays, and what times out does not answer as long as the fault stands", () =>
    Effect.gen(function*() {
      const faults = yield* Faults.make()
      yield* faults.set("slow", { kind: "latency", latency_ms: 300 })
      yield* faults.set("silent", { kind: "timeout" })
      const slow = yield* Effect.fork(Faults.injected(faults, "slow")(Effect.succeed(1)))
      const silent = yield* Effect.fork(Effect.flip(Faults.injected(faults, "silent")(Effect.succeed(1))))
      yield* TestClock.adjust("299 millis")
      assert.isTrue(Option.isNone(yield* Fiber.poll(slow)))
      yield* TestClock.adjust("1 day")
      assert.strictEqual(yield* Fiber.join(slow), 1)
      assert.isTrue(Option.isNone(yield* Fiber.poll(silent)))
      yield* faults.clearAll
      assert.strictEqual((yield* Fiber.join(silent)).kind, "timeout")
    }))

  it.effect("what hangs is let go when the fault ends by itself or is replaced, even where nothing can interrupt it", () =>
    Effect.gen(function*() {
      const faults = yield* Faults.make()
      const call = Effect.uninterruptible(Faults.injected(faults, "database")(Effect.void))
      yield* faults.set("database", { kind: "timeout", for_ms: 500 })
      const first = yield* Effect.fork(Effect.flip(call))
      yield* TestClock.adjust("500 millis")
      assert.strictEqual((yield* Fiber.join(first)).kind, "timeout")
      yield* faults.set("database", { kind: "timeout" })
      const second = yield* Effect.fork(Effect.flip(call))
      yield* Effect.yieldNow()
      yield* faults.set("database", { kind: "error" })
      assert.strictEqual((yield* Fiber.join(second)).kind, "timeout")
    }))

  it.effect("garbles or shortens the answer where the dependency says how, and fails where it does not", () =>
    Effect.gen(function*() {
      const faults = yield* Faults.make()
      let done = 0
      const work = Effect.sync(() => {
        done += 1
        return "whole"
      })
      const model = Faults.injected(faults, "model")
      yield* faults.set("model", { kind: "partial" })
      assert.strictEqual(yield* model(work, { partial: (text) => text.slice(0, 2) }), "wh")
      assert.strictEqual((yield* Effect.flip(model(work))).kind, "partial")
      assert.strictEqual(done, 2)
      yield* faults.set("model", { kind: "malformed" })
      assert.strictEqual((yield* Effect.flip(model(work))).kind, "malformed")
      assert.strictEqual(done, 2)
    }))

  it.effect("hits at about its rate", () =>
    Effect.gen(function*() {
      const faults = yield* Faults.make()
      yield* faults.set("database", { kind: "error", rate: 0.25 })
      const call = Faults.injected(faults, "database")(Effect.void)
      const exits = yield* Effect.replicateEffect(Effect.exit(call), 2_000)
      const share = exits.filter(Exit.isFailure).length / exits.length
      assert.isTrue(share > 0.2 && share < 0.3, `${share}`)
    }))

  it.effect("ends by itself after its time, or when it is cleared", () =>
    Effect.gen(function*() {
      const faults = yield* Faults.make()
      yield* faults.set("database", { kind: "error", for_ms: 5_000 })
      yield* faults.set("cache", { kind: "error" })
      assert.deepStrictEqual((yield* faults.active).map(({ component }) => component), ["database", "cache"])
      yield* TestClock.adjust("5 seconds")
      yield* Faults.injected(faults, "database")(Effect.void)
      yield* faults.clear("cache")
      yield* Faults.injected(faults, "cache")(Effect.void)
      assert.deepStrictEqual(yield* faults.active, [])
    }))

  it.effect("is switched off unless a layer switches it on, which may begin with faults", () =>
    Effect.gen(function*() {
      const without = yield* Faults.Faults
      yield* without.set("cache", { kind: "error" })
      yield* Faults.injected(without, "cache")(Effect.void)
      assert.deepStrictEqual(without.components, [])
      const faults: ReadonlyArray<Faults.ComponentFault> = [{ component: "cache", kind: "error" }]
      yield* Effect.gen(function*() {
        const error = yield* Effect.flip(Faults.injected(yield* Faults.Faults, "cache")(Effect.void))
        assert.strictEqual(error.component, "cache")
      }).pipe(Effect.provide(Layer.fresh(Faults.layer({ components: ["cache"], faults }))))
    }))
})
