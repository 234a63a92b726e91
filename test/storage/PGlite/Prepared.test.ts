import { SqlClient } from "@effect/sql"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Prepared from "../../../src/storage/PGlite/Prepared.ts"
import * as Database from "../../support/Database.ts"

describe("Prepared", () => {
  it("prepares a text once, and anew after it failed", () => {
    const prepared = Prepared.make()
    const first = prepared.nameOf("select $1")
    assert.deepStrictEqual(first, { name: "s1", isNew: true, forget: [] })
    assert.deepStrictEqual(prepared.nameOf("select $1"), { name: "s1", isNew: false, forget: [] })
    prepared.failed("select $1")
    assert.deepStrictEqual(prepared.nameOf("select $1"), { name: "s2", isNew: true, forget: ["s1"] })
    assert.deepStrictEqual(prepared.nameOf("select $1").forget, [])
  })

  it("gives up the one unused for longest when there are too many", () => {
    const prepared = Prepared.make()
    for (let n = 0; n < 300; n += 1) prepared.nameOf(`select $1, ${n}`)
    prepared.nameOf("select $1, 0")
    assert.deepStrictEqual(prepared.nameOf("select $1, 300").forget, ["s2"])
    assert.isFalse(prepared.nameOf("select $1, 0").isNew)
    assert.isTrue(prepared.nameOf("select $1, 1").isNew)
  })
})

it.layer(Database.embedded.layer())("statements of the embedded database", (it) => {
  it.effect("run again after one of them failed, was given up, or found its table changed", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const half = (divisor: number) => sql<{ half: number }>`select 10 / ${divisor}::int as half`
      assert.deepStrictEqual(yield* half(2), [{ half: 5 }])
      assert.strictEqual((yield* Effect.flip(half(0)))._tag, "SqlError")
      assert.deepStrictEqual(yield* half(5), [{ half: 2 }])

      yield* Effect.forEach(
        Array.from({ length: 320 }, (_, n) => n),
        (n) => sql.unsafe(`select $1::int + ${n} as sum`, [1]),
        { discard: true }
      )
      assert.deepStrictEqual(yield* half(2), [{ half: 5 }])

      yield* sql`create table shape (id int, name text)`
      yield* sql`insert into shape values (1, 'a')`
      const all = sql`select * from shape where id = ${1}`
      assert.deepStrictEqual(yield* all, [{ id: 1, name: "a" }])
      yield* sql`alter table shape add column more text`
      // The plan that was kept no longer fits; the statement is prepared anew the next time at the latest.
      yield* Effect.either(all)
      assert.deepStrictEqual(yield* all, [{ id: 1, name: "a", more: null }])
    }))

  it.effect("are not thought prepared when whoever asked went away", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const ask = sql<{ n: number }>`select ${7}::int as n, 'interrupted' as how`
      yield* Effect.forEach(Array.from({ length: 20 }), () => Effect.race(ask, Effect.void), { discard: true })
      assert.strictEqual((yield* ask)[0]?.n, 7)
    }))
})
