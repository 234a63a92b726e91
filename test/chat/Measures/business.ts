/** The demo business on a fixed day, with what it lacks: a second currency, part payments, drafts; and folds over its rows. */
import { Schema } from "effect"
import { generate } from "../../../src/ops/Demo/Business.ts"

export const now = Date.UTC(2026, 4, 20, 10, 30)
export const day = 86_400_000
const iso = (at: number) => new Date(at).toISOString()

const Customer = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  industry: Schema.String,
  credit_limit: Schema.Number,
  payment_terms_days: Schema.Number,
  currency: Schema.String,
  created_at: Schema.String,
  metadata: Schema.optional(Schema.Struct({ city: Schema.String, state: Schema.String }))
})
const Order = Schema.Struct({
  id: Schema.String,
  customer_id: Schema.String,
  order_number: Schema.String,
  priority: Schema.String,
  status: Schema.String,
  total_amount: Schema.Number,
  currency: Schema.String,
  created_at: Schema.String
})
const Invoice = Schema.Struct({
  id: Schema.String,
  customer_id: Schema.String,
  invoice_number: Schema.String,
  amount: Schema.Number,
  currency: Schema.String,
  status: Schema.String,
  issued_at: Schema.String,
  due_date: Schema.String
})
const Payment = Schema.Struct({
  id: Schema.String,
  invoice_id: Schema.String,
  amount: Schema.Number,
  paid_at: Schema.String
})

const made = generate(now)
const europa = [70, 40, 12].map((back, i) => ({
  id: `eur-${i}`,
  customer_id: "cust-eur",
  order_number: `SO-9000${i}`,
  priority: i === 2 ? "rush" : "normal",
  status: "delivered",
  total_amount: 1_000.25 * (i + 1),
  currency: "EUR",
  created_at: iso(now - back * day)
}))

export const rows = {
  customers: [...made.customers, {
    id: "cust-eur",
    name: "Europa Handel",
    industry: "Retail",
    status: "active",
    payment_terms_days: 30,
    credit_limit: 25_000,
    currency: "EUR",
    created_at: iso(Date.UTC(2026, 1, 10))
  }],
  sales_orders: [...made.sales_orders, ...europa],
  invoices: [
    ...made.invoices,
    ...europa.map((order, i) => ({
      id: `eur-inv-${i}`,
      customer_id: "cust-eur",
      order_id: order.id,
      invoice_number: `INV-9000${i}`,
      amount: order.total_amount,
      currency: "EUR",
      status: i === 0 ? "paid" : "open",
      issued_at: order.created_at,
      due_date: iso(Date.parse(order.created_at) + 14 * day)
    })),
    {
      id: "draft-1",
      customer_id: "cust-002",
      invoice_number: "INV-91000",
      amount: 777_777,
      currency: "USD",
      status: "draft",
      issued_at: iso(now - 30 * day),
      due_date: iso(now - 10 * day)
    }
  ],
  payments: [...made.payments, {
    id: "eur-pay",
    invoice_id: "eur-inv-0",
    amount: 1_000.25,
    paid_at: iso(now - 50 * day)
  }]
}

const read = <A, I>(schema: Schema.Schema<A, I>, from: ReadonlyArray<unknown>) =>
  from.map((row) => Schema.decodeUnknownSync(schema)(row))
export const customers = read(Customer, rows.customers)
const orders = read(Order, rows.sales_orders)
const billed = read(Invoice, rows.invoices).filter(({ status }) => status !== "draft")
const invoiceById = new Map(billed.map((one) => [one.id, one]))
const payments = read(Payment, rows.payments)

/** From the first instant to before the second. */
export type Span = readonly [from: number, to: number]
const inside = (at: string, [from, to]: Span) => Date.parse(at) >= from && Date.parse(at) < to && Date.parse(at) <= now

export const ever: Span = [0, now + 1]
export const month = (year: number, number: number): Span => [Date.UTC(year, number - 1), Date.UTC(year, number)]
export const quarter = (
  year: number,
  number: number
): Span => [Date.UTC(year, 3 * number - 3), Date.UTC(year, 3 * number)]
export const year = (number: number): Span => [Date.UTC(number, 0), Date.UTC(number + 1, 0)]
export const back = (days: number): Span => [now - days * day, now + 1]

