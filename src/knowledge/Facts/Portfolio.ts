/** The whole business in a few sentences, for questions that name nobody. */
import type { Evidence } from "../../domain/Evidence.ts"
import { evidence, ofStanding, type Said, type Subject } from "./Sentences.ts"
import { standingOf } from "./Standing.ts"
import type { Business, Debtor } from "./Statements.ts"
import { count, days, list, money, some } from "./Wording.ts"

const everyone: Subject = { name: "your customers", ref: "portfolio", plural: true }
/** Where no row tells. */
const home = "USD"

export const ofBusiness = (business: Business, now: number): ReadonlyArray<Evidence> => {
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
      largest_overdue: business.debtors
    }
  }
  return [totals, ...ofStanding(everyone, standing)].map((said) =>
    evidence(everyone, now, {
      ...said,
      text: sentence(said.topic === "invoices_overdue" ? withDebtors(said.text, business.debtors) : said.text)
    })
  )
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

const withDebtors = (text: string, debtors: ReadonlyArray<Debtor>): string => {
  const largest = debtors.map((debtor) =>
    `${debtor.name} with ${money(debtor.currency, debtor.overdue_amount)} on ${
      some(debtor.overdue_count, "invoice")
    } (oldest ${days(debtor.oldest_days)} past due)`
  )
  return largest.length === 0 ? text : `${text} The largest overdue balances are those of ${list(largest)}.`
}
