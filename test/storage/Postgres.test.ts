/** A served database that is down, frozen or killed costs a bounded time and a typed error, never the process. */
import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Cause, Effect, Layer, Redacted, Schedule } from "effect"
import { spawn } from "node:child_process"
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
  "leaves no statement running on its server when it is killed",
  () =>
    Effect.gen(function*() {
      const server = yield* PostgresServer.make
      const running = "select 'nobody waits', pg_sleep(600)"
      const killed = spawn(process.execPath, [
        "--import",
        "tsx",
        "--input-type=module",
        "--eval",
        asking(server.url, running)
      ], {
        stdio: "ignore"
      })
      yield* Effect.addFinalizer(() => Effect.sync(() => killed.kill("SIGKILL")))
      const sql = yield* client(Redacted.make(server.url))
      const busy = (wanted: number) =>
        sql`select 1 from pg_stat_activity where state = 'active' and query = ${running}`.pipe(
          Effect.filterOrFail((rows) => rows.length === wanted),
          Effect.retry(Schedule.intersect(Schedule.spaced("50 millis"), Schedule.recurs(400)))
        )
      yield* busy(1)
      killed.kill("SIGKILL")
      yield* busy(0)
    }),
  60_000
)

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

/** A program of its own that asks one thing over this layer, and looks every tenth of a second whether it is still there. */
const asking = (url: string, statement: string) => `
  import { SqlClient } from "@effect/sql"
  import { Effect, Redacted } from "effect"
  import { layer } from "${new URL("../../src/storage/Postgres.ts", import.meta.url).href}"
  const asked = Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(${JSON.stringify(statement)}))
  Effect.runPromise(Effect.provide(asked, layer({ url: Redacted.make(${
  JSON.stringify(url)
}), goneAfter: "100 millis" })))
`
