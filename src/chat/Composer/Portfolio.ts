/** The business as a whole: its figures on what was asked, and who owes most. */
import { Schema } from "effect"
import { telling } from "../ContextSynthesis/Currencies.ts"
import { sentencesOf } from "../ContextSynthesis/Sentences.ts"
import { plain } from "../Reading/Words.ts"
import type { Marked } from "../Synthesis.ts"
import { bullets, cited, type Desk, readable, table, upperFirst } from "./Desk.ts"
import { isFigure } from "./Facts.ts"
import { caveats, windowIn } from "./Facts/Asked.ts"
import { clauseOf } from "./Facts/Clauses.ts"
import { amounts, owedInEach } from "./Owed.ts"
import { leading } from "./Ranking.ts"

/** What the whole business's fact holds besides its sentences; where it holds less, less is said. */
const Overview = Schema.Struct({
  customers: Schema.Int,
  customers_by_status: Schema.Record({ key: Schema.String, value: Schema.Int }),
  largest_overdue: Schema.Array(Schema.Struct({
    name: Schema.String,
    currency: Schema.String,
    overdue_count: Schema.Int,
    overdue_amount: Schema.Number,
    oldest_days: Schema.Int
  }))
})

export const writePortfolioFacts = (desk: Desk): ReadonlyArray<string> => {
  const { question, topics } = desk.synthesis
  const overview = overviewOf(desk)
  const asked = plain(question)
  const aboutCustomers = topics.includes("portfolio")
  if (
    overview !== undefined && aboutCustomers &&
    /\b(?:how many|number of|combien)\b.{0,20}\b(?:customers?|clients?|accounts?)\b/.test(asked)
  ) {
    return [
      cited(
        desk.say.portfolio.customers(overview.figures.customers, overview.figures.customers_by_status),
        overview.item
      )
    ]
  }
  const leaders = aboutCustomers ? leading(desk, overall(desk)) : undefined
  if (leaders !== undefined && (ranked.test(asked) || !topics.some(isFigure))) return [leaders.first, leaders.table]
  const figures = topics.filter(isFigure).slice(0, 3).flatMap((topic) => said(desk, topic))
  const owed = topics.some((topic) =>
    topic === "invoices_overdue" || topic === "invoices_open" || topic === "ageing" || topic === "payment_behaviour"
  )
  // The largest overdue balances answer who owes most, not who owes least or pays best.
  const debt = !ranked.test(asked) || topics.includes("invoices_overdue")
  const who = leaders !== undefined
    ? [leaders.table]
    : aboutCustomers && debt && (owed || topics.length === 1) && overview !== undefined
    ? debtors(desk, overview.item, overview.figures)
    : []
  const ranking = aboutCustomers && who.length === 0 && ranked.test(asked) ? [desk.say.portfolio.noRanking] : []
  if (figures.length > 0) return [[...figures, ...ranking].join(" "), ...who, ...caveats(desk, topics)]
  const first = overview?.item ?? overall(desk)[0]
  return first === undefined ? [] : [opening(desk, first), ...who]
}

export const writeBusiness = (desk: Desk): ReadonlyArray<string> => {
  const overview = overviewOf(desk)
  const { invoices_open: open, invoices_overdue: overdue } = desk.sheet(undefined)
  const lines = (["orders", "rush_orders", "revenue", "invoices_open", "payment_behaviour", "dso"] as const)
    .flatMap((topic) => {
      if (topic === "invoices_open" && open !== undefined && overdue !== undefined) {
        const owed = cited(owedInEach(desk, open.figures, overdue.figures), open.item, overdue.item)
        return [`**${desk.say.headings.owed}${desk.say.colon}** ${owed}`]
      }
      const found = clauseOf(desk, undefined, topic, 90)
      return found === undefined || found.text === ""
        ? []
        : [`**${desk.say.label[topic]}${desk.say.colon}** ${cited(found.text, found.item)}`]
    })
  const [first, ...rest] = overall(desk)
  if (lines.length === 0) {
    return first === undefined
      ? []
      : [opening(desk, first), ...bullets(rest.slice(0, 7).map((item) => opening(desk, item)))]
  }
  const head = overview === undefined
    ? []
    : [
      cited(
        desk.say.portfolio.customers(overview.figures.customers, overview.figures.customers_by_status),
        overview.item
      )
    ]
  const said = [...trend(desk), ...head].join(" ")
  return [
    ...(said === "" ? [] : [said]),
    ...bullets(lines),
    ...(overview === undefined
      ? []
      : [...debtors(desk, overview.item, overview.figures), ...firstStep(desk, overview.item, overview.figures)])
  ]
}

