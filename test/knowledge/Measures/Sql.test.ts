/** What the store promises of measures beyond their numbers, which `test/chat/Measures` has. */
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Schema, Stream, TestClock, Tracer } from "effect"
import { TenantId } from "../../../src/domain/Ids.ts"
import { Measured, type MeasureQuestion, noFilters } from "../../../src/domain/Measure.ts"
import { BusinessRows } from "../../../src/knowledge/BusinessRows.ts"
import * as BusinessRowsSql from "../../../src/knowledge/BusinessRows/Sql.ts"
import { Measures } from "../../../src/knowledge/Measures.ts"
import * as MeasuresSql from "../../../src/knowledge/Measures/Sql.ts"
import * as Database from "../../support/Database.ts"

const tenant = TenantId.make("shares")
const now = Date.UTC(2026, 5, 1)
const invoice = (id: string, customer_id: string, amount: number, currency = "USD") => ({
  id,
  customer_id,
  invoice_number: id,
  amount,
  currency,
  status: "open",
  issued_at: "2026-05-01",
  due_date: "2026-05-20"
})
const rows = {
  customers: [
    { id: "a", name: "Acme", industry: "Retail" },
    { id: "b", name: "Berg", industry: "Food" }
  ],
  invoices: [invoice("i1", "a", 250.1), invoice("i2", "b", 749.9), invoice("i3", "b", 60, "EUR")]
}

const question: MeasureQuestion = {
  metric: "revenue",
  period: null,
  before: null,
  change: null,
  by: null,
  field: null,
  rank: null,
  counting: false,
  as: "share",
  assumed: false,
  claimed: null,
  placed: null,
  filters: { ...noFilters, industries: ["Retail"] },
  customers: [],
  excluded: []
}

const loaded = Layer.effectDiscard(Effect.gen(function*() {
  const { upsert } = yield* BusinessRows
  for (const table of ["customers", "invoices"] as const) {
    const values = Stream.fromIterable(rows[table].map((value, i) => ({ row: i + 1, value })))
    assert.deepStrictEqual((yield* upsert(tenant, table, values)).rejected, [])
  }
}))

/** The measures, and how many statements they took. */
const measured = (asked: MeasureQuestion) =>
  Effect.gen(function*() {
    const { measure } = yield* Measures
    const statements: Array<string> = []
    const tracer = yield* Effect.tracer
    const [evidence] = yield* Effect.withTracer(
      measure(tenant, [asked]),
      Tracer.make({
        ...tracer,
        span: (name, ...rest) => {
          if (name === "sql.execute") statements.push(name)
          return tracer.span(name, ...rest)
        }
      })
    )
    return { ...yield* Schema.decodeUnknown(Measured)(evidence?.data), statements: statements.length }
  })

for (const engine of Database.engines) {
  const stores = Layer.provideMerge(loaded, Layer.merge(MeasuresSql.layer, BusinessRowsSql.layer)).pipe(
    Layer.provide(engine.layer())
  )

  it.layer(stores)(`Measures on ${engine.name}`, (it) => {
    it.effect("reads a part and its whole in one statement, so that no row can come between them", () =>
      Effect.gen(function*() {
        yield* TestClock.setTime(now)
        const share = yield* measured(question)
        assert.deepStrictEqual(share.rows.map(({ currency, value }) => [currency, value]), [["USD", 250.1]])
        assert.deepStrictEqual(share.wholes, [
          { currency: "USD", amount: 1_000 },
          { currency: "EUR", amount: 60 }
        ])
        assert.strictEqual(share.statements, 1)
      }))

    it.effect("counts customers as a part of customers", () =>
      Effect.gen(function*() {
        yield* TestClock.setTime(now)
        const overdue = { ...question, metric: "overdue_amount", by: "customer", counting: true } as const
        const share = yield* measured({ ...overdue, filters: { ...noFilters, value: { is: ">", than: 500 } } })
        assert.strictEqual(share.groups_count, 1)
        assert.deepStrictEqual(share.wholes, [{ currency: null, amount: 2 }])
      }))
  })
}
