/** One measure in one statement: its rows, grouped, kept to a bound, and the first of them by rank. */
import { SqlClient, SqlSchema, type Statement } from "@effect/sql"
import { Effect, Schema } from "effect"
import { TenantId } from "../../domain/Ids.ts"
import { type Grouping, MeasuredRow, MeasureQuestion, type Metric } from "../../domain/Measure.ts"
import * as Fragments from "../Fragments.ts"
import { catalogue } from "./Catalogue.ts"
import * as Sources from "./Sources.ts"

const Request = Schema.Struct({ tenant: TenantId, now: Schema.Number, question: MeasureQuestion })

/** Groups that are told at most; how many there are is told besides. */
export const most = 100

/** Means of fewer than this are no habit to be compared. */
const leastRows = 3

type Inside = (inside: Statement.Fragment) => Statement.Fragment

interface Aggregate {
  readonly value: Inside
  readonly part?: Inside
  readonly amount?: Inside
  readonly base?: Inside
  readonly days?: Inside
  readonly date?: Inside
}

export const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const sources = Sources.make(sql)
  const { day } = Fragments.make(sql)

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
  const keys: Readonly<Record<Grouping, Statement.Fragment>> = {
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

  const isSingle = (by: Grouping | null) => by === "order" || by === "invoice"
  const inTime = new Set<Grouping | null>(["month", "quarter", "year", "age"])

  /** What a change between two means of days must exceed to be more than the scatter of single invoices. */
  const scatter = (inside: Statement.Fragment, outside: Statement.Fragment) =>
    sql`3 * sqrt(var_samp(f.days) filter (where ${inside}) / nullif(count(*) filter (where ${inside}), 0)
      + var_samp(f.days) filter (where ${outside}) / nullif(count(*) filter (where ${outside}), 0))`

  const execute = ({ now, question, tenant }: Sources.Scope) => {
    const { before, by, change, filters, metric, period, rank } = question
    const { perCurrency, source } = catalogue[metric]
    const of = aggregates[metric]
    const none = sql`null`
    const timed = source !== "standing" && source !== "customers" && source !== "unsettled"
    const inside = timed ? sources.within(sql`f.at`, period) : sql`true`
    const outside = before === null ? sql`false` : sources.within(sql`f.at`, before)
    const least = rank?.order === "least"
    const key = by === null ? sql`''::text` : keys[by]
    const currency = perCurrency || by === "currency" ? sql`f.currency` : sql`null::text`
    const joined = by === "industry" || by === "customer_status"
      ? sql`join domain.customers c on c.tenant_id = ${tenant} and c.id = f.customer_id`
      : none
    const single = (column: Statement.Fragment) => isSingle(by) ? column : none
    const habit = source === "settled" && by === "customer" && rank !== null
      ? sql`k.rows >= ${leastRows}::int`
      : sql`true`
    const changed = change === null
      ? sql`true`
      : source === "settled"
      ? sql`k.rows >= ${leastRows}::int and k.rows_before >= ${leastRows}::int and ${
        change === "up" ? sql`k.value - k.before` : sql`k.before - k.value`
      } > greatest(1, k.scatter)`
      : change === "up"
      ? sql`k.value > coalesce(k.before, 0)`
      : sql`coalesce(k.value, 0) < k.before`
    const order = change !== null
      ? change === "up"
        ? sql`coalesce(value, 0) - coalesce(before, 0) desc`
        : sql`coalesce(value, 0) - coalesce(before, 0)`
      : rank === null && inTime.has(by)
      ? sql`key`
      : rank === null && source === "customers" && of.date !== undefined
      ? sql`date desc nulls last`
      : rank?.order === "oldest"
      ? sql`date`
      : rank?.order === "newest"
      ? sql`date desc`
      : least
      ? sql`value nulls last`
      : sql`value desc nulls last`
    const column = (part: Inside | undefined, type: Statement.Fragment) =>
      part === undefined ? sql`null::${type}` : part(inside)
    return sql`with grouped as (
        select ${key} as key, ${currency} as currency, ${of.value(inside)} as value,
          ${before === null ? sql`null::float8` : of.value(outside)} as before,
          (count(*) filter (where ${inside}))::int as rows, (count(*) filter (where ${outside}))::int as rows_before,
          ${column(of.part, sql`int`)} as part_count, ${column(of.amount, sql`float8`)} as amount,
          ${column(of.base, sql`float8`)} as base_amount, ${column(of.days, sql`int`)} as days,
          ${isSingle(by) ? sql`max(f.date)` : column(of.date, sql`timestamptz`)} as date,
          ${isSingle(by) ? sql`max(f.item_name)` : sql`null::text`} as item_name,
          ${isSingle(by) ? sql`max(f.customer_id)` : by === "customer" ? key : sql`null::text`} as customer_id,
          ${change !== null && source === "settled" ? scatter(inside, outside) : sql`null::float8`} as scatter
        from (${sources.of({ now, question, tenant })}) f ${joined === none ? sql`` : joined}
        group by 1, 2
      ), kept as (
        select * from grouped k
        where ${by === null || before !== null ? sql`true` : sql`k.rows > 0`} and ${
      by === null || change !== null ? sql`true` : sql`(k.value is not null or k.before is not null)`
    }
          and ${sources.bounded(sql`k.value`, filters.value)} and ${habit} and ${changed}
      ), placed as (
        select kept.*, count(*) over ()::int as groups_count, sum(value) over (partition by currency) as total,
          count(*) over (partition by currency)::int as total_groups,
          sum(rows) over (partition by currency) as weight,
          row_number() over (partition by currency order by ${order}, key) as place
        from kept
      )
      select p.key, coalesce(p.item_name, c.name, p.key) as name, p.currency, p.value, p.before, p.rows, p.rows_before,
        p.part_count, p.amount, p.base_amount, p.days, ${day(sql`p.date`)}::text as date,
        ${
      single(sql`c.name`) === none ? sql`null::text` : sql`c.name`
    } as customer, p.groups_count, p.total, p.total_groups
      from placed p left join domain.customers c on c.tenant_id = ${tenant} and c.id = p.customer_id
      where p.place <= ${rank?.limit ?? most}::int
      order by p.weight desc, p.currency, p.place`
  }

  return SqlSchema.findAll({
    Request,
    Result: Schema.Struct({
      ...MeasuredRow.fields,
      groups_count: Schema.Int,
      total: Schema.NullOr(Schema.Number),
      total_groups: Schema.Int
    }),
    execute
  })
})
