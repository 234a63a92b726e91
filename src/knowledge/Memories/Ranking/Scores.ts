/** How well turns and whole sessions match a question by words (BM25) and meaning, each 0 to 1, the best being 1. */
import { idf, normal, saturated } from "../../Bm25.ts"
import type { Around, Turn } from "./Turns.ts"

/** A question's terms, what each weighs, and how often each turn has them: all that its scores are made of. */
export interface Matches {
  readonly terms: ReadonlyArray<string>
  readonly weights: ReadonlyArray<number>
  /** For each turn, as long as `terms`, or empty where the turn has none of them. */
  readonly counts: ReadonlyArray<ReadonlyArray<number>>
}

/** How much a word, or what is meant, counts for a turn in which it does not stand itself, but beside it. */
export interface Window {
  /** In a question of somebody else's that came just before: the turn answers it, often without repeating its words. */
  readonly question: number
  readonly heard: number
  readonly own: number
  readonly next: number
}

export const matchesOf = (terms: ReadonlyArray<string>, turns: ReadonlyArray<Turn>): Matches => {
  const counts = turns.map((turn) =>
    terms.some((term) => turn.counts.has(term)) ? terms.map((term) => turn.counts.get(term) ?? 0) : none
  )
  const weights = terms.map((_, k) => idf(turns.length, counts.filter((of) => (of[k] ?? 0) > 0).length))
  return { terms, weights, counts }
}

export const byTurn = (
  turns: ReadonlyArray<Turn>,
  around: ReadonlyArray<Around>,
  { counts, weights }: Matches,
  window: Window
): ReadonlyArray<number> => {
  const size = mean(turns.map((turn) => turn.size))
  return normal(turns.map((turn, i) => {
    const { heard, next, own } = around[i] ?? {}
    const here = counts[i] ?? none
    const [before, mine, after] = [at(counts, heard), at(counts, own), at(counts, next)]
    if (here.length + before.length + mine.length + after.length === 0) return 0
    const asked = ofHeard(turns, heard, window)
    return weights.reduce((sum, weight, k) => {
      const count = (here[k] ?? 0) + asked * (before[k] ?? 0) + window.own * (mine[k] ?? 0) +
        window.next * (after[k] ?? 0)
      return sum + weight * saturated(count, turn.size / size, 0.9, 0.4)
    }, 0)
  }))
}

/** How near each turn is (0 to 1), what stands around it counting as it does for words: "Last May." has no meaning alone. */
export const byMeaning = (
  turns: ReadonlyArray<Turn>,
  around: ReadonlyArray<Around>,
  near: ReadonlyArray<number>,
  window: Window
): ReadonlyArray<number> => {
  const of = (place: number | undefined) => place === undefined ? 0 : near[place] ?? 0
  return normal(
    around.map(({ heard, next, own }, i) =>
      of(i) + ofHeard(turns, heard, window) * of(heard) + window.own * of(own) + window.next * of(next)
    )
  )
}

/** The share of the question's weight that stands in a turn or right beside it, and that stands within three turns. */
export const nearShares = (
  turns: ReadonlyArray<Turn>,
  around: ReadonlyArray<Around>,
  { counts, weights }: Matches
): ReadonlyArray<{ readonly beside: number; readonly talk: number }> => {
  const whole = total(weights)
  const share = (places: ReadonlyArray<number | undefined>) => {
    const near = places.map((place) => at(counts, place)).filter((of) => of.length > 0)
    return whole === 0 || near.length === 0
      ? 0
      : weights.reduce((sum, weight, k) => near.some((of) => (of[k] ?? 0) > 0) ? sum + weight : sum, 0) / whole
  }
  const session = (place: number) => turns[place]?.memory.session_id
  return turns.map((_, i) => ({
    beside: share([i, around[i]?.heard, around[i]?.own, around[i]?.next]),
    talk: session(i) === null
      ? 0
      : share(within3.map((away) => session(i + away) === session(i) ? i + away : undefined))
  }))
}

export const bySession = (
  turns: ReadonlyArray<Turn>,
  { counts, terms }: Matches
): ReadonlyMap<string | null, number> => {
  const sessions = new Map<string, { readonly counts: Array<number>; size: number }>()
  turns.forEach(({ memory: { session_id }, size }, i) => {
    if (session_id === null) return
    const session = sessions.get(session_id) ?? { counts: terms.map(() => 0), size: 0 }
    counts[i]?.forEach((count, k) => (session.counts[k] = (session.counts[k] ?? 0) + count))
    session.size += size
    sessions.set(session_id, session)
  })
  const all = [...sessions.values()]
  const size = mean(all.map((session) => session.size))
  const weights = terms.map((_, k) => idf(all.length, all.filter((session) => (session.counts[k] ?? 0) > 0).length))
  const scores = normal(
    all.map((session) =>
      weights.reduce(
        (sum, weight, k) => sum + weight * saturated(session.counts[k] ?? 0, session.size / size, 1.2, 0.75),
        0
      )
    )
  )
  return new Map([...sessions.keys()].map((id, i) => [id, scores[i] ?? 0]))
}

/** Share of the question's weight that a turn's own words make up, and how many of its words match. */
export const coverageOf = ({ counts, weights }: Matches, place: number) => {
  const has = at(counts, place)
  const whole = total(weights)
  const coverage = whole === 0 ? 0 : total(weights.filter((_, k) => (has[k] ?? 0) > 0)) / whole
  return { coverage, matched: has.filter((count) => count > 0).length }
}

const ofHeard = (turns: ReadonlyArray<Turn>, heard: number | undefined, window: Window): number =>
  heard !== undefined && turns[heard]?.asks === true ? window.question : window.heard

const none: ReadonlyArray<number> = []
const within3 = [-3, -2, -1, 0, 1, 2, 3]

const at = (counts: Matches["counts"], place: number | undefined) => place === undefined ? none : counts[place] ?? none

const total = (values: ReadonlyArray<number>): number => values.reduce((sum, value) => sum + value, 0)

const mean = (values: ReadonlyArray<number>): number =>
  values.length === 0 ? 1 : Math.max(1, total(values) / values.length)
