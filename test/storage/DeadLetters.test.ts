import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { defaultTenant, TenantId } from "../../src/domain/Ids.ts"
import * as DeadLetters from "../../src/storage/DeadLetters.ts"
import * as DeadLettersSql from "../../src/storage/DeadLetters/Sql.ts"
import * as Forgotten from "../../src/storage/Forgotten.ts"
import * as Migrations from "../../src/storage/Migrations.ts"
import * as Postgres from "../../src/storage/Postgres.ts"
import * as Spool from "../../src/storage/Spool.ts"
import * as Database from "../support/Database.ts"
import * as PostgresServer from "../support/PostgresServer.ts"
import { directory, eventually } from "./fixtures.ts"

const spool = Layer.unwrapScoped(Effect.map(directory, (dataDir) => Spool.layer({ dataDir })))
const over = <E>(database: Layer.Layer<SqlClient.SqlClient, E>) =>
  DeadLettersSql.layer.pipe(Layer.provide(spool), Layer.provideMerge(database))

for (const engine of Database.engines) {
  it.layer(over(engine.layer()))(`DeadLetters on ${engine.name}`, (it) => {
    it.effect("are listed page by page, the latest first", () =>
      Effect.gen(function*() {
        const letters = yield* DeadLetters.DeadLetters
        // Two of one moment, so that the page breaks between equals.
        const times = ["2026-01-01", "2026-01-02", "2026-01-02", "2026-01-03", "2026-01-04"]
        yield* Effect.forEach(
          times,
          (day, i) => letters.add(letter(`l${i}`, { last_failed_at: `${day}T00:00:00.000Z` }))
        )
        const pages: Array<ReadonlyArray<string>> = []
        let cursor: string | undefined
        do {
          const page: { readonly items: ReadonlyArray<{ readonly id: string }>; readonly next_cursor: string | null } =
            yield* letters.list(defaultTenant, { limit: 2, cursor })
          pages.push(page.items.map(({ id }) => id))
          cursor = page.next_cursor ?? undefined
        } while (cursor !== undefined)

        assert.deepStrictEqual(pages, [["l4", "l3"], ["l2", "l1"], ["l0"]])
      }))

    it.effect("refuse a cursor that they did not give", () =>
      Effect.gen(function*() {
        const letters = yield* DeadLetters.DeadLetters
        const error = yield* Effect.flip(letters.list(defaultTenant, { limit: 2, cursor: "made-up" }))
        assert.strictEqual(error._tag, "InvalidRequest")
      }))

    it.effect("are one tenant's own", () =>
      Effect.gen(function*() {
        const letters = yield* DeadLetters.DeadLetters
        const other = TenantId.make("other")
        yield* letters.add(letter("private", { operation: "theirs" }))
        assert.deepStrictEqual((yield* letters.list(other, { limit: 9 })).items, [])
        assert.strictEqual((yield* Effect.flip(letters.replay(other, "private")))._tag, "NotFound")
        assert.strictEqual(yield* letters.replayAll(other), 0)
        assert.strictEqual(yield* letters.clear(other), 0)
        assert.strictEqual((yield* letters.counts(other)).total_failures, 0)
      }))

    it.effect("hold no secrets", () =>
      Effect.gen(function*() {
        const letters = yield* DeadLetters.DeadLetters
        yield* letters.add(letter("secret", {
          operation: "secret",
          payload: { password: "hunter2", note: "call with Bearer abcdefghijkl", url: "postgres://u:pw@h/d", tokens: 5 }
        }))
        const { items } = yield* letters.list(defaultTenant, { limit: 9, operation: "secret" })
        assert.deepStrictEqual(items[0]?.payload, {
          password: "<redacted>",
          note: "call with Bearer <redacted>",
          url: "postgres://u:<redacted>@h/d",
          tokens: 5
        })
      }))

    it.effect("keep nothing that a forgotten user said before", () =>
      Effect.gen(function*() {
        const letters = yield* DeadLetters.DeadLetters
        const sql = yield* SqlClient.SqlClient
        yield* Forgotten.forget(sql, defaultTenant, "u-9", Date.UTC(2026, 0, 2))
        const about = { operation: "forgotten", payload: { user_id: "u-9", query: "private \0" } }
        yield* letters.add(letter("before", about))
        yield* letters.add(letter("after", { ...about, first_failed_at: "2026-01-03T00:00:00.000Z" }))
        const { items } = yield* letters.list(defaultTenant, { limit: 9, operation: "forgotten" })
        assert.deepStrictEqual(items.map(({ id }) => id), ["after"])
      }))

    it.effect("are cleared by what they are", () =>
      Effect.gen(function*() {
        const letters = yield* DeadLetters.DeadLetters
        yield* letters.add(letter("c1", { operation: "clear", severity: "permanent" }))
        yield* letters.add(letter("c2", { operation: "clear", severity: "critical" }))
        assert.strictEqual(yield* letters.clear(defaultTenant, { operation: "clear", severity: "critical" }), 1)
        const { items } = yield* letters.list(defaultTenant, { limit: 9, operation: "clear" })
        assert.deepStrictEqual(items.map(({ id }) => id), ["c1"])
      }))
  })
}

it.scopedLive.skipIf(!PostgresServer.available)(
  "wait on disk while the database is away",
  () =>
    Effect.gen(function*() {
      const server = yield* PostgresServer.make
      const database = Postgres.layer({ url: Redacted.make(server.url) })
      yield* Effect.provide(Migrations.run, database)
      const context = yield* Layer.build(over(database))
      const letters = yield* Effect.provide(DeadLetters.DeadLetters, context)
      yield* server.stop
      yield* letters.add(letter("kept", { operation: "kept" }))
      yield* server.start
      const found = yield* eventually(
        Effect.orElseSucceed(letters.counts(defaultTenant), () => undefined),
        (counts) => (counts?.total_failures ?? 0) > 0
      )
      assert.strictEqual(found?.by_operation["kept"], 1)
    }),
  120_000
)

const letter = (id: string, fields: Partial<DeadLetters.DeadLetter>) => ({
  id,
  tenant: defaultTenant,
  operation: "learn",
  payload: {},
  error: { name: "Unavailable" },
  severity: "recoverable",
  category: "internal",
  attempts: 5,
  history: [],
  correlation_id: null,
  first_failed_at: "2026-01-01T00:00:00.000Z",
  last_failed_at: "2026-01-01T00:00:00.000Z",
  ...fields
})
