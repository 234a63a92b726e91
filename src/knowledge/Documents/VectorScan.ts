/** How near chunks are to a question in meaning, by comparing vectors one by one: exact, and fast for some thousands. */
import { type SqlClient, SqlSchema } from "@effect/sql"
import { Effect, Schema } from "effect"
import { cosine, fromBytes } from "../../llm/Embeddings/Vector.ts"

export interface Key {
  readonly document_id: string
  readonly position: number
}

export interface Near extends Key {
  readonly cosine: number
}

/** Up to this many chunks all of a tenant's are compared, beyond it only those that share words with the question. */
export const exactLimit = 5_000

export const make = (sql: SqlClient.SqlClient) => {
  const selectVersion = SqlSchema.single({
    Request,
    Result: Schema.Struct({ version: Schema.String }),
    // Any row that was written, replaced or deleted changes the sum.
    execute: ({ model, tenant }) =>
      sql`select count(*)::text || '/' || coalesce(sum(xmin::text::bigint), 0)::text as version
        from app.chunk_vectors where tenant_id = ${tenant} and model = ${model}`
  })

  const selectAll = SqlSchema.findAll({
    Request,
    Result: Row,
    execute: ({ model, tenant }) =>
      sql`select document_id, position, embedding
        from app.chunk_vectors where tenant_id = ${tenant} and model = ${model} limit ${exactLimit}`
  })

  const selectSome = SqlSchema.findAll({
    Request: Schema.Struct({ ...Request.fields, keys: Schema.String }),
    Result: Row,
    execute: ({ keys, model, tenant }) =>
      sql`select c.document_id, c.position, c.embedding
        from jsonb_to_recordset(${keys}::jsonb) as k (document_id text, position int)
        join app.chunk_vectors c on c.tenant_id = ${tenant} and c.document_id = k.document_id
          and c.position = k.position and c.model = ${model}`
  })

  const kept = new Map<string, { readonly version: string; readonly rows: ReadonlyArray<Vector> }>()

  const all = Effect.fnUntraced(function*(tenant: string, model: string) {
    const { version } = yield* selectVersion({ tenant, model })
    const before = kept.get(tenant)
    if (before?.version === `${model}/${version}`) return before.rows
    const rows = (yield* selectAll({ tenant, model })).map(vectorOf)
    kept.delete(tenant)
    kept.set(tenant, { version: `${model}/${version}`, rows })
    for (const oldest of kept.keys()) {
      if (kept.size <= tenantsKept) break
      kept.delete(oldest)
    }
    return rows
  })

  /** All that the tenant has, or only the candidates where they are given. */
  const near = Effect.fnUntraced(function*(search: {
    readonly tenant: string
    readonly model: string
    readonly vector: Float32Array
    readonly candidates?: ReadonlyArray<Key>
  }) {
    const { candidates, model, tenant, vector } = search
    const rows = candidates === undefined
      ? yield* all(tenant, model)
      : (yield* selectSome({
        tenant,
        model,
        keys: JSON.stringify(candidates.map(({ document_id, position }) => ({ document_id, position })))
      })).map(vectorOf)
    return rows.map((row): Near => ({
      document_id: row.document_id,
      position: row.position,
      cosine: cosine(vector, row.vector)
    }))
  })

  return { near }
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

const tenantsKept = 8
