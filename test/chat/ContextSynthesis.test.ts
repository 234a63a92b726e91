import { assert, describe, it } from "@effect/vitest"
import { confidence } from "../../src/chat/ContextSynthesis.ts"
import { budgets, tokensOf } from "../../src/chat/ContextSynthesis/Budget.ts"
import {
  about,
  acme,
  acmeFacts,
  advice,
  delta,
  deltaFacts,
  document,
  documents,
  down,
  fact,
  known,
  later,
  memory,
  notes,
  rush
} from "../support/Syntheses.ts"

const tokens = (items: ReadonlyArray<{ readonly title: string; readonly text: string }>) =>
  items.reduce((sum, item) => sum + tokensOf(item), 0)

describe("ranking", () => {
  it("puts first what was asked for", () => {
    assert.strictEqual(about("How much does Delta owe us that is overdue?", known).items[0]?.topic, "invoices_overdue")
    assert.strictEqual(about("What is Delta's credit limit?", known).items[0]?.topic, "credit")
    assert.strictEqual(about("What patterns do you see with Delta?", known).items[0]?.kind, "pattern")
    assert.strictEqual(
      about("What is our policy on late payments?", { items: [...documents, ...notes] }).items[0]?.kind,
      "document"
    )
    assert.strictEqual(about("What did I tell you about Delta?", known).items[0]?.kind, "memory")
    assert.strictEqual(
      about("Should we extend terms to Delta?", { ...known, decision: advice }).items[0]?.kind,
      "decision"
    )
  })

  it("numbers the evidence in order, and names patterns and the decision by reference", () => {
    const { items } = about("Should we extend terms to Delta?", { ...known, decision: advice })
    assert.deepStrictEqual(items.map((item) => item.marker), items.map((_, at) => String(at + 1)))
    const refs = items.map((item) => item.ref)
    assert.include(refs, "pattern:cust-delta/rush_order_frequency")
    assert.include(refs, "decision:extend_payment_terms")
  })

  it("puts evidence on somebody else last", () => {
    const { items } = about("How is Delta doing?", { entities: [delta], items: [...acmeFacts, ...deltaFacts] })
    assert.isTrue(items.slice(0, deltaFacts.length).every((item) => item.entity_id === delta.entity_id))
  })
})

describe("conflicts", () => {
  it("between a note and a row are settled for the row, and said with both markers", () => {
    const { conflicts, items } = about("What are Delta's payment terms?", known)
    const marker = (ref: string) => items.find((item) => item.ref === ref)?.marker
    assert.deepStrictEqual(conflicts, [
      `On the payment terms of Delta Industries, your note of 3 March 2026 says 30 days [${marker("memory:m2")}]; ` +
      `the customer record says 45 days [${marker("customer:cust-delta/terms")}]: the record is used.`
    ])
  })

  it("are said in French too", () => {
    const { conflicts } = about("Quelles sont les conditions de paiement de Delta ?", known)
    assert.match(
      conflicts[0] ?? "",
      /votre note du 3 mars 2026 dit 30 jours \[\d+\] ; la fiche client dit 45 jours \[\d+\]/
    )
  })

  it("on the credit limit are read from money as people write it", () => {
    for (
      const [said, differs] of [
        ["Delta's credit limit is $80k", true],
        ["Delta has a credit limit of 100,000", false],
        ["Delta's limit is 100k USD", false]
      ] as const
    ) {
      const items = [...deltaFacts, memory("c", said, "2026-02-01")]
      assert.strictEqual(
        about("What is Delta's credit limit?", { entities: [delta], items }).conflicts.length,
        differs ? 1 : 0,
        said
      )
    }
  })

  it("between notes go to the later one", () => {
    const items = [
      memory("old", "The contact at Delta is Anna Berg", "2026-01-05"),
      memory("new", "Delta's new contact is Bob Lee", "2026-04-05")
    ]
    const { conflicts } = about("Who is the contact at Delta?", { entities: [delta], items })
    assert.strictEqual(conflicts.length, 1)
    assert.match(conflicts[0] ?? "", /5 January 2026 says Anna Berg.*5 April 2026 says Bob Lee.*the later note is used/)
  })

  it("are not made of wishes, plans, the past, or what is said of others", () => {
    for (
      const said of [
        "Delta asked for 60 day terms",
        "Should Delta get 60-day payment terms?",
        "Delta's terms were 30 days until last year",
        "Acme's payment terms are 30 days",
        "Delta pays about 10 days late"
      ]
    ) {
      const items = [...deltaFacts, memory("w", said, "2026-02-01")]
      assert.deepStrictEqual(about("What are Delta's payment terms?", { entities: [delta], items }).conflicts, [], said)
    }
  })

  it("that do not bear on the question are left out", () => {
    assert.deepStrictEqual(about("How much does Delta owe us?", known).conflicts, [])
  })
})

