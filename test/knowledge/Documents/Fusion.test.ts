import { assert, describe, it } from "@effect/vitest"
import { Array } from "effect"
import { agreement, fused, spread } from "../../../src/knowledge/Documents/Fusion.ts"
import { comparedOf } from "../../../src/knowledge/Documents/Keys.ts"
import { type Candidate, rank } from "../../../src/knowledge/Documents/Lexical.ts"
import * as Trust from "../../../src/knowledge/Trust.ts"

const chunk = (document_id: string, count: number, more?: Partial<Candidate>): Candidate => ({
  document_id,
  position: 0,
  size: 50,
  title_size: 5,
  chunks: 1,
  titled: true,
  counts: [count, count],
  title_counts: [0, 0],
  together: [false],
  ...more
})
const statistics = {
  documents: 100,
  size: 5_000,
  title_size: 500,
  terms: [{ term: "late", documents: 20 }, { term: "fee", documents: 10 }]
}
/** Of a hundred documents the first five have the words; how near a document is to a question is up to each test. */
const candidates = Array.makeBy(5, (i) => chunk(`d${i}`, 5 - i))
const matches = rank(candidates, statistics)
const near = (cosine: (i: number, question: number) => number, question = 0) =>
  comparedOf(Array.makeBy(100, (i) => ({ document_id: `d${i}`, position: 0, cosine: cosine(i, question) })))
const ids = (ranked: ReadonlyArray<{ readonly document_id: string }>) => ranked.map((one) => one.document_id)
/** Spread evenly from -1 to 1, without regard to what stands in the document. */
const senseless = (i: number, question: number) => 2 * (((i + 1) * (question + 1) * 0.6180339887) % 1) - 1

const earnedOver = (cosine: (i: number, question: number) => number, questions: number) =>
  Trust.share(
    Array.makeBy(questions, (question) => agreement(matches, near(cosine, question))).reduce(Trust.add, Trust.unknown)
  )

describe("words and meaning together", () => {
  it("leave the order of the words alone while the embedder is senseless, however sure it is of itself", () => {
    for (let question = 0; question < 200; question += 1) {
      const earned = earnedOver(senseless, question + 1)
      const ranked = fused(matches, near(senseless, question), 1, earned)
      assert.deepStrictEqual(ids(ranked), ids(matches), `question ${question}, ${earned}`)
    }
  })

  it("find what shares no word, once the embedder has agreed with the words on what is known", () => {
    const good = (i: number) => i < 5 ? 0.7 : i === 50 ? 0.8 : 0.1 + 0.001 * i
    assert.strictEqual(earnedOver(good, 1), 1)
    const ranked = fused(matches, near(good), 0.8, earnedOver(good, 1))
    assert.include(ids(ranked), "d50")
    assert.notInclude(ids(ranked), "d60")
  })

  it("take from an embedder to which all texts are alike only what stands out", () => {
    const narrow = (i: number) => i === 50 ? 0.95 : 0.8 + 0.0001 * i
    assert.deepStrictEqual(ids(fused([], near(narrow), 0.8)), ["d50"])
  })

  it("believe an embedder of which nothing is known yet", () => {
    assert.strictEqual(Trust.share(Trust.unknown), 1)
    assert.deepStrictEqual(
      agreement(matches, { ...near(senseless), cosines: near(senseless).cosines.slice(0, 10) }),
      Trust.unknown
    )
  })

  it("stop trusting one that was exchanged for a senseless one", () => {
    const good = agreement(matches, near((i) => i < 5 ? 0.7 : 0.1))
    const before = Array.makeBy(1_000, () => good).reduce(Trust.add, Trust.unknown)
    const after = Array.makeBy(1_000, (question) => agreement(matches, near(senseless, question)))
      .reduce(Trust.add, before)
    assert.strictEqual(Trust.share(before), 1)
    assert.isBelow(Trust.share(after), 0.05)
  })
})

describe("the words of a question", () => {
  const bestOf = (...all: ReadonlyArray<Candidate>) => rank(all, statistics)[0]?.document_id

  it("weigh more where they stand together, in a title, and where the whole document is about them", () => {
    assert.strictEqual(bestOf(chunk("a", 1), chunk("b", 1, { together: [true] })), "b")
    const inTitle = { title_counts: [1, 1] }
    assert.strictEqual(bestOf(chunk("a", 1), chunk("b", 1, inTitle)), "b")
    const more = chunk("b", 1, { position: 1, chunks: 2 })
    assert.strictEqual(bestOf(chunk("a", 1, { chunks: 2 }), chunk("b", 1, { chunks: 2 }), more), "b")
  })

  it("weigh no more in a title that is but the beginning of the text", () => {
    const inTitle = { title_counts: [1, 1], titled: false }
    assert.strictEqual(bestOf(chunk("a", 1), chunk("b", 1, inTitle)), "a")
  })
})

describe("a list of results", () => {
  const one = (document_id: string, position: number, score: number) => ({
    document_id,
    position,
    score,
    lexical: score,
    semantic: 0,
    coverage: 1
  })
  const ranked = [one("a", 0, 1), one("a", 1, 0.9), one("a", 2, 0.8), one("b", 0, 0.5), one("c", 0, 0.4)]

  it("has every document before more of one that has many chunks, best first all the same", () => {
    assert.deepStrictEqual(ids(spread(ranked, 3)), ["a", "b", "c"])
    assert.deepStrictEqual(spread(ranked, 4).map((hit) => hit.score), [1, 0.9, 0.5, 0.4])
    assert.deepStrictEqual(spread(ranked, 9), ranked)
  })
})
