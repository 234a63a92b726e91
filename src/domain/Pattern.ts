/** A statistically tested regularity in a customer's history. */
import { Schema } from "effect"

const share = Schema.Number.pipe(Schema.between(0, 1))

export const PatternInsight = Schema.Struct({
  pattern_type: Schema.String,
  confidence: share,
  significance: share,
  insight: Schema.String,
  /** The test, its statistic, p value, effect size with interval, n, windows and the rows behind it. */
  data: Schema.Record({ key: Schema.String, value: Schema.Unknown }),
  recommendation: Schema.String
})
export type PatternInsight = typeof PatternInsight.Type

/** What was found for one customer, and which detectors could not say and why. */
export const PatternReport = Schema.Struct({
  entity_id: Schema.String,
  patterns: Schema.Array(PatternInsight),
  computed_at: Schema.String,
  missing: Schema.Array(Schema.Struct({ pattern_type: Schema.String, reason: Schema.String }))
})
export type PatternReport = typeof PatternReport.Type
