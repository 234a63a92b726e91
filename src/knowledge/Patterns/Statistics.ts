/** The tests that detectors rest on, put together from the statistics libraries. */
import quantileOfBeta from "@stdlib/stats-base-dists-beta-quantile"
import binomial from "@stdlib/stats-base-dists-binomial-cdf"
import normal from "@stdlib/stats-base-dists-normal-cdf"
import welchTest from "@stdlib/stats-ttest2"
import { Array } from "effect"
import { gammaln, mean, median, medianAbsoluteDeviation, wilcoxonRankSum } from "simple-statistics"

export type Interval = readonly [low: number, high: number]

/** Two-sided from one-sided tails. */
const twice = (p: number) => Math.min(1, 2 * p)

export interface RateComparison {
  /** That the recent rate is not the higher one. */
  readonly p_value: number
  /** Recent rate over earlier rate; infinite where nothing happened before. */
  readonly ratio: number
  readonly interval: Interval
}

/**
 * Two Poisson counts over known exposures, compared exactly: given their sum, the recent one is binomial. The interval
 * is Clopper and Pearson's, carried over to the ratio.
 */
export const compareRates = (
  recent: { readonly count: number; readonly exposure: number },
  earlier: { readonly count: number; readonly exposure: number }
): RateComparison => {
  const total = recent.count + earlier.count
  const expected = recent.exposure / (recent.exposure + earlier.exposure)
  const rising = 1 - (recent.count === 0 ? 0 : binomial(recent.count - 1, total, expected))
  const asRatio = (share: number) =>
    share >= 1 ? Infinity : (share / (1 - share)) * (earlier.exposure / recent.exposure)
  const low = recent.count === 0 ? 0 : quantileOfBeta(0.025, recent.count, earlier.count + 1)
  const high = earlier.count === 0 ? 1 : quantileOfBeta(0.975, recent.count + 1, earlier.count)
  return {
    p_value: Math.max(0, rising),
    ratio: total === 0 ? 1 : asRatio(recent.count / total),
    interval: [asRatio(low), asRatio(high)]
  }
}

/** Fisher's exact test that the recent share is not the higher one. */
export const compareShares = (
  recent: { readonly count: number; readonly of: number },
  earlier: { readonly count: number; readonly of: number }
): number => {
  const [marked, total] = [recent.count + earlier.count, recent.of + earlier.of]
  const ways = (n: number, k: number) => gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
  const all = ways(total, recent.of)
  const chance = (count: number) => Math.exp(ways(marked, count) + ways(total - marked, recent.of - count) - all)
  const most = Math.min(marked, recent.of)
  return Math.min(1, Array.range(recent.count, most).reduce((sum, count) => sum + chance(count), 0))
}

export interface Welch {
  readonly p_value: number
  readonly statistic: number
  /** Mean of the first less mean of the second. */
  readonly difference: number
  readonly interval: Interval
}

/** Both samples need two values. Where neither varies there is no test but equality. */
export const welch = (first: ReadonlyArray<number>, second: ReadonlyArray<number>): Welch => {
  const difference = mean([...first]) - mean([...second])
  const varies = [first, second].some((sample) => sample.some((value) => value !== sample[0]))
  if (!varies) {
    return { p_value: difference === 0 ? 1 : 0, statistic: 0, difference, interval: [difference, difference] }
  }
  const { ci, pValue, statistic } = welchTest([...first], [...second])
  return { p_value: pValue, statistic, difference, interval: [ci[0] ?? -Infinity, ci[1] ?? Infinity] }
}

export interface MannWhitney {
  readonly p_value: number
  readonly statistic: number
  /** How probably a value of the first is above one of the second. */
  readonly superiority: number
}

/** By the normal approximation, corrected for ties and continuity. */
export const mannWhitney = (first: ReadonlyArray<number>, second: ReadonlyArray<number>): MannWhitney => {
  const [n, m] = [first.length, second.length]
  const statistic = wilcoxonRankSum([...first], [...second]) - (n * (n + 1)) / 2
  const tied = Object.values(Array.groupBy([...first, ...second], String))
  const ties = tied.reduce((sum, { length }) => sum + (length ** 3 - length), 0)
  const deviation = Math.sqrt(((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1))))
  const distance = Math.max(0, Math.abs(statistic - (n * m) / 2) - 0.5)
  return {
    p_value: deviation === 0 ? 1 : twice(normal(-distance / deviation, 0, 1)),
    statistic,
    superiority: statistic / (n * m)
  }
}

/** Where a series most probably changed its level (Pettitt): the index of the first value after the change. */
export const changePoint = (values: ReadonlyArray<number>): { readonly index: number; readonly p_value: number } => {
  const n = values.length
  let [sum, best, index] = [0, 0, 0]
  values.forEach((value, i) => {
    sum += values.reduce((signs, other) => signs + Math.sign(value - other), 0)
    if (Math.abs(sum) > best && i < n - 1) [best, index] = [Math.abs(sum), i + 1]
  })
  return { index, p_value: Math.min(1, 2 * Math.exp((-6 * best ** 2) / (n ** 3 + n ** 2))) }
}

/** Distance from the median in robust standard deviations; infinite for any other value of a constant sample. */
export const robustScore = (value: number, sample: ReadonlyArray<number>): number => {
  const [distance, spread] = [value - median([...sample]), 1.4826 * medianAbsoluteDeviation([...sample])]
  return spread === 0 ? (distance === 0 ? 0 : Math.sign(distance) * Infinity) : distance / spread
}

/** Benjamini and Hochberg: the smallest false-discovery rate at which each would be a discovery, in order. */
export const falseDiscoveryRates = (p_values: ReadonlyArray<number>): ReadonlyArray<number> => {
  const ranked = p_values.map((p, at) => ({ p, at })).sort((a, b) => b.p - a.p)
  let least = 1
  const rates = ranked.map(({ at, p }, i) => {
    least = Math.min(least, (p * ranked.length) / (ranked.length - i))
    return { at, rate: least }
  })
  return rates.sort((a, b) => a.at - b.at).map(({ rate }) => rate)
}
