/** Puts documents into the tables, each in one transaction: a reader sees all of a version or none of it. */
import { type SqlClient, type SqlError, SqlSchema } from "@effect/sql"
import { Array, Effect, Either, Option, Predicate, Schema } from "effect"
import type { DocumentInput, DocumentStatus } from "../../domain/Document.ts"
import type { TenantId } from "../../domain/Ids.ts"
import { isoTime } from "../../domain/Time.ts"
import type * as Embeddings from "../../llm/Embeddings.ts"
import { toBytes } from "../../llm/Embeddings/Vector.ts"
import type { Chunk } from "../Chunker.ts"
import { chunksOf, embedded, prepare, type Prepared } from "./Prepared.ts"

interface Indexing {
  readonly tenant: TenantId
  readonly now: number
  readonly newId: () => string
}

interface Done {
  readonly statuses: ReadonlyArray<DocumentStatus>
  /** Whether the embedder still answers. */
  readonly embedding: boolean
}

export const make = (sql: SqlClient.SqlClient, embeddings: Embeddings.Service) => {
  const selectHashes = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: Schema.String, ids: Schema.Array(Schema.String) }),
    Result: Schema.Struct({ id: Schema.String, content_hash: Schema.String, chunk_count: Schema.Int }),
    execute: ({ ids, tenant }) =>
      sql`select id, content_hash, chunk_count from app.documents where tenant_id = ${tenant} and ${sql.in("id", ids)}`
  })

  /** None where the embedder fails: the chunks are found by their words, and get their vectors later. */
  const vectorsOf = (texts: ReadonlyArray<string>) =>
    embeddings.embed(texts).pipe(
      Effect.map(Option.some),
      Effect.catchTag("EmbeddingFailed", (error) =>
        Effect.logWarning("Documents are stored without vectors; they get them later").pipe(
          Effect.annotateLogs({ chunks: texts.length, reason: error.problem }),
          Effect.as(Option.none<ReadonlyArray<Float32Array>>())
        ))
    )

  const replace = (
    { now, tenant }: Indexing,
    document: Prepared,
    chunks: ReadonlyArray<Chunk>,
    vectors: Option.Option<ReadonlyArray<Float32Array>>
  ) =>
    Effect.gen(function*() {
      const time = isoTime(now)
      yield* sql`insert into app.documents
          (tenant_id, id, title, text, source, language, metadata, content_hash, chunk_count, created_at, updated_at)
        values (${tenant}, ${document.id}, ${document.title}, ${document.text}, ${document.source}, ${document.language},
          ${document.metadata}::jsonb, ${document.content_hash}, ${chunks.length}, ${time}::timestamptz,
          ${time}::timestamptz)
        on conflict (tenant_id, id) do update set
          title = excluded.title, text = excluded.text, source = excluded.source, language = excluded.language,
          metadata = excluded.metadata, content_hash = excluded.content_hash, chunk_count = excluded.chunk_count,
          updated_at = excluded.updated_at`
      yield* sql`delete from app.chunks where tenant_id = ${tenant} and document_id = ${document.id}`
      const rows = chunks.map((chunk, position) => {
        const vector = Option.flatMap(vectors, Array.get(position))
        return {
          tenant_id: tenant,
          document_id: document.id,
          position,
          title_path: chunk.title_path,
          text: chunk.text,
          embedding: Option.getOrNull(Option.map(vector, toBytes)),
          embedding_model: Option.isSome(vector) ? embeddings.model : null
        }
      })
      yield* Effect.forEach(
        Array.chunksOf(rows, rowsAtOnce),
        (some) => sql`insert into app.chunks ${sql.insert(some)}`,
        {
          discard: true
        }
      )
    }).pipe(sql.withTransaction)

  const indexSome = Effect.fnUntraced(
    function*(indexing: Indexing, inputs: ReadonlyArray<DocumentInput>, embed: boolean) {
      const prepared = inputs.map((input) => prepare(input, indexing.newId()))
      const documents = Array.getRights(prepared)
      const stored = new Map(
        documents.length === 0 ?
          [] :
          (yield* selectHashes({ tenant: indexing.tenant, ids: documents.map(({ id }) => id) }))
            .map((row) => [row.id, row])
      )
      // One that comes twice in a call is judged by what came first, as if they had come one by one.
      const changed = prepared.map(Either.flatMap((document) => {
        const before = stored.get(document.id)
        if (before?.content_hash === document.content_hash) return Either.left({ unchanged: before })
        const chunks = chunksOf(document)
        stored.set(document.id, { id: document.id, content_hash: document.content_hash, chunk_count: chunks.length })
        return Either.right({ document, chunks })
      }))
      const texts = Array.getRights(changed).flatMap(({ chunks }) => chunks.map(embedded))
      const vectors = embed && texts.length > 0 ? yield* vectorsOf(texts) : Option.none()
      let from = 0
      const statuses = yield* Effect.forEach(
        changed,
        Either.match({
          onLeft: (left) =>
            Effect.succeed<DocumentStatus>(
              "unchanged" in left
                ? { id: left.unchanged.id, status: "unchanged", chunks: left.unchanged.chunk_count }
                : { id: left.id, status: "failed", chunks: 0, error: left.problem }
            ),
          onRight: ({ chunks, document }) => {
            const own = Option.map(vectors, (all) => all.slice(from, from + chunks.length))
            from += chunks.length
            return Effect.as(
              replace(indexing, document, chunks, own),
              { id: document.id, status: "indexed", chunks: chunks.length } as const
            ).pipe(
              Effect.catchIf(isItsOwnFault, () =>
                Effect.succeed<DocumentStatus>({
                  id: document.id,
                  status: "failed",
                  chunks: 0,
                  error: "The database cannot hold this document; send it as plain text."
                }))
            )
          }
        })
      )
      return { statuses, embedding: embed && (texts.length === 0 || Option.isSome(vectors)) }
    }
  )

  /** A few at a time, so that vectors are made in full batches; once the embedder failed it is not asked again. */
  const index = Effect.fnUntraced(function*(
    indexing: Indexing,
    inputs: ReadonlyArray<DocumentInput>,
    told: (status: DocumentStatus) => Effect.Effect<void> = () => Effect.void
  ) {
    const statuses: Array<DocumentStatus> = []
    let embed = true
    for (const some of Array.chunksOf(inputs, documentsAtOnce)) {
      const done: Done = yield* indexSome(indexing, some, embed)
      statuses.push(...done.statuses)
      yield* Effect.forEach(done.statuses, told, { discard: true })
      embed = done.embedding
      yield* Effect.sleep(0)
    }
    return statuses
  })

  return { index }
}

/** Data that PostgreSQL refuses (SQLSTATE classes 22, 23 and 54), rather than a database that does not work. */
const isItsOwnFault = (error: SqlError.SqlError): boolean =>
  Predicate.hasProperty(error.cause, "code") && Predicate.isString(error.cause.code) &&
  /^(22|23|54)/.test(error.cause.code)

const documentsAtOnce = 32
const rowsAtOnce = 200
