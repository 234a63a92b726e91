/** What Holdfast answers, in the words of the wire: one vocabulary inside and out. */
import { Schema } from "effect"
import { DecisionAnalysis } from "./Decision.ts"
import { Disambiguation, ResolvedEntity } from "./Entity.ts"
import { Citation } from "./Evidence.ts"
import { PatternInsight } from "./Pattern.ts"

export const Intent = Schema.Literal(
  "fact_lookup",
  "status",
  "pattern_analysis",
  "decision_support",
  "comparison",
  "document_question",
  "conversation",
  "unknown"
)
export type Intent = typeof Intent.Type

export const Complexity = Schema.Literal("simple", "medium", "complex")
export type Complexity = typeof Complexity.Type

export const DegradationReason = Schema.Literal(
  "timeout",
  "error",
  "circuit_open",
  "rate_limited",
  "unavailable",
  "low_quality",
  "deadline"
)
export type DegradationReason = typeof DegradationReason.Type

/** One component that did not do its part for this answer, why, and what stood in for it. */
export const Degradation = Schema.Struct({
  component: Schema.String,
  reason: DegradationReason,
  detail: Schema.String,
  used_instead: Schema.String
})
export type Degradation = typeof Degradation.Type

/** The rung of the ladder that the answer came from. */
export const AnswerSource = Schema.Literal("full_pipeline", "cache", "keyword_fallback", "error_handler")
export type AnswerSource = typeof AnswerSource.Type
export const Generator = Schema.Literal("primary", "fallback", "template", "composer")
export type Generator = typeof Generator.Type

export const Usage = Schema.Struct({
  input_tokens: Schema.Number,
  output_tokens: Schema.Number,
  cost_usd: Schema.Number
})
export type Usage = typeof Usage.Type

export const Answer = Schema.Struct({
  answer_id: Schema.String,
  session_id: Schema.String,
  user_id: Schema.String,
  correlation_id: Schema.String,
  text: Schema.String,
  intent: Intent,
  complexity: Complexity,
  confidence: Schema.Number,
  quality_score: Schema.Number,
  passed_quality_gates: Schema.Boolean,
  sources: Schema.Array(Schema.String),
  citations: Schema.Array(Citation),
  suggestions: Schema.Array(Schema.String),
  entities: Schema.Array(ResolvedEntity),
  disambiguation: Schema.NullOr(Disambiguation),
  patterns: Schema.Array(PatternInsight),
  decision: Schema.NullOr(DecisionAnalysis),
  source: AnswerSource,
  generator: Generator,
  model: Schema.String,
  degraded: Schema.Boolean,
  degradations: Schema.Array(Degradation),
  usage: Schema.NullOr(Usage),
  timings_ms: Schema.Record({ key: Schema.String, value: Schema.Number }),
  /** Only on the generic rung of `/api/query`: whom to turn to. */
  support_contact: Schema.optional(Schema.String)
})
export type Answer = typeof Answer.Type
