import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, Exit, FastCheck, Layer } from "effect"
import { TenantId, UserId } from "../../src/domain/Ids.ts"
import { Documents } from "../../src/knowledge/Documents.ts"
import * as DocumentsSql from "../../src/knowledge/Documents/Sql.ts"
import { Memories } from "../../src/knowledge/Memories.ts"
import * as MemoriesSql from "../../src/knowledge/Memories/Sql.ts"
import * as TermStatistics from "../../src/knowledge/TermStatistics.ts"
import * as Local from "../../src/llm/Embeddings/Local.ts"
import * as Database from "../support/Database.ts"

const tenants = ["acme", "rival"].map((name) => TenantId.make(name))
const users = ["ana", "bo"].map((name) => UserId.make(name))
const words = ["invoice", "delivery", "Tuesday", "it's", "back\\slash", "naïve", "x".repeat(300), "42", "the"]

const text = FastCheck.array(FastCheck.constantFrom(...words), { minLength: 1, maxLength: 12 })
  .map((some) => some.join(" "))
const id = FastCheck.constantFrom("a", "b", "c")
const tenant = FastCheck.constantFrom(...tenants)
const user = FastCheck.constantFrom(...users)

type Step =
  | { readonly do: "index" | "index and fail"; readonly tenant: TenantId; readonly id: string; readonly text: string }
  | { readonly do: "remove"; readonly tenant: TenantId; readonly id: string }
  | {
    readonly do: "remember"
    readonly tenant: TenantId
    readonly user: UserId
    readonly id: string
    readonly text: string
  }
  | { readonly do: "forget"; readonly tenant: TenantId; readonly user: UserId }
  | { readonly do: "fold"; readonly limit: number }

const step: FastCheck.Arbitrary<Step> = FastCheck.oneof(
  FastCheck.record({ do: FastCheck.constantFrom("index" as const, "index and fail" as const), tenant, id, text }),
  FastCheck.record({ do: FastCheck.constant("remove" as const), tenant, id }),
  FastCheck.record({ do: FastCheck.constant("remember" as const), tenant, user, id, text }),
  FastCheck.record({ do: FastCheck.constant("forget" as const), tenant, user }),
  FastCheck.record({ do: FastCheck.constant("fold" as const), limit: FastCheck.integer({ min: 1, max: 5 }) })
)

/** Every statistic that is kept, and every one counted again from the texts. */
const compared = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const kept = yield* sql`
    select tenant_id, owner, term, sum(documents)::int as documents, sum(size)::int as size, sum(title_size)::int as titles
    from (
      select tenant_id, owner, term, documents, size, title_size from app.term_statistics
      union all select tenant_id, owner, '', documents, size, title_size from app.term_changes
      union all select tenant_id, owner, key, value::int, 0, 0 from app.term_changes, jsonb_each_text(terms)
    ) every
    group by 1, 2, 3 having sum(documents) <> 0 or sum(size) <> 0 order by 1, 2, 3`
  const recounted = yield* sql`
    with texts as (
      select tenant_id, '' as owner, to_tsvector('english', title_path) as title, to_tsvector('english', text) as body
      from app.chunks
      union all select tenant_id, user_id, ''::tsvector, to_tsvector('english', content) from app.memories
    )
    select tenant_id, owner, '' as term, count(*)::int as documents,
      sum(length(title || body))::int as size, sum(length(title))::int as titles
    from texts group by 1, 2
    union all
    select tenant_id, owner, app.term_key(term), count(*)::int, 0, 0
    from texts, unnest(tsvector_to_array(title || body)) term group by 1, 2, 3 order by 1, 2, 3`
  return { kept, recounted }
})

