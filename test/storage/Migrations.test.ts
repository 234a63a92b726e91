import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import * as Migrations from "../../src/storage/Migrations.ts"
import * as Postgres from "../../src/storage/Postgres.ts"
import * as Database from "../support/Database.ts"
import * as PostgresServer from "../support/PostgresServer.ts"

for (const engine of Database.engines) {
  it.layer(engine.layer())(`Migrations on ${engine.name}`, (it) => {
    it.effect("are applied once", () =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* Migrations.run, [])
        assert.deepStrictEqual((yield* Effect.provide(status, Migrations.layer))._tag, "Done")
      }))

    it.effect("say so when one was changed after it was applied", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const changed = sql`update app.migrations set hash = 'other' where id = 1`.pipe(
          Effect.zipRight(Effect.flip(Migrations.run))
        )
        const error = yield* Effect.flip(sql.withTransaction(Effect.flip(changed)))
        assert.strictEqual(error._tag, "MigrationFailed")
        assert.include(error.message, "0001_schemas.sql")
      }))

    it.effect("have every index of words merge what was written before searches walk through much of it", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const indexes = yield* sql`select c.relname as name, c.reloptions as options from pg_class c
          join pg_am a on a.oid = c.relam and a.amname = 'gin'
          where c.relkind = 'i' and c.relnamespace::regnamespace::text in ('app', 'domain')`
        assert.isAtLeast(indexes.length, 4)
        for (const { name, options } of indexes) {
          const most = name === "chunks_by_text" ? 1024 : 256
          assert.deepStrictEqual(options, [`gin_pending_list_limit=${most}`], String(name))
        }
      }))

    it.effect("leave a failed one unapplied, and report it", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* sql`delete from app.migrations where id = 1`
        const found = yield* Effect.provide(status, Migrations.layer)
        assert.strictEqual(found._tag, "Failed")
        assert.include(found._tag === "Failed" ? found.reason : "", "already exists")
        assert.deepStrictEqual(yield* sql`select id from app.migrations where id = 1`, [])
      }))
  })
}

const status = Effect.scoped(Effect.flatMap(Migrations.Migrations, ({ status }) => status))

it.scopedLive.skipIf(!PostgresServer.available)(
  "start with the service while the database is down, and finish when it is back",
  () =>
    Effect.gen(function*() {
      const server = yield* PostgresServer.make
      yield* server.stop
      const context = yield* Layer.build(
        Migrations.layer.pipe(Layer.provideMerge(Postgres.layer({ url: Redacted.make(server.url) })))
      )
      const migrations = yield* Effect.provide(Migrations.Migrations, context)
      const before = yield* migrations.status
      yield* server.start
      yield* migrations.done
      const after = yield* migrations.status

      assert.strictEqual(before._tag, "Pending")
      assert.strictEqual(after._tag, "Done")
    }),
  120_000
)

it.scopedLive.skipIf(!PostgresServer.available)(
  "take turns when two replicas start at once",
  () =>
    Effect.gen(function*() {
      const server = yield* PostgresServer.make
      const replica = Effect.provide(Migrations.run, Postgres.layer({ url: Redacted.make(server.url) }))
      const applied = yield* Effect.all([replica, replica, replica], { concurrency: "unbounded" })
      assert.deepStrictEqual(applied.flat().filter((name) => name === "0001_schemas.sql"), ["0001_schemas.sql"])
    }),
  120_000
)
