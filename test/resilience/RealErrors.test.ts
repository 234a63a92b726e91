/** How failures are classified that real servers, sockets and disks really give, and that none of ours is forgotten. */
import { SqlClient } from "@effect/sql"
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Layer, Option, Redacted } from "effect"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { read, updated } from "../../.ci/errorTable.ts"
import { classify } from "../../src/resilience/ErrorClassification.ts"
import * as Known from "../../src/resilience/KnownErrors.ts"
import * as Redis from "../../src/storage/Redis.ts"
import { eventually } from "../storage/fixtures.ts"
import * as Database from "../support/Database.ts"
import { freePort } from "../support/Process.ts"
import * as RedisServer from "../support/RedisServer.ts"

const said = (error: unknown) => {
  const { category, severity } = classify(error)
  return `${severity} ${category}`
}
const rejection = (promise: () => Promise<unknown>) =>
  Effect.promise(() => promise().then(() => "nothing was wrong", (error: unknown) => said(error)))

for (const engine of Database.engines) {
  it.layer(engine.layer())(`statements on ${engine.name}`, (it) => {
    it.effect("fail as what they are", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const expected: ReadonlyArray<readonly [string, string]> = [
          ["select 1 / 0", "permanent validation"],
          ["select 'x'::int", "permanent validation"],
          ["selec 1", "permanent database"],
          ["select * from no.such_table", "permanent database"],
          ["insert into app.forgotten_users values (null)", "permanent validation"],
          [
            "do $$ begin perform pg_advisory_lock(1); raise exception using errcode = '40001'; end $$",
            "transient database"
          ],
          ["do $$ begin raise exception using errcode = '53100'; end $$", "critical capacity"],
          ["do $$ begin raise exception using errcode = '57P01'; end $$", "recoverable database"]
        ]
        for (const [statement, how] of expected) {
          assert.strictEqual(said(yield* Effect.flip(sql.unsafe(statement))), how, statement)
        }
      }))
  })
}

it.scopedLive.skipIf(!RedisServer.available)(
  "a Redis that refuses says why, without the words of the command",
  () =>
    Effect.gen(function*() {
      const server = yield* RedisServer.make
      const built = yield* Layer.build(Redis.layer(Redacted.make(server.url)))
      const { commands } = Context.get(built, Redis.Redis)
      const { use } = Option.getOrThrow(commands)
      yield* eventually(Effect.option(use((redis) => redis.ping())), Option.isSome)
      const failing = (command: (redis: Parameters<Parameters<typeof use>[0]>[0]) => Promise<unknown>) =>
        Effect.flip(use(command))
      yield* use((redis) => redis.set("text", "x"))
      const wrong = yield* failing((redis) => redis.lpush("text", "personal"))
      assert.strictEqual(said(wrong), "recoverable cache")
      assert.strictEqual(said(yield* failing((redis) => redis.call("NOSUCH", "personal"))), "permanent cache")
      assert.strictEqual(said(yield* failing((redis) => redis.evalsha("0".repeat(40), 0))), "transient cache")
      assert.notInclude(
        JSON.stringify([wrong, yield* failing((redis) => redis.call("NOSUCH", "personal"))]),
        "personal"
      )
      yield* use((redis) => redis.config("SET", "maxmemory", "1"))
      assert.strictEqual(said(yield* failing((redis) => redis.set("more", "x"))), "recoverable capacity")
      yield* use((redis) => redis.config("SET", "maxmemory", "0"))
      yield* use((redis) => redis.call("REPLICAOF", "127.0.0.1", "1"))
      assert.strictEqual(said(yield* failing((redis) => redis.set("more", "x"))), "recoverable cache")
      yield* use((redis) => redis.call("REPLICAOF", "NO", "ONE"))
      yield* use((redis) => redis.config("SET", "requirepass", "secret"))
      yield* Effect.ignore(use((redis) => redis.call("RESET")))
      assert.strictEqual(said(yield* failing((redis) => redis.get("text"))), "permanent authentication")
    }),
  60_000
)

describe("sockets, names and disks", () => {
  it.live("fail as what they are", () =>
    Effect.gen(function*() {
      const folder = mkdtempSync(join(tmpdir(), "holdfast-test-"))
      const missing = join(folder, "none", "file")
      const nowhere = `http://127.0.0.1:${yield* freePort}`
      assert.strictEqual(
        yield* rejection(() => new Promise((_, reject) => connect(1, "127.0.0.1").on("error", reject))),
        "recoverable network"
      )
      assert.strictEqual(yield* rejection(() => fetch(nowhere)), "recoverable network")
      assert.match(yield* rejection(() => fetch("http://no.such.host.invalid")), / network$/)
      assert.strictEqual(
        yield* rejection(() => fetch(nowhere, { signal: AbortSignal.abort() })),
        "recoverable timeout"
      )
      assert.strictEqual(yield* rejection(() => readFile(missing)), "permanent not_found")
      assert.strictEqual(yield* rejection(() => writeFile(folder, "x")), "permanent validation")
      assert.strictEqual(yield* rejection(() => mkdir(folder)), "permanent conflict")
      assert.strictEqual(yield* rejection(() => writeFile(join(folder, "x".repeat(300)), "x")), "permanent validation")
      rmSync(folder, { recursive: true })
    }))
})

/** They stay within the module that raises them, or end a command with their own message. */
const inside = new Set(["NothingToAnswerFrom", "Unfinished"])

it("every error of ours says what it is, or is known", () => {
  const source = join(import.meta.dirname, "../../src")
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("ops/"))
  const errors = files.flatMap((file) =>
    readFileSync(join(source, file), "utf8").split(/^(?=export class |class )/m).slice(1).flatMap((text) => {
      const [, name] = /TaggedError(?:<[^>]*>)?\(\)?\(?"(\w+)"/.exec(text) ?? []
      return name === undefined ? [] : [{ name, says: text.includes("[Classification]") }]
    })
  )
  assert.isAtLeast(errors.length, 20)
  const unknown = errors.filter(({ name, says }) =>
    !says && Known.byTag[name] === undefined && Known.wrappers[name] === undefined && !inside.has(name)
  )
  assert.deepStrictEqual(unknown, [])
})

it("the guide's tables are those of the code", () => {
  assert.strictEqual(read(), updated(read()), "run npm run docs")
})
