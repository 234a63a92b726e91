/** Conversations in PostgreSQL: an exchange and the work that follows from it are one statement, so neither is lost alone. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Clock, Effect, Layer, Option, Schema } from "effect"
import { Answer } from "../../domain/Answer.ts"
import { NotFound } from "../../domain/Errors.ts"
import { SessionId, TenantId, UserId } from "../../domain/Ids.ts"
import { isoTime } from "../../domain/Time.ts"
import * as Forgotten from "../../storage/Forgotten.ts"
import * as Jsonb from "../../storage/Jsonb.ts"
import { StoreError } from "../../storage/StoreError.ts"
import * as Archive from "../Archive.ts"
import { type ConversationState, type Exchange, Sessions, turnOf } from "../Sessions.ts"

const idempotencyHours = 24
const turnsRemembered = 6
const messagesShown = 50

const Key = Schema.Struct({ tenant: TenantId, session_id: SessionId })
const Turn = Schema.Struct({ query: Schema.String, answer: Answer, at: Schema.Number })

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const archive = yield* Archive.make

  const failing = <A, E, R>(operation: string, effect: Effect.Effect<A, E, R>) =>
    effect.pipe(
      Effect.catchIf(
        (error): error is Exclude<E, NotFound> => !(error instanceof NotFound),
        (cause) => new StoreError({ operation: `Sessions.${operation}`, cause })
      )
    )

  const selectTurns = SqlSchema.findAll({
    Request: Schema.Struct({ ...Key.fields, user_id: UserId, turns: Schema.Int }),
    Result: Turn,
    execute: ({ session_id, tenant, turns, user_id }) =>
      sql`select query, answer, (extract(epoch from created_at) * 1000)::float8 as at
        from app.exchanges
        where tenant_id = ${tenant} and session_id = ${session_id} and user_id = ${user_id}
        order by created_at desc, id desc
        limit ${turns}`
  })

  const insert = (exchange: Exchange, job: string) => {
    const { answer, at, idempotency, query, session_id, tenant, user_id } = exchange
    const time = isoTime(at)
    return sql<{ kept: number }>`
      with kept as (
        insert into app.exchanges
          (tenant_id, id, session_id, user_id, query, answer, idempotency_key, body_hash, created_at)
        select ${tenant}, ${answer.answer_id}, ${session_id ?? null}, ${user_id}, ${query},
          ${Jsonb.text(answer)}::jsonb, ${idempotency?.key ?? null}, ${idempotency?.body_hash ?? null},
          ${time}::timestamptz
        where not ${Forgotten.isForgotten(sql, tenant, user_id, at)}
        on conflict do nothing
        returning id
      ), conversation as (
        insert into app.sessions (tenant_id, id, user_id, created_at, updated_at)
        select ${tenant}, ${session_id ?? null}::text, ${user_id}, ${time}::timestamptz, ${time}::timestamptz
        from kept where ${session_id ?? null}::text is not null
        on conflict (tenant_id, id) do update set updated_at = excluded.updated_at
      ), queued as (
        insert into app.jobs (id, tenant_id, kind, payload, run_at, correlation_id, created_at)
        select ${`learn:${answer.answer_id}`}, ${tenant}, 'learn', ${job}::jsonb, ${time}::timestamptz,
          ${answer.correlation_id}, ${time}::timestamptz
        from kept
        on conflict do nothing
      )
      select count(*)::int as kept from kept`
  }

  const selectByKey = SqlSchema.findOne({
    Request: Schema.Struct({ tenant: TenantId, key: Schema.String }),
    Result: Schema.Struct({ answer: Answer, body_hash: Schema.String, at: Schema.Number }),
    execute: ({ key, tenant }) =>
      sql`select answer, body_hash, (extract(epoch from created_at) * 1000)::float8 as at
        from app.exchanges where tenant_id = ${tenant} and idempotency_key = ${key}`
  })

  const state = (tenant: TenantId, session_id: SessionId, user_id: UserId, turns = turnsRemembered) =>
    failing("state", Effect.map(selectTurns({ tenant, session_id, user_id, turns }), stateOf))

  const answered = (tenant: TenantId, key: string, now: number) =>
    failing(
      "answered",
      Effect.gen(function*() {
        const found = yield* selectByKey({ tenant, key })
        if (Option.isNone(found)) return undefined
        if (found.value.at > now - idempotencyHours * 3_600_000) return found.value
        // The key is free again: the exchange stays, its key goes.
        yield* sql`update app.exchanges set idempotency_key = null
          where tenant_id = ${tenant} and idempotency_key = ${key}`
        return undefined
      })
    )

  const record = (exchange: Exchange) => {
    const job = Jsonb.text({
      answer_id: exchange.answer.answer_id,
      user_id: exchange.user_id,
      session_id: exchange.session_id,
      query: exchange.query,
      entity_ids: exchange.answer.entities.map((entity) => entity.entity_id),
      said_at: exchange.at
    })
    return failing(
      "record",
      Effect.gen(function*() {
        const [row] = yield* insert(exchange, job)
        if (row?.kept === 1 || exchange.idempotency === undefined) return exchange.answer
        const earlier = yield* selectByKey({ tenant: exchange.tenant, key: exchange.idempotency.key })
        return Option.match(earlier, { onNone: () => exchange.answer, onSome: ({ answer }) => answer })
      })
    )
  }

  const selectSession = SqlSchema.findOne({
    Request: Key,
    Result: Schema.Struct({
      user_id: Schema.String,
      archived_message_count: Schema.Int,
      summary: Schema.String,
      exchanges: Schema.Int
    }),
    execute: ({ session_id, tenant }) =>
      sql`select user_id, archived_message_count, summary, (
          select count(*)::int from app.exchanges e
          where e.tenant_id = s.tenant_id and e.session_id = s.id and e.user_id = s.user_id and not e.archived
        ) as exchanges
        from app.sessions s where tenant_id = ${tenant} and id = ${session_id}`
  })

  const selectShown = SqlSchema.findAll({
    Request: Schema.Struct({ ...Key.fields, user_id: Schema.String }),
    Result: Turn,
    execute: ({ session_id, tenant, user_id }) =>
      sql`select query, answer, (extract(epoch from created_at) * 1000)::float8 as at
        from app.exchanges
        where tenant_id = ${tenant} and session_id = ${session_id} and user_id = ${user_id} and not archived
        order by created_at desc, id desc
        limit ${messagesShown / 2}`
  })

  const find = (tenant: TenantId, session_id: SessionId) =>
    Effect.flatMap(
      selectSession({ tenant, session_id }),
      Option.match({ onNone: () => new NotFound({ kind: "session", id: session_id }), onSome: Effect.succeed })
    )

  const view = (tenant: TenantId, session_id: SessionId) =>
    failing(
      "view",
      Effect.gen(function*() {
        const session = yield* find(tenant, session_id)
        const turns = yield* selectShown({ tenant, session_id, user_id: session.user_id })
        return {
          session_id,
          user_id: session.user_id,
          message_count: session.archived_message_count + 2 * session.exchanges,
          archived_message_count: session.archived_message_count,
          summary: session.summary,
          messages: turns.toReversed().flatMap(Archive.messages)
        }
      })
    )

  const remove = (tenant: TenantId, session_id: SessionId) =>
    failing(
      "remove",
      sql.withTransaction(Effect.gen(function*() {
        yield* find(tenant, session_id)
        yield* sql`delete from app.session_archives where tenant_id = ${tenant} and session_id = ${session_id}`
        yield* sql`delete from app.exchanges where tenant_id = ${tenant} and session_id = ${session_id}`
        yield* sql`delete from app.sessions where tenant_id = ${tenant} and id = ${session_id}`
      }))
    )

  const feedback = (
    tenant: TenantId,
    given: { readonly answer_id: string; readonly score: number; readonly comment?: string }
  ) =>
    failing(
      "feedback",
      Effect.gen(function*() {
        const rows = yield* sql`update app.exchanges
          set feedback = ${given.score}, feedback_comment = ${given.comment ?? null}
          where tenant_id = ${tenant} and id = ${given.answer_id} returning id`
        if (rows.length === 0) return yield* new NotFound({ kind: "answer", id: given.answer_id })
      })
    )

  const forgetUser = (tenant: TenantId, user_id: UserId) =>
    failing(
      "forgetUser",
      sql.withTransaction(Effect.gen(function*() {
        // What is being recorded at this moment is in before the deletion, or finds the user forgotten.
        yield* sql`lock table app.exchanges in share row exclusive mode`
        yield* Forgotten.forget(sql, tenant, user_id, yield* Clock.currentTimeMillis)
        yield* sql`delete from app.session_archives where tenant_id = ${tenant} and user_id = ${user_id}`
        yield* sql`delete from app.sessions where tenant_id = ${tenant} and user_id = ${user_id}`
        yield* sql`delete from app.jobs where tenant_id = ${tenant} and payload ->> 'user_id' = ${user_id}`
        yield* sql`delete from app.dead_letters where tenant_id = ${tenant} and payload ->> 'user_id' = ${user_id}`
        const gone = yield* sql`delete from app.exchanges
          where tenant_id = ${tenant} and user_id = ${user_id} returning id`
        return gone.length
      }))
    )

  return Sessions.of({
    state,
    record,
    answered,
    view,
    archives: (tenant, session_id) =>
      failing("archives", Effect.zipRight(find(tenant, session_id), archive.list(tenant, session_id))),
    restore: (tenant, session_id) =>
      failing("restore", Effect.zipRight(find(tenant, session_id), archive.restore(tenant, session_id))),
    archiveLong: (limits, now) => failing("archiveLong", archive.sweep(limits, now)),
    remove,
    feedback,
    exported: (tenant, user_id) => failing("exported", archive.exported(tenant, user_id)),
    forgetUser
  })
})

/** From the latest exchanges, newest first. */
const stateOf = (turns: ReadonlyArray<typeof Turn.Type>): ConversationState => {
  const recent = new Map<string, { readonly entity_id: string; readonly name: string }>()
  for (const { answer } of turns) {
    for (const { entity_id, name } of answer.entities) {
      if (!recent.has(entity_id)) recent.set(entity_id, { entity_id, name })
    }
  }
  const last = turns[0]
  return {
    recent: Array.from(recent.values()),
    pending: last === undefined || last.answer.disambiguation === null
      ? undefined
      : { query: last.query, disambiguation: last.answer.disambiguation },
    turns: turns.toReversed().map(({ answer, query }) => turnOf(query, answer))
  }
}

export const layer: Layer.Layer<Sessions, never, SqlClient.SqlClient> = Layer.effect(Sessions, make)
