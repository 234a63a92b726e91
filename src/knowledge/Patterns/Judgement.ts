/** Judges all findings about one customer together: how much is left of each when the number of tests is counted. */
import type { PatternInsight } from "../../domain/Pattern.ts"
import type { Finding, Outcome } from "./Detector.ts"
import { falseDiscoveryRates } from "./Statistics.ts"
import { rounded } from "./Wording.ts"

/** More than this share of false discoveries is not shown at all. */
const shown = 0.05

/** Most significant first. */
export const judge = (
  outcomes: ReadonlyArray<{ readonly pattern_type: string; readonly outcome: Outcome }>
): ReadonlyArray<PatternInsight> => {
  const tested = outcomes.flatMap((judged): ReadonlyArray<Tested> => {
    const { outcome, pattern_type } = judged
    switch (outcome._tag) {
      case "TooLittleData":
        return []
      case "NothingFound":
        return [{ pattern_type, p_value: outcome.p_value }]
      case "Detected":
        return [{ pattern_type, p_value: outcome.finding.p_value, finding: outcome.finding }]
    }
  })
  const rates = falseDiscoveryRates(tested.map(({ p_value }) => p_value))
  return tested.flatMap(({ finding, pattern_type }, i) => {
    const rate = rates[i] ?? 1
    return finding === undefined || rate > shown ? [] : [insight(pattern_type, finding, rate)]
  }).sort((a, b) => b.significance - a.significance || b.confidence - a.confidence)
}

interface Tested {
  readonly pattern_type: string
  readonly p_value: number
  readonly finding?: Finding
}

const insight = (pattern_type: string, finding: Finding, rate: number): PatternInsight => ({
  pattern_type,
  confidence: confidence(rate, finding.practical),
  significance: 1 - rate,
  insight: finding.insight,
  data: { ...finding.data, p_value_adjusted: rounded(rate), tests_corrected_by: "Benjamini-Hochberg" },
  recommendation: finding.recommendation
})

/** 0.6 at a false-discovery rate of 1.5 %, 0.8 at 0.15 %, 0.9 at 0.015 %; an effect too small to matter never reaches 0.6. */
export const confidence = (rate: number, practical: number): number => {
  const certain = Math.min(0.99, Math.max(0, 1 - 0.4 * (rate / 0.015) ** 0.30103))
  return Number((practical >= 1 ? certain : Math.min(certain, 0.55 * Math.max(0, practical))).toFixed(3))
}
