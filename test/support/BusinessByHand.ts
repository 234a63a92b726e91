/** Small random businesses, and their figures computed row by row in memory, for comparison with what SQL says. */
import { FastCheck as fc } from "effect"

type Row = Readonly<Record<string, unknown>>
export interface Business {
  readonly customers: ReadonlyArray<Row & { readonly id: string }>
  readonly sales_orders: ReadonlyArray<Row>
  readonly invoices: ReadonlyArray<Row>
  readonly payments: ReadonlyArray<Row>
}

export const now = Date.UTC(2026, 2, 9, 15, 30)
const day = 86_400_000
const iso = (time: number) => new Date(time).toISOString()

// A few places around the borders of the windows and of the ageing buckets, and anything between.
const daysBack = fc.oneof(
  fc.constantFrom(-2, 0, 1, 29, 30, 31, 59, 60, 61, 89, 90, 91, 180, 181, 365, 366, 730, 731),
  fc.integer({ min: 0, max: 800 })
)
const time = fc.tuple(daysBack, fc.integer({ min: 0, max: 23 })).map(([days, hours]) =>
  iso(now - days * day + hours * 3_600_000 - day / 2)
)
const currency = fc.constantFrom("USD", "USD", "USD", "EUR")
const amount = fc.integer({ min: 1, max: 500_000 }).map((cents) => cents / 100)

const order = fc.record({
  customer: fc.nat(2),
  priority: fc.constantFrom("low", "normal", "rush"),
  status: fc.constantFrom("open", "Open", "shipped", "delivered", "Cancelled", "completed"),
  total_amount: amount,
  currency,
  created_at: time
})
const invoice = fc.record({
  customer: fc.nat(2),
  order: fc.option(fc.nat(8), { nil: undefined }),
  amount: fc.oneof({ weight: 9, arbitrary: amount }, { weight: 1, arbitrary: amount.map((some) => -some) }),
  currency,
  status: fc.constantFrom("open", "open", "open", "sent", "paid", "Paid", "void", "cancelled", "draft", "written_off"),
  issued_at: time,
  terms: fc.integer({ min: 0, max: 60 })
})
const payment = fc.record({ invoice: fc.nat(14), share: fc.constantFrom(1, 1, 0.5, 0.25, 1.1), paid_at: time })

export const businesses = fc.record({
  orders: fc.array(order, { maxLength: 12 }),
  invoices: fc.array(invoice, { maxLength: 15 }),
  payments: fc.array(payment, { maxLength: 15 })
}).map((made): Business => {
  const invoices = made.invoices.map(({ customer, order: of, terms, ...rest }, i) => ({
    id: `i${i}`,
    invoice_number: `INV-${i}`,
    customer_id: `c${customer}`,
    ...(of === undefined ? {} : { order_id: `o${of}` }),
    ...rest,
    due_date: iso(Date.parse(rest.issued_at) + terms * day)
  }))
  return {
    customers: [0, 1, 2].map((i) => ({
      id: `c${i}`,
      name: `Customer ${i}`,
      credit_limit: 1_000,
      currency: i === 2 ? "EUR" : "USD"
    })),
    sales_orders: made.orders.map(({ customer, ...rest }, i) => ({
      id: `o${i}`,
      order_number: `SO-${i}`,
      customer_id: `c${customer}`,
      ...rest
    })),
    invoices,
    payments: made.payments.map(({ invoice: of, paid_at, share }, i) => ({
      id: `p${i}`,
      invoice_id: `i${of}`,
      amount: Math.round((invoices[of]?.amount ?? 10) * share * 100) / 100,
      paid_at
    }))
  }
})

const text = (row: Row, name: string) => String(row[name] ?? "")
const at = (row: Row, name: string) => Date.parse(text(row, name))
const money = (row: Row, name: string) => Number(row[name])
const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits
const date = (millis: number) => Math.floor(millis / day)
const total = (values: ReadonlyArray<number>) => round(values.reduce((sum, value) => sum + value, 0), 2)

