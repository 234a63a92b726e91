/** The groups of a measure as a small table: at most ten rows, and how many more there are. */
import type { Grouping, Measured, MeasuredRow } from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import type { Marked } from "../../Synthesis.ts"
import { cited, type Desk, table, upperFirst } from "../Desk.ts"
import { changeOf, figure } from "./Figures.ts"
import type { MeasureWords } from "./Words.ts"

const most = 10
/** Twelve months, eight quarters: a time line is shown whole. */
const mostInTime = 24

interface Column {
  readonly head: string
  readonly cell: (row: MeasuredRow) => string
}

export const tableOf = (desk: Desk, say: MeasureWords, item: Marked, measured: Measured) => {
  const { question, rows } = measured
  const { by, rank } = question
  if (by === null) return { more: [] }
  const limit = rank === null && inTime.has(by) ? mostInTime : Math.min(most, rank?.limit ?? most)
  // Currencies are ranked apart, so each has its first ones.
  const shown = rows.filter((row, at) =>
    rows.slice(0, at).filter(({ currency }) => currency === row.currency).length < limit ||
    (question.placed !== null && question.customers.some(({ id }) => id === row.key))
  )
  const columns = columnsOf(desk, say, item, measured, by).filter(({ cell }) => shown.some((row) => cell(row) !== ""))
  const left = rank?.asked === true ? 0 : measured.groups_count - shown.length
  return {
    table: table(columns.map(({ head }) => head), shown.map((row) => columns.map(({ cell }) => cell(row)))),
    more: left > 0 ? [cited(say.more(left), item)] : []
  }
}

/** Asks for parts of a whole. */
export const sharing = /\b(?:shares?|percent(?:age)?|proportion|parts?|how much of|pourcentage)\b|%/i

const inTime = new Set<Grouping>(["month", "quarter", "year", "age"])

const columnsOf = (
  desk: Desk,
  say: MeasureWords,
  item: Marked,
  { question, rows, totals }: Measured,
  by: Grouping
): ReadonlyArray<Column> => {
  const { format } = desk.say
  const { before, change, metric } = question
  const { source, unit } = catalogue[metric]
  const { columns } = say
  const whole = (of: MeasuredRow) => totals.find(({ currency }) => currency === of.currency)?.amount ?? 0
  const single = by === "order" || by === "invoice"
  const value = (row: MeasuredRow, of: number | null) => figure(desk, say, metric, of, row.currency)
  const day = (row: MeasuredRow) => row.date === null ? "" : format.isoDay(row.date)
  const money = (row: MeasuredRow, amount: number | null) =>
    amount === null ? "" : format.money(amount, row.currency ?? "")
  const named = by === "customer" || single
  const dated = metric === "inactive_customers" || metric === "new_customers" || metric === "customers"
  const name: Column = {
    head: say.split(question),
    cell: (row) => named ? row.name : cell(say.group(by, row.key))
  }
  const figures: Column = {
    head: single
      ? unit === "money" ? columns.amount : columns.late
      : before === null
      ? upperFirst(say.noun[metric])
      : columns.now,
    cell: (row) => dated && by === "customer" ? "" : cited(value(row, row.value), item)
  }
  const extra: ReadonlyArray<Column> = single
    ? [
      { head: columns.customer, cell: (row) => row.customer ?? "" },
      figures,
      { head: source === "unsettled" ? columns.due : columns.date, cell: day },
      {
        head: columns.pastDue,
        cell: (row) => source === "unsettled" && (row.days ?? 0) > 0 ? say.days(row.days ?? 0) : ""
      }
    ]
    : before !== null
    ? [
      figures,
      { head: columns.before, cell: (row) => value(row, row.before) },
      {
        head: columns.change,
        cell: (row) => unit === "days" ? difference(say, row) : changeOf(desk, say, metric, row)
      },
      { head: columns.invoices, cell: (row) => source === "settled" && change !== null ? format.number(row.rows) : "" }
    ]
    : [
      figures,
      {
        head: columns.share,
        cell: (row) =>
          whole(row) > 0 && row.value !== null && sharing.test(desk.synthesis.question)
            ? cited(format.percent(row.value / whole(row)), item)
            : ""
      },
      {
        head: source === "orders" ? columns.orders : columns.invoices,
        cell: (row) =>
          unit === "count" || source === "standing" || source === "customers" ? "" : format.number(row.rows)
      },
      {
        head: columns.oldest,
        cell: (row) =>
          source === "unsettled" && metric !== "due_amount" && by !== "age" && (row.days ?? 0) > 0
            ? say.days(row.days ?? 0)
            : ""
      },
      { head: columns.late, cell: (row) => metric === "late_share" ? format.number(row.part_count ?? 0) : "" },
      { head: metric === "dso" ? columns.unpaid : columns.inUse, cell: (row) => money(row, row.amount) },
      { head: columns.limit, cell: (row) => metric === "credit_utilization" ? money(row, row.base_amount) : "" },
      {
        head: metric === "inactive_customers" ? columns.lastOrder : columns.since,
        cell: (row) => dated && by === "customer" ? cited(day(row) === "" ? say.never : day(row), item) : ""
      }
    ]
  const currency: ReadonlyArray<Column> = new Set(rows.map((row) => row.currency)).size > 1 && unit !== "money"
    ? [{ head: say.split({ ...question, by: "currency", field: null }), cell: (row) => row.currency ?? "" }]
    : []
  const place: Column = { head: columns.place, cell: (row) => row.place === null ? "" : format.number(row.place) }
  return [place, name, ...extra, ...currency]
}

const cell = (text: string) => text === "" ? "–" : upperFirst(text)

const difference = (say: MeasureWords, { before, value }: MeasuredRow): string => {
  if (before === null || value === null) return ""
  const moved = Math.round((value - before) * 10) / 10
  return `${moved > 0 ? "+" : moved < 0 ? "−" : ""}${say.days(Math.abs(moved))}`
}
