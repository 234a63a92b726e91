/** Where one customer stands among all: its place and, where that says something, what they come to on average. */
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import type { Marked } from "../../Synthesis.ts"
import { cited } from "../Desk.ts"
import { figure } from "./Figures.ts"
import { answering, type Block, perEach, type Sheaf } from "./Sheaf.ts"
import { tableOf } from "./Tables.ts"

export const writePlace = (sheaf: Sheaf, item: Marked): Block => {
  const { desk, measured, say, told, when } = sheaf
  const { question, rows, totals } = measured
  const within = question.placed?.within ?? null
  const [customer] = question.customers
  const name = customer?.name ?? ""
  const answered = (yes: boolean, sentence: string) => within === null ? sentence : answering(sheaf, yes, sentence)
  const apart = new Set(rows.map(({ currency }) => currency)).size > 1
  const own = rows.filter(({ key }) => key === customer?.id)
  const sentences = own.map((row) => {
    const { place, places } = row
    const total = totals.find(({ currency }) => currency === row.currency)
    const averages = total !== undefined && total.groups > 1 && catalogue[question.metric].source !== "customers"
    return answered(
      (place ?? Infinity) <= (within ?? 0),
      say.placed(question, {
        ...told(row),
        ...(apart ? { filters: inCurrency(sheaf, row.currency) } : {}),
        name,
        place: place ?? 0,
        places: places ?? 0,
        average: averages
          ? figure(desk, say, question.metric, perEach(total.amount, total.groups), row.currency)
          : ""
      })
    )
  })
  // Who has none at all may well have least: that is said, and neither Yes nor No.
  const unplaced = say.unplaced(question, name, when)
  const prose = sentences.length > 0
    ? sentences
    : [question.rank?.order === "least" ? unplaced : answered(false, unplaced)]
  return {
    prose: prose.map((sentence) => cited(sentence, item)),
    ...(rows.length > 0 ? tableOf(desk, say, item, measured) : { more: [] })
  }
}

/** Amounts of different currencies are ranked apart. */
const inCurrency = ({ desk, measured: { question }, say }: Sheaf, currency: string | null): string =>
  say.filters(
    { ...question, filters: { ...question.filters, currency } },
    (amount) => desk.say.format.money(amount, currency ?? "")
  )
