/** The dead letters in `app.dead_letters`, and on disk while the database is away. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Chunk, Clock, DateTime, Effect, Encoding, Layer, Option, Predicate, Schema, Stream } from "effect"
import { InvalidRequest, NotFound } from "../../domain/Errors.ts"
import type { TenantId } from "../../domain/Ids.ts"
import { isoTime } from "../../domain/Time.ts"
import * as Recurring from "../../resilience/Recurring.ts"
import * as Metrics from "../../telemetry/Metrics.ts"
import { DeadLetter, DeadLetters, type Filter, type Page, type Service } from "../DeadLetters.ts"
import * as Forgotten from "../Forgotten.ts"
import * as Jsonb from "../Jsonb.ts"
import { redact } from "../Redaction.ts"
import { Spool } from "../Spool.ts"
import { StoreError } from "../StoreError.ts"

const spooled = "dead_letter"
const Letter = Schema.Struct({ ...DeadLetter.fields }).pipe(Schema.omit("status"))

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const spool = yield* Spool

  const iso = (column: string) =>
    sql.literal(`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column}`)
  const matching = (tenant: TenantId, { operation, severity }: Filter) =>
    sql.and([
      sql`tenant_id = ${tenant}`,
      ...(operation === undefined ? [] : [sql`operation = ${operation}`]),
      ...(severity === undefined ? [] : [sql`severity = ${severity}`])
    ])

  const select = (tenant: TenantId, page: Page, after: Cursor | undefined) =>
    SqlSchema.findAll({
      Request: Schema.Void,
      Result: DeadLetter,
      execute: () =>
        sql`select id, tenant_id as tenant, operation, payload, error, severity, category, attempts, history,
            correlation_id, status, ${iso("first_failed_at")}, ${iso("last_failed_at")}
          from app.dead_letters
          where ${matching(tenant, page)} and ${
          after === undefined
            ? sql`true`
            : sql`(app.dead_letters.last_failed_at, id) < (${after.last_failed_at}::timestamptz, ${after.id})`
        }
          order by app.dead_letters.last_failed_at desc, id desc
          limit ${page.limit + 1}`
    })()

  const selectCounts = SqlSchema.findAll({
    Request: Schema.String,
    Result: Group,
    execute: (tenant) =>
      sql`select operation, severity, count(*)::int as failures
        from app.dead_letters where tenant_id = ${tenant} group by operation, severity`
  })

  const selectAll = SqlSchema.findAll({
    Request: Schema.Void,
    Result: Group,
    execute: () => sql`select operation, severity, count(*)::int as failures from app.dead_letters group by 1, 2`
  })

  /** In one statement: a letter is either dead or at work, also when the process dies in between. */
  const revive = (which: ReturnType<typeof matching>, now: number) =>
    sql<{ id: string }>`with revived as (
        delete from app.dead_letters where ${which} returning *
      ), queued as (
        insert into app.jobs (id, tenant_id, kind, payload, history, run_at, correlation_id, created_at)
        select id, tenant_id, operation, payload, history, ${isoTime(now)}::timestamptz, correlation_id, first_failed_at
        from revived
        on conflict do nothing
      )
      select id from revived`

  const upsert = (letter: typeof Letter.Type) =>
    sql`insert into app.dead_letters (id, tenant_id, operation, payload, error, severity, category, attempts, history,
        correlation_id, first_failed_at, last_failed_at)
      select ${letter.id}, ${letter.tenant}, ${letter.operation}, ${Jsonb.text(letter.payload)}::jsonb,
        ${Jsonb.text(letter.error)}::jsonb, ${letter.severity}, ${letter.category}, ${letter.attempts}::int,
        ${Jsonb.text(letter.history)}::jsonb, ${letter.correlation_id}, ${letter.first_failed_at}::timestamptz,
        ${letter.last_failed_at}::timestamptz
      where not ${forgottenSince(letter)}
      on conflict (id) do update set payload = excluded.payload, error = excluded.error, severity = excluded.severity,
        category = excluded.category, attempts = excluded.attempts, history = excluded.history,
        last_failed_at = excluded.last_failed_at`

  /** Of work that was about a user; it may have waited on disk while they were forgotten. */
  const forgottenSince = ({ first_failed_at, payload, tenant }: typeof Letter.Type) =>
    Predicate.hasProperty(payload, "user_id") && typeof payload.user_id === "string"
      ? Forgotten.isForgotten(sql, tenant, payload.user_id, DateTime.unsafeMake(first_failed_at).epochMillis)
      : sql`false`

  const list: Service["list"] = Effect.fn("DeadLetters.list")(function*(tenant, page) {
    const after = page.cursor === undefined ? undefined : yield* decodeCursor(page.cursor)
    const found = yield* failing("list", select(tenant, page, after))
    const items = found.slice(0, page.limit)
    const last = found.length > page.limit ? items.at(-1) : undefined
    return { items, next_cursor: last === undefined ? null : encodeCursor(last) }
  })

  const exported: Service["exported"] = (tenant, filter = {}) =>
    Stream.paginateChunkEffect(
      Option.none<Cursor>(),
      (after) =>
        Effect.map(
          failing("exported", select(tenant, { ...filter, limit: atOnce }, Option.getOrUndefined(after))),
          (found) => [
            Chunk.fromIterable(found.slice(0, atOnce)),
            Option.map(Option.fromNullable(found.length > atOnce ? found[atOnce - 1] : undefined), Option.some)
          ]
        )
    )

  const counts: Service["counts"] = Effect.fn("DeadLetters.counts")(function*(tenant) {
    const groups = yield* failing("counts", selectCounts(tenant))
    const by_operation: Record<string, number> = {}
    const by_severity: Record<string, number> = {}
    for (const { failures, operation, severity } of groups) {
      by_operation[operation] = (by_operation[operation] ?? 0) + failures
      by_severity[severity] = (by_severity[severity] ?? 0) + failures
    }
    return { total_failures: groups.reduce((total, { failures }) => total + failures, 0), by_operation, by_severity }
  })

  const put = Effect.fnUntraced(function*(which: ReturnType<typeof matching>) {
    const revived = yield* revive(which, yield* Clock.currentTimeMillis)
    return revived.length
  })

  const replay: Service["replay"] = Effect.fn("DeadLetters.replay")(function*(tenant, id) {
    const revived = yield* failing("replay", put(sql.and([matching(tenant, {}), sql`id = ${id}`])))
    if (revived === 0) return yield* new NotFound({ kind: "dead letter", id })
  })

  const replayAll: Service["replayAll"] = Effect.fn("DeadLetters.replayAll")((tenant, filter = {}) =>
    failing("replayAll", put(matching(tenant, filter)))
  )

  const clear: Service["clear"] = Effect.fn("DeadLetters.clear")((tenant, filter = {}) =>
    failing(
      "clear",
      Effect.map(
        sql`delete from app.dead_letters where ${matching(tenant, filter)} returning id`,
        (rows) => rows.length
      )
    )
  )

  const add: Service["add"] = Effect.fn("DeadLetters.add")(function*(given) {
    const letter = {
      ...given,
      payload: redact(given.payload),
      error: redact(given.error),
      history: given.history.map(redact)
    }
    yield* upsert(letter).pipe(
      Effect.catchAll((cause) =>
        Effect.mapError(
          spool.append({ id: letter.id, kind: spooled, payload: letter }),
          (spoolError) => new StoreError({ operation: "DeadLetters.add", cause: { cause, spoolError } })
        )
      )
    )
  })

  const seen = new Set<string>()
  const measure = Effect.map(selectAll(), (groups) => {
    // What was replayed or cleared is counted down to nothing.
    for (const key of seen) if (!groups.some((group) => keyOf(group) === key)) gauge(0, ...key.split("\n"))
    for (const group of groups) {
      seen.add(keyOf(group))
      gauge(group.failures, group.operation, group.severity)
    }
  })
  yield* Recurring.every("10 seconds", "the dead letters are counted later", measure).pipe(
    Effect.delay("10 seconds"),
    Effect.forkScoped
  )

  yield* Effect.forkScoped(
    spool.drain(spooled, (payload) => Effect.flatMap(decodeLetter(payload), upsert))
  )
  return DeadLetters.of({ list, exported, counts, replay, replayAll, clear, add })
})

