import { NodeContext } from "@effect/platform-node"
import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Ref, TestClock } from "effect"
import type { DocumentInput } from "../../../src/domain/Document.ts"
import * as BusinessRowsSql from "../../../src/knowledge/BusinessRows/Sql.ts"
import { Documents } from "../../../src/knowledge/Documents.ts"
import * as Load from "../../../src/ops/Demo/Load.ts"
import * as Database from "../../support/Database.ts"

for (const engine of Database.engines) {
  const stores = Layer.mergeAll(BusinessRowsSql.layer, NodeContext.layer).pipe(Layer.provideMerge(engine.layer()))
  it.layer(stores, { timeout: "60 seconds" })(`loading the demo business on ${engine.name}`, (it) => {
    it.effect("can be repeated, and says what it has done", () =>
      Effect.gen(function*() {
        yield* TestClock.setTime(Date.UTC(2026, 2, 9))
        const sql = yield* SqlClient.SqlClient
        const lines = yield* Ref.make<ReadonlyArray<string>>([])
        const texts = yield* Ref.make<ReadonlyArray<DocumentInput>>([])
        const documents = Layer.mock(Documents, {
          index: (_tenant, given) =>
            Effect.as(
              Ref.set(texts, given),
              given.map(({ id = "" }) => ({ id, status: "indexed" as const, chunks: 1 }))
            )
        })
        const load = Load.load((line) => Ref.update(lines, (said) => [...said, line])).pipe(Effect.provide(documents))
        const count = sql`select (select count(*) from domain.customers)::int as customers,
          (select count(*) from domain.sales_orders)::int as orders`

        yield* load
        const first = yield* count
        yield* load

        assert.deepStrictEqual(yield* count, first)
        assert.strictEqual(first[0]?.["customers"], 60)
        const said = yield* Ref.get(lines)
        assert.strictEqual(said[0], "60 customers")
        assert.strictEqual(said[4], "10 policy documents")
        const given = yield* Ref.get(texts)
        assert.strictEqual(given.length, 10)
        for (const { id, text, title } of given) {
          assert.match(title ?? "", /policy$/, id)
          assert.match(text, /\d/, `${id ?? ""} has concrete numbers`)
        }
      }), 60_000)
  })
}
