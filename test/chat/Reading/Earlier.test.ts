import { assert, describe, it } from "@effect/vitest"
import { read } from "../../../src/chat/Reading.ts"
import { asksAllNotes, earlierOf } from "../../../src/chat/Reading/Earlier.ts"
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
        "Say who owes us most"
      ]
    ) assert.isUndefined(earlierOf(question), question)
  })

  it("is answered from its turns, without talk in passing, and without the markers of what the answers cited", () => {
    const turns = [
      { query: "Hello", text: "Hello." },
      { query: "What does Delta owe?", text: "It owes $5 [1][2], of that $2 late [3]." },
      { query: "What did we talk about?", text: "…" },
      { query: "Remember that Ann pays.", text: "I will." }
    ].map((turn, i) => ({ answer_id: `a${i}`, ...turn }))
    const said = (question: string) => turnsFor(question, turns).map(({ data, ref, text }) => [ref, text, data.answer])
    assert.deepStrictEqual(said("What did we talk about?").map(([ref]) => ref), ["answer:a1", "answer:a3"])
    assert.deepStrictEqual(said("What was my last question?").map(([, text]) => text), [
      "You asked: \"What does Delta owe?\""
    ])
    assert.deepStrictEqual(said("Repeat that").map(([, text]) => text), ["I answered: \"I will.\""])
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
    for (const question of ["What have I told you about Delta?", "What do you know?", "Show me my invoices"]) {
      assert.isFalse(asksAllNotes(question), question)
    }
  })
})
