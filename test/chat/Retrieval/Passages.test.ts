/** What the documents are asked, and which of their passages are taken for an answer. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Passages from "../../../src/chat/Retrieval/Passages.ts"
import { wordingsFor } from "../../../src/chat/Retrieval/Wording.ts"
import type { Reading } from "../../../src/chat/Synthesis.ts"
import type { Evidence } from "../../../src/domain/Evidence.ts"
import type { Question } from "../../../src/domain/Question.ts"
import { Documents } from "../../../src/knowledge/Documents.ts"
import { acme, delta, user } from "../../support/Answers.ts"

const document = (ref: string, title: string, text: string): Evidence => ({
  kind: "document",
  ref: `document:${ref}`,
  score: 0.7,
  text,
  title
})
const setting = document(
  "credit#0",
  "Credit policy > Setting a limit",
  "Large ones are approved by the head of finance."
)
const raising = document("credit#1", "Credit policy > Raising a limit", "A limit may be raised by 25 % at a time.")
const discounts = document("discounts#0", "Discount policy", "Yearly revenue above 50,000 dollars earns a discount.")

const ofDocuments: Reading = { intent: "document_question", complexity: "simple", language: "en", topics: [] }
const untold: Reading = {
  ...ofDocuments,
  intent: "fact_lookup",
  measure: { _tag: "Refused", refusal: "metric", words: "discount", metric: undefined, period: undefined }
}

const asking = (
  query: string,
  passages: ReadonlyArray<Evidence>,
  { entities = [], reading = ofDocuments }: {
    readonly entities?: ReadonlyArray<typeof delta>
    readonly reading?: Reading
  } = {}
) => {
  const question: Question = { tenant: acme, query, user_id: user, correlation_id: "c", deadline_ms: 10_000 }
  const documents = Documents.of({
    index: () => Effect.die("unused"),
    fromFile: () => Effect.die("unused"),
    list: () => Effect.die("unused"),
    find: () => Effect.die("unused"),
    remove: () => Effect.die("unused"),
    search: () => Effect.die("unused"),
    passages: () => Effect.succeed(passages)
  })
  return Passages.find(documents)(question, { query, entities, records: [], disambiguation: undefined }, reading)
}
const refs = (texts: Passages.Texts) => texts.items.map(({ ref }) => ref)

it.effect("a section may leave it to a heading beside it to say what it speaks of", () =>
  Effect.gen(function*() {
    const query = "Who may approve a credit limit increase?"
    assert.deepStrictEqual(refs(yield* asking(query, [setting, raising])), [setting.ref])
    const elsewhere = { ...raising, ref: "document:other#1" }
    assert.deepStrictEqual(refs(yield* asking(query, [setting, elsewhere])), [], "of another document")
    assert.deepStrictEqual(refs(yield* asking("Who may approve a discount?", [setting, raising])), [])
  }))

it.effect("what no rows tell of a customer may stand in the terms that hold for all", () =>
  Effect.gen(function*() {
    const found = yield* asking("What discount does Delta get?", [discounts], { entities: [delta], reading: untold })
    assert.isTrue(found.written)
    assert.deepStrictEqual(refs(found), [discounts.ref])
    const other = yield* asking("What discount does Delta get?", [setting], { entities: [delta], reading: untold })
    assert.isFalse(other.written, "the figures say that they cannot tell")
  }))

it.effect("what only adds to the question before is asked together with it, and else by itself", () =>
  Effect.gen(function*() {
    const reading = { ...ofDocuments, goesOnFrom: "Who approves a credit limit?" }
    const found = yield* asking("And a large one?", [setting, discounts], { reading })
    assert.deepStrictEqual(refs(found), [setting.ref])
    assert.deepStrictEqual(refs(yield* asking("And a volume discount?", [discounts], { reading })), [])
    assert.deepStrictEqual(refs(yield* asking("And which discount?", [discounts], { reading })), [discounts.ref])
  }))

it.effect("a question about a customer is answered by what holds for all where no text names it", () =>
  Effect.gen(function*() {
    const query = "May Delta get a discount?"
    assert.deepStrictEqual(refs(yield* asking(query, [discounts], { entities: [delta] })), [discounts.ref])
  }))

it.effect("nothing is found for words that only ask", () =>
  Effect.gen(function*() {
    const next = document("x#0", "Discount policy", "The discount applies from the next order on.")
    assert.deepStrictEqual(refs(yield* asking("What do we do next?", [next])), [])
  }))

it.effect("what stands far apart belongs to other matters", () =>
  Effect.gen(function*() {
    const onboarding = document(
      "onboarding#0",
      "Onboarding policy",
      "A new customer needs a signed order form. References are asked for. Invoices are due in 15 days. " +
        "The account manager calls after the first delivery."
    )
    assert.deepStrictEqual(refs(yield* asking("Must customers sign on delivery?", [onboarding])), [])
    assert.deepStrictEqual(refs(yield* asking("Must customers sign the order form?", [onboarding])), [onboarding.ref])
  }))

it.effect("figures do not stand in for what only a text could say", () =>
  Effect.gen(function*() {
    const reading: Reading = { ...ofDocuments, intent: "fact_lookup", topics: ["payment_behaviour"] }
    const found = yield* asking("How are overtime hours paid?", [], { reading })
    assert.deepStrictEqual(refs(found), [])
    assert.isTrue(found.written)
  }))

it.effect("who asks for a year is told one, or nothing", () =>
  Effect.gen(function*() {
    const act = document("schools#0", "Schools", "The South African Schools Act recognises public and private schools.")
    const dated = document("schools#1", "Schools", "The South African Schools Act was passed in 1996.")
    const query = "In what year was the South African Schools Act passed?"
    assert.deepStrictEqual(refs(yield* asking(query, [act, dated])), [dated.ref])
    assert.deepStrictEqual(refs(yield* asking(query, [act])), [])
  }))

it("no text has the day by which something is to be done, nor how it is to be told; an amount or an hour it may have", () => {
  const asked = (query: string) =>
    wordingsFor({ query, entities: [], records: [], disambiguation: undefined }, ofDocuments)[0].asked
  for (const until of ["by Friday", "before the end of the month", "until 3 May", "by next week"]) {
    assert.strictEqual(asked(`What is done if goods arrive ${until}?`), "What is done if goods arrive  ?", until)
  }
  for (
    const query of [
      "Summarize our late fee policy in one sentence",
      "Briefly, our late fee policy",
      "In two lines: our late fee policy",
      "Please sum up our late fee policy in 20 words",
      "Résume our late fee policy en une phrase"
    ]
  ) assert.strictEqual(asked(query).trim(), "our late fee policy", query)
  for (
    const query of ["May a limit be raised by 25 %?", "Do orders before 11 a.m. ship today?", "Is a call by phone?"]
  ) {
    assert.strictEqual(asked(query), query)
  }
})
