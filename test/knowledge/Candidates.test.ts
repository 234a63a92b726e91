import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { choose, chooseAny, telling } from "../../src/knowledge/Candidates.ts"

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

  it.prop(
    "of what is nearly the same have one of the telling words",
    [
      FastCheck.uniqueArray(FastCheck.constantFrom(..."abcdefghijklmnopqrst"), { minLength: 1, maxLength: 20 }),
      FastCheck.infiniteStream(FastCheck.nat(3)),
      FastCheck.nat(10),
      FastCheck.infiniteStream(FastCheck.boolean())
    ],
    ([names, frequencies, lacking, missing]) => {
      const terms = names.map((name) => term(name, frequencies.next().value))
      let left = lacking - terms.filter(({ documents }) => documents === 0).length
      const other = terms.filter(({ documents }) => documents > 0 && !(missing.next().value && left-- > 0))
      if (left < 0 || other.length === 0) return
      assert.isTrue(telling(terms, lacking).some((one) => other.includes(one)))
    }
  )

  it("are not looked for by many words where few of the rarest will do", () => {
    const terms = Array.from({ length: 20 }, (_, i) => term(`t${i}`, i))
    assert.deepStrictEqual(telling(terms, 3).map(({ documents }) => documents), [1, 2, 3])
    assert.deepStrictEqual(telling([term("a", 0), term("b", 0), term("c", 5)], 1), [])
  })
})
