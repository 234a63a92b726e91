import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Option, TestClock } from "effect"
import { classify } from "../../src/resilience/ErrorClassification.ts"
import * as Faults from "../../src/resilience/Faults.ts"

describe("Faults", () => {
  it.effect("injects nothing until a fault is set, and only into its component", () =>
    Effect.gen(function*() {
      const faults = yield* Faults.make
      assert.strictEqual(yield* faults.inject("database", Effect.succeed(1)), 1)
      yield* faults.set("cache", { kind: "error" })
      assert.strictEqual(yield* faults.inject("database", Effect.succeed(1)), 1)
      const error = yield* Effect.flip(faults.inject("cache", Effect.succeed(1)))
      assert.deepStrictEqual([error.component, error.kind], ["cache", "error"])
      assert.strictEqual(classify(error).severity, "recoverable")
    }))

  it.effect("latency delays, a time-out never answers", () =>
    Effect.gen(function*() {
      const faults = yield* Faults.make
      yield* faults.set("slow", { kind: "latency", latency_ms: 300 })
      yield* faults.set("silent", { kind: "timeout" })
      const slow = yield* Effect.fork(faults.inject("slow", Effect.succeed(1)))
      const silent = yield* Effect.fork(faults.inject("silent", Effect.succeed(1)))
      yield* TestClock.adjust("299 millis")
      assert.isTrue(Option.isNone(yield* Fiber.poll(slow)))
      yield* TestClock.adjust("1 day")
      assert.strictEqual(yield* Fiber.join(slow), 1)
      assert.isTrue(Option.isNone(yield* Fiber.poll(silent)))
      yield* Fiber.interrupt(silent)
    }))

  it.effect("garbles or shortens the answer where the dependency says how, and fails where it does not", () =>
    Effect.gen(function*() {
      const faults = yield* Faults.make
      yield* faults.set("model", { kind: "partial" })
      const answer = faults.inject("model", Effect.succeed("whole"), { partial: (text) => text.slice(0, 2) })
      assert.strictEqual(yield* answer, "wh")
      yield* faults.set("model", { kind: "malformed" })
      assert.strictEqual((yield* Effect.flip(answer)).kind, "malformed")
    }))

  it.effect("hits at about its rate", () =>
    Effect.gen(function*() {
      const faults = yield* Faults.make
      yield* faults.set("database", { kind: "error", rate: 0.25 })
      const exits = yield* Effect.replicateEffect(Effect.exit(faults.inject("database", Effect.void)), 2_000)
      const share = exits.filter(Exit.isFailure).length / exits.length
      assert.isTrue(share > 0.2 && share < 0.3, `${share}`)
    }))

  it.effect("ends by itself after its time, or when it is cleared", () =>
    Effect.gen(function*() {
      const faults = yield* Faults.make
      yield* faults.set("database", { kind: "error", for_ms: 5_000 })
      yield* faults.set("cache", { kind: "error" })
      assert.deepStrictEqual((yield* faults.active).map(({ component }) => component), ["database", "cache"])
      yield* TestClock.adjust("5 seconds")
      yield* faults.inject("database", Effect.void)
      yield* faults.clear("cache")
      yield* faults.inject("cache", Effect.void)
      assert.deepStrictEqual(yield* faults.active, [])
    }))
})
