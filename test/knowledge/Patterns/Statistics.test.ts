import { assert, describe, it } from "@effect/vitest"
import {
  changePoint,
  compareRates,
  compareShares,
  falseDiscoveryRates,
  mannWhitney,
  robustScore,
  welch
} from "../../../src/knowledge/Patterns/Statistics.ts"

// Expected values were worked out by hand from the definitions.
describe("Statistics", () => {
  it("compares two rates exactly", () => {
    const { interval, p_value, ratio } = compareRates({ count: 5, exposure: 1 }, { count: 1, exposure: 3 })
    assert.closeTo(p_value, 0.004638672, 1e-8)
    assert.closeTo(ratio, 15, 1e-9)
    assert.closeTo(interval[0], 3 * 0.3587654 / (1 - 0.3587654), 1e-4)
    const never = compareRates({ count: 4, exposure: 1 }, { count: 0, exposure: 1 })
    assert.deepStrictEqual([never.ratio, never.interval[1]], [Infinity, Infinity])
    assert.strictEqual(compareRates({ count: 0, exposure: 1 }, { count: 0, exposure: 1 }).p_value, 1)
  })

  it("compares two shares exactly, also where everything is marked", () => {
    // The lady tasting tea: 3 of 4 right.
    assert.closeTo(compareShares({ count: 3, of: 4 }, { count: 1, of: 4 }), 17 / 70, 1e-9)
    assert.closeTo(compareShares({ count: 4, of: 4 }, { count: 9, of: 9 }), 1, 1e-9)
  })

  it("finds a shift in mean and in rank", () => {
    const [late, early] = [[4, 5, 6, 9, 7], [1, 2, 3, 4]]
    assert.closeTo(welch(late, early).p_value, 0.01115594, 1e-7)
    assert.closeTo(mannWhitney(late, early).p_value, 0.02684, 1e-4)
    assert.closeTo(mannWhitney(late, early).superiority, 0.975, 1e-9)
    assert.strictEqual(mannWhitney([1, 1], [1, 1]).p_value, 1)
    assert.strictEqual(welch([2, 2], [2, 2]).p_value, 1)
  })

  it("dates a change", () => {
    const values = [
      ...Array.from({ length: 20 }, (_, i) => i % 3),
      ...Array.from({ length: 10 }, (_, i) => 20 + (i % 3))
    ]
    assert.strictEqual(changePoint(values).index, 20)
    assert.isBelow(changePoint(values).p_value, 0.001)
  })

  it("corrects for the number of tests", () => {
    const adjusted = falseDiscoveryRates([0.01, 0.04, 0.03, 0.005])
    ;[0.02, 0.04, 0.04, 0.02].forEach((expected, i) => assert.closeTo(adjusted[i] ?? NaN, expected, 1e-12))
    assert.deepStrictEqual(falseDiscoveryRates([]), [])
  })

  it("is not moved by what it judges", () => {
    assert.isAbove(robustScore(100, [1, 2, 3, 2, 1, 3, 90]), 50)
    assert.deepStrictEqual([robustScore(5, [5, 5, 5]), robustScore(6, [5, 5, 5])], [0, Infinity])
  })
})
