import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, TestClock } from "effect"
import { TenantId } from "../../../src/domain/Ids.ts"
import { Documents } from "../../../src/knowledge/Documents.ts"
import * as DocumentsSql from "../../../src/knowledge/Documents/Sql.ts"
import * as Reembedding from "../../../src/knowledge/Reembedding.ts"
import { EmbeddingFailed, Embeddings } from "../../../src/llm/Embeddings.ts"
import * as Local from "../../../src/llm/Embeddings/Local.ts"
import * as Database from "../../support/Database.ts"

const acme = TenantId.make("acme")
const rival = TenantId.make("rival")

const payment = {
  id: "payment-policy",
  title: "Payment policy",
  text: "# Payment terms\n\nStandard terms are 30 days. Longer terms need approval by finance.\n\n# Late fees\n\n" +
    "A late invoice costs 1.5 % a month after the grace period.",
  metadata: { department: "finance", year: 2026 }
}
const returns = {
  id: "returns",
  text: "Returns and refunds\n\nDamaged goods may be returned within 14 days. Refunds reach the customer in a week.",
  metadata: { department: "sales" }
}
const french = {
  id: "conditions",
  text: "Conditions de livraison\n\nLes commandes urgentes sont expédiées le jour même. Le supplément est de 45 €."
}
const chinese = { id: "zh", text: "退款政策\n\n客户可以在三十天内申请退款。" }

const broken = Layer.succeed(
  Embeddings,
  Embeddings.of({
    model: Local.model,
    dimension: 3,
    trust: 0.8,
    embed: () => new EmbeddingFailed({ model: Local.model, problem: "it answered HTTP 500" })
  })
)

