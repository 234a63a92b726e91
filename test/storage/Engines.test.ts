/** What both databases promise to everything above them. */
import { SqlClient, SqlError } from "@effect/sql"
import { PgClient } from "@effect/sql-pg"
import { assert, it } from "@effect/vitest"
import { Chunk, Deferred, Effect, Fiber, Stream } from "effect"
import * as Maintenance from "../../src/storage/Maintenance.ts"
import * as Database from "../support/Database.ts"

interface Row {
  readonly at: Date
  readonly [column: string]: unknown
}

for (const engine of Database.engines) {
  it.layer(engine.layer())(`SqlClient on ${engine.name}`, (it) => {
    it.effect("gives back the values that were written", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const at = "2026-03-09T12:00:00.123Z"
        const rows = yield* sql<Row>`select ${41}::int + 1 as n, ${"x"}::text as t, ${true}::boolean as b,
          ${"[1,2]"}::jsonb as j, ${Buffer.from([1, 2])}::bytea as bytes, null as nothing,
          9007199254740993::int8 as big, 1.50::numeric as money, array['a', 'b'] as words, ${at}::timestamptz as at`
        assert.deepStrictEqual(rows.map((row): unknown => ({ ...row, at: row.at.toISOString() })), [{
          n: 42,
          t: "x",
          b: true,
          j: [1, 2],
          bytes: Buffer.from([1, 2]),
          nothing: null,
          big: "9007199254740993",
          money: "1.50",
          words: ["a", "b"],
          at
        }])
      }))

    it.effect("says of an error what the server said", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const error = yield* Effect.flip(sql`select ${1}::int / 0`)
        assert.instanceOf(error, SqlError.SqlError)
        assert.deepInclude(error.cause, { code: "22012" })
        assert.deepStrictEqual(yield* sql`select 1 as still_here`, [{ still_here: 1 }])
      }))

    it.effect("rolls a failing transaction back", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* sql`create table rolled_back (id int)`
        const write = Effect.zipRight(sql`insert into rolled_back values (1)`, Effect.fail("no" as const))
        assert.strictEqual(yield* Effect.flip(sql.withTransaction(write)), "no")
        assert.deepStrictEqual(yield* sql`select * from rolled_back`, [])
      }))

    it.effect("rolls an inner transaction back and keeps the outer one", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* sql`create table nested (id int)`
        yield* sql.withTransaction(Effect.gen(function*() {
          yield* sql`insert into nested values (1)`
          yield* Effect.flip(
            sql.withTransaction(Effect.zipRight(sql`insert into nested values (2)`, Effect.fail("no")))
          )
          yield* sql.withTransaction(sql`insert into nested values (3)`)
        }))
        assert.deepStrictEqual(yield* sql`select id from nested order by id`, [{ id: 1 }, { id: 3 }])
      }))

    it.effect("goes on after an error within a transaction's savepoint", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const rows = yield* sql.withTransaction(
          Effect.zipRight(Effect.flip(sql.withTransaction(sql`select 1 / 0`)), sql`select 1 as fine`)
        )
        assert.deepStrictEqual(rows, [{ fine: 1 }])
      }))

    it.effect("keeps 32 transactions at once apart", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* sql`create table counters (id int primary key, n int not null)`
        yield* sql`insert into counters values (1, 0)`
        yield* Effect.forEach(
          Array.from({ length: 32 }, (_, i) => i),
          (i) =>
            Effect.gen(function*() {
              const [row] = yield* sql<{ readonly n: number }>`select n from counters where id = 1 for update`
              yield* Effect.yieldNow()
              yield* sql`update counters set n = ${row!.n + 1} where id = 1`
              if (i % 4 === 0) return yield* Effect.fail("every fourth gives up")
            }).pipe(sql.withTransaction, Effect.ignore),
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual(yield* sql`select n from counters`, [{ n: 24 }])
      }))

    it.effect("frees what an interrupted transaction held", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* sql`create table interrupted (id int)`
        const written = yield* Deferred.make<void>()
        const holder = yield* Effect.fork(sql.withTransaction(
          sql`insert into interrupted values (1)`.pipe(
            Effect.zipRight(Deferred.succeed(written, undefined)),
            Effect.zipRight(Effect.never)
          )
        ))
        yield* Deferred.await(written)
        yield* Fiber.interrupt(holder)
        assert.deepStrictEqual(yield* sql`select * from interrupted`, [])
        yield* sql.withTransaction(sql`insert into interrupted values (2)`)
        assert.deepStrictEqual(yield* sql`select * from interrupted`, [{ id: 2 }])
      }))

    it.effect("lets who waits for a transaction give up, without losing the turn of others", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const held = yield* Deferred.make<void>()
        const holder = yield* Effect.fork(sql.withTransaction(
          Effect.zipRight(sql`select 1`, Effect.zipRight(Deferred.succeed(held, undefined), Effect.never))
        ))
        yield* Deferred.await(held)
        const waiting = yield* Effect.fork(sql.withTransaction(sql`select 2`))
        const next = yield* Effect.fork(sql.withTransaction(sql<{ readonly n: number }>`select 3 as n`))
        yield* Effect.yieldNow()
        yield* Fiber.interrupt(waiting)
        yield* Fiber.interrupt(holder)
        assert.deepStrictEqual(yield* Fiber.join(next), [{ n: 3 }])
      }))

    it.effect("streams more rows than a page, within a transaction and without", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const streamed = sql<{ readonly n: number }>`select n::int from generate_series(1, ${1_000}::int) as n`.stream
          .pipe(
            Stream.map(({ n }) => n),
            Stream.runCollect,
            Effect.map(Chunk.toReadonlyArray)
          )
        const expected = Array.from({ length: 1_000 }, (_, i) => i + 1)
        assert.deepStrictEqual(yield* streamed, expected)
        assert.deepStrictEqual(yield* sql.withTransaction(streamed), expected)
      }))

    it.effect("stops a stream that is wanted no more", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const first = yield* sql`select n::int from generate_series(1, 100000) as n`.stream.pipe(
          Stream.take(1),
          Stream.runCollect
        )
        assert.deepStrictEqual(Chunk.toReadonlyArray(first), [{ n: 1 }])
        assert.deepStrictEqual(yield* sql`select 1 as n`, [{ n: 1 }])
      }))

    it.effect("runs a file of several statements", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* sql.unsafe("create table many (id int); insert into many values (1), (2);")
        assert.deepStrictEqual(yield* sql`select count(*)::int as n from many`, [{ n: 2 }])
      }))

    it.effect("hears what is announced", () =>
      Effect.gen(function*() {
        const sql = yield* PgClient.PgClient
        const heard = yield* Effect.fork(Stream.runHead(sql.listen("changes")))
        yield* Effect.repeat(sql.notify("changes", "orders"), { until: () => heard.unsafePoll() !== null })
        assert.strictEqual(yield* Effect.flatten(Fiber.join(heard)), "orders")
      }))

    it.effect("is maintained without a transaction, but for what is empty, which no plan shall count on", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* sql`create table app.filled_later (n int)`
        yield* sql`create table app.filled as select 1 as n`
        yield* Maintenance.maintain
        const rows = yield* sql`select relname, reltuples::int from pg_class
          where oid in ('app.filled_later'::regclass, 'app.filled'::regclass) order by relname`
        assert.deepStrictEqual(rows, [{ relname: "filled", reltuples: 1 }, { relname: "filled_later", reltuples: -1 }])
        yield* sql`drop table app.filled, app.filled_later`
      }))

    it.effect("has fresh statistics of what has changed much, and of nothing else", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* Maintenance.maintain
        yield* sql`insert into app.vector_models (model, serving)
          select 'model-' || n, false from generate_series(1, 2000) n`
        // A served database counts what changed once its connection has nothing else to do.
        const counted = Effect.zipRight(sql`select pg_stat_force_next_flush()`, Maintenance.analyzeChanged)
        assert.strictEqual(yield* Effect.repeat(counted, { until: (tables) => tables > 0, times: 500 }), 1)
        const [planned] = yield* sql<{ rows: number }>`select reltuples::int as rows from pg_class
          where oid = 'app.vector_models'::regclass`
        assert.isAtLeast(planned?.rows ?? 0, 2_000)
        yield* sql`delete from app.vector_models where model like 'model-%'`
      }))
  })
}
