/** Every question of the table, through the whole service, on both databases. */
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Layer } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Holdfast from "../../../src/Holdfast.ts"
import * as EmbeddingsLocal from "../../../src/llm/Embeddings/Local.ts"
import * as Models from "../../../src/llm/Models.ts"
import * as CircuitBreakers from "../../../src/resilience/CircuitBreakers.ts"
import * as Migrations from "../../../src/storage/Migrations.ts"
import * as Redis from "../../../src/storage/Redis.ts"
import * as Spool from "../../../src/storage/Spool.ts"
import * as ErrorAnalytics from "../../../src/telemetry/ErrorAnalytics.ts"
import * as Performance from "../../../src/telemetry/Performance.ts"
import * as Database from "../../support/Database.ts"
import { now, rows } from "./business.ts"
import { english } from "./english.ts"
import { french } from "./french.ts"
import { ordinary } from "./ordinary.ts"
import { owners } from "./owners.ts"
import { refusals } from "./refusals.ts"

/** A clock that has just come to the moment which the rows are dated back from; no two looks at it are the same. */
const real = Clock.make()
let looks = 0
const time = () => now + looks++
const ticking: Clock.Clock = {
  [Clock.ClockTypeId]: Clock.ClockTypeId,
  unsafeCurrentTimeMillis: time,
  unsafeCurrentTimeNanos: () => BigInt(time()) * 1_000_000n,
  currentTimeMillis: Effect.sync(time),
  currentTimeNanos: Effect.sync(() => BigInt(time()) * 1_000_000n),
  sleep: (duration) => real.sleep(duration)
}

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "holdfast-test-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

const loaded = Layer.effectDiscard(Effect.gen(function*() {
  for (const table of ["customers", "sales_orders", "invoices", "payments"] as const) {
    const report = yield* Holdfast.importRows(table, rows[table])
    assert.deepStrictEqual(report.rejected, [])
    // Somebody else's rows, the same and more of them, must show in no number.
    yield* Holdfast.importRows(table, rows[table], "other")
  }
}))

const service = (engine: Database.Engine) =>
  loaded.pipe(
    Layer.provideMerge(Holdfast.layer()),
    Layer.provideMerge(Migrations.layer),
    Layer.provideMerge(Layer.mergeAll(
      engine.layer(),
      Layer.unwrapScoped(Effect.map(folder, (dataDir) => Spool.layer({ dataDir }))),
      Redis.layerNone,
      EmbeddingsLocal.layer,
      Models.layerNone,
      CircuitBreakers.layer,
      Performance.layer,
      ErrorAnalytics.layer
    )),
    Layer.provide(NodeContext.layer),
    Layer.provideMerge(Layer.setClock(ticking))
  )

const questions = [...english, ...owners, ...ordinary, ...french, ...refusals]
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ")

for (const engine of Database.engines) {
  describe(`questions for numbers on ${engine.name}`, () => {
    it.live("are answered with the numbers of the rows, or refused for the reason", () =>
      Effect.gen(function*() {
        let session = 0
        const wrong: Array<string> = []
        for (const { follows, question, refused, says } of questions) {
          session += follows === true ? 0 : 1
          const answer = yield* Holdfast.ask({ query: question, session_id: `s-${session}` })
          const text = plain(answer.text)
          const missing = says.filter((part) => !text.includes(plain(part)))
          const honest = refused === true ? answer.confidence <= 0.3 : answer.confidence > 0.5
          const traced = refused === true || answer.citations.some(({ ref }) => ref.startsWith("measure:"))
          if (missing.length > 0 || !honest || !traced) {
            wrong.push(`${question}\n  missing: ${missing.join(" ; ")}\n  ${text}\n  ${answer.confidence}`)
          }
        }
        assert.deepStrictEqual(wrong, [])
      }).pipe(Effect.withClock(ticking), Effect.provide(service(engine)), Effect.scoped), 240_000)
  })
}
