import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import { readFileSync } from "node:fs"
import { defaultTable, genericAnswer, keywordAnswer, tableFrom } from "../../src/chat/LastResort.ts"

const shipped = readFileSync(new URL("../../config/fallback-answers.json", import.meta.url), "utf8")

describe("keyword answers", () => {
  it("are shipped as they are compiled in, so that a lost file changes nothing", () => {
    assert.deepStrictEqual(Either.getOrThrow(tableFrom(shipped)), defaultTable)
    assert.sameMembers(Object.keys(defaultTable), ["en", "fr"])
  })

  it("refuse a table that is not one", () => {
    for (
      const broken of [
        "",
        "{",
        "[]",
        "{\"en\":[{\"keywords\":[],\"answer\":\"x\",\"sources\":[]}]}",
        "{\"en\":[{\"answer\":\"x\"}]}"
      ]
    ) {
      assert.isTrue(Either.isLeft(tableFrom(broken)), broken)
    }
  })

  it("take the row that fits best, by whole words", () => {
    const answer = (question: string) => keywordAnswer(question, "en", defaultTable)?.answer ?? ""
    assert.include(answer("What are our payment terms?"), "payment terms")
    assert.include(answer("Which invoices are OVERDUE?"), "Overdue invoices are those")
    assert.include(answer("can we take another rush order?"), "rush orders")
    assert.include(answer("what's the credit limit of Delta"), "credit figures")
    assert.include(answer("how is Delta, status please"), "status")
    assert.strictEqual(keywordAnswer("Why does the moon glow?", "en", defaultTable), undefined)
    assert.strictEqual(
      keywordAnswer("thermostat", "en", { en: [{ keywords: ["the", "stat"], answer: "x", sources: [] }] }),
      undefined
    )
  })

  it("are in the question's language, with confidence 0.7, and none in a language without rows", () => {
    const french = keywordAnswer("Quel est le délai de paiement de Delta ?", "fr", defaultTable)
    assert.include(french?.answer, "conditions de paiement")
    assert.strictEqual(french?.confidence, 0.7)
    assert.strictEqual(keywordAnswer("délai de paiement", "fr", { en: [] }), undefined)
  })

  it("say that live data was not read, name no figure, and say what to do", () => {
    for (const row of defaultTable["en"] ?? []) {
      assert.match(row.answer, /I cannot (?:read|search|look up|analyse)/)
      assert.match(row.answer, /ask|check/i)
      assert.notMatch(row.answer, /\d/)
    }
    for (const row of defaultTable["fr"] ?? []) {
      assert.match(row.answer, /Je ne peux pas/)
      assert.match(row.answer, /[Rr]eposez/)
      assert.notMatch(row.answer, /\d/)
    }
  })
})

describe("the generic answer", () => {
  it("says what happened, what to do now, and whom to turn to", () => {
    const english = genericAnswer("anything", "en", "help@example.com")
    assert.match(english, /could not answer/)
    assert.match(english, /ask it again/)
    assert.include(english, "help@example.com")
    assert.match(genericAnswer("n'importe quoi", "fr", "help@example.com"), /Reposez-la.*help@example\.com/)
  })

  it("does not promise a contact that there is not", () => {
    assert.notMatch(genericAnswer("x", "en"), /contact/)
    assert.notMatch(genericAnswer("x", "fr", " "), /contact/)
  })
})
