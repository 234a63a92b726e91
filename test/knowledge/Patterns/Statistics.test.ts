import { assert, describe, it } from "@effect/vitest"
import { compareWaiting, meanWaiting, shiftOf, type Waiting } from "../../../src/knowledge/Patterns/Censored.ts"
import { sinceMeanChanged, sinceMoreAreMarked } from "../../../src/knowledge/Patterns/Onset.ts"
import { seasonOf, slopeOf } from "../../../src/knowledge/Patterns/Series.ts"
import {
  betaBinomialTail,
  compareRates,
  compareShares,
  dispersed,
  dispersionOf,
  falseDiscoveryRates,
  robustScore,
  welch
} from "../../../src/knowledge/Patterns/Statistics.ts"
import { tailOf } from "../../../src/knowledge/Patterns/Tails.ts"

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

  it("finds a shift in mean", () => {
    assert.closeTo(welch([4, 5, 6, 9, 7], [1, 2, 3, 4]).p_value, 0.01115594, 1e-7)
    assert.strictEqual(welch([2, 2], [2, 2]).p_value, 1)
  })

  it("trusts uneven counts less than even ones, and never more than the exact test", () => {
    const even = dispersionOf([9, 11, 10, 8, 12].map((seen) => ({ seen, expected: 10, variance: 10 })))
    assert.deepStrictEqual(even, { value: 1, degrees: 4 })
    const uneven = dispersionOf([2, 18, 10, 1, 19].map((seen) => ({ seen, expected: 10, variance: 10 })))
    assert.closeTo(uneven.value, (64 + 64 + 81 + 81) / 10 / 4, 1e-9)
    // A normal deviate of -3.0902, over the root of the dispersion, in Student's t with 4 degrees of freedom.
    assert.closeTo(dispersed(0.001, { value: 4, degrees: 4 }), 0.0986, 1e-4)
    assert.isAtLeast(dispersed(0.2, even), 0.2)
    assert.isAbove(
      compareRates({ count: 30, exposure: 1 }, { count: 10, exposure: 1 }, uneven).p_value,
      compareRates({ count: 30, exposure: 1 }, { count: 10, exposure: 1 }).p_value
    )
  })

  it("knows how far the shares of others scatter", () => {
    // A beta of 1 and 1: all counts of 0 to 10 are equally likely.
    assert.closeTo(betaBinomialTail(8, 10, 0.5, 1 / 3), 3 / 11, 1e-9)
    assert.closeTo(betaBinomialTail(8, 10, 0.5, 0), 56 / 1024, 1e-9)
    assert.strictEqual(betaBinomialTail(0, 10, 0.5, 0.1), 1)
  })

  // Freireich and others 1963: weeks in remission with 6-mercaptopurine, and with placebo.
  const weeks = (over: ReadonlyArray<number>, still: ReadonlyArray<number> = []): ReadonlyArray<Waiting> => [
    ...over.map((days) => ({ days, over: true })),
    ...still.map((days) => ({ days, over: false }))
  ]
  const treated = weeks([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
  const placebo = weeks([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23])

  it("compares waits that are not over yet as the textbooks do", () => {
    // Kleinbaum and Klein, Survival Analysis, chapter 2: 16.79 by the log-rank test, 14.08 by Peto's.
    assert.closeTo(compareWaiting(treated, placebo, "log_rank").statistic ** 2, 16.79, 0.005)
    assert.closeTo(compareWaiting(treated, placebo).statistic ** 2, 14.08, 0.005)
    assert.isBelow(compareWaiting(treated, placebo).p_value, 0.0005)
    const scores = compareWaiting(treated, placebo).scores
    assert.closeTo(scores.reduce((sum, score) => sum + score, 0), 0, 1e-9)
    assert.strictEqual(compareWaiting(placebo, placebo).p_value, 1)
  })

  it("estimates waits that are not over yet from below", () => {
    assert.closeTo(meanWaiting(placebo), 8.667, 0.001)
    assert.closeTo(meanWaiting(weeks([1, 2], [3])), 2, 1e-9)
    // Half a wait of 10, and half of at least 20.
    assert.closeTo(meanWaiting(weeks([10], [20])), 15, 1e-9)
  })

  it("measures a shift in days, open where nothing is over", () => {
    const usual = Array.from({ length: 30 }, (_, i) => i % 7)
    const later = shiftOf(weeks(usual.map((days) => days + 10)), weeks(usual), 1.96)
    assert.closeTo(later.shift, 10, 0.1)
    assert.isBelow(later.interval[0], 10)
    assert.isAbove(later.interval[1], 10)
    const unpaid = shiftOf(weeks([], [30, 40, 50, 60, 70]), weeks(usual), 1.96)
    assert.strictEqual(unpaid.interval[1], Infinity)
    assert.isAbove(unpaid.interval[0], 20)
  })

  it("dates a change", () => {
    const values = [
      ...Array.from({ length: 20 }, (_, i) => i % 3),
      ...Array.from({ length: 10 }, (_, i) => 20 + (i % 3))
    ]
    const mean = sinceMeanChanged(values.map((value, at) => ({ at, value })), { earliest: 0, least: 4 })
    assert.deepStrictEqual([mean?.at, mean?.interval], [20, [20, 20]])
    const share = sinceMoreAreMarked(values.map((value, at) => ({ at, marked: value >= 20 })))
    assert.strictEqual(share?.at, 20)
    assert.isUndefined(sinceMoreAreMarked(values.map((_, at) => ({ at, marked: true }))))
  })

  it("tells a trend's slope whatever one value says", () => {
    const { interval, slope } = slopeOf([1, 2, 3, 4, 100, 6, 7, 8, 9, 10, 11, 12])
    assert.closeTo(slope, 1, 1e-9)
    assert.isAtMost(interval[0], 1)
    assert.isAtLeast(interval[1], 1)
  })

  it("tells what comes back every year from what came once", () => {
    const season = [4, 4, 5, 6, 9, 15, 20, 14, 9, 6, 5, 4]
    assert.isBelow(seasonOf([...season, ...season.map((count) => count + 1)]).p_value, 0.001)
    assert.strictEqual(
      seasonOf([...season, ...season]).effect.reduce((best, x, i, all) => x > (all[best] ?? 0) ? i : best, 0),
      6
    )
    assert.isAbove(seasonOf([...season, ...season.map(() => 8)]).p_value, 0.01)
    assert.isAbove(seasonOf(Array.from({ length: 24 }, (_, i) => 5 + i)).p_value, 0.05)
  })

  it("is surprised the less, the heavier the tail that a sample shows", () => {
    const even = Array.from({ length: 100 }, (_, i) => i / 100)
    const heavy = even.map((x, i) => i < 90 ? x : x + (i - 89))
    assert.isBelow(tailOf([...even, 20], 0.1)(20), 1e-6)
    assert.isAbove(tailOf([...heavy, 20], 0.1)(20), 1e-4)
    assert.strictEqual(tailOf(even, 0.1)(0.5), 1)
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
