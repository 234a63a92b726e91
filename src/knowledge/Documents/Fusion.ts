/** Chunks found by words and by meaning as one ranking. */
import { Array } from "effect"
import { nearness } from "../Nearness.ts"
import * as Trust from "../Trust.ts"
import { type Compared, type Key, placesOf } from "./Keys.ts"
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
  compared: Compared,
  trust: number,
  earned = 1
): ReadonlyArray<Fused> => {
  const nearby = nearness(compared.cosines)
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
  const meaningAt = (place: number | undefined) => place === undefined ? 0 : earned * (nearby[place] ?? 0)
  const places = placesOf(matches)
  const alike = compared.keys.flatMap((key, place): ReadonlyArray<Fused> => {
    const meaning = meaningAt(place)
    if (believed * meaning < alikeFrom || places.get(key) !== undefined) return []
    const { document_id, position } = key
    return [scored({ document_id, position, lexical: 0, coverage: 0 }, meaning)]
  })
  return [...matches.map((one) => scored(one, meaningAt(compared.places.get(one)))), ...alike]
    .sort((a, b) => b.score - a.score)
}

/** How far meaning agrees with the words, where these are sure of themselves. */
export const agreement = (matches: ReadonlyArray<Match>, { cosines, places }: Compared): Trust.Agreement => {
  const sure = matches.filter(({ coverage }) => coverage >= sureFrom).slice(0, sureOnes)
  return Trust.agreement(cosines, sure.flatMap((one) => cosines[places.get(one) ?? -1] ?? []))
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
