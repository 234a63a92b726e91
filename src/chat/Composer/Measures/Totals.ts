/** One figure of the whole: by itself, against an earlier time, per row, or as a part; in each currency there is. */
import type { Bound, MeasuredRow } from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import { wholeOf } from "../../../knowledge/Measures/Shares.ts"
import { asksWhether } from "../../Reading/Measuring/Meaning.ts"
import { plain } from "../../Reading/Words.ts"
import type { Marked } from "../../Synthesis.ts"
import { cited } from "../Desk.ts"
import { changeOf } from "./Figures.ts"
import { answering, type Block, nothing, perEach, type Sheaf } from "./Sheaf.ts"

export const writeTotals = (sheaf: Sheaf, item: Marked): Block => {
  const { desk, measured, say, shown, told } = sheaf
  const { before, filters, metric, period } = measured.question
  const all = measured.rows.length > 0 ? measured.rows : [nothing]
  const sentences = all.map((row, at) =>
    at > 0 && row.currency !== null && alsoIn(sheaf, row) !== undefined
      ? alsoIn(sheaf, row) ?? ""
      : before === null
      ? asClaimed(sheaf, row, alone(sheaf, row))
      : yesOrNo(
        sheaf,
        row,
        say.against(metric, told(row), shown(row, row.before), say.period(before), changeOf(desk, say, metric, row))
      )
  )
  const cancelled = all.reduce(
    (sum, row) =>
      sum + (metric === "orders" || metric === "rush_orders" || metric === "order_value" ? row.part_count ?? 0 : 0),
    0
  )
  return {
    prose: [
      ...sentences.map((sentence) => cited(sentence, item)),
      ...(cancelled > 0 && filters.order_statuses.length === 0 ? [cited(say.cancelled(cancelled), item)] : []),
      ...partOfCustomers(sheaf, item, all[0]?.value ?? 0),
      ...(before !== null && period?.kind === "this" && before.kind !== "between" ? [say.soFar] : [])
    ],
    more: measured.question.assumed ? [say.assumed(metric)] : []
  }
}

/** The same in another currency needs no sentence that says again what is told and over which time. */
const alsoIn = ({ desk, measured: { question }, say, shown }: Sheaf, row: MeasuredRow): string | undefined => {
  const { as, before, metric } = question
  const { source, unit } = catalogue[metric]
  if (unit !== "money" || as !== "total" || source === "standing" || source === "customers") return undefined
  const from = source === "orders" || source === "payments" ? source : "invoices"
  return say.alsoIn(
    row.currency ?? "",
    row.rows === 0 ? "" : shown(row),
    row.rows === 0 ? "" : say.counted(from, row.rows),
    before === null ? "" : shown(row, row.before),
    before === null ? "" : changeOf(desk, say, metric, row)
  )
}

const alone = ({ desk, measured: { question, wholes }, say, shown, told }: Sheaf, row: MeasuredRow): string => {
  const { as, counting, metric } = question
  const whole = wholes.find(({ currency }) => currency === row.currency)?.amount ?? 0
  if (as === "mean" && row.rows > 0) {
    return say.mean(metric, shown(row, perEach(row.value ?? 0, row.rows)), told(row))
  }
  return as === "share" && !counting && whole > 0
    ? say.share(
      metric,
      wholeOf(question).metric,
      desk.say.format.percent((row.value ?? 0) / whole),
      shown(row, whole),
      told(row)
    )
    : say.whole(metric, told(row))
}

/** How many of all customers those are that were counted. */
export const partOfCustomers = (
  { desk, measured: { question, wholes }, say }: Sheaf,
  item: Marked,
  count: number
): ReadonlyArray<string> => {
  const whole = wholes[0]?.amount ?? 0
  return question.counting && question.as === "share" && whole > 0
    ? [cited(say.ofCustomers(question.metric, desk.say.format.percent(count / whole), count, whole), item)]
    : []
}

const risen =
  /\b(?:up|grow\w*|grew|increas\w*|ris(?:e|en|ing)|rose|more|better|higher|later|slower|longer|augment\w*|hausse|progress\w*|plus(?! (?:tot|vite|rapidement|bas)))\b/
const fallen =
  /\b(?:down|fall\w*|fell|drop\w*|declin\w*|decreas\w*|less|fewer|lower|worse|sooner|earlier|faster|quicker|baiss\w*|diminu\w*|recul\w*|moins|plus (?:tot|vite|rapidement|bas))\b/

/** "Is revenue up on last year?" */
const yesOrNo = (sheaf: Sheaf, { before, value }: MeasuredRow, sentence: string): string => {
  const asked = plain(sheaf.desk.synthesis.question)
  const way = risen.test(asked) ? 1 : fallen.test(asked) ? -1 : 0
  if (way === 0 || !asksWhether(asked) || value === null || before === null) return sentence
  return answering(sheaf, (value - before) * way > 0, sentence)
}

/** "Did we get more than 100 orders?" */
const asClaimed = (sheaf: Sheaf, { currency, value }: MeasuredRow, sentence: string): string => {
  const { desk, measured: { question: { as, claimed }, rows, wholes } } = sheaf
  if (claimed === null || value === null || rows.length > 1 || !asksWhether(plain(desk.synthesis.question))) {
    return sentence
  }
  const whole = as === "share" ? wholes.find((one) => one.currency === currency)?.amount ?? 0 : 1
  return whole === 0 ? sentence : answering(sheaf, holds(claimed, value / whole), sentence)
}

const holds = ({ is, than }: Bound, value: number): boolean =>
  is === "="
    ? value === than
    : is === ">"
    ? value > than
    : is === ">="
    ? value >= than
    : is === "<"
    ? value < than
    : value <= than
