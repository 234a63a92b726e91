import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Context, Duration, Effect, Exit, Fiber, Layer, TestClock } from "effect"
import { TenantId } from "../../../src/domain/Ids.ts"
import { isoTime } from "../../../src/domain/Time.ts"
import { Patterns } from "../../../src/knowledge/Patterns.ts"
import * as Analysis from "../../../src/knowledge/Patterns/Analysis.ts"
import * as BuiltIn from "../../../src/knowledge/Patterns/BuiltIn.ts"
import { DetectorFailed, Detectors, Outcome } from "../../../src/knowledge/Patterns/Detector.ts"
import * as Refresh from "../../../src/knowledge/Patterns/Refresh.ts"
import * as PatternsSql from "../../../src/knowledge/Patterns/Sql.ts"
import * as CircuitBreakers from "../../../src/resilience/CircuitBreakers.ts"
import * as Cache from "../../../src/storage/Cache.ts"
import * as Redis from "../../../src/storage/Redis.ts"
import * as Performance from "../../../src/telemetry/Performance.ts"
import { eventually } from "../../storage/fixtures.ts"
import * as Database from "../../support/Database.ts"
import { plantedBusiness } from "../../support/PlantedBusiness.ts"
import { insertHistories } from "../../support/PlantedBusinessRows.ts"

const now = Date.UTC(2026, 2, 9)
const acme = TenantId.make("acme")
const rival = TenantId.make("rival")
const histories = plantedBusiness({ seed: 1, customers: 8, now }).map(({ history }) => history)

/** Nobody else wants the database. */
const policy = {
  every: Duration.minutes(10),
  lease: Duration.minutes(2),
  atOnce: 3,
  share: 1,
  leastRest: Duration.zero
}

for (const engine of Database.engines) {
  const layer = Analysis.layer.pipe(
    Layer.provideMerge(BuiltIn.layer),
    Layer.provideMerge(Performance.layer),
    Layer.provideMerge(engine.layer())
  )
  it.layer(layer)(`Patterns refreshed on ${engine.name}`, (it) => {
    const filled = Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      yield* sql`truncate domain.customers, domain.sales_orders, domain.invoices, domain.payments,
        app.customer_patterns, app.pattern_runs, app.entity_versions, app.pattern_refresh`
      yield* sql`update app.pattern_sweeps set swept_at = '-infinity'`
      yield* insertHistories(acme, histories)
      yield* insertHistories(rival, histories.slice(0, 2))
      yield* TestClock.setTime(now)
      const replica = Effect.provideService(Refresh.make, Refresh.RefreshPolicy, policy)
      return { sql, one: yield* replica, other: yield* replica }
    })
    const all = ({ round }: { readonly round: Effect.Effect<number, unknown> }) =>
      Effect.orDie(Effect.repeat(round, { while: (done) => done > 0 }))
    const rows = (table: "pattern_runs" | "pattern_refresh") =>
      Effect.flatMap(SqlClient.SqlClient, (sql) => sql<{ n: number }>`select count(*)::int as n from app.${sql(table)}`)
        .pipe(Effect.map(([row]) => row?.n))

    it.scoped("knows every customer of every tenant before anybody asks", () =>
      Effect.gen(function*() {
        const { one } = yield* filled
        yield* Effect.zipRight(one.sweep, all(one))
        assert.deepStrictEqual([yield* rows("pattern_runs"), yield* rows("pattern_refresh")], [10, 0])
        yield* TestClock.adjust("1 hour")
        const asked = yield* Layer.build(
          PatternsSql.layer.pipe(Layer.provide(Cache.layer), Layer.provide([Redis.layerNone, CircuitBreakers.layer]))
        )
        const report = yield* Context.get(asked, Patterns).forCustomer(acme, histories[3]?.customer_id ?? "")
        assert.strictEqual(report.computed_at, isoTime(now))
      }))

    it.scoped("computes again what has changed, what is a day old, and what other detectors looked at", () =>
      Effect.gen(function*() {
        const { one, sql } = yield* filled
        const due = Effect.zipRight(Effect.zipRight(TestClock.adjust("11 minutes"), one.sweep), rows("pattern_refresh"))
        yield* Effect.zipRight(one.sweep, all(one))
        assert.strictEqual(yield* due, 0)
        yield* sql`insert into app.entity_versions (tenant_id, entity_id, version) values ('acme', 'customer-3', 2)`
        assert.strictEqual(yield* due, 1)
        yield* all(one)
        yield* TestClock.adjust("1 day")
        assert.strictEqual(yield* due, 10)
        yield* all(one)
        const { add } = yield* Detectors
        yield* add({ pattern_type: "mine", detect: () => Effect.succeed(Outcome.NothingFound({ p_value: 1 })) })
        assert.strictEqual(yield* due, 10)
      }))

    it.scoped("is looked for by one replica at a time, and shared by all", () =>
      Effect.gen(function*() {
        const { one, other } = yield* filled
        const looked: Array<string> = []
        const { add } = yield* Detectors
        yield* add({
          pattern_type: "mine",
          detect: ({ customer_id }) =>
            Effect.sync(() => {
              looked.push(customer_id)
              return Outcome.NothingFound({ p_value: 1 })
            })
        })
        yield* Effect.all([one.sweep, other.sweep], { concurrency: 2 })
        yield* Effect.all([all(one), all(other)], { concurrency: 2 })
        assert.strictEqual(looked.length, 10)
        assert.strictEqual(yield* rows("pattern_refresh"), 0)
      }))

    it.scoped("goes on where a replica died, and not before its lease is over", () =>
      Effect.gen(function*() {
        const { one, other } = yield* filled
        const { add } = yield* Detectors
        yield* one.sweep
        const dying = yield* Effect.scoped(Effect.gen(function*() {
          yield* add({ pattern_type: "mine", detect: () => Effect.never })
          const fiber = yield* Effect.fork(one.round)
          yield* eventually(claimed, (n) => n === policy.atOnce)
          return yield* Fiber.interrupt(fiber)
        }))
        assert.isTrue(Exit.isInterrupted(dying))
        yield* all(other)
        assert.strictEqual(yield* rows("pattern_refresh"), policy.atOnce)
        yield* TestClock.adjust("2 minutes")
        yield* all(other)
        assert.deepStrictEqual([yield* rows("pattern_runs"), yield* rows("pattern_refresh")], [10, 0])
      }))

    it.scoped("keeps nothing half: what a detector failed on is due again", () =>
      Effect.gen(function*() {
        const { one } = yield* filled
        const { add } = yield* Detectors
        yield* add({
          pattern_type: "mine",
          detect: () => Effect.fail(new DetectorFailed({ pattern_type: "mine", cause: "down" }))
        })
        yield* Effect.zipRight(one.sweep, all(one))
        assert.strictEqual(yield* rows("pattern_runs"), 0)
        yield* TestClock.adjust("10 minutes")
        yield* one.sweep
        assert.strictEqual(yield* rows("pattern_refresh"), 10)
      }))

    it.scoped("runs by itself, a minute after the start", () =>
      Effect.gen(function*() {
        yield* filled
        yield* Layer.build(
          Refresh.layer.pipe(Layer.provide(Layer.succeed(Refresh.RefreshPolicy, policy)))
        )
        yield* TestClock.adjust("1 minute")
        yield* eventually(rows("pattern_runs"), (n) => n === 10)
      }))
  })
}

const claimed = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql<{ n: number }>`select count(*)::int as n from app.pattern_refresh where attempts > 0`
).pipe(Effect.map(([row]) => row?.n ?? 0), Effect.orDie)
