/** Memories in PostgreSQL, embedded or served. */
import { SqlClient } from "@effect/sql"
import { Clock, DateTime, Effect, Layer, Option, Schema } from "effect"
import { NotFound } from "../../domain/Errors.ts"
import { NewId, type TenantId, type UserId } from "../../domain/Ids.ts"
import type { MemoryInput } from "../../domain/Memory.ts"
import { isoTime } from "../../domain/Time.ts"
import { Embeddings } from "../../llm/Embeddings.ts"
import { StoreError } from "../../storage/StoreError.ts"
import { clean } from "../Documents/Prepared.ts"
import { Memories } from "../Memories.ts"
import * as VectorSearch from "../VectorSearch.ts"
import * as VectorSets from "../VectorSets.ts"
import * as Learning from "./Learning.ts"
import { latest, recalled } from "./Recall.ts"
import type { NewRow, Row } from "./Rows.ts"
import * as Search from "./Search.ts"
import * as Statements from "./Statements.ts"
import * as Writing from "./Writing.ts"

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const vectors = yield* VectorSets.make(sql, yield* Embeddings)
  const { make: newId } = yield* NewId
  const statements = Statements.make(sql)
  const { forget, ranked } = yield* Search.make(sql, statements, vectors, yield* VectorSearch.make)

  const failing = <A, E extends { readonly _tag: string }, R>(operation: string, effect: Effect.Effect<A, E, R>) =>
    Effect.catchAll(
      effect,
      (cause) =>
        cause._tag === "ParseError" ? Effect.die(cause) : new StoreError({ operation: `Memories.${operation}`, cause })
    )

  const written = Writing.make(sql, statements, vectors)
  const learning = Learning.make(sql, statements, vectors)

  const add = Effect.fn("Memories.add")(function*(tenant: TenantId, memories: ReadonlyArray<MemoryInput>) {
    yield* Effect.annotateCurrentSpan({ memories: memories.length })
    if (memories.length === 0) return []
    const now = yield* Clock.currentTimeMillis
    // Before the transaction, which must not wait for a provider.
    const made = yield* failing("add", vectors.made(memories.map(({ content }) => clean(content))))
    const rows = memories.map((memory, place): NewRow => ({
      tenant_id: tenant,
      id: clean(memory.id ?? newId(now)),
      user_id: clean(memory.user_id),
      session_id: memory.session_id === undefined ? null : clean(memory.session_id),
      kind: "statement",
      role: memory.role === undefined ? null : clean(memory.role),
      speaker: memory.speaker === undefined ? null : clean(memory.speaker),
      content: clean(memory.content),
      entity_ids: [],
      importance: memory.importance ?? 0.5,
      said_at: saidAt(memory.created_at, now),
      valid_to: null,
      superseded_by: null,
      sources: [],
      vectors: VectorSets.vectorsAt(made, place),
      added: { at: now, place }
    }))
    // Of two with one id the later one stays, as if they had come one by one.
    const distinct = [...new Map(rows.map((row) => [row.id, row])).values()]
    const notes = new Set(
      memories.length > mostCompared ? [] : rows.filter((_, i) => isNote(memories[i])).map(({ id }) => id)
    )
    const named = [...new Set(memories.flatMap(({ id }) => id === undefined ? [] : [clean(id)]))]
    const kept = yield* failing("add", written({ rows: distinct, made, isNote: ({ id }) => notes.has(id), named }))
    return rows.map(({ id }) => kept.get(id) ?? id)
  })

  const list = Effect.fn("Memories.list")(
    function*(tenant: TenantId, user_id: UserId, page: { readonly limit: number; readonly cursor?: string }) {
      const before = Option.getOrNull(Schema.decodeUnknownOption(Cursor)(page.cursor))
      const rows = yield* failing("list", statements.selectPage({ tenant, user_id, before, limit: page.limit + 1 }))
      const last = rows.length > page.limit ? rows[page.limit - 1] : undefined
      return {
        memories: rows.slice(0, page.limit).map((row) => ({
          id: row.id,
          user_id: row.user_id,
          session_id: row.session_id,
          kind: row.kind,
          speaker: row.speaker,
          content: row.content,
          importance: row.importance,
          created_at: isoTime(row.said_at),
          valid_to: row.valid_to === null ? null : isoTime(row.valid_to),
          superseded_by: row.superseded_by,
          sources: row.sources
        })),
        next_cursor: last === undefined ? null : cursorAfter(last)
      }
    }
  )

  const remove = Effect.fn("Memories.remove")(function*(tenant: TenantId, id: string) {
    const removed = clean(id) === id ? yield* failing("remove", statements.deleteOne({ tenant, id })) : []
    if (removed.length === 0) return yield* new NotFound({ kind: "memory", id })
  })

  const search = Effect.fn("Memories.search")(
    function*(
      tenant: TenantId,
      request: { readonly query: string; readonly user_id: UserId; readonly limit: number; readonly as_of?: number }
    ) {
      const found = yield* failing("search", ranked({ ...request, tenant, entity_ids: [] }, request.as_of))
      yield* Effect.annotateCurrentSpan({ found: found.length })
      return found.slice(0, request.limit).map(({ memory, score }) => ({
        id: memory.id,
        content: memory.content,
        speaker: memory.speaker,
        session_id: memory.session_id,
        created_at: isoTime(memory.said_at),
        score
      }))
    }
  )

  const recall = Effect.fn("Memories.recall")(
    function*(tenant: TenantId, request: Parameters<Memories["Type"]["recall"]>[1]) {
      const { entity_ids, query, user_id } = request
      const found = query === "" && entity_ids.length === 0
        ? yield* failing("recall", saidLast(tenant, request))
        : recalled(yield* failing("recall", ranked({ entity_ids, query, tenant, user_id }, undefined)), request)
      yield* Effect.annotateCurrentSpan({ found: found.length })
      return found
    }
  )

  const saidLast = Effect.fnUntraced(
    function*(tenant: TenantId, { said, user_id }: Parameters<Memories["Type"]["recall"]>[1]) {
      const before = said === undefined ? null : { at: said.to, id: "" }
      const rows = yield* statements.selectPage({ tenant, user_id, before, limit: latestOf })
      const now = yield* Clock.currentTimeMillis
      return latest(said === undefined ? rows : rows.filter(({ said_at }) => said_at >= said.from), user_id, now)
    }
  )

  const learn = Effect.fn("Memories.learn")(function*(tenant: TenantId, exchange: Learning.Exchange) {
    const now = yield* Clock.currentTimeMillis
    return yield* failing("learn", learning(tenant, exchange, now))
  })

  const forgetUser = Effect.fn("Memories.forgetUser")(function*(tenant: TenantId, user_id: UserId) {
    // After what is being learned at this moment, if anything is.
    const gone = Effect.zipRight(statements.lock(tenant, user_id), statements.deleteAll({ tenant, user_id }))
    const { count } = yield* failing("forgetUser", sql.withTransaction(gone))
    yield* forget({ tenant, user_id })
    return count
  })

  return Memories.of({ add, list, remove, search, recall, learn, forgetUser })
})

export const layer: Layer.Layer<Memories, never, SqlClient.SqlClient | Embeddings> = Layer.scoped(Memories, make)

/** Said by itself, and given no name to be asked for by: it may be one more source of a memory that says the same. */
const isNote = (memory: MemoryInput | undefined) => memory?.id === undefined && memory?.session_id === undefined

/** More than so many at once are an import: taken as they come, but for their claims. */
const mostCompared = 50

/** A time that cannot be read is not a time: the memory counts as said now. */
const saidAt = (created_at: string | undefined, now: number): number =>
  Option.match(Option.flatMap(Option.fromNullable(created_at), DateTime.make), {
    onNone: () => now,
    onSome: DateTime.toEpochMillis
  })

const Cursor = Schema.compose(
  Schema.StringFromBase64Url,
  Schema.parseJson(Schema.Struct({ at: Schema.Number, id: Schema.String }))
)

const cursorAfter = (row: Row) => Schema.encodeSync(Cursor)({ at: row.said_at, id: row.id })

/** Among so many, the last ones that hold are looked for. */
const latestOf = 100