for (const engine of Database.engines) {
  it.layer(DocumentsSql.layer.pipe(Layer.provideMerge(Layer.merge(Local.layer, engine.layer()))))(
    `Documents on ${engine.name}`,
    (it) => {
      const indexed = Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* sql`truncate app.documents cascade`
        const documents = yield* Documents
        const statuses = yield* documents.index(acme, [payment, returns, french, chinese])
        return { documents, sql, statuses }
      })
      const idsOf = (hits: ReadonlyArray<{ readonly document_id: string }>) => hits.map((hit) => hit.document_id)

      it.effect("says unchanged for what it has, and replaces what is new whole", () =>
        Effect.gen(function*() {
          const { documents, statuses } = yield* indexed
          assert.deepStrictEqual(statuses.map((one) => one.status), ["indexed", "indexed", "indexed", "indexed"])
          assert.strictEqual(statuses[0]?.chunks, 2)

          yield* TestClock.adjust("1 day")
          const again = yield* documents.index(acme, [payment, { ...returns, text: "Nothing comes back any more." }])
          assert.deepStrictEqual(again.map((one) => [one.status, one.chunks]), [["unchanged", 2], ["indexed", 1]])
          assert.deepStrictEqual(yield* documents.search(acme, { query: "damaged goods", limit: 5 }), [])
          const found = yield* documents.find(acme, "returns")
          assert.strictEqual(found.text, "Nothing comes back any more.")
          assert.strictEqual(found.created_at, "1970-01-01T00:00:00.000Z")
          assert.strictEqual(found.updated_at, "1970-01-02T00:00:00.000Z")
        }))

      it.effect("lets one bad document fail alone", () =>
        Effect.gen(function*() {
          const { documents } = yield* indexed
          const statuses = yield* documents.index(acme, [
            { id: "empty", text: " \n " },
            { id: "bad\0id", text: "text" },
            { id: "nul", text: "with a \0 in it and half a \ud83d sign", metadata: { "k\0": "v\0" } },
            { text: "without an id" }
          ])
          assert.deepStrictEqual(statuses.map((one) => one.status), ["failed", "failed", "indexed", "indexed"])
          assert.strictEqual(statuses[0]?.error, "The document holds no text.")
          assert.match(statuses[3]?.id ?? "", /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
          assert.deepStrictEqual((yield* documents.find(acme, "nul")).metadata, { k: "v" })
        }))

      it.effect("keeps the last of two documents with one id in a call", () =>
        Effect.gen(function*() {
          const { documents } = yield* indexed
          yield* documents.index(acme, [{ id: "twice", text: "apples" }, { id: "twice", text: "gearbox" }])
          assert.strictEqual((yield* documents.find(acme, "twice")).text, "gearbox")
          assert.deepStrictEqual(yield* documents.search(acme, { query: "apples", limit: 5 }), [])
        }))

      it.effect("leaves nothing of what was removed", () =>
        Effect.gen(function*() {
          const { documents, sql } = yield* indexed
          yield* documents.remove(acme, "payment-policy")
          assert.deepStrictEqual(yield* documents.search(acme, { query: "late fees", limit: 5 }), [])
          assert.strictEqual((yield* Effect.flip(documents.find(acme, "payment-policy")))._tag, "NotFound")
          assert.strictEqual((yield* Effect.flip(documents.remove(acme, "payment-policy")))._tag, "NotFound")
          assert.deepStrictEqual(
            yield* sql`select 1 from app.chunks where tenant_id = ${acme} and document_id = 'payment-policy'`,
            []
          )
        }))

      it.effect("shows another tenant nothing, and lets it take nothing away", () =>
        Effect.gen(function*() {
          const { documents } = yield* indexed
          assert.deepStrictEqual(yield* documents.search(rival, { query: "late fees", limit: 5 }), [])
          assert.deepStrictEqual(yield* documents.passages(rival, "late fees"), [])
          assert.deepStrictEqual((yield* documents.list(rival, { limit: 5 })).documents, [])
          assert.strictEqual((yield* Effect.flip(documents.find(rival, "returns")))._tag, "NotFound")
          yield* Effect.flip(documents.remove(rival, "returns"))
          yield* documents.index(rival, [{ id: "returns", text: "Ours." }])
          assert.include((yield* documents.find(acme, "returns")).text, "Damaged goods")
        }))

      it.effect("keeps them apart too where the table is known to be nearly all of one tenant's", () =>
        Effect.gen(function*() {
          const { documents, sql } = yield* indexed
          yield* documents.index(rival, [{ id: "theirs", text: "A late fee for late invoices, said late." }])
          yield* sql`analyze app.chunks`
          const found = yield* documents.search(acme, { query: "late fees on invoices", limit: 20 })
          assert.isAbove(found.length, 0)
          assert.notInclude(found.map((hit) => hit.document_id), "theirs")
          assert.deepStrictEqual(
            (yield* documents.search(rival, { query: "late fees on invoices", limit: 20 })).map((hit) =>
              hit.document_id
            ),
            ["theirs"]
          )
        }))

      it.effect("finds by any of the words, the best match first, with scores from 0 to 1", () =>
        Effect.gen(function*() {
          const { documents } = yield* indexed
          const hits = yield* documents.search(acme, { query: "What does a late invoice cost us, please?", limit: 5 })
          assert.strictEqual(hits[0]?.title, "Payment policy > Late fees")
          assert.strictEqual(hits[0]?.chunk_id, "payment-policy#1")
          for (const hit of hits) {
            for (const score of [hit.score, hit.scores.lexical, hit.scores.semantic]) {
              assert.isTrue(score >= 0 && score <= 1)
            }
          }
          assert.deepStrictEqual(idsOf(yield* documents.search(acme, { query: "unheardof refunds", limit: 5 })), [
            "returns"
          ])
        }))

      it.effect("counts the parts of a compound once, however it is written", () =>
        Effect.gen(function*() {
          const { documents } = yield* indexed
          yield* documents.index(acme, [
            { id: "apart", title: "A", text: "After sales answers warranty claims about high pressure hoses." },
            { id: "joined", title: "B", text: "The after-sales price list of spare parts for high-pressure hoses." }
          ])
          const hits = yield* documents.search(acme, { query: "after-sales high-pressure warranty", limit: 5 })
          assert.deepStrictEqual(idsOf(hits), ["apart", "joined"])
          // It has three of the four words that count, and not the rarest.
          assert.isBelow(hits[1]?.scores.lexical ?? 1, 0.75)
        }))

      it.effect("finds in languages other than English, and in ones written without spaces", () =>
        Effect.gen(function*() {
          const { documents } = yield* indexed
          const search = (query: string) => Effect.map(documents.search(acme, { query, limit: 1 }), idsOf)
          assert.deepStrictEqual(yield* search("Quel est le supplément pour les commandes urgentes ?"), ["conditions"])
          assert.deepStrictEqual(yield* search("退款"), ["zh"])
          assert.deepStrictEqual(yield* search("申请 refund 政策"), ["zh"])
        }))

      it.effect("keeps to documents whose metadata contains the filter", () =>
        Effect.gen(function*() {
          const { documents } = yield* indexed
          const search = (filter: Record<string, unknown>) =>
            Effect.map(
              documents.search(acme, { query: "days terms returned", limit: 5, filter }),
              (hits) => [...new Set(idsOf(hits))]
            )
          assert.deepStrictEqual(yield* search({ department: "sales" }), ["returns"])
          assert.deepStrictEqual(yield* search({ department: "finance", year: 2026 }), ["payment-policy"])
          assert.deepStrictEqual(yield* search({ department: "\0" }), [])
          assert.deepStrictEqual(yield* search({ department: "legal" }), [])
        }))

      it.effect("takes any text for a question", () =>
        Effect.gen(function*() {
          const { documents } = yield* indexed
          const hostile = [
            "",
            "\0",
            "'; drop table app.chunks; --",
            "a & b | !c <-> (d",
            "it's \\ 'quoted' :* \\' fees",
            "% _ fees",
            "\ud83d late",
            "🎉".repeat(1_000),
            "late ".repeat(800),
            Array.from({ length: 600 }, (_, i) => `w${i}`).join(" "),
            "http://example.com/a?b=c&d='e' user@example.com 1.5e10 -3 a/b/c.txt"
          ]
          for (const query of hostile) assert.isArray(yield* documents.search(acme, { query, limit: 3 }))
          const [hit] = yield* documents.search(acme, { query: "it's \\ 'quoted' :* \\' fees", limit: 3 })
          assert.strictEqual(hit?.chunk_id, "payment-policy#1")
        }))

      it.effect("quotes passages that bear on the question, and none where nothing does", () =>
        Effect.gen(function*() {
          const { documents } = yield* indexed
          const [best] = yield* documents.passages(acme, "What are the fees on late invoices?")
          assert.strictEqual(best?.kind, "document")
          assert.strictEqual(best?.ref, "document:payment-policy#1")
          assert.strictEqual(best?.title, "Payment policy > Late fees")
          assert.include(best?.text, "1.5 % a month")
          assert.isTrue(best !== undefined && best.score > 0.4 && best.score <= 1)
          assert.deepStrictEqual(yield* documents.passages(acme, "What is the capital of France?"), [])
          assert.deepStrictEqual(yield* documents.passages(acme, "Hello, how are you?"), [])
          assert.deepStrictEqual(yield* documents.passages(acme, "Which goods does the weather in Lisbon spoil?"), [])
        }))

      it.effect("merges neighbouring chunks into one passage", () =>
        Effect.gen(function*() {
          const { documents } = yield* indexed
          const text = Array.from({ length: 40 }, (_, i) => `The warehouse in zone ${i} stores pallets.`).join(" ")
          yield* documents.index(acme, [{ id: "warehouse", title: "Warehouse", text }])
          const passages = yield* documents.passages(acme, "Which warehouse zone stores pallets?")
          assert.strictEqual(passages.length, 1)
          assert.strictEqual(passages[0]?.text, text)
        }))

      it.effect("lists page by page, each document once", () =>
        Effect.gen(function*() {
          const { documents } = yield* indexed
          const first = yield* documents.list(acme, { limit: 3 })
          assert.isString(first.next_cursor)
          const second = yield* documents.list(acme, { limit: 3, cursor: first.next_cursor ?? "" })
          assert.deepStrictEqual(
            [...first.documents, ...second.documents].map((one) => one.id).toSorted(),
            ["conditions", "payment-policy", "returns", "zh"]
          )
          assert.isNull(second.next_cursor)
          assert.deepStrictEqual((yield* documents.list(acme, { limit: 3, cursor: "\u0000~" })).documents.length, 3)
        }))

      it.effect("stores without vectors while the embedder fails, and makes them later", () =>
        Effect.gen(function*() {
          const { sql } = yield* indexed
          const missing = sql`select 1 from app.chunks natural left join app.chunk_vectors where embedding is null`
          const [status] = yield* Effect.flatMap(Documents, (documents) =>
            documents.index(acme, [{ id: "late", text: "Vectors come later." }]))
            .pipe(Effect.provide(DocumentsSql.layer.pipe(Layer.provide(broken))))
          assert.strictEqual(status?.status, "indexed")
          assert.strictEqual((yield* missing).length, 1)
          const documents = yield* Documents
          assert.deepStrictEqual(idsOf(yield* documents.search(acme, { query: "vectors", limit: 1 })), ["late"])

          assert.strictEqual(yield* Reembedding.fill(), 1)
          assert.strictEqual((yield* missing).length, 0)
          assert.strictEqual(yield* Reembedding.fill(), 0)
          const [hit] = yield* documents.search(acme, { query: "vectors", limit: 1 })
          assert.isAbove(hit?.scores.semantic ?? 0, 0)
        }))
    }
  )
}
