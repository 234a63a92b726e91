/** One statement a batch: the rows, the versions of the customers they touch, and the patterns that they outdate. */
import { SqlClient, type SqlError, type Statement } from "@effect/sql"
import { Effect } from "effect"
import type { DomainTable } from "../../domain/Business.ts"
import type { TenantId } from "../../domain/Ids.ts"
import { isoTime } from "../../domain/Time.ts"
import { fields } from "./Fields.ts"

export type Write = (
  tenant: TenantId,
  table: DomainTable,
  rows: ReadonlyArray<Readonly<Record<string, unknown>>>,
  now: number
) => Effect.Effect<void, SqlError.SqlError>

/** Rows keep the time they were first taken in, unless they bring one themselves. */
const keptUnlessGiven = new Set(["created_at"])

export const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient

  // A customer whose row moves away is affected as much as the one it moves to.
  const affected: Readonly<Record<DomainTable, (tenant: TenantId) => Statement.Fragment>> = {
    customers: () => sql`select id from written`,
    sales_orders: (tenant) => moved(tenant, sql`domain.sales_orders`),
    invoices: (tenant) => moved(tenant, sql`domain.invoices`),
    payments: (tenant) =>
      sql`select i.customer_id as id
        from domain.invoices i
        where i.tenant_id = ${tenant} and i.id in (
          select invoice_id from written
          union select p.invoice_id from domain.payments p join incoming using (id) where p.tenant_id = ${tenant})`
  }
  const moved = (tenant: TenantId, table: Statement.Fragment) =>
    sql`select customer_id as id from written
      union select o.customer_id from ${table} o join incoming using (id) where o.tenant_id = ${tenant}`

  const write: Write = (tenant, table, rows, now) => {
    const columns = Object.entries(fields[table])
    const at = sql`${isoTime(now)}::timestamptz`
    const list = (parts: ReadonlyArray<Statement.Fragment>) => sql.csv(parts)
    const types = list(columns.map(([name, { type }]) => sql`${sql(name)} ${sql.literal(type)}`))
    const values = list(
      columns.map(([name, { absent }]) => sql`coalesce(r.${sql(name)}, ${absent === "now" ? at : sql.literal(absent)})`)
    )
    const changed = list(
      columns.filter(([name]) => name !== "id").map(([name]) =>
        keptUnlessGiven.has(name) && !(fields[table][name]?.required ?? false)
          ? sql`${sql(name)} = case when excluded.${sql(name)} = ${at} then kept.${sql(name)} else excluded.${
            sql(name)
          } end`
          : sql`${sql(name)} = excluded.${sql(name)}`
      )
    )
    const target = sql.literal(table)
    const reference = table === "payments"
      ? sql`invoice_id`
      : table === "customers"
      ? sql`id as customer_id`
      : sql`customer_id`
    // Rows are written in the order of their ids, and versions too, so that two imports never wait for each other in a ring.
    return Effect.asVoid(sql`
      with incoming as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (${types})
      ), written as (
        insert into domain.${target} as kept (tenant_id, ${list(columns.map(([name]) => sql`${sql(name)}`))})
        select ${tenant}, ${values} from incoming r order by r.id
        on conflict (tenant_id, id) do update set ${changed}
        returning id, ${reference}
      ), affected as materialized (
        select id from (${affected[table](tenant)}) touched where id is not null union select ''
      ), versions as (
        insert into app.entity_versions as known (tenant_id, entity_id, version, changed_at)
        select ${tenant}, id, 1, ${at} from affected order by id collate "C"
        on conflict (tenant_id, entity_id) do update set version = known.version + 1, changed_at = excluded.changed_at
      )
      delete from app.customer_patterns p using affected a
      where p.tenant_id = ${tenant} and p.customer_id = a.id`)
  }

  return write
})
