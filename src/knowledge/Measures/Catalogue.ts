/** What can be measured: in which unit, from which rows, dated by what, and how it may be split. */
import type { Topic } from "../../domain/Evidence.ts"
import type { Grouping, Metric } from "../../domain/Measure.ts"

export type Unit = "count" | "money" | "days" | "share"
export type Source = "orders" | "invoices" | "payments" | "unsettled" | "settled" | "standing" | "customers"

export interface Definition {
  readonly unit: Unit
  readonly source: Source
  readonly topic: Topic
  /** Which column of its rows a period means. */
  readonly dated: "placed" | "issued" | "paid" | "due" | "created" | "now"
  /** Parts add up to the whole. */
  readonly additive: boolean
  /** Never taken together over currencies. */
  readonly perCurrency: boolean
  readonly by: ReadonlyArray<Grouping>
  /** Days looked back where no period is named; null is all rows, or as of now. */
  readonly usual: number | null
  /** How it is counted, in a sentence. */
  readonly defined: string
}

const time = ["month", "quarter", "year"] as const
const whose = ["customer", "industry", "customer_status", "currency", "detail"] as const
const ofOrders: ReadonlyArray<Grouping> = [...whose, ...time, "priority", "order_status", "order"]
const ofInvoices: ReadonlyArray<Grouping> = [...whose, ...time, "invoice"]

const orders = { source: "orders", dated: "placed", by: ofOrders, additive: true, perCurrency: false } as const
const invoices = { source: "invoices", dated: "issued", by: ofInvoices, additive: true, perCurrency: true } as const
const unsettled = {
  source: "unsettled",
  dated: "issued",
  by: [...ofInvoices, "age"],
  additive: true,
  perCurrency: true,
  usual: null
} as const
const settled = {
  source: "settled",
  dated: "paid",
  by: ofInvoices,
  additive: false,
  perCurrency: false,
  topic: "payment_behaviour",
  usual: 90
} as const
const customers = {
  unit: "count",
  source: "customers",
  dated: "created",
  by: [...whose, ...time],
  additive: true,
  perCurrency: false,
  topic: "portfolio",
  usual: null
} as const
const now = { dated: "now", by: whose, additive: false, perCurrency: true, usual: null } as const

const allOrders = "Every order counts on the day it was placed, cancelled ones too."
const revenue = "Revenue is what was invoiced, by the day of the invoice, without drafts and cancelled invoices."
const open = "Unpaid is the amount of an invoice less what was paid on it until now."
const late =
  "Days late are the calendar days from the due date to the last payment of an invoice that is paid in full, by the day of that payment; early counts below zero."

export const catalogue: Readonly<Record<Metric, Definition>> = {
  orders: { ...orders, unit: "count", topic: "orders", usual: 90, defined: allOrders },
  rush_orders: { ...orders, unit: "count", topic: "rush_orders", usual: 90, defined: allOrders },
  rush_share: { ...orders, unit: "share", topic: "rush_orders", additive: false, usual: 90, defined: allOrders },
  order_value: { ...orders, unit: "money", topic: "orders", perCurrency: true, usual: 365, defined: allOrders },
  average_order: {
    ...orders,
    unit: "money",
    topic: "orders",
    perCurrency: true,
    additive: false,
    usual: 365,
    defined: allOrders
  },
  ordering_customers: {
    ...orders,
    unit: "count",
    topic: "portfolio",
    additive: false,
    usual: 90,
    defined: "A customer counts once, however many orders it placed."
  },
  revenue: { ...invoices, unit: "money", topic: "revenue", usual: 365, defined: revenue },
  invoices: {
    ...invoices,
    unit: "count",
    topic: "invoices_open",
    perCurrency: false,
    usual: 90,
    defined: "An invoice counts on the day it was issued; drafts and cancelled ones do not."
  },
  average_invoice: {
    ...invoices,
    unit: "money",
    topic: "invoices_open",
    additive: false,
    usual: 365,
    defined: "The mean of the invoices' amounts, without drafts and cancelled invoices."
  },
  payments: {
    ...invoices,
    source: "payments",
    dated: "paid",
    by: [...whose, ...time],
    unit: "money",
    topic: "payment_behaviour",
    usual: 365,
    defined: "Payments count on the day they came in, in the currency of their invoice."
  },
  open_amount: { ...unsettled, unit: "money", topic: "invoices_open", defined: open },
  open_invoices: { ...unsettled, unit: "count", perCurrency: false, topic: "invoices_open", defined: open },
  overdue_amount: { ...unsettled, unit: "money", topic: "invoices_overdue", defined: open },
  overdue_invoices: { ...unsettled, unit: "count", perCurrency: false, topic: "invoices_overdue", defined: open },
  ageing: { ...unsettled, unit: "money", topic: "ageing", defined: open },
  due_amount: { ...unsettled, dated: "due", unit: "money", topic: "invoices_open", defined: open },
  days_late: { ...settled, unit: "days", defined: late },
  median_days_late: { ...settled, unit: "days", defined: late },
  late_share: { ...settled, unit: "share", defined: `Late is one day or more after the due date. ${late}` },
  dso: {
    ...now,
    source: "standing",
    unit: "days",
    topic: "dso",
    defined:
      "Days sales outstanding are what is unpaid now, divided by what was invoiced in the last 90 days (365 where nothing was), times those days."
  },
  credit_utilization: {
    ...now,
    source: "standing",
    unit: "share",
    topic: "exposure",
    defined: "In use are unpaid invoices and open orders that are not invoiced yet, of customers with a limit."
  },
  credit_limit: {
    ...now,
    source: "customers",
    unit: "money",
    topic: "credit",
    additive: true,
    defined: "The limits as they stand in the customers' records."
  },
  payment_terms: {
    ...now,
    source: "customers",
    unit: "days",
    topic: "terms",
    perCurrency: false,
    defined: "The terms as they stand in the customers' records."
  },
  customers: { ...customers, defined: "Every customer on record, whatever its status." },
  new_customers: { ...customers, usual: 365, defined: "A customer is new on the day its record begins." },
  inactive_customers: {
    ...customers,
    by: whose,
    usual: 90,
    defined: "Inactive is a customer that was there before that time and has placed no order in it."
  }
}
