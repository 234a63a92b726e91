import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, TestClock } from "effect"
import * as Performance from "../../src/telemetry/Performance.ts"

const after = <A, E>(effect: Effect.Effect<A, E>, millis: number) =>
  Effect.gen(function*() {
    const running = yield* Effect.fork(effect)
    yield* TestClock.adjust(millis)
    return yield* Fiber.await(running)
  })

const fresh = <A, E>(test: Effect.Effect<A, E, Performance.Performance>) => Effect.provide(test, Performance.layer)

describe("Performance", () => {
  it.effect("reports percentiles, mean and extremes of what it tracked", () =>
    fresh(Effect.gen(function*() {
      const { record, report } = yield* Performance.Performance
      for (let millis = 1; millis <= 100; millis++) yield* record("recall", millis)
      assert.deepStrictEqual((yield* report)["recall"], {
        total_calls: 100,
        avg_time_ms: 50.5,
        min_time_ms: 1,
        max_time_ms: 100,
        p50_ms: 50,
        p95_ms: 95,
        p99_ms: 99,
        violations: 0
      })
    })))

  it.effect("counts failures and calls that were given up like the others", () =>
    fresh(Effect.gen(function*() {
      const { report, track } = yield* Performance.Performance
      yield* after(track("recall")(Effect.delay(Effect.succeed(1), 10)), 10)
      yield* after(track("recall")(Effect.delay(Effect.fail("no"), 20)), 20)
      const given = yield* Effect.fork(track("recall")(Effect.never))
      yield* TestClock.adjust(30)
      yield* Fiber.interrupt(given)
      const { max_time_ms, min_time_ms, total_calls } = (yield* report)["recall"]!
      assert.deepStrictEqual({ max_time_ms, min_time_ms, total_calls }, {
        max_time_ms: 30,
        min_time_ms: 10,
        total_calls: 3
      })
    })))

  it.effect("holds known operations to their budget: over twice the p95 is a violation", () =>
    fresh(Effect.gen(function*() {
      const { record, report } = yield* Performance.Performance
      for (const millis of [300, 301, 900]) yield* record("entity_resolution", millis)
      const { budget, violations } = (yield* report)["entity_resolution"]!
      assert.deepStrictEqual({ budget, violations }, { budget: { p50: 50, p95: 150, p99: 300 }, violations: 2 })
    })))

  it.effect("percentiles follow what happened lately", () =>
    fresh(Effect.gen(function*() {
      const { record, report } = yield* Performance.Performance
      for (let call = 0; call < 3_000; call++) yield* record("recall", call < 1_500 ? 1_000 : 10)
      const { max_time_ms, p99_ms } = (yield* report)["recall"]!
      assert.deepStrictEqual({ max_time_ms, p99_ms }, { max_time_ms: 1_000, p99_ms: 10 })
    })))

  it.effect("tells the share of look-ups that hit", () =>
    fresh(Effect.gen(function*() {
      const { cacheLookup, report } = yield* Performance.Performance
      yield* Effect.forEach([true, true, true, false], (hit) => cacheLookup("patterns", hit))
      assert.strictEqual((yield* report)["patterns"]?.cache_hit_rate, 0.75)
    })))

  it.effect("operations without end share one entry", () =>
    fresh(Effect.gen(function*() {
      const { record, report } = yield* Performance.Performance
      for (let i = 0; i < 500; i++) yield* record(`operation ${i}`, 1)
      const operations = yield* report
      assert.strictEqual(Object.keys(operations).length, 201)
      assert.strictEqual(operations["other"]?.total_calls, 300)
    })))
})
