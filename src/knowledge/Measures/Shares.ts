/** What a measure can be a part of: the same without the customers and filters that chose it, or the customers it counts. */
import { type MeasureQuestion, type Metric, noFilters } from "../../domain/Measure.ts"
import { catalogue } from "./Catalogue.ts"

/** Overdue is a part of what is unpaid. */
const wider: { readonly [M in Metric]?: Metric } = { overdue_amount: "open_amount", overdue_invoices: "open_invoices" }

/** Without any of these it would be the whole itself. */
export const isPart = ({ counting, customers, excluded, filters, metric }: MeasureQuestion): boolean =>
  counting || customers.length + excluded.length > 0 || wider[metric] !== undefined ||
  Object.entries(filters).some(([name, value]) =>
    name !== "currency" && (Array.isArray(value) ? value.length > 0 : value !== null)
  )

export const wholeOf = (question: MeasureQuestion): MeasureQuestion => {
  const { counting, filters, metric } = question
  const whole = { ...question, as: "total" as const, customers: [], excluded: [] }
  if (!counting) {
    return {
      ...whole,
      metric: wider[metric] ?? metric,
      by: null,
      rank: null,
      filters: { ...noFilters, currency: filters.currency }
    }
  }
  const { customer_statuses, details, industries } = filters
  const ofThese = { ...noFilters, customer_statuses, details, industries }
  // Who has paid nothing in that time pays neither late nor on time.
  return catalogue[metric].source === "settled"
    ? { ...whole, filters: ofThese }
    : {
      ...whole,
      metric: "customers",
      period: null,
      before: null,
      change: null,
      by: null,
      rank: null,
      filters: ofThese
    }
}
