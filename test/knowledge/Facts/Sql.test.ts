import { assert, it } from "@effect/vitest"
import { Effect, FastCheck as fc, Layer, Schema, Stream, TestClock } from "effect"
import type { DomainTable } from "../../../src/domain/Business.ts"
import type { ResolvedEntity } from "../../../src/domain/Entity.ts"
import { Figures } from "../../../src/domain/Figures.ts"
import { TenantId } from "../../../src/domain/Ids.ts"
import { isoDay } from "../../../src/domain/Time.ts"
import { BusinessRows } from "../../../src/knowledge/BusinessRows.ts"
import * as BusinessRowsSql from "../../../src/knowledge/BusinessRows/Sql.ts"
import { Facts } from "../../../src/knowledge/Facts.ts"
import * as FactsSql from "../../../src/knowledge/Facts/Sql.ts"
import { type Business, businesses, expectedFigures, now } from "../../support/BusinessByHand.ts"
import * as Database from "../../support/Database.ts"

const entity = (entity_id: string): ResolvedEntity => ({
  entity_id,
  name: entity_id,
  type: "customer",
  match_type: "exact",
  confidence: 1
})

const load = (tenant: TenantId, business: Business) =>
  Effect.gen(function*() {
    const rows = yield* BusinessRows
    const tables: ReadonlyArray<readonly [DomainTable, ReadonlyArray<Readonly<Record<string, unknown>>>]> = [
      ["customers", business.customers],
      ["sales_orders", business.sales_orders],
      ["invoices", business.invoices],
      ["payments", business.payments]
    ]
    for (const [table, values] of tables) {
      const report = yield* rows.upsert(
        tenant,
        table,
        Stream.fromIterable(values.map((value, i) => ({ row: i + 1, value })))
      )
      assert.deepStrictEqual(report.rejected, [], table)
    }
  })

const about = (tenant: TenantId, ids: ReadonlyArray<string>) =>
  Effect.flatMap(Facts, (facts) => facts.about(tenant, { entities: ids.map(entity), records: [] }))

const decoded = <A, I>(schema: Schema.Schema<A, I>, data: unknown): unknown => Schema.decodeUnknownSync(schema)(data)

const simple: Business = {
  customers: [{
    id: "delta",
    name: "Delta Industries",
    payment_terms_days: 30,
    credit_limit: 20_000,
    industry: "Machinery",
    created_at: "2024-01-01",
    metadata: { city: "Austin", accountManager: "Ann Lee" }
  }],
  sales_orders: [
    {
      id: "o1",
      customer_id: "delta",
      order_number: "SO-1",
      total_amount: 2_340.5,
      created_at: "2026-03-01",
      priority: "rush"
    },
    {
      id: "o2",
      customer_id: "delta",
      order_number: "SO-2",
      total_amount: 500,
      created_at: "2026-02-20",
      status: "delivered"
    },
    {
      id: "o3",
      customer_id: "delta",
      order_number: "SO-3",
      total_amount: 100,
      created_at: "2025-11-20",
      status: "delivered"
    }
  ],
  invoices: [
    {
      id: "i1",
      customer_id: "delta",
      invoice_number: "INV-1",
      amount: 10_000,
      issued_at: "2026-01-01",
      due_date: "2026-01-31",
      order_id: "o2"
    },
    {
      id: "i2",
      customer_id: "delta",
      invoice_number: "INV-2",
      amount: 100,
      issued_at: "2025-12-01",
      due_date: "2025-12-31",
      status: "paid"
    },
    {
      id: "i3",
      customer_id: "delta",
      invoice_number: "INV-3",
      amount: 9_999,
      issued_at: "2025-12-01",
      due_date: "2025-12-31",
      status: "Void"
    },
    {
      id: "i4",
      customer_id: "delta",
      invoice_number: "INV-4",
      amount: 300,
      currency: "EUR",
      issued_at: "2026-03-01",
      due_date: "2026-04-01"
    }
  ],
  payments: [
    { id: "p1", invoice_id: "i1", amount: 4_000, paid_at: "2026-02-15" },
    { id: "p2", invoice_id: "i2", amount: 100, paid_at: "2026-01-06T12:00:00Z" }
  ]
}

