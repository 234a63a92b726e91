import { assert, describe, it } from "@effect/vitest"
import { citationsOf, numberedAs } from "../../src/chat/Citations.ts"
import { compose } from "../../src/chat/Composer.ts"
import { about, acme, acmeFacts, advice, delta, deltaFacts, type Given, known } from "../support/Syntheses.ts"

const numbered = (question: string, given: Given) => {
  const ranked = about(question, given)
  return numberedAs(compose(ranked).text, ranked)
}
const both: Given = { entities: [delta, acme], items: [...deltaFacts, ...acmeFacts] }

describe("markers", () => {
  const asked: ReadonlyArray<readonly [string, Given]> = [
    ["What is the status of Delta Industries?", known],
    ["What patterns do you see with Delta?", known],
    ["Should we extend payment terms to them?", { ...known, decision: advice }],
    ["Compare Delta and Acme", both],
    ["What are the payment terms of Delta?", known]
  ]
  for (const [question, given] of asked) {
    it(`count from 1 without a gap: ${question}`, () => {
      const synthesis = numbered(question, given)
      const { text } = compose(synthesis)
      const firsts = Array.from(new Set(Array.from(text.matchAll(/\[(\d+)\]/g), ([, marker]) => Number(marker))))
      assert.isAbove(firsts.length, 1)
      assert.deepStrictEqual(firsts, firsts.map((_, at) => at + 1))
      assert.deepStrictEqual(
        citationsOf(text, synthesis).map(({ marker }) => marker),
        firsts.map((marker) => `[${marker}]`)
      )
    })
  }

  it("still cite what they cited before, in the text and where sources disagree", () => {
    const ranked = about("What are the payment terms of Delta?", known)
    const before = compose(ranked).text
    const synthesis = numberedAs(before, ranked)
    const after = compose(synthesis).text
    const refs = (text: string, from: typeof ranked) =>
      Array.from(text.matchAll(/\[(\d+)\]/g), ([, marker]) => from.items.find((one) => one.marker === marker)?.ref)
    const [conflict = "none"] = synthesis.conflicts
    assert.deepStrictEqual(refs(after, synthesis), refs(before, ranked))
    assert.include(after, conflict)
    assert.include(synthesis.primary_context, conflict)
  })

  it("give each piece of evidence one number of its own", () => {
    const { items } = numbered("What is the status of Delta Industries?", known)
    assert.strictEqual(new Set(items.map(({ marker }) => marker)).size, items.length)
  })
})
