import { assert, describe, it } from "@effect/vitest"
import { measuring } from "../../../src/chat/Reading/Measuring.ts"

const placedIn = (text: string) => {
  const reading = measuring(text, {
    now: Date.UTC(2026, 5, 15),
    intents: [["fact_lookup", 3]],
    named: 1,
    earlier: undefined,
    past: false
  })
  return reading?._tag === "Asked" ? reading.questions[0]?.placed ?? undefined : undefined
}

describe("A question for the place of one customer", () => {
  for (
    const [text, within] of [
      ["is acme our largest customer?", 1],
      ["is acme among our top five customers?", 5],
      ["is acme one of our best customers?", 10],
      ["does acme owe us the most?", 1],
      ["is acme our worst payer?", 1],
      ["where does acme rank by revenue?", null],
      ["what rank is acme in overdue amounts?", null],
      ["how does acme compare to the average customer?", null],
      ["acme est-il parmi nos 5 meilleurs clients ?", 5],
      ["ou se situe acme par chiffre d'affaires ?", null]
    ] as const
  ) {
    it(`is read as one: ${text}`, () => assert.deepStrictEqual(placedIn(text), { within }))
  }

  for (
    const text of [
      "does acme pay most invoices on time?",
      "is acme paying later than most?",
      "is acme's largest order a rush order?",
      "was october the best month for acme?",
      "where does acme stand with its payments?",
      "how did acme come to owe us so much?",
      "did acme's revenue grow the most since last year?",
      "what was the largest order of acme?"
    ]
  ) {
    it(`is not seen in: ${text}`, () => assert.isUndefined(placedIn(text)))
  }
})
