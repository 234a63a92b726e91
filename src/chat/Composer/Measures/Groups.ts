/** A measure split or ranked: what stands out in a sentence, then the groups as a table; a few customers side by side. */
import type { MeasuredRow } from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import { numberPattern } from "../../Reading/Measuring/Periods.ts"
import { plain } from "../../Reading/Words.ts"
import type { Marked } from "../../Synthesis.ts"
import { cited } from "../Desk.ts"
import { figure } from "./Figures.ts"
import { writePlace } from "./Placing.ts"
import { type Block, nothing, perEach, type Sheaf } from "./Sheaf.ts"
import { sharing, tableOf } from "./Tables.ts"
import { partOfCustomers } from "./Totals.ts"

export const writeGroups = (sheaf: Sheaf, item: Marked): Block => {
  const { bound, chosen, desk, measured, say, told, when } = sheaf
  const { question, rows } = measured
  const { before, change, customers, metric, rank } = question
  const by = question.by ?? "customer"
  const [first, ...others] = rows
  if (question.placed !== null) return writePlace(sheaf, item)
  const table = () => tableOf(desk, say, item, measured)
  if (change !== null && before !== null) {
    const texts = [when, say.period(before), chosen] as const
    if (first === undefined) return { prose: [cited(say.nobodyChanged(question, ...texts), item)], more: [] }
    return {
      prose: [cited(say.changed(question, measured.groups_count, ...texts, measured.tested), item)],
      ...table()
    }
  }
  if (first === undefined) return { prose: [cited(say.none(question, when, bound, chosen), item)], more: [] }
  if (customers.length > 1 && by === "customer" && rank === null) return sideBySide(sheaf, item)
  const ranked = rank !== null && rank.asked && bound === ""
  const name = by === "customer" ? first.name : say.group(by, first.key)
  const lead = !ranked
    ? say.list(question, measured.groups_count, total(sheaf), told(first), bound, peak(sheaf))
    : by === "order" || by === "invoice"
    ? say.single(question, told(first))
    : say.first(metric, by, rank.order === "least", { ...told(first), name })
  const averaged = question.as === "mean"
    ? measured.totals.map(({ amount, currency, groups }) =>
      cited(say.average(question, figure(desk, say, metric, perEach(amount, groups), currency), groups), item)
    )
    : []
  const few = ranked && measured.groups_count < rank.limit && counts.test(plain(desk.synthesis.question))
    ? [cited(say.fewer(question, measured.groups_count), item)]
    : []
  const prose = [
    cited(lead, item),
    ...few,
    ...averaged,
    ...partOfCustomers(sheaf, item, measured.groups_count),
    ...shareOfAll(sheaf, item)
  ]
  return others.length === 0 && ranked ? { prose, more: [] } : { prose, ...table() }
}

const counts = new RegExp(`(?<![\\p{L}\\p{N}])(?:${numberPattern})(?![\\p{L}\\p{N}])`, "u")
const inTime = new Set(["month", "quarter", "year"])

/** What the groups come to together, where that says anything. */
const total = ({ desk, measured: { question: { by, counting, metric }, totals }, say }: Sheaf): string => {
  const { additive, source, unit } = catalogue[metric]
  const ofCustomers = by === "customer" && source === "orders" && !counting
  const told = unit === "money" || (unit === "count" && additive && by !== null && (inTime.has(by) || ofCustomers))
  return told && totals.length < 4
    ? desk.say.format.list(totals.map(({ amount, currency }) => figure(desk, say, metric, amount, currency)))
    : ""
}

/** The time that had most, unless several had. */
const peak = ({ measured: { question: { by, metric }, rows }, say, shown }: Sheaf): string => {
  if (by === null || !inTime.has(by) || !catalogue[metric].additive || rows.length < 3) return ""
  if (new Set(rows.map(({ currency }) => currency)).size > 1) return ""
  const most = Math.max(...rows.map(({ value }) => value ?? 0))
  const [best, ...alike] = rows.filter(({ value }) => value === most)
  return best === undefined || alike.length > 0 ? "" : say.peak(say.group(by, best.key), shown(best))
}

/** "What share of revenue comes from the top five?" */
const shareOfAll = ({ desk, measured, say }: Sheaf, item: Marked): ReadonlyArray<string> => {
  const { question: { metric, rank }, rows, totals } = measured
  const asked = sharing.test(desk.synthesis.question) || combined.test(desk.synthesis.question)
  if (!asked || rank?.asked !== true) return []
  return totals.flatMap(({ amount, currency }) => {
    const own = rows.filter((row) => row.currency === currency)
    const sum = Math.round(100 * own.reduce((all, { value }) => all + (value ?? 0), 0)) / 100
    const shown = (value: number) => figure(desk, say, metric, value, currency)
    return amount > sum && sum > 0
      ? [cited(say.ofAll(own.length, shown(sum), desk.say.format.percent(sum / amount), shown(amount)), item)]
      : []
  })
}

const combined = /\b(?:together|combined|altogether|in total|ensemble|au total)\b/i

const sideBySide = ({ desk, measured, say, when }: Sheaf, item: Marked): Block => {
  const { customers, metric } = measured.question
  const { unit } = catalogue[metric]
  const known = customers.map(({ id, name }) =>
    measured.rows.find(({ key }) => key === id) ??
      { ...nothing, key: id, name, value: unit === "count" || unit === "money" ? 0 : null }
  )
  const fallback = measured.rows[0]?.currency ?? null
  const all = known.toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity))
  const currencies = new Set(measured.rows.map(({ currency }) => currency))
  const [first, last] = [all[0], all.at(-1)]
  const one = (row: MeasuredRow) => {
    const currency = row.currency ?? fallback
    const shown = figure(desk, say, metric, row.value, currency)
    const whole = measured.wholes.find((of) => of.currency === currency)?.amount ?? 0
    return whole > 0 ? `${shown} (${desk.say.format.percent((row.value ?? 0) / whole)})` : shown
  }
  if (first === undefined || last === undefined) return { prose: [], more: [] }
  const lead = first.value === last.value && currencies.size < 2
    ? say.alike(metric, when, one(first))
    : say.sideBySide(metric, when, all.map((row) => `${row.name} ${one(row)}`))
  const [total, ...otherTotals] = measured.totals
  const prose = total !== undefined && otherTotals.length === 0 && combined.test(desk.synthesis.question)
    ? [cited(lead, item), cited(say.together(figure(desk, say, metric, total.amount, total.currency)), item)]
    : [cited(lead, item)]
  const whole = { ...measured, rows: all.map((row) => ({ ...row, currency: row.currency ?? fallback })) }
  return all.length === 2 && measured.question.before === null
    ? { prose, more: [] }
    : { prose, ...tableOf(desk, say, item, whole) }
}
