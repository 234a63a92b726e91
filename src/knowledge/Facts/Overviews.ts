/** The sums over a whole business, kept where adding them up takes longer than an answer may. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Context, Duration, Effect, Option, Schema } from "effect"
import { TenantId } from "../../domain/Ids.ts"
import { isoTime } from "../../domain/Time.ts"
import * as Fragments from "../Fragments.ts"
import { Business } from "./Business.ts"

export class OverviewPolicy extends Context.Reference<OverviewPolicy>()("holdfast/knowledge/Facts/OverviewPolicy", {
  defaultValue: () => ({
    /** A business that is added up in less is added up anew for every question. */
    slow: Duration.millis(500),
    /** How often it is looked for what has changed. */
    every: Duration.minutes(1),
    /** Rows behind a view change without leaving a version: so old, sums are made again whatever the version says. */
    oldest: Duration.minutes(10),
    /** Sums that are older than this although rows have been written are a fault, and an answer from them degraded. */
    late: Duration.minutes(15),
    /** Who has not finished by then has died, or the business is too large for this database. */
    lease: Duration.minutes(10),
    /** The share of its time that a replica adds up: what takes long is followed by a long rest. */
    share: 0.1
  })
}) {}

/** Sums as of `computed_at`, epoch milliseconds. */
const Kept = Schema.Struct({
  business: Business,
  computed_at: Schema.Number,
  /** No row has been written since, as far as versions tell, and it is still the same day in UTC. */
  current: Schema.Boolean
})

const Due = Schema.Struct({ tenant: TenantId, data_version: Schema.String })

export const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const { day, epoch, time } = Fragments.make(sql)

  const select = SqlSchema.findOne({
    Request: Schema.Struct({ tenant: TenantId, now: Schema.Number }),
    Result: Schema.Struct({ ...Kept.fields, business: Schema.Unknown }),
    execute: ({ now, tenant }) =>
      sql`select k.business, ${epoch(sql`k.computed_at`)} as computed_at,
          coalesce(k.data_version = v.version and ${day(sql`k.computed_at`)} = ${day(time(now))}, false) as current
        from app.overviews k
        left join app.entity_versions v on v.tenant_id = k.tenant_id and v.entity_id = ''
        where k.tenant_id = ${tenant} and k.business is not null`
  })

  /** None where the business is added up quickly, or was not yet, or by a release that kept other sums. */
  const kept = (tenant: TenantId, now: number) =>
    Effect.map(select({ tenant, now }), Option.flatMap(Schema.decodeUnknownOption(Kept)))

  /** At most one tenant whose sums are missing or no longer those of its rows, for this replica alone. */
  const claim = SqlSchema.findOne({
    Request: Schema.Struct({ now: Schema.Number, lease: Schema.Number, oldest: Schema.Number }),
    Result: Due,
    execute: ({ lease, now, oldest }) =>
      sql`insert into app.overviews as k (tenant_id, run_at)
        select t.tenant_id, ${time(now + lease)} from (select distinct tenant_id from domain.customers) t
        left join app.overviews o on o.tenant_id = t.tenant_id
        left join app.entity_versions v on v.tenant_id = t.tenant_id and v.entity_id = ''
        where o.tenant_id is null or (o.run_at <= ${time(now)} and (
          o.data_version is distinct from coalesce(v.version, 0) or ${day(sql`o.computed_at`)} <> ${day(time(now))}
          or o.computed_at <= ${time(now - oldest)}
        ))
        order by o.run_at nulls first, t.tenant_id limit 1
        on conflict (tenant_id) do update set run_at = excluded.run_at where k.run_at <= ${time(now)}
        returning k.tenant_id as tenant, coalesce((select version from app.entity_versions v
          where v.tenant_id = k.tenant_id and v.entity_id = ''), 0)::text as data_version`
  })

  /** Takes its turn behind all others that are due, so `run_at` is now. */
  const keep = (of: typeof Due.Type & { readonly at: number; readonly now: number; readonly business?: Business }) =>
    sql`update app.overviews set run_at = ${isoTime(of.now)}::timestamptz, computed_at = ${isoTime(of.at)}::timestamptz,
        data_version = ${of.data_version}::bigint,
        business = ${of.business === undefined ? null : JSON.stringify(of.business)}::jsonb
      where tenant_id = ${of.tenant}`

  return { kept, claim, keep }
})
