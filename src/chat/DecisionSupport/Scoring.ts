/** The arithmetic of advice: what each criterion is worth, what follows for the options, and how sure that is. */
import type { CriterionName, OfKind, Weight } from "./Weights.ts"

export interface Scored {
  readonly name: CriterionName
  readonly weight: Weight
  /** In the criterion's own unit; absent where nothing is known of it. */
  readonly measure: number | undefined
  /** 0 speaks against the decision, 1 for it; 0.5 where nothing is known. */
  readonly value: number
}

/** From the boldest to the most cautious. */
export const verdicts = ["yes", "conditional", "no"] as const
export type Verdict = typeof verdicts[number]

export const valueOf = (weight: Weight, measure: number): number =>
  Math.min(1, Math.max(0, (measure - weight.against) / (weight.for - weight.against)))

export const measureAt = (weight: Weight, value: number): number =>
  weight.against + value * (weight.for - weight.against)

export const scored = (
  criteria: OfKind,
  measureOf: (name: CriterionName) => number | undefined
): ReadonlyArray<Scored> =>
  criterionNames.flatMap((name) => {
    const weight = criteria[name]
    if (weight === undefined) return []
    const measure = measureOf(name)
    return [{ name, weight, measure, value: measure === undefined ? 0.5 : valueOf(weight, measure) }]
  })

/** The weights of the opposite decision: what spoke for it speaks against it. */
export const opposite = (criteria: OfKind): OfKind =>
  Object.fromEntries(criterionNames.flatMap((name) => {
    const weight = criteria[name]
    return weight === undefined ? [] : [[name, { ...weight, against: weight.for, for: weight.against }]]
  }))

/** Weighted mean; a critical criterion that is at 0 keeps it at 0.3 at most, and lets go of it from 0.47 on. */
export const support = (criteria: ReadonlyArray<Scored>): number => {
  const total = criteria.reduce((sum, { weight }) => sum + weight.weight, 0)
  const mean = criteria.reduce((sum, { value, weight }) => sum + weight.weight * value, 0) / total
  return criteria.reduce(
    (least, { value, weight }) => weight.critical === true ? Math.min(least, 0.3 + 1.5 * value) : least,
    mean
  )
}

/** Doing it on conditions suits the middle: it is best from a support of 0.32 to one of 0.68. */
export const optionScores = (support: number): Readonly<Record<Verdict, number>> => ({
  yes: support,
  conditional: 0.75 - 0.4 * Math.abs(support - 0.5),
  no: 1 - support
})

/** The more cautious of equals. */
export const verdictOf = (support: number): Verdict => {
  const scores = optionScores(support)
  return verdicts.reduce((best, one) => scores[one] >= scores[best] ? one : best)
}

/** So little ahead that it ought to be said. */
export const isClose = (score: number, runnerUp: number): boolean => score - runnerUp < 0.1

/** The share of the evidence that is known, less for a narrow lead of the best option. */
export const confidenceOf = (criteria: ReadonlyArray<Scored>): number => {
  const total = criteria.reduce((sum, { weight }) => sum + weight.weight, 0)
  const known = criteria.reduce((sum, { measure, weight }) => sum + (measure === undefined ? 0 : weight.weight), 0)
  const [first = 0, second = 0] = Object.values(optionScores(support(criteria))).sort((a, b) => b - a)
  return (known / total) * Math.min(0.95, 0.55 + first - second)
}

export interface Flip {
  readonly name: CriterionName
  readonly from: number | undefined
  readonly to: number
  readonly verdict: Verdict
  /** How far the criterion has to go, as a share of its whole range. */
  readonly distance: number
}

/** For each criterion the smallest change, the others as they are, that turns the advice; nearest first. */
export const flips = (criteria: ReadonlyArray<Scored>): ReadonlyArray<Flip> => {
  const now = verdictOf(support(criteria))
  return criteria.flatMap((criterion) => {
    const at = (value: number) => verdictOf(support(criteria.map((one) => one === criterion ? { ...one, value } : one)))
    return [0, 1].flatMap((end) => {
      if (at(end) === now) return []
      const measure = roundedPast(criterion, turningPoint(at, now, criterion.value, end), end, at, now)
      const value = valueOf(criterion.weight, measure)
      return [{
        name: criterion.name,
        from: criterion.measure,
        to: measure,
        verdict: at(value),
        distance: Math.abs(value - criterion.value)
      }]
    })
  }).sort((a, b) => a.distance - b.distance)
}

/** By bisection: advice changes once on the way, because support only rises or only falls along it. */
const turningPoint = (at: (value: number) => Verdict, now: Verdict, start: number, end: number): number => {
  let [same, other] = [start, end]
  for (let i = 0; i < 30; i++) {
    const middle = (same + other) / 2
    if (at(middle) === now) same = middle
    else other = middle
  }
  return other
}

/** To the next readable number that still turns the advice; as it is where rounding would overshoot the range. */
const roundedPast = (
  { name, weight }: Scored,
  value: number,
  end: number,
  at: (value: number) => Verdict,
  now: Verdict
): number => {
  const exact = measureAt(weight, value)
  const step = steps[name]
  const upwards = measureAt(weight, end) > exact
  const readable = (upwards ? Math.ceil(exact / step) : Math.floor(exact / step)) * step
  const tidy = Number(readable.toFixed(2))
  return at(valueOf(weight, tidy)) === now ? exact : tidy
}

const steps: Readonly<Record<CriterionName, number>> = {
  payment_behaviour: 0.5,
  payment_trend: 0.5,
  overdue_share: 0.01,
  oldest_overdue: 1,
  credit_utilization: 0.01,
  revenue_growth: 0.01,
  order_volume: 1,
  track_record: 1,
  current_terms: 1,
  dso_over_terms: 1,
  rush_share: 0.01,
  rush_trend: 0.1
}

/** In the order in which they are told. */
export const criterionNames: ReadonlyArray<CriterionName> = [
  "payment_behaviour",
  "payment_trend",
  "overdue_share",
  "oldest_overdue",
  "credit_utilization",
  "revenue_growth",
  "order_volume",
  "track_record",
  "current_terms",
  "dso_over_terms",
  "rush_share",
  "rush_trend"
]
