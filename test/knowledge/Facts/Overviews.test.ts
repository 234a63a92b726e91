import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Duration, Effect, Layer, Stream, TestClock } from "effect"
import { TenantId } from "../../../src/domain/Ids.ts"
import { isoTime } from "../../../src/domain/Time.ts"
import { BusinessRows } from "../../../src/knowledge/BusinessRows.ts"
import * as BusinessRowsSql from "../../../src/knowledge/BusinessRows/Sql.ts"
import { Facts } from "../../../src/knowledge/Facts.ts"
import { OverviewPolicy } from "../../../src/knowledge/Facts/Overviews.ts"
import * as Refresh from "../../../src/knowledge/Facts/Refresh.ts"
import * as FactsSql from "../../../src/knowledge/Facts/Sql.ts"
import * as Omissions from "../../../src/resilience/Omissions.ts"
import * as Database from "../../support/Database.ts"

const now = Date.UTC(2026, 2, 9, 12)
const acme = TenantId.make("acme")

/** Every business counts as a large one. */
const policy = {
  slow: Duration.zero,
  every: Duration.minutes(1),
  oldest: Duration.minutes(10),
  late: Duration.minutes(15),
  lease: Duration.minutes(10),
  share: 1
}

const order = (id: string) =>
  Effect.flatMap(BusinessRows, (rows) =>
    rows.upsert(
      acme,
      "sales_orders",
      Stream.make({
        row: 1,
        value: { id, customer_id: "delta", order_number: id, total_amount: 100, created_at: "2026-03-09T10:00:00Z" }
      })
    ))

const overview = Effect.gen(function*() {
  const omitted: Array<Omissions.Omission> = []
  const facts = yield* Effect.flatMap(Facts, (store) => store.portfolio(acme)).pipe(Omissions.into(omitted))
  const [total] = facts.filter(({ topic }) => topic === "portfolio")
  const { at, outdated, text } = total ?? assert.fail("no overview")
  return { at, outdated: outdated ?? false, orders: /placed (\d+) order/.exec(text)?.[1], text, omitted }
})

for (const engine of Database.engines) {
  const layer = Layer.merge(FactsSql.layer, BusinessRowsSql.layer).pipe(Layer.provideMerge(engine.layer()))
  it.layer(layer)(`Overviews on ${engine.name}`, (it) => {
    const filled = Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      yield* sql`truncate domain.customers, domain.sales_orders, app.entity_versions, app.overviews`
      yield* TestClock.setTime(now)
      const rows = yield* BusinessRows
      yield* rows.upsert(acme, "customers", Stream.make({ row: 1, value: { id: "delta", name: "Delta" } }))
      yield* order("one")
      const replica = Effect.provideService(Refresh.make, OverviewPolicy, policy)
      return { sql, one: yield* replica, other: yield* replica }
    })

    it.effect("are kept as long as no row changes, and dated once one has", () =>
      Effect.gen(function*() {
        const { one } = yield* filled
        yield* one.round
        yield* TestClock.adjust("5 minutes")
        assert.deepInclude(yield* overview, { at: now, outdated: false, orders: "1" })
        yield* order("two")
        const dated = yield* overview
        assert.deepInclude(dated, { at: now, outdated: true, orders: "1", omitted: [] })
        assert.match(dated.text, /This is as of 2026-03-09 12:00 UTC\.$/)
        yield* one.round
        assert.deepInclude(yield* overview, { at: now + 300_000, outdated: false, orders: "2" })
      }))

    it.effect("are not kept where adding up is quick", () =>
      Effect.gen(function*() {
        yield* filled
        const { round } = yield* Refresh.make.pipe(
          Effect.provideService(OverviewPolicy, { ...policy, slow: Duration.seconds(1) })
        )
        yield* round
        yield* order("two")
        assert.deepInclude(yield* overview, { at: now, outdated: false, orders: "2" })
      }))

    it.effect("are due once: after a write, at midnight, and when they are old", () =>
      Effect.gen(function*() {
        const { one } = yield* filled
        assert.deepStrictEqual([yield* one.one, yield* one.one], [true, false])
        yield* order("two")
        assert.deepStrictEqual([yield* one.one, yield* one.one], [true, false])
        yield* TestClock.adjust("10 minutes")
        assert.deepStrictEqual([yield* one.one, yield* one.one], [true, false])
        yield* TestClock.setTime(Date.UTC(2026, 2, 9, 23, 58))
        yield* one.one
        yield* TestClock.adjust("3 minutes")
        assert.deepStrictEqual([yield* one.one, yield* one.one], [true, false])
      }))

    it.effect("are made by one replica at a time, and by another where that one died", () =>
      Effect.gen(function*() {
        const { one, other, sql } = yield* filled
        yield* one.one
        yield* order("two")
        yield* sql`update app.overviews set run_at = ${isoTime(now + 60_000)}::timestamptz`
        assert.isFalse(yield* other.one)
        yield* TestClock.adjust("1 minute")
        assert.isTrue(yield* other.one)
        assert.deepInclude(yield* overview, { orders: "2" })
      }))

    it.effect("say that they are late when nobody makes them again", () =>
      Effect.gen(function*() {
        const { one } = yield* filled
        yield* one.round
        yield* order("two")
        yield* TestClock.adjust("16 minutes")
        const { omitted, outdated } = yield* overview
        assert.isTrue(outdated)
        assert.deepStrictEqual(omitted.map(({ component }) => component), ["facts.overview"])
      }))

    it.effect("of another release's shape are added up anew", () =>
      Effect.gen(function*() {
        const { one, sql } = yield* filled
        yield* one.round
        yield* sql`update app.overviews set business = '{"customers": 3}'`
        assert.deepInclude(yield* overview, { orders: "1", outdated: false })
      }))
  })
}
