import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { idf } from "../../../src/knowledge/Bm25.ts"
import { KeyMap } from "../../../src/knowledge/Documents/Keys.ts"
import * as WordIndex from "../../../src/knowledge/Documents/WordIndex.ts"

const words = ["rare", "seldom", "usual", "common", "everywhere"]

const indexOf = (texts: ReadonlyArray<ReadonlyArray<string>>): WordIndex.WordIndex => {
  const lexicon: WordIndex.Lexicon = new Map()
  const byKey = new KeyMap<WordIndex.Entry>()
  const places: Array<Array<number>> = []
  const entries = texts.map((text, position): WordIndex.Entry => {
    const key = { document_id: "d", position }
    const search = text.map((word, i) => `'${word}':${i + 1}`).join(" ")
    return {
      chunk: { ...key, size: text.length, title_size: 0, chunks: texts.length, titled: false },
      version: "1",
      words: WordIndex.wordsOf(search, lexicon),
      text: { ...key, title_path: "", text: text.join(" "), at: 0 }
    }
  }).sort(WordIndex.inOrder)
  for (const [place, entry] of entries.entries()) {
    byKey.set(entry.chunk, entry)
    WordIndex.add(places, entry, place)
  }
  return { lexicon, entries, byKey, places }
}

describe("Candidates of many chunks", () => {
  it.prop(
    "are the heaviest of all, though common words are not looked up for each",
    [
      FastCheck.array(FastCheck.subarray(words, { minLength: 1 }), { minLength: 20, maxLength: 80 }),
      FastCheck.integer({ min: 1, max: 15 })
    ],
    ([texts, limit]) => {
      const index = indexOf(texts)
      const having = (word: string) => texts.filter((text) => text.includes(word)).length
      const terms = words.map((term) => ({ term, documents: having(term) }))
      const weight = (text: ReadonlyArray<string>) =>
        text.reduce((sum, word) => sum + idf(texts.length, having(word)), 0)
      const found = WordIndex.candidates(index, { documents: texts.length, size: 0, title_size: 0, terms }, limit)
        .map(({ position }) => weight(texts[position] ?? []))
      const heaviest = texts.map(weight).sort((a, b) => b - a).slice(0, limit)
      assert.strictEqual(found.length, heaviest.length)
      found.forEach((one, i) => assert.closeTo(one, heaviest[i] ?? NaN, 1e-9))
    }
  )
})
