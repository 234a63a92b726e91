/** What is asked of whoever comes first by a number: the answer says who that is, and by which number. */
import { ask, type Asked, dollars, earners, follow, n, owers, tenth, usd } from "./asked.ts"
import * as B from "./business.ts"

const [largest] = earners(B.back(365))
const [debtor] = owers
const [slowest] = B.by(
  B.lateness(B.back(90)),
  (one) => B.nameOf(one.customer_id),
  (group) => B.mean(group.map(({ days }) => days))
)
const name = largest?.name ?? ""
const owed = owers.find((one) => one.name === name)?.value ?? 0
const row = B.customers.find((one) => one.name === name)

export const first: ReadonlyArray<Asked> = [
  ask("How much does our biggest customer owe us?", `${name} brought in the most`, usd(largest?.value ?? 0), usd(owed)),
  ask("Combien nous doit notre plus gros client ?", `${name} a rapporté le plus`, dollars(owed)),
  ask(
    "What are the payment terms of our biggest customer?",
    `${name} brought in the most`,
    `${row?.payment_terms_days} days`
  ),
  ask("When did our largest customer last order?", `${name} brought in the most`, `${name} last ordered on`),
  ask(
    "How many orders did our top client place this year?",
    `${name} placed ${n(B.ordersIn(B.year(2026), { customer: name }).length)} orders`
  ),
  follow("And what do they owe us?", usd(owed)),
  ask("How many invoices does the biggest debtor have open?", `${debtor?.name} owes us the most`),
  ask(
    "What is the credit limit of our slowest-paying customer?",
    `${slowest?.name} pays latest: ${n(tenth(slowest?.value ?? 0))} day`
  ),
  ask("Who is our biggest customer?", `${name} brought in the most`, "| Customer |")
]
