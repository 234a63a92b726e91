/** Two or more customers side by side: the difference that was asked for in a sentence, then a table. */
import type { ResolvedEntity } from "../../domain/Entity.ts"
import type { Topic } from "../../domain/Evidence.ts"
import type { Sheet, Stated } from "../ContextSynthesis/Sheet.ts"
import { plain } from "../Reading/Words.ts"
import type { Marked } from "../Synthesis.ts"
import { cited, type Desk, table } from "./Desk.ts"

interface Side {
  readonly entity: ResolvedEntity
  readonly sheet: Sheet<Marked>
}

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
  const { comparison: { cellDays, none, rows }, format } = desk.say
  const cell = <A>(stated: Stated<A, Marked> | undefined, say: (figures: A) => string) =>
    stated === undefined ? "" : cited(say(stated.figures), stated.item)
  type Row = {
    readonly label: string
    readonly topics: ReadonlyArray<Topic>
    readonly cell: (sheet: Sheet<Marked>) => string
  }
  const table: ReadonlyArray<Row> = [
    {
      label: rows.overdue,
      topics: ["invoices_overdue", "ageing", "invoices_open"],
      cell: (sheet) =>
        cell(sheet.invoices_overdue, (f) => f.count === 0 ? none : `${format.money(f.amount, f.currency)} (${f.count})`)
    },
    {
      label: rows.oldest,
      topics: ["invoices_overdue", "ageing"],
      cell: (sheet) => cell(sheet.invoices_overdue, (f) => f.count === 0 ? none : format.days(f.oldest_days))
    },
    {
      label: rows.open,
      topics: ["invoices_open"],
      cell: (sheet) =>
        cell(sheet.invoices_open, (f) => f.count === 0 ? none : `${format.money(f.amount, f.currency)} (${f.count})`)
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
          (f) => f.recent_mean_days_late === null ? none : cellDays(f.recent_mean_days_late)
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
      cell: (sheet) => cell(sheet.revenue, (f) => format.money(f.revenue_365, f.currency))
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

/** Who is ahead on what was asked (on money owed and punctuality where nothing was), by the two that differ most. */
const verdict = (desk: Desk, sides: ReadonlyArray<Side>): ReadonlyArray<string> => {
  const { comparison, format } = desk.say
  const asks = (...topics: ReadonlyArray<Topic>) => topics.some((topic) => desk.synthesis.topics.includes(topic))
  const general = desk.synthesis.topics.length === 0
  const quicker = /\b(?:faster|quicker|sooner|earlier|better|best|promptly|more punctual|plus (?:vite|tot)|mieux)\b/
    .test(
      plain(desk.synthesis.question)
    )
  const sentences: Array<string> = []
  const ahead = <A>(
    pick: (sheet: Sheet<Marked>) => Stated<A, Marked> | undefined,
    measure: (figures: A) => number | null,
    say: (first: A, firstName: string, other: A, otherName: string) => string,
    ranking?: { readonly label: string; readonly shown: (figures: A) => string }
  ) => {
    const known = sides.flatMap(({ entity, sheet }) => {
      const stated = pick(sheet)
      const value = stated === undefined ? null : measure(stated.figures)
      return stated === undefined || value === null ? [] : [{ entity, stated, value }]
    }).toSorted((a, b) => b.value - a.value)
    const [first, last] = [known[0], known.at(-1)]
    if (first === undefined || last === undefined || first === last) return
    if (first.value === last.value) {
      if (!general) sentences.push(cited(comparison.alike(desk.names), first.stated.item, last.stated.item))
      return
    }
    if (known.length > 2 && ranking !== undefined) {
      const each = known.map(({ entity, stated }) => `${entity.name} (${ranking.shown(stated.figures)})`)
      sentences.push(cited(comparison.ranked(ranking.label, each), ...known.map(({ stated }) => stated.item)))
      return
    }
    sentences.push(
      cited(
        say(first.stated.figures, first.entity.name, last.stated.figures, last.entity.name),
        first.stated.item,
        last.stated.item
      )
    )
  }
  if (asks("invoices_open")) {
    ahead(
      (sheet) => sheet.invoices_open,
      (f) => f.amount,
      (a, name, b, other) =>
        comparison.owesMoreInAll(name, format.money(a.amount, a.currency), other, format.money(b.amount, b.currency)),
      { label: comparison.rows.open, shown: (f) => format.money(f.amount, f.currency) }
    )
  }
  if (general || asks("invoices_overdue", "ageing")) {
    ahead(
      (sheet) => sheet.invoices_overdue,
      (f) => f.amount,
      (a, name, b, other) =>
        b.count === 0
          ? comparison.owesOnly(name, format.money(a.amount, a.currency), other)
          : comparison.owesMore(name, format.money(a.amount, a.currency), other, format.money(b.amount, b.currency)),
      {
        label: comparison.rows.overdue,
        shown: (f) => f.count === 0 ? comparison.none : format.money(f.amount, f.currency)
      }
    )
  }
  if (general || asks("payment_behaviour", "dso")) {
    ahead(
      (sheet) => sheet.payment_behaviour,
      (f) => f.paid_invoices === 0 ? null : f.mean_days_late,
      (a, name, b, other) => {
        const [later, sooner] = [comparison.cellDays(a.mean_days_late), comparison.cellDays(b.mean_days_late)]
        return quicker
          ? comparison.paysSooner(other, sooner, name, later)
          : comparison.paysLater(name, later, other, sooner)
      },
      { label: comparison.rows.late, shown: (f) => comparison.cellDays(f.mean_days_late) }
    )
  }
  if (asks("orders")) {
    ahead(
      (sheet) => sheet.orders,
      (f) => f.orders_90,
      (a, name, b, other) =>
        comparison.ordersMore(
          name,
          format.number(a.orders_90),
          other,
          format.number(b.orders_90),
          comparison.window(90)
        )
    )
  }
  if (general || asks("revenue")) {
    ahead(
      (sheet) => sheet.revenue,
      (f) => f.revenue_365,
      (a, name, b, other) =>
        comparison.earnsMore(
          name,
          format.money(a.revenue_365, a.currency),
          other,
          format.money(b.revenue_365, b.currency),
          comparison.window(365)
        ),
      { label: comparison.rows.revenue, shown: (f) => format.money(f.revenue_365, f.currency) }
    )
  }
  if (asks("credit", "exposure")) {
    ahead(
      (sheet) => sheet.exposure,
      (f) => f.utilization,
      (a, name, b, other) =>
        comparison.usesMore(name, format.percent(a.utilization ?? 0), other, format.percent(b.utilization ?? 0))
    )
  }
  return sentences.length === 0 ? [] : [sentences.slice(0, 3).join(" ")]
}
