import { assert, describe, it } from "@effect/vitest"
import { measuring } from "../../../src/chat/Reading/Measuring.ts"

const readingOf = (text: string, named = 0) =>
  measuring(text, {
    now: Date.UTC(2026, 5, 15),
    intents: [["fact_lookup", 3]],
    named,
    earlier: undefined,
    past: false
  })

const unreadOf = (text: string, named = 0) => {
  const reading = readingOf(text, named)
  return reading?._tag === "Asked" ? reading.unread : undefined
}

describe("What of a question for numbers is not understood", () => {
  it("is said where a median is asked for and a sum is what can be told", () => {
    assert.deepStrictEqual(unreadOf("what is the median revenue this year?"), ["median"])
  })

  it("is nothing where a mean can be told", () => {
    assert.deepStrictEqual(unreadOf("what is the average credit limit?"), [])
    assert.deepStrictEqual(unreadOf("what is the average order value this year?"), [])
    assert.deepStrictEqual(unreadOf("what is the average invoice this year?"), [])
  })

  it("is nothing where it is asked how many days it takes to pay", () => {
    assert.deepStrictEqual(unreadOf("how many days do customers take to pay on average?"), [])
    assert.deepStrictEqual(unreadOf("on average, how many days does it take customers to pay?"), [])
    assert.deepStrictEqual(unreadOf("combien de jours les clients mettent-ils a payer en moyenne ?"), [])
    assert.isUndefined(
      unreadOf("how many customers does each warehouse have?"),
      "there are no warehouses on record"
    )
  })

  it("is a state that no row has, or somebody who was never named", () => {
    assert.deepStrictEqual(unreadOf("how many shipments are on hold?"), ["hold"])
    assert.deepStrictEqual(unreadOf("which accounts should go to collection?"), ["collection"])
    assert.isUndefined(unreadOf("what is their credit limit?"))
    assert.deepStrictEqual(unreadOf("which customers exceed their credit limit?"), [])
  })

  it("asks for no number of ours where it counts what no row has", () => {
    assert.isUndefined(unreadOf("approximately how many items are in the costume collection?"))
    assert.isUndefined(unreadOf("how many works of art are included in the collections?"))
    assert.deepStrictEqual(unreadOf("roughly how many orders did we get this year?"), [])
  })

  it("is not that somebody has never ordered", () => {
    for (const text of ["which customers have never ordered?", "quels clients n'ont jamais commande ?"]) {
      assert.deepStrictEqual(unreadOf(text), [])
      const reading = readingOf(text)
      const [first] = reading?._tag === "Asked" ? reading.questions : []
      assert.deepStrictEqual([first?.metric, first?.period?.kind], ["inactive_customers", "ever"])
    }
  })

  it("is not how large a number is", () => {
    assert.deepStrictEqual(unreadOf("how high is our revenue?"), [])
    assert.deepStrictEqual(unreadOf("how large is the largest order?"), [])
    assert.deepStrictEqual(unreadOf("how old is the oldest overdue invoice?"), [])
    assert.deepStrictEqual(unreadOf("how many old customers ordered this year?"), ["old"])
  })

  it("is nothing where the whole is known that a share is of", () => {
    assert.deepStrictEqual(unreadOf("what share of our revenue this year comes from acme?", 1), [])
  })

  it("takes an order that leaves for no customer who does", () => {
    assert.deepStrictEqual(unreadOf("which customers are about to leave?"), [])
    assert.deepStrictEqual(unreadOf("which orders are about to leave?"), ["leave"])
  })

  it("is nothing where it is asked what came in, and that somebody was there twice", () => {
    assert.deepStrictEqual(unreadOf("what came in this week?"), [])
    assert.deepStrictEqual(unreadOf("did anyone pay today?"), [])
    assert.deepStrictEqual(unreadOf("how many customers ordered in both april and may?"), ["both"])
  })

  it("makes no number of what is laid down", () => {
    for (
      const text of [
        "when is an order a rush order?",
        "how quickly do urgent orders go out?",
        "what do customers get for early payment?"
      ]
    ) {
      assert.isUndefined(unreadOf(text), text)
    }
    assert.deepStrictEqual(unreadOf("how quickly do customers pay?"), [])
    assert.deepStrictEqual(unreadOf("what did customers pay last month?"), [])
  })
})

describe("The longest question there may be", () => {
  // A pattern that tries every way to divide it holds up everybody else's answers for seconds.
  for (const words of ["best and ", "worst or ", "is acme the ", "how much more do ", "both last month and "]) {
    it(`is read at once, whatever it repeats: ${words}`, () => {
      const text = words.repeat(10_000 / words.length)
      unreadOf(`${text}customers?`)
      unreadOf(`${text}customers?`, 1)
    }, 4_000)
  }
})
