/** The first few customers by what is overdue, by what is open, by revenue, by lateness, and by use of the credit limit. */
import type { SqlClient, Statement } from "@effect/sql"
import { Schema } from "effect"

/** A customer that is among the first of at least one ranking, in one currency. */
export const Leader = Schema.Struct({
  customer_id: Schema.String,
  name: Schema.String,
  currency: Schema.String,
  overdue_count: Schema.Int,
  overdue_amount: Schema.Number,
  oldest_days: Schema.Int,
  open_count: Schema.Int,
  open_amount: Schema.Number,
  revenue_365: Schema.Number,
  /** Of the invoices paid in the last 90 days. */
  recent_mean_days_late: Schema.NullOr(Schema.Number),
  recent_paid_invoices: Schema.Int,
  open_exposure: Schema.Number,
  credit_limit: Schema.NullOr(Schema.Number),
  by_overdue: Schema.Int,
  by_open: Schema.Int,
  by_revenue: Schema.Int,
  by_late: Schema.Int,
  by_limit: Schema.Int
})
export type Leader = typeof Leader.Type

const most = 5
/** Fewer payments than this are no habit. */
const leastPaid = 3

/**
 * `Leader`s by currency and place; a customer without anything to be ranked by may be among them. It reads `balances`
 * and `uninvoiced`, which the statement around it has.
 */
export const statement = (
  sql: SqlClient.SqlClient,
  { recent, tenant, year }: {
    /** Where the last 365 and the last 90 days begin. */
    readonly year: Statement.Fragment
    readonly recent: Statement.Fragment
    readonly tenant: string
  }
): Statement.Fragment =>
  sql`with invoiced as (
        select customer_id, currency,
          (count(*) filter (where open > 0))::int as open_count, sum(open)::float8 as open_amount,
          (count(*) filter (where open > 0 and days_past_due > 0))::int as overdue_count,
          coalesce(sum(open) filter (where days_past_due > 0), 0)::float8 as overdue_amount,
          coalesce(max(days_past_due) filter (where open > 0), 0)::int as oldest_days,
          coalesce(sum(amount) filter (where issued_at > ${year}), 0)::float8 as revenue_365,
          (count(days_late) filter (where last_paid > ${recent}))::int as recent_paid_invoices,
          (avg(days_late) filter (where last_paid > ${recent}))::float8 as recent_mean_days_late
        from balances group by customer_id, currency
      ), ordered as (
        select customer_id, currency, sum(total_amount)::float8 as amount from uninvoiced group by 1, 2
      ), each as (
        select customer_id, currency, coalesce(c.name, customer_id) as name,
          coalesce(open_count, 0) as open_count, coalesce(open_amount, 0) as open_amount,
          coalesce(overdue_count, 0) as overdue_count, coalesce(overdue_amount, 0) as overdue_amount,
          coalesce(oldest_days, 0) as oldest_days, coalesce(revenue_365, 0) as revenue_365,
          coalesce(recent_paid_invoices, 0) as recent_paid_invoices, recent_mean_days_late,
          coalesce(open_amount, 0) + coalesce(u.amount, 0) as open_exposure,
          case when c.own_currency = currency then c.credit_limit::float8 end as credit_limit
        from invoiced full join ordered u using (customer_id, currency)
        left join lateral (
          select d.name, d.currency as own_currency, d.credit_limit from domain.customers d
          where d.tenant_id = ${tenant} and d.id = customer_id
        ) c on true
      ), ranked as (
        select each.*,
          (row_number() over (partition by currency order by overdue_amount desc, customer_id))::int as by_overdue,
          (row_number() over (partition by currency order by open_amount desc, customer_id))::int as by_open,
          (row_number() over (partition by currency order by revenue_365 desc, customer_id))::int as by_revenue,
          (row_number() over (partition by currency order by
            case when recent_paid_invoices >= ${leastPaid}::int then recent_mean_days_late end desc nulls last,
            customer_id))::int as by_late,
          (row_number() over (partition by currency order by open_exposure / nullif(credit_limit, 0) desc nulls last,
            customer_id))::int as by_limit
        from each
      )
      select * from ranked where least(by_overdue, by_open, by_revenue, by_late, by_limit) <= ${most}::int
      order by currency, by_overdue`

/** Who leads in what: the places that are worth telling, by currency, first places first. */
export const rankings = (leaders: ReadonlyArray<Leader>) => {
  const by = (place: (leader: Leader) => number, counts: (leader: Leader) => boolean) =>
    leaders.filter((leader) => place(leader) <= most && counts(leader)).sort((a, b) =>
      a.currency < b.currency ? -1 : a.currency > b.currency ? 1 : place(a) - place(b)
    )
  return {
    overdue: by((one) => one.by_overdue, (one) => one.overdue_count > 0),
    open: by((one) => one.by_open, (one) => one.open_count > 0),
    revenue: by((one) => one.by_revenue, (one) => one.revenue_365 > 0),
    late: by(
      (one) => one.by_late,
      (one) => one.recent_paid_invoices >= leastPaid && (one.recent_mean_days_late ?? 0) >= 0.5
    ),
    limit: by((one) => one.by_limit, (one) => (one.credit_limit ?? 0) > 0 && one.open_exposure > 0)
  }
}
