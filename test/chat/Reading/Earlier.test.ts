import { assert, describe, it } from "@effect/vitest"
import { read } from "../../../src/chat/Reading.ts"
import { asksAllNotes, earlierOf, timeOfNotes } from "../../../src/chat/Reading/Earlier.ts"
import { turnsFor } from "../../../src/chat/Retrieval/Turns.ts"

const asked = {
  recap: [
    "What did we talk about?",
    "Please summarise our conversation",
    "Which customers did we discuss?",
    "What have we covered so far?",
    "De quoi avons-nous parlé ?",
    "Résume notre conversation, s'il te plaît"
  ],
  asked: ["What was my last question?", "What did I just ask?", "Quelle était ma dernière question ?"],
  sources: [
    "Where did you get that from?",
    "How do you know?",
    "Why?",
    "Pourquoi pas ?",
    "What are your sources?",
    "Can you explain your last answer?",
    "D'où vient ce chiffre ?"
  ],
  repeat: ["Repeat your last answer.", "Can you say that again, please?", "What did you just say?", "Répète ta réponse"]
}

describe("a question about the conversation", () => {
  for (const [kind, questions] of Object.entries(asked)) {
    it(`is told from others: ${kind}`, () => {
      for (const question of questions) {
        assert.strictEqual(earlierOf(question), kind, question)
        assert.strictEqual(read(question, { hasEntities: false }).intent, "conversation", question)
      }
    })
  }

  it("is none that asks about the business, a document or one thing that was said", () => {
    for (
      const question of [
        "Summarise our sales",
        "Show me the orders again",
        "Repeat orders of Delta",
        "What did I tell you about Delta?",
        "What did Delta ask for?",
        "What do we talk about when we say overdue?",
        "Summarise the payment policy",
        "Say who owes us most",
        "Where do our customers come from?",
        "How do we know a customer is late?"
      ]
    ) assert.isUndefined(earlierOf(question), question)
  })

  it("is answered from its turns, without talk in passing, and without the markers of what the answers cited", () => {
    const turns = [
      { query: "Hello", text: "Hello." },
      { query: "What does Delta owe?", text: "It owes $5 [1][2], of that $2 late [3]." },
      { query: "What did we talk about?", text: "…" },
      { query: "Remember that Ann pays.", text: "I will." }
    ].map((turn, i) => ({ answer_id: `a${i}`, sources: [`Row ${i}: $5`], ...turn }))
    const said = (question: string) => turnsFor(question, turns).map(({ data, ref, text }) => [ref, text, data.answer])
    assert.deepStrictEqual(said("What did we talk about?").map(([ref]) => ref), ["answer:a1", "answer:a3"])
    assert.deepStrictEqual(said("What was my last question?").map(([, text]) => text), [
      "You asked: \"What does Delta owe?\""
    ])
    assert.deepStrictEqual(said("Repeat that").map(([, text]) => text), ["I answered: \"I will.\""])
    assert.deepStrictEqual(said("How do you know that?").map(([, text]) => text), [
      "My answer to \"Remember that Ann pays.\" rests on Row 3: $5"
    ])
    const again = [
      ...turns.slice(1, 2),
      ...Array.from({ length: 11 }, (_, i) => ({ ...turns[1]!, query: `Who is ${i}?` }))
    ]
    assert.deepStrictEqual(
      turnsFor("What did we talk about?", [...again, ...again.slice(-1)]).map(({ data }) => data.place),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12]
    )
    assert.deepStrictEqual(turnsFor("What does Delta owe?", turns), [])
    assert.strictEqual(said("Summarise our chat")[0]?.[2], "It owes $5, of that $2 late.")
  })
})

describe("a question for all notes", () => {
  it("names nothing that they would be about", () => {
    for (
      const question of [
        "What do you remember about me?",
        "What have I told you so far?",
        "Show me my notes",
        "Que sais-tu de moi ?",
        "Que t'ai-je dit ?"
      ]
    ) assert.isTrue(asksAllNotes(question), question)
    const span = (question: string) => {
      const days = timeOfNotes(question, Date.UTC(2026, 10, 27, 10))
      return days === undefined ? [] : [days.from, days.to].map((at) => new Date(at).toISOString().slice(0, 10))
    }
    assert.deepStrictEqual(span("What did I tell you today?"), ["2026-11-27", "2026-11-28"])
    assert.deepStrictEqual(span("Que t'ai-je dit hier ?"), ["2026-11-26", "2026-11-27"])
    assert.deepStrictEqual(span("What have I told you this week?"), ["2026-11-23", "2026-11-30"])
    assert.deepStrictEqual(span("What did I tell you last week?"), ["2026-11-16", "2026-11-23"])
    assert.deepStrictEqual(span("What have I told you?"), [])
    for (const question of ["What have I told you about Delta?", "What do you know?", "Show me my invoices"]) {
      assert.isFalse(asksAllNotes(question), question)
    }
  })
})
