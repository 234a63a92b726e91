/** Documents, their chunks and vectors as rows: many in one statement, which carries them as one JSON text. */
import type { SqlClient } from "@effect/sql"
import { toBytes } from "../../llm/Embeddings/Vector.ts"
import type { Chunk } from "../Chunker.ts"
import type { Made } from "../VectorSets.ts"
import type { Prepared } from "./Prepared.ts"

interface Whole {
  readonly document: Prepared
  readonly chunks: ReadonlyArray<Chunk>
}

export const make = (sql: SqlClient.SqlClient) => {
  const insertDocuments = (
    { at, documents, tenant }: {
      readonly tenant: string
      readonly at: string
      readonly documents: ReadonlyArray<Whole>
    }
  ) =>
    sql`insert into app.documents
        (tenant_id, id, title, text, source, language, metadata, content_hash, chunk_count, created_at, updated_at)
      select ${tenant}, id, title, text, source, language, metadata, content_hash, chunk_count,
        ${at}::timestamptz, ${at}::timestamptz
      from json_to_recordset(${
      JSON.stringify(
        documents.map(({ chunks, document }) => ({
          ...document,
          metadata: undefined,
          metadata_text: document.metadata,
          chunk_count: chunks.length
        }))
      )
    }::json) as r (id text, title text, text text, source text, language text, metadata_text text, content_hash text,
        chunk_count int), lateral (select metadata_text::jsonb as metadata) m
      order by id
      on conflict (tenant_id, id) do update set
        title = excluded.title, text = excluded.text, source = excluded.source, language = excluded.language,
        metadata = excluded.metadata, content_hash = excluded.content_hash, chunk_count = excluded.chunk_count,
        updated_at = excluded.updated_at`

  const deleteChunks = ({ ids, tenant }: { readonly tenant: string; readonly ids: ReadonlyArray<string> }) =>
    sql`delete from app.chunks where tenant_id = ${tenant}
      and document_id in (select json_array_elements_text(${JSON.stringify(ids)}::json))`

  const insertChunks = ({ documents, tenant }: { readonly tenant: string; readonly documents: ReadonlyArray<Whole> }) =>
    sql`insert into app.chunks (tenant_id, document_id, position, title_path, text)
      select ${tenant}, document_id, position, title_path, text
      from json_to_recordset(${
      JSON.stringify(placed(documents, ({ text, title_path }) => ({ title_path, text })))
    }::json) as r (document_id text, position int, title_path text, text text)`

  const insertVectors = (
    { documents, made, tenant }: {
      readonly tenant: string
      readonly documents: ReadonlyArray<Whole>
      readonly made: Made
    }
  ) =>
    sql`insert into app.chunk_vectors (tenant_id, document_id, position, model, dimension, embedding)
      select ${tenant}, document_id, position, ${made.model}, octet_length(bytes) / 4, bytes
      from json_to_recordset(${
      JSON.stringify(placed(documents, (_, i) => ({
        vector: toBytes(made.vectors[i] ?? new Float32Array()).toString("base64")
      })))
    }::json) as r (document_id text, position int, vector text), lateral (select decode(vector, 'base64') as bytes) b`

  return { insertDocuments, deleteChunks, insertChunks, insertVectors }
}

/** Each chunk with its place in its document; `i` counts through all of them. */
const placed = <A extends object>(documents: ReadonlyArray<Whole>, fields: (chunk: Chunk, i: number) => A) => {
  let i = 0
  return documents.flatMap(({ chunks, document }) =>
    chunks.map((chunk, position) => ({ document_id: document.id, position, ...fields(chunk, i++) }))
  )
}
