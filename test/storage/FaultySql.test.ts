import { SqlClient, SqlSchema } from "@effect/sql"
import { PgClient } from "@effect/sql-pg"
import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Schema, Stream } from "effect"
import { classify } from "../../src/resilience/ErrorClassification.ts"
import { type FaultKind, Faults, layer as faultsLayer } from "../../src/resilience/Faults.ts"
import * as FaultySql from "../../src/storage/FaultySql.ts"
import * as Database from "../support/Database.ts"

const under = <A, E, R>(kind: FaultKind, effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Faults, (faults) =>
    Effect.acquireUseRelease(
      faults.set("database", { kind, latency_ms: 30 }),
      () => effect,
      () => faults.clear("database")
    ))

for (const engine of Database.engines) {
  const switchedOn = faultsLayer({ components: ["database"] })
  const database = FaultySql.layer(engine.layer()).pipe(Layer.provideMerge(switchedOn))

  it.layer(database, { timeout: "60 seconds" })(`The database with faults in it, on ${engine.name}`, (it) => {
    it.effect("answers as it would, in and out of transactions, while there is no fault", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const pg = yield* PgClient.PgClient
        assert.deepStrictEqual(yield* sql`select ${1}::int as one, 'x' as text`, [{ one: 1, text: "x" }])
        assert.deepStrictEqual(yield* pg`select ${pg.json({ a: 1 })}::jsonb as json`, [{ json: { a: 1 } }])
        assert.deepStrictEqual(yield* sql`select 1::int as one`.values, [[1]])
        assert.deepStrictEqual(yield* sql.withTransaction(sql`select 2::int as two`), [{ two: 2 }])
        const rows = yield* Stream.runCount(sql`select * from generate_series(1, 300)`.stream)
        assert.strictEqual(rows, 300)
      }))

    it.effect("fails every way of asking, as the server itself would fail", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const ways = [
          sql`select 1`,
          sql`select 1`.values,
          sql`select 1`.raw,
          Stream.runDrain(sql`select 1`.stream),
          sql.withTransaction(sql`select 1`)
        ]
        for (const way of ways) {
          const error = yield* Effect.flip(under("error", Effect.asVoid(way)))
          assert.strictEqual(error._tag, "SqlError")
          assert.strictEqual(classify(error).category, "database")
        }
        assert.strictEqual(classify(yield* Effect.flip(under("rate_limit", sql`select 1`))).category, "capacity")
      }))

    it.effect("a transaction that is struck half-way leaves nothing behind", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* sql`create table if not exists struck (n int)`
        const half = Effect.zipRight(
          sql`insert into struck values (1)`,
          under("error", sql`insert into struck values (2)`)
        )
        yield* Effect.flip(sql.withTransaction(half))
        assert.deepStrictEqual(yield* sql`select * from struck`, [])
        // The work was done and its reply lost: whoever repeats it must know that.
        yield* Effect.flip(under("partial", sql`insert into struck values (3)`))
        assert.deepStrictEqual(yield* sql`select * from struck`, [{ n: 3 }])
      }))

    it.effect("lies in values of another kind, which no schema takes for rows", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const select = SqlSchema.findAll({
          Request: Schema.Void,
          Result: Schema.Struct({ n: Schema.Int, text: Schema.String }),
          execute: () => sql`select 1::int as n, 'x' as text`
        })
        assert.strictEqual((yield* Effect.flip(under("malformed", select())))._tag, "ParseError")
        assert.deepStrictEqual(yield* select(), [{ n: 1, text: "x" }])
      }))

    it.effect("a stream gives some rows and then breaks", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const seen: Array<unknown> = []
        const reading = Stream.runForEach(sql`select * from generate_series(1, 300)`.stream, (row) =>
          Effect.sync(() => seen.push(row)))
        assert.strictEqual((yield* Effect.flip(under("partial", reading)))._tag, "SqlError")
        assert.isAbove(seen.length, 0)
        assert.isBelow(seen.length, 300)
      }))

    it.effect("what hangs can be interrupted, and holds up nobody after it", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const hanging = Effect.zipRight(sql`select 1`, under("timeout", sql`select 2`))
        const fiber = yield* Effect.fork(sql.withTransaction(hanging))
        yield* Effect.yieldNow()
        yield* Fiber.interrupt(fiber)
        assert.deepStrictEqual(yield* sql`select 3::int as n`, [{ n: 3 }])
      }))
  })
}
