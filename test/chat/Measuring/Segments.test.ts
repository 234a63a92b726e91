import { assert, it } from "@effect/vitest"
import { Effect, Fiber, TestClock } from "effect"
import { readingOf } from "../../../src/chat/Measuring/Segments.ts"
import * as Stages from "../../../src/chat/Stages.ts"
import type { Question } from "../../../src/domain/Question.ts"
import type { Measures } from "../../../src/knowledge/Measures.ts"
import { StoreError } from "../../../src/storage/StoreError.ts"
import { acme, delta, user } from "../../support/Answers.ts"

const question: Question = { tenant: acme, query: "", user_id: user, correlation_id: "c", deadline_ms: 10_000 }
const texas = { path: ["state"], value: "Texas", words: "texas" }

const reading = (
  query: string,
  detailsOf: typeof Measures.Service["detailsOf"],
  { before = [], entities = [], known = true }: {
    readonly before?: ReadonlyArray<string>
    readonly entities?: ReadonlyArray<typeof delta>
    readonly known?: boolean
  } = {}
) =>
  Effect.gen(function*() {
    const looked: Array<ReadonlyArray<string>> = []
    const measures: typeof Measures.Service = {
      measure: () => Effect.succeed([]),
      fields: () => Effect.succeed([]),
      industriesIn: () => Effect.succeed([]),
      industriesWith: () => Effect.succeed([]),
      detailsOf: (tenant, words) => {
        looked.push(words)
        return detailsOf(tenant, words)
      }
    }
    const stages = Stages.make(undefined, () => Effect.void)
    const turns = before.map((text, at) => ({ query: text, answer_id: `a-${at}`, text: "", sources: [] }))
    const state = { turns, recent: [], pending: undefined }
    const read = yield* readingOf(
      measures,
      { ...question, query },
      { query, entities, records: [], disambiguation: undefined },
      { now: Date.UTC(2026, 4, 20), state, known },
      stages
    )
    return { read, looked, degradations: stages.degradations }
  })

const none = () => Effect.succeed([])
const inTexas = (_: unknown, words: ReadonlyArray<string>) => Effect.succeed(words.includes("texas") ? [texas] : [])

it.effect("reads a question again without the words that stand for some of the customers", () =>
  Effect.gen(function*() {
    const { looked, read } = yield* reading("What share of our revenue comes from Texas?", inTexas)
    assert.deepStrictEqual(looked.map((words) => words.includes("texas")), [true])
    assert.strictEqual(read.measure?._tag === "Asked" ? read.measure.questions[0]?.as : undefined, "share")
    assert.include(read.measure?._tag === "Asked" ? read.measure.unread : [], "texas")
  }))

it.effect("leaves it as it is where they stand for nobody", () =>
  Effect.gen(function*() {
    const { looked, read } = yield* reading("What share of our revenue comes from Atlantis?", none)
    assert.lengthOf(looked, 1)
    assert.isUndefined(read.measure)
    assert.strictEqual(read.intent, "document_question")
  }))

for (
  const [query, options] of [
    ["What is our policy on returns from Texas?", {}],
    ["Who designed the Eiffel tower?", {}],
    ["How much revenue did we make last year?", {}],
    ["Hello!", {}],
    ["Remember that our Texas office is closed in May", {}],
    ["What share of our revenue comes from Texas?", { entities: [delta] }],
    ["What share of our revenue comes from Texas?", { known: false }]
  ] as const
) {
  it.effect(`does not look where it would change nothing: ${query} ${JSON.stringify(options)}`, () =>
    Effect.gen(function*() {
      assert.deepStrictEqual((yield* reading(query, inTexas, options)).looked, [])
    }))
}

it.effect("goes on from a question that was about some of the customers", () =>
  Effect.gen(function*() {
    const before = ["What share of our revenue comes from Texas?"]
    const { read } = yield* reading("And last year?", inTexas, { before })
    assert.strictEqual(read.measure?._tag === "Asked" ? read.measure.questions[0]?.period?.unit : undefined, "year")
  }))

it.effect("tells how some of the customers are doing by numbers", () =>
  Effect.gen(function*() {
    const { read } = yield* reading("How is business in Texas?", inTexas)
    assert.deepStrictEqual(
      read.measure?._tag === "Asked" ? read.measure.questions.map(({ metric }) => metric) : [],
      ["revenue", "open_amount", "overdue_amount"]
    )
  }))

it.effect("says so where the customers' words could not be looked up, and reads the question as it stands", () =>
  Effect.gen(function*() {
    const down = new StoreError({ operation: "test", cause: "down" })
    const { degradations, read } = yield* reading("What share of our revenue comes from Texas?", () => down)
    assert.deepStrictEqual(degradations.map(({ component }) => component), ["facts.segments"])
    assert.strictEqual(read.intent, "document_question")
  }))

it.effect("waits a tenth of the answer's time for them, and no longer", () =>
  Effect.gen(function*() {
    const waiting = yield* Effect.fork(reading("What share of our revenue comes from Texas?", () => Effect.never))
    yield* TestClock.adjust("1 second")
    const { degradations } = yield* Fiber.join(waiting)
    assert.deepStrictEqual(degradations.map(({ component, reason }) => `${component} ${reason}`), [
      "facts.segments timeout"
    ])
  }))
