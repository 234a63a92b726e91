import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Option, TestClock } from "effect"
import { TenantId } from "../../src/domain/Ids.ts"
import { Documents } from "../../src/knowledge/Documents.ts"
import * as DocumentsSql from "../../src/knowledge/Documents/Sql.ts"
import * as VectorNearest from "../../src/knowledge/Documents/VectorNearest.ts"
import * as NearIndex from "../../src/knowledge/NearIndex.ts"
import * as Reembedding from "../../src/knowledge/Reembedding.ts"
import { VectorLimits } from "../../src/knowledge/VectorLimits.ts"
import * as VectorSearch from "../../src/knowledge/VectorSearch.ts"
import { Embeddings } from "../../src/llm/Embeddings.ts"
import { EarlierEmbeddings } from "../../src/llm/Embeddings/Earlier.ts"
import { cosine, unit } from "../../src/llm/Embeddings/Vector.ts"
import * as Omissions from "../../src/resilience/Omissions.ts"
import * as Database from "../support/Database.ts"

const acme = TenantId.make("acme")
const rival = TenantId.make("rival")
const limits = { exact: 100, scanned: 300, candidates: 100 }

/** A vector for each number of a text and the same one always, in the same corner of its space as all the others. */
const vectorOf = (text: string, dimension: number) => {
  const number = Number(/\d+/.exec(text)?.[0] ?? 0)
  const wave = (seed: number, i: number) => Math.sin((seed + 1) * 12.9898 + (i + 1) * 78.233 * (seed % 13 + 1))
  return unit(
    Array.from({ length: dimension }, (_, i) => 0.5 + wave(number % 40, i) + 0.6 * wave(number + 1_000, i))
  ) ?? new Float32Array(dimension)
}

const embedder = (model: string, dimension: number) =>
  Embeddings.of({
    model,
    dimension,
    trust: 0.8,
    embed: (texts) => Effect.succeed(texts.map((text) => vectorOf(text, dimension)))
  })
const before = embedder("test/before", 48)
const after = embedder("test/after", 72)

const page = (i: number) => ({ id: `d${i}`, text: `Page ${i}` })
const pages = Array.from({ length: 600 }, (_, i) => page(i))

/** The ten nearest to a question, by all vectors. */
const nearest = (numbers: ReadonlyArray<number>, question: string, dimension: number) => {
  const asked = vectorOf(question, dimension)
  return numbers.map((n) => ({ n, near: cosine(asked, vectorOf(`Page ${n}`, dimension)) }))
    .sort((a, b) => b.near - a.near).slice(0, 10).map(({ n }) => `d${n}`)
}

