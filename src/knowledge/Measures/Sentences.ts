/** A measured answer as evidence: what was understood, what it came to, and how it is counted, in plain English. */
import type { Evidence } from "../../domain/Evidence.ts"
import type { Bound, Measured, MeasuredRow, MeasureQuestion, Metric, Period } from "../../domain/Measure.ts"
import { nameOf } from "../Facts/Details.ts"
import { count, days, list, money, percent, some } from "../Facts/Wording.ts"
import { catalogue } from "./Catalogue.ts"

export const evidence = (measured: Measured, now: number): Evidence => {
  const { question } = measured
  const [only, ...others] = question.customers
  return {
    kind: "fact",
    ref: refOf(question),
    title: titleOf(question),
    text: textOf(measured),
    score: 1,
    topic: catalogue[question.metric].topic,
    at: now,
    data: measured,
    ...(only !== undefined && others.length === 0 ? { entity_id: only.id } : {})
  }
}

/** The address of a measure says all that its rows were chosen by. */
const refOf = (
  { as, before, by, change, customers, excluded, field, filters, metric, period, rank, placed }: MeasureQuestion
): string => {
  const { details, ...chosen } = filters
  const span = (one: Period) => `${one.first ?? ""}..${one.last}`
  const options = [
    ...(before === null ? [] : [`against=${span(before)}`]),
    ...(by === null ? [] : [`by=${field?.join(".") ?? by}`]),
    ...(rank === null ? [] : [`${rank.order}=${rank.limit}`]),
    ...(change === null ? [] : [`change=${change}`]),
    ...(as === "total" ? [] : [`as=${as}`]),
    ...(placed === null ? [] : ["placed"]),
    ...(customers.length === 0 ? [] : [`customers=${customers.map(({ id }) => id).join(",")}`]),
    ...(excluded.length === 0 ? [] : [`without=${excluded.map(({ id }) => id).join(",")}`]),
    ...details.flat().map(({ path, value }) => `${path.join(".")}=${value}`),
    ...Object.entries(chosen).flatMap(([name, value]) =>
      value === null || (Array.isArray(value) && value.length === 0)
        ? []
        : [
          `${name}=${
            Array.isArray(value) ? value.join(",") : typeof value === "object" ? Object.values(value).join("") : value
          }`
        ]
    )
  ]
  return `measure:${metric}${period === null ? "" : `/${span(period)}`}${
    options.length === 0 ? "" : `?${options.join("&")}`
  }`
}

export const names: Readonly<Record<Metric, string>> = {
  orders: "Orders",
  rush_orders: "Rush orders",
  rush_share: "Share of rush orders",
  order_value: "Value of orders",
  average_order: "Average order value",
  ordering_customers: "Customers who ordered",
  revenue: "Revenue",
  invoices: "Invoices issued",
  average_invoice: "Average invoice",
  payments: "Payments received",
  open_amount: "Unpaid amount",
  open_invoices: "Open invoices",
  overdue_amount: "Overdue amount",
  overdue_invoices: "Overdue invoices",
  ageing: "Ageing of overdue invoices",
  due_amount: "Amount falling due",
  days_late: "Average days late",
  median_days_late: "Median days late",
  late_share: "Share of invoices paid late",
  dso: "Days sales outstanding",
  credit_utilization: "Credit limit in use",
  credit_limit: "Credit limits",
  payment_terms: "Payment terms",
  customers: "Customers",
  new_customers: "New customers",
  inactive_customers: "Inactive customers"
}

const titleOf = (question: MeasureQuestion) => {
  const { by, customers, field, metric, period, placed } = question
  return `${names[metric]}${chosenBy(question)}${
    customers.length === 0
      ? ""
      : ` ${placed === null ? "of" : "and the place of"} ${list(customers.map(({ name }) => name))}`
  }${by === null ? "" : ` by ${field === null ? by.replace("_", " ") : nameOf(field)}`}${
    period === null ? "" : `, ${spanOf(period)}`
  }`
}

/** Which rows were counted, as words behind the name. */
const chosenBy = ({ excluded, filters, metric }: MeasureQuestion): string => {
  const bound = (what: string, limit: Bound | null) => limit === null ? [] : [`${what} ${limit.is} ${limit.than}`]
  const said = [
    ...(filters.priority === null ? [] : [`priority ${filters.priority}`]),
    ...(filters.order_statuses.length === 0 ? [] : [`status ${filters.order_statuses.join(" or ")}`]),
    ...(filters.customer_statuses.length === 0 ? [] : [`customers that are ${filters.customer_statuses.join(" or ")}`]),
    ...(filters.industries.length === 0 ? [] : [`industry ${filters.industries.join(" or ")}`]),
    ...filters.details.map((group) =>
      [...new Set(group.map(({ path, value }) => `${nameOf(path)} ${value}`))].join(" or ")
    ),
    ...(filters.currency === null ? [] : [`in ${filters.currency}`]),
    ...bound("amount", filters.amount),
    ...bound(catalogue[metric].source === "settled" ? "days late" : "days past due", filters.days),
    ...bound("each", filters.value),
    ...(excluded.length === 0 ? [] : [`without ${list(excluded.map(({ name }) => name))}`])
  ]
  return said.length === 0 ? "" : ` (only ${said.join(", ")})`
}

