/** Where one customer stands among all, by what it brings in, owes, orders, or since when it has been one. */
import {
  ask,
  type Asked,
  debtors,
  earners,
  follow,
  n,
  nf,
  owers,
  owing,
  percent,
  refuse,
  sameDays,
  shareLate,
  soFar,
  USD,
  usd
} from "./asked.ts"
import * as B from "./business.ts"

const ordinal = (place: number) =>
  `${n(place)}${
    { one: "st", two: "nd", few: "rd" }[new Intl.PluralRules("en", { type: "ordinal" }).select(place) as "one"] ?? "th"
  }`
const nth = (place: number) => place === 1 ? "" : `${ordinal(place)} `
const placeIn = (list: ReadonlyArray<{ readonly name: string }>, name: string) =>
  1 + list.findIndex((one) => one.name === name)

const year = B.back(365)
const all = earners(year)
const [first, second, third, fourth, fifth, sixth] = all
const delta = placeIn(all, "Delta Industries")
const mean = Math.round(B.sum(all.map(({ value }) => value)) / all.length * 100) / 100
const owed = owers.find(({ name }) => name === "Delta Industries")?.value ?? 0
const oldest = B.customers.toSorted((a, b) => a.created_at.localeCompare(b.created_at))
const food = all.filter(({ name }) => B.customers.find((one) => one.name === name)?.industry === "Food Wholesale")
const lastMonth = B.by(B.ordersIn(B.month(2026, 4)), (one) => B.nameOf(one.customer_id), (group) => group.length)
const few = lastMonth.at(-1)
const apart = [first, second, third, fourth, fifth].map((one) => one?.value ?? 0)

const latestOf = (customer: string, many: number) =>
  B.ordersIn(B.ever, { customer }).toSorted((a, b) => b.created_at.localeCompare(a.created_at)).slice(0, many)
    .map(({ order_number }) => order_number)
const ofFood = { ...USD, industry: "Food Wholesale" }
const late = B.overdue({ customer: "Delta Industries" })

export const places: ReadonlyArray<Asked> = [
  ask(
    "Is Delta our largest customer?",
    `No. Delta Industries has the ${nth(delta)}highest revenue of ${
      n(all.length)
    } customers in USD in the last 365 days`,
    usd(all[delta - 1]?.value ?? 0),
    `against ${usd(mean)} on average`,
    first?.name ?? "?"
  ),
  follow(`And ${first?.name}?`, `Yes. ${first?.name} has the highest revenue of ${n(all.length)} customers`),
  ask(`Is ${fifth?.name} among our top five customers?`, `Yes. ${fifth?.name} has the 5th highest revenue`),
  ask(`Is ${sixth?.name} one of our top 5 customers?`, `No. ${sixth?.name} has the 6th highest revenue`),
  ask(
    "Where does Delta rank by revenue this year?",
    `Delta Industries has the ${nth(placeIn(earners(soFar), "Delta Industries"))}highest revenue`
  ),
  ask(
    "How does Delta compare to the average customer?",
    `has the ${nth(delta)}highest revenue`,
    `against ${usd(mean)} on average`
  ),
  ask(
    "Does Delta owe us the most?",
    `Delta Industries has the ${nth(placeIn(owers, "Delta Industries"))}highest unpaid amount of ${
      n(owers.length)
    } customers`,
    usd(owed)
  ),
  ask(
    `Is ${oldest[0]?.name} our oldest customer?`,
    `Yes. ${oldest[0]?.name} is the oldest of ${n(B.customers.length)} customers: since`
  ),
  ask(
    `Did ${few?.name} order the least last month?`,
    `the fewest orders`,
    `last month (1 April to 30 April 2026): ${few?.value}`
  ),
  ask("Is Europa Handel our largest customer?", "has the highest revenue of 1 customer in EUR"),
  ask(
    "Is Northwind Traders our biggest customer in Food Wholesale?",
    `of ${n(food.length)} customers in Food Wholesale`
  ),
  ask(
    "Who are our customers in the food industry?",
    "in Food Wholesale are on record",
    ...food.map(({ name }) => name)
  ),
  follow("And how much do they owe?", usd(owing(B.open({ ...USD, industry: "Food Wholesale" }))), "in Food Wholesale"),
  ask(
    "How much do food customers owe?",
    `${usd(owing(B.open({ ...USD, industry: "Food Wholesale" })))} is unpaid in Food Wholesale`
  ),
  ask(
    "How much of our revenue comes from the top five customers?",
    `These 5 come to ${usd(B.sum(apart))}, ${Math.round(100 * B.sum(apart) / B.sum(all.map(({ value }) => value)))}%`
  ),
  ask("What do our five largest customers bring in together?", `These 5 come to ${usd(B.sum(apart))}`),
  ask(
    "What are the best and the worst customers?",
    `${first?.name} brought in the most`,
    `${all.at(-1)?.name} brought in the least`
  ),
  ask("Which month was the best and which the worst this year?", "had the highest revenue", "had the lowest revenue"),
  ask("How much of what Delta owes is more than 30 days late?", "by more than 30 days at Delta Industries"),
  ask("What percentage of invoices are paid on time?", "came late", `${percent(1 - shareLate(B.back(90)))} on time`),
  ask("Who should I worry about?", `${debtors[0]?.name} has the most overdue`),
  ask("Who used to be late but pays on time now?", "sooner than before", "comparing invoices paid in the last 90 days"),
  refuse("Are we owed more than last month?", "the records do not keep that"),
  ask("Show me Delta's last three orders", "The latest order", ...latestOf("Delta Industries", 3)),
  ask(
    "Show me Delta's overdue invoices",
    `Delta Industries: ${n(late.length)} overdue invoices, ${usd(owing(late))} together`
  ),
  ask("Did anyone pay last month?", usd(B.sum(B.paymentsIn(B.month(2026, 4), USD).map(({ amount }) => amount)))),
  ask("Why is revenue down?", "Revenue went down at", "comparing"),
  ask("How are we doing compared to last year?", usd(B.revenue(soFar)), `against ${usd(B.revenue(sameDays))}`),
  ask("Qui dépasse son plafond de crédit ?", "utilisation du plafond de crédit, plus de 100 %"),
  ask("How much revenue came from Food Wholesale last year?", usd(B.revenue(B.year(2025), ofFood))),
  follow("And the year before?", usd(B.revenue(B.year(2024), ofFood))),
  follow("And for all customers?", usd(B.revenue(B.year(2024)))),
  ask("Which industries do we serve?", "Customers by industry", "Industry"),
  ask("How does Delta's revenue compare with the rest?", `of ${n(all.length)} customers`, "Delta Industries"),
  ask("Is anyone at risk of churning?", "Orders went down at", "comparing"),
  ask("Which invoice is the largest one open?", "The largest open invoice is"),
  ask(
    "Delta est-il notre plus gros client ?",
    `Non : Delta Industries se classe ${delta}e sur ${nf(all.length)} clients`,
    "en moyenne"
  ),
  ask(
    `${oldest[0]?.name} est-il notre plus ancien client ?`,
    `Oui : ${oldest[0]?.name} est 1er sur ${nf(B.customers.length)} clients`
  )
]
