/** One measure with what every sentence about it is told with. */
import type { Measured, MeasuredRow } from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import { type Desk, lowerFirst } from "../Desk.ts"
import { figure } from "./Figures.ts"
import type { MeasureWords, Told } from "./Words.ts"

export interface Sheaf {
  readonly desk: Desk
  readonly say: MeasureWords
  readonly measured: Measured
  /** The period in words; empty where it is as of now. */
  readonly when: string
  /** Which rows were meant, and how large a figure had to be. */
  readonly chosen: string
  readonly bound: string
  readonly shown: (row: MeasuredRow, value?: number | null) => string
  readonly told: (row: MeasuredRow) => Told
}

/** What is written of one measure. */
export interface Block {
  readonly prose: ReadonlyArray<string>
  readonly table?: string | undefined
  /** What belongs under the table. */
  readonly more: ReadonlyArray<string>
}

export const sheafOf = (desk: Desk, say: MeasureWords, read: Measured): Sheaf => {
  const { question } = read
  const rows = inOrder(read)
  const { customers, filters, metric, period } = question
  const shown = (row: MeasuredRow, value: number | null = row.value) => figure(desk, say, metric, value, row.currency)
  // Where nothing was found, an amount is in the currency that the question gives it in.
  const currency = rows.find((row) => row.currency !== null)?.currency ?? currencyIn(desk.synthesis.question)
  const when = period === null || catalogue[metric].dated === "now" ? "" : say.period(period)
  const chosen = say.filters(question, (amount) => desk.say.format.money(amount, currency))
  const only = customers.length === 1 ? customers[0]?.name : undefined
  const bound = filters.value === null || (filters.value.than === 0 && catalogue[metric].unit === "money") ||
      metric === "days_late" && filters.value.than <= 0.5
    ? ""
    : `${say.limits[filters.value.is]} ${figure(desk, say, metric, filters.value.than, currency)}`
      .replace(/ (?:late|de retard)$/, "")
  return {
    desk,
    say,
    measured: { ...read, rows },
    when,
    chosen,
    bound,
    shown,
    told: (row) => ({
      value: shown(row),
      row,
      who: only,
      when,
      filters: chosen,
      past: filters.days === null ? "" : `${say.limits[filters.days.is]} ${say.days(filters.days.than)}`,
      amount: desk.say.format.money(row.amount ?? 0, row.currency ?? ""),
      base: desk.say.format.money(row.base_amount ?? 0, row.currency ?? "")
    })
  }
}

const currencyIn = (question: string): string => signs.find(([sign]) => question.includes(sign))?.[1] ?? ""
const signs = [["$", "USD"], ["€", "EUR"], ["£", "GBP"]] as const

/** Amounts are ranked apart by currency; what is ranked by its day is not. */
const inOrder = ({ question: { placed, rank }, rows }: Measured): ReadonlyArray<MeasuredRow> =>
  rank?.order === "oldest" || rank?.order === "newest"
    ? rows.toSorted((a, b) => (rank.order === "oldest" ? 1 : -1) * (a.date ?? "").localeCompare(b.date ?? ""))
      .slice(0, placed === null ? rank.limit : rows.length)
    : rows

export const perEach = (amount: number, many: number): number => Math.round(amount / many * 100) / 100

export const nothing: MeasuredRow = {
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
  customer: null,
  place: null,
  places: null
}

/** Yes or No before a sentence that says why; a name that it begins with keeps its capital. */
export const answering = ({ desk: { say, synthesis }, measured }: Sheaf, yes: boolean, sentence: string): string => {
  const answer = yes ? say.yes : say.no
  if (synthesis.language !== "fr") return `${answer}. ${sentence}`
  const named = measured.question.customers.some(({ name }) => sentence.startsWith(name))
  return `${answer} : ${named ? sentence : lowerFirst(sentence)}`
}
