/** How well chunks match the words of a question: BM25 with the tenant's statistics, with the titles counted once more. */
import type { TermStatistics } from "../TermStatistics.ts"

export interface Candidate {
  readonly document_id: string
  readonly position: number
  readonly size: number
  readonly title_size: number
  /** By term: how often in all, and how often in the title path. */
  readonly hits: Readonly<Record<string, readonly [number, number]>>
}

export interface Match extends Candidate {
  /** 0 to 1, the best of the candidates being 1. */
  readonly lexical: number
  /** The share of the question's weight that this candidate's terms make up. */
  readonly coverage: number
  readonly matched: number
}

/** Best first. */
export const rank = (
  candidates: ReadonlyArray<Candidate>,
  { documents: total, size: sizes, terms, title_size: titleSizes }: TermStatistics
): ReadonlyArray<Match> => {
  const weights = terms.map(({ documents, term }) => ({ term, weight: idf(total, documents) }))
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0)
  const size = Math.max(1, sizes / total)
  const titleSize = Math.max(1, titleSizes / total)
  const scored = candidates.map((candidate) => {
    let score = 0
    let covered = 0
    let matched = 0
    for (const { term, weight } of weights) {
      const [all, inTitle] = candidate.hits[term] ?? none
      if (all === 0) continue
      matched += 1
      covered += weight
      score += weight * saturated(all, 0.75, candidate.size / size)
      score += titleBoost * weight * saturated(inTitle, 0.5, candidate.title_size / titleSize)
    }
    return { candidate, score, coverage: whole === 0 ? 0 : covered / whole, matched }
  })
  const best = scored.reduce((max, { score }) => Math.max(max, score), 0)
  return scored.filter(({ score }) => score > 0)
    .map(({ candidate, coverage, matched, score }) => ({ ...candidate, coverage, matched, lexical: score / best }))
    .sort((a, b) => b.lexical - a.lexical || (a.document_id < b.document_id ? -1 : 1) || a.position - b.position)
}

const saturated = (count: number, b: number, relativeSize: number): number =>
  count === 0 ? 0 : (count * (k1 + 1)) / (count + k1 * (1 - b + b * (relativeSize || 1)))

const idf = (total: number, documents: number): number =>
  Math.log(1 + (Math.max(total, documents) - documents + 0.5) / (documents + 0.5))

const k1 = 1.2
const titleBoost = 0.3
const none = [0, 0] as const
