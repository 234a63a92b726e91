/** A served database that is down, frozen or killed costs a bounded time and a typed error, never the process. */
import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Cause, Effect, Layer, Redacted } from "effect"
import { inspect } from "node:util"
import { bounded } from "../../src/storage/Bounded.ts"
import * as Postgres from "../../src/storage/Postgres.ts"
import * as PostgresServer from "../support/PostgresServer.ts"

it.scopedLive("starts while nothing listens, and says nothing of the password", () =>
  Effect.gen(function*() {
    const url = Redacted.make("postgres://holdfast:hunter2@127.0.0.1:1/holdfast")
    const sql = yield* client(url)
    const error = yield* Effect.flip(sql`select 1`)
    assert.strictEqual(error._tag, "SqlError")
    assert.deepInclude(error.cause, { code: "ECONNREFUSED" })
    assert.notInclude(inspect(error, { depth: 10 }) + Cause.pretty(Cause.fail(error)), "hunter2")
  }))

it.scopedLive("refuses an address that is none, without repeating it", () =>
  Effect.gen(function*() {
    const error = yield* Effect.flip(client(Redacted.make("not an address with hunter2")))
    assert.include(error.message, "postgres://user:password@host:port/database")
    assert.notInclude(inspect(error, { depth: 10 }), "hunter2")
  }))

it.scopedLive.skipIf(!PostgresServer.available)("is there again when its server is", () =>
  Effect.gen(function*() {
    const server = yield* PostgresServer.make
    const sql = yield* client(Redacted.make(server.url))
    yield* sql`create table survivors (n int)`

    const lost = yield* Effect.flip(
      sql.withTransaction(
        Effect.zipRight(sql`insert into survivors values (1)`, Effect.zipRight(server.kill, sql`select 1`))
      )
    )
    const down = yield* Effect.flip(sql`select 1`)
    yield* server.start
    yield* sql.withTransaction(sql`insert into survivors values (2)`)
    const rows = yield* sql`select n from survivors`

    assert.strictEqual(lost._tag, "SqlError")
    assert.strictEqual(down._tag, "SqlError")
    assert.deepStrictEqual(rows, [{ n: 2 }])
  }), 120_000)

it.scopedLive.skipIf(!PostgresServer.available)(
  "lets its callers go on while its server hangs",
  () =>
    Effect.gen(function*() {
      const server = yield* PostgresServer.make
      const sql = yield* client(Redacted.make(server.url))
      yield* sql`select 1`
      yield* server.pause
      const query = yield* Effect.exit(bounded("100 millis")(sql`select 1`))
      const transaction = yield* Effect.exit(bounded("100 millis")(sql.withTransaction(sql`select 1`)))
      yield* server.resume
      const after = yield* sql`select 1 as n`

      assert.isTrue(query._tag === "Failure" && transaction._tag === "Failure")
      assert.deepStrictEqual(after, [{ n: 1 }])
    }),
  120_000
)

const client = (url: Redacted.Redacted) =>
  Effect.flatMap(Layer.build(Postgres.layer({ url })), (context) => Effect.provide(SqlClient.SqlClient, context))
