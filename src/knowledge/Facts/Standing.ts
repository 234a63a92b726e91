/** Where a customer, or the whole business, stands: the sums of its rows made into the figures of each topic. */
import type { FiguresOf } from "../../domain/Figures.ts"
import { isoDay, isoTime } from "../../domain/Time.ts"
import type { InvoiceSums, OrderSums, Profile } from "./Aggregates.ts"

export type Windows = OrderSums["orders"]

/** What is counted in one currency. Currencies are never added up. */
export interface Money {
  readonly currency: string
  readonly invoiced: boolean
  readonly revenue: Windows
  readonly uninvoiced: number
  readonly open_count: number
  readonly open_amount: number
  readonly part_paid_count: number
  readonly overdue_count: number
  readonly overdue_amount: number
  readonly oldest_days: number
  readonly ageing: FiguresOf<"ageing">
}

export interface Standing {
  readonly orders: FiguresOf<"orders">
  readonly rush: FiguresOf<"rush_orders">
  /** The currency of most rows first; it is the one that figures are given in. */
  readonly money: readonly [Money, ...ReadonlyArray<Money>]
  readonly behaviour: FiguresOf<"payment_behaviour"> | undefined
  readonly activity: FiguresOf<"last_activity">
}

const noWindows: Windows = { d30: 0, d90: 0, d365: 0, p30: 0, p90: 0, p365: 0 }

/** `home` is the currency that decides where no rows, or as many of each, do. */
export const standingOf = (
  home: string,
  orders: ReadonlyArray<OrderSums>,
  invoices: ReadonlyArray<InvoiceSums>
): Standing => {
  const placed = orders.reduce((sum, row) => plus(sum, row.orders), noWindows)
  const rushed = orders.reduce((sum, row) => plus(sum, row.rush), noWindows)
  const byStatus: Record<string, number> = {}
  for (const { status, total } of orders) byStatus[status] = (byStatus[status] ?? 0) + total
  const rows = new Map<string, number>([[home, 0.5]])
  for (const { currency, total } of orders) rows.set(currency, (rows.get(currency) ?? 0) + total)
  for (const { currency, invoices: count } of invoices) rows.set(currency, (rows.get(currency) ?? 0) + count)
  const [main = home, ...others] = [...rows].filter(([currency, count]) => currency === home || count >= 1)
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)).map(([currency]) => currency)
  const money = (currency: string) =>
    moneyOf(
      currency,
      orders.filter((row) => row.currency === currency),
      invoices.find((row) => row.currency === currency)
    )
  return {
    orders: {
      orders_30: placed.d30,
      orders_90: placed.d90,
      orders_365: placed.d365,
      previous_30: placed.p30,
      previous_90: placed.p90,
      previous_365: placed.p365,
      total: sum(orders, ({ total }) => total),
      by_status: byStatus
    },
    rush: {
      rush_30: rushed.d30,
      rush_90: rushed.d90,
      rush_365: rushed.d365,
      previous_30: rushed.p30,
      previous_90: rushed.p90,
      previous_365: rushed.p365,
      total: sum(orders, ({ rush_total }) => rush_total),
      share_90: placed.d90 === 0 ? null : rushed.d90 / placed.d90
    },
    money: [money(main), ...others.map(money)],
    behaviour: behaviourOf(invoices),
    activity: {
      last_order_at: latest(orders.map(({ last_at }) => last_at)),
      last_payment_at: latest(invoices.map(({ last_payment_at }) => last_payment_at))
    }
  }
}

/** Unpaid invoices plus open orders that are not invoiced yet, against the limit where both are in one currency. */
export const exposureOf = ({ money: [main] }: Standing, profile: Profile): FiguresOf<"exposure"> => {
  const open_exposure = cents(main.open_amount + main.uninvoiced)
  const credit_limit = profile.currency === main.currency ? profile.credit_limit : null
  const utilization = credit_limit === null || credit_limit <= 0 ? null : open_exposure / credit_limit
  return { open_exposure, credit_limit, utilization, currency: main.currency }
}

