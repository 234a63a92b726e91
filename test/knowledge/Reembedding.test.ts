import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Option, TestClock } from "effect"
import { TenantId, UserId } from "../../src/domain/Ids.ts"
import { Documents } from "../../src/knowledge/Documents.ts"
import * as DocumentsSql from "../../src/knowledge/Documents/Sql.ts"
import { Memories } from "../../src/knowledge/Memories.ts"
import * as MemoriesSql from "../../src/knowledge/Memories/Sql.ts"
import * as Reembedding from "../../src/knowledge/Reembedding.ts"
import { EmbeddingFailed, Embeddings } from "../../src/llm/Embeddings.ts"
import { EarlierEmbeddings } from "../../src/llm/Embeddings/Earlier.ts"
import * as Database from "../support/Database.ts"

const acme = TenantId.make("acme")
const ann = UserId.make("ann")

/** Texts about the same animal are alike to it, whatever their words. It fails once `left` texts are embedded. */
const embedder = (model: string, dimension: number, kinds: ReadonlyArray<RegExp>, left = Infinity) => {
  let remaining = left
  const asked: Array<string> = []
  return {
    asked,
    service: Embeddings.of({
      model,
      dimension,
      trust: 0.8,
      embed: (texts) =>
        Effect.suspend(() => {
          remaining -= texts.length
          if (remaining < 0) return new EmbeddingFailed({ model, problem: "it answered HTTP 500" })
          asked.push(...texts)
          return Effect.succeed(texts.map((text) => {
            const at = kinds.findIndex((kind) => kind.test(text)) + 1
            return Float32Array.from({ length: dimension }, (_, i) => i === at ? 1 : 0)
          }))
        })
    })
  }
}

const before = embedder("test/before", 4, [/cat|kitten/, /dog|puppy/])
const texts = Array.from(
  { length: 250 },
  (_, i) => ({ id: `d${i}`, text: i === 7 ? "A kitten sleeps." : `Page ${i}.` })
)

