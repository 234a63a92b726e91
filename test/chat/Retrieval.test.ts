import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Layer, TestClock } from "effect"
import { compose } from "../../src/chat/Composer.ts"
import { read } from "../../src/chat/Reading.ts"
import * as Retrieval from "../../src/chat/Retrieval.ts"
import type { Reading } from "../../src/chat/Synthesis.ts"
import { NotFound } from "../../src/domain/Errors.ts"
import type { Evidence } from "../../src/domain/Evidence.ts"
import type { Question } from "../../src/domain/Question.ts"
import { Documents } from "../../src/knowledge/Documents.ts"
import { Facts } from "../../src/knowledge/Facts.ts"
import { Measures } from "../../src/knowledge/Measures.ts"
import { Memories } from "../../src/knowledge/Memories.ts"
import { Patterns } from "../../src/knowledge/Patterns.ts"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import { StoreError } from "../../src/storage/StoreError.ts"
import { acme, delta, user } from "../support/Answers.ts"
import { about } from "../support/Syntheses.ts"

const question: Question = {
  tenant: acme,
  query: "How is Delta?",
  user_id: user,
  correlation_id: "c",
  deadline_ms: 10_000
}
const subject = { query: question.query, entities: [delta], records: [], disambiguation: undefined }
const reading: Reading = { intent: "status", complexity: "medium", language: "en", topics: [] }
const evidence = (kind: Evidence["kind"]): Evidence => ({
  kind,
  ref: `${kind}:1`,
  title: kind,
  text: `A ${kind}.`,
  score: 1
})
const down = new StoreError({ operation: "test", cause: "down" })

const pattern = {
  pattern_type: "anomaly",
  confidence: 0.9,
  significance: 0.9,
  insight: "Odd.",
  data: {},
  recommendation: "Look."
}

interface Sources {
  readonly measures?: Partial<typeof Measures.Service>
  readonly facts?: Partial<typeof Facts.Service>
  readonly patterns?: Partial<typeof Patterns.Service>
  readonly memories?: Partial<typeof Memories.Service>
  readonly documents?: Partial<typeof Documents.Service>
}

const gathering = (
  sources: Sources,
  known = true,
  whom: typeof subject | {
    readonly query: string
    readonly entities: []
    readonly records: []
    readonly disambiguation: undefined
  } = subject,
  read = reading
) =>
  Effect.flatMap(Retrieval.Retrieval, (retrieval) => retrieval.gather(question, whom, read, known)).pipe(
    Effect.provide(Retrieval.layer.pipe(
      Layer.provide([
        Layer.mock(Facts, {
          about: () => Effect.succeed([evidence("fact")]),
          portfolio: () => Effect.succeed([evidence("fact")]),
          ...sources.facts
        }),
        Layer.mock(Measures, {
          industriesIn: () => Effect.succeed([]),
          detailsOf: () => Effect.succeed([]),
          ...sources.measures
        }),
        Layer.mock(Patterns, {
          forCustomer: (_, entity_id) =>
            Effect.succeed({
              entity_id,
              patterns: [pattern],
              computed_at: "2026-01-01T00:00:00Z",
              missing: [
                { pattern_type: "seasonality", reason: "too little data: 3 months" },
                { pattern_type: "payment_timing_shift", reason: "it did not finish in time" }
              ]
            }),
          ...sources.patterns
        }),
        Layer.mock(Memories, { recall: () => Effect.succeed([]), ...sources.memories }),
        Layer.mock(Documents, { passages: () => Effect.succeed([evidence("document")]), ...sources.documents }),
        CircuitBreakers.layer
      ])
    ))
  )

it.effect("brings what every source found, each pattern with its customer", () =>
  Effect.gen(function*() {
    const found = yield* gathering({})
    assert.deepStrictEqual(found.items.map((item) => item.kind), ["fact", "document"])
    assert.deepStrictEqual(found.patterns.map((one) => one.data["customer_id"]), ["c-delta"])
    // Nothing remembered is no failure, nor is too little data; a detector that broke is.
    assert.deepStrictEqual(found.missing.map((part) => part.component), ["patterns.payment_timing_shift"])
  }))

