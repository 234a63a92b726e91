import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import * as AdaptiveLimit from "../../src/resilience/AdaptiveLimit.ts"

/** A dependency that works on so many calls at once; the others queue in it, and all take longer. */
const latency = (alone_ms: number, capacity: number) => (running: number) => alone_ms * Math.max(1, running / capacity)

/** Callers who always want more than they may have: every place is taken, window after window. */
const saturate = (
  limit: AdaptiveLimit.AdaptiveLimit,
  millis: (running: number) => number,
  windows: number,
  from = 0
) => {
  const seen: Array<number> = []
  for (let window = 0; window < windows; window++) {
    for (let call = 0; call <= 10; call++) {
      const running = limit.current()
      limit.ended(from + window * 1_100 + call * 100, millis(running), running)
    }
    seen.push(limit.current())
  }
  return seen
}

const worst = (seen: ReadonlyArray<number>) => seen.reduce((most, limit) => Math.max(most, limit), 0)

describe("AdaptiveLimit", () => {
  it("grows to the most where more calls at once are as quick as few", () => {
    const limit = AdaptiveLimit.make({ max: 100 })
    assert.strictEqual(worst(saturate(limit, () => 50, 29)), 100)
  })

  it.prop("settles near what the dependency can do at once, and does not creep away from it", [
    FastCheck.integer({ min: 10, max: 100 }),
    FastCheck.integer({ min: 1, max: 2_000 }),
    FastCheck.integer({ min: 1, max: 10 })
  ], ([capacity, alone_ms, initial]) => {
    const limit = AdaptiveLimit.make({ max: 1_000, initial })
    const seen = saturate(limit, latency(alone_ms, capacity), 600)
    assert.isAtMost(worst(seen), 3 * capacity)
    const late = seen.slice(300).sort((a, b) => a - b)
    assert.isAtLeast(late[150] ?? 0, capacity * 0.75)
  }, { fastCheck: { numRuns: 30 } })

  it("gives way when the dependency slows down, and comes back when it recovers", () => {
    const limit = AdaptiveLimit.make({ max: 200 })
    const before = saturate(limit, latency(50, 40), 60).at(-1) ?? 0
    const slowed = saturate(limit, latency(50, 5), 20, 100_000)
    assert.isBelow(slowed.at(-1) ?? 0, before / 2)
    assert.isAtLeast(saturate(limit, latency(50, 40), 60, 200_000).at(-1) ?? 0, 30)
  })

  it("learns that calls take longer than they used to", () => {
    const limit = AdaptiveLimit.make({ max: 50 })
    saturate(limit, () => 50, 29)
    assert.isAbove(saturate(limit, () => 500, 80, 100_000).at(-1) ?? 0, 40)
  })

  it("does not grow for callers who do not use what they have", () => {
    const limit = AdaptiveLimit.make({ max: 100, initial: 20 })
    for (let call = 0; call < 250; call++) limit.ended(call * 100, 10, 1)
    assert.strictEqual(limit.current(), 20)
  })

  it("gives way to calls that are dropped, down to the least and no further", () => {
    const limit = AdaptiveLimit.make({ max: 100, min: 3, initial: 50 })
    for (let call = 0; call < 2_000; call++) limit.dropped(call * 100, limit.current())
    assert.strictEqual(limit.current(), 3)
  })

  it.prop("stays a whole number within its bounds, whatever happens", [
    FastCheck.integer({ min: 1, max: 5 }),
    FastCheck.integer({ min: 5, max: 50 }),
    FastCheck.array(
      FastCheck.record({
        after: FastCheck.integer({ min: -50, max: 3_000 }),
        millis: FastCheck.oneof(FastCheck.constant(0), FastCheck.double({ min: -10, max: 1e9, noNaN: true })),
        running: FastCheck.nat(200),
        dropped: FastCheck.boolean()
      }),
      { maxLength: 200, size: "max" }
    )
  ], ([min, max, calls]) => {
    const limit = AdaptiveLimit.make({ min, max })
    let now = 0
    for (const { after, dropped, millis, running } of calls) {
      now += after
      if (dropped) limit.dropped(now, running)
      else limit.ended(now, millis, running)
      const current = limit.current()
      assert.isTrue(Number.isInteger(current) && current >= min && current <= max, String(current))
    }
  })
})
