/** The tests that detectors rest on, put together from the statistics libraries. */
import quantileOfBeta from "@stdlib/stats-base-dists-beta-quantile"
import binomial from "@stdlib/stats-base-dists-binomial-cdf"
import quantileOfNormal from "@stdlib/stats-base-dists-normal-quantile"
import student from "@stdlib/stats-base-dists-t-cdf"
import welchTest from "@stdlib/stats-ttest2"
import { Array } from "effect"
import { gammaln, mean, median, medianAbsoluteDeviation } from "simple-statistics"

export type Interval = readonly [low: number, high: number]

export interface Count {
  readonly count: number
  readonly exposure: number
}

/** How much more counts vary than chance alone would have them (1: not at all), and what that was learned from. */
export interface Dispersion {
  readonly value: number
  readonly degrees: number
}

export const none: Dispersion = { value: 1, degrees: Infinity }

/**
 * Pearson's chi-square over its degrees of freedom, as in quasi-likelihood (McCullagh and Nelder, Generalized Linear
 * Models, section 4.5); never below 1. `fitted` parameters were taken from the same cells.
 */
export const dispersionOf = (
  cells: ReadonlyArray<{ readonly seen: number; readonly expected: number; readonly variance: number }>,
  fitted = 1
): Dispersion => {
  const known = cells.filter(({ variance }) => variance > 0)
  const degrees = known.length - fitted
  if (degrees < 3) return none
  const square = known.reduce((sum, { expected, seen, variance }) => sum + (seen - expected) ** 2 / variance, 0)
  return { value: Math.max(1, square / degrees), degrees }
}

/**
 * A one-sided p value when the counts vary by more than its test allows for: its normal deviate, divided by the root of
 * the dispersion, is Student's t. Never below the exact p value.
 */
export const dispersed = (p_value: number, { degrees, value }: Dispersion): number => {
  if (!Number.isFinite(degrees) || p_value >= 0.5) return p_value
  const deviate = quantileOfNormal(p_value, 0, 1) / Math.sqrt(value)
  return Math.max(p_value, Number.isFinite(deviate) ? student(deviate, degrees) : 0)
}

/** Two-sided from one-sided tails. */
export const twice = (p: number) => Math.min(1, 2 * p)

export interface RateComparison {
  /** That the recent rate is not the higher one. */
  readonly p_value: number
  /** Recent rate over earlier rate; infinite where nothing happened before. */
  readonly ratio: number
  readonly interval: Interval
}

/**
 * Two Poisson counts over known exposures, compared exactly: given their sum, the recent one is binomial. The interval
 * is Clopper and Pearson's, carried over to the ratio; counts that vary by more than chance say so much less.
 */
export const compareRates = (recent: Count, earlier: Count, dispersion: Dispersion = none): RateComparison => {
  const total = recent.count + earlier.count
  const expected = recent.exposure / (recent.exposure + earlier.exposure)
  const rising = 1 - (recent.count === 0 ? 0 : binomial(recent.count - 1, total, expected))
  const asRatio = (share: number) =>
    share >= 1 ? Infinity : (share / (1 - share)) * (earlier.exposure / recent.exposure)
  const [now, then] = [recent.count / dispersion.value, earlier.count / dispersion.value]
  const low = recent.count === 0 ? 0 : quantileOfBeta(0.025, now, then + 1)
  const high = earlier.count === 0 ? 1 : quantileOfBeta(0.975, now + 1, then)
  return {
    p_value: dispersed(Math.max(0, rising), dispersion),
    ratio: total === 0 ? 1 : asRatio(recent.count / total),
    interval: [asRatio(low), asRatio(high)]
  }
}

const logWays = (n: number, k: number) => gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)

/** Fisher's exact test that the recent share is not the higher one. */
export const compareShares = (
  recent: { readonly count: number; readonly of: number },
  earlier: { readonly count: number; readonly of: number },
  dispersion: Dispersion = none
): number => {
  const [marked, total] = [recent.count + earlier.count, recent.of + earlier.of]
  const all = logWays(total, recent.of)
  const chance = (count: number) => Math.exp(logWays(marked, count) + logWays(total - marked, recent.of - count) - all)
  const most = Math.min(marked, recent.of)
  const exact = Array.range(recent.count, most).reduce((sum, count) => sum + chance(count), 0)
  return dispersed(Math.min(1, exact), dispersion)
}

/**
 * Chance of so many marked or more among `of`, where shares differ from one to the next as a beta distribution with this
 * mean and `correlation` (the beta-binomial's intra-class correlation; 0 is a plain binomial).
 */
export const betaBinomialTail = (count: number, of: number, share: number, correlation: number): number => {
  if (count <= 0) return 1
  if (correlation <= 0) return Math.max(0, 1 - binomial(count - 1, of, share))
  const weight = 1 / correlation - 1
  const [a, b] = [share * weight, (1 - share) * weight]
  const logBeta = (x: number, y: number) => gammaln(x) + gammaln(y) - gammaln(x + y)
  return Math.min(
    1,
    Array.range(count, of).reduce(
      (sum, k) => sum + Math.exp(logWays(of, k) + logBeta(k + a, of - k + b) - logBeta(a, b)),
      0
    )
  )
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

/** Standard deviation of a normal with this median absolute deviation. */
export const robustSpread = (sample: ReadonlyArray<number>): number => 1.4826 * medianAbsoluteDeviation([...sample])

/** Distance from the median in robust standard deviations; infinite for any other value of a constant sample. */
export const robustScore = (value: number, sample: ReadonlyArray<number>): number => {
  const [distance, spread] = [value - median([...sample]), robustSpread(sample)]
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
