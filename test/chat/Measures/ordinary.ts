/** Forty that were written down before any rule was tuned on them, then the misreads that were known. */
import {
  amounts,
  ask,
  type Asked,
  debtors,
  dollars,
  earners,
  n,
  owing,
  percent,
  perMonth,
  soFar,
  table,
  tenth,
  USD,
  usd
} from "./asked.ts"
import * as B from "./business.ts"

const { back, month, quarter, year } = B
const delta = { customer: "Delta Industries" }
const acme = { customer: "Acme Corporation" }
const sinceMarch: B.Span = [Date.UTC(2026, 2), B.now + 1]
const cents = (amount: number) => Math.round(100 * amount) / 100
const paid = (span: B.Span) => B.sum(B.paymentsIn(span, USD).map(({ amount }) => amount))
const industryOf = (id: string) => B.customers.find((one) => one.id === id)?.industry ?? ""
const without = (span: B.Span) =>
  B.customers.filter((one) =>
    Date.parse(one.created_at) < span[0] && B.ordersIn(span, { customer: one.name }).length === 0
  )
const count = (span: B.Span, customer: string) => B.ordersIn(span, { customer }).length
const buyers = (list: ReadonlyArray<{ readonly customer_id: string }>) =>
  new Set(list.map(({ customer_id }) => customer_id)).size
const largest = B.invoicesIn(soFar, USD).toSorted((a, b) => b.amount - a.amount)[0]
const oldest = B.open(USD).toSorted((a, b) => Date.parse(a.due_date) - Date.parse(b.due_date))
const limits = B.customers.filter(({ currency }) => currency === "USD")
const payers = B.by(
  B.lateness(soFar),
  (one) => B.nameOf(one.customer_id),
  (group) => group.length < 3 ? Number.NEGATIVE_INFINITY : B.mean(group.map(({ days }) => days))
)
const industries = (span: B.Span) => B.by(B.invoicesIn(span, USD), (one) => industryOf(one.customer_id), amounts)
const fewer = B.customers.filter(({ name }) => count(quarter(2026, 1), name) < count(quarter(2025, 4), name))
const dueInJune = B.open(USD).filter(({ due_date }) =>
  Date.parse(due_date) >= Date.UTC(2026, 5) && Date.parse(due_date) < Date.UTC(2026, 6)
)
const shareOf = (span: B.Span, pick: Parameters<typeof B.revenue>[1]) =>
  B.revenue(span, { ...pick, currency: "USD" }) / B.revenue(span)