export const layer: Layer.Layer<DeadLetters, never, SqlClient.SqlClient | Spool> = Layer.scoped(
  DeadLetters,
  make
)

/** Letters read together for an export: each may be large. */
const atOnce = 100

const Group = Schema.Struct({ operation: Schema.String, severity: Schema.String, failures: Schema.Int })
const keyOf = ({ operation, severity }: typeof Group.Type) => `${operation}\n${severity}`
const gauge = Metrics.labelled(Metrics.deadLetters, "operation", "severity")

const failing = <A, E, R>(operation: string, effect: Effect.Effect<A, E, R>) =>
  Effect.mapError(effect, (cause) => new StoreError({ operation: `DeadLetters.${operation}`, cause }))

const decodeLetter = Schema.decodeUnknown(Letter)

const Cursor = Schema.parseJson(Schema.Struct({ last_failed_at: Schema.String, id: Schema.String }))
type Cursor = typeof Cursor.Type
const encodeCursor = ({ id, last_failed_at }: DeadLetter) =>
  Encoding.encodeBase64Url(Schema.encodeSync(Cursor)({ last_failed_at, id }))
const decodeCursor = (cursor: string) =>
  Effect.flatMap(Encoding.decodeBase64UrlString(cursor), Schema.decodeUnknown(Cursor)).pipe(
    Effect.mapError(() => new InvalidRequest({ path: "cursor", problem: "is not one that a page before this gave" }))
  )