for (const engine of Database.engines) {
  it.layer(engine.layer())(`Vectors of a new embedder on ${engine.name}`, (it) => {
    /** The service as it runs with an embedder, while the one before can be asked or not. */
    const running = (now: typeof before, earlier = Option.some(before.service)) =>
      Layer.merge(DocumentsSql.layer, MemoriesSql.layer).pipe(
        Layer.provideMerge(Layer.succeed(Embeddings, now.service)),
        Layer.provide(Layer.succeed(EarlierEmbeddings, { find: () => Effect.succeed(earlier) }))
      )
    const search = Effect.flatMap(Documents, (documents) => documents.search(acme, { query: "cat", limit: 1 }))
    const found = Effect.map(search, (hits) => hits.map((hit) => hit.document_id))
    const sets = Effect.flatMap(
      SqlClient.SqlClient,
      (sql) =>
        sql`select m.model, serving, count(v.model)::int as vectors
        from app.vector_models m left join app.chunk_vectors v using (model) group by 1, 2 order by m.created_at`
    )
    const filled = Effect.flatMap(SqlClient.SqlClient, (sql) =>
      Effect.gen(function*() {
        yield* sql`truncate app.documents, app.memories, app.vector_models cascade`
        yield* Effect.flatMap(Documents, (documents) => documents.index(acme, texts))
        yield* Effect.flatMap(Memories, (memories) =>
          memories.add(acme, [{ id: "m", user_id: ann, content: "My kitten is called Tom." }]))
        assert.strictEqual(yield* Reembedding.fill(), 0)
        assert.deepStrictEqual(yield* found, ["d7"])
      })).pipe(Effect.provide(running(before)))

    it.effect("are made while the old ones serve, and serve when they are whole", () =>
      Effect.gen(function*() {
        const after = embedder("test/after", 8, [/dog/, /cat|kitten/])
        yield* filled
        yield* Effect.gen(function*() {
          assert.deepStrictEqual(yield* found, ["d7"])
          assert.notInclude(after.asked, "cat")
          const documents = yield* Documents
          yield* documents.index(acme, [{ id: "new", text: "Another kitten." }, { id: "d7", text: "Nothing." }])
          assert.deepStrictEqual(yield* found, ["new"])
          assert.deepStrictEqual(yield* sets, [
            { model: "test/before", serving: true, vectors: 251 },
            { model: "test/after", serving: false, vectors: 2 }
          ])

          assert.strictEqual(yield* Reembedding.fill(), 250)
          yield* TestClock.adjust("10 seconds")
          assert.deepStrictEqual(yield* found, ["new"])
          assert.include(after.asked, "cat")
          assert.strictEqual(yield* Reembedding.fill(), 0)
          assert.deepStrictEqual(yield* sets, [{ model: "test/after", serving: true, vectors: 251 }])
          const memories = yield* Memories
          const [hit] = yield* memories.search(acme, { query: "cat", user_id: ann, limit: 1 })
          assert.strictEqual(hit?.id, "m")
        }).pipe(Effect.provide(running(after)))
      }))

    it.effect("are made good for a note, and for a turn, that was written while the embedder was away", () =>
      Effect.gen(function*() {
        yield* filled
        const turn = { session_id: "s", role: "user", content: "Our cat is old." } as const
        for (const memory of [{ content: "The puppy barks at night." }, turn]) {
          yield* Effect.flatMap(Memories, (memories) => memories.add(acme, [{ user_id: ann, ...memory }])).pipe(
            Effect.provide(running(embedder("test/before", 4, [], 0)))
          )
          assert.strictEqual(yield* Effect.provide(Reembedding.fill(), running(before)), 1, memory.content)
        }
      }))

    it.effect("go on from where they were when the embedder, or the process, stopped in the middle", () =>
      Effect.gen(function*() {
        yield* filled
        const failing = embedder("test/after", 8, [/cat|kitten/], 120)
        yield* Effect.gen(function*() {
          assert.deepStrictEqual(yield* found, ["d7"])
          assert.strictEqual((yield* Effect.flip(Reembedding.fill()))._tag, "EmbeddingFailed")
          assert.deepStrictEqual(yield* found, ["d7"])
        }).pipe(Effect.provide(running(failing)))
        const sql = yield* SqlClient.SqlClient
        yield* sql`update app.vector_models set leased_until = now() - interval '1 second'`
        const again = embedder("test/after", 8, [/cat|kitten/])
        yield* Effect.gen(function*() {
          assert.strictEqual(yield* Reembedding.fill(), 151)
          assert.deepStrictEqual(yield* found, ["d7"])
        }).pipe(Effect.provide(running(again)))
      }))

    it.effect("are waited for by words alone where the old embedder is gone", () =>
      Effect.gen(function*() {
        yield* filled
        yield* Effect.gen(function*() {
          assert.deepStrictEqual(yield* found, [])
          const documents = yield* Documents
          const [hit] = yield* documents.search(acme, { query: "kitten", limit: 1 })
          assert.deepStrictEqual(hit?.scores, { lexical: 1, semantic: 0 })
          yield* Reembedding.fill()
          yield* TestClock.adjust("10 seconds")
          assert.deepStrictEqual(yield* found, ["d7"])
        }).pipe(Effect.provide(running(embedder("test/after", 8, [/cat|kitten/]), Option.none())))
      }))

    it.effect("are not brought back by a process that still runs with the old embedder", () =>
      Effect.gen(function*() {
        yield* filled
        const old = yield* Effect.fork(
          Effect.gen(function*() {
            yield* found
            yield* Effect.sleep("1 minute")
            yield* Reembedding.fill()
            yield* Effect.flatMap(Documents, (documents) => documents.index(acme, [{ id: "late", text: "Late." }]))
          }).pipe(Effect.provide(running(before, Option.none())))
        )
        yield* Effect.yieldNow()
        const after = embedder("test/after", 8, [/cat|kitten/])
        yield* Effect.gen(function*() {
          yield* found
          yield* Reembedding.fill()
          yield* Reembedding.fill()
          yield* TestClock.adjust("1 minute")
          yield* Fiber.join(old)
          assert.deepStrictEqual(yield* sets, [{ model: "test/after", serving: true, vectors: 250 }])
          assert.strictEqual(yield* Reembedding.fill(), 1)
        }).pipe(Effect.provide(running(after)))
      }))
  })
}
