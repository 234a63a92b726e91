/** What the embedded database promises beyond SQL: its directory is its own, and survives its process. */
import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, type Scope } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import { join } from "node:path"
import * as PackageRoot from "../../src/storage/PackageRoot.ts"
import * as PGlite from "../../src/storage/PGlite.ts"
import { directory } from "./fixtures.ts"

it.scopedLive("keeps what was committed when its process is killed", () =>
  Effect.gen(function*() {
    const dataDir = yield* directory
    const { child, committed } = yield* writer(dataDir)
    yield* Effect.promise(() => committed(20))
    const refused = yield* Effect.flip(Layer.build(PGlite.layer({ dataDir })))
    yield* Effect.promise(() => killed(child))
    const known = yield* Effect.promise(() => committed(20))

    const context = yield* Layer.build(PGlite.layer({ dataDir }))
    const rows = yield* Effect.provide(
      Effect.flatMap(SqlClient.SqlClient, (sql) => sql<{ readonly n: number }>`select n from rows order by n`),
      context
    )

    assert.strictEqual(refused._tag, "DataDirectoryLocked")
    assert.include(refused.message, String(child.pid))
    assert.isAtLeast(rows.length, known)
    assert.deepStrictEqual(rows.map(({ n }) => n), rows.map((_, i) => i + 1))
  }), 120_000)

it.scopedLive(
  "starts again over its files when its engine is stuck, and fails the transaction that it was in",
  () =>
    Effect.gen(function*() {
      const dataDir = yield* directory
      const context = yield* Layer.build(PGlite.layer({ dataDir, statementLimit: "2 seconds" }))
      const sql = yield* Effect.provide(SqlClient.SqlClient, context)
      const endless = sql`select count(*) from generate_series(1, 10000000000)`
      yield* sql`create table kept (n int)`
      yield* sql`insert into kept values (1)`
      const error = yield* Effect.flip(sql.withTransaction(Effect.zipRight(sql`insert into kept values (2)`, endless)))
      assert.strictEqual(error._tag, "SqlError")
      assert.deepStrictEqual(yield* sql`select n from kept`, [{ n: 1 }])
    }),
  120_000
)

it.scopedLive("frees its directory when its scope closes", () =>
  Effect.gen(function*() {
    const dataDir = yield* directory
    const name = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`select 1 as n`)
    yield* Effect.scoped(Effect.provide(name, PGlite.layer({ dataDir })))
    assert.deepStrictEqual(yield* Effect.provide(name, PGlite.layer({ dataDir })), [{ n: 1 }])
  }), 120_000)

it.scopedLive("says what is wrong with a directory that cannot be one", () =>
  Effect.gen(function*() {
    const dataDir = join(yield* directory, "file")
    yield* Effect.promise(async () => (await import("node:fs/promises")).writeFile(dataDir, "not a directory"))
    const error = yield* Effect.flip(Layer.build(PGlite.layer({ dataDir })))
    assert.strictEqual(error._tag, "DataDirectoryUnusable")
    assert.include(error.message, dataDir)
  }))

/** Another process with the same database; `committed(n)` returns how many rows it has told of, once there are `n`. */
const writer = Effect.fnUntraced(function*(dataDir: string): Effect.fn.Return<
  { readonly child: ChildProcess; readonly committed: (n: number) => Promise<number> },
  never,
  Scope.Scope
> {
  const child = yield* Effect.acquireRelease(
    Effect.sync(() =>
      spawn(process.execPath, ["--import", "tsx", join(PackageRoot.root, "test/storage/writer.ts"), dataDir], {
        cwd: PackageRoot.root,
        stdio: ["ignore", "pipe", "inherit"]
      })
    ),
    (child) => Effect.promise(() => killed(child))
  )
  let told = 0
  let changed = () => {}
  child.stdout.on("data", (chunk: Buffer) => {
    told = Number(chunk.toString().trimEnd().split("\n").at(-1))
    changed()
  })
  const committed = (n: number) =>
    new Promise<number>((resolve, reject) => {
      child.once("exit", () => told < n ? reject(new Error("the writer ended")) : undefined)
      changed = () => {
        if (told >= n) resolve(told)
      }
      changed()
    })
  return { child, committed }
})

const killed = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once("exit", () => resolve())
    child.kill("SIGKILL")
  })
