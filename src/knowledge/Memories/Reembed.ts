/** The memories that lack a vector of a model, page by page, and their vectors once they are made. */
import { type SqlClient, SqlSchema } from "@effect/sql"
import { Effect, Schema } from "effect"
import { toBytes } from "../../llm/Embeddings/Vector.ts"
import type { Collection } from "../VectorSets.ts"

export const memories = (sql: SqlClient.SqlClient): Collection<Place, Memory> => {
  const select = SqlSchema.findAll({
    Request: Schema.Struct({ model: Schema.String, after: Place, most: Schema.Int }),
    Result: Schema.Struct({ ...Place.fields, content: Schema.String, lacking: Schema.Boolean }),
    execute: ({ after: { id, tenant_id }, model, most }) =>
      sql`select tenant_id, id, lacking, case when lacking then content else '' end as content
        from (
          select m.*, v.model is null as lacking, lead(m.id) over (order by m.tenant_id, m.id) is null as last
          from (
            select tenant_id, id, content from app.memories where (tenant_id, id) > (${tenant_id}, ${id})
            order by tenant_id, id limit ${most}
          ) m
          left join app.memory_vectors v on v.tenant_id = m.tenant_id and v.id = m.id and v.model = ${model}
        ) page
        where lacking or last
        order by tenant_id, id`
  })

  return {
    first: { tenant_id: "", id: "" },
    page: (model, after, most) =>
      Effect.map(select({ model, after, most }), (rows) => ({
        last: rows.at(-1),
        lacking: rows.filter((row) => row.lacking)
      })),
    text: ({ content }) => content,
    store: (model, texts, vectors) =>
      sql`insert into app.memory_vectors (tenant_id, id, model, dimension, embedding)
        select m.tenant_id, m.id, ${model}, octet_length(bytes) / 4, bytes
        from json_to_recordset(${
        JSON.stringify(texts.map((text, i) => ({
          ...text,
          vector: toBytes(vectors[i] ?? new Float32Array()).toString("base64")
        })))
      }::json) as r (tenant_id text, id text, content text, vector text)
        join app.memories m on m.tenant_id = r.tenant_id and m.id = r.id and m.content = r.content,
          lateral (select decode(vector, 'base64') as bytes) b
        on conflict do nothing`,
    lacking: (model) =>
      sql`select 1 from app.memories m where not exists (
        select 1 from app.memory_vectors v where v.tenant_id = m.tenant_id and v.id = m.id and v.model = ${model}
      )`,
    drop: (most) =>
      sql`delete from app.memory_vectors where ctid = any(array(
        select v.ctid from app.memory_vectors v
        where not exists (
          select 1 from app.vector_models m, app.vector_models s
          where m.model = v.model and s.serving and m.created_at >= s.created_at
        )
        limit ${most}
      )) returning 1`
  }
}

const Place = Schema.Struct({ tenant_id: Schema.String, id: Schema.String })
type Place = typeof Place.Type
interface Memory extends Place {
  readonly content: string
}
