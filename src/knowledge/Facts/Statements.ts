/** The sums behind the facts, each in one statement; days are calendar days in UTC. */
import { SqlClient, SqlSchema, type Statement } from "@effect/sql"
import { Effect, Schema } from "effect"
import { TenantId } from "../../domain/Ids.ts"
import * as Fragments from "../Fragments.ts"
import { textArray } from "../Storing.ts"
import * as Sums from "./Aggregates.ts"
import { Business } from "./Business.ts"
import * as Rankings from "./Rankings.ts"

const dayMillis = 86_400_000

const Scope = Schema.Struct({
  tenant: TenantId,
  now: Schema.Number,
  /** Whose rows; undefined is everyone's, added up under the customer id `''`. */
  ids: Schema.UndefinedOr(Schema.Array(Schema.String))
})
type Scope = typeof Scope.Encoded

const OrderRecord = Schema.Struct({
  id: Schema.String,
  order_number: Schema.String,
  customer_id: Schema.String,
  customer: Schema.NullOr(Schema.String),
  priority: Schema.String,
  status: Schema.String,
  total_amount: Schema.Number,
  currency: Schema.String,
  created_at: Schema.Number,
  invoices: Schema.Array(Schema.String)
})
export type OrderRecord = typeof OrderRecord.Type

const InvoiceRecord = Schema.Struct({
  id: Schema.String,
  invoice_number: Schema.String,
  customer_id: Schema.String,
  customer: Schema.NullOr(Schema.String),
  order_number: Schema.NullOr(Schema.String),
  amount: Schema.Number,
  paid: Schema.Number,
  currency: Schema.String,
  status: Schema.String,
  issued_at: Schema.Number,
  due_date: Schema.Number,
  last_payment_at: Schema.NullOr(Schema.Number)
})
export type InvoiceRecord = typeof InvoiceRecord.Type

