/** A business of any size, made inside the database: most customers order now and then, a few every day. */
import { SqlClient } from "@effect/sql"
import { Effect } from "effect"

export const tenant = "bench"

/** How many customers of each hundred thousand order so often in three years; together about 20 orders a customer. */
const ordersOf = "(case when c % 1000 = 0 then 2000 when c % 100 = 1 then 200 else 16 end)"

/** In order of time, not of customers: so rows lie in a table that has grown. */
export const fill = (customers: number) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    yield* sql`select setseed(0.5)`
    yield* sql`insert into domain.customers (tenant_id, id, name, payment_terms_days, credit_limit)
      select ${tenant}, 'c' || c, 'Customer ' || c, 30, 1000 * (5 + c % 40)
      from generate_series(0, ${customers - 1}::int) c`
    yield* sql`insert into domain.sales_orders
        (tenant_id, id, customer_id, order_number, priority, status, total_amount, created_at, updated_at)
      select ${tenant}, 'o' || c || '-' || o, 'c' || c, 'SO-' || c || '-' || o,
        case when random() < 0.05 then 'rush' else 'normal' end, 'delivered', round((100 + 900 * random())::numeric, 2),
        at, at
      from (
        select c, o, now() - random() * interval '1090 days' as at
        from generate_series(0, ${customers - 1}::int) c, generate_series(1, ${sql.literal(ordersOf)}) o
      ) placed
      order by at`
    yield* sql`insert into domain.invoices
        (tenant_id, id, customer_id, order_id, invoice_number, amount, status, issued_at, due_date)
      select tenant_id, 'i' || id, customer_id, id, 'I' || order_number, total_amount, 'open',
        created_at + interval '3 days', created_at + interval '33 days'
      from domain.sales_orders where created_at < now() - interval '3 days' order by created_at`
    yield* sql`insert into domain.payments (tenant_id, id, invoice_id, amount, paid_at)
      select tenant_id, 'p' || id, id, amount, paid_at
      from (select *, due_date + (random() * 12 - 3) * interval '1 day' as paid_at from domain.invoices) due
      where paid_at < now() order by paid_at`
    yield* sql`analyze domain.customers, domain.sales_orders, domain.invoices, domain.payments`
  })
