/** Judges all findings about one customer together: how much is left of each when the number of tests is counted. */
import type { PatternInsight } from "../../domain/Pattern.ts"
import type { Finding, Outcome } from "./Detector.ts"
import { falseDiscoveryRates } from "./Statistics.ts"
import { rounded } from "./Wording.ts"

/** More than this share of false discoveries is not shown at all. */
const shown = 0.05

interface Look {
  readonly pattern_type: string
  readonly outcome: Outcome
}

/** Most significant first. */
export const judge = (looks: ReadonlyArray<Look>): ReadonlyArray<PatternInsight> => {
  const tests = tested(looks)
  const rates = falseDiscoveryRates(tests.map(({ p_value }) => p_value))
  return tests.flatMap(({ finding, pattern_type }, i) => {
    const rate = rates[i] ?? 1
    return finding === undefined || rate > shown ? [] : [insight(pattern_type, finding, rate, tests.length)]
  }).sort((a, b) => b.significance - a.significance || b.confidence - a.confidence)
}

/** Every test that was made, whether or not it found something. */
const tested = (looks: ReadonlyArray<Look>): ReadonlyArray<Tested> =>
  looks.flatMap(({ outcome, pattern_type }): ReadonlyArray<Tested> => {
    switch (outcome._tag) {
      case "TooLittleData":
        return []
      case "NothingFound":
        return [{ pattern_type, p_value: outcome.p_value }]
      case "Detected":
        return [{ pattern_type, p_value: outcome.finding.p_value, finding: outcome.finding }]
    }
  })

interface Tested {
  readonly pattern_type: string
  readonly p_value: number
  readonly finding?: Finding
}

const insight = (pattern_type: string, finding: Finding, rate: number, tests: number): PatternInsight => ({
  pattern_type,
  confidence: confidence(rate, finding.practical),
  significance: 1 - rate,
  insight: finding.insight,
  data: {
    ...finding.data,
    p_value_adjusted: rounded(rate),
    tests_corrected_for: tests,
    tests_corrected_by: "Benjamini-Hochberg, over the tests of this customer"
  },
  recommendation: finding.recommendation
})

/**
 * How much may be built on it. 0.6 says that of all that is shown as surely at most 1.5 % is chance (the
 * false-discovery rate of Benjamini and Hochberg), 0.8 at most 0.15 %, 0.9 at most 0.015 %: with each tenth, what is missing to 1 halves. An
 * effect too small to matter to a business never reaches 0.6, however certain it is.
 */
export const confidence = (rate: number, practical: number): number => {
  const certain = Math.min(0.99, Math.max(0, 1 - 0.4 * (rate / 0.015) ** Math.log10(2)))
  return Number((practical >= 1 ? certain : Math.min(certain, 0.55 * Math.max(0, practical))).toFixed(3))
}
