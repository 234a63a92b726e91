import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { fill, tenant } from "../../../bench/patterns/Business.ts"
import { TenantId } from "../../../src/domain/Ids.ts"
import * as Statements from "../../../src/knowledge/Patterns/Statements.ts"
import * as Database from "../../support/Database.ts"

for (const engine of Database.engines) {
  it.layer(engine.layer())(`plans of Patterns on ${engine.name}`, (it) => {
    it.effect("one customer's rows are found by index alone, however many there are of others", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* fill(500)
        const { plain } = yield* Statements.make
        const of = { tenant: TenantId.make(tenant), customer_id: "c37", since: 0, limit: 5_000 }
        const plan = (statement: ReturnType<typeof plain.orders>) =>
          Effect.map(
            sql<{ readonly "QUERY PLAN": string }>`explain ${statement}`,
            (lines) => lines.map((line) => line["QUERY PLAN"]).join("\n")
          )
        const [orders, invoices] = [yield* plan(plain.orders(of)), yield* plan(plain.invoices(of))]
        assert.match(orders, /sales_orders_by_customer/)
        assert.match(invoices, /invoices_by_customer/)
        assert.match(invoices, /payments_by_invoice/)
        assert.notMatch(orders + invoices, /Seq Scan/)
      }))
  })
}
