/** Sentences about one order or invoice that was named by its number. */
import type { Evidence } from "../../domain/Evidence.ts"
import { isoDay } from "../../domain/Time.ts"
import { neverBilled, settledInvoice, writtenOff } from "./Aggregates.ts"
import { cents } from "./Standing.ts"
import type { InvoiceRecord, OrderRecord } from "./Statements.ts"
import { days, list, money } from "./Wording.ts"

const dayMillis = 86_400_000
const dayOf = (time: number) => Math.floor(time / dayMillis)

export const ofOrder = (order: OrderRecord, now: number): Evidence => ({
  kind: "fact",
  ref: `order:${order.id}`,
  title: `Order ${order.order_number}`,
  text: `Order ${order.order_number} of ${order.customer ?? order.customer_id} was placed on ${
    isoDay(order.created_at)
  } over ${
    money(order.currency, order.total_amount)
  }, with the priority "${order.priority}" and the status "${order.status}". ${
    order.invoices.length === 0 ? "It is not invoiced yet." : `It is invoiced as ${list(order.invoices)}.`
  }`,
  score: 0.5,
  topic: "order_record",
  entity_id: order.customer_id,
  data: { ...order, created_at: isoDay(order.created_at) },
  at: now
})

export const ofInvoice = (invoice: InvoiceRecord, now: number): Evidence => {
  const { amount, currency, due_date, issued_at, last_payment_at, paid } = invoice
  const status = invoice.status.toLowerCase()
  const owed = ![...settledInvoice, ...writtenOff, ...neverBilled].some((closed) => closed === status)
  const open = owed ? Math.max(0, cents(amount - paid)) : 0
  const pastDue = open > 0 ? Math.max(0, dayOf(now) - dayOf(due_date)) : 0
  const payment = last_payment_at === null
    ? "Nothing has been paid on it"
    : `${money(currency, paid)} has been paid on it, last on ${isoDay(last_payment_at)}`
  const rest = open === 0
    ? "nothing is open on it"
    : `${money(currency, open)} is open${pastDue === 0 ? ", not yet overdue" : `, ${days(pastDue)} past due`}`
  return {
    kind: "fact",
    ref: `invoice:${invoice.id}`,
    title: `Invoice ${invoice.invoice_number}`,
    text: `Invoice ${invoice.invoice_number} of ${invoice.customer ?? invoice.customer_id}${
      invoice.order_number === null ? "" : ` for order ${invoice.order_number}`
    } over ${money(currency, amount)} was issued on ${isoDay(issued_at)}, ${
      dayOf(now) > dayOf(due_date) ? "was" : "is"
    } due on ${isoDay(due_date)} and has the status "${invoice.status}". ${payment}; ${rest}.`,
    score: 0.5,
    topic: "invoice_record",
    entity_id: invoice.customer_id,
    data: {
      ...invoice,
      issued_at: isoDay(issued_at),
      due_date: isoDay(due_date),
      last_payment_at: last_payment_at === null ? null : isoDay(last_payment_at),
      open_amount: open,
      days_past_due: pastDue
    },
    at: now
  }
}
