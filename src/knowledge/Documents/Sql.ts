/** Documents in PostgreSQL, embedded or served. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Clock, Effect, Layer, Option, Schema } from "effect"
import type { DocumentInput, DocumentStatus } from "../../domain/Document.ts"
import { NotFound } from "../../domain/Errors.ts"
import { NewId, type TenantId } from "../../domain/Ids.ts"
import { isoTime } from "../../domain/Time.ts"
import { Embeddings } from "../../llm/Embeddings.ts"
import { StoreError } from "../../storage/StoreError.ts"
import { Documents } from "../Documents.ts"
import * as VectorSearch from "../VectorSearch.ts"
import * as VectorSets from "../VectorSets.ts"
import { bearing } from "./Bearing.ts"
import * as Passages from "./Passages.ts"
import { clean } from "./Prepared.ts"
import * as Search from "./Search.ts"
import * as Writing from "./Writing.ts"

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const { make: newId } = yield* NewId
  const vectors = yield* VectorSets.make(sql, yield* Embeddings)
  const writing = Writing.make(sql, vectors)
  const ranked = yield* Search.make(sql, vectors, yield* VectorSearch.make)

  const failing = <A, E extends { readonly _tag: string }, R>(operation: string, effect: Effect.Effect<A, E, R>) =>
    effect.pipe(
      Effect.catchIf(
        (error): error is Exclude<E, NotFound> => error._tag !== "NotFound",
        (cause) =>
          cause._tag === "ParseError"
            ? Effect.die(cause)
            : new StoreError({ operation: `Documents.${operation}`, cause })
      )
    )

  const selectPage = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: Schema.String, after: Schema.String, limit: Schema.Int }),
    Result: Row,
    execute: ({ after, limit, tenant }) =>
      sql`select ${sql.literal(viewColumns)}
        from app.documents where tenant_id = ${tenant} and id > ${after} order by id limit ${limit}`
  })

  const selectOne = SqlSchema.findOne({
    Request: Schema.Struct({ tenant: Schema.String, id: Schema.String }),
    Result: Schema.Struct({ ...Row.fields, text: Schema.String }),
    execute: ({ id, tenant }) =>
      sql`select ${sql.literal(viewColumns)}, text from app.documents where tenant_id = ${tenant} and id = ${id}`
  })

  const selectFile = SqlSchema.findOne({
    Request: Schema.Struct({ tenant: Schema.String, id: Schema.String, file_hash: Schema.String }),
    Result: Schema.Struct({ chunks: Schema.Int }),
    execute: ({ file_hash, id, tenant }) =>
      sql`select chunk_count as chunks from app.documents
        where tenant_id = ${tenant} and id = ${id} and metadata ->> 'file_hash' = ${file_hash}`
  })

  const deleteOne = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: Schema.String, id: Schema.String }),
    Result: Schema.Struct({ id: Schema.String }),
    execute: ({ id, tenant }) => sql`delete from app.documents where tenant_id = ${tenant} and id = ${id} returning id`
  })

  const index = Effect.fn("Documents.index")(
    function*(
      tenant: TenantId,
      documents: ReadonlyArray<DocumentInput>,
      told?: (status: DocumentStatus) => Effect.Effect<void>
    ) {
      yield* Effect.annotateCurrentSpan({ documents: documents.length })
      const now = yield* Clock.currentTimeMillis
      return yield* failing("index", writing.index({ tenant, now, newId: () => newId(now) }, documents, told))
    }
  )

  const fromFile = Effect.fn("Documents.fromFile")(function*(tenant: TenantId, id: string, file_hash: string) {
    const found = yield* failing("fromFile", selectFile({ tenant, id: clean(id), file_hash }))
    return Option.map(found, ({ chunks }): DocumentStatus => ({ id, status: "unchanged", chunks }))
  })

  const list = Effect.fn("Documents.list")(
    function*(tenant: TenantId, page: { readonly limit: number; readonly cursor?: string }) {
      const after = page.cursor === undefined ? "" : clean(Buffer.from(page.cursor, "base64url").toString("utf8"))
      const rows = yield* failing("list", selectPage({ tenant, after, limit: page.limit + 1 }))
      const last = rows.length > page.limit ? rows[page.limit - 1] : undefined
      return {
        documents: rows.slice(0, page.limit).map(view),
        next_cursor: last === undefined ? null : Buffer.from(last.id).toString("base64url")
      }
    }
  )

  const find = Effect.fn("Documents.find")(function*(tenant: TenantId, id: string) {
    const found = yield* failing("find", selectOne({ tenant, id: clean(id) }))
    if (Option.isNone(found) || clean(id) !== id) return yield* new NotFound({ kind: "document", id })
    return { ...view(found.value), text: found.value.text }
  })

  const remove = Effect.fn("Documents.remove")(function*(tenant: TenantId, id: string) {
    const removed = clean(id) === id ? yield* failing("remove", deleteOne({ tenant, id })) : []
    if (removed.length === 0) return yield* new NotFound({ kind: "document", id })
  })

  const search = Effect.fn("Documents.search")(
    function*(
      tenant: TenantId,
      { filter, limit, query }: {
        readonly query: string
        readonly limit: number
        readonly filter?: Readonly<Record<string, unknown>>
      }
    ) {
      const { hits } = yield* failing("search", ranked({ tenant, query, limit, filter, spread: true }))
      yield* Effect.annotateCurrentSpan({ hits: hits.length })
      const excerpt = Passages.excerptsFor(query)
      return hits.map((hit) => ({
        document_id: hit.document_id,
        chunk_id: `${hit.document_id}#${hit.position}`,
        title: hit.title_path,
        excerpt: excerpt(hit.text),
        score: hit.score,
        scores: { lexical: hit.lexical, semantic: hit.semantic }
      }))
    }
  )

  const passages = Effect.fn("Documents.passages")(function*(
    tenant: TenantId,
    query: string,
    which: "relevant" | "any" = "relevant"
  ) {
    const { hits, statistics } = yield* failing(
      "passages",
      ranked({ tenant, query, limit: hitsForPassages, spread: false })
    )
    const found = Passages.passages(which === "any" ? hits : Passages.relevant(hits, bearing(query, statistics)))
    yield* Effect.annotateCurrentSpan({ hits: hits.length, passages: found.length })
    return found
  })

  return Documents.of({ index, fromFile, list, find, remove, search, passages })
})

export const layer: Layer.Layer<Documents, never, SqlClient.SqlClient | Embeddings> = Layer.scoped(Documents, make)

const Row = Schema.Struct({
  id: Schema.String,
  title: Schema.String,
  source: Schema.NullOr(Schema.String),
  language: Schema.NullOr(Schema.String),
  metadata: Schema.Record({ key: Schema.String, value: Schema.Unknown }),
  chunks: Schema.Int,
  created: Schema.Number,
  updated: Schema.Number
})

const viewColumns = `id, title, source, language, metadata, chunk_count as chunks,
  (extract(epoch from created_at) * 1000)::float8 as created, (extract(epoch from updated_at) * 1000)::float8 as updated`

const view = (row: typeof Row.Type) => ({
  id: row.id,
  title: row.title,
  source: row.source,
  language: row.language,
  metadata: row.metadata,
  chunks: row.chunks,
  created_at: isoTime(row.created),
  updated_at: isoTime(row.updated)
})

const hitsForPassages = 24
