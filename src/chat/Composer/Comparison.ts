/** Two or more customers side by side: the difference that was asked for in a sentence, then a table. */
import type { ResolvedEntity } from "../../domain/Entity.ts"
import type { Topic } from "../../domain/Evidence.ts"
import type { FiguresOf } from "../../domain/Figures.ts"
import { inEach, oldest, telling } from "../ContextSynthesis/Currencies.ts"
import type { Sheet, Stated } from "../ContextSynthesis/Sheet.ts"
import { plain } from "../Reading/Words.ts"
import type { Marked } from "../Synthesis.ts"
import { type Side, verdict } from "./Comparison/Verdict.ts"
import { cited, type Desk, table } from "./Desk.ts"

export const writeComparison = (desk: Desk): ReadonlyArray<string> => {
  const sides = inOrder(desk).slice(0, 4).map((entity): Side => ({
    entity,
    sheet: desk.sheet(entity.entity_id)
  }))
  const grid = rows(desk).map((row) => ({ cells: sides.map(({ sheet }) => row.cell(sheet)), row }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""))
  const asked = grid.filter(({ row }) => row.topics.some((topic) => desk.synthesis.topics.includes(topic)))
  const shown = asked.length > 0 ? asked : grid
  if (shown.length === 0) return []
  return [
    ...verdict(desk, sides),
    table(
      ["", ...sides.map(({ entity }) => entity.name)],
      shown.map((
        { cells, row }
      ) => [row.label, ...cells.map((cell) => cell === "" ? desk.say.comparison.unknown : cell)])
    )
  ]
}

/** As the question names them, by the first word of each name that it has. */
const inOrder = ({ synthesis: { entities, question } }: Desk): ReadonlyArray<ResolvedEntity> => {
  const asked = plain(question)
  const place = ({ name }: ResolvedEntity) => {
    const at = asked.indexOf(plain(name).split(" ")[0] ?? "")
    return at < 0 ? asked.length : at
  }
  return entities.toSorted((a, b) => place(a) - place(b))
}

const rows = (desk: Desk) => {
  const { comparison, format } = desk.say
  const { cellDays, none, rows } = comparison
  const cell = <A>(stated: Stated<A, Marked> | undefined, say: (figures: A) => string) =>
    stated === undefined ? "" : cited(say(stated.figures), stated.item)
  const counted = (figures: FiguresOf<"invoices_open">) => {
    const said = telling(figures).map(({ amount, count, currency }) => `${format.money(amount, currency)} (${count})`)
    return said.length === 0 ? none : format.list(said)
  }
  type Row = {
    readonly label: string
    readonly topics: ReadonlyArray<Topic>
    readonly cell: (sheet: Sheet<Marked>) => string
  }
  const table: ReadonlyArray<Row> = [
    {
      label: rows.overdue,
      topics: ["invoices_overdue", "ageing", "invoices_open"],
      cell: (sheet) => cell(sheet.invoices_overdue, counted)
    },
    {
      label: rows.oldest,
      topics: ["invoices_overdue", "ageing"],
      cell: (sheet) => cell(sheet.invoices_overdue, (f) => telling(f).length === 0 ? none : format.days(oldest(f)))
    },
    {
      label: rows.open,
      topics: ["invoices_open"],
      cell: (sheet) => cell(sheet.invoices_open, counted)
    },
    {
      label: rows.late,
      topics: ["payment_behaviour", "dso"],
      cell: (sheet) => cell(sheet.payment_behaviour, (f) => f.paid_invoices === 0 ? none : cellDays(f.mean_days_late))
    },
    {
      label: rows.recent,
      topics: ["payment_behaviour", "dso"],
      cell: (sheet) =>
        cell(
          sheet.payment_behaviour,
          (f) => f.recent_mean_days_late === null ? comparison.unknown : cellDays(f.recent_mean_days_late)
        )
    },
    {
      label: rows.dso,
      topics: ["dso", "payment_behaviour"],
      cell: (sheet) => cell(sheet.dso, (f) => format.days(f.days))
    },
    {
      label: rows.terms,
      topics: ["terms"],
      cell: (sheet) => cell(sheet.terms, (f) => format.days(f.payment_terms_days))
    },
    { label: rows.orders, topics: ["orders"], cell: (sheet) => cell(sheet.orders, (f) => format.number(f.orders_90)) },
    {
      label: rows.rush,
      topics: ["rush_orders"],
      cell: (sheet) => cell(sheet.rush_orders, (f) => format.number(f.rush_90))
    },
    {
      label: rows.revenue,
      topics: ["revenue"],
      cell: (sheet) =>
        cell(sheet.revenue, (f) => format.list(inEach(f).map((one) => format.money(one.revenue_365, one.currency))))
    },
    {
      label: rows.limit,
      topics: ["credit"],
      cell: (sheet) =>
        cell(
          sheet.exposure,
          (f) => f.credit_limit === null ? none : format.money(f.credit_limit, f.currency)
        )
    },
    {
      label: rows.credit,
      topics: ["credit", "exposure"],
      cell: (sheet) => cell(sheet.exposure, (f) => f.utilization === null ? none : format.percent(f.utilization))
    }
  ]
  return table
}