for (const engine of Database.engines) {
  const stores = Layer.merge(BusinessRowsSql.layer, FactsSql.layer).pipe(Layer.provideMerge(engine.layer()))
  it.layer(stores, { timeout: "60 seconds" })(`facts on ${engine.name}`, (it) => {
    it.effect(
      "agree to the row with sums made by hand, for customers and for all of them together",
      () =>
        Effect.gen(function*() {
          yield* TestClock.setTime(now)
          let checked = 0
          for (const [i, business] of fc.sample(businesses, { numRuns: 25, seed: 7 }).entries()) {
            const tenant = TenantId.make(`sums-${i}`)
            yield* load(tenant, business)
            const ids = business.customers.map(({ id }) => id)
            const facts = yield* about(tenant, ids)
            const portfolio = yield* Effect.flatMap(Facts, (store) => store.portfolio(tenant))
            for (const id of ids) {
              const expected = expectedFigures(business, [id])
              for (const [topic, figures] of Object.entries(expected)) {
                const fact = facts.find((one) => one.ref === `customer:${id}/${topic}`)
                assert.deepStrictEqual(fact?.data, figures, `${topic} of ${id} in business ${i}`)
                checked += 1
              }
            }
            const { exposure: _exposure, last_activity: _activity, ...together } = expectedFigures(business, ids)
            for (const [topic, figures] of Object.entries(together)) {
              const { leaders: _leaders, ...data } = portfolio.find((one) => one.ref === `portfolio/${topic}`)?.data ??
                {}
              assert.deepStrictEqual(
                data,
                figures,
                `${topic} of all`
              )
            }
          }
          assert.isAbove(checked, 300)
        }),
      120_000
    )

    it.effect("carry data of the shape that their topic promises", () =>
      Effect.gen(function*() {
        yield* TestClock.setTime(now)
        const tenant = TenantId.make("shapes")
        yield* load(tenant, simple)

        const facts = yield* about(tenant, ["delta"])

        for (const [topic, schema] of Object.entries<Schema.Schema.AnyNoContext>(Figures)) {
          const fact = facts.find((one) => one.topic === topic)
          assert.isDefined(fact, topic)

          assert.deepStrictEqual(decoded(schema, fact?.data), fact?.data, topic)
          assert.strictEqual(fact?.ref, `customer:delta/${topic}`)
        }
      }))

    it.effect("say in sentences what is open, how late, and how it changed", () =>
      Effect.gen(function*() {
        yield* TestClock.setTime(now)
        const tenant = TenantId.make("sentences")
        yield* load(tenant, simple)

        const facts = yield* about(tenant, ["delta"])

        const text = (topic: string) => facts.find((one) => one.topic === topic)?.text
        assert.strictEqual(
          text("orders"),
          "Delta Industries placed 2 orders in the last 90 days, up from 1 in the 90 days before (+100 %). In the last 30 days: 2 orders, up from none in the 30 days before; in the last 365 days 3, up from none in the 365 days before. Of 3 orders in all, by status: 2 delivered and 1 open."
        )
        assert.strictEqual(
          text("invoices_open"),
          "Delta Industries has 1 open invoice with USD 6,000.00 unpaid, 1 of them partly paid; and 1 open invoice with EUR 300.00 unpaid."
        )
        assert.strictEqual(
          text("invoices_overdue"),
          "Delta Industries has 1 overdue invoice with USD 6,000.00 unpaid, the oldest 37 days past due."
        )
        assert.strictEqual(
          text("exposure"),
          "Delta Industries' open exposure is USD 8,340.50, 42 % of its credit limit of USD 20,000.00: USD 6,000.00 in unpaid invoices and USD 2,340.50 in open orders that are not invoiced yet. Besides, EUR 300.00 is open in other currencies."
        )
        assert.strictEqual(
          text("payment_behaviour"),
          "Delta Industries paid 1 invoice in full, on average 6 days after the due date (standard deviation 0 days). The 1 paid in the last 90 days came on average 6 days after the due date."
        )
        assert.strictEqual(
          text("last_activity"),
          "Delta Industries last ordered on 2026-03-01 (8 days ago) and last paid on 2026-02-15 (22 days ago)."
        )
      }))

    it.effect("state what there is none of, too", () =>
      Effect.gen(function*() {
        yield* TestClock.setTime(now)
        const tenant = TenantId.make("nothing")
        yield* load(tenant, {
          customers: [{ id: "new", name: "New Shop" }],
          sales_orders: [],
          invoices: [],
          payments: []
        })

        const facts = yield* about(tenant, ["new", "gone"])

        const texts = facts.map(({ text }) => text)
        assert.include(texts, "New Shop has no open invoices.")
        assert.include(texts, "New Shop has no overdue invoices.")
        assert.include(texts, "No credit limit is on record for New Shop.")
        assert.include(texts, "New Shop has paid no invoice in full yet.")
        assert.include(texts, "New Shop has not ordered yet and has not paid anything yet.")
        assert.isUndefined(facts.find(({ topic }) => topic === "dso"))
        assert.isTrue(facts.every(({ entity_id }) => entity_id === "new"))
      }))

    it.effect("tell of an order and an invoice that were named", () =>
      Effect.gen(function*() {
        yield* TestClock.setTime(now)
        const tenant = TenantId.make("records")
        yield* load(tenant, simple)

        const facts = yield* Effect.flatMap(Facts, (store) =>
          store.about(tenant, {
            entities: [],
            records: [
              { kind: "order", id: "o2", number: "SO-2", customer_id: "delta" },
              { kind: "invoice", id: "i1", number: "INV-1", customer_id: "delta" }
            ]
          }))

        assert.deepStrictEqual(facts.map(({ ref }) => ref), ["order:o2", "invoice:i1"])
        assert.strictEqual(
          facts[0]?.text,
          "Order SO-2 of Delta Industries was placed on 2026-02-20 over USD 500.00, with the priority \"normal\" and the status \"delivered\". It is invoiced as INV-1."
        )
        assert.strictEqual(
          facts[1]?.text,
          "Invoice INV-1 of Delta Industries for order SO-2 over USD 10,000.00 was issued on 2026-01-01, was due on 2026-01-31 and has the status \"open\". USD 4,000.00 has been paid on it, last on 2026-02-15; USD 6,000.00 is open, 37 days past due."
        )
      }))

    it.effect("sum up the whole business and name who owes most", () =>
      Effect.gen(function*() {
        yield* TestClock.setTime(now)
        const tenant = TenantId.make("portfolio")
        yield* load(tenant, simple)

        const facts = yield* Effect.flatMap(Facts, (store) => store.portfolio(tenant))

        const overview = facts.find(({ topic }) => topic === "portfolio")
        assert.strictEqual(
          overview?.text,
          "There is 1 customer (1 active), who placed 2 orders in the last 30 days (1 rush) and 2 orders in the last 90 days (1 rush). USD 6,000.00 is unpaid on 1 open invoice, USD 6,000.00 of it overdue on 1 invoice; EUR 300.00 is unpaid on 1 open invoice, EUR 0.00 of it overdue on no invoices."
        )
        assert.include(
          facts.find(({ topic }) => topic === "invoices_overdue")?.text,
          "The largest overdue balances are those of Delta Industries with USD 6,000.00 on 1 invoice (oldest 37 days past due)."
        )
      }))

    it.effect("rank customers by what is open, by revenue, by lateness and by use of their limit, as sums by hand do", () =>
      Effect.gen(function*() {
        yield* TestClock.setTime(now)
        const tenant = TenantId.make("ranked")
        const day = (back: number) => isoDay(now - back * 86_400_000)
        const three = [["small", 100, 1_000], ["middle", 300, 30_000], ["large", 900, 900]] as const
        yield* load(tenant, {
          customers: three.map(([id, , credit_limit]) => ({ id, name: id, credit_limit })),
          sales_orders: [],
          invoices: three.flatMap(([id, amount], at) =>
            [1, 2, 3, 4].map((n) => ({
              id: `${id}${n}`,
              customer_id: id,
              amount,
              issued_at: day(60),
              due_date: day(40),
              status: n === 4 ? "open" : "paid",
              invoice_number: `INV-${at}${n}`
            }))
          ),
          payments: three.flatMap(([id, amount], at) =>
            [1, 2, 3].map((n) => ({ id: `p${id}${n}`, invoice_id: `${id}${n}`, amount, paid_at: day(30 - at * 5) }))
          )
        })

        const facts = yield* Effect.flatMap(Facts, (store) => store.portfolio(tenant))

        const told = (topic: string) => facts.find((one) => one.topic === topic)?.text ?? ""
        assert.include(
          told("invoices_open"),
          "The largest open balances are those of large with USD 900.00 on 1 open invoice, middle with USD 300.00"
        )
        assert.include(told("revenue"), "most was invoiced to large (USD 3,600.00), middle (USD 1,200.00) and small")
        assert.include(
          told("payment_behaviour"),
          "large (20 days after the due date on average, 3 invoices), middle (15"
        )
        assert.strictEqual(
          told("exposure"),
          "Closest to their credit limits are large with USD 900.00 of USD 900.00 (100 %), small with USD 100.00 of USD 1,000.00 (10 %) and middle with USD 300.00 of USD 30,000.00 (1 %)."
        )
      }))

    it.effect("never show another tenant's rows", () =>
      Effect.gen(function*() {
        yield* TestClock.setTime(now)
        yield* load(TenantId.make("one"), simple)

        const facts = yield* Effect.flatMap(Facts, (store) => store.portfolio(TenantId.make("another")))

        assert.deepStrictEqual(yield* about(TenantId.make("another"), ["delta"]), [])
        assert.deepInclude(facts.find(({ topic }) => topic === "portfolio")?.data, { customers: 0, orders_90: 0 })
      }))
  })
}