for (const engine of Database.engines) {
  it.layer(
    Layer.merge(DocumentsSql.layer, MemoriesSql.layer).pipe(
      Layer.provideMerge(Layer.merge(Local.layer, engine.layer()))
    )
  )(`Term statistics on ${engine.name}`, (it) => {
    const apply = (step: Step) =>
      Effect.gen(function*() {
        const documents = yield* Documents
        const memories = yield* Memories
        const sql = yield* SqlClient.SqlClient
        switch (step.do) {
          case "index":
            return yield* documents.index(step.tenant, [{ id: step.id, title: "Terms", text: step.text }])
          case "index and fail":
            return yield* documents.index(step.tenant, [{ id: step.id, text: step.text }]).pipe(
              Effect.zipRight(Effect.fail("rolled back")),
              sql.withTransaction,
              Effect.ignore
            )
          case "remove":
            return yield* Effect.ignore(documents.remove(step.tenant, step.id))
          case "remember":
            return yield* memories.add(step.tenant, [
              { id: step.id, user_id: step.user, content: step.text },
              { id: `${step.id}2`, user_id: step.user, content: "invoice" }
            ])
          case "forget":
            return yield* memories.forgetUser(step.tenant, step.user)
          case "fold":
            return yield* TermStatistics.fold(step.limit)
        }
      })

    it.effect.prop(
      "are what a recount finds, whoever writes, deletes and folds at once",
      [FastCheck.array(FastCheck.array(step, { maxLength: 8 }), { minLength: 1, maxLength: 4 })],
      ([workers]) =>
        Effect.gen(function*() {
          const sql = yield* SqlClient.SqlClient
          yield* sql`truncate app.documents, app.memories cascade`
          yield* Effect.forEach(workers, (steps) => Effect.forEach(steps, apply, { discard: true }), {
            concurrency: "unbounded",
            discard: true
          })
          const { kept, recounted } = yield* compared
          assert.deepStrictEqual(kept, recounted)
        }),
      { fastCheck: { numRuns: engine.name === "PGlite" ? 6 : 20 } }
    )

    it.effect("are folded without reading all changes, though the table was empty when it was analysed", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* sql`truncate app.documents, app.memories, app.term_changes cascade`
        const fill = sql`insert into app.term_changes (tenant_id, owner, documents, size, title_size, terms)
          select 'acme', '', 1, 1, 0, '{"invoic": 1}' from generate_series(1, 5000)`
        yield* fill
        yield* sql`delete from app.term_changes`
        yield* sql.unsafe("vacuum (analyze, truncate off) app.term_changes")
        yield* fill
        const plan = yield* sql`explain (analyze, timing off, format json)
          with ${TermStatistics.taken(sql, 10)} select count(*) from gone`
        const rows = Array.from(JSON.stringify(plan).matchAll(/"Actual Rows\W+(\d+)/g), ([, count]) => Number(count))
        assert.isAbove(rows.length, 0)
        assert.isAtMost(Math.max(...rows), 100)
        yield* sql`truncate app.term_changes`
      }))

    it.effect("are a tenant's own, and read before and after they are folded alike", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const documents = yield* Documents
        yield* sql`truncate app.documents, app.memories cascade`
        yield* documents.index(tenants[0]!, [{ id: "a", text: "Invoices are due" }, { id: "b", text: "An invoice" }])
        yield* documents.index(tenants[1]!, [{ id: "a", text: "Invoices" }])
        const read = TermStatistics.make(sql)("acme", "", "overdue invoices, due")
        const before = yield* read
        assert.deepStrictEqual(before.terms, [
          { term: "overdu", documents: 0 },
          { term: "invoic", documents: 2 },
          { term: "due", documents: 1 }
        ])
        assert.strictEqual(before.documents, 2)
        yield* TermStatistics.fold(100)
        assert.deepStrictEqual(yield* sql`select * from app.term_changes`, [])
        assert.deepStrictEqual(yield* read, before)
        // Whoever does not take the changes along must not fold them: what others keep would seem to be as it was.
        const unaware =
          sql`insert into app.term_statistics (tenant_id, owner, term, documents) values ('acme', '', '', 1)
          on conflict (tenant_id, owner, term) do update set documents = 1`
        assert.isTrue(Exit.isFailure(yield* Effect.exit(unaware)))
        yield* documents.remove(tenants[0]!, "a")
        yield* documents.remove(tenants[0]!, "b")
        yield* TermStatistics.fold(100)
        assert.deepStrictEqual(yield* sql`select * from app.term_statistics where tenant_id = 'acme'`, [])
      }))
  })
}
