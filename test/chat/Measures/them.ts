/** "They": those whom the answer before told of, many or one, before anybody who was named earlier. */
import { ask, type Asked, earners, follow, n, owing, percent, refuse, soFar, USD, usd } from "./asked.ts"
import * as B from "./business.ts"

const { back, month } = B
const ohio = { state: "Ohio", currency: "USD" }
const inOhio = B.customers.filter(({ metadata }) => metadata?.state === "Ohio")
const [largest] = earners(back(365))
const late = B.overdue(ohio)
const lateNames = new Set(late.map(({ customer_id }) => customer_id))
const owedByThem = owing(B.open(ohio).filter(({ customer_id }) => lateNames.has(customer_id)))
const topFive = earners(soFar).slice(0, 5)
const rushed = B.rushIn(month(2026, 4))
const worth = B.sum(rushed.map(({ total_amount }) => total_amount))
const since2022 = B.customers.filter(({ created_at }) => created_at.startsWith("2022"))
const newOnes = new Set(since2022.map(({ id }) => id))

const delta = { customer: "Delta Industries" }
const [biggest] = B.overdue(delta).toSorted((a, b) => b.owed - a.owed)

export const them: ReadonlyArray<Asked> = [
  ask("Which customers are in Ohio?", ...inOhio.map(({ name }) => name)),
  follow("What do they owe us?", `${usd(owing(B.open(ohio)))} together`, "in Ohio"),
  follow("Which of them are overdue?", `${usd(owing(late))} together`, `among those ${n(inOhio.length)}`),
  follow("How much do they owe in total?", `${usd(owedByThem)} together`, `among those ${n(lateNames.size)}`),
  ask("How many customers are in Ohio?", `${n(inOhio.length)} customers in Ohio`),
  follow("What's their revenue this year?", usd(B.revenue(soFar, ohio)), "Revenue in Ohio"),
  ask("How is Acme doing?", "Acme Corporation"),
  follow("Which customers are in Ohio?", ...inOhio.map(({ name }) => name)),
  follow("What do they owe us?", `${usd(owing(B.open(ohio)))} together`),
  ask("Who are our five largest customers this year?", topFive[0]?.name ?? "?"),
  follow(
    "What share of revenue are they?",
    "Revenue from those",
    percent(B.sum(topFive.map(({ value }) => value)) / B.revenue(soFar))
  ),
  ask("How many rush orders did we get last month?", n(rushed.length)),
  follow("How much were they worth?", "with rush priority", usd(worth)),
  ask("List the rush orders of last month", `${n(rushed.length)} orders with rush priority`, usd(worth)),
  ask("How many new customers did we get in 2022?", n(since2022.length)),
  follow(
    "What do they owe us?",
    usd(owing(B.open(USD).filter(({ customer_id }) => newOnes.has(customer_id)))),
    `from those ${n(since2022.length)}`
  ),
  ask("Who is our largest customer?", `${largest?.name} brought in the most`),
  follow("What do they owe us?", `${largest?.name} owes us`),
  follow("When did they last order?", `${largest?.name} last ordered on`),
  ask("How is Acme doing?", "Acme Corporation"),
  follow("Who is our largest customer?", `${largest?.name} brought in the most`),
  follow("What do they owe us?", `${largest?.name} owes us`),
  follow("Compare them with Acme", `${largest?.name} `, "Acme Corporation"),
  refuse("Combien Zylophone SARL nous doit-il ?", "aucun client du nom de « Zylophone SARL »"),
  ask("Qui est notre plus gros client ?", `${largest?.name} a rapporté le plus`),
  follow("Combien nous doit-il ?", `${largest?.name} nous doit`),
  ask("Quels clients sont dans l'Ohio ?", ...inOhio.map(({ name }) => name)),
  follow("Paient-ils à temps ?", "Retard moyen", ...inOhio.slice(0, 1).map(({ name }) => name)),
  // What the business owes is not what customers owe.
  refuse("How much do we owe Delta?", "I cannot tell you about “we owe”"),
  refuse("How much did we pay Delta last month?", "I cannot tell you about “we pay”"),
  refuse("How much did we spend on shipping last month?", "I cannot tell you about “we spend”"),
  refuse("Combien devons-nous à Delta ?", "Je ne peux rien dire sur « combien devons-nous »"),
  refuse("Do we owe Delta a reply?", "I found nothing about this for Delta Industries"),
  ask("How much are we owed?", "is unpaid"),
  refuse("What do they owe us?", "I am not sure which customer you mean"),
  refuse("How much does he owe us?", "I found nothing that answers this"),
  refuse("What does it owe us?", "I am not sure which customer you mean"),
  refuse("Combien nous doit-il ?", "Je ne sais pas de quel client il s'agit"),
  refuse("Do they pay on time?", "I am not sure which customer you mean"),
  refuse("Paient-ils à temps ?", "Je ne sais pas de quel client il s'agit"),
  ask("Which customers ordered less this year?", "Orders went down at", "this year so far"),
  // "It", "the biggest", "against April": what the answer before told of.
  ask("Which invoices of Delta are overdue?", `${usd(owing(B.overdue(delta)))} together`),
  follow("Which one is the oldest?", "The oldest overdue invoice is"),
  follow("What's the biggest?", `of Delta Industries, ${usd(biggest?.owed ?? 0)}`),
  ask("How was business in April?", usd(B.revenue(month(2026, 4)))),
  follow("And compared with March?", usd(B.revenue(month(2026, 4))), `against ${usd(B.revenue(month(2026, 3)))}`),
  ask("How many orders did we get in April?", n(B.ordersIn(month(2026, 4)).length)),
  follow("Against March?", "orders in April 2026", n(B.ordersIn(month(2026, 3)).length)),
  ask("Did Delta's last payment arrive on time?", `The most recently paid invoice`, "Delta Industries"),
  ask("Who owes us more, Delta or Acme?", "Delta Industries owes us more"),
  follow("Which of them pays faster?", "Acme Corporation pays sooner"),
  follow("And who buys more?", "Delta Industries", "Acme Corporation"),
  // A list in which both stand is of more than the two.
  ask("Who owes us the most?", "owes us the most"),
  follow("Who pays faster?", "customers paid in the last 90 days"),
  ask("How much cash came in this month?", "Customers paid"),
  follow("From whom?", "customers paid this month so far"),
  follow("Is that more than last month?", "customers paid this month so far", "| Now | Before |"),
  ask("How many invoices did Acme get this year?", "invoices were issued to Acme Corporation"),
  follow("How many are unpaid?", "open at Acme Corporation"),
  ask("How is Delta doing?", "Delta Industries"),
  follow("What should we do?", "Delta Industries needs attention"),
  ask("Who are the top 3 in Ohio?", "Delta Industries brought in the most in Ohio"),
  ask("Give me a quick summary of last month", usd(B.revenue(month(2026, 4))), "We received", "Customers paid"),
  ask("Which customers grew last quarter?", "Revenue went up at", "comparing last quarter"),
  follow("And the quarter before?", "Revenue went up at", "comparing Q4 2025"),
  ask("Top industries by revenue", "had the highest revenue"),
  follow("Which is growing fastest?", "comparing the last 365 days", "20 May 2024 to 20 May 2025"),
  ask("How much revenue did we make last month?", usd(B.revenue(month(2026, 4)))),
  follow("Is that more?", `against ${usd(B.revenue(month(2026, 3)))}`),
  follow("Is that more than in February?", `against ${usd(B.revenue(month(2026, 2)))}`),
  follow("Who drove the difference?", "were invoiced last month", "| Now | Before |"),
  ask("What's the average time our customers take to pay?", "came on average"),
  ask("When did Acme first order?", "The oldest order so far is"),
  ask("How much more can Delta buy?", "of the credit limit"),
  ask("How old is our oldest unpaid invoice?", "The oldest open invoice is"),
  ask("Is Acme a new customer?", "Acme Corporation has been a customer"),
  refuse("Who introduced Acme?", "I found nothing about this for Acme Corporation"),
  ask("What's our exposure in Ohio?", "of the credit limits in Ohio is in use")
]
