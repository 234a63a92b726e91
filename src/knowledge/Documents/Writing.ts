/** Puts documents into the tables, some at a time: a reader sees all of a version or none of it. */
import { type SqlClient, type SqlError, SqlSchema } from "@effect/sql"
import { Array, Effect, Either, Predicate, Schema } from "effect"
import type { DocumentInput, DocumentStatus } from "../../domain/Document.ts"
import type { TenantId } from "../../domain/Ids.ts"
import { isoTime } from "../../domain/Time.ts"
import type { Chunk } from "../Chunker.ts"
import type { Made, VectorSets } from "../VectorSets.ts"
import { chunksOf, embedded, prepare, type Prepared } from "./Prepared.ts"
import * as Rows from "./Rows.ts"

interface Indexing {
  readonly tenant: TenantId
  readonly now: number
  readonly newId: () => string
}

interface Changed {
  readonly document: Prepared
  readonly chunks: ReadonlyArray<Chunk>
}

type Told = (status: DocumentStatus) => Effect.Effect<void>

/** What a document was found to be: stored already, to be stored, or nothing that can be. */
type Judged = Either.Either<Changed, DocumentStatus>

export const make = (sql: SqlClient.SqlClient, vectors: VectorSets) => {
  const rows = Rows.make(sql)

  const selectHashes = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: Schema.String, ids: Schema.Array(Schema.String) }),
    Result: Schema.Struct({ id: Schema.String, content_hash: Schema.String, chunk_count: Schema.Int }),
    execute: ({ ids, tenant }) =>
      sql`select id, content_hash, chunk_count from app.documents where tenant_id = ${tenant} and ${sql.in("id", ids)}`
  })

  /** One that comes twice in a call is judged by what came first, as if they had come one by one. */
  const judge = Effect.fnUntraced(function*(indexing: Indexing, inputs: ReadonlyArray<DocumentInput>) {
    const prepared = inputs.map((input) => prepare(input, indexing.newId()))
    const ids = [...new Set(Array.getRights(prepared).map(({ id }) => id))]
    const found = yield* Effect.forEach(
      Array.chunksOf(ids, hashesAtOnce),
      (some) => selectHashes({ tenant: indexing.tenant, ids: some })
    )
    const stored = new Map(found.flat().map((row) => [row.id, row]))
    return yield* Effect.forEach(prepared, (one, i) =>
      Effect.as(
        i % yieldEvery === yieldEvery - 1 ? Effect.sleep(0) : Effect.void,
        Either.match(one, {
          onLeft: ({ id, problem }): Judged => Either.left({ id, status: "failed", chunks: 0, error: problem }),
          onRight: (document): Judged => {
            const { content_hash, id } = document
            const before = stored.get(id)
            if (before?.content_hash === content_hash) {
              return Either.left({ id, status: "unchanged", chunks: before.chunk_count })
            }
            const chunks = chunksOf(document)
            stored.set(id, { id, content_hash, chunk_count: chunks.length })
            return Either.right({ document, chunks })
          }
        })
      ))
  })

  const store = ({ now, tenant }: Indexing, changed: ReadonlyArray<Changed>, made: ReadonlyArray<Made>) =>
    Effect.gen(function*() {
      // In the order of their ids, so that two who replace the same documents wait for each other instead of for ever.
      yield* rows.insertDocuments({ tenant, at: isoTime(now), documents: changed })
      yield* rows.deleteChunks({ tenant, ids: changed.map(({ document }) => document.id) })
      yield* rows.insertChunks({ tenant, documents: changed })
      yield* Effect.forEach(made, (some) => rows.insertVectors({ tenant, documents: changed, made: some }))
      yield* vectors.lacking(made)
    }).pipe(sql.withTransaction)

  /** Together; where the database refuses one of them, one by one. */
  const replace = (
    indexing: Indexing,
    changed: ReadonlyArray<Changed>,
    made: ReadonlyArray<Made>
  ): Effect.Effect<ReadonlyArray<DocumentStatus>, SqlError.SqlError> =>
    store(indexing, changed, made).pipe(
      Effect.as(changed.map(indexed)),
      Effect.catchIf(isItsOwnFault, () => {
        if (changed.length === 1) {
          const error = "The database cannot hold this document; send it as plain text."
          return Effect.succeed(
            changed.map(({ document }): DocumentStatus => ({ id: document.id, status: "failed", chunks: 0, error }))
          )
        }
        return Effect.map(
          Effect.forEach(changed, (one, i) => {
            const from = changed.slice(0, i).reduce((sum, { chunks }) => sum + chunks.length, 0)
            const own = made.map(({ model, vectors }) => ({
              model,
              vectors: vectors.slice(from, from + one.chunks.length)
            }))
            return replace(indexing, [one], own)
          }),
          Array.flatten
        )
      })
    )

  const indexSome = Effect.fnUntraced(function*(indexing: Indexing, inputs: ReadonlyArray<DocumentInput>, told: Told) {
    const judged = yield* judge(indexing, inputs)
    yield* Effect.forEach(Array.getLefts(judged), told, { discard: true })
    // Of those with one id the last one stays; the others need not be written for it.
    const changed = [...new Map(Array.getRights(judged).map((one) => [one.document.id, one])).values()]
    const statuses = yield* Effect.forEach(
      batches(changed),
      (batch) =>
        vectors.made(batch.flatMap(({ chunks }) => chunks.map(embedded))).pipe(
          Effect.flatMap((made) => replace(indexing, batch, made)),
          Effect.tap((stored) => Effect.forEach(stored, told, { discard: true }))
        ),
      { concurrency: 2 }
    )
    const done = new Map(Array.zip(changed, statuses.flat()))
    const replaced = Array.getRights(judged).filter((one) => !done.has(one)).map(indexed)
    yield* Effect.forEach(replaced, told, { discard: true })
    return judged.map(Either.match({ onLeft: (status) => status, onRight: (one) => done.get(one) ?? indexed(one) }))
  })

  const index = (indexing: Indexing, inputs: ReadonlyArray<DocumentInput>, told: Told = () => Effect.void) =>
    Effect.map(Effect.forEach(slices(inputs), (some) => indexSome(indexing, some, told)), Array.flatten)

  return { index }
}

const indexed = ({ chunks, document }: Changed): DocumentStatus => ({
  id: document.id,
  status: "indexed",
  chunks: chunks.length
})

/** Cut where one more would be too much: what is at work at a time stays small, however much is sent. */
const cut = <A>(all: ReadonlyArray<A>, weight: (one: A) => number, most: number): ReadonlyArray<ReadonlyArray<A>> => {
  const found: Array<Array<A>> = []
  let weighed = Infinity
  for (const one of all) {
    weighed += weight(one)
    if (weighed > most) {
      found.push([])
      weighed = weight(one)
    }
    found.at(-1)?.push(one)
  }
  return found
}

const slices = (inputs: ReadonlyArray<DocumentInput>) => cut(inputs, ({ text }) => text.length + 10_000, 5_000_000)

/** A few hundred chunks each. */
const batches = (changed: ReadonlyArray<Changed>) => cut(changed, ({ chunks }) => chunks.length, 500)

/** Data that PostgreSQL refuses (SQLSTATE classes 22, 23 and 54), rather than a database that does not work. */
const isItsOwnFault = (error: SqlError.SqlError): boolean =>
  Predicate.hasProperty(error.cause, "code") && Predicate.isString(error.cause.code) &&
  /^(22|23|54)/.test(error.cause.code)

const hashesAtOnce = 500
const yieldEvery = 16