for (const engine of Database.engines) {
  it.layer(Layer.merge(engine.layer(), Layer.succeed(VectorLimits, limits)))(
    `The nearest of a large collection on ${engine.name}`,
    (it) => {
      const running = (now = before) =>
        DocumentsSql.layer.pipe(
          Layer.provideMerge(Layer.succeed(Embeddings, now)),
          Layer.provide(Layer.succeed(EarlierEmbeddings, { find: () => Effect.succeed(Option.some(before)) }))
        )
      const indexed = Effect.gen(function*() {
        yield* NearIndex.prepare
        const made = yield* NearIndex.code()
        yield* NearIndex.index(() => Effect.void)
        return made
      })
      const filled = Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* sql`truncate app.documents, app.term_changes, app.term_statistics, app.vector_models cascade`
        const documents = yield* Documents
        yield* sql`insert into app.vector_models (model, serving) values (${before.model}, true)`
        yield* documents.index(acme, pages)
        yield* documents.index(rival, pages.slice(0, 50).map((one) => ({ ...one, id: `rival-${one.id}` })))
        return documents
      })
      const found = Effect.fnUntraced(function*(
        question: string,
        { dimension = 48, model = before.model, tenant = acme, filter = null as string | null } = {}
      ) {
        const near = yield* VectorNearest.make(yield* SqlClient.SqlClient)({
          tenant,
          model,
          version: "1",
          vector: vectorOf(question, dimension),
          trust: 0.8,
          chunks: 600,
          filter,
          candidates: Effect.succeed([])
        })
        return near.toSorted((a, b) => b.cosine - a.cosine).slice(0, 10).map((one) => one.document_id)
      })
      /** The share of the ten nearest of each question that is found. */
      const recall = Effect.fnUntraced(function*(numbers: ReadonlyArray<number>, dimension = 48, model = before.model) {
        const questions = Array.from({ length: 20 }, (_, i) => `Question ${i * 37 + 2_000}`)
        const shares = yield* Effect.forEach(
          questions,
          (question) =>
            Effect.map(
              found(question, { dimension, model }),
              (ids) => nearest(numbers, question, dimension).filter((id) => ids.includes(id)).length / 10
            )
        )
        return shares.reduce((sum, share) => sum + share, 0) / shares.length
      })
      const all = pages.map((_, i) => i)
      const inIndex = Effect.flatMap(
        SqlClient.SqlClient,
        (sql) =>
          Effect.map(
            sql`select count(*)::int as codes, (count(*) filter (where indexed))::int as indexed
          from app.chunk_codes`,
            ([row]) => row
          )
      )

      it.effect("are those of the exact answer, also of texts that came after the index was filled", () =>
        Effect.gen(function*() {
          const documents = yield* filled
          assert.strictEqual(yield* indexed, 650)
          assert.deepStrictEqual(yield* inIndex, { codes: 650, indexed: engine.name === "PGlite" ? 600 : 0 })
          assert.isAtLeast(yield* recall(all), 0.95)

          yield* documents.index(acme, [page(700)])
          assert.deepStrictEqual((yield* found("Question 700"))[0], "d700")
          assert.strictEqual(yield* NearIndex.code(), 1)
          assert.deepStrictEqual((yield* found("Question 700"))[0], "d700")
          yield* indexed
          assert.deepStrictEqual((yield* found("Question 700"))[0], "d700")
        }).pipe(Effect.provide(running())))

      it.effect("get codes without a change to what is kept of them, which a new vector is", () =>
        Effect.gen(function*() {
          yield* filled
          const sql = yield* SqlClient.SqlClient
          const changes = Effect.map(
            sql<{ n: number }>`select count(*)::int as n from app.term_changes`,
            ([row]) => row?.n ?? 0
          )
          const before = yield* changes
          assert.strictEqual(yield* indexed, 650)
          assert.strictEqual(yield* changes, before)
          yield* sql`update app.chunk_vectors set embedding = set_byte(embedding, 0, 255 - get_byte(embedding, 0)) where tenant_id = ${acme}`
          assert.strictEqual(yield* changes, before + 1)
        }).pipe(Effect.provide(running())))

      it.effect("are read once, and again when something was written", () =>
        Effect.gen(function*() {
          yield* filled
          const sql = yield* SqlClient.SqlClient
          const compared = VectorNearest.make(sql)
          const asked = (version: string) =>
            compared({
              tenant: acme,
              model: before.model,
              version,
              vector: vectorOf("Page 3", 48),
              trust: 0.8,
              chunks: 600,
              filter: null,
              candidates: Effect.succeed([{ document_id: "d3", position: 0 }])
            })
          const first = yield* asked("1")
          assert.closeTo(first[0]?.cosine ?? 0, 1, 1e-6)
          yield* sql`delete from app.chunk_vectors where document_id = 'd3'`
          assert.deepStrictEqual(yield* asked("1"), first)
          assert.deepStrictEqual(yield* asked("2"), [])
        }).pipe(Effect.provide(running())))

      it.effect("are walked to through the index where pgvector is", () =>
        Effect.gen(function*() {
          if (engine.name !== "PGlite") return
          yield* filled
          yield* indexed
          const sql = yield* SqlClient.SqlClient
          const code = "01".repeat(512)
          const [plan] = yield* sql.withTransaction(Effect.zipRight(
            VectorNearest.settings(sql),
            sql`explain (format json) ${
              VectorNearest.walked(sql, { tenant: acme, model: before.model, code, most: 5 })
            }`
          ))
          assert.include(JSON.stringify(plan), "chunk_codes_near")
        }).pipe(Effect.provide(running())))

      it.effect("are never another tenant's, nor of what was removed or replaced, and keep to the filter", () =>
        Effect.gen(function*() {
          const documents = yield* filled
          yield* documents.index(acme, pages.slice(100, 140).map((one) => ({ ...one, metadata: { kind: "special" } })))
          yield* indexed
          for (const id of yield* found("Question 7", { tenant: rival })) assert.match(id, /^rival-/)
          const special = yield* found("Question 7", { filter: `{"kind":"special"}` })
          assert.deepStrictEqual(special.slice(0, 5), nearest(all.slice(100, 140), "Question 7", 48).slice(0, 5))

          assert.strictEqual((yield* found("Question 7"))[0], "d7")
          yield* documents.remove(acme, "d7")
          yield* documents.index(acme, [{ id: "d47", text: "Page 9000" }])
          const rest = all.filter((n) => n !== 7 && n !== 47)
          assert.isAtLeast(yield* recall(rest), 0.95)
          assert.notInclude(yield* found("Question 7"), "d7")
          assert.deepStrictEqual((yield* found("Question 9000"))[0], "d47")
        }).pipe(Effect.provide(running())))

      it.effect("answer a question that shares no word with them", () =>
        Effect.gen(function*() {
          const documents = yield* filled
          yield* indexed
          const hits = yield* documents.search(acme, { query: "Something about 123?", limit: 1 })
          assert.strictEqual(hits[0]?.document_id, "d123")
        }).pipe(Effect.provide(running())))

      it.effect("are done without where their tables fail, and the answer says so", () =>
        Effect.gen(function*() {
          const documents = yield* filled
          yield* indexed
          const sql = yield* SqlClient.SqlClient
          const omissions: Array<Omissions.Omission> = []
          const search = documents.search(acme, { query: "Page 123", limit: 1 }).pipe(Omissions.into(omissions))
          const [hit] = yield* Effect.acquireUseRelease(
            sql`alter table app.chunk_codes rename to away`,
            () => search,
            () => Effect.orDie(sql`alter table app.away rename to chunk_codes`)
          )
          assert.deepInclude(hit, { document_id: "d123", scores: { lexical: 1, semantic: 0 } })
          assert.deepStrictEqual(omissions.map((one) => one.component), [VectorSearch.component])
        }).pipe(Effect.provide(running())))

      it.effect("are there without a gap while another embedder's set is filled, and after", () =>
        Effect.gen(function*() {
          yield* filled.pipe(Effect.zipRight(indexed), Effect.provide(running()))
          yield* Effect.gen(function*() {
            const documents = yield* Documents
            const search = Effect.map(
              documents.search(acme, { query: "Something about 321?", limit: 1 }),
              (hits) => hits[0]?.document_id
            )
            yield* Reembedding.fill().pipe(Effect.provideService(Embeddings, before))
            assert.strictEqual(yield* search, "d321")
            assert.strictEqual(yield* Reembedding.fill(), 650)
            yield* TestClock.adjust("10 seconds")
            assert.strictEqual(yield* search, "d321")
            assert.isAtLeast(yield* recall(all, 72, after.model), 0.95)
            yield* Reembedding.fill()
            yield* indexed
            assert.deepStrictEqual(yield* inIndex, { codes: 650, indexed: engine.name === "PGlite" ? 600 : 0 })
            assert.strictEqual(yield* search, "d321")
          }).pipe(Effect.provide(running(after)))
        }))
    }
  )
}
