/**
 * How well chunks match the words of a question: BM25 with the tenant's statistics, of the chunk, of its titles, of words
 * that follow each other as in the question, and of the whole document that the chunk belongs to.
 */
import { Array } from "effect"
import { idf, normal, saturated, sum } from "../Bm25.ts"
import type { TermStatistics } from "../TermStatistics.ts"
import type { Key } from "./Keys.ts"

export interface Candidate extends Key {
  readonly size: number
  readonly title_size: number
  /** How many chunks the document has. */
  readonly chunks: number
  /** Whether the title path is one, and not the beginning of a text without a title. */
  readonly titled: boolean
  /** How often it has each of the question's terms: in all, and in its title path. */
  readonly counts: ReadonlyArray<number>
  readonly title_counts: ReadonlyArray<number>
  /** Whether a term of the question and the next one stand together, by the place of the pair. */
  readonly together: ReadonlyArray<boolean>
}

export interface Match extends Key {
  /** 0 to 1, the best of the candidates being 1. */
  readonly lexical: number
  /** The share of the question's weight that this candidate's terms make up. */
  readonly coverage: number
}

/** What each part is worth beside the words of the chunk. */
export const worth = { title: 0.3, together: 0.3, document: 0.6 }

/** Best first. */
export const rank = (
  candidates: ReadonlyArray<Candidate>,
  statistics: TermStatistics,
  parts: typeof worth = worth
): ReadonlyArray<Match> => {
  const { documents: total, size: sizes, title_size: titleSizes } = statistics
  const weights = statistics.terms.map(({ documents }) => idf(total, documents))
  const whole = sum(weights, (weight) => weight)
  const size = Math.max(1, sizes / total)
  const titleSize = Math.max(1, titleSizes / total)
  const pairs = statistics.terms.slice(1)
    .map((_, i) => idf(total, candidates.filter(({ together }) => together[i]).length))
  const chunks = normal(candidates.map((candidate) =>
    sum(weights, (weight, term) => {
      const inTitle = candidate.titled ? candidate.title_counts[term] ?? 0 : 0
      const title = saturated(inTitle, candidate.title_size / titleSize, k1, 0.5)
      return weight * (saturated(candidate.counts[term] ?? 0, candidate.size / size, k1, 0.75) + parts.title * title)
    }) + parts.together * sum(pairs, (weight, i) => candidate.together[i] === true ? weight : 0)
  ))
  const documents = byDocument(candidates, weights, size, parts.title)
  const scores = normal(
    candidates.map(({ document_id }, i) =>
      (chunks[i] ?? 0) === 0 ? 0 : (chunks[i] ?? 0) + parts.document * (documents.get(document_id) ?? 0)
    )
  )
  return candidates.map(({ counts, document_id, position }, i): Match => {
    const matching = weights.filter((_, term) => (counts[term] ?? 0) > 0)
    const coverage = whole === 0 ? 0 : sum(matching, (weight) => weight) / whole
    return { document_id, position, coverage, lexical: scores[i] ?? 0 }
  }).filter(({ lexical }) => lexical > 0)
    .sort((a, b) => b.lexical - a.lexical || (a.document_id < b.document_id ? -1 : 1) || a.position - b.position)
}

/** The same of whole documents, 0 to 1. What is not among the candidates has next to none of the words. */
const byDocument = (
  candidates: ReadonlyArray<Candidate>,
  weights: ReadonlyArray<number>,
  chunkSize: number,
  titleWorth: number
): ReadonlyMap<string, number> => {
  const all = Object.entries(Array.groupBy(candidates, ({ document_id }) => document_id))
  const sizes = all.map(([, some]) =>
    sum(some, ({ size }) => size) + Math.max(0, some[0].chunks - some.length) * chunkSize
  )
  const mean = sum(sizes, (size) => size) / (sizes.length || 1)
  const scores = normal(all.map(([, some], i) =>
    sum(weights, (weight, term) => {
      // The title stands above every chunk, and counts once.
      const inTitle = some.reduce((most, one) => one.titled ? Math.max(most, one.title_counts[term] ?? 0) : most, 0)
      const inText = sum(some, (one) => (one.counts[term] ?? 0) - (one.title_counts[term] ?? 0))
      return weight * (saturated(inText + inTitle, (sizes[i] ?? 1) / mean, k1, 0.75) +
        titleWorth * saturated(inTitle, 1, k1, 0.5))
    })
  ))
  return new Map(all.map(([id], i) => [id, scores[i] ?? 0]))
}

const k1 = 1.2
