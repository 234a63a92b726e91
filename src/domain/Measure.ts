/** A question for a number as a typed value, and what the rows say to it: all that reader, store and writer share. */
import { Schema } from "effect"

export const Metric = Schema.Literal(
  "orders",
  "rush_orders",
  "rush_share",
  "order_value",
  "average_order",
  "ordering_customers",
  "revenue",
  "invoices",
  "average_invoice",
  "payments",
  "open_amount",
  "open_invoices",
  "overdue_amount",
  "overdue_invoices",
  "ageing",
  "due_amount",
  "days_late",
  "median_days_late",
  "late_share",
  "dso",
  "credit_utilization",
  "credit_limit",
  "payment_terms",
  "customers",
  "new_customers",
  "inactive_customers"
)
export type Metric = typeof Metric.Type

export const Grouping = Schema.Literal(
  "customer",
  "industry",
  "customer_status",
  "month",
  "quarter",
  "year",
  "priority",
  "order_status",
  "currency",
  "age",
  /** A field of the customers' metadata, which `field` names. */
  "detail",
  /** Each single row. */
  "order",
  "invoice"
)
export type Grouping = typeof Grouping.Type

export const TimeUnit = Schema.Literal("day", "week", "month", "quarter", "half", "year")
export type TimeUnit = typeof TimeUnit.Type

/** A span of time in UTC, with how it was asked for. */
export const Period = Schema.Struct({
  /** Epoch milliseconds, inclusive; null is from the first row on. */
  from: Schema.NullOr(Schema.Number),
  /** Exclusive. */
  to: Schema.Number,
  /** The first and the last day, ISO 8601 dates. */
  first: Schema.NullOr(Schema.String),
  last: Schema.String,
  kind: Schema.Literal("this", "previous", "rolling", "next", "since", "until", "between", "named", "ever"),
  unit: Schema.NullOr(TimeUnit),
  count: Schema.Int,
  /** Nobody named a period: this is the usual one. */
  assumed: Schema.Boolean
})
export type Period = typeof Period.Type

/** `value > 10,000`, `days <= 30`. */
export const Bound = Schema.Struct({ is: Schema.Literal(">", ">=", "<", "<=", "="), than: Schema.Number })
export type Bound = typeof Bound.Type

/** A field of a customer's metadata, by its keys from the outside in, and what it holds. */
export const Detail = Schema.Struct({ path: Schema.Array(Schema.String), value: Schema.String })
export type Detail = typeof Detail.Type

export const Filters = Schema.Struct({
  industries: Schema.Array(Schema.String),
  /** Of customers: one of each group. */
  details: Schema.Array(Schema.Array(Detail)),
  customer_statuses: Schema.Array(Schema.String),
  priority: Schema.NullOr(Schema.Literal("low", "normal", "rush")),
  order_statuses: Schema.Array(Schema.String),
  currency: Schema.NullOr(Schema.String),
  /** Of each single order, invoice or payment. */
  amount: Schema.NullOr(Bound),
  /** Days past due, or late. */
  days: Schema.NullOr(Bound),
  /** Of what was measured for each group. */
  value: Schema.NullOr(Bound)
})
export type Filters = typeof Filters.Type

export const MeasureQuestion = Schema.Struct({
  metric: Metric,
  period: Schema.NullOr(Period),
  /** Measured besides, to compare with. */
  before: Schema.NullOr(Period),
  /** Only the groups that rose, or fell, against `before`, the largest change first. */
  change: Schema.NullOr(Schema.Literal("up", "down")),
  by: Schema.NullOr(Grouping),
  /** By its keys from the outside in; null unless it is split by one. */
  field: Schema.NullOr(Schema.Array(Schema.String)),
  rank: Schema.NullOr(Schema.Struct({
    order: Schema.Literal("most", "least", "oldest", "newest"),
    limit: Schema.Int,
    /** Those that come first were the question; otherwise all are, and these are the first of them. */
    asked: Schema.Boolean
  })),
  /** How many groups there are was the question. */
  counting: Schema.Boolean,
  /** The figure itself, what it comes to on average for each row or group, or which part of the whole it is. */
  as: Schema.Literal("total", "mean", "share"),
  /** No number was named: this is the usual one. */
  assumed: Schema.Boolean,
  filters: Filters,
  /** What the figure itself was asked to come to: "did we get more than 100 orders?" It leaves no row out. */
  claimed: Schema.NullOr(Bound),
  /** Where the customer stands among all was the question: "is it our largest?" asks whether it is `within` the first. */
  placed: Schema.NullOr(Schema.Struct({ within: Schema.NullOr(Schema.Int) })),
  /** Nobody in particular where it is empty. */
  customers: Schema.Array(Schema.Struct({ id: Schema.String, name: Schema.String })),
  /** All but these were meant. */
  excluded: Schema.Array(Schema.Struct({ id: Schema.String, name: Schema.String }))
})
export type MeasureQuestion = typeof MeasureQuestion.Type

export const MeasuredRow = Schema.Struct({
  /** Of the group: a customer's id, `2026-03`, `rush`; empty for the whole. */
  key: Schema.String,
  name: Schema.String,
  currency: Schema.NullOr(Schema.String),
  value: Schema.NullOr(Schema.Number),
  before: Schema.NullOr(Schema.Number),
  /** How many rows were counted for `value`, and for `before`. */
  rows: Schema.Int,
  rows_before: Schema.Int,
  /** Those of them that are cancelled, rush, late or partly paid, by metric. */
  part_count: Schema.NullOr(Schema.Int),
  /** What a ratio is made of. */
  amount: Schema.NullOr(Schema.Number),
  base_amount: Schema.NullOr(Schema.Number),
  /** The oldest, or longest. */
  days: Schema.NullOr(Schema.Int),
  /** ISO 8601 date. */
  date: Schema.NullOr(Schema.String),
  /** Whose single order or invoice it is. */
  customer: Schema.NullOr(Schema.String),
  /** Where a place was asked for: from 1 on, the same for equals, and among how many. */
  place: Schema.NullOr(Schema.Int),
  places: Schema.NullOr(Schema.Int)
})
export type MeasuredRow = typeof MeasuredRow.Type

export const Measured = Schema.Struct({
  question: MeasureQuestion,
  rows: Schema.Array(MeasuredRow),
  /** How many groups there are, of which `rows` may be the first. */
  groups_count: Schema.Int,
  /** Over all groups, by currency. */
  totals: Schema.Array(
    Schema.Struct({ currency: Schema.NullOr(Schema.String), amount: Schema.Number, groups: Schema.Int })
  ),
  /** What a share is of, by currency; for a count of customers, how many it is of. */
  wholes: Schema.Array(Schema.Struct({ currency: Schema.NullOr(Schema.String), amount: Schema.Number })),
  /** Who changed was told by the tested patterns, not by the difference of two means. */
  tested: Schema.Boolean
})
export type Measured = typeof Measured.Type

export const noFilters: Filters = {
  industries: [],
  details: [],
  customer_statuses: [],
  priority: null,
  order_statuses: [],
  currency: null,
  amount: null,
  days: null,
  value: null
}