describe("budget", () => {
  const long = (id: string, said: string) =>
    document(
      id,
      `Manual ${id}`,
      `${"Nothing of interest is written in this sentence. ".repeat(200)}${said} ${
        "More of the same follows here. ".repeat(200)
      }`
    )

  it("is kept for each complexity", () => {
    const items = [...deltaFacts, ...Array.from({ length: 30 }, (_, i) => long(`d${i}`, `Clause ${i} is about Delta.`))]
    for (
      const question of ["What is Delta's credit limit?", "How is Delta doing?", "Should we extend terms to Delta?"]
    ) {
      const synthesis = about(question, { entities: [delta], items })
      assert.isAtMost(tokens(synthesis.items), budgets[synthesis.complexity], question)
    }
  })

  it("never costs what was asked about: a long text keeps the sentence that answers", () => {
    const items = [long("returns", "Goods may be returned within 14 days of delivery.")]
    const { items: kept } = about("how long do customers have to return goods?", { items })
    assert.include(kept[0]?.text, "within 14 days")
  })

  it("keeps every customer's figures on what is compared", () => {
    const filler = Array.from({ length: 20 }, (_, i) => long(`d${i}`, `Clause ${i}.`))
    const { items } = about("who has more overdue, Delta or Acme?", {
      entities: [delta, acme],
      items: [...filler, ...deltaFacts, ...acmeFacts]
    })
    const overdue = items.filter((item) => item.topic === "invoices_overdue").map((item) => item.entity_id)
    assert.sameMembers(overdue, [delta.entity_id, acme.entity_id])
  })
})

describe("duplicates", () => {
  it("by source and by what they say are given once, by the better source", () => {
    const [row] = deltaFacts.filter((item) => item.topic === "terms")
    const copied = document("copy", "Notes on Delta", row?.text ?? "")
    const { items } = about("Delta's terms?", {
      entities: [delta],
      items: [{ ...copied, entity_id: delta.entity_id }, ...deltaFacts, ...deltaFacts]
    })
    assert.strictEqual(new Set(items.map((item) => item.ref)).size, items.length)
    assert.notInclude(items.map((item) => item.ref), copied.ref)
  })

  it("do not swallow the same sentence about another customer", () => {
    const twin = (entity: typeof delta) =>
      fact(entity, "terms", "The payment terms are 30 days.", { payment_terms_days: 30 })
    assert.strictEqual(
      about("terms of Delta and Acme?", { entities: [delta, acme], items: [twin(delta), twin(acme)] }).items.length,
      2
    )
  })
})

describe("notes", () => {
  it("name what could not be read, what is thin and what was guessed", () => {
    const guessed = { ...delta, match_type: "fuzzy", confidence: 0.6 } as const
    const thin = fact(delta, "payment_behaviour", "Delta pays 3 days late (2 paid invoices).", {
      mean_days_late: 3,
      sd_days_late: 1,
      paid_invoices: 2,
      recent_mean_days_late: null,
      recent_paid_invoices: 0
    })
    const { confidence_notes } = about("does delt pay late?", {
      entities: [guessed],
      items: [thin],
      missing: [down("memories")]
    })
    assert.strictEqual(confidence_notes.length, 3)
    assert.match(confidence_notes.join(" "), /What you told me earlier could not be read/)
    assert.match(confidence_notes.join(" "), /taken to be Delta Industries/)
    assert.match(confidence_notes.join(" "), /only 2 paid invoices/)
  })

  it("of context say whom it is about and what matters most first", () => {
    const { primary_context } = about("How much does Delta owe us that is overdue?", known)
    assert.match(primary_context, /^The question is about Delta Industries\. Delta Industries has 3 overdue invoices/)
  })
})

describe("confidence", () => {
  it("is high where the figures asked for are there and low where nothing is", () => {
    assert.isAbove(confidence(about("What is Delta's credit limit?", known)), 0.9)
    assert.isAtMost(confidence(about("What is Delta's credit limit?", { entities: [delta] })), 0.3)
    assert.isAtMost(confidence(about("does delta have a discount?", known)), 0.3)
    assert.isAtMost(confidence(about("do we offer a warranty?", { items: documents })), 0.3)
    assert.isAtMost(confidence(about("What did I tell you about the moon?")), 0.3)
  })

  it("falls with a source that could not be read, a guessed name and a disagreement", () => {
    const question = "How is Delta doing?"
    const full = confidence(about(question, { entities: [delta], items: deltaFacts, patterns: [rush, later] }))
    const without = confidence(about(question, { entities: [delta], items: deltaFacts, missing: [down("patterns")] }))
    const guessed = confidence(about(question, { entities: [{ ...delta, confidence: 0.5 }], items: deltaFacts }))
    const disputed = confidence(about(question, { entities: [delta], items: [...deltaFacts, ...notes] }))
    assert.isBelow(without, full)
    assert.isBelow(guessed, full)
    assert.isBelow(disputed, full)
  })

  it("is not lowered by a source that the question does not need", () => {
    const given = { items: documents }
    const question = "when do we send the first reminder?"
    assert.strictEqual(
      confidence(about(question, { ...given, missing: [down("patterns")] })),
      confidence(about(question, given))
    )
  })
})
