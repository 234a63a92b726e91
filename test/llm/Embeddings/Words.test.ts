import { assert, describe, it } from "@effect/vitest"
import { countOf, stem, stems, unsegmentedPairs, withoutStopWords, words } from "../../../src/llm/Embeddings/Words.ts"

describe("Words", () => {
  it("folds case, forms of letters and possessives", () => {
    assert.deepStrictEqual(words("Delta’s ﬁrst ORDER, isn't it?"), ["delta", "first", "order", "isn't", "it"])
  })

  it("takes forms of a word for the same, and leaves out words without meaning", () => {
    assert.deepStrictEqual(stems("What are our policies on late payments?"), stems("policy, late payment"))
    assert.deepStrictEqual(stems("she went, bought and sold; the children won"), stems("go buy sell, child winning"))
    assert.deepStrictEqual(stems("please tell me who they are"), [])
  })

  it("leaves out another language's function words only in a text of that language", () => {
    assert.deepStrictEqual(stems("Quelles sont les conditions de paiement"), stems("conditions paiement"))
    assert.include(stems("the die casting works"), "die")
  })

  it("reads what is written without spaces by pairs of characters", () => {
    assert.deepStrictEqual(words("退款政策 ok"), ["退款", "款政", "政策", "ok"])
    assert.deepStrictEqual(unsegmentedPairs("a 退款 and 退款"), ["退款"])
  })

  it("counts the stems that a text has, whatever forms they take in it", () => {
    const forms = `went children paid tying dying denies policies hoping hopped relational sensibility skies news early
      gently inning’s ﬁrst 退款 naïveté o'clock 2041`
    for (const word of words(forms)) {
      assert.strictEqual(countOf(new Set([stem(word)]))(`Said of the ${word.toUpperCase()} there`), 1, word)
    }
    const wanted = new Set(stems("fee, late, pay"))
    assert.strictEqual(countOf(wanted)("Latest news: they PAID the fee, and fees. Paying is no feeling."), 2)
    assert.strictEqual(countOf(wanted)("Discounts for new customers, translated"), 0)
    assert.strictEqual(countOf(new Set())("Anything"), 0)
  })

  it("keeps what else a question has as it was written", () => {
    assert.strictEqual(
      withoutStopWords("What is INV-2041 of user@example.com?").replace(/\s+/g, " ").trim(),
      "INV-2041 user@example.com?"
    )
  })
})
