/** Which customers come first in what was asked for: the first in a sentence, those who follow in a table. */
import { Schema } from "effect"
import type { Topic } from "../../domain/Evidence.ts"
import { plain } from "../Reading/Words.ts"
import type { Marked } from "../Synthesis.ts"
import { cited, type Desk, table } from "./Desk.ts"

/** Those who come first in something, as the fact about it names them. */
const Leader = Schema.Struct({
  name: Schema.String,
  currency: Schema.String,
  overdue_count: Schema.Int,
  overdue_amount: Schema.Number,
  oldest_days: Schema.Int,
  open_count: Schema.Int,
  open_amount: Schema.Number,
  revenue_365: Schema.Number,
  recent_mean_days_late: Schema.NullOr(Schema.Number),
  recent_paid_invoices: Schema.Int,
  open_exposure: Schema.Number,
  credit_limit: Schema.NullOr(Schema.Number)
})
const Ranked = Schema.Struct({ leaders: Schema.Array(Leader) })
type Leader = typeof Leader.Type

/** Undefined where nothing ranks customers by what was asked. */
export const leading = (desk: Desk, facts: ReadonlyArray<Marked>) => {
  const { say, synthesis } = desk
  const asked = plain(synthesis.question)
  const topic = rankedBy(synthesis.topics, asked)
  const item = facts.find((one) => one.topic === topic && Schema.is(Ranked)(one.data))
  const cellsOf = topic === undefined ? undefined : cells(desk)[topic]
  const words = topic === undefined ? undefined : say.portfolio.ranks[topic]
  if (item === undefined || !Schema.is(Ranked)(item.data) || cellsOf === undefined || words === undefined) {
    return undefined
  }
  const { leaders } = item.data
  const [first] = leaders
  return first === undefined ? undefined : {
    first: cited(words.first(first.name, cellsOf(first)[0]), item),
    table: table(
      words.columns,
      leaders.slice(0, 5).map((one) => {
        const [value, ...others] = cellsOf(one)
        return [one.name, cited(value, item), ...others]
      })
    )
  }
}

/** Revenue where only "best" or "biggest" customers were asked for; nothing where the other end of the list was. */
const rankedBy = (topics: ReadonlyArray<Topic>, asked: string): Topic | undefined => {
  if (/\b(?:least|smallest|lowest|moins)\b/.test(asked)) return undefined
  const named = topics.filter((topic) => topic !== "portfolio").map((topic) => sameList[topic] ?? topic)
  const [topic] = named
  if (topic === undefined) {
    return /\b(?:best|biggest|largest|top|meilleurs?|plus gros)\b/.test(asked) ? "revenue" : undefined
  }
  const otherEnd = topic === "payment_behaviour" && /\b(?:best|fastest|earliest|on time|meilleurs?)\b/.test(asked)
  return otherEnd ? undefined : topic
}

const sameList: { readonly [T in Topic]?: Topic } = { ageing: "invoices_overdue", credit: "exposure" }

type Cells = (leader: Leader) => readonly [string, ...ReadonlyArray<string>]

const cells = ({ say: { comparison, format } }: Desk): { readonly [T in Topic]?: Cells } => ({
  invoices_overdue: (one) => [
    format.money(one.overdue_amount, one.currency),
    format.number(one.overdue_count),
    format.days(one.oldest_days)
  ],
  invoices_open: (one) => [format.money(one.open_amount, one.currency), format.number(one.open_count)],
  revenue: (one) => [format.money(one.revenue_365, one.currency)],
  payment_behaviour: (one) => [
    comparison.cellDays(one.recent_mean_days_late ?? 0),
    format.number(one.recent_paid_invoices)
  ],
  exposure: (one) => [
    format.percent(one.open_exposure / (one.credit_limit ?? 1)),
    format.money(one.open_exposure, one.currency),
    format.money(one.credit_limit ?? 0, one.currency)
  ]
})
