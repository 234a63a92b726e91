/** What a business owner asks, and what the rows say to it, folded from them in plain TypeScript. */
import {
  ask,
  type Asked,
  average,
  debtors,
  dueNextWeek,
  earners,
  euros,
  follow,
  idle,
  n,
  owers,
  owing,
  percent,
  perMonth,
  sameDays,
  shareLate,
  soFar,
  table,
  tenth,
  USD,
  usd
} from "./asked.ts"
import * as B from "./business.ts"

const { back, month, quarter, year } = B

export const english: ReadonlyArray<Asked> = [
  ask(
    "How many rush orders did we get last month?",
    `${n(B.rushIn(month(2026, 4)).length)} rush orders`,
    "1 April to 30 April 2026"
  ),
  ask("Who are our five largest overdue accounts?", ...table(debtors, 5)),
  ask("Who owes us the most?", ...table(owers, 1)),
  ask("Which customers pay later than they used to?", "Delta Industries"),
  ask("how much is overdue?", usd(owing(B.overdue(USD)))),
  ask("How many invoices are overdue?", `${n(B.overdue().length)} invoices`),
  ask("Which orders were cancelled?", n(B.ordersIn(B.ever).filter(({ status }) => status === "cancelled").length)),
  ask(
    "How many orders are waiting to be shipped?",
    n(B.ordersIn(B.ever).filter(({ status }) => status === "open").length)
  ),
  ask("Rank our customers by overdue amount", ...table(debtors, 3)),
  ask("Compare the last two quarters", usd(B.revenue(quarter(2026, 1))), usd(B.revenue(quarter(2025, 4)))),
  ask(
    "How much did Delta pay us in the last three months compared to the three months before?",
    "Delta Industries paid",
    "against"
  ),
  ask("Which of our customers are at their limit?", "of their credit limit"),
  ask("Which invoices did we send to Delta in April?", "| Invoice |"),
  ask("Total of invoices in April", usd(B.revenue(month(2026, 4)))),
  ask("Which customer places the most rush orders?", "placed the most rush orders"),
  ask("How much money will come in next week?", n(dueNextWeek.length), usd(owing(dueNextWeek))),
  ask("How many orders were cancelled?", n(B.ordersIn(B.ever).filter(({ status }) => status === "cancelled").length)),
  ask("Which customers should I call today?", ...table(debtors, 3)),
  ask("how many open invoices do we have", n(B.open().length)),
  ask("What was our revenue last quarter?", usd(B.revenue(quarter(2026, 1))), "1 January to 31 March 2026"),
  follow("and the quarter before?", usd(B.revenue(quarter(2025, 4))), "1 October to 31 December 2025"),
  follow("and orders?", `${n(B.ordersIn(quarter(2025, 4)).length)} orders`),
  ask("total revenue year to date", usd(B.revenue(soFar))),
  ask("How high is our revenue this year?", usd(B.revenue(soFar))),
  ask("revenue since March", usd(B.revenue([Date.UTC(2026, 2), B.now + 1])), "since 1 March 2026"),
  ask("How much did we invoice in March 2025?", usd(B.revenue(month(2025, 3)))),
  ask(
    "What is our revenue this quarter against the last?",
    usd(B.revenue(quarter(2026, 2))),
    usd(B.revenue(quarter(2026, 1)))
  ),
  ask(
    "revenue last month compared with the same month last year",
    usd(B.revenue(month(2026, 4))),
    usd(B.revenue(month(2025, 4)))
  ),
  ask(
    "revenue last quarter compared with the quarter before",
    usd(B.revenue(quarter(2026, 1))),
    usd(B.revenue(quarter(2025, 4)))
  ),
  ask(
    "How much did we invoice Acme last quarter compared to the previous quarter?",
    usd(B.revenue(quarter(2026, 1), { customer: "Acme Corporation" })),
    usd(B.revenue(quarter(2025, 4), { customer: "Acme Corporation" }))
  ),
  ask(
    "How many orders last month against the month before?",
    n(B.ordersIn(month(2026, 4)).length),
    n(B.ordersIn(month(2026, 3)).length)
  ),
  ask("How did revenue develop since March?", usd(B.revenue(month(2026, 3))), usd(B.revenue(month(2026, 4)))),
  ask("Is revenue up on last year?", usd(B.revenue(soFar)), usd(B.revenue(sameDays))),
  ask("top 3 customers by revenue since March", ...table(earners([Date.UTC(2026, 2), B.now + 1]), 3)),
  ask("Who are our best customers?", ...table(earners(back(365)), 5)),
  ask("bottom 2 customers by revenue last year", ...table(earners(year(2025)).toReversed(), 2)),
  ask("average order value in Q1 2026", usd(average(quarter(2026, 1)))),
  ask(
    "What was the value of orders last month?",
    usd(B.sum(B.ordersIn(month(2026, 4), USD).map((one) => one.total_amount)))
  ),
  ask("orders in the last 30 days", `${n(B.ordersIn(back(30)).length)} orders`),
  ask(
    "how many orders did we receive between 1 and 15 April",
    `${n(B.ordersIn([Date.UTC(2026, 3, 1), Date.UTC(2026, 3, 16)]).length)} orders`
  ),
  ask(
    "How many orders came in from 2026-02-10 to 2026-03-05?",
    `${n(B.ordersIn([Date.UTC(2026, 1, 10), Date.UTC(2026, 2, 6)]).length)} orders`
  ),
  ask("how many orders in 2025", `${n(B.ordersIn(year(2025)).length)} orders`),
  ask("How many orders this week?", `${n(B.ordersIn([Date.UTC(2026, 4, 18), B.now + 1]).length)} orders`),
  ask("orders by month this year", ...perMonth(B.ordersIn(soFar)).map(({ value }) => `| ${n(value)} [1]`)),
  ask("Show me orders by month this year", ...perMonth(B.ordersIn(soFar)).map(({ value }) => `| ${n(value)} [1]`)),
  ask("What is the trend in orders this year?", ...perMonth(B.ordersIn(soFar)).map(({ value }) => `| ${n(value)} [1]`)),
  ask("Which month had the most orders last year?", n(perMonth(B.ordersIn(year(2025)))[0]?.value ?? 0)),
  ask(
    "orders by priority last month",
    ...B.by(B.ordersIn(month(2026, 4)), ({ priority }) => priority, (group) => group.length).map(({ value }) =>
      `${n(value)} [1]`
    )
  ),
  ask(
    "how many cancelled orders last quarter?",
    `${n(B.ordersIn(quarter(2026, 1)).filter(({ status }) => status === "cancelled").length)} order`
  ),
  ask(
    "what share of orders was rush last quarter",
    percent(B.rushIn(quarter(2026, 1)).length / B.ordersIn(quarter(2026, 1)).length)
  ),
  ask(
    "What was revenue from Food Wholesale last quarter?",
    usd(B.revenue(quarter(2026, 1), { currency: "USD", industry: "Food Wholesale" }))
  ),
  ask(
    "revenue by industry last year",
    ...B.by(
      B.invoicesIn(year(2025), USD),
      (one) => B.customers.find(({ id }) => id === one.customer_id)?.industry ?? "",
      (group) => B.sum(group.map(({ amount }) => amount))
    ).slice(0, 3).flatMap(({ name, value }) => [name, usd(value)])
  ),
  ask(
    "How much did customers pay us last month?",
    usd(B.sum(B.paymentsIn(month(2026, 4), USD).map(({ amount }) => amount)))
  ),
  ask("How many customers owe more than 10,000?", `${n(owers.filter(({ value }) => value > 10_000).length)} customers`),
  ask(
    "Which customers have more than 10 orders this quarter?",
    ...B.by(B.ordersIn(quarter(2026, 2)), (one) => B.nameOf(one.customer_id), (group) => group.length).filter((
      { value }
    ) => value > 10).slice(0, 3).map(({ name }) => name)
  ),
  ask(
    "Which invoices are more than 60 days overdue?",
    `${n(B.overdue(USD).filter(({ past }) => past > 60).length)} overdue invoice`
  ),
  ask("How much falls due next week?", usd(owing(dueNextWeek))),
  ask("What percentage of invoices was paid late last quarter?", percent(shareLate(quarter(2026, 1)))),
  ask("median days late this year", `${n(tenth(B.median(B.lateness(soFar).map(({ days }) => days))))} day`),
  ask(
    "How late do customers pay on average in 2025?",
    `${n(tenth(B.mean(B.lateness(year(2025)).map(({ days }) => days))))} day`
  ),
  ask("Which customers haven't ordered in the last 60 days?", ...idle.map(({ name }) => name)),
  ask(
    "how many new customers this year?",
    `${n(B.customers.filter(({ created_at }) => Date.parse(created_at) >= soFar[0]).length)} new customer`
  ),
  ask(
    "how many customers ordered last month",
    `${n(new Set(B.ordersIn(month(2026, 4)).map((one) => one.customer_id)).size)} customers`
  ),
  ask(
    "largest order last month",
    ...B.ordersIn(month(2026, 4), USD).toSorted((a, b) => b.total_amount - a.total_amount).slice(0, 1).flatMap((
      one
    ) => [one.order_number, usd(one.total_amount)])
  ),
  ask(
    "Which customers have the highest credit limit?",
    ...table(
      B.customers.filter(({ currency }) => currency === "USD").map((one) => ({
        name: one.name,
        value: one.credit_limit
      })).toSorted((a, b) => b.value - a.value),
      1
    )
  ),
  ask(
    "ageing of our receivables",
    ...[[1, 30], [31, 60], [61, 90], [91, 9_999]].flatMap(([from = 0, to = 0]) => {
      const list = B.overdue(USD).filter(({ past }) => past >= from && past <= to)
      return list.length === 0 ? [] : [usd(owing(list))]
    })
  ),
  // Named customers and follow-ups.
  ask(
    "How many orders did Delta place last quarter?",
    `${n(B.ordersIn(quarter(2026, 1), { customer: "Delta Industries" }).length)} orders`
  ),
  follow(
    "and the quarter before?",
    "Delta Industries",
    `${n(B.ordersIn(quarter(2025, 4), { customer: "Delta Industries" }).length)} orders`
  ),
  follow(
    "what about Acme?",
    "Acme Corporation",
    `${n(B.ordersIn(quarter(2025, 4), { customer: "Acme Corporation" }).length)} orders`
  ),
  follow("and for all customers?", `${n(B.ordersIn(quarter(2025, 4)).length)} orders`),
  ask(
    "Compare Delta and Acme revenue last quarter",
    usd(B.revenue(quarter(2026, 1), { customer: "Delta Industries" })),
    usd(B.revenue(quarter(2026, 1), { customer: "Acme Corporation" }))
  ),
  ask(
    "how much did Acme pay us this year?",
    usd(B.sum(B.paymentsIn(soFar, { customer: "Acme Corporation" }).map(({ amount }) => amount)))
  ),
  // Odd spelling and wording.
  ask("rveenue lst month", usd(B.revenue(month(2026, 4)))),
  ask("hwo many ordrs last mnth", `${n(B.ordersIn(month(2026, 4)).length)} orders`),
  ask("biggest overude accounts", ...table(debtors, 2)),
  ask("turnover q4 2025 pls", usd(B.revenue(quarter(2025, 4)))),
  ask("cash collected last quarter", usd(B.sum(B.paymentsIn(quarter(2026, 1), USD).map(({ amount }) => amount)))),
  // More than one currency: each by itself.
  ask(
    "revenue by currency last quarter",
    usd(B.revenue(quarter(2026, 1))),
    euros(B.revenue(quarter(2026, 1), { currency: "EUR" }))
  ),
  ask("What is overdue in euros?", euros(owing(B.overdue({ currency: "EUR" }))))
]
