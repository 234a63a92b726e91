import { assert, it } from "@effect/vitest"
import { Effect, Fiber, TestClock } from "effect"
import { nothing } from "../../../src/chat/Composer/Measures/Sheaf.ts"
import { withTheFirst } from "../../../src/chat/Measuring/First.ts"
import * as Stages from "../../../src/chat/Stages.ts"
import type { Evidence } from "../../../src/domain/Evidence.ts"
import type { MeasuredRow, MeasureQuestion } from "../../../src/domain/Measure.ts"
import type { Question } from "../../../src/domain/Question.ts"
import type { Measures } from "../../../src/knowledge/Measures.ts"
import { StoreError } from "../../../src/storage/StoreError.ts"
import { acme, delta, user } from "../../support/Answers.ts"

const asked: Question = { tenant: acme, query: "", user_id: user, correlation_id: "c", deadline_ms: 10_000 }
const row = (key: string, name: string, value: number, currency: string): MeasuredRow => ({
  ...nothing,
  key,
  name,
  currency,
  value
})

const first = (
  query: string,
  measure: (questions: ReadonlyArray<MeasureQuestion>) => Effect.Effect<ReadonlyArray<Evidence>, StoreError>,
  entities: ReadonlyArray<typeof delta> = []
) =>
  Effect.gen(function*() {
    const looked: Array<MeasureQuestion> = []
    const measures: typeof Measures.Service = {
      measure: (_, questions) => {
        looked.push(...questions)
        return measure(questions)
      },
      fields: () => Effect.succeed([]),
      industriesIn: () => Effect.succeed([]),
      industriesWith: () => Effect.succeed([]),
      detailsOf: () => Effect.succeed([])
    }
    const stages = Stages.make(undefined, () => Effect.void)
    const subject = { query, entities, records: [], disambiguation: undefined }
    const found = yield* withTheFirst(measures, { ...asked, query }, subject, Date.UTC(2026, 4, 20), stages)
    return { ...found, looked, degradations: stages.degradations }
  })

/** Who comes first in each currency, and how many customers there are in it. */
const ranked =
  (...sides: ReadonlyArray<readonly [MeasuredRow, number]>) => ([question]: ReadonlyArray<MeasureQuestion>) =>
    Effect.succeed(
      [{
        kind: "fact",
        ref: "measure:x",
        title: "",
        text: "",
        score: 1,
        data: {
          question,
          rows: sides.map(([one]) => one),
          groups_count: sides.length,
          totals: sides.map(([{ currency }, groups]) => ({ currency, amount: 1, groups })),
          wholes: [],
          tested: false
        }
      }] as const
    )
const apex = row("c-apex", "Apex Tooling", 9, "USD")
const europa = row("c-europa", "Europa", 99, "EUR")

it.effect("puts who comes first in the place of who is meant so, with what that was told by", () =>
  Effect.gen(function*() {
    const { evidence, looked, subject } = yield* first("What does our biggest customer owe us?", ranked([apex, 2]))
    assert.deepStrictEqual(looked.map(({ by, metric }) => [metric, by]), [["revenue", "customer"]])
    assert.strictEqual(subject.query, "What does Apex Tooling owe us?")
    assert.deepStrictEqual(subject.entities.map(({ entity_id }) => entity_id), ["c-apex"])
    assert.deepStrictEqual(looked.map(({ rank }) => rank?.limit), [1])
    assert.lengthOf(evidence, 1)
    assert.deepNestedInclude(evidence[0], { "data.chosen.rows": [apex] })
  }))

it.effect("takes a name as it is written", () =>
  Effect.gen(function*() {
    const odd = row("c-odd", "Cash $& Carry $'", 9, "USD")
    const { subject } = yield* first("What does our best customer owe us?", ranked([odd, 1]))
    assert.strictEqual(subject.query, "What does Cash $& Carry $' owe us?")
  }))

it.effect("leaves a question alone that asks who it is, names somebody, or means a part of all", () =>
  Effect.gen(function*() {
    for (
      const query of [
        "Who is our biggest customer?",
        "And which is the slowest-paying customer?",
        "Qui est notre meilleur client ?",
        "What share of revenue comes from our biggest customer?",
        "What does the biggest customer in Texas owe us?",
        "How much do our biggest customers owe us?",
        "How much overdue does the best account manager have?",
        "How large was the largest customer payment?"
      ]
    ) {
      const { looked, subject } = yield* first(query, ranked([apex, 1]))
      assert.strictEqual(subject.query, query)
      assert.lengthOf(looked, 0, query)
    }
    const named = yield* first("Is Delta our biggest customer?", ranked([apex, 1]), [delta])
    assert.deepStrictEqual(named.subject.entities, [delta])
  }))

it.effect("compares no currencies: that of most customers counts, and of two that are as common it is asked who is meant", () =>
  Effect.gen(function*() {
    const most = yield* first("How is our best customer doing?", ranked([europa, 1], [apex, 2]))
    assert.strictEqual(most.subject.query, "How is Apex Tooling doing?")
    const even = yield* first("What is our best customer's email?", ranked([europa, 2], [apex, 2]))
    assert.strictEqual(even.subject.query, "What is their email?")
    assert.deepStrictEqual(even.evidence, [])
  }))

it.effect("takes nobody where the rows cannot be read, or not in time, and says so", () =>
  Effect.gen(function*() {
    const failing = () => new StoreError({ operation: "measure", cause: "down" })
    const failed = yield* first("Should we call our worst payer?", failing)
    assert.strictEqual(failed.subject.query, "Should we call they?")
    assert.deepStrictEqual(failed.degradations.map(({ component }) => component), ["facts.first"])
    const slow = yield* Effect.fork(first("Combien doit notre plus gros client ?", () => Effect.never))
    yield* TestClock.adjust("3 seconds")
    const late = yield* Fiber.join(slow)
    assert.strictEqual(late.subject.query, "Combien doit ils ?")
    assert.deepStrictEqual(late.degradations.map(({ reason }) => reason), ["timeout"])
  }))
