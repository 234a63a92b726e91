/** What a user gets to read, kept as documents beside this file: `vitest -u` writes them anew, and then they are read. */
import { NodeContext } from "@effect/platform-node"
import { SqlClient } from "@effect/sql"
import { assert, describe, expect, it } from "@effect/vitest"
import { Clock, Effect, Layer, Schedule } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Answer } from "../../../src/domain/Answer.ts"
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
import { documents, now, rows } from "./golden/business.ts"
import { answered, broken, type Case } from "./golden/cases.ts"

/** No two looks at it are the same, and a thousand of them are still the same morning. */
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
    assert.deepStrictEqual((yield* Holdfast.importRows(table, rows[table])).rejected, [])
  }
  yield* Holdfast.indexDocuments(documents)
}))

/** The embedded database, the built-in composer, and nothing else. */
const service = () =>
  loaded.pipe(
    Layer.provideMerge(Holdfast.layer()),
    Layer.provideMerge(Migrations.layer),
    Layer.provideMerge(Layer.mergeAll(
      Database.embedded.layer(),
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

/** Until what was said has been learned, so that the next turn knows it however busy the machine is. */
const learned = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const waiting = yield* sql`select id from app.jobs`
  if (waiting.length > 0) return yield* Effect.fail("not yet")
}).pipe(Effect.retry(Schedule.spaced("20 millis")), Effect.orDie)

const languages = ["en", "fr"] as const

/** Each case is a conversation of its own, of a user who has said nothing before. */
const conversation = ({ name, ...asked }: Case, language: typeof languages[number]) =>
  Effect.gen(function*() {
    const whose = `${name}-${language}`
    const turns: Array<string> = []
    for (const query of asked[language]) {
      if (turns.length > 0) yield* learned
      const answer = yield* Holdfast.ask({ query, session_id: whose, user_id: whose, deadline_ms: 60_000 })
      turns.push(asDocument(query, answer))
    }
    yield* Effect.promise(() =>
      expect(`${turns.join("\n---\n\n")}`).toMatchFileSnapshot(`golden/${language}/${name}.md`)
    )
  })

const asDocument = (query: string, answer: Answer): string => {
  const citations = answer.citations.map(({ excerpt, marker, title }) =>
    `- ${marker} ${title}: ${excerpt.replace(/\s+/g, " ").slice(0, 160)}`
  )
  return [
    `> ${query}`,
    answer.text,
    ...(citations.length === 0 ? [] : [`**Citations**\n${citations.join("\n")}`]),
    ...(answer.suggestions.length === 0
      ? []
      : [`**Suggestions**\n${answer.suggestions.map((one) => `- ${one}`).join("\n")}`]),
    ...(answer.degradations.length === 0
      ? []
      : [
        `**Degraded**\n${
          answer.degradations.map(({ component, reason, used_instead }) =>
            `- ${component}: ${reason}; used ${used_instead}`
          ).join("\n")
        }`
      ]),
    `*${answer.source}, ${answer.intent}, ${answer.complexity}, confidence ${answer.confidence.toFixed(2)}*\n`
  ].join("\n\n")
}

const all = (cases: ReadonlyArray<Case>) =>
  Effect.forEach(cases, (one) => Effect.forEach(languages, (language) => conversation(one, language)), {
    discard: true
  })

describe("answers read as they did when they were last read", () => {
  it.live(
    "with everything at hand",
    () => all(answered).pipe(Effect.withClock(ticking), Effect.provide(service()), Effect.scoped),
    240_000
  )

  for (const { away, cases } of broken) {
    it.live(`after “${away}”`, () =>
      Effect.gen(function*() {
        yield* (yield* SqlClient.SqlClient).unsafe(away)
        yield* all(cases)
      }).pipe(Effect.withClock(ticking), Effect.provide(service()), Effect.scoped), 120_000)
  }
})
