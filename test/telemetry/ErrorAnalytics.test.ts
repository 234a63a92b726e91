import { assert, describe, it } from "@effect/vitest"
import { Effect, TestClock } from "effect"
import { classify } from "../../src/resilience/ErrorClassification.ts"
import * as ErrorAnalytics from "../../src/telemetry/ErrorAnalytics.ts"

const fresh = <A, E>(test: Effect.Effect<A, E, ErrorAnalytics.ErrorAnalytics>) =>
  Effect.provide(test, ErrorAnalytics.layer)
const limited = classify({ status: 429 })
const full = classify({ code: "ENOSPC" })

describe("ErrorAnalytics", () => {
  it.effect("counts by category, severity, reason and component, and keeps what was shown", () =>
    fresh(Effect.gen(function*() {
      const { record, report } = yield* ErrorAnalytics.ErrorAnalytics
      yield* record({ component: "model", error: limited })
      yield* record({ component: "model", error: limited, shown: "Answered by another model." })
      yield* record({ component: "database", error: full })
      const { by_category, by_component, by_reason, by_severity, recent, total } = yield* report
      assert.deepStrictEqual({ by_category, by_component, by_reason, by_severity, total }, {
        by_category: { rate_limit: 2, capacity: 1 },
        by_component: { model: 2, database: 1 },
        by_reason: { HTTP_429: 2 },
        by_severity: { recoverable: 2, critical: 1 },
        total: 3
      })
      assert.deepStrictEqual(recent.map(({ component, shown }) => [component, shown]), [
        ["database", undefined],
        ["model", "Answered by another model."],
        ["model", undefined]
      ])
    })))

  it.effect("counts by the minute and forgets what is older than three hours", () =>
    fresh(Effect.gen(function*() {
      const { record, report } = yield* ErrorAnalytics.ErrorAnalytics
      yield* record({ component: "model", error: limited })
      yield* TestClock.adjust("59 seconds")
      yield* record({ component: "model", error: full })
      yield* TestClock.adjust("2 minutes")
      yield* record({ component: "model", error: limited })
      assert.deepStrictEqual((yield* report).by_minute, [
        { minute: "1970-01-01T00:00:00.000Z", count: 2, critical: 1 },
        { minute: "1970-01-01T00:02:00.000Z", count: 1, critical: 0 }
      ])
      yield* TestClock.adjust("178 minutes")
      assert.deepStrictEqual((yield* report).by_minute.map(({ count }) => count), [1])
    })))

  it.effect("keeps the last hundred and a bounded number of components", () =>
    fresh(Effect.gen(function*() {
      const { record, report } = yield* ErrorAnalytics.ErrorAnalytics
      for (let i = 0; i < 300; i++) yield* record({ component: `component ${i}`, error: limited })
      const { by_component, recent } = yield* report
      assert.strictEqual(recent.length, 100)
      assert.strictEqual(recent[0]?.component, "component 299")
      assert.strictEqual(by_component["other"], 100)
    })))
})