it.effect("names each source that fails, and goes on with the others", () =>
  Effect.gen(function*() {
    const found = yield* gathering({
      facts: { about: () => down },
      memories: { recall: () => Effect.die(new Error("a bug")) },
      patterns: { forCustomer: (_, id) => new NotFound({ kind: "customer", id }) }
    })
    assert.deepStrictEqual(found.items.map((item) => item.kind), ["document"])
    assert.deepStrictEqual(found.missing.map((part) => part.component).sort(), ["facts", "memories"])
    assert.notInclude(JSON.stringify(found.missing), "a bug")
  }))

it.effect("keeps what has arrived when the time is up, and interrupts what has not", () =>
  Effect.gen(function*() {
    let interrupted = false
    const fiber = yield* Effect.fork(gathering({
      documents: {
        passages: () => Effect.onInterrupt(Effect.never, () => Effect.sync(() => void (interrupted = true)))
      }
    }))
    yield* TestClock.adjust("5 seconds")
    const found = yield* Fiber.join(fiber)
    assert.deepStrictEqual(found.items.map((item) => item.kind), ["fact"])
    assert.deepInclude(found.missing.map(({ component, reason }) => ({ component, reason })), {
      component: "documents",
      reason: "timeout"
    })
    assert.isTrue(interrupted)
  }))

it.effect("says that it could not look when a measure takes too long, not that there is nothing", () =>
  Effect.gen(function*() {
    const asked = "What is our DSO?"
    const measuring: Reading = {
      ...reading,
      measure: { _tag: "Asked", questions: [], excluding: false, unread: [], text: "what is our dso" }
    }
    const fiber = yield* Effect.fork(
      gathering(
        { documents: { passages: () => Effect.succeed([]) }, measures: { measure: () => Effect.never } },
        true,
        {
          query: asked,
          entities: [],
          records: [],
          disambiguation: undefined
        },
        measuring
      )
    )
    yield* TestClock.adjust("5 seconds")
    const { items, missing } = yield* Fiber.join(fiber)
    assert.deepStrictEqual(items, [])
    assert.deepStrictEqual(missing.map(({ component, reason }) => ({ component, reason })), [
      { component: "facts", reason: "timeout" }
    ])
    const { text } = compose(about(asked, { items, missing }))
    assert.match(text, /The customer records could not be read just now \(no answer in time\)/)
    assert.notMatch(text, /\bnone\b|\b0\b/i)
  }))

it.effect("does not let the whole business stand in for a customer who could not be looked up", () =>
  Effect.gen(function*() {
    const nobody = { query: "x", entities: [], records: [], disambiguation: undefined } as const
    const unknown = yield* gathering({}, false, { ...nobody, entities: [], records: [] })
    assert.deepStrictEqual(unknown.items.map((item) => item.kind), ["document"])
    const general = yield* gathering({}, true, { ...nobody, entities: [], records: [] })
    assert.deepStrictEqual(general.items.map((item) => item.kind), ["fact", "document"])
  }))

it.effect("asks the documents in other words where they say nothing in those of the question, and marks what it finds", () =>
  Effect.gen(function*() {
    const asked: Array<readonly [string, string | undefined]> = []
    const carry = "Rush orders carry a surcharge of 8 %."
    const { items } = yield* gathering(
      {
        documents: {
          passages: (_, query, which) => {
            asked.push([query, which])
            return Effect.succeed(
              which === "any" ? [{ ...evidence("document"), text: carry }, evidence("document")] : []
            )
          }
        }
      },
      true,
      { query: "What is the surcharge for urgent jobs?", entities: [], records: [], disambiguation: undefined },
      { ...reading, intent: "document_question" }
    )
    const found = items.filter(({ kind }) => kind === "document")
    assert.deepStrictEqual(asked.map(([, which]) => which), [undefined, "any"])
    assert.deepStrictEqual(found.map(({ reworded, text }) => [text, reworded?.read]), [[carry, [["order", "jobs"]]]])
  }))

