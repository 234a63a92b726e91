/** Gives vectors to the chunks that have none, or one of another model: after an outage, or when the embedder changes. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Effect, Schema } from "effect"
import { type EmbeddingFailed, Embeddings } from "../../llm/Embeddings.ts"
import { toBytes } from "../../llm/Embeddings/Vector.ts"
import { StoreError } from "../../storage/StoreError.ts"
import { embedded } from "./Prepared.ts"

/**
 * Does up to `limit` chunks, of all tenants, and says how many it did: fewer than the limit means that none is left.
 * Repeating it is harmless; chunks that change meanwhile keep what they changed to.
 */
export const reembed = Effect.fn("Documents.reembed")(
  function*(
    limit: number
  ): Effect.fn.Return<number, StoreError | EmbeddingFailed, SqlClient.SqlClient | Embeddings> {
    const sql = yield* SqlClient.SqlClient
    const embeddings = yield* Embeddings
    const select = SqlSchema.findAll({
      Request: Schema.Int,
      Result: Schema.Struct({
        tenant_id: Schema.String,
        document_id: Schema.String,
        position: Schema.Int,
        title_path: Schema.String,
        text: Schema.String
      }),
      execute: (most) =>
        sql`select tenant_id, document_id, position, title_path, text from app.chunks
          where embedding_model is distinct from ${embeddings.model}
          order by tenant_id, document_id, position
          limit ${most}`
    })
    const failing = <A, R>(effect: Effect.Effect<A, unknown, R>) =>
      Effect.mapError(effect, (cause) => new StoreError({ operation: "Documents.reembed", cause }))

    const chunks = yield* failing(select(limit))
    const vectors = yield* embeddings.embed(chunks.map(embedded))
    yield* failing(
      Effect.forEach(
        chunks,
        ({ document_id, position, tenant_id, text }, i) =>
          sql`update app.chunks
          set embedding = ${toBytes(vectors[i] ?? new Float32Array())}, embedding_model = ${embeddings.model}
          where tenant_id = ${tenant_id} and document_id = ${document_id} and position = ${position} and text = ${text}`,
        {
          discard: true
        }
      ).pipe(sql.withTransaction)
    )
    return chunks.length
  }
)
