/** Chunks found by words and by meaning as one ranking. */
import { Array } from "effect"
import { nearness } from "../Nearness.ts"
import * as Trust from "../Trust.ts"
import { type Key, KeyMap, type Near } from "./Keys.ts"
import type { Match } from "./Lexical.ts"

export interface Fused extends Key {
  /** 0 to 1, as are its parts. */
  readonly score: number
  readonly lexical: number
  readonly semantic: number
  readonly coverage: number
}

/** The share of words and the share of meaning; how far meaning counts is `trust`, and the share of it that is earned. */
export const fused = (
  matches: ReadonlyArray<Match>,
  near: ReadonlyArray<Near>,
  trust: number,
  earned = 1
): ReadonlyArray<Fused> => {
  const nearby = nearness(near.map(({ cosine }) => cosine))
  // Of an embedder that is little trusted, what is near is not yet the same.
  const believed = Math.min(1, trust / believedFrom)
  // A question of which hardly a word is known anywhere has no certain answer, however the candidates compare.
  const certainty = 0.4 + 0.6 * matches.reduce((most, one) => Math.max(most, one.coverage), 0)
  const scored = (one: Key & Pick<Match, "lexical" | "coverage">, meaning: number): Fused => ({
    document_id: one.document_id,
    position: one.position,
    lexical: one.lexical,
    semantic: believed * meaning,
    coverage: one.coverage,
    score: (one.lexical * certainty + trust * meaning) / (1 + trust * earned)
  })
  const places = placesOf(matches)
  const meanings = new Float64Array(matches.length)
  const alike: Array<Fused> = []
  near.forEach((one, i) => {
    const meaning = earned * (nearby[i] ?? 0)
    const place = places.get(one)
    if (place !== undefined) meanings[place] = meaning
    else if (believed * meaning >= alikeFrom) {
      const { document_id, position } = one
      alike.push(scored({ document_id, position, lexical: 0, coverage: 0 }, meaning))
    }
  })
  return [...matches.map((one, i) => scored(one, meanings[i] ?? 0)), ...alike].sort((a, b) => b.score - a.score)
}

const placesOf = (some: ReadonlyArray<Key>): KeyMap<number> => {
  const places = new KeyMap<number>()
  some.forEach((key, place) => places.set(key, place))
  return places
}

/** How far meaning agrees with the words, where these are sure of themselves. */
export const agreement = (matches: ReadonlyArray<Match>, near: ReadonlyArray<Near>): Trust.Agreement => {
  const sure = matches.filter(({ coverage }) => coverage >= sureFrom).slice(0, sureOnes)
  const places = placesOf(sure)
  return Trust.agreement(
    near.map(({ cosine }) => cosine),
    near.filter((one) => places.get(one) !== undefined).map(({ cosine }) => cosine)
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