export const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient

  const { day, epoch, oneOf, time } = Fragments.make(sql)
  const within = ({ ids }: Scope, column: Statement.Fragment) =>
    ids === undefined ? sql`true` : sql`${column} = ${oneOf(ids)}`
  const owner = ({ ids }: Scope, column: Statement.Fragment) => ids === undefined ? sql`''::text` : column

  /** For 30, 90 and 365 days: the window that ends now, and the one of the same length before it. */
  const windows = (
    now: number,
    at: Statement.Fragment,
    measure: (inside: Statement.Fragment) => Statement.Fragment
  ) => {
    const between = (from: number, to: number) =>
      measure(sql`(${at} > ${time(now - from * dayMillis)} and ${at} <= ${time(now - to * dayMillis)})`)
    return sql`jsonb_build_object('d30', ${between(30, 0)}, 'd90', ${between(90, 0)}, 'd365', ${between(365, 0)},
      'p30', ${between(60, 30)}, 'p90', ${between(180, 90)}, 'p365', ${between(730, 365)})`
  }

  /** Written out, as the partial index of unfinished orders has it. */
  const finished = sql.literal(Sums.finishedOrder.map((one) => `'${one}'`).join(", "))
  const listed = (query: Statement.Fragment) => sql`(select coalesce(jsonb_agg(q), '[]'::jsonb) from (${query}) q)`

  const profiles = ({ ids, tenant }: Scope) =>
    sql`select id, name, industry, status, payment_terms_days, credit_limit::float8 as credit_limit, currency,
        ${epoch(sql`created_at`)} as created_at, metadata
      from domain.customers where tenant_id = ${tenant} and id = ${oneOf(ids ?? [])}`

  const customerCounts = ({ tenant }: Scope) =>
    sql`select status, count(*)::int as count from domain.customers where tenant_id = ${tenant}
      group by status order by count desc, status`

  /**
   * The orders from which an invoice is still to come. Joined and not asked for in a list: one that is too long for the
   * memory of a statement would be walked once an order.
   */
  const uninvoiced = (scope: Scope) =>
    sql`uninvoiced as (
      select o.id, o.customer_id, o.currency, o.total_amount from domain.sales_orders o
      where o.tenant_id = ${scope.tenant} and o.created_at <= ${time(scope.now)}
        and ${within(scope, sql`o.customer_id`)} and lower(o.status) not in (${finished})
        and not exists (select from domain.invoices i
          where i.tenant_id = ${scope.tenant} and ${within(scope, sql`i.customer_id`)}
            and i.customer_id = o.customer_id and i.order_id = o.id
            and lower(i.status) <> all(${textArray(Sums.neverBilled)}::text[]))
    )`

  const orders = (scope: Scope) => {
    const counted = (extra: Statement.Fragment) => (inside: Statement.Fragment) =>
      sql`count(*) filter (where ${inside} and ${extra})`
    return sql`select ${owner(scope, sql`o.customer_id`)} as customer_id, o.currency, o.status,
          count(*)::int as total,
          (count(*) filter (where o.priority = 'rush'))::int as rush_total,
          ${windows(scope.now, sql`o.created_at`, counted(sql`true`))} as orders,
          ${windows(scope.now, sql`o.created_at`, counted(sql`o.priority = 'rush'`))} as rush,
          coalesce(sum(o.total_amount) filter (where u.id is not null), 0)::float8 as uninvoiced,
          ${epoch(sql`max(o.created_at)`)} as last_at
        from domain.sales_orders o left join uninvoiced u on u.id = o.id
        where o.tenant_id = ${scope.tenant} and o.created_at <= ${time(scope.now)} and ${
      within(scope, sql`o.customer_id`)
    }
        group by 1, 2, 3`
  }

  /** Every billed invoice with what was paid on it up to now, what is still open, and how late it is or was. */
  const balances = (scope: Scope) =>
    sql`billed as (
      select i.id, i.customer_id, i.currency, i.amount, lower(i.status) as status, i.issued_at, i.due_date,
        coalesce(sum(p.amount), 0) as paid, max(p.paid_at) as last_paid
      from domain.invoices i
      left join domain.payments p
        on p.tenant_id = i.tenant_id and p.invoice_id = i.id and p.paid_at <= ${time(scope.now)}
      where i.tenant_id = ${scope.tenant} and i.issued_at <= ${time(scope.now)} and ${within(scope, sql`i.customer_id`)}
        and lower(i.status) <> all(${textArray(Sums.neverBilled)}::text[])
      group by i.id, i.customer_id, i.currency, i.amount, i.status, i.issued_at, i.due_date
    ), balances as (
      select billed.*,
        case when status = ${oneOf([...Sums.settledInvoice, ...Sums.writtenOff])} then 0
          else greatest(amount - paid, 0) end as open,
        greatest(${day(time(scope.now))} - ${day(sql`due_date`)}, 0) as days_past_due,
        case when last_paid is not null and amount > 0 and status <> ${sql`all(${textArray(Sums.writtenOff)}::text[])`}
            and (paid >= amount or status = ${oneOf(Sums.settledInvoice)})
          then ${day(sql`last_paid`)} - ${day(sql`due_date`)} end as days_late
      from billed
    )`

  const invoices = (scope: Scope) => {
    const recent = sql`days_late is not null and last_paid > ${time(scope.now - Sums.recentDays * dayMillis)}`
    const overdue = (from: number, to: number) =>
      sql`coalesce(sum(open) filter (where days_past_due between ${from}::int and ${to}::int), 0)::float8`
    return sql`select ${owner(scope, sql`customer_id`)} as customer_id, currency,
          count(*)::int as invoices,
          ${
      windows(scope.now, sql`issued_at`, (inside) => sql`coalesce(sum(amount) filter (where ${inside}), 0)`)
    } as revenue,
          (count(*) filter (where open > 0))::int as open_count,
          sum(open)::float8 as open_amount,
          (count(*) filter (where open > 0 and paid > 0))::int as part_paid_count,
          (count(*) filter (where open > 0 and days_past_due > 0))::int as overdue_count,
          ${overdue(1, 1_000_000)} as overdue_amount,
          coalesce(max(days_past_due) filter (where open > 0), 0)::int as oldest_days,
          ${overdue(1, 30)} as d0_30, ${overdue(31, 60)} as d31_60, ${overdue(61, 90)} as d61_90,
          ${overdue(91, 1_000_000)} as d90_plus,
          count(days_late)::int as paid_count,
          coalesce(sum(days_late), 0)::float8 as late_sum,
          coalesce(sum(days_late::float8 * days_late), 0)::float8 as late_squares,
          (count(*) filter (where ${recent}))::int as recent_paid_count,
          coalesce(sum(days_late) filter (where ${recent}), 0)::float8 as recent_late_sum,
          ${epoch(sql`max(last_paid)`)} as last_payment_at
        from balances group by 1, 2`
  }

  const leaders = (scope: Scope) =>
    Rankings.statement(sql, {
      year: time(scope.now - 365 * dayMillis),
      recent: time(scope.now - Sums.recentDays * dayMillis),
      tenant: scope.tenant
    })

  /** Everything about some customers in one round trip. */
  const standing = SqlSchema.findAll({
    Request: Scope,
    Result: Schema.Struct({
      profiles: Schema.Array(Sums.Profile),
      orders: Schema.Array(Sums.OrderSums),
      invoices: Schema.Array(Sums.InvoiceSums)
    }),
    execute: (scope) =>
      sql`with ${balances(scope)}, ${uninvoiced(scope)}
        select ${listed(profiles(scope))} as profiles, ${listed(orders(scope))} as orders,
        ${listed(invoices(scope))} as invoices`
  })

  const business = SqlSchema.findAll({
    Request: Scope,
    Result: Business,
    execute: (scope) =>
      sql`with ${balances(scope)}, ${uninvoiced(scope)}
        select ${listed(customerCounts(scope))} as customers, ${listed(orders(scope))} as orders,
        ${listed(invoices(scope))} as invoices, ${listed(leaders(scope))} as leaders`
  })

  const Ids = Schema.Struct({ tenant: TenantId, now: Schema.Number, ids: Schema.Array(Schema.String) })

  const orderRecords = SqlSchema.findAll({
    Request: Ids,
    Result: OrderRecord,
    execute: ({ ids, tenant }) =>
      sql`select o.id, o.order_number, o.customer_id, c.name as customer, o.priority, o.status,
          o.total_amount::float8 as total_amount, o.currency, ${epoch(sql`o.created_at`)} as created_at,
          coalesce((select jsonb_agg(i.invoice_number order by i.issued_at, i.id) from domain.invoices i
            where i.tenant_id = o.tenant_id and i.customer_id = o.customer_id and i.order_id = o.id), '[]') as invoices
        from domain.sales_orders o
        left join domain.customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
        where o.tenant_id = ${tenant} and o.id = ${oneOf(ids)}`
  })

  const invoiceRecords = SqlSchema.findAll({
    Request: Ids,
    Result: InvoiceRecord,
    execute: ({ ids, now, tenant }) =>
      sql`select i.id, i.invoice_number, i.customer_id, c.name as customer, o.order_number,
          i.amount::float8 as amount, coalesce(p.paid, 0)::float8 as paid, i.currency, i.status,
          ${epoch(sql`i.issued_at`)} as issued_at, ${epoch(sql`i.due_date`)} as due_date,
          ${epoch(sql`p.last_paid`)} as last_payment_at
        from domain.invoices i
        left join domain.customers c on c.tenant_id = i.tenant_id and c.id = i.customer_id
        left join domain.sales_orders o on o.tenant_id = i.tenant_id and o.id = i.order_id
        left join lateral (
          select sum(amount) as paid, max(paid_at) as last_paid from domain.payments
          where tenant_id = i.tenant_id and invoice_id = i.id and paid_at <= ${time(now)}
        ) p on true
        where i.tenant_id = ${tenant} and i.id = ${oneOf(ids)}`
  })

  return { standing, business, orderRecords, invoiceRecords }
})
