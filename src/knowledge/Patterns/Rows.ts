/** A customer's history from its rows. */
import { Array } from "effect"
import type { History, Invoice, Payment } from "./History.ts"

export interface Customer {
  readonly id: string
  readonly name: string
  readonly currency: string
  readonly credit_limit: number | null
}

interface OrderRow {
  readonly id: string
  readonly at: number
  readonly rush: boolean
  readonly amount: number
  readonly currency: string
  readonly uninvoiced: boolean
}

interface InvoiceRow {
  readonly id: string
  readonly number: string
  readonly issued_at: number
  readonly due_at: number
  readonly amount: number
  readonly currency: string
  readonly marked_paid: boolean
  readonly payments: ReadonlyArray<Payment>
}

/** Both oldest first. The currency is that of most orders; a limit in another one is none. */
export const historyOf = (
  customer: Customer,
  orders: ReadonlyArray<OrderRow>,
  invoices: ReadonlyArray<InvoiceRow>
): History => {
  const currency = mostOf(orders.map((order) => order.currency)) ?? customer.currency
  return {
    customer_id: customer.id,
    name: customer.name,
    currency,
    ...(customer.credit_limit === null || customer.currency !== currency
      ? {}
      : { credit_limit: customer.credit_limit }),
    orders: orders.map(({ amount, at, currency: own, id, rush }) => ({
      id,
      at,
      rush,
      amount: own === currency ? amount : 0
    })),
    uninvoiced: orders.reduce(
      (sum, order) => order.uninvoiced && order.currency === currency ? sum + order.amount : sum,
      0
    ),
    // Marked as paid, but nobody knows when: it says nothing about timing.
    invoices: invoices.flatMap((row) => {
      const paid_at = settledAt(row)
      return row.marked_paid && paid_at === undefined ? [] : [invoiceOf(row, currency, paid_at)]
    })
  }
}

const invoiceOf = (
  { amount, currency: own, due_at, id, issued_at, number, payments }: InvoiceRow,
  currency: string,
  paid_at: number | undefined
): Invoice => ({
  id,
  number,
  issued_at,
  due_at,
  amount: own === currency ? amount : 0,
  payments,
  ...(paid_at === undefined ? {} : { paid_at })
})

/** When the payments, in order of time, first covered the amount. */
const settledAt = ({ amount, payments }: InvoiceRow): number | undefined => {
  let paid = 0
  return payments.find((payment) => (paid += payment.amount) >= amount - 0.005)?.at
}

const mostOf = (values: ReadonlyArray<string>): string | undefined =>
  Object.entries(Array.groupBy(values, (value) => value)).sort(([, a], [, b]) => b.length - a.length)[0]?.[0]
