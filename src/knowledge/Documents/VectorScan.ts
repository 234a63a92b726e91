/** How near chunks are to a question in meaning, by comparing vectors one by one: exact, and fast for some thousands. */
import { type SqlClient, SqlSchema } from "@effect/sql"
import { Clock, Effect, Schema } from "effect"
import { cosine, fromBytes } from "../../llm/Embeddings/Vector.ts"
import { VectorLimits } from "../VectorLimits.ts"
import * as KeptVectors from "./KeptVectors.ts"
import { type Compared, placesOf } from "./Keys.ts"

export const make = (sql: SqlClient.SqlClient) => {
  const selectAll = SqlSchema.findAll({
    Request: Schema.Struct({ ...Request.fields, exact: Schema.Int }),
    Result: Row,
    execute: ({ exact, model, tenant }) =>
      sql`select document_id, position, embedding
        from app.chunk_vectors where tenant_id = ${tenant} and model = ${model} limit ${exact}`
  })

  const kept = KeptVectors.make<Kept>()

  const all = Effect.fnUntraced(function*({ model, tenant, version }: Asked) {
    const { exact } = yield* VectorLimits
    const now = yield* Clock.currentTimeMillis
    const known = kept.find(tenant, `${model}/${version}`, now)
    if (known !== undefined) return known
    const rows = yield* selectAll({ tenant, model, exact })
    const vectors = rows.map(({ embedding }) => fromBytes(embedding))
    const keys = rows.map(({ document_id, position }) => ({ document_id, position }))
    const read = { keys, places: placesOf(keys), vectors }
    kept.keep(tenant, `${model}/${version}`, read, vectors.length * (vectors[0]?.length ?? 0), now)
    return read
  })

  return Effect.fnUntraced(function*(asked: Asked) {
    const { keys, places, vectors } = yield* all(asked)
    const cosines = new Float64Array(vectors.length)
    vectors.forEach((vector, place) => (cosines[place] = cosine(asked.vector, vector)))
    return { keys, places, cosines } satisfies Compared
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

interface Kept extends Pick<Compared, "keys" | "places"> {
  readonly vectors: ReadonlyArray<Float32Array>
}
