/** Figures in English clauses and sentences. */
import { formats } from "./Formats.ts"
import type { FactPhrases, Phrases, Window } from "./Phrases.ts"

const { days, isoDay, list, money, number, percent, plural } = formats.en

const change = (now: number, before: number, say: (value: number) => string, window: number) => {
  const moved = now > before ? "up from" : now < before ? "down from" : "the same as"
  return now === before
    ? `${moved} in the ${window} days before`
    : `${moved} ${before === 0 ? "none" : say(before)} in the ${window} days before`
}

const late = (mean: number) =>
  Math.abs(mean) < 0.5 ? "on the due date" : mean > 0 ? `${days(mean)} late` : `${days(-mean)} early`

const counted = (
  windows: {
    readonly 30: readonly [number, number]
    readonly 90: readonly [number, number]
    readonly 365: readonly [number, number]
  },
  total: number,
  window: Window,
  noun: (count: number) => string
) => {
  if (window === "total") return `${number(total)} ${noun(total)} in all`
  const [now, before] = windows[window]
  return now === 0 && before === 0
    ? `no ${noun(0)} in the last ${window} days`
    : `${now === 0 ? "no" : number(now)} ${noun(now)} in the last ${window} days, ${
      change(now, before, number, window)
    }`
}

export const clause: FactPhrases = {
  profile: (f) =>
    `a customer${f.industry === null ? "" : ` (${f.industry})`} since ${isoDay(f.customer_since)} and is ${
      f.status.toLowerCase() === "active" ? "active" : `marked ${f.status}`
    }`,
  terms: (f) => days(f.payment_terms_days),
  credit: (f) => money(f.credit_limit, f.currency),
  exposure: (f) =>
    f.credit_limit === null || f.utilization === null
      ? `${money(f.open_exposure, f.currency)} open, with no credit limit on record`
      : `${money(f.open_exposure, f.currency)} open, ${percent(f.utilization)} of the credit limit of ${
        money(f.credit_limit, f.currency)
      }`,
  orders: (f, window) =>
    counted(
      { 30: [f.orders_30, f.previous_30], 90: [f.orders_90, f.previous_90], 365: [f.orders_365, f.previous_365] },
      f.total,
      window,
      (count) => plural(count, "order", "orders")
    ),
  rush_orders: (f, window) =>
    counted(
      { 30: [f.rush_30, f.previous_30], 90: [f.rush_90, f.previous_90], 365: [f.rush_365, f.previous_365] },
      f.total,
      window,
      (count) => plural(count, "rush order", "rush orders")
    ) + (window === 90 && f.share_90 !== null && f.rush_90 > 0 ? ` (${percent(f.share_90)} of all orders)` : ""),
  revenue: (f, window) => {
    const say = (amount: number) => money(amount, f.currency)
    const [now, before, span] = window === 30
      ? [f.revenue_30, f.previous_30, 30]
      : window === 90
      ? [f.revenue_90, f.previous_90, 90]
      : [f.revenue_365, f.previous_365, 365]
    return now === 0 && before === 0
      ? `nothing in the last ${span} days`
      : `${now === 0 ? "nothing" : say(now)} in the last ${span} days, ${
        change(now, before, say, span).replace("from none", "from nothing")
      }`
  },
  invoices_open: (f) =>
    f.count === 0
      ? "no open invoices"
      : `${money(f.amount, f.currency)} on ${number(f.count)} open ${plural(f.count, "invoice", "invoices")}`,
  invoices_overdue: (f) =>
    f.count === 0
      ? "nothing overdue"
      : `${money(f.amount, f.currency)} overdue on ${number(f.count)} ${plural(f.count, "invoice", "invoices")}, ${
        f.count === 1 ? "" : "the oldest "
      }${days(f.oldest_days)} past due`,
  ageing: (f) =>
    list(
      [
        [f.d0_30, "up to 30 days"] as const,
        [f.d31_60, "31 to 60 days"] as const,
        [f.d61_90, "61 to 90 days"] as const,
        [f.d90_plus, "more than 90 days"] as const
      ].filter(([amount]) => amount > 0).map(([amount, bucket]) => `${money(amount, f.currency)} (${bucket})`)
    ),
  dso: (f) => days(f.days),
  payment_behaviour: (f) =>
    f.paid_invoices === 0
      ? "no paid invoices yet"
      : `${late(f.mean_days_late)} on average over ${number(f.paid_invoices)} paid ${
        plural(f.paid_invoices, "invoice", "invoices")
      }` +
        (f.recent_mean_days_late === null || f.recent_paid_invoices === 0 ||
            f.recent_paid_invoices === f.paid_invoices || late(f.recent_mean_days_late) === late(f.mean_days_late)
          ? ""
          : `, and ${late(f.recent_mean_days_late)} over the ${
            number(f.recent_paid_invoices)
          } paid in the last 90 days`),
  last_activity: (f, which) => {
    const order = f.last_order_at === null ? "has no order on record" : `last ordered on ${isoDay(f.last_order_at)}`
    const payment = f.last_payment_at === null
      ? "has no payment on record"
      : `last paid on ${isoDay(f.last_payment_at)}`
    if (which !== "both") return which === "order" ? order : payment
    return f.last_order_at === null && f.last_payment_at === null
      ? "has no order or payment on record"
      : `${order} and ${payment}`
  }
}

export const sentence: Phrases["sentence"] = {
  profile: (name, said) => `${name} has been ${said}.`,
  terms: (name, said) => `The payment terms of ${name} are ${said}.`,
  credit: (name, said) => `The credit limit of ${name} is ${said}.`,
  exposure: (name, said) => `${name} has ${said}.`,
  orders: (name, said) => `${name} placed ${said}.`,
  rush_orders: (name, said) => `${name} placed ${said}.`,
  revenue: (name, said) => `Revenue from ${name} was ${said}.`,
  invoices_open: (name, said, nothing) => nothing ? `${name} has ${said}.` : `${name} owes us ${said}.`,
  invoices_overdue: (name, said) => `${name} has ${said}.`,
  ageing: (_name, said) => `By days past due: ${said}.`,
  dso: (name, said) => `Days sales outstanding for ${name} are ${said}.`,
  payment_behaviour: (name, said, nothing) => nothing ? `${name} has ${said}.` : `${name} pays ${said}.`,
  last_activity: (name, said) => `${name} ${said}.`
}

export const label: Phrases["label"] = {
  profile: "Customer",
  terms: "Payment terms",
  credit: "Credit limit",
  exposure: "Credit",
  orders: "Orders",
  rush_orders: "Rush orders",
  revenue: "Revenue",
  invoices_open: "Open invoices",
  invoices_overdue: "Overdue",
  ageing: "Ageing",
  dso: "Days sales outstanding",
  payment_behaviour: "Payment",
  last_activity: "Last activity"
}
