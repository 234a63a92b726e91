/** Gives vectors to the memories that have none, or one of another model: after an outage, or when the embedder changes. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Effect, Schema } from "effect"
import { type EmbeddingFailed, Embeddings } from "../../llm/Embeddings.ts"
import { toBytes } from "../../llm/Embeddings/Vector.ts"
import { StoreError } from "../../storage/StoreError.ts"

/** Does up to `limit`, of all tenants, and says how many: fewer than the limit means that none is left. Repeatable. */
export const reembed = Effect.fn("Memories.reembed")(
  function*(
    limit: number
  ): Effect.fn.Return<number, StoreError | EmbeddingFailed, SqlClient.SqlClient | Embeddings> {
    const sql = yield* SqlClient.SqlClient
    const embeddings = yield* Embeddings
    const select = SqlSchema.findAll({
      Request: Schema.Int,
      Result: Schema.Struct({ tenant_id: Schema.String, id: Schema.String, content: Schema.String }),
      execute: (most) =>
        sql`select tenant_id, id, content from app.memories
          where embedding_model is distinct from ${embeddings.model}
          order by tenant_id, id
          limit ${most}`
    })
    const failing = <A, R>(effect: Effect.Effect<A, unknown, R>) =>
      Effect.mapError(effect, (cause) => new StoreError({ operation: "Memories.reembed", cause }))

    const memories = yield* failing(select(limit))
    const vectors = yield* embeddings.embed(memories.map(({ content }) => content))
    yield* failing(
      Effect.forEach(memories, ({ content, id, tenant_id }, i) =>
        sql`update app.memories
          set embedding = ${toBytes(vectors[i] ?? new Float32Array())}, embedding_model = ${embeddings.model}
          where tenant_id = ${tenant_id} and id = ${id} and content = ${content}`, { discard: true }).pipe(
          sql.withTransaction
        )
    )
    return memories.length
  }
)
