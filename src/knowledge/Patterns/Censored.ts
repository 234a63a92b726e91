/** Waiting times of which some are not over yet: an unpaid invoice has taken at least the days that it took so far. */
import student from "@stdlib/stats-base-dists-t-cdf"
import { mean } from "simple-statistics"
import { type Interval, twice } from "./Statistics.ts"

export interface Waiting {
  readonly days: number
  /** False: not over yet, so it will be these days or more. */
  readonly over: boolean
}

export interface Comparison {
  /** Standard normal where both wait alike; positive where the first wait longer. */
  readonly statistic: number
  readonly p_value: number
  /** What each of the first, then of the second, in the order given, adds to the statistic's numerator. */
  readonly scores: ReadonlyArray<number>
}

/** What is added up at each moment at which some of either are over or are not followed further. */
interface Moment {
  readonly mine: number
  readonly others: number
  /** The sum so far of weighed events over those at risk, and the weight of an event now. */
  readonly hazard: number
  readonly weighs: number
}

type Weight = "survival" | "log_rank"

/** Both in order of days; `shift` is taken off the first. */
const statisticOf = (
  first: ReadonlyArray<Waiting>,
  second: ReadonlyArray<Waiting>,
  shift: number,
  weight: Weight,
  each?: (moment: Moment) => void
): number => {
  let [i, j, survival, hazard, excess, variance] = [0, 0, 1, 0, 0, 0]
  while (i < first.length || j < second.length) {
    const time = Math.min((first[i]?.days ?? Infinity) - shift, second[j]?.days ?? Infinity)
    const [mineAtRisk, atRisk] = [first.length - i, first.length - i + second.length - j]
    let [mine, others, mineEvents, events] = [0, 0, 0, 0]
    for (let one = first[i]; one !== undefined && one.days - shift <= time; one = first[++i]) {
      mine++
      if (one.over) mineEvents++
    }
    for (let one = second[j]; one !== undefined && one.days <= time; one = second[++j]) {
      others++
      if (one.over) events++
    }
    events += mineEvents
    if (events > 0) {
      survival *= 1 - events / (atRisk + 1)
      const [weighs, share] = [weight === "survival" ? survival : 1, mineAtRisk / atRisk]
      excess += weighs * (events * share - mineEvents)
      if (atRisk > 1) variance += weighs ** 2 * events * share * (1 - share) * (atRisk - events) / (atRisk - 1)
      hazard += weighs * events / atRisk
    }
    each?.({ mine, others, hazard, weighs: weight === "survival" ? survival : 1 })
  }
  return variance === 0 ? 0 : excess / Math.sqrt(variance)
}

const inOrder = (all: ReadonlyArray<Waiting>) =>
  all.map((one, at) => ({ ...one, at })).sort((a, b) => a.days - b.days || Number(b.over) - Number(a.over))

/**
 * The generalised Wilcoxon test of Peto and Peto (1972), with the survival estimate as its weight (Prentice 1978): with
 * nothing censored it ranks as Mann and Whitney do. One invoice that is never paid weighs no more than 1 in it, where it
 * would outweigh many in the log-rank test (`weight: "log_rank"`, every event alike). The p value is by Student's t of
 * the scores, which comes close to exact in small samples (Conover and Iman 1981).
 */
export const compareWaiting = (
  first: ReadonlyArray<Waiting>,
  second: ReadonlyArray<Waiting>,
  weight: Weight = "survival"
): Comparison => {
  const [one, other] = [inOrder(first), inOrder(second)]
  const scores = new Array<number>(first.length + second.length).fill(0)
  let [i, j] = [0, 0]
  const statistic = statisticOf(one, other, 0, weight, ({ hazard, mine, others, weighs }) => {
    for (const { at, over } of one.slice(i, i += mine)) scores[at] = hazard - (over ? weighs : 0)
    for (const { at, over } of other.slice(j, j += others)) scores[first.length + at] = hazard - (over ? weighs : 0)
  })
  return { statistic, p_value: byScores(scores.slice(0, first.length), scores.slice(first.length)), scores }
}

/** Spread is taken within each part: where the parts are far apart, it is less than that of both together. */
const byScores = (first: ReadonlyArray<number>, second: ReadonlyArray<number>): number => {
  const degrees = first.length + second.length - 2
  if (first.length === 0 || second.length === 0 || degrees < 1) return 1
  const [one, other] = [mean([...first]), mean([...second])]
  const squares = first.reduce((sum, score) => sum + (score - one) ** 2, 0) +
    second.reduce((sum, score) => sum + (score - other) ** 2, 0)
  if (squares === 0) return one === other ? 1 : 0
  const t = Math.abs(one - other) / Math.sqrt(squares / degrees * (1 / first.length + 1 / second.length))
  return twice(student(-t, degrees))
}

/** By Kaplan and Meier, the longest taken as over (Efron 1967): a lower bound where many are not. */
export const meanWaiting = (all: ReadonlyArray<Waiting>): number => {
  const sorted = inOrder(all)
  let [left, average] = [1, 0]
  sorted.forEach(({ days, over }, i) => {
    const ends = i === sorted.length - 1 ? left : over ? left / (sorted.length - i) : 0
    average += days * ends
    left -= ends
  })
  return average
}

/**
 * How many days longer the first wait: the shift that, taken off them, leaves no difference to the test, and those that
 * leave one of `critical` standard deviations (Hodges and Lehmann's estimate for censored times; Louis 1981).
 */
export const shiftOf = (
  first: ReadonlyArray<Waiting>,
  second: ReadonlyArray<Waiting>,
  critical: number
): { readonly shift: number; readonly interval: Interval } => {
  const days = (sample: ReadonlyArray<Waiting>) => sample.map((one) => one.days)
  const least = Math.min(...days(first)) - Math.max(...days(second)) - 1
  const most = Math.max(...days(first)) - Math.min(...days(second)) + 1
  const [one, other] = [inOrder(first), inOrder(second)]
  const left = (shift: number) => statisticOf(one, other, shift, "survival")
  const solve = (target: number): number => {
    if (left(least) < target) return -Infinity
    if (left(most) > target) return Infinity
    let [low, high] = [least, most]
    while (high - low > 0.05) {
      const middle = (low + high) / 2
      if (left(middle) > target) low = middle
      else high = middle
    }
    return (low + high) / 2
  }
  return { shift: solve(0), interval: [solve(critical), solve(-critical)] }
}
