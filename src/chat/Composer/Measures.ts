/** Answers from measures: what it came to and over which time in a sentence, several side by side in a table. */
import { Schema } from "effect"
import { Measured, type MeasuredRow } from "../../domain/Measure.ts"
import { catalogue } from "../../knowledge/Measures/Catalogue.ts"
import { wholeOf } from "../../knowledge/Measures/Shares.ts"
import { Refused, Unread } from "../Measuring.ts"
import type { Marked } from "../Synthesis.ts"
import { cited, type Desk } from "./Desk.ts"
import { english } from "./Measures/English.ts"
import { changeOf, figure } from "./Measures/Figures.ts"
import { french } from "./Measures/French.ts"
import { sharing, tableOf } from "./Measures/Tables.ts"
import type { MeasureWords, Told } from "./Measures/Words.ts"

/** Empty where nothing was measured. */
export const writeMeasures = (desk: Desk): ReadonlyArray<string> => {
  const say = desk.synthesis.language === "fr" ? french : english
  const { items } = desk.synthesis
  const unread = items.flatMap((item) =>
    Schema.is(Unread)(item.data) ? [cited(say.unread(item.data.unread.join(" ")), item)] : []
  )
  const refused = items.flatMap((item) => Schema.is(Refused)(item.data) ? [refusal(desk, say, item, item.data)] : [])
  if (refused.length > 0) return refused
  const is = Schema.is(Measured)
  const told = items.flatMap((item) => is(item.data) ? [{ item, measured: item.data }] : [])
    .sort((a, b) => order(desk, a.measured) - order(desk, b.measured))
  if (told.length === 0) return []
  const said = told.map(({ item, measured }) => written(desk, say, item, measured))
  const prose = said.flatMap(({ prose, table }) => table === undefined ? prose : [])
  const defined = Array.from(new Set(told.flatMap(({ measured }) => say.defined[measured.question.metric] ?? [])))
  const mixed = told.some(({ measured }) => new Set(measured.rows.map(({ currency }) => currency)).size > 1)
  return [
    ...unread,
    ...(prose.length === 0 ? [] : [prose.join(" ")]),
    ...said.flatMap(({ prose, table }) => table === undefined ? [] : [prose.join(" "), table]),
    ...[...said.flatMap(({ more }) => more), ...(mixed ? [say.currencies] : []), ...defined].length === 0
      ? []
      : [[...said.flatMap(({ more }) => more), ...(mixed ? [say.currencies] : []), ...defined].join(" ")]
  ]
}

/** As they were asked for. */
const order = ({ synthesis: { measure } }: Desk, measured: Measured) =>
  measure?._tag === "Asked" ? measure.questions.findIndex(({ metric }) => metric === measured.question.metric) : 0

const refusal = (desk: Desk, say: MeasureWords, item: Marked, { metric, period, refusal, words }: Refused) =>
  refusal === "customer"
    ? desk.say.unknownCustomer(words)
    : cited(
      say.refused[refusal](
        words,
        metric === null ? "" : say.noun[metric],
        period === null ? "" : say.period(period)
      ),
      item
    )

interface Written {
  readonly prose: ReadonlyArray<string>
  readonly table?: string | undefined
  readonly more: ReadonlyArray<string>
}

const written = (desk: Desk, say: MeasureWords, item: Marked, measured: Measured): Written => {
  const { question, rows } = measured
  const { before, by, change, customers, filters, metric, period, rank } = question
  const shown = (row: MeasuredRow, value = row.value) => figure(desk, say, metric, value, row.currency)
  const when = period === null || catalogue[metric].dated === "now" ? "" : say.period(period)
  const money = (amount: number) => desk.say.format.money(amount, rows[0]?.currency ?? "")
  const chosen = say.filters(question, money)
  const only = customers.length === 1 ? customers[0]?.name : undefined
  const told = (row: MeasuredRow): Told => ({
    value: shown(row),
    row,
    who: only,
    when,
    filters: chosen,
    past: filters.days === null ? "" : `${say.limits[filters.days.is]} ${say.days(filters.days.than)}`,
    amount: desk.say.format.money(row.amount ?? 0, row.currency ?? ""),
    base: desk.say.format.money(row.base_amount ?? 0, row.currency ?? "")
  })
  const bound = filters.value === null || (filters.value.than === 0 && catalogue[metric].unit === "money") ||
      metric === "days_late" && filters.value.than === 0.5
    ? ""
    : `${say.limits[filters.value.is]} ${figure(desk, say, metric, filters.value.than, rows[0]?.currency ?? null)}`
      .replace(/ (?:late|de retard)$/, "")
  if (by === null) {
    const all = rows.length > 0 ? rows : [nothing]
    const sentences = all.map((row) =>
      before === null
        ? alone(desk, say, measured, row, told(row))
        : yesOrNo(
          desk,
          row,
          say.against(metric, told(row), shown(row, row.before), say.period(before), changeOf(desk, say, row))
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
        ...partOfCustomers(desk, say, item, measured, all[0]?.value ?? 0),
        ...(before !== null && period?.kind === "this" && before.kind !== "between" ? [say.soFar] : [])
      ],
      more: question.assumed ? [say.assumed(metric)] : []
    }
  }
  const [first, ...others] = rows
  if (change !== null && before !== null) {
    const texts = [when, say.period(before)] as const
    if (first === undefined) return { prose: [cited(say.nobodyChanged(question, ...texts), item)], more: [] }
    return {
      prose: [cited(say.changed(question, measured.groups_count, ...texts, measured.tested), item)],
      ...tableOf(desk, say, item, measured)
    }
  }
  if (first === undefined) return { prose: [cited(say.none(question, when, bound, chosen), item)], more: [] }
  if (customers.length > 1 && by === "customer") return sideBySide(desk, say, item, measured, when)
  const totals = measured.totals.map(({ amount, currency }) => figure(desk, say, metric, amount, currency))
  const total = totals.length < 4 && catalogue[metric].unit === "money" ? desk.say.format.list(totals) : ""
  const single = by === "order" || by === "invoice"
  const ranked = rank !== null && rank.asked && bound === ""
  const name = by === "customer" ? first.name : say.group(by, first.key)
  const lead = !ranked
    ? say.list(question, measured.groups_count, total, told(first), bound)
    : single
    ? say.single(question, told(first))
    : say.first(metric, by, rank.order === "least", { ...told(first), name })
  const averaged = question.as === "mean"
    ? measured.totals.map(({ amount, currency, groups }) =>
      cited(say.average(by, figure(desk, say, metric, perEach(amount, groups), currency), groups), item)
    )
    : []
  const prose = [
    cited(lead, item),
    ...averaged,
    ...partOfCustomers(desk, say, item, measured, measured.groups_count),
    ...shareOfAll(desk, say, item, measured)
  ]
  return others.length === 0 && ranked ? { prose, more: [] } : { prose, ...tableOf(desk, say, item, measured) }
}

