/** Plain BM25 over whole documents, title and text together: what retrieval must never be worse than. */
import { stems } from "../../src/llm/Embeddings/Words.ts"
import type { Collection } from "./Collections.ts"
import type { Run } from "./Metrics.ts"

export const bm25 = ({ entries, questions }: Collection): Run => {
  const documents = entries.map(({ id, text, title }) => {
    const all = stems(`${title} ${text}`)
    const counts = new Map<string, number>()
    for (const stem of all) counts.set(stem, (counts.get(stem) ?? 0) + 1)
    return { id, counts, size: all.length }
  })
  const having = new Map<string, number>()
  for (const { counts } of documents) for (const term of counts.keys()) having.set(term, (having.get(term) ?? 0) + 1)
  const size = documents.reduce((sum, one) => sum + one.size, 0) / documents.length
  const idf = (term: string) =>
    Math.log(1 + (documents.length - (having.get(term) ?? 0) + 0.5) / ((having.get(term) ?? 0) + 0.5))
  return new Map(questions.map((question) => {
    const terms = [...new Set(stems(question.text))]
    const scored = documents.map(({ counts, id, size: length }) => ({
      id,
      score: terms.reduce((sum, term) => {
        const count = counts.get(term) ?? 0
        return sum + idf(term) * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / size))
      }, 0)
    }))
    return [question.id, scored.sort((a, b) => b.score - a.score).slice(0, 100).map(({ id }) => id)]
  }))
}
