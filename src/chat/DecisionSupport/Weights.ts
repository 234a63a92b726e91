/** What counts in which decision, and how much: the shape of `config/decisions.json`, and the same compiled in. */
import { Schema } from "effect"
import { DecisionKind } from "../../domain/Decision.ts"

export const CriterionName = Schema.Literal(
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
)
export type CriterionName = typeof CriterionName.Type

/**
 * A criterion is worth 0 at `against` and 1 at `for`, in its own unit, and in proportion between. A critical one holds
 * the support for the decision down when it is bad, however good the rest is.
 */
const Weight = Schema.Struct({
  weight: Schema.Number.pipe(Schema.positive(), Schema.lessThanOrEqualTo(1)),
  against: Schema.Finite,
  for: Schema.Finite,
  critical: Schema.optional(Schema.Boolean)
}).pipe(Schema.filter((weight) => weight.against !== weight.for, {
  message: () => "expected \"against\" and \"for\" to differ"
}))
export type Weight = typeof Weight.Type

const OfKind = Schema.partial(Schema.Record({ key: CriterionName, value: Weight })).pipe(
  Schema.filter((criteria) => Object.keys(criteria).length > 0, { message: () => "expected at least one criterion" })
)
export type OfKind = typeof OfKind.Type

export const Weights = Schema.Record({ key: DecisionKind, value: OfKind })
export type Weights = typeof Weights.Type

export const defaultWeights: Weights = {
  extend_payment_terms: {
    payment_behaviour: { weight: 0.3, against: 15, for: 0, critical: true },
    payment_trend: { weight: 0.15, against: 12, for: -3 },
    overdue_share: { weight: 0.2, against: 0.4, for: 0, critical: true },
    credit_utilization: { weight: 0.1, against: 1, for: 0.5 },
    revenue_growth: { weight: 0.1, against: -0.2, for: 0.2 },
    track_record: { weight: 0.05, against: 3, for: 40 },
    current_terms: { weight: 0.1, against: 90, for: 15 }
  },
  raise_credit_limit: {
    payment_behaviour: { weight: 0.25, against: 15, for: 0, critical: true },
    payment_trend: { weight: 0.1, against: 12, for: -3 },
    overdue_share: { weight: 0.25, against: 0.35, for: 0, critical: true },
    credit_utilization: { weight: 0.15, against: 0.4, for: 0.9 },
    revenue_growth: { weight: 0.15, against: -0.2, for: 0.2 },
    track_record: { weight: 0.1, against: 3, for: 40 }
  },
  grant_discount: {
    payment_behaviour: { weight: 0.25, against: 15, for: 0 },
    overdue_share: { weight: 0.2, against: 0.35, for: 0, critical: true },
    order_volume: { weight: 0.25, against: 5, for: 60 },
    revenue_growth: { weight: 0.15, against: -0.2, for: 0.2 },
    rush_share: { weight: 0.15, against: 0.4, for: 0.05 }
  },
  accept_rush_order: {
    payment_behaviour: { weight: 0.2, against: 20, for: 0 },
    overdue_share: { weight: 0.25, against: 0.4, for: 0, critical: true },
    credit_utilization: { weight: 0.2, against: 1.05, for: 0.6, critical: true },
    rush_share: { weight: 0.1, against: 0.5, for: 0.05 },
    rush_trend: { weight: 0.1, against: 4, for: 1 },
    order_volume: { weight: 0.15, against: 3, for: 40 }
  },
  hold_shipments: {
    overdue_share: { weight: 0.25, against: 0.05, for: 0.6 },
    oldest_overdue: { weight: 0.25, against: 5, for: 60, critical: true },
    credit_utilization: { weight: 0.15, against: 0.8, for: 1.2 },
    payment_behaviour: { weight: 0.15, against: 5, for: 30 },
    payment_trend: { weight: 0.1, against: 0, for: 20 },
    order_volume: { weight: 0.1, against: 80, for: 5 }
  },
  generic: {
    payment_behaviour: { weight: 0.3, against: 15, for: 0, critical: true },
    overdue_share: { weight: 0.25, against: 0.4, for: 0, critical: true },
    credit_utilization: { weight: 0.15, against: 1, for: 0.5 },
    revenue_growth: { weight: 0.2, against: -0.2, for: 0.2 },
    track_record: { weight: 0.1, against: 3, for: 40 }
  }
}
