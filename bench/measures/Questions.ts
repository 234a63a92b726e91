/** Every measure of the catalogue in the shapes that a question can give it, for a tenant and nobody in particular. */
import { type Grouping, type MeasureQuestion, Metric, noFilters, type Period } from "../../src/domain/Measure.ts"
import { catalogue } from "../../src/knowledge/Measures/Catalogue.ts"
import { isPart } from "../../src/knowledge/Measures/Shares.ts"

const dayMillis = 86_400_000

/** So many days that end so many days ago, as `usual` periods do. */
const span = (now: number, length: number, ago = 0): Period => {
  const to = now - ago * dayMillis
  const from = to - length * dayMillis
  const date = (at: number) => new Date(at).toISOString().slice(0, 10)
  return {
    from,
    to,
    first: date(from),
    last: date(to - 1),
    kind: "rolling",
    unit: "day",
    count: length,
    assumed: true
  }
}

export interface Shape {
  readonly name: string
  readonly question: MeasureQuestion
}

export const shapes = (metric: Metric, now: number): ReadonlyArray<Shape> => {
  const { by, dated, source, usual } = catalogue[metric]
  const timed = source === "orders" || source === "invoices" || source === "payments" || source === "settled"
  const period = usual === null ? null : span(now, usual)
  const total: MeasureQuestion = {
    metric,
    period: dated === "due" ? span(now + 7 * dayMillis, 7) : period,
    before: null,
    change: null,
    by: null,
    field: null,
    rank: null,
    counting: false,
    as: "total",
    assumed: false,
    claimed: null,
    placed: null,
    filters: noFilters,
    customers: [],
    excluded: []
  }
  const rank = { order: "most", limit: 10, asked: true } as const
  const grouped = (by: Grouping): Shape => ({
    name: by === "customer" ? "ten customers" : `by ${by.replace("_", " ")}`,
    question: { ...total, by, rank: by === "customer" || by === "order" || by === "invoice" ? rank : null }
  })
  const again = { ...total, before: span(now, usual ?? 90, usual ?? 90) }
  const share: MeasureQuestion = {
    ...total,
    as: "share",
    filters: isPart(total) ? noFilters : { ...noFilters, industries: ["Retail"] }
  }
  return [
    { name: "total", question: total },
    ...by.map(grouped),
    ...(timed && usual !== null
      ? [
        { name: "against before", question: again },
        { name: "customers up", question: { ...again, by: "customer", change: "up", rank } as const },
        { name: "customers down", question: { ...again, by: "customer", change: "down", rank } as const }
      ]
      : []),
    ...(catalogue[metric].additive ? [{ name: "share", question: share }] : [])
  ]
}

export const metrics = Metric.literals
