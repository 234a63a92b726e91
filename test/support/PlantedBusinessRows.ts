/** Writes a generated business into the business tables. */
import { SqlClient } from "@effect/sql"
import { Effect } from "effect"
import { isoTime } from "../../src/domain/Time.ts"
import type { History } from "../../src/knowledge/Patterns/History.ts"

export const insertHistories = (tenant: string, histories: ReadonlyArray<History>) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const insert = (table: string, rows: ReadonlyArray<object>) =>
      sql`insert into domain.${sql.literal(table)}
        select r.* from jsonb_populate_recordset(null::domain.${sql.literal(table)}, ${JSON.stringify(rows)}::jsonb) r`
    const common = { tenant_id: tenant, metadata: {} }
    yield* insert(
      "customers",
      histories.map(({ credit_limit, currency, customer_id, name }) => ({
        ...common,
        id: customer_id,
        name,
        status: "active",
        currency,
        payment_terms_days: 30,
        credit_limit: credit_limit ?? null,
        created_at: isoTime(0),
        updated_at: isoTime(0)
      }))
    )
    yield* insert(
      "sales_orders",
      histories.flatMap(({ currency, customer_id, orders }) =>
        orders.map(({ amount, at, id, rush }) => ({
          ...common,
          id,
          customer_id,
          order_number: id,
          priority: rush ? "rush" : "normal",
          status: "delivered",
          total_amount: amount,
          currency,
          created_at: isoTime(at),
          updated_at: isoTime(at)
        }))
      )
    )
    yield* insert(
      "invoices",
      histories.flatMap(({ currency, customer_id, invoices }) =>
        invoices.map(({ amount, due_at, id, issued_at, number, paid_at }) => ({
          ...common,
          id,
          customer_id,
          invoice_number: number,
          amount,
          currency,
          status: paid_at === undefined ? "open" : "paid",
          issued_at: isoTime(issued_at),
          due_date: isoTime(due_at),
          created_at: isoTime(issued_at)
        }))
      )
    )
    yield* insert(
      "payments",
      histories.flatMap(({ invoices }) =>
        invoices.flatMap(({ id, payments }) =>
          payments.map(({ amount, at }, part) => ({
            ...common,
            id: `${id}-${part}`,
            invoice_id: id,
            amount,
            paid_at: isoTime(at),
            created_at: isoTime(at)
          }))
        )
      )
    )
  })
