/** What is planned once, and what stands in its way: a pooler that hands out connections, tables that change. */
import { SqlClient } from "@effect/sql"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import * as Postgres from "../../src/storage/Postgres.ts"
import { prepared } from "../../src/storage/Prepared.ts"
import * as Database from "../support/Database.ts"

const connections = (maxConnections: number) =>
  Effect.gen(function*() {
    const url = yield* Database.database
    const context = yield* Layer.build(Postgres.layer({ url, maxConnections }))
    const sql = yield* Effect.provide(SqlClient.SqlClient, context)
    yield* sql`create table told (n int)`
    yield* sql`insert into told values (1), (2)`
    return {
      sql,
      marked: (least: number) => sql`${sql.literal(prepared)} select n from told where n >= ${least} order by n`,
      plain: (least: number) => sql`select n from told where n >= ${least} order by n desc`,
      names: Effect.map(
        sql`select statement from pg_prepared_statements`,
        (rows) => rows.map(({ statement }) => statement)
      )
    }
  })

describe.skipIf(!Database.engines.includes(Database.served))("A statement that is marked", () => {
  it.scopedLive("is prepared, and no other one is", () =>
    Effect.gen(function*() {
      const { marked, names, plain } = yield* connections(1)
      assert.deepStrictEqual(yield* marked(1), [{ n: 1 }, { n: 2 }])
      assert.deepStrictEqual(yield* marked(2), [{ n: 2 }])
      yield* plain(1)
      assert.deepStrictEqual(yield* names, [`${prepared} select n from told where n >= $1 order by n`])
    }))

  it.scopedLive("is answered all the same where what was prepared is gone, and not prepared again", () =>
    Effect.gen(function*() {
      const { marked, names, sql } = yield* connections(1)
      yield* marked(1)
      yield* sql`deallocate all`
      assert.deepStrictEqual(yield* marked(2), [{ n: 2 }])
      assert.deepStrictEqual(yield* marked(1), [{ n: 1 }, { n: 2 }])
      assert.deepStrictEqual(yield* names, [])
    }))

  it.scopedLive("is prepared on no other connection either, once it was refused", () =>
    Effect.gen(function*() {
      const { marked, names, sql } = yield* connections(2)
      yield* sql.withTransaction(Effect.gen(function*() {
        yield* marked(1)
        // A transaction keeps its connection, so this one is the other.
        yield* Effect.scoped(Effect.gen(function*() {
          const other = yield* sql.reserve
          yield* other.executeRaw(`${prepared} select n from told where n >= $1 order by n`, [1])
          yield* other.executeRaw("deallocate all", [])
          yield* other.executeRaw(`${prepared} select n from told where n >= $1 order by n`, [2])
        }))
        yield* sql`deallocate all`
        assert.deepStrictEqual(yield* marked(2), [{ n: 2 }])
        assert.deepStrictEqual(yield* names, [])
      }))
    }))

  it.scopedLive("is answered from tables that have changed since", () =>
    Effect.gen(function*() {
      const { marked, sql } = yield* connections(1)
      yield* marked(1)
      yield* sql`alter table told alter n type text using 'n' || n`
      const error = yield* Effect.flip(marked(1))
      assert.strictEqual(error._tag, "SqlError")
      yield* sql`alter table told alter n type bigint using substr(n, 2)::bigint`
      assert.deepStrictEqual(yield* marked(2), [{ n: "2" }])
    }))

  it.scopedLive("fails a transaction that it cannot be repeated in, and not the next one", () =>
    Effect.gen(function*() {
      const { marked, sql } = yield* connections(1)
      yield* marked(1)
      yield* sql`deallocate all`
      const error = yield* Effect.flip(sql.withTransaction(marked(1)))
      assert.strictEqual(error._tag, "SqlError")
      assert.deepStrictEqual(yield* sql.withTransaction(marked(2)), [{ n: 2 }])
    }))
})
