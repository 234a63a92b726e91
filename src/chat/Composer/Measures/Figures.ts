/** One measured number as it is read, and how it has changed. */
import type { MeasuredRow, MeasureQuestion, Metric } from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import type { Desk } from "../Desk.ts"
import type { MeasureWords } from "./Words.ts"

export const figure = (
  desk: Desk,
  say: MeasureWords,
  metric: Metric,
  value: number | null,
  currency: string | null
): string => {
  const { format } = desk.say
  if (value === null) return desk.say.comparison.none
  switch (catalogue[metric].unit) {
    case "money":
      return format.money(value, currency ?? "")
    case "count":
      return format.number(value)
    case "days":
      return catalogue[metric].source === "settled" ? say.late(value) : say.days(value)
    case "share":
      return format.percent(value)
  }
}

/** Whether it is the orders that were chosen, by their status or size, rather than the customers. */
export const choosesOrders = ({ filters, metric }: MeasureQuestion): boolean =>
  (metric === "orders" || metric === "rush_orders") &&
  filters.customer_statuses.length + filters.industries.length + filters.details.length === 0

/** In days where it is days that are told, else as a share of what it was. */
export const changeOf = (desk: Desk, say: MeasureWords, metric: Metric, { before, value }: MeasuredRow): string => {
  const [now, then] = [value ?? 0, before ?? 0]
  if (now === then) return say.unchanged
  const { source, unit } = catalogue[metric]
  if (unit === "days" && before !== null && value !== null) {
    return say.moved(say.days(Math.abs(Math.round((now - then) * 10) / 10)), now > then, source === "settled")
  }
  if (then === 0 || before === null || value === null) return ""
  return say.change(desk.say.format.percent(Math.abs((now - then) / then)), now > then)
}
