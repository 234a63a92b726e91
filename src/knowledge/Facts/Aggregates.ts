/** What the tables add up to, by customer and currency: pure sums and counts, from which figures and sentences are made. */
import { Schema } from "effect"

const Windows = {
  d30: Schema.Number,
  d90: Schema.Number,
  d365: Schema.Number,
  p30: Schema.Number,
  p90: Schema.Number,
  p365: Schema.Number
}

export const Profile = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  industry: Schema.NullOr(Schema.String),
  status: Schema.String,
  payment_terms_days: Schema.NullOr(Schema.Int),
  credit_limit: Schema.NullOr(Schema.Number),
  currency: Schema.String,
  created_at: Schema.Number,
  metadata: Schema.Unknown
})
export type Profile = typeof Profile.Type

/** Orders of one customer (or of all) in one currency and status; times in epoch milliseconds. */
export const OrderSums = Schema.Struct({
  customer_id: Schema.String,
  currency: Schema.String,
  status: Schema.String,
  total: Schema.Int,
  rush_total: Schema.Int,
  orders: Schema.Struct(Windows),
  rush: Schema.Struct(Windows),
  /** Amount of open orders that no invoice covers yet. */
  uninvoiced: Schema.Number,
  last_at: Schema.NullOr(Schema.Number)
})
export type OrderSums = typeof OrderSums.Type

/** Invoices of one customer (or of all) in one currency, with what was paid on them. */
export const InvoiceSums = Schema.Struct({
  customer_id: Schema.String,
  currency: Schema.String,
  invoices: Schema.Int,
  revenue: Schema.Struct(Windows),
  open_count: Schema.Int,
  open_amount: Schema.Number,
  part_paid_count: Schema.Int,
  overdue_count: Schema.Int,
  overdue_amount: Schema.Number,
  oldest_days: Schema.Int,
  d0_30: Schema.Number,
  d31_60: Schema.Number,
  d61_90: Schema.Number,
  d90_plus: Schema.Number,
  paid_count: Schema.Int,
  late_sum: Schema.Number,
  late_squares: Schema.Number,
  recent_paid_count: Schema.Int,
  recent_late_sum: Schema.Number,
  last_payment_at: Schema.NullOr(Schema.Number)
})
export type InvoiceSums = typeof InvoiceSums.Type

/** How far back a payment counts as recent behaviour. */
export const recentDays = 90

/** Statuses of invoices that nobody owes, in lower case. `paid` is owed no longer, the others never were billed. */
export const settledInvoice = ["paid", "closed", "settled"] as const
export const neverBilled = ["void", "voided", "cancelled", "canceled", "draft", "deleted"] as const
export const writtenOff = ["written_off", "written off", "uncollectible", "credited", "refunded"] as const

/** Statuses of orders from which no further invoice is to come. */
export const finishedOrder = [
  "cancelled",
  "canceled",
  "rejected",
  "void",
  "draft",
  "quote",
  "returned",
  "invoiced",
  "paid",
  "completed",
  "complete",
  "closed",
  "delivered",
  "fulfilled"
] as const
