/** Of some of the customers: of a place, of an industry, or of whatever else their records say. */
import { amounts, ask, type Asked, follow, n, owing, percent, refuse, soFar, table, USD, usd } from "./asked.ts"
import * as B from "./business.ts"

const { back, month, quarter, year } = B
const ohio = { state: "Ohio", currency: "USD" }
const texas = { state: "Texas", currency: "USD" }
const food = { industry: "Food Wholesale", currency: "USD" }
const inState = (state: string) => B.customers.filter(({ metadata }) => metadata?.state === state)
const detailOf = (name: "city" | "state") => ({ customer_id }: { readonly customer_id: string }) =>
  B.customers.find(({ id }) => id === customer_id)?.metadata?.[name] ?? ""
const byState = <A extends { readonly customer_id: string }>(
  list: ReadonlyArray<A>,
  value: (group: ReadonlyArray<A>) => number
) => B.by(list, detailOf("state"), value)
const byCity = <A extends { readonly customer_id: string }>(
  list: ReadonlyArray<A>,
  value: (group: ReadonlyArray<A>) => number
) => B.by(list, detailOf("city"), value)
const cities = byCity(B.invoicesIn(back(365), USD), amounts)
const topOhio = B.by(B.invoicesIn(soFar, ohio), (one) => B.nameOf(one.customer_id), amounts).slice(0, 2)
const ordered = byState(B.ordersIn(month(2026, 4)), (some) => some.length)
const share = (pick: Parameters<typeof B.revenue>[1], span: B.Span) =>
  percent((B.revenue(span, pick) ?? 0) / B.revenue(span))
const averageOf = (pick: Parameters<typeof B.revenue>[1]) =>
  usd(Math.round(100 * B.mean(B.ordersIn(back(365), pick).map(({ total_amount }) => total_amount))) / 100)

export const parts: ReadonlyArray<Asked> = [
  ask("How many customers are in Ohio?", `There are ${n(inState("Ohio").length)} customers in Ohio`),
  ask("Which customers are in Ohio?", ...inState("Ohio").map(({ name }) => name)),
  ask("Do we have customers in Oregon?", `${n(inState("Oregon").length)} customer`, "in Oregon"),
  ask("How much revenue did we get from customers in Ohio this year?", usd(B.revenue(soFar, ohio)), "in Ohio"),
  ask("What do customers in OH owe us?", `${usd(owing(B.open(ohio)))} together`),
  follow("And in Texas?", usd(owing(B.open(texas))), "in Texas"),
  follow("What about Food Wholesale?", usd(owing(B.open(food))), "in Food Wholesale owe"),
  follow("And in Oregon?", usd(owing(B.open({ state: "Oregon", currency: "USD" }))), "in Oregon"),
  ask("What share of our revenue comes from Ohio?", share(ohio, back(365)), usd(B.revenue(back(365), ohio))),
  follow("And last year?", share(ohio, year(2025)), usd(B.revenue(year(2025), ohio)), "in Ohio"),
  ask("What share of our revenue comes from Food Wholesale?", share(food, back(365))),
  ask("How many orders did we get from Ohio last month?", `${n(B.ordersIn(month(2026, 4), ohio).length)} orders`),
  ask("Which Food Wholesale customers pay late?", "in Food Wholesale paid late on average"),
  ask("Average order value in Texas versus Ohio", averageOf(texas), averageOf(ohio)),
  ask(
    "How is business in Food Wholesale?",
    usd(B.revenue(back(90), food)),
    usd(owing(B.open(food))),
    usd(owing(B.overdue(food)))
  ),
  ask("How many Retail customers in Ohio do we have?", "in Retail", "in Ohio"),
  ask("Quel est le chiffre d'affaires des clients de l'Ohio cette année ?", "(state : Ohio)"),
  ask("Which customers in Dayton are overdue?", "in Dayton", "Delta Industries"),
  ask(
    "Revenue by state this year",
    "Revenue by state this year",
    ...table(byState(B.invoicesIn(soFar, USD), amounts), 3)
  ),
  ask("Which states are our customers in?", "Customers by state", "California"),
  ask(
    "Which city brings in the most revenue?",
    `${cities[0]?.name} had the highest revenue`,
    usd(cities[0]?.value ?? 0)
  ),
  ask("Overdue amount by state", ...table(byState(B.overdue(USD), owing), 3)),
  follow("And by city?", "Overdue amount by city", ...table(byCity(B.overdue(USD), owing), 2)),
  ask("How many orders per state last month?", `| ${ordered[0]?.name} | ${n(ordered[0]?.value ?? 0)} [1] |`),
  ask("Which states are growing?", "Revenue went up in", "states, comparing"),
  ask("Chiffre d'affaires par ville cette année", "Chiffre d'affaires par city cette année"),
  ask("Compare Ohio and Texas", usd(B.revenue(back(90), ohio)), usd(B.revenue(back(90), texas))),
  ask("What's going on in Ohio?", usd(B.revenue(back(90), ohio))),
  ask("Which Ohio customer should I call first?", "has the most overdue in Ohio"),
  ask("Who should I visit in Ohio?", "has the most overdue in Ohio"),
  ask(
    "Top 5 cities by revenue this year",
    "had the highest revenue",
    ...table(byCity(B.invoicesIn(soFar, USD), amounts), 3)
  ),
  ask("Are rush orders increasing in Ohio?", "rush orders in Ohio", "against"),
  refuse("Which customers in the Northeast are overdue?", "Nothing on your customers' records says “Northeast”"),
  ask("Biggest order from Ohio this year", "The largest order in Ohio this year"),
  ask("Which Food Wholesale customers are shrinking?", "in Food Wholesale, comparing"),
  ask("How is Ohio doing?", usd(B.revenue(back(90), ohio))),
  ask(
    "Did revenue in Ohio go up last quarter?",
    usd(B.revenue(quarter(2026, 1), ohio)),
    usd(B.revenue(quarter(2025, 4), ohio))
  ),
  ask("Who are our top 2 customers in Ohio this year?", ...topOhio.map(({ name }) => name)),
  follow("And of those, who owes us most?", ...topOhio.map(({ name }) => name)),
  ask("Is anyone in Ohio overdue?", "in Ohio", "something overdue"),
  ask("Who is our biggest customer in Ohio?", "brought in the most in Ohio"),
  ask("Combien nous doivent les clients de Californie ?", "(state : California)"),
  refuse("What is the average time between Delta's orders?", "I cannot tell you about “time between”"),
  refuse("Combien de clients avons-nous en Allemagne ?", "ne dit « Allemagne »"),
  refuse("Which customers prefer email?", "Nothing on your customers' records says “prefer email”"),
  refuse("How many of our customers are vegetarians?", "says “vegetarians”"),
  refuse("Revenue by account manager this year", "I cannot split revenue by “account manager”"),
  refuse("How much do customers in Atlantis owe us?", "Nothing on your customers' records says “Atlantis”")
]
