/** The look-ups of names in SQL: one statement finds all that equals, one all that resembles. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Effect, Schema } from "effect"
import { TenantId } from "../../domain/Ids.ts"
import { prepared } from "../../storage/Prepared.ts"
import { textArray } from "../Storing.ts"

const Texts = Schema.Array(Schema.String)

export const CustomerRow = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  industry: Schema.NullOr(Schema.String),
  metadata: Schema.Unknown
})

const HitRow = Schema.Struct({
  ...CustomerRow.fields,
  via: Schema.Literal("name", "id", "email", "alias", "own_alias", "order", "invoice", "recent"),
  matched: Schema.String,
  record_id: Schema.NullOr(Schema.String),
  record_number: Schema.NullOr(Schema.String)
})

const mostHits = 200
const likenesses = 20

export const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient

  const customer = sql`c.id, c.name, c.industry, c.metadata`
  const none = sql`null::text as record_id, null::text as record_number`

  const equal = SqlSchema.findAll({
    Request: Schema.Struct({
      tenant: TenantId,
      user: Schema.String,
      names: Texts,
      aliases: Texts,
      ids: Texts,
      emails: Texts,
      codes: Texts,
      recent: Texts
    }),
    Result: HitRow,
    execute: ({ aliases, codes, emails, ids, names, recent, tenant, user }) =>
      sql`${sql.literal(prepared)} (select 'name' as via, lower(c.name) as matched, ${none}, ${customer}
        from domain.customers c
        where c.tenant_id = ${tenant} and lower(c.name) = any(${textArray(names)}::text[]) limit ${mostHits})
      union all
      (select 'id', c.id, ${none}, ${customer}
        from domain.customers c
        where c.tenant_id = ${tenant} and c.id = any(${textArray(ids)}::text[]) limit ${mostHits})
      union all
      (select 'recent', c.id, ${none}, ${customer}
        from domain.customers c
        where c.tenant_id = ${tenant} and c.id = any(${textArray(recent)}::text[]) limit ${mostHits})
      union all
      (select 'email', lower(c.metadata ->> 'email'), ${none}, ${customer}
        from domain.customers c
        where c.tenant_id = ${tenant} and lower(c.metadata ->> 'email') = any(${textArray(emails)}::text[])
        limit ${mostHits})
      union all
      (select case when a.user_id = '' then 'alias' else 'own_alias' end, a.alias, ${none}, ${customer}
        from app.entity_aliases a
        join domain.customers c on c.tenant_id = a.tenant_id and c.id = a.entity_id
        where a.tenant_id = ${tenant} and a.alias = any(${textArray(aliases)}::text[])
          and a.user_id in ('', ${user}) limit ${mostHits})
      union all
      (select 'order', lower(o.order_number), o.id, o.order_number, ${customer}
        from domain.sales_orders o
        join domain.customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
        where o.tenant_id = ${tenant} and lower(o.order_number) = any(${textArray(codes)}::text[]) limit ${mostHits})
      union all
      (select 'order', o.id, o.id, o.order_number, ${customer}
        from domain.sales_orders o
        join domain.customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
        where o.tenant_id = ${tenant} and o.id = any(${textArray([...codes, ...ids])}::text[]) limit ${mostHits})
      union all
      (select 'invoice', lower(i.invoice_number), i.id, i.invoice_number, ${customer}
        from domain.invoices i
        join domain.customers c on c.tenant_id = i.tenant_id and c.id = i.customer_id
        where i.tenant_id = ${tenant} and lower(i.invoice_number) = any(${textArray(codes)}::text[]) limit ${mostHits})
      union all
      (select 'invoice', i.id, i.id, i.invoice_number, ${customer}
        from domain.invoices i
        join domain.customers c on c.tenant_id = i.tenant_id and c.id = i.customer_id
        where i.tenant_id = ${tenant} and i.id = any(${textArray([...codes, ...ids])}::text[]) limit ${mostHits})`
  })

  /** Names that have words like the probe's in them. */
  const containing = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: TenantId, probes: Texts }),
    Result: Schema.Struct({ ...CustomerRow.fields, probe: Schema.String }),
    execute: ({ probes, tenant }) =>
      sql`select p.probe, ${customer}
      from unnest(${textArray(probes)}::text[]) as p (probe)
      cross join lateral (
        select c.id, c.name, c.industry, c.metadata
        from domain.customers c
        where c.tenant_id = ${tenant} and app.plain_name(c.name) %> p.probe
        order by word_similarity(p.probe, app.plain_name(c.name)) desc, length(c.name), c.id
        limit ${likenesses}
      ) c`
  })

  /** The threshold of `%>` is the transaction's: nothing but a setting changes it, and a lasting one is everybody's. */
  const above = (threshold: number) => <A, E>(found: Effect.Effect<A, E>) =>
    sql.withTransaction(
      sql`select set_config('pg_trgm.word_similarity_threshold', ${String(threshold)}, true)`.pipe(
        Effect.zipRight(found)
      )
    )

  const byId = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: TenantId, ids: Texts }),
    Result: CustomerRow,
    execute: ({ ids, tenant }) =>
      sql`select ${customer} from domain.customers c
        where c.tenant_id = ${tenant} and c.id = any(${textArray(ids)}::text[])`
  })

  /** In the order of names, for a search for nothing in particular. */
  const first = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: TenantId, limit: Schema.Int }),
    Result: CustomerRow,
    execute: ({ limit, tenant }) =>
      sql`select ${customer} from domain.customers c where c.tenant_id = ${tenant}
        order by lower(c.name), c.id limit ${limit}`
  })

  const starting = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: TenantId, prefix: Schema.String, limit: Schema.Int }),
    Result: CustomerRow,
    execute: ({ limit, prefix, tenant }) =>
      sql`select ${customer} from domain.customers c
        where c.tenant_id = ${tenant} and app.plain_name(c.name) like ${`${prefix.replace(/[\\%_]/g, "\\$&")}%`}
        order by length(c.name), c.id limit ${limit}`
  })

  const allNames = SqlSchema.findAll({
    Request: TenantId,
    Result: Schema.Struct({ id: Schema.String, name: Schema.String }),
    execute: (tenant) => sql`select c.id, c.name from domain.customers c where c.tenant_id = ${tenant}`
  })

  const trigramsAvailable = Effect.map(
    sql`select 1 from pg_extension where extname = 'pg_trgm'`,
    (rows) => rows.length > 0
  )

  return { equal, containing, above, byId, first, starting, allNames, trigramsAvailable }
})
