/** More of it, as owners put it: with pronouns, shares, sums of several, and "how much money". */
import {
  amounts,
  ask,
  type Asked,
  earners,
  follow,
  idle,
  months,
  n,
  owing,
  shrunk,
  soFar,
  table,
  tenth,
  USD,
  usd
} from "./asked.ts"
import * as B from "./business.ts"

const { back, month, quarter, year } = B

export const owners: ReadonlyArray<Asked> = [
  ask("How many customers do we have?", `${n(B.customers.length)} customers`),
  ask("What was our best month ever?", ...table(months(B.ever), 1)),
  ask(
    "What was our worst quarter last year?",
    ...table(
      B.by(B.invoicesIn(year(2025), USD), (one) => `Q${Math.ceil(Number(one.issued_at.slice(5, 7)) / 3)} 2025`, amounts)
        .toReversed(),
      1
    )
  ),
  ask(
    "What share of our revenue comes from the top 5 customers?",
    usd(B.sum(earners(back(365)).slice(0, 5).map(({ value }) => value)))
  ),
  ask(
    "How much money is tied up in overdue invoices older than 60 days?",
    usd(owing(B.overdue(USD).filter(({ past }) => past > 60)))
  ),
  ask("Who hasn't paid us?", usd(owing(B.open(USD)))),
  ask(
    "What was the value of rush orders last quarter?",
    usd(B.sum(B.rushIn(quarter(2026, 1), USD).map((one) => one.total_amount)))
  ),
  follow(
    "only for Delta",
    "Delta Industries",
    usd(B.sum(B.rushIn(quarter(2026, 1), { customer: "Delta Industries" }).map((one) => one.total_amount)))
  ),
  ask("How many rush orders did we get in April?", `${n(B.rushIn(month(2026, 4)).length)} rush orders`),
  follow(
    "which customers placed them?",
    `${n(new Set(B.rushIn(month(2026, 4)).map((one) => one.customer_id)).size)} customers`
  ),
  ask(
    "How late was Delta last quarter?",
    `${n(tenth(B.mean(B.lateness(quarter(2026, 1), { customer: "Delta Industries" }).map(({ days }) => days))))} day`
  ),
  ask(
    "Which invoices did Delta pay late last month?",
    `${
      n(B.lateness(month(2026, 4), { customer: "Delta Industries" }).filter(({ days }) => days > 0).length)
    } invoices paid late`
  ),
  ask(
    "How much did Delta and Acme order together this year?",
    usd(
      B.sum(
        ["Delta Industries", "Acme Corporation"].flatMap((customer) =>
          B.ordersIn(soFar, { customer }).map((one) => one.total_amount)
        )
      )
    )
  ),
  ask(
    "Which customers are spending less than last year?",
    `${n(shrunk.length)} customers`,
    ...shrunk.slice(0, 2).map(({ name }) => name)
  ),
  ask("Revenue for Q2, Q3 and Q4 2025", ...[2, 3, 4].map((one) => usd(B.revenue(quarter(2025, one))))),
  ask("Who ordered nothing in the last 60 days?", ...idle.map(({ name }) => name))
]
