/** Moves the older part of long or old conversations aside, and brings it back. Nothing is dropped on the way. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Effect, Schema } from "effect"
import { Answer } from "../domain/Answer.ts"
import { NewId, SessionId, TenantId, type UserId } from "../domain/Ids.ts"
import { type Message, SessionArchive } from "../domain/Session.ts"
import { isoDay, isoTime } from "../domain/Time.ts"
import * as Jsonb from "../storage/Jsonb.ts"

export interface ArchiveLimits {
  /** Messages (two an exchange) above which a conversation is shortened. */
  readonly messages: number
  /** Hours without a new message after which it is shortened. */
  readonly hours: number
  /** Messages that stay. */
  readonly keep: number
}

const Turn = Schema.Struct({ id: Schema.String, query: Schema.String, answer: Answer, at: Schema.Number })
const Due = Schema.Struct({ tenant: TenantId, session_id: SessionId, user_id: Schema.String })

/** At most this many conversations a sweep, so that one sweep never holds the database for long. */
const conversationsPerSweep = 50

export const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const newId = yield* NewId

  const selectDue = SqlSchema.findAll({
    Request: Schema.Struct({ messages: Schema.Number, keep: Schema.Number, idleSince: Schema.String }),
    Result: Due,
    execute: ({ idleSince, keep, messages }) =>
      sql`select s.tenant_id as tenant, s.id as session_id, s.user_id
        from app.sessions s
        join lateral (
          select count(*) * 2 as messages from app.exchanges e
          where e.tenant_id = s.tenant_id and e.session_id = s.id and e.user_id = s.user_id and not e.archived
        ) live on true
        where live.messages > ${messages}
          or (s.updated_at < ${idleSince}::timestamptz and live.messages > ${keep})
        order by s.updated_at
        limit ${conversationsPerSweep}`
  })

  const selectOlder = SqlSchema.findAll({
    Request: Schema.Struct({ ...Due.fields, keep: Schema.Number }),
    Result: Turn,
    execute: ({ keep, session_id, tenant, user_id }) =>
      sql`select id, query, answer, (extract(epoch from created_at) * 1000)::float8 as at
        from app.exchanges
        where tenant_id = ${tenant} and session_id = ${session_id} and user_id = ${user_id} and not archived
        order by created_at desc, id desc
        offset ${Math.floor(keep / 2)}
        for update`
  })

  /** Taken before any row, as forgetting a user does: neither waits for what the other holds. */
  const beforeRows = sql`lock table app.exchanges in row exclusive mode`

  const archiveOne = (due: typeof Due.Type, keep: number, now: number) =>
    sql.withTransaction(Effect.gen(function*() {
      yield* beforeRows
      const turns = (yield* selectOlder({ ...due, keep })).toReversed()
      if (turns.length === 0) return
      const time = isoTime(now)
      const archive = archiveOf(due, turns, time)
      yield* sql`insert into app.session_archives (tenant_id, id, session_id, user_id, archive, archived_at)
        values (${due.tenant}, ${newId.make(now)}, ${due.session_id}, ${due.user_id},
          ${Jsonb.text(archive)}::jsonb, ${time}::timestamptz)`
      yield* sql`update app.exchanges set archived = true
        where tenant_id = ${due.tenant} and ${sql.in("id", turns.map((turn) => turn.id))}`
      yield* sql`update app.sessions
        set archived_message_count = archived_message_count + ${archive.message_count},
          summary = right(summary || ${summaryOf(turns)}, 2000)
        where tenant_id = ${due.tenant} and id = ${due.session_id}`
    }))

  /** Shortens what is over the limits; returns how many conversations it touched. */
  const sweep = (limits: ArchiveLimits, now: number) =>
    Effect.gen(function*() {
      const idleSince = isoTime(now - limits.hours * 3_600_000)
      const due = yield* selectDue({ messages: limits.messages, keep: limits.keep, idleSince })
      yield* Effect.forEach(due, (one) => archiveOne(one, limits.keep, now), { discard: true })
      return due.length
    })

  const selectArchives = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: TenantId, session_id: SessionId }),
    Result: Schema.Struct({ archive: SessionArchive }),
    execute: ({ session_id, tenant }) =>
      sql`select archive from app.session_archives
        where tenant_id = ${tenant} and session_id = ${session_id} order by archived_at, id`
  })

  const list = (tenant: TenantId, session_id: SessionId) =>
    Effect.map(selectArchives({ tenant, session_id }), (rows) => rows.map((row) => row.archive))

  const restore = (tenant: TenantId, session_id: SessionId) =>
    sql.withTransaction(Effect.gen(function*() {
      const restored = yield* sql`update app.exchanges set archived = false
        where tenant_id = ${tenant} and session_id = ${session_id} and archived returning id`
      yield* sql`delete from app.session_archives where tenant_id = ${tenant} and session_id = ${session_id}`
      yield* sql`update app.sessions set archived_message_count = 0, summary = ''
        where tenant_id = ${tenant} and id = ${session_id}`
      return restored.length * 2
    }))

  const exported = (tenant: TenantId, user_id: UserId) =>
    Effect.all([
      sql<Record<string, unknown>>`select 'exchange' as kind, id as answer_id, session_id, query, answer, feedback,
          feedback_comment, created_at
        from app.exchanges where tenant_id = ${tenant} and user_id = ${user_id} order by created_at, id`,
      sql<Record<string, unknown>>`select 'session' as kind, id as session_id, archived_message_count, summary,
          created_at, updated_at
        from app.sessions where tenant_id = ${tenant} and user_id = ${user_id} order by created_at, id`,
      sql<Record<string, unknown>>`select 'archive' as kind, session_id, archive, archived_at
        from app.session_archives where tenant_id = ${tenant} and user_id = ${user_id} order by archived_at, id`
    ]).pipe(Effect.map((parts) => parts.flat()))

  return { sweep, list, restore, exported }
})

/** An exchange as the two messages that it is. */
export const messages = (turn: { readonly query: string; readonly answer: Answer; readonly at: number }) => {
  const created_at = isoTime(turn.at)
  const said: ReadonlyArray<Message> = [
    { role: "user", content: turn.query, created_at },
    { role: "assistant", content: turn.answer.text, answer_id: turn.answer.answer_id, created_at }
  ]
  return said
}

const archiveOf = (
  due: typeof Due.Type,
  turns: ReadonlyArray<typeof Turn.Type>,
  archived_at: string
): SessionArchive => {
  const history = turns.flatMap(messages).map(({ content, role }) => ({ role, content }))
  const first = turns[0]?.at ?? 0
  const last = turns[turns.length - 1]?.at ?? first
  return {
    user_id: due.user_id,
    conversation_id: due.session_id,
    archived_at,
    message_count: history.length,
    session_info: {
      duration_seconds: Math.round((last - first) / 1000),
      // Four characters a token, the usual estimate for English text.
      token_count: Math.ceil(history.reduce((sum, message) => sum + message.content.length, 0) / 4),
      archived_message_count: history.length
    },
    conversation_history: history
  }
}

const summaryOf = (turns: ReadonlyArray<typeof Turn.Type>) => {
  const names = new Set(turns.flatMap(({ answer }) => answer.entities.map((entity) => entity.name)))
  const about = names.size === 0 ? "general questions" : Array.from(names).slice(0, 5).join(", ")
  const day = isoDay(turns[0]?.at ?? 0)
  return `From ${day}: ${turns.length} question${turns.length === 1 ? "" : "s"} about ${about}. `
}
