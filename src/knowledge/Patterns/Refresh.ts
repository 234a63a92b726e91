/**
 * Computes the patterns of every customer again before somebody asks: those of which nothing is known, whose rows have
 * changed, or which are older than is kept. Any number of replicas share the work, each at a pace that leaves the
 * database and the process to the questions.
 */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Clock, Context, Duration, Effect, Layer, Option, Schema } from "effect"
import { TenantId } from "../../domain/Ids.ts"
import { isoTime } from "../../domain/Time.ts"
import * as Recurring from "../../resilience/Recurring.ts"
import { type Performance } from "../../telemetry/Performance.ts"
import * as Analysis from "./Analysis.ts"
import * as Meters from "./Meters.ts"
import * as Statements from "./Statements.ts"

export class RefreshPolicy extends Context.Reference<RefreshPolicy>()("holdfast/knowledge/Patterns/RefreshPolicy", {
  defaultValue: () => ({
    /** How often it is looked for customers whose patterns are old. */
    every: Duration.minutes(10),
    /** Who has claimed a customer and not finished by then has died; twice as long after each that did. */
    lease: Duration.minutes(2),
    /** Claimed together. */
    atOnce: 10,
    /** The share of its time that a replica works: what takes long is followed by a long rest. */
    share: 0.1,
    leastRest: Duration.millis(50)
  })
}) {}

export const make = Effect.gen(function*() {
  const { claim, enlist, finish } = yield* statements
  const { keep } = yield* Statements.make
  const { compute, detectors, subject } = yield* Analysis.Analysis
  const limits = yield* Analysis.PatternLimits
  const policy = yield* RefreshPolicy
  const meters = yield* Meters.make

  const one = Effect.fnUntraced(function*(tenant: TenantId, customer_id: string) {
    const about = Option.getOrUndefined(yield* subject(tenant, customer_id))
    if (about !== undefined) {
      const { data_version, detectors } = about
      const { report, whole } = yield* compute(tenant, about, "refresh")
      // Straight to the database: a round through all customers would push out of memory what is asked for.
      if (whole) yield* keep({ tenant, customer_id, data_version, detectors, report })
    }
    yield* finish({ tenant, customer_id })
  })

  const resting = <E, R>(work: Effect.Effect<void, E, R>) =>
    Effect.flatMap(
      Effect.timed(work),
      ([took]) => Effect.sleep(Duration.max(policy.leastRest, Duration.times(took, 1 / policy.share - 1)))
    )

  /** How many were computed: none, where nothing is due or others are at it. */
  const round = Effect.gen(function*() {
    const now = yield* Clock.currentTimeMillis
    const claimed = yield* claim({ now, lease: Duration.toSeconds(policy.lease), limit: policy.atOnce })
    yield* Effect.forEach(claimed, ({ customer_id, tenant }) => resting(one(tenant, customer_id)), { discard: true })
    return claimed.length
  }).pipe(Effect.tapErrorTag("SqlError", () => meters.databaseFailed("refresh")))

  /** Looks for who is due, unless another replica has just done so. */
  const sweep = Effect.gen(function*() {
    const now = yield* Clock.currentTimeMillis
    yield* enlist({
      now,
      last: now - Duration.toMillis(policy.every),
      oldest: now - Duration.toMillis(limits.kept),
      detectors: yield* detectors
    })
  })

  return { round, sweep }
})

export const layer: Layer.Layer<never, never, SqlClient.SqlClient | Analysis.Analysis | Performance> = Layer
  .scopedDiscard(Effect.gen(function*() {
    const { round, sweep } = yield* make
    const all = Effect.repeat(round, { while: (done) => done > 0 })
    yield* Recurring.every("1 minute", "Patterns are refreshed later", Effect.zipRight(sweep, all)).pipe(
      Effect.delay("1 minute"),
      Effect.forkScoped
    )
  }))

const Customer = Schema.Struct({ tenant: TenantId, customer_id: Schema.String })

const statements = Effect.map(SqlClient.SqlClient, (sql) => {
  /** One statement: it is looked for them whole, or another replica does it. */
  const enlist = (of: {
    readonly now: number
    readonly last: number
    readonly oldest: number
    readonly detectors: string
  }) =>
    sql`with turn as (
        update app.pattern_sweeps set swept_at = ${isoTime(of.now)}::timestamptz
        where swept_at <= ${isoTime(of.last)}::timestamptz
        returning true
      )
      insert into app.pattern_refresh (tenant_id, customer_id, run_at)
      select c.tenant_id, c.id, ${isoTime(of.now)}::timestamptz
      from domain.customers c
      left join app.entity_versions v on v.tenant_id = c.tenant_id and v.entity_id = c.id
      left join app.pattern_runs r on r.tenant_id = c.tenant_id and r.customer_id = c.id
      where exists (select from turn) and (
        r.customer_id is null or r.computed_at <= ${isoTime(of.oldest)}::timestamptz
        or r.data_version <> coalesce(v.version, 0) or r.detectors <> ${of.detectors}
      )
      on conflict do nothing`

  const claim = SqlSchema.findAll({
    Request: Schema.Struct({ now: Schema.Number, lease: Schema.Number, limit: Schema.Int }),
    Result: Customer,
    execute: ({ lease, limit, now }) =>
      sql`with due as (
          select tenant_id, customer_id from app.pattern_refresh
          where run_at <= ${isoTime(now)}::timestamptz
          order by run_at, customer_id, tenant_id
          limit ${limit} for update skip locked
        )
        update app.pattern_refresh q
        set attempts = q.attempts + 1,
          run_at = ${isoTime(now)}::timestamptz + ${lease} * power(2, least(q.attempts, 10)) * interval '1 second'
        from due where q.tenant_id = due.tenant_id and q.customer_id = due.customer_id
        returning q.tenant_id as tenant, q.customer_id`
  })

  const finish = ({ customer_id, tenant }: typeof Customer.Type) =>
    sql`delete from app.pattern_refresh where tenant_id = ${tenant} and customer_id = ${customer_id}`

  return { enlist, claim, finish }
})
