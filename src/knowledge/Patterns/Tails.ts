/** How surprising a value is for the one who has such values, when tails are heavier than in textbooks. */
import { quantileSorted } from "simple-statistics"

/** So many excesses of a textbook's size are thought of beside the sample's own. */
const priorExcesses = 12
const leastExcesses = 15

/**
 * Chance of a value this far out or further, for one of the sample, which does not speak for itself. Beyond the 90th
 * percentile (further out where that leaves `leastExcesses` values) a tail falls off as an exponential does whose mean is not known: from the sample's own excesses and
 * `priorExcesses` of mean `prior`, the predictive distribution is Lomax's (Pareto II), the gamma prior being conjugate.
 * Heavy tails show in the sample's excesses; what is uncertain makes it heavier still.
 */
export const tailOf = (sample: ReadonlyArray<number>, prior: number): (value: number) => number => {
  const sorted = sample.toSorted((a, b) => a - b)
  const upper = Math.min(0.1, Math.max(0.02, leastExcesses / sample.length))
  const threshold = quantileSorted(sorted, 1 - upper)
  const excesses = sorted.filter((value) => value > threshold).map((value) => value - threshold)
  const total = excesses.reduce((sum, excess) => sum + excess, priorExcesses * prior)
  const weight = excesses.length + priorExcesses - 1
  return (value) => {
    if (value <= threshold) return 1
    const rest = total - (value - threshold)
    return rest <= 0 ? upper / sample.length : upper * (1 + (value - threshold) / rest) ** -weight
  }
}
