/** The statements over `app.jobs`. Times are given, so every replica's clock must be about right. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Effect, Schema } from "effect"
import { TenantId } from "../../domain/Ids.ts"
import { isoTime } from "../../domain/Time.ts"
import * as Jsonb from "../Jsonb.ts"
import { redact } from "../Redaction.ts"

/** One failed attempt. */
export const Attempt = Schema.Struct({
  at: Schema.String,
  error: Schema.String,
  reason: Schema.NullOr(Schema.String),
  delay_ms: Schema.NullOr(Schema.Number),
  duration_ms: Schema.Number
})
export type Attempt = typeof Attempt.Type

export const Claimed = Schema.Struct({
  id: Schema.String,
  tenant: TenantId,
  kind: Schema.String,
  payload: Schema.Unknown,
  /** This attempt's number, from 1. */
  attempts: Schema.Int,
  history: Schema.Array(Attempt),
  correlation_id: Schema.NullOr(Schema.String),
  created_at: Schema.Number
})
export type Claimed = typeof Claimed.Type

export interface Offered {
  readonly id: string
  readonly tenant: TenantId
  readonly kind: string
  readonly payload: unknown
  readonly correlation_id?: string | undefined
}

export interface Death {
  readonly worker: string
  readonly now: number
  readonly job: Claimed
  readonly error: unknown
  readonly severity: string
  readonly category: string
  readonly history: ReadonlyArray<Attempt>
}

const claimedColumns = `id, tenant_id as tenant, kind, payload, attempts, history, correlation_id,
  (extract(epoch from created_at) * 1000)::float8 as created_at`

export const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient

  const insert = (jobs: ReadonlyArray<Offered>, now: number) => {
    const rows = jobs.map((job) => ({ correlation_id: null, ...job }))
    return sql`insert into app.jobs (id, tenant_id, kind, payload, run_at, correlation_id, created_at)
      select id, tenant, kind, payload, ${isoTime(now)}::timestamptz, correlation_id, ${isoTime(now)}::timestamptz
      from jsonb_to_recordset(${Jsonb.text(rows)}::jsonb)
        as job(id text, tenant text, kind text, payload jsonb, correlation_id text)
      on conflict do nothing`
  }

  const claimOf = (which: "known" | "unknown") =>
    SqlSchema.findAll({
      Request: Schema.Struct({
        worker: Schema.String,
        kinds: Schema.Array(Schema.String),
        due: Schema.Number,
        now: Schema.Number,
        until: Schema.Number,
        limit: Schema.Int
      }),
      Result: Claimed,
      execute: ({ due, kinds, limit, now, until, worker }) =>
        sql`update app.jobs
          set locked_by = ${worker}, locked_until = ${isoTime(until)}::timestamptz, attempts = attempts + 1
          where id in (
            select id from app.jobs
            where ${which === "known" ? sql.in("kind", kinds) : sql`not ${sql.in("kind", kinds)}`}
              and run_at <= ${isoTime(due)}::timestamptz
              and (locked_until is null or locked_until <= ${isoTime(now)}::timestamptz)
            order by run_at, id limit ${limit} for update skip locked
          )
          returning ${sql.literal(claimedColumns)}`
    })

  const renew = (worker: string, ids: ReadonlyArray<string>, until: number) =>
    sql`update app.jobs set locked_until = ${isoTime(until)}::timestamptz
      where locked_by = ${worker} and ${sql.in("id", ids)}`

  /** Only what is still ours: a job whose lease ran out may be another worker's by now. */
  const finish = (worker: string, id: string) => sql`delete from app.jobs where id = ${id} and locked_by = ${worker}`

  const postpone = (worker: string, id: string, until: number, history: ReadonlyArray<Attempt>) =>
    sql`update app.jobs
      set run_at = ${isoTime(until)}::timestamptz, locked_by = null, locked_until = null,
        history = ${Jsonb.text(history)}::jsonb
      where id = ${id} and locked_by = ${worker}`

  /** An attempt that was cut short by our own end does not count. */
  const release = (worker: string) =>
    sql`update app.jobs set locked_by = null, locked_until = null, attempts = greatest(attempts - 1, 0)
      where locked_by = ${worker}`

  const bury = ({ category, error, history, job, now, severity, worker }: Death) =>
    sql`with gone as (
        delete from app.jobs where id = ${job.id} and locked_by = ${worker} returning *
      )
      insert into app.dead_letters (id, tenant_id, operation, payload, error, severity, category, attempts, history,
        correlation_id, first_failed_at, last_failed_at)
      select id, tenant_id, kind, ${Jsonb.text(redact(job.payload))}::jsonb, ${
      Jsonb.text(error)
    }::jsonb, ${severity}, ${category}, attempts,
        ${Jsonb.text(history)}::jsonb, correlation_id,
        ${history[0]?.at ?? isoTime(now)}::timestamptz, ${isoTime(now)}::timestamptz
      from gone
      on conflict (id) do update set payload = excluded.payload, error = excluded.error, severity = excluded.severity,
        category = excluded.category, attempts = excluded.attempts, history = excluded.history, status = 'dead',
        last_failed_at = excluded.last_failed_at`

  const depth = SqlSchema.single({
    Request: Schema.Void,
    Result: Schema.Struct({ depth: Schema.Int }),
    execute: () => sql`select count(*)::int as depth from app.jobs`
  })

  return {
    insert,
    claim: claimOf("known"),
    claimUnknown: claimOf("unknown"),
    renew,
    finish,
    postpone,
    release,
    bury,
    depth
  }
})
