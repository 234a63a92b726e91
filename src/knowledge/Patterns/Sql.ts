/** Patterns computed from the business tables, and kept beside them for as long as those have not changed. */
import type { SqlClient } from "@effect/sql"
import {
  Array,
  Cause,
  Clock,
  Context,
  Data,
  DateTime,
  Duration,
  Effect,
  Exit,
  HashMap,
  Layer,
  Option,
  Ref,
  Schema
} from "effect"
import { NotFound } from "../../domain/Errors.ts"
import type { TenantId } from "../../domain/Ids.ts"
import { PatternReport } from "../../domain/Pattern.ts"
import { isoTime } from "../../domain/Time.ts"
import * as Cache from "../../storage/Cache.ts"
import { StoreError } from "../../storage/StoreError.ts"
import type { Performance } from "../../telemetry/Performance.ts"
import { Patterns } from "../Patterns.ts"
import { type Detector, Detectors, Outcome } from "./Detector.ts"
import { day, type History, type PeerGroup, type Peers, recentDays } from "./History.ts"
import { judge } from "./Judgement.ts"
import * as Meters from "./Meters.ts"
import * as Statements from "./Statements.ts"

export class PatternLimits extends Context.Reference<PatternLimits>()("holdfast/knowledge/Patterns/PatternLimits", {
  defaultValue: () => ({
    /** For each detector. */
    detector: Duration.seconds(5),
    /** For counting the other customers' orders, which patterns can do without. */
    peers: Duration.seconds(2),
    peersKept: Duration.hours(1),
    peersRetried: Duration.minutes(5),
    kept: Duration.hours(24),
    historyDays: 3 * 365,
    rows: 5_000
  })
}) {}

const make = Effect.gen(function*() {
  const { keep, selectCustomer, selectInvoices, selectOrders, selectPeers, selectRun } = yield* Statements.make
  const detectors = yield* Detectors
  const limits = yield* PatternLimits
  const meters = yield* Meters.make
  const counted = yield* Ref.make(HashMap.empty<TenantId, Counted>())

  const counting = (tenant: TenantId, now: number) =>
    selectPeers({ tenant, now }).pipe(
      Effect.disconnect,
      Effect.timeout(limits.peers),
      Effect.catchTags({
        TimeoutException: () => Effect.as(Effect.logWarning("Patterns go without the other customers"), undefined),
        SqlError: () => Effect.as(Effect.logWarning("Patterns go without the other customers"), undefined),
        ParseError: Effect.die
      })
    )

  /** A count that failed is not tried again at once: it may be a business too large to count in time. */
  const peersInTime = Effect.fnUntraced(function*(tenant: TenantId, now: number) {
    const known = HashMap.get(yield* Ref.get(counted), tenant)
    if (Option.isSome(known) && now < known.value.until) return known.value.groups
    const groups = yield* counting(tenant, now)
    const kept = groups === undefined ? limits.peersRetried : limits.peersKept
    yield* Ref.update(counted, HashMap.set(tenant, { until: now + Duration.toMillis(kept), groups }))
    return groups
  })

  const load = Effect.fnUntraced(function*(
    tenant: TenantId,
    customer: { readonly id: string; readonly name: string; readonly currency: string },
    now: number
  ) {
    const from = { tenant, customer_id: customer.id, since: now - limits.historyDays * day, limit: limits.rows }
    const [orders, invoices, groups] = yield* Effect.all(
      [selectOrders(from), selectInvoices(from), peersInTime(tenant, now)],
      { concurrency: "unbounded" }
    )
    const currency = mostOf(orders.map((order) => order.currency)) ?? customer.currency
    const history: History = {
      customer_id: customer.id,
      name: customer.name,
      currency,
      orders: orders.toReversed().map(({ amount, at, currency: own, id, rush }) => ({
        id,
        at,
        rush,
        amount: own === currency ? amount : 0
      })),
      // Marked as paid, but nobody knows when: it says nothing about timing.
      invoices: invoices.toReversed().flatMap(({ amount, due_at, id, marked_paid, number, paid_at }) =>
        marked_paid && paid_at === null
          ? []
          : [{ id, number, due_at, amount, ...(paid_at === null ? {} : { paid_at }) }]
      )
    }
    return { history, peers: without(groups, history, now) }
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
    customer: { readonly id: string; readonly name: string; readonly currency: string },
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
> = Layer.effect(
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

interface Counted {
  readonly until: number
  readonly groups: ReadonlyArray<PeerGroup> | undefined
}

const mostOf = (values: ReadonlyArray<string>): string | undefined =>
  Object.entries(Array.groupBy(values, (value) => value)).sort(([, a], [, b]) => b.length - a.length)[0]?.[0]

/** The others are everyone counted but the customer itself. */
const without = (groups: ReadonlyArray<PeerGroup> | undefined, { orders }: History, now: number): Peers => {
  const recent = orders.filter(({ at }) => at >= now - recentDays * day && at <= now)
  const rush = recent.filter((order) => order.rush).length
  return groups?.map((group) =>
    group.orders === recent.length && group.rush === rush ? { ...group, customers: group.customers - 1 } : group
  )
}
