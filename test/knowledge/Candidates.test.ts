import { assert, describe, it } from "@effect/vitest"
import { choose, chooseAny } from "../../src/knowledge/Candidates.ts"

const million = 1_000_000
const term = (name: string, documents: number) => ({ term: name, documents })

describe("Candidates", () => {
  it("are all that have any of the words while those are few", () => {
    assert.deepStrictEqual(choose([term("b", 900), term("a", 800)], million), {
      query: "('a' | 'b')",
      narrowed: false
    })
    assert.strictEqual(choose([term("a", 1_400), term("b", 1_300)], 1_400)?.narrowed, false)
  })

  it("need a rare word, or common ones together", () => {
    const terms = [term("common", 200_000), term("usual", 20_000), term("seldom", 5_000), term("rare", 300)]
    assert.deepStrictEqual(choose(terms, million), {
      query: "('rare' | 'seldom' & ('usual') | 'usual' & ('common'))",
      narrowed: true
    })
  })

  it("are those with all of the words where even these are common", () => {
    assert.strictEqual(choose([term("a", 300_000), term("b", 200_000)], million)?.query, "('b' & ('a'))")
    assert.strictEqual(choose([term("a", 300_000)], million)?.query, "('a')")
    assert.strictEqual(chooseAny([term("a", 300_000), term("b", 200_000)]), "('b')")
  })

  it("are none where no word is known, and every word is quoted", () => {
    assert.isUndefined(choose([term("a", 0)], million))
    assert.strictEqual(choose([term("it's\\", 1)], million)?.query, "('it''s\\\\')")
  })
})
