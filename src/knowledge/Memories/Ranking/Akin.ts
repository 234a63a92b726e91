/** How near turns come to a question in other words than its own: asked for a pet, who speaks of a dog. */
import type { NearWords } from "../../../llm/Embeddings/NearWords.ts"
import { idf, normal } from "../../Bm25.ts"
import type { Prepared } from "./Turns.ts"

/**
 * For each turn what the question's words weigh that it lacks, each as far as the nearest word it has is near; the best
 * being 1. A word that nobody ever said weighs most: only others can stand for it.
 */
export const byNearWords = (
  { postings, turns }: Prepared,
  asked: ReadonlyArray<string>,
  near: NearWords
): ReadonlyArray<number> => {
  const scores = turns.map(() => 0)
  for (const term of asked) {
    const own = new Set(postings.get(term)?.places)
    const weight = idf(turns.length, own.size)
    const nearest = new Map<number, number>()
    for (const { nearness, stem } of near(term)) {
      for (const place of postings.get(stem)?.places ?? []) {
        // The nearest come first.
        if (!own.has(place) && !nearest.has(place)) nearest.set(place, nearness)
      }
    }
    for (const [place, nearness] of nearest) scores[place] = (scores[place] ?? 0) + weight * nearness
  }
  return normal(scores)
}
