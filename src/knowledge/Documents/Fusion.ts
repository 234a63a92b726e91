/** Chunks found by words and by meaning as one ranking. */
import { Array } from "effect"
import { nearness } from "../Nearness.ts"
import * as Trust from "../Trust.ts"
import { type Key, keyOf, type Near } from "./Keys.ts"
import type { Match } from "./Lexical.ts"

export interface Fused extends Key {
  /** 0 to 1, as are its parts. */
  readonly score: number
  readonly lexical: number
  readonly semantic: number
  readonly coverage: number
  readonly matched: number
}

/** The share of words and the share of meaning; how far meaning counts is `trust`, and the share of it that is earned. */
export const fused = (
  matches: ReadonlyArray<Match>,
  near: ReadonlyArray<Near>,
  trust: number,
  earned = 1
): ReadonlyArray<Fused> => {
  const nearby = nearness(near.map(({ cosine }) => cosine))
  const meaning = new Map(near.map((one, i) => [keyOf(one), earned * (nearby[i] ?? 0)]))
  // Of an embedder that is little trusted, what is near is not yet the same.
  const believed = Math.min(1, trust / believedFrom)
  const matched = new Set(matches.map(keyOf))
  const alike = near.filter((one) => !matched.has(keyOf(one)) && believed * (meaning.get(keyOf(one)) ?? 0) >= alikeFrom)
  // A question of which hardly a word is known anywhere has no certain answer, however the candidates compare.
  const certainty = 0.4 + 0.6 * matches.reduce((most, one) => Math.max(most, one.coverage), 0)
  return [...matches, ...alike.map((one) => ({ ...one, lexical: 0, coverage: 0, matched: 0 }))]
    .map(({ coverage, document_id, lexical, matched, position }) => {
      const near = meaning.get(keyOf({ document_id, position })) ?? 0
      const score = (lexical * certainty + trust * earned * near) / (1 + trust * earned)
      return { document_id, position, lexical, semantic: believed * near, coverage, matched, score }
    })
    .sort((a, b) => b.score - a.score)
}

/** How far meaning agrees with the words, where these are sure of themselves. */
export const agreement = (matches: ReadonlyArray<Match>, near: ReadonlyArray<Near>): Trust.Agreement => {
  const cosines = new Map(near.map((one) => [keyOf(one), one.cosine]))
  const sure = matches.filter(({ coverage }) => coverage >= sureFrom).slice(0, sureOnes)
  return Trust.agreement(
    near.map(({ cosine }) => cosine),
    sure.flatMap((one) => cosines.get(keyOf(one)) ?? [])
  )
}

/** The best of each document before more of the same one, while there is room; best first all the same. */
export const spread = (ranked: ReadonlyArray<Fused>, limit: number): ReadonlyArray<Fused> => {
  if (ranked.length <= limit) return ranked
  const seen = new Set<string>()
  const [more, first] = Array.partition(ranked, ({ document_id }) => seen.size < seen.add(document_id).size)
  return [...first, ...more].slice(0, limit).sort((a, b) => b.score - a.score)
}

const believedFrom = 0.8
/** From here on two texts are alike though they share no word. */
const alikeFrom = 0.35
const sureFrom = 0.5
const sureOnes = 5
