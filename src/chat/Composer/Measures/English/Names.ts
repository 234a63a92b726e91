/** What measures, groups, columns and bounds are called in English. */
import { String } from "effect"
import type { Bound, Grouping, MeasureQuestion, Metric } from "../../../../domain/Measure.ts"
import { nameOf } from "../../../../knowledge/Facts/Details.ts"
import { formats } from "../../Formats.ts"
import type { MeasureWords } from "../Words.ts"

const { isoDay } = formats.en

export const noun: Readonly<Record<Metric, string>> = {
  orders: "orders",
  rush_orders: "rush orders",
  rush_share: "share of rush orders",
  order_value: "order value",
  average_order: "average order value",
  ordering_customers: "customers who ordered",
  revenue: "revenue",
  invoices: "invoices issued",
  average_invoice: "average invoice",
  payments: "payments received",
  open_amount: "unpaid amount",
  open_invoices: "open invoices",
  overdue_amount: "overdue amount",
  overdue_invoices: "overdue invoices",
  ageing: "overdue amount",
  due_amount: "amount falling due",
  days_late: "average days late",
  median_days_late: "median days late",
  late_share: "share of invoices paid late",
  dso: "days sales outstanding",
  credit_utilization: "credit limit in use",
  credit_limit: "credit limit",
  payment_terms: "payment terms",
  customers: "customers",
  new_customers: "new customers",
  inactive_customers: "inactive customers"
}

const groups: Readonly<Record<Grouping, string>> = {
  customer: "Customer",
  industry: "Industry",
  customer_status: "Status",
  month: "Month",
  quarter: "Quarter",
  year: "Year",
  priority: "Priority",
  order_status: "Status",
  currency: "Currency",
  age: "Days past due",
  order: "Order",
  invoice: "Invoice",
  detail: "Group"
}

const groupNouns: Readonly<Record<Grouping, readonly [string, string]>> = {
  customer: ["customer", "customers"],
  industry: ["industry", "industries"],
  customer_status: ["status", "statuses"],
  order_status: ["status", "statuses"],
  priority: ["priority", "priorities"],
  currency: ["currency", "currencies"],
  month: ["month", "months"],
  quarter: ["quarter", "quarters"],
  year: ["year", "years"],
  age: ["age group", "age groups"],
  order: ["order", "orders"],
  invoice: ["invoice", "invoices"],
  detail: ["group", "groups"]
}

type Split = Pick<MeasureQuestion, "by" | "field">

/** What a measure is split by, as the heading of a column: a field of the customers' records as it is called there. */
export const splitName = ({ by, field }: Split): string =>
  field === null ? groups[by ?? "customer"] : String.capitalize(nameOf(field))

/** One of its groups, and several. */
export const groupNoun = ({ by, field }: Split): readonly [string, string] => {
  if (field === null) return groupNouns[by ?? "customer"]
  const name = nameOf(field)
  return [name, /[^aeiou]y$/.test(name) ? name.replace(/y$/, "ies") : `${name}s`]
}

export const currencyNames: Readonly<Record<string, string>> = {
  EUR: "euros",
  USD: "dollars",
  GBP: "pounds",
  CHF: "Swiss francs"
}

export const limits: Readonly<Record<Bound["is"], string>> = {
  ">": "more than",
  ">=": "at least",
  "<": "less than",
  "<=": "at most",
  "=": "exactly"
}

export const groupName = (by: Grouping, key: string): string => {
  switch (by) {
    case "month":
      return isoDay(`${key}-01`).replace(/^\d+ /, "")
    case "quarter":
      return `${key.slice(5)} ${key.slice(0, 4)}`
    case "age":
      return key === "90+" ? "more than 90" : key.replace("-", " to ").replace(/^0 /, "1 ")
    case "industry":
      return key === "" ? "no industry on record" : key
    case "detail":
      return key === "" ? "not on record" : key
    default:
      return key.replaceAll("_", " ")
  }
}

export const columns: MeasureWords["columns"] = {
  invoices: "Invoices",
  orders: "Orders",
  oldest: "Oldest",
  pastDue: "Past due",
  late: "Late",
  before: "Before",
  change: "Change",
  inUse: "Amount in use",
  limit: "Limit",
  place: "Place",
  unpaid: "Unpaid",
  customer: "Customer",
  date: "Date",
  due: "Due",
  lastOrder: "Last order",
  since: "Since",
  amount: "Amount",
  share: "Share",
  now: "Now"
}
