/** The chunks that lack a vector of a model, page by page, and their vectors once they are made. */
import { type SqlClient, SqlSchema } from "@effect/sql"
import { Effect, Schema } from "effect"
import { toBytes } from "../../llm/Embeddings/Vector.ts"
import type { Collection } from "../VectorSets.ts"
import { embedded } from "./Prepared.ts"

export const chunks = (sql: SqlClient.SqlClient): Collection<Place, Chunk> => {
  const select = SqlSchema.findAll({
    Request: Schema.Struct({ model: Schema.String, after: Place, most: Schema.Int }),
    Result: Schema.Struct({ ...Place.fields, title_path: Schema.String, text: Schema.String, lacking: Schema.Boolean }),
    execute: ({ after: { document_id, position, tenant_id }, model, most }) =>
      sql`select tenant_id, document_id, position, lacking,
          case when lacking then title_path else '' end as title_path, case when lacking then text else '' end as text
        from (
          select c.*, v.model is null as lacking, lead(c.position) over (order by c.tenant_id, c.document_id, c.position) is null as last
          from (
            select tenant_id, document_id, position, title_path, text from app.chunks
            where (tenant_id, document_id, position) > (${tenant_id}, ${document_id}, ${position})
            order by tenant_id, document_id, position limit ${most}
          ) c
          left join app.chunk_vectors v on v.tenant_id = c.tenant_id and v.document_id = c.document_id
            and v.position = c.position and v.model = ${model}
        ) page
        where lacking or last
        order by tenant_id, document_id, position`
  })

  return {
    first: { tenant_id: "", document_id: "", position: -1 },
    page: (model, after, most) =>
      Effect.map(select({ model, after, most }), (rows) => ({
        last: rows.at(-1),
        lacking: rows.filter((row) => row.lacking)
      })),
    text: embedded,
    // A chunk that was replaced meanwhile has got its own.
    store: (model, texts, vectors) =>
      sql`insert into app.chunk_vectors (tenant_id, document_id, position, model, dimension, embedding)
        select c.tenant_id, c.document_id, c.position, ${model}, octet_length(bytes) / 4, bytes
        from json_to_recordset(${
        JSON.stringify(texts.map((text, i) => ({
          ...text,
          vector: toBytes(vectors[i] ?? new Float32Array()).toString("base64")
        })))
      }::json) as r (tenant_id text, document_id text, position int, title_path text, text text, vector text)
        join app.chunks c on c.tenant_id = r.tenant_id and c.document_id = r.document_id and c.position = r.position
          and c.text = r.text and c.title_path = r.title_path,
          lateral (select decode(vector, 'base64') as bytes) b
        on conflict do nothing`,
    lacking: (model) =>
      sql`select 1 from app.chunks c where not exists (
        select 1 from app.chunk_vectors v where v.tenant_id = c.tenant_id and v.document_id = c.document_id
          and v.position = c.position and v.model = ${model}
      )`,
    drop: (most) =>
      sql`delete from app.chunk_vectors where ctid = any(array(
        select v.ctid from app.chunk_vectors v
        where not exists (
          select 1 from app.vector_models m, app.vector_models s
          where m.model = v.model and s.serving and m.created_at >= s.created_at
        )
        limit ${most}
      )) returning 1`
  }
}

const Place = Schema.Struct({ tenant_id: Schema.String, document_id: Schema.String, position: Schema.Int })
type Place = typeof Place.Type
interface Chunk extends Place {
  readonly title_path: string
  readonly text: string
}