const windows = (rows: ReadonlyArray<Row>, field: string, measure: (inside: ReadonlyArray<Row>) => number) => {
  const between = (from: number, to: number) =>
    measure(rows.filter((row) => at(row, field) > now - from * day && at(row, field) <= now - to * day))
  return {
    d30: between(30, 0),
    d90: between(90, 0),
    d365: between(365, 0),
    p30: between(60, 30),
    p90: between(180, 90),
    p365: between(730, 365)
  }
}

/** The expected `data` by topic; a topic without figures is left out. */
export const expectedFigures = (business: Business, ids: ReadonlyArray<string>): Record<string, unknown> => {
  const home = ids.length === 1 ? text(business.customers.find(({ id }) => id === ids[0]) ?? {}, "currency") : "USD"
  const orders = business.sales_orders.filter((row) =>
    ids.includes(text(row, "customer_id")) && at(row, "created_at") <= now
  )
  const billed = business.invoices.filter((row) =>
    ids.includes(text(row, "customer_id")) && at(row, "issued_at") <= now &&
    !["void", "cancelled", "draft"].includes(text(row, "status").toLowerCase())
  ).map((row) => {
    const payments = business.payments.filter((paid) =>
      text(paid, "invoice_id") === row["id"] && at(paid, "paid_at") <= now
    )
    const paid = total(payments.map((one) => money(one, "amount")))
    const last = payments.length === 0 ? undefined : Math.max(...payments.map((one) => at(one, "paid_at")))
    const status = text(row, "status").toLowerCase()
    const owed = status !== "paid" && status !== "written_off"
    const full = last !== undefined && money(row, "amount") > 0 && status !== "written_off" &&
      (paid >= money(row, "amount") || status === "paid")
    return {
      row,
      last,
      open: owed ? Math.max(0, round(money(row, "amount") - paid, 2)) : 0,
      pastDue: Math.max(0, date(now) - date(at(row, "due_date"))),
      late: full && last !== undefined ? date(last) - date(at(row, "due_date")) : undefined
    }
  })
  const count = (code: string) =>
    orders.filter((row) => row["currency"] === code).length + billed.filter(({ row }) =>
      row["currency"] === code
    ).length + (code === home ? 0.5 : 0)
  const main = count("EUR") > count("USD") ? "EUR" : "USD"
  const other = main === "EUR" ? "USD" : "EUR"
  const inMain = billed.filter(({ row }) => row["currency"] === main)
  const inOther = billed.filter(({ row }) => row["currency"] === other)
  const owing = inMain.filter(({ open }) => open > 0)
  const overdue = owing.filter(({ pastDue }) => pastDue > 0)
  const owingElsewhere = inOther.filter(({ open }) => open > 0)
  const overdueElsewhere = owingElsewhere.filter(({ pastDue }) => pastDue > 0)
  const aged = (from: number, to: number) =>
    total(overdue.filter(({ pastDue }) => pastDue >= from && pastDue <= to).map(({ open }) => open))
  const placed = windows(orders, "created_at", (inside) => inside.length)
  const rushed = orders.filter((row) => row["priority"] === "rush")
  const rush = windows(rushed, "created_at", (inside) => inside.length)
  const invoiced = (rows: typeof billed) =>
    windows(rows.map(({ row }) => row), "issued_at", (inside) => total(inside.map((row) => money(row, "amount"))))
  const revenue = invoiced(inMain)
  const revenueOf = (sums: typeof revenue, currency: string) => ({
    revenue_30: sums.d30,
    revenue_90: sums.d90,
    revenue_365: sums.d365,
    previous_30: sums.p30,
    previous_90: sums.p90,
    previous_365: sums.p365,
    currency
  })
  const open = (rows: typeof billed, currency: string) => ({
    count: rows.length,
    amount: total(rows.map((one) => one.open)),
    currency
  })
  const late = (rows: typeof billed, currency: string) => ({
    ...open(rows, currency),
    oldest_days: rows.length === 0 ? 0 : Math.max(...rows.map(({ pastDue }) => pastDue))
  })
  const openAmount = total(owing.map(({ open }) => open))
  const uninvoiced = total(
    orders.filter((row) =>
      row["currency"] === main && ["open", "shipped"].includes(text(row, "status").toLowerCase()) &&
      !business.invoices.some((of) =>
        of["order_id"] === row["id"] && of["customer_id"] === row["customer_id"] &&
        !["void", "cancelled", "draft"].includes(text(of, "status").toLowerCase())
      )
    ).map((row) => money(row, "total_amount"))
  )
  const paidLate = billed.flatMap((one) => one.late === undefined ? [] : [{ days: one.late, last: one.last ?? 0 }])
  const recent = paidLate.filter(({ last }) => last > now - 90 * day)
  const mean = (values: ReadonlyArray<{ readonly days: number }>) =>
    values.reduce((sum, { days }) => sum + days, 0) / values.length
  const spread = paidLate.length < 2
    ? 0
    : Math.sqrt(paidLate.reduce((sum, { days }) => sum + (days - mean(paidLate)) ** 2, 0) / (paidLate.length - 1))
  const over = revenue.d90 > 0 ? { days: 90, amount: revenue.d90 } : { days: 365, amount: revenue.d365 }
  const exposure = round(openAmount + uninvoiced, 2)
  const payments = billed.flatMap(({ last }) => last === undefined ? [] : [last])
  return {
    orders: {
      orders_30: placed.d30,
      orders_90: placed.d90,
      orders_365: placed.d365,
      previous_30: placed.p30,
      previous_90: placed.p90,
      previous_365: placed.p365,
      total: orders.length,
      by_status: Object.fromEntries(
        [...new Set(orders.map((row) => text(row, "status")))].map((status) => [
          status,
          orders.filter((row) => row["status"] === status).length
        ])
      )
    },
    rush_orders: {
      rush_30: rush.d30,
      rush_90: rush.d90,
      rush_365: rush.d365,
      previous_30: rush.p30,
      previous_90: rush.p90,
      previous_365: rush.p365,
      total: rushed.length,
      share_90: placed.d90 === 0 ? null : rush.d90 / placed.d90
    },
    revenue: {
      ...revenueOf(revenue, main),
      ...(inOther.length === 0 ? {} : { others: [revenueOf(invoiced(inOther), other)] })
    },
    exposure: {
      open_exposure: exposure,
      credit_limit: home === main ? 1_000 : null,
      utilization: home === main ? exposure / 1_000 : null,
      currency: main
    },
    invoices_open: {
      ...open(owing, main),
      ...(owingElsewhere.length === 0 ? {} : { others: [open(owingElsewhere, other)] })
    },
    invoices_overdue: {
      ...late(overdue, main),
      ...(overdueElsewhere.length === 0 ? {} : { others: [late(overdueElsewhere, other)] })
    },
    ageing: {
      d0_30: aged(1, 30),
      d31_60: aged(31, 60),
      d61_90: aged(61, 90),
      d90_plus: aged(91, Infinity),
      currency: main
    },
    ...(over.amount > 0 ? { dso: { days: round(openAmount / over.amount * over.days, 1) } } : {}),
    ...(paidLate.length === 0 ? {} : {
      payment_behaviour: {
        mean_days_late: round(mean(paidLate), 1),
        sd_days_late: round(spread, 1),
        paid_invoices: paidLate.length,
        recent_mean_days_late: recent.length === 0 ? null : round(mean(recent), 1),
        recent_paid_invoices: recent.length
      }
    }),
    last_activity: {
      last_order_at: orders.length === 0 ? null : iso(Math.max(...orders.map((row) => at(row, "created_at")))),
      last_payment_at: payments.length === 0 ? null : iso(Math.max(...payments))
    }
  }
}
