/** Whether something comes to more, or to less, than so much; and lists that say how many there are in all. */
import { ask, type Asked, dueNextWeek, n, owing, USD, usd } from "./asked.ts"
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
  )
]
