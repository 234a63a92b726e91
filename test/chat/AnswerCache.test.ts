import { assert, describe, it } from "@effect/vitest"
import { isKeepable, isShareable, normalise } from "../../src/chat/AnswerCache.ts"
import { answer, delta } from "../support/Answers.ts"

describe("AnswerCache", () => {
  it("takes questions that differ in form only for the same question", () => {
    const forms = ["What is the status of Delta?", "  what is  the status of DELTA ", "What is the status of “Delta”?!"]
    assert.deepStrictEqual(new Set(forms.map(normalise)).size, 1)
    assert.notStrictEqual(normalise("status of Delta"), normalise("status of Acme"))
  })

  it("never shares what is personal or bound to the moment", () => {
    for (
      const question of [
        "What did I tell you about Delta?",
        "Remember that Delta prefers e-mail",
        "How many orders came in today?",
        "Quelle est ma dernière question ?",
        "What is overdue right now?",
        "What do they owe us?",
        "What should we do?",
        "Who pays faster?",
        "How much does it owe us?",
        "Combien nous doit-il ?"
      ]
    ) assert.isFalse(isShareable(question), question)
    for (const question of ["What is the status of Delta Industries?", "Is the limit of Acme used up?"]) {
      assert.isTrue(isShareable(question), question)
    }
  })

  it("keeps only whole answers that are made of nobody's own knowledge", () => {
    assert.isTrue(isKeepable(answer("a-1")))
    const memory = {
      marker: "[1]",
      kind: "memory",
      ref: "memory:m",
      title: "You said",
      excerpt: "…",
      score: 1
    } as const
    for (
      const over of [
        { degraded: true },
        { source: "keyword_fallback" as const },
        { citations: [memory] },
        { citations: [] },
        { entities: [{ ...delta, match_type: "alias" as const }] },
        { entities: [{ ...delta, match_type: "coreference" as const }] },
        { intent: "conversation" as const },
        { disambiguation: { mention: "N", options: [] } }
      ]
    ) assert.isFalse(isKeepable(answer("a-1", over)), JSON.stringify(over))
  })
})
