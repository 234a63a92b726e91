/** Whether something comes to more than so much; and customers left out, taken together, or chosen by the answer before. */
import { ask, type Asked, dueNextWeek, earners, follow, n, owing, soFar, table, USD, usd } from "./asked.ts"
import * as B from "./business.ts"

const { quarter, year } = B
const delta = { customer: "Delta Industries" }
const lastQuarter = B.ordersIn(quarter(2026, 1)).length
const ofDelta = B.ordersIn(year(2025), delta).length
const owed = owing(B.open(delta))
const cancelled = B.ordersIn(year(2025)).filter(({ status }) => status === "cancelled")

const nothingDue =
  B.customers.find(({ id, currency }) =>
    currency === "USD" && B.open(USD).some(({ customer_id }) => customer_id === id) &&
    !dueNextWeek.some(({ customer_id }) => customer_id === id)
  )?.name ?? "?"

const top = earners(soFar).slice(0, 3)
const topOwing = top.map(({ name }) => ({ name, value: owing(B.open({ ...USD, customer: name })) }))
  .toSorted((a, b) => b.value - a.value)
const [most] = earners(soFar)

export const claims: ReadonlyArray<Asked> = [
  ask(`Did we get more than ${lastQuarter - 1} orders last quarter?`, "Yes. We received", `${n(lastQuarter)} orders`),
  ask(`Did we get more than ${lastQuarter} orders last quarter?`, "No. We received", `${n(lastQuarter)} orders`),
  ask(
    `Did Delta place fewer than ${ofDelta + 1} orders last year?`,
    "Yes. Delta Industries placed",
    `${n(ofDelta)} orders`
  ),
  ask(`Does Delta owe us more than $${Math.ceil(owed)}?`, "No. ", usd(owed)),
  ask(`Does Delta owe us more than $${Math.floor(owed) - 1}?`, "Yes. ", usd(owed)),
  ask("Do we have more than three customers?", `Yes. There are ${n(B.customers.length)} customers`),
  ask("Avons-nous plus de trois clients ?", `Oui : il y a ${n(B.customers.length)} clients`),
  ask(
    `Which invoices of ${nothingDue} fall due next week?`,
    `I found no unpaid invoice of ${nothingDue} that falls due`
  ),
  ask(
    "How many orders were cancelled last year, and by whom?",
    `placed orders with the status “cancelled” last year`,
    `${n(cancelled.length)} together`
  ),
  ask("Who are our top 3 customers by revenue this year?", ...table(top, 3)),
  follow("And which of those owes us most?", `${topOwing[0]?.name} owes us the most`, usd(topOwing[0]?.value ?? 0)),
  ask(
    `How much revenue did we make this year, not counting ${most?.name}?`,
    `without ${most?.name}`,
    usd(Math.round(100 * (B.revenue(soFar) - (most?.value ?? 0))) / 100)
  ),
  ask("How much revenue did we make this year?", usd(B.revenue(soFar))),
  follow(
    `and without ${most?.name}?`,
    `without ${most?.name}`,
    usd(Math.round(100 * (B.revenue(soFar) - (most?.value ?? 0))) / 100)
  ),
  follow("and last quarter?", `without ${most?.name}`),
  ask(`Top 3 customers by revenue this year, excluding ${most?.name}`, ...table(earners(soFar).slice(1), 3)),
  ask(
    "How much do Acme and Delta owe us together?",
    `Together: ${usd(Math.round(100 * (owed + owing(B.open({ customer: "Acme Corporation" })))) / 100)}`
  ),
  ask(
    "How many orders did we get in the second half of April?",
    `${n(B.ordersIn([Date.UTC(2026, 3, 16), Date.UTC(2026, 4)]).length)} orders`,
    "16 April to 30 April 2026"
  ),
  ask(
    "Combien de commandes dans la première quinzaine d'avril ?",
    `${n(B.ordersIn([Date.UTC(2026, 3), Date.UTC(2026, 3, 16)]).length)} commandes`
  ),
  ask(
    "What percentage of Delta's orders are rush orders?",
    `${n(B.rushIn(B.back(90), delta).length)} of ${n(B.ordersIn(B.back(90), delta).length)}`
  ),
  ask("Which industries are shrinking?", "Revenue went down in", "comparing"),
  ask(
    "Has Delta ever been late by more than 200 days?",
    "I found no invoice of Delta Industries paid more than 200 days late"
  ),
  ask(
    "How much do we expect to receive in June?",
    usd(owing(B.open(USD).filter(({ due_date }) => due_date >= "2026-06-01" && due_date < "2026-07-01")))
  ),
  ask(
    "How many orders did we receive in April?",
    `${n(B.ordersIn([Date.UTC(2026, 3), Date.UTC(2026, 4)]).length)} orders`
  ),
  ask("Which customers owe us more than $900,000,000?", "No customers owe us more than $900,000,000"),
  ask("Do we have invoices over $900,000,000 this year?", "of more than $900,000,000 each")
]
