/** A business of any size, made inside the database: most customers order now and then, a few every day. */
import { SqlClient } from "@effect/sql"
import { Effect } from "effect"

export const tenant = "bench"

/** How many customers of each hundred thousand order so often in three years; together about 20 orders a customer. */
const ordersOf = "(case when c % 1000 = 0 then 2000 when c % 100 = 1 then 200 else 16 end)"

/** When an invoice of this id and due date is paid: three days early to nine days late. */
const paidAt = "(due_date + (abs(hashtext(id) % 1200) / 100.0 - 3) * interval '1 day')"

/** Of a hundred invoices that are paid, three still say that they are open, as exports do. */
const statusOf = `(case when ${paidAt} < now() and abs(hashtext(id) % 100) >= 3 then 'paid' else 'open' end)`

/** In order of time, not of customers: so rows lie in a table that has grown. */
export const fill = (customers: number) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    yield* sql`select setseed(0.5)`
    yield* sql`insert into domain.customers (tenant_id, id, name, industry, payment_terms_days, credit_limit)
      select ${tenant}, 'c' || c, 'Customer ' || c,
        (array['Retail', 'Manufacturing', 'Logistics', 'Construction', 'Food'])[1 + c % 5], 30, 1000 * (5 + c % 40)
      from generate_series(0, ${customers - 1}::int) c`
    yield* sql`insert into domain.sales_orders
        (tenant_id, id, customer_id, order_number, priority, status, total_amount, created_at, updated_at)
      select ${tenant}, 'o' || c || '-' || o, 'c' || c, 'SO-' || c || '-' || o,
        case when random() < 0.05 then 'rush' else 'normal' end,
        case when at > now() - interval '10 days' then 'open' else 'delivered' end,
        round((100 + 900 * random())::numeric, 2), at, at
      from (
        select c, o, now() - random() * interval '1090 days' as at
        from generate_series(0, ${customers - 1}::int) c, generate_series(1, ${sql.literal(ordersOf)}) o
      ) placed
      order by at`
    yield* sql`insert into domain.invoices
        (tenant_id, id, customer_id, order_id, invoice_number, amount, status, issued_at, due_date)
      select tenant_id, id, customer_id, order_id, invoice_number, amount, ${sql.literal(statusOf)}, issued_at, due_date
      from (
        select tenant_id, 'i' || id as id, customer_id, id as order_id, 'I' || order_number as invoice_number,
          total_amount as amount, created_at + interval '3 days' as issued_at,
          created_at + interval '33 days' as due_date
        from domain.sales_orders where created_at < now() - interval '3 days'
      ) issued
      order by issued_at`
    yield* sql`insert into domain.payments (tenant_id, id, invoice_id, amount, paid_at)
      select tenant_id, 'p' || id, id, amount, paid_at
      from (select *, ${sql.literal(paidAt)} as paid_at from domain.invoices) due
      where paid_at < now() order by paid_at`
    yield* sql`analyze domain.customers, domain.sales_orders, domain.invoices, domain.payments`
  })
