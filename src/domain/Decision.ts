/** Advice on a "should we…" question, with every number's origin. */
import { Schema } from "effect"

export const DecisionKind = Schema.Literal(
  "extend_payment_terms",
  "raise_credit_limit",
  "grant_discount",
  "accept_rush_order",
  "hold_shipments",
  "generic"
)
export type DecisionKind = typeof DecisionKind.Type

export const DecisionAnalysis = Schema.Struct({
  question: Schema.String,
  kind: DecisionKind,
  options: Schema.Array(Schema.Struct({
    option: Schema.String,
    score: Schema.Number,
    pros: Schema.Array(Schema.String),
    cons: Schema.Array(Schema.String)
  })),
  recommendation: Schema.String,
  confidence: Schema.Number,
  /** `value` is 0 (speaks against) to 1 (speaks for); `evidence` names the number and its source. */
  criteria: Schema.Array(Schema.Struct({
    name: Schema.String,
    weight: Schema.Number,
    value: Schema.Number,
    evidence: Schema.String
  })),
  risks: Schema.Array(Schema.Struct({
    risk: Schema.String,
    likelihood: Schema.Literal("low", "medium", "high"),
    impact: Schema.Literal("low", "medium", "high"),
    mitigation: Schema.String
  })),
  what_would_change_it: Schema.Array(Schema.String),
  conditions: Schema.Array(Schema.String)
})
export type DecisionAnalysis = typeof DecisionAnalysis.Type