const perEach = (amount: number, many: number) => Math.round(amount / many * 100) / 100

/** One figure: by itself, per row, or as a part of the whole. */
const alone = (desk: Desk, say: MeasureWords, { question, wholes }: Measured, row: MeasuredRow, told: Told): string => {
  const { as, counting, metric } = question
  const whole = wholes.find(({ currency }) => currency === row.currency)?.amount ?? 0
  const shown = (value: number) => figure(desk, say, metric, value, row.currency)
  if (as === "mean" && row.rows > 0) return say.mean(metric, shown(perEach(row.value ?? 0, row.rows)), told)
  return as === "share" && !counting && whole > 0
    ? say.share(metric, wholeOf(question).metric, desk.say.format.percent((row.value ?? 0) / whole), shown(whole), told)
    : say.whole(metric, told)
}

const partOfCustomers = (
  desk: Desk,
  say: MeasureWords,
  item: Marked,
  { question, wholes }: Measured,
  count: number
) => {
  const whole = wholes[0]?.amount ?? 0
  return question.counting && question.as === "share" && whole > 0
    ? [cited(say.ofCustomers(question.metric, desk.say.format.percent(count / whole), count, whole), item)]
    : []
}

/** "Is revenue up on last year?" */
const yesOrNo = ({ say, synthesis }: Desk, { before, value }: MeasuredRow, sentence: string): string => {
  const asked =
    /^(?:is|are|did|does|do|has|have|was|were|est-ce que|le |la |les )\b.*\b(?:(up|grow\w*|grew|increas\w*|ris(?:e|en|ing)|rose|more|better|higher|augment\w*|hausse|progress\w*)|(down|fall\w*|fell|drop\w*|declin\w*|decreas\w*|less|fewer|lower|worse|baiss\w*|diminu\w*))\b.*\?/i
      .exec(synthesis.question)
  if (asked === null || value === null || before === null) return sentence
  const yes = asked[1] === undefined ? value < before : value > before
  const answer = yes ? say.yes : say.no
  return synthesis.language === "fr"
    ? `${answer} : ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
    : `${answer}. ${sentence}`
}

/** "What share of revenue comes from the top five?" */
const shareOfAll = (desk: Desk, say: MeasureWords, item: Marked, measured: Measured): ReadonlyArray<string> => {
  const { question: { metric, rank }, rows, totals } = measured
  if (!sharing.test(desk.synthesis.question) || rank?.asked !== true) return []
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

const nothing: MeasuredRow = {
  key: "",
  name: "",
  currency: null,
  value: 0,
  before: 0,
  rows: 0,
  rows_before: 0,
  part_count: null,
  amount: null,
  base_amount: null,
  days: null,
  date: null,
  customer: null
}

const sideBySide = (desk: Desk, say: MeasureWords, item: Marked, measured: Measured, when: string): Written => {
  const { customers, metric } = measured.question
  const known = customers.map(({ id, name }) =>
    measured.rows.find(({ key }) => key === id) ??
      {
        ...nothing,
        key: id,
        name,
        value: catalogue[metric].unit === "count" || catalogue[metric].unit === "money" ? 0 : null
      }
  )
  const all = known.toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity))
  const currencies = new Set(measured.rows.map(({ currency }) => currency))
  const [first, last] = [all[0], all.at(-1)]
  const one = (row: MeasuredRow) => {
    const currency = row.currency ?? measured.rows[0]?.currency ?? null
    const shown = figure(desk, say, metric, row.value, currency)
    const whole = measured.wholes.find((of) => of.currency === currency)?.amount ?? 0
    return whole > 0 ? `${shown} (${desk.say.format.percent((row.value ?? 0) / whole)})` : shown
  }
  const whole = {
    ...measured,
    rows: all.map((row) => ({ ...row, currency: row.currency ?? measured.rows[0]?.currency ?? null }))
  }
  if (first === undefined || last === undefined) return { prose: [], more: [] }
  const lead = first.value === last.value && currencies.size < 2
    ? say.alike(metric, when, one(first))
    : say.sideBySide(metric, when, all.map((row) => `${row.name} ${one(row)}`))
  const [total, ...otherTotals] = measured.totals
  const prose = total !== undefined && otherTotals.length === 0 && combined.test(desk.synthesis.question)
    ? [cited(lead, item), cited(say.together(figure(desk, say, metric, total.amount, total.currency)), item)]
    : [cited(lead, item)]
  return all.length === 2 && measured.question.before === null
    ? { prose, more: [] }
    : { prose, ...tableOf(desk, say, item, whole) }
}
