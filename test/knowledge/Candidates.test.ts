import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { choose, chooseAny, telling } from "../../src/knowledge/Candidates.ts"

const million = 1_000_000
const term = (name: string, documents: number) => ({ term: name, documents })
const share = (of: number, has: boolean) => has ? of : 1 - of
const sumOf = (terms: ReadonlyArray<{ readonly documents: number }>) =>
  terms.reduce((sum, { documents }) => sum + Math.log(million / documents), 0)
const subsets = <A>(all: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  all.reduce<ReadonlyArray<ReadonlyArray<A>>>((some, one) => some.flatMap((set) => [set, [...set, one]]), [[]])

/** Whether a text with these words matches the tsquery. */
const isFound = (query: string, words: ReadonlyArray<string>): boolean =>
  Boolean(
    new Function(`return ${
      query.replace(/'(\w)'/g, (_, word: string) => String(words.includes(word))).replaceAll("&", "&&").replaceAll(
        "|",
        "||"
      )
    }`)()
  )

describe("Candidates", () => {
  it("are all that have any of the words while those are few", () => {
    assert.deepStrictEqual(choose([term("b", 900), term("a", 800)], million), {
      query: "('a' | 'b')",
      narrowed: false
    })
    assert.strictEqual(choose([term("a", 1_400), term("b", 1_300)], 1_400)?.narrowed, false)
  })

  it("need a rare word, or less rare ones together", () => {
    const terms = [term("common", 200_000), term("usual", 20_000), term("seldom", 5_000), term("rare", 300)]
    assert.deepStrictEqual(choose(terms, million), {
      // With 'seldom' and 'common' 1,000 more would be; 'usual' and 'common' are 4,000.
      query: "('rare' | 'seldom' & ('usual'))",
      narrowed: true
    })
    assert.strictEqual(
      choose([term("common", 200_000), term("usual", 20_000), term("seldom", 3_000)], million)?.query,
      "('seldom' & ('usual' | 'common'))"
    )
  })

  it.prop(
    "are those with the most weight, and about a thousand, if words are independent",
    [FastCheck.uniqueArray(FastCheck.integer({ min: 2_000, max: 900_000 }), { minLength: 2, maxLength: 7 })],
    ([frequencies]) => {
      const terms = frequencies.map((documents, i) => term("abcdefg".charAt(i), documents))
      const chosen = choose(terms, million)
      if (chosen === undefined) return assert.fail("these words are known")
      const texts = subsets(terms).map((some) => ({
        some,
        has: isFound(chosen.query, some.map((one) => one.term)),
        weight: sumOf(some),
        count: terms.reduce((of, one) => of * share(one.documents / million, some.includes(one)), million)
      }))
      const least = Math.min(...texts.filter(({ has }) => has).map(({ weight }) => weight))
      const above = texts.filter(({ has, weight }) => has && weight > least + 1e-6)
      assert.isAtMost(above.reduce((sum, { count }) => sum + count, 0), 1_000)
      // Of what has more weight, only what begins with a word that is too common to walk is left out.
      const [rarest] = terms.toSorted((a, b) => a.documents - b.documents)
      for (const { has, some, weight } of texts) {
        if (weight > least + 1e-6 && rarest !== undefined && some.includes(rarest)) assert.isTrue(has)
      }
    }
  )

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
