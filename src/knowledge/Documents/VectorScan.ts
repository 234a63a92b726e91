/** How near chunks are to a question in meaning, by comparing vectors one by one: exact, and fast for some thousands. */
import { type SqlClient, SqlSchema } from "@effect/sql"
import { Clock, Effect, Schema } from "effect"
import { cosine, fromBytes } from "../../llm/Embeddings/Vector.ts"
import { VectorLimits } from "../VectorLimits.ts"
import * as KeptVectors from "./KeptVectors.ts"
import type { Key, Near } from "./Keys.ts"

export const make = (sql: SqlClient.SqlClient) => {
  const selectAll = SqlSchema.findAll({
    Request: Schema.Struct({ ...Request.fields, exact: Schema.Int }),
    Result: Row,
    execute: ({ exact, model, tenant }) =>
      sql`select document_id, position, embedding
        from app.chunk_vectors where tenant_id = ${tenant} and model = ${model} limit ${exact}`
  })

  const kept = KeptVectors.make<ReadonlyArray<Vector>>()

  const all = Effect.fnUntraced(function*({ model, tenant, version }: Asked) {
    const { exact } = yield* VectorLimits
    const now = yield* Clock.currentTimeMillis
    const known = kept.find(tenant, `${model}/${version}`, now)
    if (known !== undefined) return known
    const rows = (yield* selectAll({ tenant, model, exact })).map(vectorOf)
    kept.keep(tenant, `${model}/${version}`, rows, rows.length * (rows[0]?.vector.length ?? 0), now)
    return rows
  })

  return Effect.fnUntraced(function*(asked: Asked) {
    const rows = yield* all(asked)
    return rows.map((row): Near => ({
      document_id: row.document_id,
      position: row.position,
      cosine: cosine(asked.vector, row.vector)
    }))
  })
}

interface Asked {
  readonly tenant: string
  readonly model: string
  readonly vector: Float32Array
  /** Of the tenant's texts and vectors, as their statistics have it: no other while nothing was written. */
  readonly version: string
}

const Request = Schema.Struct({ tenant: Schema.String, model: Schema.String })
const Row = Schema.Struct({
  document_id: Schema.String,
  position: Schema.Int,
  embedding: Schema.Uint8ArrayFromSelf
})

interface Vector extends Key {
  readonly vector: Float32Array
}

const vectorOf = (row: typeof Row.Type): Vector => ({
  document_id: row.document_id,
  position: row.position,
  vector: fromBytes(row.embedding)
})