/**
 * Days sales outstanding: what is unpaid now, divided by what was invoiced in the last 90 days, times 90; where nothing
 * was, the same over 365 days. Undefined for a customer that was not invoiced for a year.
 */
export const dsoOf = (
  { open_amount, revenue }: Money
): { readonly days: number; readonly over: 90 | 365; readonly invoiced: number } | undefined => {
  const over = revenue.d90 > 0 ? 90 : 365
  const invoiced = over === 90 ? revenue.d90 : revenue.d365
  return invoiced > 0 ? { days: Math.round(open_amount / invoiced * over * 10) / 10, over, invoiced } : undefined
}

export const revenueOf = ({ currency, revenue }: Money): FiguresOf<"revenue"> => ({
  revenue_30: revenue.d30,
  revenue_90: revenue.d90,
  revenue_365: revenue.d365,
  previous_30: revenue.p30,
  previous_90: revenue.p90,
  previous_365: revenue.p365,
  currency
})

export const profileOf = ({ created_at, industry, name, status }: Profile): FiguresOf<"profile"> => ({
  name,
  industry,
  status,
  customer_since: isoDay(created_at)
})

export const cents = (amount: number): number => Math.round(amount * 100) / 100

const sum = <A>(rows: ReadonlyArray<A>, of: (row: A) => number) => rows.reduce((total, row) => total + of(row), 0)

const plus = (a: Windows, b: Windows): Windows => ({
  d30: a.d30 + b.d30,
  d90: a.d90 + b.d90,
  d365: a.d365 + b.d365,
  p30: a.p30 + b.p30,
  p90: a.p90 + b.p90,
  p365: a.p365 + b.p365
})

const latest = (times: ReadonlyArray<number | null>): string | null => {
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : isoTime(Math.max(...known))
}

const moneyOf = (currency: string, orders: ReadonlyArray<OrderSums>, row: InvoiceSums | undefined): Money => {
  const revenue = row?.revenue ?? noWindows
  return {
    currency,
    invoiced: row !== undefined,
    revenue: {
      d30: cents(revenue.d30),
      d90: cents(revenue.d90),
      d365: cents(revenue.d365),
      p30: cents(revenue.p30),
      p90: cents(revenue.p90),
      p365: cents(revenue.p365)
    },
    uninvoiced: cents(sum(orders, ({ uninvoiced }) => uninvoiced)),
    open_count: row?.open_count ?? 0,
    open_amount: cents(row?.open_amount ?? 0),
    part_paid_count: row?.part_paid_count ?? 0,
    overdue_count: row?.overdue_count ?? 0,
    overdue_amount: cents(row?.overdue_amount ?? 0),
    oldest_days: row?.oldest_days ?? 0,
    ageing: {
      d0_30: cents(row?.d0_30 ?? 0),
      d31_60: cents(row?.d31_60 ?? 0),
      d61_90: cents(row?.d61_90 ?? 0),
      d90_plus: cents(row?.d90_plus ?? 0),
      currency
    }
  }
}

/** Days late are no money: they are taken together over all currencies. */
const behaviourOf = (invoices: ReadonlyArray<InvoiceSums>): Standing["behaviour"] => {
  const count = sum(invoices, ({ paid_count }) => paid_count)
  if (count === 0) return undefined
  const mean = sum(invoices, ({ late_sum }) => late_sum) / count
  const squares = sum(invoices, ({ late_squares }) => late_squares)
  const variance = count < 2 ? 0 : Math.max(0, squares - count * mean * mean) / (count - 1)
  const recent = sum(invoices, ({ recent_paid_count }) => recent_paid_count)
  return {
    mean_days_late: tenths(mean),
    sd_days_late: tenths(Math.sqrt(variance)),
    paid_invoices: count,
    recent_mean_days_late: recent === 0
      ? null
      : tenths(sum(invoices, ({ recent_late_sum }) => recent_late_sum) / recent),
    recent_paid_invoices: recent
  }
}

const tenths = (days: number) => Math.round(days * 10) / 10
