/** `holdfast dlq`, on the database and on a service that runs. */
import { NodeHttpClient } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { Context, Effect, Layer, Redacted, Stream } from "effect"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { TenantId } from "../../src/domain/Ids.ts"
import * as Dlq from "../../src/ops/DeadLetters.ts"
import * as Remote from "../../src/ops/DeadLetters/Remote.ts"
import * as DeadLetters from "../../src/storage/DeadLetters.ts"
import * as DeadLettersSql from "../../src/storage/DeadLetters/Sql.ts"
import * as PGlite from "../../src/storage/PGlite.ts"
import * as SpoolLayer from "../../src/storage/Spool.ts"
import * as Program from "../support/Program.ts"
import * as Service from "../support/Service.ts"

const letter = (id: string, over: Partial<DeadLetters.DeadLetter> = {}): Omit<DeadLetters.DeadLetter, "status"> => ({
  id,
  tenant: "default",
  operation: "learn",
  payload: { not: "an exchange" },
  error: { name: "ParseError", message: "it is not as it was" },
  severity: "permanent",
  category: "validation",
  attempts: 1,
  history: [],
  correlation_id: null,
  first_failed_at: "2026-01-01T00:00:00.000Z",
  last_failed_at: "2026-01-01T00:00:00.000Z",
  ...over
})

it.scopedLive(
  "works on the database where no service runs, and says how to ask one that does",
  () =>
    Effect.gen(function*() {
      const dataDir = yield* Service.preparedFolder
      yield* Effect.gen(function*() {
        const letters = yield* DeadLetters.DeadLetters
        yield* letters.add(letter("learn:1"))
        yield* letters.add(letter("learn:2", { severity: "critical" }))
      }).pipe(
        Effect.provide(Layer.provide(DeadLettersSql.layer, [PGlite.layer({ dataDir }), SpoolLayer.layer({ dataDir })]))
      )
      const dlq = (...args: ReadonlyArray<string>) => Program.run(["dlq", ...args], { HOLDFAST_DATA_DIR: dataDir })
      const table = (yield* dlq("list")).out
      assert.match(table, /^ID +OPERATION +SEVERITY .*\nlearn:\d +learn +/)
      assert.deepInclude(JSON.parse((yield* dlq("list", "--json", "--severity", "critical")).out), { id: "learn:2" })
      assert.deepInclude(JSON.parse((yield* dlq("count", "--json")).out), { total_failures: 2 })
      const refused = yield* dlq("clear", "--severity", "critical")
      assert.strictEqual(refused.code, 1)
      assert.include(refused.out, "1 dead letter would be thrown away for good. Say --yes")
      assert.include((yield* dlq("clear", "--severity", "critical", "--yes")).out, "1 dead letter thrown away.")
      const file = join(dataDir, "letters.ndjson")
      assert.strictEqual((yield* dlq("export", file)).code, 0)
      assert.deepInclude(JSON.parse(readFileSync(file, "utf8")), { id: "learn:1" })
      assert.include((yield* dlq("replay", "nobody")).out, "no dead letter with the id \"nobody\"")

      const { service } = yield* Program.serve({ HOLDFAST_DATA_DIR: dataDir })
      const locked = yield* dlq("count")
      assert.strictEqual(locked.code, 1)
      assert.include(locked.out, "--url")
      assert.include((yield* dlq("count", "--url", service.url)).out, "1 dead letter")
    }),
  120_000
)

it.scopedLive("asks a service that runs, as an operator, for the tenant of the key", () =>
  Effect.gen(function*() {
    const service = yield* Service.start({ HOLDFAST_API_KEYS: "o:acme:operator,u:acme:user,r:rival:operator" })
    const letters = Context.get(service.context, DeadLetters.DeadLetters)
    const acme = { tenant: "acme" }
    for (let n = 0; n < 120; n += 1) yield* letters.add(letter(`x:${n}`, { ...acme, operation: "x" }))
    yield* letters.add(letter("y:1", { ...acme, operation: "y" }))
    const as = (key: string) => Remote.make(service.url, Redacted.make(key))
    yield* Effect.gen(function*() {
      const operator = yield* as("o")
      assert.strictEqual((yield* operator.counts).total_failures, 121)
      assert.strictEqual(yield* Stream.runCount(operator.exported({})), 121)
      assert.strictEqual(yield* Stream.runCount((yield* as("r")).exported({})), 0)
      assert.strictEqual((yield* Effect.flip((yield* as("u")).clear({})))._tag, "ServiceRefused")
      assert.strictEqual((yield* Effect.flip(operator.replay("nobody")))._tag, "ServiceRefused")
      assert.strictEqual(yield* (yield* as("r")).clear({}), 0)
      assert.strictEqual(yield* operator.clear({ operation: "y" }), 1)
      const byQuery = yield* service.call(
        "POST",
        "/api/v1/monitoring/dead-letter-queue/clear?operation=nothing",
        undefined,
        { authorization: "Bearer o" }
      )
      assert.deepStrictEqual(byQuery.json, { success: true, cleared: 0 })
      const misspelt = yield* service.call(
        "POST",
        "/api/v1/monitoring/dead-letter-queue/clear",
        { opertion: "x" },
        { authorization: "Bearer o" }
      )
      assert.strictEqual(misspelt.status, 400)
      assert.strictEqual(yield* operator.replayAll({ operation: "x" }), 120)
      assert.strictEqual((yield* letters.counts(TenantId.make("acme"))).total_failures, 0)
      assert.strictEqual((yield* Effect.flip(Dlq.clear(operator, {}, false)))._tag, "Unconfirmed")
    }).pipe(Effect.provide(NodeHttpClient.layerUndici))
  }), 60_000)
