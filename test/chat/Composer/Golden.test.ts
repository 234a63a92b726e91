/** What a user gets to read, kept as documents beside this file: `vitest -u` writes them anew, and then they are read. */
import { SqlClient } from "@effect/sql"
import { assert, describe, expect, it } from "@effect/vitest"
import { Effect, Layer, Schedule } from "effect"
import type { Answer } from "../../../src/domain/Answer.ts"
import * as Holdfast from "../../../src/Holdfast.ts"
import * as Assembly from "../../support/Assembly.ts"
import * as Database from "../../support/Database.ts"
import { documents, now, rows } from "./golden/business.ts"
import { answered, broken, type Case } from "./golden/cases.ts"

const clock = Assembly.tickingFrom(now)

const loaded = Layer.effectDiscard(Effect.gen(function*() {
  for (const table of ["customers", "sales_orders", "invoices", "payments"] as const) {
    assert.deepStrictEqual((yield* Holdfast.importRows(table, rows[table])).rejected, [])
  }
  yield* Holdfast.indexDocuments(documents)
}))

const service = () => Layer.provideMerge(loaded, Assembly.layer(Database.embedded, clock))

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
    () => all(answered).pipe(Effect.withClock(clock), Effect.provide(service()), Effect.scoped),
    240_000
  )

  for (const { away, cases } of broken) {
    it.live(`after “${away}”`, () =>
      Effect.gen(function*() {
        yield* (yield* SqlClient.SqlClient).unsafe(away)
        yield* all(cases)
      }).pipe(Effect.withClock(clock), Effect.provide(service()), Effect.scoped), 120_000)
  }
})
