import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { lessons } from "../../../src/knowledge/Memories/Extraction.ts"

const contents = (query: string) => lessons(query).map((lesson) => lesson.content)
const kinds = (query: string) => lessons(query).map((lesson) => lesson.kind)

describe("Extraction", () => {
  it("keeps what it is asked to remember, without the asking", () => {
    const asked: ReadonlyArray<readonly [string, string]> = [
      ["Remember that Delta prefers email.", "Delta prefers email."],
      ["Please remember: Acme closes in August.", "Acme closes in August."],
      ["Can you please remember that our fiscal year starts in April?", "Our fiscal year starts in April"],
      ["No, Delta's contact is Ann", "Delta's contact is Ann"],
      ["Actually, Delta prefers phone calls", "Delta prefers phone calls"],
      ["Please note that invoices go to Anna.", "Invoices go to Anna."],
      ["Keep in mind that they are seasonal.", "They are seasonal."],
      ["Don't forget that Delta's terms change in May.", "Delta's terms change in May."],
      ["FYI: the Ohio plant is closed.", "The Ohio plant is closed."],
      ["For the record, we ship from Lyon.", "We ship from Lyon."],
      ["Hi! Remember Delta is seasonal.", "Delta is seasonal."],
      ["N’oubliez pas que Delta paie en retard.", "Delta paie en retard."],
      ["Notez que le contact est Jeanne.", "Le contact est Jeanne."],
      ["Remember to call Jane on Monday.", "Remember to call Jane on Monday."],
      ["Please remember I'm on vacation from Monday", "I'm on vacation from Monday"],
      ["Keep in mind we ship on Fridays", "We ship on Fridays"],
      ["Don't forget Acme's birthday is in May", "Acme's birthday is in May"],
      ["I want you to remember our bank is Chase", "Our bank is Chase"],
      ["Could you please note that Delta's buyer is Ann?", "Delta's buyer is Ann"],
      ["Save this: the code is 4711", "The code is 4711"],
      ["N'oublie pas Acme ferme en août", "Acme ferme en août"],
      ["Peux-tu noter que Delta ferme lundi ?", "Delta ferme lundi"],
      ["S'il te plaît, garde en tête que Delta paie tard", "Delta paie tard"],
      ["Remember   that\tDelta  prefers email.", "Delta prefers email."]
    ]
    for (const [query, content] of asked) assert.deepStrictEqual(contents(query), [content], query)
    assert.deepStrictEqual(kinds("Remember that Delta prefers email."), ["instruction"])
  })

  it("keeps when and where something of ours is", () => {
    for (
      const query of [
        "Our fiscal year starts in July now.",
        "The depot closes at five",
        "My office moves to Berlin in May.",
        "Notre exercice commence en avril.",
        "L'entrepôt ferme à midi le vendredi."
      ]
    ) assert.deepStrictEqual(kinds(query), ["fact"], query)
    for (
      const query of [
        "Our overdue invoices",
        "Does the depot close at five",
        "When our year starts"
      ]
    ) {
      assert.deepStrictEqual(kinds(query), [], query)
    }
  })

  it("keeps what was agreed, what somebody is going to do, and what moved to another day", () => {
    for (
      const query of [
        "Delta's new warehouse opens in March",
        "The board meeting is on 12 December",
        "Actually, the board meeting moved to 15 December",
        "We agreed to give Acme a 3% discount from January",
        "Acme will pay invoice INV-1 next Friday",
        "Harborview asked for a higher limit last week.",
        "Delta said they will pay INV-1 on Monday",
        "We give Granite Peak ten extra days to pay.",
        "I manage Delta and Acme.",
        "We ship on Tuesdays and Fridays only.",
        "Our bank changed: it's now Wells Fargo.",
        "I'm meeting Acme on Thursday at 3pm",
        "Je m'appelle Luc.",
        "Our supplier for boxes is PackRight.",
        "Delta's deliveries go to gate 4.",
        "Kestrel is closed in August.",
        "We lost the Quarry Lane contract to Stoneco.",
        "Ann from our team met Juniper Health yesterday.",
        "I was wrong, Delta's contact is Bob Hall."
      ]
    ) {
      assert.deepStrictEqual(lessons(query).map(({ importance, kind }) => [kind, importance]), [["fact", 0.7]], query)
    }
    for (
      const query of [
        "We ship how many orders a week?",
        "I give up",
        "Our overdue invoices changed?",
        "I'm meeting Acme, what should I know?",
        "We keep late payers?",
        "I need to see Delta's invoices of this month",
        "We see a drop in orders this month",
        "I keep getting the same answer",
        "We sell to Delta, what's their status",
        "We call it a day"
      ]
    ) assert.deepStrictEqual(lessons(query), [], query)
    for (const query of ["Remember me", "Remember that.", "Remember when we met Acme?", "Can you remember Acme?"]) {
      assert.deepStrictEqual(lessons(query), [], query)
    }
  })

  it("keeps preferences and policies", () => {
    for (
      const query of [
        "I prefer short answers.",
        "We always ask for a deposit above 10,000.",
        "We never extend terms in December.",
        "Our policy is to refund within 14 days.",
        "Nous préférons les virements."
      ]
    ) assert.deepStrictEqual(kinds(query), ["preference"], query)
  })

  it("keeps facts that are stated", () => {
    for (
      const query of [
        "Delta's contact is Jane Roe.",
        "Acme wants quarterly invoices.",
        "Delta’s payment terms are 30 days",
        "The contact at Delta is Jane Roe.",
        "Delta Industries is moving its warehouse to Ohio.",
        "My name is Sam.",
        "I met Jane Roe from Delta, she is the new buyer",
        "Yesterday we spoke with Acme about the late shipment.",
        "Le contact de Delta est Jeanne."
      ]
    ) assert.deepStrictEqual(kinds(query), ["fact"], query)
  })

  it("learns nothing from questions, requests, guesses and small talk", () => {
    for (
      const query of [
        "What is the status of Delta Industries?",
        "Should we extend payment terms to Delta",
        "Is Delta's contact Jane Roe?",
        "how many orders has Delta placed",
        "Delta Industries has how many open invoices",
        "Tell me about Acme's payment behaviour.",
        "Name a luxury division of Toyota.",
        "Name three customers of Acme",
        "X.25 uses what type network type",
        "The Delta account is in which country",
        "Compare Delta and Acme.",
        "I want to know what Delta owes.",
        "We need a report on Acme by Friday.",
        "If Delta's contact is Jane, what then",
        "I think Delta is leaving us.",
        "Maybe Delta's terms are 30 days.",
        "Thanks, that was helpful!",
        "I like this answer.",
        "Hello there, good morning.",
        "Remember when we discussed Delta?",
        "Do you remember that Delta was late?",
        "Quel est le contact de Delta ?",
        "2",
        "the one in Ohio",
        "Remember that",
        ""
      ]
    ) assert.deepStrictEqual(lessons(query), [], query)
  })

  it("keeps two things that one sentence says as two", () => {
    assert.deepStrictEqual(contents("Delta's CEO is Paul Stern and its CFO is Lena Fox."), [
      "Delta's CEO is Paul Stern",
      "Delta's CFO is Lena Fox."
    ])
    assert.deepStrictEqual(contents("Delta's contact is Ann and its favourite"), [
      "Delta's contact is Ann and its favourite"
    ])
  })

  it("is less sure of what the records tell", () => {
    assert.deepStrictEqual(lessons("Delta is late with two invoices.").map(({ importance }) => importance), [0.5])
  })

  it("judges each sentence by itself", () => {
    assert.deepStrictEqual(
      contents("Delta's contact is Jane Roe. What do they owe? Remember that they close in May."),
      [
        "Delta's contact is Jane Roe.",
        "They close in May."
      ]
    )
  })

  it("takes any text, quickly, and keeps little of it", () => {
    FastCheck.assert(FastCheck.property(FastCheck.string({ unit: "grapheme", maxLength: 4_000 }), (text) => {
      for (const lesson of lessons(`Remember that ${text}`)) assert.isAtMost(lesson.content.length, 1_000)
      assert.isArray(lessons(text))
    }))
    for (
      const hostile of [
        "a ".repeat(2_000),
        "is ".repeat(1_300),
        "A".repeat(4_000),
        "D's ".repeat(1_000),
        `I'm meeting ${"Acme ".repeat(70)}`,
        `Our ${"a ".repeat(180)}`
      ]
    ) {
      assert.isArray(lessons(hostile))
    }
  })
})