/** Since when what was `said` of the whole business is kept, where rows have come since. */
export const writeAsOf = (desk: Desk, said: ReadonlyArray<string>): ReadonlyArray<string> => {
  const { format, portfolio } = desk.say
  const used = overall(desk).find((item) =>
    item.outdated === true && said.some((block) => block.includes(`[${item.marker}]`))
  )
  return used?.at === undefined ? [] : [cited(portfolio.asOf(format.moment(used.at)), used)]
}

/** The point of it all: which way revenue goes, and how much of what is owed is overdue. */
const trend = (desk: Desk): ReadonlyArray<string> => {
  const { format, portfolio } = desk.say
  const { invoices_open: open, invoices_overdue: overdue, revenue } = desk.sheet(undefined)
  const moved = revenue === undefined || revenue.figures.previous_90 <= 0 ? [] : [
    cited(
      portfolio.revenue(
        format.money(revenue.figures.revenue_90, revenue.figures.currency),
        format.money(revenue.figures.previous_90, revenue.figures.currency),
        format.percent(Math.abs(revenue.figures.revenue_90 / revenue.figures.previous_90 - 1)),
        Math.sign(revenue.figures.revenue_90 - revenue.figures.previous_90)
      ),
      revenue.item
    )
  ]
  const late = open === undefined || overdue === undefined || telling(overdue.figures).length === 0 ? [] : [
    cited(
      portfolio.overdue(amounts(desk, telling(overdue.figures)), amounts(desk, telling(open.figures))),
      overdue.item,
      open.item
    )
  ]
  return [...moved, ...late]
}

const firstStep = (desk: Desk, item: Marked, { largest_overdue: [first] }: typeof Overview.Type) => {
  const { format, status } = desk.say
  return first === undefined ? [] : [
    `**${status.toDo}${desk.say.colon}** ${
      cited(
        status.collectFirst(
          first.name,
          format.money(first.overdue_amount, first.currency),
          format.days(first.oldest_days)
        ),
        item
      )
    }.`
  ]
}

const ranked =
  /\b(?:top|best|worst|biggest|largest|smallest|most|least|latest|slowest|close(?:st)? to|stopped|haven't|have not|inactive|quiet|near(?:est)?|meilleure?s?|pires?|plus|moins|proches?)\b/

const overall = (desk: Desk): ReadonlyArray<Marked> =>
  desk.synthesis.items.filter((item) => item.kind === "fact" && item.entity_id === undefined)

const overviewOf = (desk: Desk) => {
  const is = Schema.is(Overview)
  for (const item of overall(desk)) if (item.topic === "portfolio" && is(item.data)) return { figures: item.data, item }
  return undefined
}

/** In English as the fact's own first sentence says it; in French from its figures. */
const said = (desk: Desk, topic: Parameters<typeof clauseOf>[2]): ReadonlyArray<string> => {
  const item = overall(desk).find((one) => one.topic === topic)
  if (item === undefined) return []
  const window = windowIn(desk.synthesis.question, topic)
  if (desk.synthesis.language === "en" && (window === 90 || !windowed.has(topic))) return [opening(desk, item)]
  const found = clauseOf(desk, undefined, topic, window)
  return found === undefined || found.text === ""
    ? [opening(desk, item)]
    : desk.synthesis.language === "en"
    ? [cited(upperFirst(desk.say.sentence[topic]("your customers", found.text, found.nothing)), found.item)]
    : [`${desk.say.label[topic]}${desk.say.colon} ${cited(`${found.text}.`, found.item)}`]
}

const windowed = new Set(["orders", "rush_orders", "revenue"])

const opening = (desk: Desk, item: Marked): string =>
  cited(sentencesOf(readable(desk, item.text))[0] ?? item.title, item)

const debtors = (desk: Desk, item: Marked, { largest_overdue }: typeof Overview.Type): ReadonlyArray<string> => {
  const { format, portfolio } = desk.say
  return largest_overdue.length === 0 ? [] : [
    `${portfolio.largest}${desk.say.colon}`,
    table(
      portfolio.columns,
      largest_overdue.slice(0, 5).map((one) => [
        one.name,
        cited(format.money(one.overdue_amount, one.currency), item),
        format.number(one.overdue_count),
        cited(format.days(one.oldest_days), item)
      ])
    )
  ]
}