const deliveries: Evidence = { ...evidence("document"), title: "Late deliveries", text: "A late delivery is reported." }
const dunning: Evidence = { ...evidence("document"), ref: "document:2", title: "Dunning", text: "Interest is charged." }
const asking = (query: string, passages: (typeof Documents.Service)["passages"]) =>
  gathering(
    { documents: { passages } },
    true,
    { query, entities: [], records: [], disambiguation: undefined },
    { ...reading, intent: "document_question" }
  )

it.effect("leaves out what has a part of the one thing asked for, and looks for it in other words", () =>
  Effect.gen(function*() {
    const fees = yield* asking(
      "What are late fees?",
      (_, __, which) => Effect.succeed(which === "any" ? [dunning] : [deliveries])
    )
    assert.deepStrictEqual(fees.items.flatMap(({ reworded }) => reworded?.read ?? []), [["interest", "late fees"]])
    const leave = yield* asking("What is our late night policy?", () => Effect.succeed([deliveries]))
    assert.deepStrictEqual(leave.items.filter(({ kind }) => kind === "document"), [])
  }))

it.effect("leaves out what is about the thing but has not the number that is asked for", () =>
  Effect.gen(function*() {
    const text = "A new customer needs a tax number and two references. Orders above 10,000 dollars are prepaid."
    const onboarding: Evidence = { ...evidence("document"), title: "Onboarding", text }
    const taxes: Evidence = { ...onboarding, ref: "document:2", text: "The tax that we pay is 8 % of sales." }
    const cited = (question: string, ...passages: ReadonlyArray<Evidence>) =>
      Effect.map(
        asking(question, () => Effect.succeed(passages)),
        ({ items }) => items.filter(({ kind }) => kind === "document").map(({ ref }) => ref)
      )
    assert.deepStrictEqual(yield* cited("How much tax do we pay?", onboarding), [])
    assert.deepStrictEqual(yield* cited("How much tax do we pay?", onboarding, taxes), ["document:2"])
    assert.deepStrictEqual(yield* cited("Do we need a tax number?", onboarding), [onboarding.ref])
  }))

it.effect("looks for late payments where it is asked what is not paid", () =>
  Effect.gen(function*() {
    const asked: Array<string> = []
    for (const query of ["What happens if an invoice is not paid?", "What if customers don't pay?"]) {
      yield* asking(query, (_, words) => {
        asked.push(words)
        return Effect.succeed([])
      })
    }
    assert.includeMembers(asked, ["What happens if late payment?", "What if customers late payment?"])
    const reminded = { ...dunning, text: "Interest is charged when an invoice is overdue." }
    const query = "What happens if an invoice is not paid?"
    const found = yield* asking(query, () => Effect.succeed([reminded]))
    const text = compose(about(query, { ...found, entities: [] })).text
    assert.include(text, "Interest is charged when an invoice is overdue")
  }))

it.effect("keeps what was found in the question's own words where the other words cannot be looked for", () =>
  Effect.gen(function*() {
    for (const second of [down, Effect.never]) {
      const fiber = yield* Effect.fork(
        asking(
          "When is a late delivery charged?",
          (_, __, which) => which === "any" ? second : Effect.succeed([deliveries])
        )
      )
      yield* TestClock.adjust("10 seconds")
      const { items, missing } = yield* Fiber.join(fiber)
      assert.deepInclude(items, deliveries)
      assert.deepStrictEqual(missing.map(({ component }) => component), ["documents.reworded"])
    }
  }))

it.effect("says nothing was found, and in which words it was looked for, where the second search fails", () =>
  Effect.gen(function*() {
    const query = "What are late fees?"
    const found = yield* asking(query, (_, __, which) => which === "any" ? down : Effect.succeed([deliveries]))
    const text = compose(about(query, { ...found, entities: [], items: [] })).text
    assert.include(text, "The documents could be searched in the question's own words only.")
  }))

