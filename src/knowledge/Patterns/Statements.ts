/** What patterns read from the business tables and keep in their own. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Effect, Schema } from "effect"
import { TenantId } from "../../domain/Ids.ts"
import { PatternReport } from "../../domain/Pattern.ts"
import { isoTime } from "../../domain/Time.ts"
import * as Jsonb from "../../storage/Jsonb.ts"
import { finishedOrder, neverBilled } from "../Facts/Aggregates.ts"
import { textArray } from "../Storing.ts"
import { recentDays } from "./History.ts"

const Of = { tenant: TenantId, customer_id: Schema.String }
const Since = Schema.Struct({ ...Of, since: Schema.Number, limit: Schema.Int })

export interface Run {
  readonly tenant: TenantId
  readonly customer_id: string
  readonly data_version: string
  readonly detectors: string
  readonly report: PatternReport
}

export const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient

  const selectCustomer = SqlSchema.findOne({
    Request: Schema.Struct(Of),
    Result: Schema.Struct({
      name: Schema.String,
      currency: Schema.String,
      credit_limit: Schema.NullOr(Schema.Number),
      data_version: Schema.String
    }),
    execute: ({ customer_id, tenant }) =>
      sql`select c.name, c.currency, c.credit_limit::float8 as credit_limit, coalesce(v.version, 0)::text as data_version
        from domain.customers c
        left join app.entity_versions v on v.tenant_id = c.tenant_id and v.entity_id = c.id
        where c.tenant_id = ${tenant} and c.id = ${customer_id}`
  })

  /** What was computed last, if it was from these rows and by these detectors. */
  const selectRun = SqlSchema.findOne({
    Request: Schema.Struct({ ...Of, data_version: Schema.String, detectors: Schema.String }),
    Result: PatternReport,
    execute: ({ customer_id, data_version, detectors, tenant }) =>
      sql`select r.customer_id as entity_id, ${sql.literal(isoComputedAt)} as computed_at, r.missing,
          coalesce((
            select jsonb_agg(jsonb_build_object('pattern_type', p.pattern_type, 'confidence', p.confidence,
              'significance', p.significance, 'insight', p.insight, 'data', p.data,
              'recommendation', p.recommendation) order by p.significance desc, p.confidence desc, p.pattern_type)
            from app.customer_patterns p
            where p.tenant_id = r.tenant_id and p.customer_id = r.customer_id and p.computed_at = r.computed_at
          ), '[]'::jsonb) as patterns
        from app.pattern_runs r
        where r.tenant_id = ${tenant} and r.customer_id = ${customer_id}
          and r.data_version = ${data_version}::bigint and r.detectors = ${detectors}`
  })

  const orders = ({ customer_id, limit, since, tenant }: typeof Since.Encoded) =>
    sql`select id, (extract(epoch from created_at) * 1000)::float8 as at, priority = 'rush' as rush,
        total_amount::float8 as amount, currency,
        lower(status) <> all(${textArray(finishedOrder)}::text[]) and id not in (
          select order_id from domain.invoices
          where tenant_id = ${tenant} and customer_id = ${customer_id} and order_id is not null
            and lower(status) <> all(${textArray(neverBilled)}::text[])
        ) as uninvoiced
      from domain.sales_orders
      where tenant_id = ${tenant} and customer_id = ${customer_id} and created_at >= ${isoTime(since)}::timestamptz
        and lower(status) not in ('cancelled', 'canceled', 'draft')
      order by created_at desc, id desc
      limit ${limit}`

  /** Newest first. */
  const selectOrders = SqlSchema.findAll({
    Request: Since,
    Result: Schema.Struct({
      id: Schema.String,
      at: Schema.Number,
      rush: Schema.Boolean,
      amount: Schema.Number,
      currency: Schema.String,
      uninvoiced: Schema.Boolean
    }),
    execute: orders
  })

  const invoices = ({ customer_id, limit, since, tenant }: typeof Since.Encoded) =>
    sql`select i.id, i.invoice_number as number, (extract(epoch from i.issued_at) * 1000)::float8 as issued_at,
        (extract(epoch from i.due_date) * 1000)::float8 as due_at, i.amount::float8 as amount, i.currency,
        lower(i.status) = 'paid' as marked_paid,
        coalesce((
          select jsonb_agg(jsonb_build_object('at', extract(epoch from p.paid_at) * 1000, 'amount', p.amount)
            order by p.paid_at, p.id)
          from domain.payments p
          where p.tenant_id = ${tenant} and p.invoice_id = i.id
        ), '[]'::jsonb) as payments
      from (
        select id, invoice_number, issued_at, due_date, amount, currency, status
        from domain.invoices
        where tenant_id = ${tenant} and customer_id = ${customer_id} and due_date >= ${isoTime(since)}::timestamptz
          and lower(status) <> all(${textArray(neverBilled)}::text[])
        order by due_date desc, id desc
        limit ${limit}
      ) i
      order by i.due_date desc, i.id desc`

  /** Latest due first, each with its payments in order of time. */
  const selectInvoices = SqlSchema.findAll({
    Request: Since,
    Result: Schema.Struct({
      id: Schema.String,
      number: Schema.String,
      issued_at: Schema.Number,
      due_at: Schema.Number,
      amount: Schema.Number,
      currency: Schema.String,
      marked_paid: Schema.Boolean,
      payments: Schema.Array(Schema.Struct({ at: Schema.Number, amount: Schema.Number }))
    }),
    execute: invoices
  })

  const selectPeers = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: TenantId, now: Schema.Number }),
    Result: Schema.Struct({ orders: Schema.Int, rush: Schema.Int, customers: Schema.Int }),
    execute: ({ now, tenant }) =>
      sql`select orders, rush, count(*)::int as customers
        from (
          select count(*)::int as orders, (count(*) filter (where priority = 'rush'))::int as rush
          from domain.sales_orders
          where tenant_id = ${tenant} and created_at >= ${isoTime(now - recentDays * 86_400_000)}::timestamptz
            and created_at <= ${isoTime(now)}::timestamptz
            and lower(status) not in ('cancelled', 'canceled', 'draft')
          group by customer_id
        ) each
        group by orders, rush`
  })

  /** Replaces what was kept for the customer, as one; of two at once the later wins whole. */
  const keep = ({ customer_id, data_version, detectors, report, tenant }: Run) => {
    const time = report.computed_at
    const replaced = Effect.gen(function*() {
      yield* sql`insert into app.pattern_runs (tenant_id, customer_id, computed_at, data_version, detectors, missing)
        values (${tenant}, ${customer_id}, ${time}::timestamptz, ${data_version}::bigint, ${detectors},
          ${Jsonb.text(report.missing)}::jsonb)
        on conflict (tenant_id, customer_id) do update set computed_at = excluded.computed_at,
          data_version = excluded.data_version, detectors = excluded.detectors, missing = excluded.missing`
      yield* sql`delete from app.customer_patterns where tenant_id = ${tenant} and customer_id = ${customer_id}`
      yield* sql`insert into app.customer_patterns (tenant_id, customer_id, pattern_type, confidence, significance,
          insight, data, recommendation, computed_at)
        select ${tenant}, ${customer_id}, pattern_type, confidence, significance, insight, data, recommendation,
          ${time}::timestamptz
        from jsonb_to_recordset(${Jsonb.text(report.patterns)}::jsonb) as found(pattern_type text, confidence real,
          significance real, insight text, data jsonb, recommendation text)`
    })
    return sql.withTransaction(replaced)
  }

  return { selectCustomer, selectRun, selectOrders, selectInvoices, selectPeers, keep, plain: { orders, invoices } }
})

const isoComputedAt = `to_char(r.computed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
