/** Collects a user's records from every store that keeps some, and empties each of them. */
import { SqlClient } from "@effect/sql"
import { Chunk, Effect, Layer, Option, Stream } from "effect"
import type { TenantId, UserId } from "../../domain/Ids.ts"
import { Memories } from "../../knowledge/Memories.ts"
import { Sessions } from "../../sessions/Sessions.ts"
import { StoreError } from "../../storage/StoreError.ts"
import { Conversation } from "../Conversation.ts"
import { UserData } from "../UserData.ts"

type Records = Stream.Stream<Readonly<Record<string, unknown>>, StoreError>

const memoriesPerPage = 500

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const sessions = yield* Sessions
  const memories = yield* Memories
  const conversation = yield* Conversation

  const aliases = (tenant: TenantId, user_id: UserId) =>
    sql<Record<string, unknown>>`select 'alias' as kind, alias, entity_type, entity_id, source, created_at
      from app.entity_aliases where tenant_id = ${tenant} and user_id = ${user_id} order by alias`.pipe(
      Effect.mapError((cause) => new StoreError({ operation: "UserData.exported", cause }))
    )

  const everyMemory = (tenant: TenantId, user_id: UserId) =>
    Stream.paginateChunkEffect("", (cursor) =>
      Effect.map(
        memories.list(tenant, user_id, { limit: memoriesPerPage, ...(cursor === "" ? {} : { cursor }) }),
        (page) => [
          Chunk.fromIterable(page.memories.map((memory) => ({ kind: "memory", memory }))),
          Option.fromNullable(page.next_cursor)
        ]
      ))

  const exported = (tenant: TenantId, user_id: UserId) =>
    Stream.concatAll(Chunk.make<[Records, Records, Records]>(
      Stream.fromIterableEffect(sessions.exported(tenant, user_id)),
      everyMemory(tenant, user_id),
      Stream.fromIterableEffect(aliases(tenant, user_id))
    ))

  const forget = Effect.fn("UserData.forget")(function*(tenant: TenantId, user_id: UserId) {
    const exchanges = yield* sessions.forgetUser(tenant, user_id)
    const forgotten = yield* memories.forgetUser(tenant, user_id)
    const gone = yield* sql`delete from app.entity_aliases
      where tenant_id = ${tenant} and user_id = ${user_id} returning alias`
    yield* conversation.forgetUser(tenant, user_id)
    return { exchanges, memories: forgotten, aliases: gone.length }
  }, Effect.catchTag("SqlError", (cause) => new StoreError({ operation: "UserData.forget", cause })))

  return UserData.of({ exported, forget })
})

export const layer: Layer.Layer<UserData, never, SqlClient.SqlClient | Sessions | Memories | Conversation> = Layer
  .effect(UserData, make)
