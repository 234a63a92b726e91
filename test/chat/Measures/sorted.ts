/** Put in an order by a number, and early, late, missed: ways of asking for what is measured that name none of it. */
import { ask, type Asked, debtors, earners, n, owers, owing, percent, refuse, soFar, table, USD, usd } from "./asked.ts"
import * as B from "./business.ts"

const { back, month } = B
const delta = { customer: "Delta Industries" }
const means = B.by(
  B.lateness(back(90)),
  (one) => B.nameOf(one.customer_id),
  (group) => B.mean(group.map(({ days }) => days))
)
const early = means.filter(({ value }) => value < 0).toSorted((a, b) => a.value - b.value)
const everLate = B.lateness(B.ever, delta)
const old = B.overdue(USD).filter(({ due_date }) => B.now - Date.parse(due_date) > 31 * 86_400_000)
const perIndustry = B.by(
  B.overdue(USD),
  (one) => B.customers.find(({ id }) => id === one.customer_id)?.industry ?? "",
  owing
)
const late = B.by(B.overdue(), (one) => B.nameOf(one.customer_id), (group) => group.length)
  .filter(({ value }) => value > 3).map(({ name }) => name)
const cancelled = B.ordersIn(soFar).filter(({ status }) => status === "cancelled")
  .toSorted((a, b) => b.total_amount - a.total_amount)
const rush = B.rushIn(soFar).filter(({ currency }) => currency === "USD")

export const sorted: ReadonlyArray<Asked> = [
  ask("Sort customers by revenue this year", ...table(earners(soFar), 5)),
  ask("Please rank our customers by how much they owe us", ...table(owers, 3)),
  ask("Rank industries by overdue amount", ...table(perIndustry, 3)),
  ask("Order our customers by how late they pay", `${means[0]?.name} pays latest`),
  ask("Which customers pay early?", `${n(early.length)} customers paid early on average`, early[0]?.name ?? ""),
  ask("How many customers pay before the due date?", `${n(early.length)} customers paid early on average`),
  ask(
    "Has Delta ever missed a payment?",
    percent(everLate.filter(({ days }) => days > 0).length / everLate.length)
  ),
  ask(
    "How many of our customers are over 30 days late?",
    "more than 30 days past due",
    old[0] === undefined ? "" : B.nameOf(old[0].customer_id)
  ),
  ask("Which customers might not pay?", debtors[0]?.name ?? "", usd(debtors[0]?.value ?? 0)),
  ask("Quels clients risquent de ne pas payer ?", debtors[0]?.name ?? ""),
  ask(
    "Revenue from rush orders this year",
    `The ${n(rush.length)} orders with rush priority`,
    usd(B.sum(rush.map(({ total_amount }) => total_amount)))
  ),
  ask(
    "What did Delta order last month?",
    `${n(B.ordersIn(month(2026, 4), delta).length)} orders`,
    B.ordersIn(month(2026, 4), delta)[0]?.order_number ?? ""
  ),
  ask("Which customers have more than 3 overdue invoices?", "more than 3 overdue invoices", late[0] ?? ""),
  ask("Quels clients ont plus de 3 factures échues ?", "plus de 3 factures échues", late[0] ?? ""),
  ask("When was the last time Delta paid us?", "Delta Industries last paid on"),
  ask("Show me everything Delta hasn't paid", `${n(B.open(delta).length)} open invoices`),
  ask(
    "Which customers are on net 60?",
    `${n(B.customers.filter((one) => one.payment_terms_days === 60).length)} customers`,
    "exactly 60 days"
  ),
  ask("Did anyone cancel an order this year?", "cancelled", cancelled[0]?.order_number ?? ""),
  ask("What's our average collection time?", "Days sales outstanding"),
  ask("How late is Delta Industries?", "days late on average over"),
  refuse("Do rush orders get paid later than normal ones?", "“priority”", "known of orders only"),
  refuse("Are we owed more than a month ago?", "as it is now, not as it was: the records do not keep that"),
  refuse("Les commandes urgentes sont-elles payées plus tard ?", "« priority »", "que des commandes")
]
