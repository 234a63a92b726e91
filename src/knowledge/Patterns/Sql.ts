/** Patterns computed from the business tables, and kept beside them for as long as those have not changed. */
import type { SqlClient } from "@effect/sql"
import { Cause, Clock, Context, Data, DateTime, Duration, Effect, Exit, Layer, Option, Schema } from "effect"
import { NotFound } from "../../domain/Errors.ts"
import type { TenantId } from "../../domain/Ids.ts"
import { PatternReport } from "../../domain/Pattern.ts"
import { isoTime } from "../../domain/Time.ts"
import * as Cache from "../../storage/Cache.ts"
import { StoreError } from "../../storage/StoreError.ts"
import type { Performance } from "../../telemetry/Performance.ts"
import { Patterns } from "../Patterns.ts"
import { type Detector, Detectors, Outcome } from "./Detector.ts"
import { day, type History, type Peers } from "./History.ts"
import { judge } from "./Judgement.ts"
import * as Meters from "./Meters.ts"
import * as Others from "./Others.ts"
import { type Customer, historyOf } from "./Rows.ts"
import * as Statements from "./Statements.ts"

export class PatternLimits extends Context.Reference<PatternLimits>()("holdfast/knowledge/Patterns/PatternLimits", {
  defaultValue: () => ({
    /** For each detector. */
    detector: Duration.seconds(5),
    kept: Duration.hours(24),
    historyDays: 3 * 365,
    rows: 5_000
  })
}) {}

const make = Effect.gen(function*() {
  const { keep, selectCustomer, selectInvoices, selectOrders, selectRun } = yield* Statements.make
  const detectors = yield* Detectors
  const limits = yield* PatternLimits
  const meters = yield* Meters.make
  const peersOf = yield* Others.make

  const load = Effect.fnUntraced(function*(
    tenant: TenantId,
    customer: Customer,
    now: number
  ) {
    const from = { tenant, customer_id: customer.id, since: now - limits.historyDays * day, limit: limits.rows }
    const [orders, invoices, others] = yield* Effect.all(
      [selectOrders(from), selectInvoices(from), peersOf(tenant, now)],
      { concurrency: "unbounded" }
    )
    const history = historyOf(customer, orders.toReversed(), invoices.toReversed())
    return { history, peers: Others.without(others, history, now) }
  })

  const look = Effect.fnUntraced(function*(detector: Detector, history: History, others: Peers, now: number) {
    const { pattern_type } = detector
    const [took, exit] = yield* detector.detect(history, others, now).pipe(
      Effect.disconnect,
      Effect.timeout(limits.detector),
      Effect.exit,
      Effect.timed
    )
    yield* meters.looked(pattern_type, Duration.toMillis(took))
    if (Exit.isSuccess(exit)) return { pattern_type, outcome: exit.value, failed: false }
    const late = Option.exists(Cause.failureOption(exit.cause), (error) => error._tag === "TimeoutException")
    const error_type = late ? "timeout" : "error"
    yield* meters.failed(pattern_type, error_type)
    yield* Effect.logWarning("A pattern detector failed", exit.cause).pipe(
      Effect.annotateLogs({ pattern_type, error_type })
    )
    const reason = late ? `timeout: not done within ${Duration.format(limits.detector)}` : "error: the detector failed"
    return { pattern_type, outcome: Outcome.TooLittleData({ reason }), failed: true }
  })

  const cache = yield* Cache.make({
    name: "patterns",
    ttl: limits.kept,
    schema: PatternReport,
    until: ({ computed_at }) => DateTime.unsafeMake(computed_at).epochMillis + Duration.toMillis(limits.kept),
    l3: {
      get: (tenant, key) => Effect.flatMap(decodeKey(key), (of) => selectRun({ tenant, ...of })),
      set: (tenant, key, report) => Effect.flatMap(decodeKey(key), (of) => keep({ tenant, report, ...of }))
    }
  })

  const compute = Effect.fnUntraced(function*(
    tenant: TenantId,
    customer: Customer,
    wanted: ReadonlyArray<Detector>
  ) {
    const now = yield* Clock.currentTimeMillis
    const { history, peers } = yield* load(tenant, customer, now)
    const looks = yield* Effect.forEach(wanted, (detector) => look(detector, history, peers, now), {
      concurrency: "unbounded"
    })
    const report: PatternReport = {
      entity_id: customer.id,
      patterns: judge(looks),
      computed_at: isoTime(now),
      missing: looks.flatMap(({ outcome, pattern_type }) =>
        outcome._tag === "TooLittleData" ? [{ pattern_type, reason: outcome.reason }] : []
      )
    }
    yield* meters.computed(
      (yield* Clock.currentTimeMillis) - now,
      report.patterns.map((pattern) => pattern.pattern_type)
    )
    return looks.some(({ failed }) => failed) ? yield* new Unfinished({ report }) : report
  })

  const forCustomer = Effect.fn("Patterns.forCustomer")(
    function*(tenant: TenantId, customer_id: string) {
      const started = yield* Clock.currentTimeMillis
      const { data_version, ...customer } = yield* Effect.flatMap(
        selectCustomer({ tenant, customer_id }),
        Option.match({
          onNone: () => Effect.fail(new NotFound({ kind: "customer", id: customer_id })),
          onSome: Effect.succeed
        })
      )
      const wanted = yield* detectors.all
      const names = wanted.map((detector) => detector.pattern_type).toSorted().join(",")
      let computed = false
      const report = yield* cache.getOrLoad(
        tenant,
        encodeKey({ customer_id, data_version, detectors: names }),
        Effect.suspend(() => {
          computed = true
          return compute(tenant, { id: customer_id, ...customer }, wanted)
        }),
        [`entity:${customer_id}`]
      ).pipe(Effect.catchTag("Unfinished", (unfinished) => Effect.succeed(unfinished.report)))
      yield* Effect.annotateCurrentSpan({ customer_id, cache_hit: !computed })
      if (!computed) yield* meters.served((yield* Clock.currentTimeMillis) - started, report.patterns.length)
      return report
    },
    Effect.catchTags({
      SqlError: (cause) =>
        Effect.zipRight(meters.databaseFailed, new StoreError({ operation: "Patterns.forCustomer", cause })),
      ParseError: Effect.die
    })
  )

  return Patterns.of({ forCustomer })
})

export const layer: Layer.Layer<
  Patterns,
  never,
  SqlClient.SqlClient | Detectors | Performance | Cache.Caches
> = Layer.scoped(
  Patterns,
  make
)

/** What a failed detector would have found is asked for again next time: it is given, and not kept. */
class Unfinished extends Data.TaggedError("Unfinished")<{ readonly report: PatternReport }> {}

/** Other rows or other detectors are another entry: what is found is never older than the rows. */
const Key = Schema.parseJson(
  Schema.Struct({ customer_id: Schema.String, data_version: Schema.String, detectors: Schema.String })
)
const encodeKey = Schema.encodeSync(Key)
const decodeKey = Schema.decode(Key)
