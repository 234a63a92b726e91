/** How near texts are to a question by what an embedder says of them. */
import { sum } from "./Bm25.ts"

/**
 * 0 to 1, and 0 where nothing is known. Some embedders find all texts alike: only what is nearer than texts are in
 * general is near.
 */
export const nearness = (cosines: Iterable<number | undefined>): ReadonlyArray<number> => {
  const known = sum(cosines, (one) => one === undefined ? 0 : 1)
  const usual = known < fewest ? 0 : Math.max(0, sum(cosines, (one) => one ?? 0) / known)
  return Array.from(cosines, (cosine = 0) => Math.min(1, Math.max(0, (cosine - usual) / (1 - usual || 1))))
}

/** Among so few, what texts are in general cannot be told. */
const fewest = 20
