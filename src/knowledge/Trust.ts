/**
 * How far an embedder is trusted where it is used: as far as its similarities agree with the words on what stands out.
 * One that says nothing (random vectors, a wrong model) counts for nothing; one that is right counts for all that it claims.
 */
import { sum } from "./Bm25.ts"

export interface Agreement {
  /** Of how many standard deviations the best by words are nearer to the question than texts are in general. */
  readonly sum: number
  readonly count: number
}

export const unknown: Agreement = { sum: 0, count: 0 }

/** `nearness` is of all the texts that were compared, `best` of those among them that match the words best. */
export const agreement = (nearness: Float64Array, best: ReadonlyArray<number>): Agreement => {
  if (nearness.length < fewest || best.length === 0) return unknown
  const mean = sum(nearness, (one) => one) / nearness.length
  const deviation = Math.sqrt(sum(nearness, (one) => (one - mean) ** 2) / nearness.length)
  return deviation === 0
    ? { sum: 0, count: best.length }
    : { sum: sum(best, (one) => (one - mean) / deviation), count: best.length }
}

/** What was seen lately weighs more: an embedder may be exchanged behind its name. */
export const add = (before: Agreement, next: Agreement): Agreement => {
  const kept = Math.min(1, memory / Math.max(1, before.count))
  return { sum: kept * before.sum + next.sum, count: kept * before.count + next.count }
}

/**
 * The share, 0 to 1, of what the embedder claims: none while chance could explain most of the agreement, as it could for
 * one that sees but letters, and all of it from `convincing` on. While nothing is known it is believed.
 */
export const share = ({ count, sum }: Agreement): number =>
  count === 0 ? 1 : Math.min(1, Math.max(0, (sum / count - doubt / Math.sqrt(count) - faint) / (convincing - faint)))

/** Among so few, what stands out is chance. */
const fewest = 20
const memory = 500
const doubt = 2
const faint = 0.7
const convincing = 1.7
