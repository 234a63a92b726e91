/** The whole business in a few sentences, for questions that name nobody. */
import type { Evidence, Topic } from "../../domain/Evidence.ts"
import { isoTime } from "../../domain/Time.ts"
import type { Business } from "./Business.ts"
import { type Leader, rankings } from "./Rankings.ts"
import { evidence, ofStanding, type Said, type Subject } from "./Sentences.ts"
import { standingOf } from "./Standing.ts"
import { count, days, list, money, percent, some } from "./Wording.ts"

const everyone: Subject = { name: "your customers", ref: "portfolio", plural: true }
/** Where no row tells. */
const home = "USD"

export const ofBusiness = (business: Business, now: number): ReadonlyArray<Evidence> => {
  const first = rankings(business.leaders)
  const standing = standingOf(home, business.orders, business.invoices)
  const { money: currencies, orders, rush } = standing
  const customers = business.customers.reduce((sum, { count: many }) => sum + many, 0)
  const byCurrency = (amount: (one: typeof currencies[0]) => number) =>
    Object.fromEntries(currencies.map((one) => [one.currency, amount(one)]))
  const owed = currencies.map((one) =>
    `${money(one.currency, one.open_amount)} is unpaid on ${some(one.open_count, "open invoice")}, ${
      money(one.currency, one.overdue_amount)
    } of it overdue on ${some(one.overdue_count, "invoice")}`
  )
  const totals: Said = {
    topic: "portfolio",
    title: "Overview",
    text: `There ${customers === 1 ? "is" : "are"} ${some(customers, "customer")}${
      customers === 0
        ? ""
        : ` (${list(business.customers.map(({ count: many, status }) => `${count(many)} ${status}`))})`
    }, who placed ${some(orders.orders_30, "order")} in the last 30 days (${count(rush.rush_30)} rush) and ${
      some(orders.orders_90, "order")
    } in the last 90 days (${count(rush.rush_90)} rush). ${owed.join("; ")}.`,
    data: {
      customers,
      customers_by_status: Object.fromEntries(business.customers.map(({ count: many, status }) => [status, many])),
      orders_30: orders.orders_30,
      orders_90: orders.orders_90,
      rush_30: rush.rush_30,
      rush_90: rush.rush_90,
      open_amount: byCurrency(({ open_amount }) => open_amount),
      overdue_amount: byCurrency(({ overdue_amount }) => overdue_amount),
      largest_overdue: first.overdue
    }
  }
  const limits: ReadonlyArray<Said> = first.limit.length === 0
    ? []
    : [{ topic: "exposure", title: "Credit limits in use", text: "" }]
  return [totals, ...ofStanding(everyone, standing), ...limits].map((said) => {
    const rank = ranks[said.topic]
    const leaders = rank === undefined ? [] : rank.of(first)
    const told = rank === undefined || leaders.length === 0
      ? said.text
      : `${said.text} ${rank.opening} ${list(leaders.map(rank.told))}.`.trim()
    return evidence(everyone, now, {
      ...said,
      text: sentence(told),
      ...(leaders.length === 0 ? {} : { data: { ...said.data, leaders } })
    })
  })
}

/** From sums of `at` that later rows are not in: each fact says so. */
export const ofOutdated = (business: Business, at: number): ReadonlyArray<Evidence> =>
  ofBusiness(business, at).map((item) => ({
    ...item,
    text: `${item.text} This is as of ${isoTime(at).slice(0, 16).replace("T", " ")} UTC.`,
    outdated: true
  }))

interface Rank {
  readonly of: (first: ReturnType<typeof rankings>) => ReadonlyArray<Leader>
  readonly opening: string
  readonly told: (leader: Leader) => string
}

/** The fact of which topic names the customers that lead in what. */
const ranks: { readonly [T in Topic]?: Rank } = {
  invoices_overdue: {
    of: (first) => first.overdue,
    opening: "The largest overdue balances are those of",
    told: (one) =>
      `${one.name} with ${money(one.currency, one.overdue_amount)} on ${some(one.overdue_count, "invoice")} (oldest ${
        days(one.oldest_days)
      } past due)`
  },
  invoices_open: {
    of: (first) => first.open,
    opening: "The largest open balances are those of",
    told: (one) => `${one.name} with ${money(one.currency, one.open_amount)} on ${some(one.open_count, "open invoice")}`
  },
  revenue: {
    of: (first) => first.revenue,
    opening: "In the last 365 days most was invoiced to",
    told: (one) => `${one.name} (${money(one.currency, one.revenue_365)})`
  },
  payment_behaviour: {
    of: (first) => first.late,
    opening: "In the last 90 days the latest payers were",
    told: (one) =>
      `${one.name} (${days(one.recent_mean_days_late ?? 0)} after the due date on average, ${
        some(one.recent_paid_invoices, "invoice")
      })`
  },
  exposure: {
    of: (first) => first.limit,
    opening: "Closest to their credit limits are",
    told: (one) =>
      `${one.name} with ${money(one.currency, one.open_exposure)} of ${money(one.currency, one.credit_limit ?? 0)} (${
        percent(one.open_exposure / (one.credit_limit ?? 1))
      })`
  }
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
