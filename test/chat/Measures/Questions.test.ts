/** Every question of the table, through the whole service, on both databases. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import * as Holdfast from "../../../src/Holdfast.ts"
import * as Assembly from "../../support/Assembly.ts"
import * as Database from "../../support/Database.ts"
import { now, rows } from "./business.ts"
import { claims } from "./claims.ts"
import { english } from "./english.ts"
import { first } from "./first.ts"
import { french } from "./french.ts"
import { ordinary } from "./ordinary.ts"
import { owners } from "./owners.ts"
import { parts } from "./parts.ts"
import { places } from "./places.ts"
import { refusals } from "./refusals.ts"
import { sorted } from "./sorted.ts"
import { them } from "./them.ts"

const clock = Assembly.tickingFrom(now)

const loaded = Layer.effectDiscard(Effect.gen(function*() {
  for (const table of ["customers", "sales_orders", "invoices", "payments"] as const) {
    const report = yield* Holdfast.importRows(table, rows[table])
    assert.deepStrictEqual(report.rejected, [])
    // Somebody else's rows, the same and more of them, must show in no number.
    yield* Holdfast.importRows(table, rows[table], "other")
  }
}))

const service = (engine: Database.Engine) => Layer.provideMerge(loaded, Assembly.layer(engine, clock))

const questions = [
  ...english,
  ...owners,
  ...ordinary,
  ...french,
  ...refusals,
  ...claims,
  ...places,
  ...parts,
  ...sorted,
  ...first,
  ...them
]
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
          const traced = refused === true || answer.citations.some(({ ref }) => /^(?:measure|customer):/.test(ref))
          if (missing.length > 0 || !honest || !traced) {
            wrong.push(`${question}\n  missing: ${missing.join(" ; ")}\n  ${text}\n  ${answer.confidence}`)
          }
        }
        assert.deepStrictEqual(wrong, [])
      }).pipe(Effect.withClock(clock), Effect.provide(service(engine)), Effect.scoped), 240_000)
  })
}
