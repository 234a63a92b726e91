import { SqlClient } from "@effect/sql"
import { SqlError } from "@effect/sql/SqlError"
import { assert, it } from "@effect/vitest"
import { Context, Effect, Fiber, Layer, Schema, TestClock } from "effect"
import { TenantId } from "../../../src/domain/Ids.ts"
import { PatternReport } from "../../../src/domain/Pattern.ts"
import { isoTime } from "../../../src/domain/Time.ts"
import { Patterns } from "../../../src/knowledge/Patterns.ts"
import * as Analysis from "../../../src/knowledge/Patterns/Analysis.ts"
import * as BuiltIn from "../../../src/knowledge/Patterns/BuiltIn.ts"
import { DetectorFailed, Detectors, Outcome, pure } from "../../../src/knowledge/Patterns/Detector.ts"
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
const business = plantedBusiness({ seed: 1, customers: 12, now })
const planted = (plant: string) =>
  business.find((customer) => customer.planted === plant)?.history.customer_id ?? "none"
const surging = planted("rush_order_frequency")
const delaying = planted("payment_timing_shift")

for (const engine of Database.engines) {
  const layer = BuiltIn.layer.pipe(Layer.provideMerge(Performance.layer), Layer.provideMerge(engine.layer()))
  /** A process's own: it remembers nothing of the one before, and leaves no work behind. */
  const started = Effect.map(
    Layer.build(
      Layer.fresh(PatternsSql.layer).pipe(
        Layer.provide([Layer.fresh(Cache.layer), Layer.fresh(Analysis.layer)]),
        Layer.provide([Redis.layerNone, CircuitBreakers.layer])
      )
    ),
    Context.get(Patterns)
  )
  it.layer(layer)(`Patterns on ${engine.name}`, (it) => {
    const filled = Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      yield* sql`truncate domain.customers, domain.sales_orders, domain.invoices, domain.payments,
        app.customer_patterns, app.pattern_runs, app.entity_versions`
      yield* insertHistories(acme, business.map(({ history }) => history))
      yield* TestClock.setTime(now)
      return { sql, patterns: yield* started, detectors: yield* Detectors }
    })
    const runs = Effect.flatMap(
      SqlClient.SqlClient,
      (sql) => sql<{ n: number }>`select count(*)::int as n from app.pattern_runs`
    ).pipe(Effect.map(([row]) => row?.n))

    it.scoped("finds what the rows hide, and says what it looked at", () =>
      Effect.gen(function*() {
        const { patterns } = yield* filled
        const rush = yield* patterns.forCustomer(acme, surging)
        assert.strictEqual(rush.patterns[0]?.pattern_type, "rush_order_frequency")
        assert.isAbove(rush.patterns[0]?.confidence ?? 0, 0.6)
        const late = yield* patterns.forCustomer(acme, delaying)
        assert.strictEqual(late.patterns[0]?.pattern_type, "payment_timing_shift")
        assert.containsAllKeys(late.patterns[0]?.data ?? {}, [
          "test",
          "statistic",
          "p_value",
          "effect",
          "n",
          "windows",
          "rows"
        ])
        yield* Schema.decodeUnknown(PatternReport)(JSON.parse(JSON.stringify(late)))
      }))

    it.scoped("keeps what it computed, as it was, for a day", () =>
      Effect.gen(function*() {
        const { patterns, sql } = yield* filled
        const first = yield* patterns.forCustomer(acme, surging)
        yield* sql`truncate domain.sales_orders`
        yield* TestClock.adjust("23 hours")
        const again = yield* patterns.forCustomer(acme, surging)
        assert.strictEqual(again.computed_at, first.computed_at)
        assert.deepStrictEqual(
          again.patterns.map(({ insight }) => insight),
          first.patterns.map(({ insight }) => insight)
        )
        yield* TestClock.adjust("2 hours")
        const later = yield* patterns.forCustomer(acme, surging)
        assert.notInclude(later.patterns.map(({ pattern_type }) => pattern_type), "rush_order_frequency")
      }))

    it.scoped("computes again when the customer's rows have changed", () =>
      Effect.gen(function*() {
        const { patterns, sql } = yield* filled
        yield* patterns.forCustomer(acme, surging)
        yield* sql`truncate domain.sales_orders`
        yield* sql`insert into app.entity_versions (tenant_id, entity_id) values (${acme}, ${surging})`
        const { missing, patterns: found } = yield* patterns.forCustomer(acme, surging)
        assert.notInclude(found.map(({ pattern_type }) => pattern_type), "rush_order_frequency")
        assert.match(missing.find((one) => one.pattern_type === "anomaly")?.reason ?? "", /^too little data: 0 orders/)
      }))

    it.scoped("computes once for many who ask at once, and finds it in the database after a restart", () =>
      Effect.gen(function*() {
        const { patterns } = yield* filled
        const { report } = yield* Performance.Performance
        const computed = Effect.map(report, (operations) => operations["pattern_analysis"]?.total_calls ?? 0)
        const before = yield* computed
        const [first, ...others] = yield* Effect.all(
          Array.from({ length: 8 }, () => patterns.forCustomer(acme, surging)),
          {
            concurrency: "unbounded"
          }
        )
        for (const other of others) assert.deepStrictEqual(other, first)
        yield* eventually(runs, (n) => n === 1)
        const again = yield* (yield* started).forCustomer(acme, surging)
        assert.strictEqual(again.computed_at, first?.computed_at)
        assert.deepStrictEqual(
          again.patterns.map(({ insight }) => insight),
          first?.patterns.map(({ insight }) => insight)
        )
        assert.strictEqual(yield* computed, before + 1)
      }))

    it.scoped("answers about several at once, while it is counted for the first time how the others order", () =>
      Effect.gen(function*() {
        const { patterns } = yield* filled
        const ids = business.slice(0, 6).map(({ history }) => history.customer_id)
        const reports = yield* Effect.forEach(ids, (id) => patterns.forCustomer(acme, id), { concurrency: "unbounded" })
        assert.deepStrictEqual(reports.map(({ entity_id }) => entity_id), ids)
      }))

    it.scoped("remembers that it found nothing", () =>
      Effect.gen(function*() {
        const { patterns, sql } = yield* filled
        yield* sql`insert into domain.customers (tenant_id, id, name) values (${acme}, 'new', 'New Customer')`
        const first = yield* patterns.forCustomer(acme, "new")
        assert.deepStrictEqual(first.patterns, [])
        assert.deepStrictEqual(first.missing.map(({ pattern_type }) => pattern_type), [
          "rush_order_frequency",
          "payment_timing_shift",
          "anomaly",
          "order_volume_trend",
          "seasonality",
          "credit_utilization"
        ])
        yield* TestClock.adjust("1 hour")
        assert.deepStrictEqual(yield* patterns.forCustomer(acme, "new"), first)
      }))

    it.scoped("counts what was served from what was kept", () =>
      Effect.gen(function*() {
        const { patterns } = yield* filled
        const { report } = yield* Performance.Performance
        const calls = (reported: Effect.Effect.Success<typeof report>) => ({
          cached: reported["cached_patterns"]?.total_calls ?? 0,
          computed: reported["pattern_analysis"]?.total_calls ?? 0
        })
        const before = calls(yield* report)
        yield* patterns.forCustomer(acme, surging)
        yield* patterns.forCustomer(acme, surging)
        assert.deepStrictEqual(calls(yield* report), { cached: before.cached + 1, computed: before.computed + 1 })
      }))

    it.scoped("knows no customer of another tenant", () =>
      Effect.gen(function*() {
        const { patterns } = yield* filled
        assert.strictEqual((yield* Effect.flip(patterns.forCustomer(rival, surging)))._tag, "NotFound")
        assert.strictEqual((yield* Effect.flip(patterns.forCustomer(acme, "nobody")))._tag, "NotFound")
      }))

    it.scoped("asks a detector that was added, and forgets what was kept without it", () =>
      Effect.gen(function*() {
        const { detectors, patterns } = yield* filled
        yield* patterns.forCustomer(acme, surging)
        yield* detectors.add(pure("vip", ({ name }) =>
          Outcome.Detected({
            finding: {
              p_value: 0.0001,
              practical: 2,
              insight: `${name} is important.`,
              recommendation: "Call.",
              data: {}
            }
          })))
        const { patterns: found } = yield* patterns.forCustomer(acme, surging)
        assert.include(found.map(({ pattern_type }) => pattern_type), "vip")
      }))

    it.scoped("leaves out a detector that fails, breaks or hangs, and tries it again next time", () =>
      Effect.gen(function*() {
        const { detectors, patterns } = yield* filled
        yield* detectors.add({
          pattern_type: "fails",
          detect: () => new DetectorFailed({ pattern_type: "fails", cause: "no model" })
        })
        yield* detectors.add({ pattern_type: "breaks", detect: () => Effect.die("a bug") })
        yield* detectors.add({ pattern_type: "hangs", detect: () => Effect.uninterruptible(Effect.never) })
        const asked = yield* Effect.fork(patterns.forCustomer(acme, surging))
        yield* Fiber.join(asked).pipe(
          Effect.raceFirst(Effect.forever(Effect.zipRight(TestClock.adjust("1 second"), Effect.yieldNow())))
        )
        const report = yield* Fiber.join(asked)
        assert.deepStrictEqual(report.missing, [
          { pattern_type: "fails", reason: "error: the detector failed" },
          { pattern_type: "breaks", reason: "error: the detector failed" },
          { pattern_type: "hangs", reason: "timeout: not done within 5s" }
        ])
        assert.strictEqual(report.patterns[0]?.pattern_type, "rush_order_frequency")
        assert.strictEqual(yield* runs, 0)
      }))

    it.scoped("goes by version: rows that change while it computes are not overlooked", () =>
      Effect.gen(function*() {
        const { patterns, sql } = yield* filled
        yield* patterns.forCustomer(acme, delaying)
        yield* eventually(runs, (n) => n === 1)
        yield* sql`update app.pattern_runs set data_version = -1`
        yield* TestClock.adjust("1 minute")
        assert.strictEqual((yield* (yield* started).forCustomer(acme, delaying)).computed_at, isoTime(now + 60_000))
      }))

    it.scoped("answers although what it computed cannot be kept", () =>
      Effect.gen(function*() {
        const { patterns, sql } = yield* filled
        yield* Effect.acquireRelease(
          Effect.orDie(sql`alter table app.pattern_runs add constraint full_disk check (customer_id = '')`),
          () => Effect.orDie(sql`alter table app.pattern_runs drop constraint full_disk`)
        )
        const report = yield* patterns.forCustomer(acme, surging)
        assert.strictEqual(report.patterns[0]?.pattern_type, "rush_order_frequency")
      }))

    it.scoped("says when the database does not answer", () =>
      Effect.gen(function*() {
        const { patterns, sql } = yield* filled
        yield* sql`alter table domain.invoices rename to gone`
        const error = yield* Effect.flip(patterns.forCustomer(acme, surging)).pipe(
          Effect.ensuring(Effect.orDie(sql`alter table domain.gone rename to invoices`))
        )
        assert.strictEqual(error._tag, "StoreError")
        assert.instanceOf(error._tag === "StoreError" ? error.cause : undefined, SqlError)
      }))
  })
}
