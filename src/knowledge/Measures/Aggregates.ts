/** What is made of the rows of a measure, which it is split by, and how much a difference of two means must be. */
import type { SqlClient, Statement } from "@effect/sql"
import type { Grouping, MeasureQuestion, Metric } from "../../domain/Measure.ts"

/** Over the rows that are inside a span of time: `(f.at >= … and f.at < …)`. */
export type Inside = (inside: Statement.Fragment) => Statement.Fragment

export interface Aggregate {
  readonly value: Inside
  readonly part?: Inside
  readonly amount?: Inside
  readonly base?: Inside
  readonly days?: Inside
  readonly date?: Inside
}

/** The rows are called `f`, and where customers are joined, they are `c`. */
export const make = (sql: SqlClient.SqlClient) => {
  const count: Inside = (inside) => sql`(count(*) filter (where ${inside}))::float8`
  const counted = (what: Statement.Fragment): Inside => (inside) =>
    sql`(count(*) filter (where ${inside} and ${what}))::int`
  const sum = (what: Statement.Fragment): Inside => (inside) => sql`(sum(${what}) filter (where ${inside}))::float8`
  const mean = (what: Statement.Fragment): Inside => (inside) => sql`(avg(${what}) filter (where ${inside}))::float8`
  const share = (what: Statement.Fragment): Inside => (inside) =>
    sql`(count(*) filter (where ${inside} and ${what}))::float8 / nullif(count(*) filter (where ${inside}), 0)`
  const longest: Inside = (inside) => sql`(max(f.days) filter (where ${inside}))::int`
  const latest: Inside = (inside) => sql`max(f.date) filter (where ${inside})`

  const late = sql`f.days > 0`
  const placed = { value: count, part: counted(sql`f.cancelled`) }
  const owed = { value: sum(sql`f.amount`), part: counted(sql`f.part_paid`), days: longest }
  const aggregates: Readonly<Record<Metric, Aggregate>> = {
    orders: placed,
    rush_orders: placed,
    rush_share: { value: share(sql`f.priority = 'rush'`), part: counted(sql`f.priority = 'rush'`) },
    order_value: { ...placed, value: sum(sql`f.amount`) },
    average_order: { ...placed, value: mean(sql`f.amount`) },
    ordering_customers: { value: (inside) => sql`(count(distinct f.customer_id) filter (where ${inside}))::float8` },
    revenue: { value: sum(sql`f.amount`) },
    invoices: { value: count },
    average_invoice: { value: mean(sql`f.amount`) },
    payments: { value: sum(sql`f.amount`) },
    open_amount: owed,
    open_invoices: { ...owed, value: count },
    overdue_amount: owed,
    overdue_invoices: { ...owed, value: count },
    ageing: owed,
    due_amount: owed,
    days_late: { value: mean(sql`f.days`), part: counted(late) },
    median_days_late: {
      value: (inside) => sql`(percentile_cont(0.5) within group (order by f.days) filter (where ${inside}))::float8`,
      part: counted(late)
    },
    late_share: { value: share(late), part: counted(late) },
    dso: {
      value: () =>
        sql`case when sum(f.invoiced_90) > 0 then (sum(f.owed) / sum(f.invoiced_90) * 90)::float8
          when sum(f.invoiced_365) > 0 then (sum(f.owed) / sum(f.invoiced_365) * 365)::float8 end`,
      amount: () => sql`sum(f.owed)::float8`,
      base: () => sql`(case when sum(f.invoiced_90) > 0 then sum(f.invoiced_90) else sum(f.invoiced_365) end)::float8`,
      days: () => sql`case when sum(f.invoiced_90) > 0 then 90 else 365 end`
    },
    credit_utilization: {
      value: () => sql`(sum(f.exposure) filter (where f.credit_limit > 0) / sum(f.credit_limit))::float8`,
      amount: () => sql`(sum(f.exposure) filter (where f.credit_limit > 0))::float8`,
      base: () => sql`sum(f.credit_limit)::float8`
    },
    credit_limit: { value: sum(sql`f.amount`) },
    payment_terms: { value: mean(sql`f.days`) },
    customers: { value: count, date: latest },
    new_customers: { value: count, date: latest },
    inactive_customers: { value: count, date: latest }
  }

  const told = (format: string) => sql`to_char(f.at at time zone 'UTC', ${format})`
  const keys: Readonly<Record<Exclude<Grouping, "detail">, Statement.Fragment>> = {
    customer: sql`f.customer_id`,
    industry: sql`coalesce(c.industry, '')`,
    customer_status: sql`c.status`,
    month: told("YYYY-MM"),
    quarter: told("YYYY-\"Q\"Q"),
    year: told("YYYY"),
    priority: sql`f.priority`,
    order_status: sql`f.status`,
    currency: sql`f.currency`,
    age:
      sql`case when f.days <= 30 then '0-30' when f.days <= 60 then '31-60' when f.days <= 90 then '61-90' else '90+' end`,
    order: sql`f.item`,
    invoice: sql`f.item`
  }

  const ofField = ([outer = "", inner]: ReadonlyArray<string>) =>
    inner === undefined
      ? sql`coalesce(c.metadata ->> ${outer}::text, '')`
      : sql`coalesce(c.metadata -> ${outer}::text ->> ${inner}::text, '')`
  const keyOf = ({ by, field }: Pick<MeasureQuestion, "by" | "field">): Statement.Fragment =>
    by === null ? sql`''::text` : by === "detail" ? ofField(field ?? []) : keys[by]

  /** What a change between two means of days must exceed to be more than the scatter of single invoices. */
  const scatter = (inside: Statement.Fragment, outside: Statement.Fragment) =>
    sql`3 * sqrt(var_samp(f.days) filter (where ${inside}) / nullif(count(*) filter (where ${inside}), 0)
      + var_samp(f.days) filter (where ${outside}) / nullif(count(*) filter (where ${outside}), 0))`

  return { aggregates, keyOf, scatter }
}
