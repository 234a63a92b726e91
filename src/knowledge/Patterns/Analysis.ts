/** Reads one customer's history and lets every detector look at it. */
import type { SqlClient } from "@effect/sql"
import type { SqlError } from "@effect/sql/SqlError"
import { Cause, Clock, Context, Duration, Effect, Exit, Layer, Option } from "effect"
import type { ParseError } from "effect/ParseResult"
import type { TenantId } from "../../domain/Ids.ts"
import type { PatternReport } from "../../domain/Pattern.ts"
import { isoTime } from "../../domain/Time.ts"
import type { Performance } from "../../telemetry/Performance.ts"
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

/** What the findings are of: other rows or other detectors find something else. */
export interface Subject {
  readonly customer: Customer
  readonly data_version: string
  readonly wanted: ReadonlyArray<Detector>
  readonly detectors: string
}

export interface Analysed {
  readonly report: PatternReport
  /** False where a detector failed: such a report is given, and not kept. */
  readonly whole: boolean
}

type Failure = SqlError | ParseError

export interface Service {
  /** None where there is no such customer. */
  readonly subject: (tenant: TenantId, customer_id: string) => Effect.Effect<Option.Option<Subject>, Failure>
  readonly compute: (
    tenant: TenantId,
    subject: Subject,
    operation: Meters.Operation
  ) => Effect.Effect<Analysed, Failure>
  /** The names of those that look now. */
  readonly detectors: Effect.Effect<string>
}

export class Analysis extends Context.Tag("holdfast/knowledge/Patterns/Analysis")<Analysis, Service>() {}

const make = Effect.gen(function*() {
  const { selectCustomer, selectInvoices, selectOrders } = yield* Statements.make
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

  const compute = Effect.fnUntraced(function*(
    tenant: TenantId,
    { customer, wanted }: Subject,
    operation: Meters.Operation
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
      operation,
      (yield* Clock.currentTimeMillis) - now,
      report.patterns.map((pattern) => pattern.pattern_type)
    )
    // What a failed detector would have found is asked for again next time.
    return { report, whole: looks.every(({ failed }) => !failed) }
  })

  const subject = Effect.fnUntraced(function*(tenant: TenantId, customer_id: string) {
    const wanted = yield* detectors.all
    return Option.map(
      yield* selectCustomer({ tenant, customer_id }),
      ({ data_version, ...customer }): Subject => ({
        customer: { id: customer_id, ...customer },
        data_version,
        wanted,
        detectors: namesOf(wanted)
      })
    )
  })

  return Analysis.of({ subject, compute, detectors: Effect.map(detectors.all, namesOf) })
})

export const layer: Layer.Layer<Analysis, never, SqlClient.SqlClient | Detectors | Performance> = Layer.scoped(
  Analysis,
  make
)

const namesOf = (all: ReadonlyArray<Detector>) => all.map((detector) => detector.pattern_type).toSorted().join(",")
