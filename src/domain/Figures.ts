/**
 * The numbers behind the facts about one customer, by topic: the `data` of a fact with that topic has this shape.
 * Money is in the currency of most of its rows; windows are days back from now, `previous_*` the window of the same length before.
 */
import { Schema } from "effect"

const count = Schema.Int
const money = Schema.Number
const days = Schema.Number

/** `others`: the same in the other currencies; left out where there is nothing in any. */
const andOthers = <F extends Schema.Struct.Fields>(fields: F) => ({
  ...fields,
  others: Schema.optionalWith(Schema.Array(Schema.Struct(fields)), { exact: true })
})

const open = { count, amount: money, currency: Schema.String }
const overdue = { count, amount: money, oldest_days: days, currency: Schema.String }
const revenue = {
  revenue_30: money,
  revenue_90: money,
  revenue_365: money,
  previous_30: money,
  previous_90: money,
  previous_365: money,
  currency: Schema.String
}

export const Figures = {
  profile: Schema.Struct({
    name: Schema.String,
    industry: Schema.NullOr(Schema.String),
    status: Schema.String,
    customer_since: Schema.String
  }),
  terms: Schema.Struct({ payment_terms_days: count }),
  credit: Schema.Struct({ credit_limit: money, currency: Schema.String }),
  exposure: Schema.Struct({
    /** Unpaid invoices plus open orders that are not invoiced yet. */
    open_exposure: money,
    credit_limit: Schema.NullOr(money),
    /** Share of the limit in use; 1 is all of it. */
    utilization: Schema.NullOr(Schema.Number),
    currency: Schema.String
  }),
  orders: Schema.Struct({
    orders_30: count,
    orders_90: count,
    orders_365: count,
    previous_30: count,
    previous_90: count,
    previous_365: count,
    total: count,
    by_status: Schema.Record({ key: Schema.String, value: count })
  }),
  rush_orders: Schema.Struct({
    rush_30: count,
    rush_90: count,
    rush_365: count,
    previous_30: count,
    previous_90: count,
    previous_365: count,
    total: count,
    /** Of the orders in the last 90 days. */
    share_90: Schema.NullOr(Schema.Number)
  }),
  revenue: Schema.Struct(andOthers(revenue)),
  invoices_open: Schema.Struct(andOthers(open)),
  invoices_overdue: Schema.Struct(andOthers(overdue)),
  ageing: Schema.Struct({
    /** Overdue amounts by days past due. */
    d0_30: money,
    d31_60: money,
    d61_90: money,
    d90_plus: money,
    currency: Schema.String
  }),
  dso: Schema.Struct({ days }),
  payment_behaviour: Schema.Struct({
    /** Days between due date and payment of paid invoices; negative is early. */
    mean_days_late: days,
    sd_days_late: days,
    paid_invoices: count,
    recent_mean_days_late: Schema.NullOr(days),
    recent_paid_invoices: count
  }),
  last_activity: Schema.Struct({
    last_order_at: Schema.NullOr(Schema.String),
    last_payment_at: Schema.NullOr(Schema.String)
  }),
  /** What else the customer's record holds, in the words and the order of its metadata. */
  details: Schema.Struct({ fields: Schema.Array(Schema.Struct({ name: Schema.String, value: Schema.String })) })
} as const

export type FiguresOf<T extends keyof typeof Figures> = (typeof Figures)[T]["Type"]