export const ordinary: ReadonlyArray<Asked> = [
  ask("How many orders did we get this month so far?", `${n(B.ordersIn(month(2026, 5)).length)} orders`),
  ask("What have we invoiced since January?", usd(B.revenue(soFar))),
  ask("How much cash came in during the last 90 days?", usd(paid(back(90)))),
  ask(
    "Top 3 customers by number of orders last quarter",
    ...B.by(B.ordersIn(quarter(2026, 1)), (one) => B.nameOf(one.customer_id), (group) => group.length).slice(0, 2)
      .flatMap(({ name, value }) => [name, n(value)])
  ),
  ask(
    "Which three customers paid us the most in 2025?",
    ...B.by(
      B.paymentsIn(year(2025), USD),
      (one) => B.nameOf(B.payerOf(one.invoice_id)),
      (group) => B.sum(group.map(({ amount }) => amount))
    ).slice(0, 3).flatMap(({ name, value }) => [name, usd(value)])
  ),
  ask(
    "Average invoice amount last month",
    usd(cents(B.mean(B.invoicesIn(month(2026, 4), USD).map(({ amount }) => amount))))
  ),
  ask("How many invoices did we send out in April?", `${n(B.invoicesIn(month(2026, 4)).length)} invoices`),
  ask(
    "Compare Delta, Acme and Lakeshore Printing by orders this year",
    ...["Delta Industries", "Acme Corporation", "Lakeshore Printing"].map((name) => `${name} ${n(count(soFar, name))}`)
  ),
  ask(
    "Who ordered more often last year, Granite Peak or Apex Tooling?",
    ...["Granite Peak Construction", "Apex Tooling"].map((name) => `${name} ${n(count(year(2025), name))}`)
  ),
  ask(
    "Revenue per month since January",
    ...[1, 2, 3, 4, 5].map((one) => usd(B.revenue(month(2026, one))))
  ),
  ask(
    "What proportion of last year's revenue came from Food Wholesale?",
    percent(shareOf(year(2025), { industry: "Food Wholesale" }))
  ),
  ask("Which customers have not ordered since March?", ...without(sinceMarch).map(({ name }) => name)),
  ask(
    "Who hasn't placed an order this quarter?",
    ...without(quarter(2026, 2)).map(({ name }) => name)
  ),
  ask(
    "How many orders per month did we get on average last year?",
    n(Math.round(B.ordersIn(year(2025)).length / 12 * 10) / 10)
  ),
  ask(
    "How many days late did Acme pay on average this year?",
    `${n(tenth(B.mean(B.lateness(soFar, acme).map(({ days }) => days))))} day`
  ),
  ask("What's the biggest invoice we sent this year?", largest?.invoice_number ?? "", usd(largest?.amount ?? 0)),
  ask("Show me the five oldest unpaid invoices", ...oldest.slice(0, 3).map(({ invoice_number }) => invoice_number)),
  ask("How many customers have an overdue balance?", `${n(buyers(B.overdue()))} customers`),
  ask("How much do our customers owe us in total?", usd(owing(B.open(USD)))),
  ask("What was our busiest month in 2025?", n(perMonth(B.ordersIn(year(2025)))[0]?.value ?? 0)),
  ask(
    "How many orders over $5,000 did we receive last quarter?",
    `${n(B.ordersIn(quarter(2026, 1)).filter(({ total_amount }) => total_amount > 5_000).length)} orders`
  ),
  ask(
    "What percentage of orders was cancelled last year?",
    percent(
      B.ordersIn(year(2025)).filter(({ status }) => status === "cancelled").length / B.ordersIn(year(2025)).length
    )
  ),
  ask("Did we sell more in April than in March?", usd(B.revenue(month(2026, 4))), usd(B.revenue(month(2026, 3)))),
  ask(
    "How did Q1 go compared to Q1 last year?",
    usd(B.revenue(quarter(2026, 1))),
    usd(B.revenue(quarter(2025, 1)))
  ),
  ask("Who are our three slowest payers this year?", ...payers.slice(0, 3).map(({ name }) => name)),
  ask(
    "What share of its invoices did Delta pay late this year?",
    percent(B.lateness(soFar, delta).filter(({ days }) => days > 0).length / B.lateness(soFar, delta).length)
  ),
  ask(
    "How many invoices from last quarter are still unpaid?",
    n(B.open({}, quarter(2026, 1)).length)
  ),
  ask(
    "Number of rush orders by month since November",
    ...[[2025, 11], [2025, 12], [2026, 1], [2026, 2], [2026, 3], [2026, 4], [2026, 5]].map(([y = 0, m = 0]) =>
      `| ${n(B.rushIn(month(y, m)).length)} [1]`
    )
  ),
  ask(
    "How many of our customers are in Food Wholesale?",
    `${n(B.customers.filter(({ industry }) => industry === "Food Wholesale").length)} customers`
  ),
  ask("What is the average overdue amount per customer?", usd(cents(owing(B.overdue(USD)) / debtors.length))),
  ask(
    "What was the typical order size at Brightline Robotics last quarter?",
    usd(cents(B.mean(
      B.ordersIn(quarter(2026, 1), { customer: "Brightline Robotics" }).map(({ total_amount }) => total_amount)
    )))
  ),
  ask("Which industries bring in the most this year?", ...table(industries(soFar), 3)),
  ask("How many customers placed a rush order last quarter?", `${n(buyers(B.rushIn(quarter(2026, 1))))} customers`),
  ask("What did we turn over in the past twelve months?", usd(B.revenue(back(365)))),
  ask("Which customers ordered less often in Q1 than in Q4?", `${n(fewer.length)} customers`),
  ask(
    "How many payments did we receive last week?",
    `${n(B.paymentsIn([Date.UTC(2026, 4, 11), Date.UTC(2026, 4, 18)]).length)} payments`
  ),
  ask("How much falls due in June?", usd(owing(dueInJune))),
  ask(
    "How many customers have a credit limit above 100,000?",
    `${n(limits.filter(({ credit_limit }) => credit_limit > 100_000).length)} customers`
  ),
  ask(
    "Top 3 des clients par chiffre d'affaires cette année",
    ...earners(soFar).slice(0, 3).flatMap(({ name, value }) => [name, dollars(value)])
  ),
  ask("Quels clients n'ont rien commandé depuis mars ?", ...without(sinceMarch).map(({ name }) => name)),
  // Known to be misread before.
  ask("What is the average credit limit?", usd(cents(B.mean(limits.map(({ credit_limit }) => credit_limit))))),
  ask(
    "What share of our revenue comes from Acme?",
    usd(B.revenue(back(365), acme)),
    percent(shareOf(back(365), acme))
  ),
  ask(
    "Quelle part du chiffre d'affaires vient de Delta Industries ?",
    dollars(B.revenue(back(365), delta)),
    `${Math.round(100 * shareOf(back(365), delta))} %`
  ),
  ask(
    "How does October compare to September?",
    "evenue",
    usd(B.revenue(month(2025, 10))),
    usd(B.revenue(month(2025, 9)))
  ),
  ask(
    "Comparez avril et mars",
    "chiffre d'affaires",
    dollars(B.revenue(month(2026, 4))),
    dollars(B.revenue(month(2026, 3)))
  ),
  ask(
    "What percentage of customers pay late?",
    percent(
      B.by(B.lateness(back(90)), (one) => B.nameOf(one.customer_id), (group) => B.mean(group.map(({ days }) => days)))
        .filter(({ value }) => value >= 0.5).length / buyers(B.lateness(back(90)))
    )
  ),
  ask("Quel est le plafond de crédit moyen ?", dollars(cents(B.mean(limits.map(({ credit_limit }) => credit_limit)))))
]