it.effect("figures of the whole business stand in for no name that no customer has", () =>
  Effect.gen(function*() {
    const about = (query: string) => ({ query, entities: [] as [], records: [] as [], disambiguation: undefined })
    const lookup: Reading = { ...reading, intent: "fact_lookup" }
    const kinds = (query: string) =>
      Effect.map(gathering({}, true, about(query), lookup), ({ items }) => items.map(({ kind }) => kind))
    assert.include(yield* kinds("How are our invoices sent?"), "fact")
    assert.notInclude(yield* kinds("How does Harbor want its invoices?"), "fact")
  }))

it.effect("notes that tell it in another word come first, to be judged by that one, and the others as they are", () =>
  Effect.gen(function*() {
    const note = (ref: string, text: string): Evidence => ({ kind: "memory", ref, title: "You", text, score: 1 })
    const notes = [note("phone", "Delta's phone number is 555"), note("contact", "The contact at Delta is Pete")]
    const { items } = yield* gathering(
      { memories: { recall: () => Effect.succeed(notes) } },
      true,
      { ...subject, query: "What's the phone number of Delta?" }
    )
    const found = items.filter(({ kind }) => kind === "memory")
    assert.deepStrictEqual(found.map(({ ref, reworded }) => [ref, reworded?.question]), [
      ["contact", "contact"],
      ["phone", undefined]
    ])
    const ofNobody = { ...subject, entities: [] as [], query: "What's the phone number of the director?" }
    const others = yield* gathering({ memories: { recall: () => Effect.succeed(notes) } }, true, ofNobody)
    assert.isTrue(others.items.every(({ reworded }) => reworded === undefined), "of a customer that is not asked about")
  }))

it.effect("that something is to be remembered is no part of what notes are asked about", () =>
  Effect.gen(function*() {
    const asked: Array<string> = []
    const query = "What do you remember about our fiscal year?"
    yield* gathering(
      { memories: { recall: (_, { query }) => Effect.sync(() => (asked.push(query), [])) } },
      true,
      { query, entities: [] as [], records: [] as [], disambiguation: undefined },
      { ...reading, intent: "conversation" }
    )
    assert.deepStrictEqual(asked.map((one) => one.trim()), ["about our fiscal year?"])
  }))

it.effect("keeps the notes that it found where looking for them in other words fails, and says so", () =>
  Effect.gen(function*() {
    let looked = 0
    const { items, missing } = yield* gathering(
      {
        memories: {
          recall: () => Effect.suspend(() => looked++ === 0 ? Effect.succeed([evidence("memory")]) : Effect.fail(down))
        }
      },
      true,
      { query: "What's my name?", entities: [], records: [], disambiguation: undefined },
      { ...reading, intent: "conversation" }
    )
    assert.strictEqual(looked, 2)
    assert.include(items.map(({ kind }) => kind), "memory")
    assert.deepInclude(missing.map(({ component }) => component), "memories")
  }))

it.effect("tells what the record has, though no number of ours is about it", () =>
  Effect.gen(function*() {
    const query = "How many employees does Delta have?"
    const details: Evidence = {
      ...evidence("fact"),
      ref: "customer:c-delta/details",
      topic: "details",
      entity_id: delta.entity_id,
      data: { fields: [{ name: "employees", value: "140" }, { name: "phone", value: "555" }] }
    }
    const asked = read(query, { hasEntities: true, names: [delta.name], now: 0 })
    assert.strictEqual(asked.measure?._tag, "Refused")
    const gathered = (about: ReadonlyArray<Evidence>) =>
      Effect.map(
        gathering({ facts: { about: () => Effect.succeed(about) } }, true, { ...subject, query }, asked),
        ({ items }) => items.filter(({ kind }) => kind === "fact").map(({ data, ref }) => [ref, data] as const)
      )
    assert.deepStrictEqual(yield* gathered([details]), [
      ["customer:c-delta/details", { fields: [{ name: "employees", value: "140" }] }]
    ])
    assert.deepStrictEqual((yield* gathered([])).map(([ref]) => ref), ["measure:refused/metric"])
  }))