export const idOf = (name: string): string => customers.find((one) => one.name === name)?.id ?? "?"
export const payerOf = (invoice: string): string => invoiceById.get(invoice)?.customer_id ?? "?"
export const nameOf = (id: string): string => customers.find((one) => one.id === id)?.name ?? "?"
type Pick = {
  readonly customer?: string
  readonly industry?: string
  readonly currency?: string
  readonly state?: string
}
const fits = (
  row: { readonly customer_id: string; readonly currency: string },
  { currency, customer, industry, state }: Pick
) =>
  (customer === undefined || row.customer_id === idOf(customer)) &&
  (currency === undefined || row.currency === currency) &&
  (industry === undefined || customers.find(({ id }) => id === row.customer_id)?.industry === industry) &&
  (state === undefined || customers.find(({ id }) => id === row.customer_id)?.metadata?.state === state)

export const ordersIn = (span: Span, pick: Pick = {}) =>
  orders.filter((one) => inside(one.created_at, span) && fits(one, pick))
export const rushIn = (span: Span, pick: Pick = {}) =>
  ordersIn(span, pick).filter(({ priority }) => priority === "rush")
export const invoicesIn = (span: Span, pick: Pick = {}) =>
  billed.filter((one) => inside(one.issued_at, span) && fits(one, pick))
export const paymentsIn = (span: Span, pick: Pick = {}) =>
  payments.filter((one) => {
    const invoice = invoiceById.get(one.invoice_id)
    return inside(one.paid_at, span) && invoice !== undefined && fits(invoice, pick)
  })
export const sum = (list: ReadonlyArray<number>): number => Math.round(100 * list.reduce((a, b) => a + b, 0)) / 100
export const revenue = (span: Span, pick: Pick = { currency: "USD" }) =>
  sum(invoicesIn(span, pick).map(({ amount }) => amount))

const dayOf = (at: string | number) => Math.floor((typeof at === "number" ? at : Date.parse(at)) / day)
const paidOn = new Map<string, Array<typeof Payment.Type>>()
for (const one of payments) {
  if (Date.parse(one.paid_at) <= now) paidOn.set(one.invoice_id, [...(paidOn.get(one.invoice_id) ?? []), one])
}
/** Invoices on which something is owed, with how much, and days past due. */
export const open = (pick: Pick = {}, span: Span = ever) =>
  billed.filter((one) => one.status === "open" && inside(one.issued_at, span) && fits(one, pick)).map((one) => ({
    ...one,
    owed: sum([one.amount, ...(paidOn.get(one.id) ?? []).map(({ amount }) => -amount)]),
    past: Math.max(0, dayOf(now) - dayOf(one.due_date))
  })).filter(({ owed }) => owed > 0)
export const overdue = (pick: Pick = {}) => open(pick).filter(({ past }) => past > 0)

/** Days late of the invoices whose last payment lies in the span. */
export const lateness = (span: Span, pick: Pick = {}) =>
  billed.flatMap((one) => {
    const paid = paidOn.get(one.id) ?? []
    const last = Math.max(...paid.map(({ paid_at }) => Date.parse(paid_at)))
    const settled = paid.length > 0 && (one.status === "paid" || sum(paid.map(({ amount }) => amount)) >= one.amount)
    return settled && last >= span[0] && last < span[1] && fits(one, pick)
      ? [{ ...one, days: dayOf(last) - dayOf(one.due_date) }]
      : []
  })

export const by = <A, K extends string>(
  list: ReadonlyArray<A>,
  key: (one: A) => K,
  value: (group: ReadonlyArray<A>) => number
) => {
  const groups = new Map<K, Array<A>>()
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one])
  return Array.from(groups, ([name, group]) => ({ name, value: value(group) })).sort((a, b) => b.value - a.value)
}
export const mean = (list: ReadonlyArray<number>): number => list.reduce((a, b) => a + b, 0) / list.length
export const median = (list: ReadonlyArray<number>): number => {
  const sorted = [...list].sort((a, b) => a - b)
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)] ?? 0,
    sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0
  ]
  return (low + high) / 2
}
