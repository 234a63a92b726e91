import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, Exit, Layer, Stream } from "effect"
import type { DomainTable } from "../../../src/domain/Business.ts"
import { defaultTenant, TenantId } from "../../../src/domain/Ids.ts"
import { BusinessRows } from "../../../src/knowledge/BusinessRows.ts"
import * as BusinessRowsSql from "../../../src/knowledge/BusinessRows/Sql.ts"
import * as Database from "../../support/Database.ts"

type Fields = Readonly<Record<string, unknown>>
const send = (table: DomainTable, values: ReadonlyArray<Fields>, tenant = defaultTenant) =>
  Effect.flatMap(
    BusinessRows,
    (rows) => rows.upsert(tenant, table, Stream.fromIterable(values.map((value, i) => ({ row: i + 1, value }))))
  )
const customer = (id: string, fields: Fields = {}) => ({ id, name: `Customer ${id}`, ...fields })
const invoice = (id: string, customer_id: string) => ({
  id,
  customer_id,
  invoice_number: id,
  amount: 1,
  issued_at: "2026-01-01",
  due_date: "2026-02-01"
})
const versions = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql`select entity_id, version::int as version from app.entity_versions order by entity_id`
  return Object.fromEntries(rows.map((row) => [String(row["entity_id"]), Number(row["version"])]))
})
const clear = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) =>
    sql`truncate domain.customers, domain.sales_orders, domain.invoices, domain.payments, app.entity_versions,
    app.customer_patterns`
)

for (const engine of Database.engines) {
  it.layer(BusinessRowsSql.layer.pipe(Layer.provideMerge(engine.layer())), { timeout: "60 seconds" })(
    `business rows on ${engine.name}`,
    (it) => {
      it.effect("adds rows, and replaces those whose id is known", () =>
        Effect.gen(function*() {
          yield* clear
          const sql = yield* SqlClient.SqlClient
          yield* send("customers", [customer("a", { credit_limit: 5, created_at: "2024-01-01" })])

          const report = yield* send("customers", [
            customer("a", { name: "New name", metadata: { state: "Ohio" } }),
            customer("b")
          ])

          assert.deepStrictEqual(report, { success: true, upserted: 2, rejected: [] })
          const rows = yield* sql`select id, name, credit_limit, metadata, created_at::date::text as since
            from domain.customers order by id`
          assert.strictEqual(rows.length, 2)
          // What the new row does not say is no longer so, but the time of its creation stays.
          assert.deepInclude(rows[0], {
            name: "New name",
            credit_limit: null,
            metadata: { state: "Ohio" },
            since: "2024-01-01"
          })
        }))

      it.effect("rejects each bad row alone, with its number and what to do", () =>
        Effect.gen(function*() {
          yield* clear
          const report = yield* send("customers", [
            customer("a"),
            { id: "b" },
            { unreadable: "This line is not valid JSON." },
            customer("a", { name: "Again" }),
            customer("c")
          ])

          assert.isFalse(report.success)
          assert.strictEqual(report.upserted, 2)
          assert.deepStrictEqual(report.rejected, [
            { row: 2, message: "\"name\" is missing." },
            { row: 3, message: "This line is not valid JSON." },
            { row: 4, message: "The id \"a\" was already sent in row 1: send each id once." }
          ])
        }))

      it.effect("finds the one row that the database itself refuses, and keeps the rest of its batch", () =>
        Effect.gen(function*() {
          yield* clear
          const sql = yield* SqlClient.SqlClient
          yield* sql`alter table domain.customers add constraint owners_rule check (name <> 'Forbidden')`

          const rows = Array.from(
            { length: 2_100 },
            (_, i) => customer(`c${i}`, i === 1_234 ? { name: "Forbidden" } : {})
          )
          const report = yield* send("customers", rows)

          yield* sql`alter table domain.customers drop constraint owners_rule`
          assert.strictEqual(report.upserted, 2_099)
          assert.deepStrictEqual(report.rejected, [
            { row: 1_235, message: "A value is outside of what this database allows for its column." }
          ])
        }))

      it.effect("changes the version of every customer that a row came to or left, and forgets its patterns", () =>
        Effect.gen(function*() {
          yield* clear
          const sql = yield* SqlClient.SqlClient
          yield* send("customers", [customer("a"), customer("b"), customer("c")])
          yield* send("invoices", [invoice("i1", "a"), invoice("i2", "b")])
          for (const id of ["a", "b", "c"]) {
            yield* sql`insert into app.customer_patterns values ('default', ${id}, 'anomaly', 1, 1, '', '{}'::jsonb, '', now())`
          }
          const before = yield* versions

          yield* send("payments", [{ id: "p1", invoice_id: "i1", amount: 1, paid_at: "2026-02-01" }])
          const paid = yield* versions
          yield* send("invoices", [invoice("i2", "c")])
          const after = yield* versions

          assert.deepStrictEqual(before, { "": 2, a: 2, b: 2, c: 1 })
          assert.deepStrictEqual(paid, { "": 3, a: 3, b: 2, c: 1 })
          assert.deepStrictEqual(after, { "": 4, a: 3, b: 3, c: 2 })
          assert.deepStrictEqual(yield* sql`select customer_id from app.customer_patterns`, [])
        }))

      it.effect("keeps tenants apart", () =>
        Effect.gen(function*() {
          yield* clear
          const sql = yield* SqlClient.SqlClient
          yield* send("customers", [customer("a")])
          yield* send("customers", [customer("a", { name: "Theirs" })], TenantId.make("other"))

          const rows = yield* sql`select tenant_id, name from domain.customers order by tenant_id`
          assert.deepStrictEqual(rows, [{ tenant_id: "default", name: "Customer a" }, {
            tenant_id: "other",
            name: "Theirs"
          }])
        }))

      it.effect("keeps the batches that were written when the source fails later", () =>
        Effect.gen(function*() {
          yield* clear
          const sql = yield* SqlClient.SqlClient
          const rows = yield* BusinessRows
          const source = Stream.range(1, 1_000).pipe(
            Stream.map((row) => ({ row, value: customer(`c${row}`) })),
            Stream.concat(Stream.fail("hung up" as const))
          )

          assert.strictEqual(yield* Effect.flip(rows.upsert(defaultTenant, "customers", source)), "hung up")
          const [count] = yield* sql`select count(*)::int as count from domain.customers`
          assert.deepStrictEqual(count, { count: 1_000 })
        }))

      it.effect("lets imports of the same rows at once all succeed", () =>
        Effect.gen(function*() {
          yield* clear
          const rows = Array.from({ length: 200 }, (_, i) => customer(`c${i}`))

          const reports = yield* Effect.all(
            [rows, [...rows].reverse(), rows, [...rows].reverse()].map((some) => send("customers", some)),
            {
              concurrency: "unbounded"
            }
          )

          assert.deepStrictEqual(reports.map(({ upserted }) => upserted), [200, 200, 200, 200])
          assert.strictEqual((yield* versions)["c7"], 4)
        }))

      it.effect("fails, without blaming a row, when the database is at fault", () =>
        Effect.gen(function*() {
          yield* clear
          const sql = yield* SqlClient.SqlClient
          yield* sql`alter table domain.customers rename to mislaid`

          const outcome = yield* Effect.exit(send("customers", [customer("a")]))

          yield* sql`alter table domain.mislaid rename to customers`
          assert.isTrue(Exit.isFailure(outcome))
          assert.strictEqual((yield* Effect.flip(outcome))._tag, "StoreError")
        }))
    }
  )
}
