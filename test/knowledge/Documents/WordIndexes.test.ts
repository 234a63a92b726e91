import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, FastCheck, Layer, Option, TestClock } from "effect"
import { TenantId } from "../../../src/domain/Ids.ts"
import { idf } from "../../../src/knowledge/Bm25.ts"
import * as Candidates from "../../../src/knowledge/Candidates.ts"
import { Documents } from "../../../src/knowledge/Documents.ts"
import type { Candidate } from "../../../src/knowledge/Documents/Lexical.ts"
import * as DocumentsSql from "../../../src/knowledge/Documents/Sql.ts"
import * as Statements from "../../../src/knowledge/Documents/Statements.ts"
import * as WordIndex from "../../../src/knowledge/Documents/WordIndex.ts"
import * as WordIndexes from "../../../src/knowledge/Documents/WordIndexes.ts"
import { textArray } from "../../../src/knowledge/Storing.ts"
import * as TermStatistics from "../../../src/knowledge/TermStatistics.ts"
import * as Local from "../../../src/llm/Embeddings/Local.ts"
import * as Database from "../../support/Database.ts"

const acme = TenantId.make("acme")
const words = ["late", "fee", "invoices", "it's", "back\\slash", "naïve", "two-part", "3.5%", "the", "depot"]
const phrase = FastCheck.array(FastCheck.constantFrom(...words), { minLength: 1, maxLength: 30 })
  .map((some) => some.join(" "))
const id = FastCheck.constantFrom("a", "b", "c", "d'd")
const step = FastCheck.oneof(
  FastCheck.record({ do: FastCheck.constant("index" as const), id, title: phrase, text: phrase }),
  FastCheck.record({ do: FastCheck.constantFrom("remove" as const, "fold" as const), id })
)

for (const engine of Database.engines) {
  it.layer(DocumentsSql.layer.pipe(Layer.provideMerge(Layer.merge(Local.layer, engine.layer()))))(
    `Chunks kept in the process on ${engine.name}`,
    (it) => {
      const byKey = (all: ReadonlyArray<Candidate>) =>
        all.toSorted((a, b) =>
          a.document_id < b.document_id ? -1 : a.document_id > b.document_id ? 1 : a.position - b.position
        )

      /** As a search finds them while there is no index. */
      const byStatement = Effect.fnUntraced(function*({ documents, terms }: TermStatistics.Counted) {
        const statements = Statements.make(yield* SqlClient.SqlClient)
        const any = Candidates.choose(terms, documents)?.query
        if (any === undefined) return []
        return yield* statements.selectCandidates({
          tenant: acme,
          chunks: documents,
          any,
          terms: textArray(terms.map(Candidates.quoted)),
          weights: terms.map((term) => idf(documents, term.documents)),
          pairs: textArray(terms.slice(1).map((term, i) => [terms[i]!, term].map(Candidates.quoted).join(" <-> "))),
          filter: null,
          most: 100,
          limit: 100
        })
      })

      it.scoped.prop(
        "are what the statement finds, whatever was written since",
        [FastCheck.array(step, { minLength: 1, maxLength: 6 }), phrase],
        ([steps, question]) =>
          Effect.gen(function*() {
            const sql = yield* SqlClient.SqlClient
            const documents = yield* Documents
            yield* sql`truncate app.documents, app.term_changes, app.term_statistics cascade`
            const indexOf = yield* WordIndexes.make(sql)
            const counted = TermStatistics.make(sql)(acme, "", question)
            for (const one of steps) {
              if (one.do === "index") yield* documents.index(acme, [one])
              else if (one.do === "remove") yield* Effect.ignore(documents.remove(acme, one.id))
              else yield* TermStatistics.fold(1)
              const statistics = yield* counted
              // Made behind the search that finds none.
              const index = yield* Effect.repeat(
                Effect.zipRight(TestClock.adjust("1 second"), indexOf(acme, statistics)),
                { until: Option.isSome, times: 10_000 }
              )
              assert.isTrue(Option.isSome(index))
              if (Option.isNone(index)) continue
              assert.deepStrictEqual(
                byKey(WordIndex.candidates(index.value, statistics, 100)),
                byKey(yield* byStatement(statistics))
              )
            }
          }),
        { fastCheck: { numRuns: engine.name === "PGlite" ? 8 : 25 } }
      )

      it.scoped("answer a search as the statements do, and not before they are of all that was written", () =>
        Effect.gen(function*() {
          const sql = yield* SqlClient.SqlClient
          const documents = yield* Documents
          yield* sql`truncate app.documents, app.term_changes, app.term_statistics cascade`
          yield* documents.index(acme, [
            { id: "fees", title: "Fees", text: "A late fee of 2 % is charged on overdue invoices." },
            { id: "depot", title: "Depot", text: "The depot takes deliveries until five. Late trucks wait." }
          ])
          const search = documents.search(acme, { query: "What is the late fee?", limit: 10 })
          const first = yield* search
          assert.deepStrictEqual(first.map((hit) => hit.document_id), ["fees", "depot"])
          // Statements that looked for words would fail from here on, once the index is there.
          yield* Effect.repeat(search, { times: 200 })
          yield* sql`alter function app.owned(tsquery, text, text) rename to owned_away`
          // What nobody wrote through the tables is not looked for: no text is read again.
          yield* sql`alter table app.chunks disable trigger user`
          yield* sql`update app.chunks set text = 'Another late fee.'`
          yield* sql`alter table app.chunks enable trigger user`
          assert.deepStrictEqual(yield* search, first)
          yield* TermStatistics.fold(100)
          assert.deepStrictEqual(yield* search, first)
          yield* sql`alter function app.owned_away(tsquery, text, text) rename to owned`
          yield* documents.remove(acme, "fees")
          assert.deepStrictEqual((yield* search).map((hit) => hit.document_id), ["depot"])
        }))
    }
  )
}