const spanOf = ({ first, last }: Period) =>
  first === null ? `up to ${last}` : first === last ? first : `${first} to ${last}`

/** Rows that are told one by one; the data has them all. */
const told = 12

const textOf = (measured: Measured): string => {
  const { question, rows } = measured
  const { before, by, metric, period } = question
  const { defined } = catalogue[metric]
  const head = `${titleOf(question)}${before === null ? "" : `, against ${spanOf(before)}`}`
  if (rows.length === 0) return `${head}: none. ${defined}`
  const each = rows.slice(0, told).map((row) =>
    `${by === null ? "" : `${row.name}${row.customer === null ? "" : ` of ${row.customer}`}: `}${valueOf(metric, row)}`
  )
  const more = measured.groups_count - Math.min(rows.length, told)
  const total = by === null || question.rank === null || measured.totals.length === 0
    ? ""
    : ` All ${count(measured.groups_count)} together: ${
      list(measured.totals.map(({ amount, currency }) => figure(metric, amount, currency)))
    }.`
  const part = total === "" || more <= 0 ? "" : measured.totals.map(({ amount, currency }) => {
    const sum = rows.reduce((all, row) => all + (row.currency === currency ? row.value ?? 0 : 0), 0)
    return amount > sum ? ` The first of them: ${figure(metric, sum, currency)}, ${percent(sum / amount)} of that.` : ""
  }).join("")
  const meant = asked(measured)
  const asOf = period === null && catalogue[metric].dated !== "created" ? " As of now." : ""
  return `${head}: ${each.join("; ")}${
    more > 0 ? `; and ${count(more)} more` : ""
  }.${total}${part}${meant}${asOf} ${defined}`
}

/** The average, or the part of the whole, that the figures were measured for. */
const asked = (
  { groups_count, question: { as, by, counting, metric, placed }, rows, totals, wholes }: Measured
): string => {
  const mean = (amount: number, many: number) => Math.round(amount / many * 100) / 100
  if (as === "mean" || placed !== null) {
    const each = by === null
      ? rows.map(({ currency, rows, value }) => ({ currency, amount: value ?? 0, groups: rows }))
      : totals
    return each.filter(({ groups }) => groups > 0).map(({ amount, currency, groups }) =>
      ` On average ${figure(metric, mean(amount, groups), currency)} over ${count(groups)}.`
    ).join("")
  }
  return wholes.map(({ amount, currency }) => {
    const counted = by === null ? rows[0]?.value ?? 0 : groups_count
    const parts = counting ? [{ name: "", value: counted }] : rows.filter((row) => row.currency === currency)
    return amount <= 0 ?
      "" :
      ` The whole: ${counting ? some(amount, "customer") : figure(metric, amount, currency)}; ${
        list(
          parts.map(({ name, value }) => `${name === "" ? "this" : name} is ${percent((value ?? 0) / amount)} of it`)
        )
      }.`
  }).join("")
}

const figure = (metric: Metric, value: number, currency: string | null): string => {
  switch (catalogue[metric].unit) {
    case "money":
      return money(currency ?? "", value).trim()
    case "count":
      return count(value)
    case "days":
      return days(value)
    case "share":
      return percent(value)
  }
}

const valueOf = (metric: Metric, row: MeasuredRow): string => {
  const value = row.value === null ? "none" : figure(metric, row.value, row.currency)
  const counted = catalogue[metric].unit === "count" ? "" : ` (${some(row.rows, "row")})`
  const before = row.before === null ? "" : `, before ${figure(metric, row.before, row.currency)}`
  const ratio = row.amount === null || row.base_amount === null
    ? ""
    : `, from ${money(row.currency ?? "", row.amount)} against ${money(row.currency ?? "", row.base_amount)}`
  const oldest = row.days === null || catalogue[metric].source !== "unsettled"
    ? ""
    : `, the oldest ${days(row.days)} past due`
  const place = row.place === null || row.places === null
    ? ""
    : `, number ${count(row.place)} of ${some(row.places, "customer")}`
  const onTime = metric === "late_share" && row.value !== null ? `, ${percent(1 - row.value)} on time` : ""
  return `${value}${onTime}${counted}${ratio}${oldest}${before}${place}`
}
