import { assert, describe, it } from "@effect/vitest"
import { measuring } from "../../../src/chat/Reading/Measuring.ts"
import type { MeasureQuestion } from "../../../src/domain/Measure.ts"

const now = Date.UTC(2026, 4, 20)

/** What the plain words of one question are read as. */
const first = (text: string): MeasureQuestion | undefined => {
  const reading = measuring(text, { now, intents: [], named: 0, earlier: undefined, past: false })
  return reading?._tag === "Asked" ? reading.questions[0] : undefined
}

describe("customers and their limits", () => {
  for (
    const text of [
      "which customers are close to their credit limit?",
      "which accounts are nearing their limit?",
      "who has almost reached the credit limit?",
      "quels clients sont proches de leur plafond ?",
      "quels clients approchent de leur plafond de credit ?"
    ]
  ) {
    it(`wants those that use most of it: ${text}`, () => {
      const question = first(text)
      assert.strictEqual(question?.metric, "credit_utilization")
      assert.deepStrictEqual(question?.filters.value, { is: ">=", than: 0.8 })
    })
  }

  for (
    const text of [
      "which customers are closest to their credit limit?",
      "quels clients sont les plus proches de leur plafond ?"
    ]
  ) {
    it(`wants them all in order: ${text}`, () => {
      const question = first(text)
      assert.strictEqual(question?.metric, "credit_utilization")
      assert.isNull(question?.filters.value ?? null)
      assert.strictEqual(question?.rank?.order, "most")
    })
  }

  for (
    const text of [
      "which customers are above 90% of their credit limit?",
      "quels clients depassent 90 % de leur plafond de credit ?"
    ]
  ) {
    it(`takes a share of the limit for the use of it: ${text}`, () => {
      const question = first(text)
      assert.strictEqual(question?.metric, "credit_utilization")
      assert.deepStrictEqual(question?.filters.value, { is: ">", than: 0.9 })
    })
  }

  it("wants those that are over it", () => {
    assert.deepStrictEqual(first("which customers are over their credit limit?")?.filters.value, { is: ">", than: 1 })
  })
})
