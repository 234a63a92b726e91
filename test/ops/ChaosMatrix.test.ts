/** The fault matrix in this process, over both databases, with a real Redis and the scripted models. */
import { NodeContext, NodeHttpClient } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import * as ChaosMatrix from "../../src/ops/ChaosMatrix.ts"
import * as Client from "../../src/ops/ChaosMatrix/Client.ts"
import * as Standalone from "../../src/ops/ChaosMatrix/Standalone.ts"
import * as Database from "../support/Database.ts"
import * as RedisServer from "../support/RedisServer.ts"

const run = (url: string, over: Partial<ChaosMatrix.Options> = {}) =>
  ChaosMatrix.run({
    url,
    ...Standalone.subjects,
    deadline_ms: 1_500,
    only: [],
    progress: () => Effect.void,
    ...over
  })

const redis = RedisServer.available
  ? Effect.map(RedisServer.make, ({ url }) => ({ REDIS_URL: url }))
  : Effect.succeed({})

for (const engine of Database.engines) {
  // The other columns have no part in which database it is.
  const only = engine.name === "PGlite" ? [] : ["database", "everything"]
  const database = engine.name === "PGlite"
    ? Effect.succeed({})
    : Effect.map(Database.database, (url) => ({ DATABASE_URL: Redacted.value(url) }))

  it.scopedLive(`every promise holds in every cell, on ${engine.name}`, () =>
    Effect.gen(function*() {
      const url = yield* Standalone.start("0.0.0-test", { ...(yield* redis), ...(yield* database) })
      const report = yield* run(url, { only })
      const failed = ChaosMatrix.failures(report).map(({ column, fault, kind, problems }) =>
        `${column} ${fault} ${kind}: ${problems.join("; ")}`
      )
      assert.deepStrictEqual(failed, [])
      // 6 components, all models, everything: each by 6 faults and 9 kinds; 9 in health, and the healing of each component.
      const columns = only.length > 0 ? only.length : RedisServer.available ? 8 : 7
      const components = only.length > 0 ? 1 : columns - 2
      assert.strictEqual(report.rows.flatMap(({ cells }) => cells).length, columns * 6 * 9 + 9 + components)
    }).pipe(Effect.provide([NodeContext.layer, NodeHttpClient.layerUndici])), 300_000)
}

it.scopedLive("finds what is broken, and leaves no fault behind", () =>
  Effect.gen(function*() {
    const url = yield* Standalone.start("0.0.0-test")
    // In so little time no model can be asked, so the service is not even sound to begin with.
    const report = yield* run(url, { deadline_ms: 100, only: ["embedder:timeout:status"] })
    assert.isAbove(ChaosMatrix.failures(report).length, 0)
    const { faults } = yield* Effect.flatMap(Client.make({ url }), ({ chaos }) => chaos)
    assert.deepStrictEqual(faults, [])
    const error = yield* Effect.flip(run(url, { subject: "Nobody & Sons" }))
    assert.include(error.message, "Nobody & Sons")
  }).pipe(Effect.provide([NodeContext.layer, NodeHttpClient.layerUndici])), 120_000)
