/** How well turns and whole sessions match a question by words (BM25) and meaning, each 0 to 1, the best being 1. */
import { idf, normal, saturated, sum } from "../../Bm25.ts"
import type { Prepared } from "./Turns.ts"

/** A question's terms, what each weighs, and which turns have them: all that its scores are made of. */
export interface Matches {
  readonly weights: ReadonlyArray<number>
  /** How often a turn has a term: at the turn's place times the number of terms, plus the term's. */
  readonly counts: Uint16Array
  /** For each turn, which of the terms it has, a bit each. As in `counts` there is one more turn, that has none. */
  readonly has: Int32Array
  /** The share of the question's weight that such terms make up. */
  readonly share: (terms: number) => number
}

/** How much a word, or what is meant, counts for a turn in which it does not stand itself, but beside it. */
export interface Window {
  /** In a question of somebody else's that came just before: the turn answers it, often without repeating its words. */
  readonly question: number
  readonly heard: number
  readonly own: number
  readonly next: number
}

/** Of many terms, those that tell most. */
export const matchesOf = (asked: ReadonlyArray<string>, { postings, turns }: Prepared): Matches => {
  const terms = asked.map((term) => postings.get(term) ?? { places: [], counts: [] })
    .map((all) => ({ ...all, weight: idf(turns.length, all.places.length) }))
    .sort((a, b) => b.weight - a.weight).slice(0, mostTerms)
  const weights = terms.map(({ weight }) => weight)
  const whole = sum(weights, (weight) => weight)
  const matching = new Uint16Array((turns.length + 1) * terms.length)
  const has = new Int32Array(turns.length + 1)
  terms.forEach(({ counts, places }, k) =>
    places.forEach((place, i) => {
      matching[place * terms.length + k] = counts[i] ?? 0
      has[place] = at(has, place) | (1 << k)
    })
  )
  const share = (some: number) =>
    whole === 0 || some === 0 ? 0 : sum(weights, (weight, k) => (some & (1 << k)) === 0 ? 0 : weight) / whole
  return { weights, counts: matching, has, share }
}

export const byTurn = (
  { around, turns }: Prepared,
  { counts, has, weights }: Matches,
  window: Window
): ReadonlyArray<number> => {
  const size = Math.max(1, sum(turns, ({ text }) => text.stems.length) / turns.length)
  const of = (place: number, k: number) => at(counts, place * weights.length + k)
  return normal(around.map(({ answers, heard, next, own }, i) => {
    if ((at(has, i) | at(has, heard) | at(has, own) | at(has, next)) === 0) return 0
    const asked = answers ? window.question : window.heard
    const relative = (turns[i]?.text.stems.length ?? 0) / size
    return sum(weights, (weight, k) => {
      const count = of(i, k) + asked * of(heard, k) + window.own * of(own, k) + window.next * of(next, k)
      return weight * saturated(count, relative, 0.9, 0.4)
    })
  }))
}

/** How near each turn is (0 to 1), what stands around it counting as it does for words: "Last May." has no meaning alone. */
export const byMeaning = (
  { around }: Prepared,
  near: ReadonlyArray<number>,
  window: Window
): ReadonlyArray<number> => {
  const of = (place: number) => near[place] ?? 0
  return normal(
    around.map(({ answers, heard, next, own }, i) =>
      of(i) + (answers ? window.question : window.heard) * of(heard) + window.own * of(own) + window.next * of(next)
    )
  )
}

/** The share of the question's weight that stands in each turn or right beside it, and that stands within three turns. */
export const nearShares = ({ around, turns }: Prepared, { has, share }: Matches) => {
  const beside = around.map(({ heard, next, own }, i) =>
    share(at(has, i) | at(has, heard) | at(has, own) | at(has, next))
  )
  const talk = turns.map(({ memory: { session_id } }, i) => {
    if (session_id === null) return 0
    let some = 0
    for (let near = i - 3; near <= i + 3; near++) {
      if (turns[near]?.memory.session_id === session_id) some |= at(has, near)
    }
    return share(some)
  })
  return { beside, talk }
}

export const bySession = (
  { sessions, turns }: Prepared,
  { counts, has, weights: { length } }: Matches
): ReadonlyMap<string | null, number> => {
  const matching = new Map<string, Uint32Array>()
  turns.forEach(({ memory: { session_id } }, place) => {
    if (at(has, place) === 0 || session_id === null) return
    const all = matching.get(session_id) ?? new Uint32Array(length)
    for (let k = 0; k < length; k++) all[k] = at(all, k) + at(counts, place * length + k)
    matching.set(session_id, all)
  })
  const every = [...matching]
  const size = Math.max(1, sum([...sessions.values()], (one) => one) / (sessions.size || 1))
  const weights = Array.from({ length }, (_, k) => idf(sessions.size, every.filter(([, of]) => at(of, k) > 0).length))
  const scores = normal(
    every.map(([id, of]) =>
      sum(weights, (weight, k) => weight * saturated(at(of, k), (sessions.get(id) ?? 0) / size, 1.2, 0.75))
    )
  )
  return new Map(every.map(([id], i) => [id, scores[i] ?? 0]))
}

const at = (numbers: Uint16Array | Int32Array | Uint32Array, place: number): number => numbers[place] ?? 0

/** A bit each of a 32-bit number. */
const mostTerms = 31
