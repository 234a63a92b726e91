/** How well turns and whole sessions match the words of a question (BM25), each score 0 to 1, the best being 1. */
import { idf, normal, saturated } from "../../Bm25.ts"
import type { Around, Turn } from "./Turns.ts"

export interface Term {
  readonly term: string
  readonly weight: number
}

/** How much a word counts for a turn in which it does not stand itself, but beside it. */
export interface Window {
  /** In a question of somebody else's that came just before: the turn answers it, often without repeating its words. */
  readonly question: number
  readonly heard: number
  readonly own: number
  readonly next: number
}

export const weighted = (terms: ReadonlyArray<string>, turns: ReadonlyArray<Turn>): ReadonlyArray<Term> =>
  terms.map((term) => ({ term, weight: idf(turns.length, turns.filter((turn) => turn.counts.has(term)).length) }))

export const byTurn = (
  turns: ReadonlyArray<Turn>,
  around: ReadonlyArray<Around>,
  terms: ReadonlyArray<Term>,
  window: Window
): ReadonlyArray<number> => {
  const size = mean(turns.map((turn) => turn.size))
  const countOf = (place: number | undefined, term: string) =>
    place === undefined ? 0 : turns[place]?.counts.get(term) ?? 0
  return normal(turns.map((turn, i) => {
    const { heard, next, own } = around[i] ?? {}
    const asked = heard !== undefined && turns[heard]?.asks === true
    return terms.reduce((sum, { term, weight }) => {
      const count = countOf(i, term) + (asked ? window.question : window.heard) * countOf(heard, term) +
        window.own * countOf(own, term) + window.next * countOf(next, term)
      return sum + weight * saturated(count, turn.size / size, 0.9, 0.4)
    }, 0)
  }))
}

/** The share of the question's weight that stands in a turn or right beside it, and that stands within three turns. */
export const nearShares = (
  turns: ReadonlyArray<Turn>,
  around: ReadonlyArray<Around>,
  terms: ReadonlyArray<Term>
): ReadonlyArray<{ readonly beside: number; readonly talk: number }> => {
  const whole = terms.reduce((sum, { weight }) => sum + weight, 0)
  const share = (places: ReadonlyArray<number | undefined>) =>
    whole === 0 ?
      0 :
      terms.reduce(
        (sum, { term, weight }) =>
          places.some((place) => place !== undefined && turns[place]?.counts.has(term) === true) ? sum + weight : sum,
        0
      ) / whole
  const session = (place: number) => turns[place]?.memory.session_id
  return turns.map((_, i) => ({
    beside: share([i, around[i]?.heard, around[i]?.own, around[i]?.next]),
    talk: session(i) === null
      ? 0
      : share([-3, -2, -1, 0, 1, 2, 3].map((away) => i + away).filter((j) => session(j) === session(i)))
  }))
}

export const bySession = (
  turns: ReadonlyArray<Turn>,
  terms: ReadonlyArray<Term>
): ReadonlyMap<string | null, number> => {
  const sessions = new Map<string, { counts: Map<string, number>; size: number }>()
  for (const { counts, memory: { session_id }, size } of turns) {
    if (session_id === null) continue
    const session = sessions.get(session_id) ?? { counts: new Map(), size: 0 }
    for (const { term } of terms) {
      const count = counts.get(term)
      if (count !== undefined) session.counts.set(term, (session.counts.get(term) ?? 0) + count)
    }
    session.size += size
    sessions.set(session_id, session)
  }
  const all = [...sessions.values()]
  const size = mean(all.map((session) => session.size))
  const weights = terms.map(({ term }) => ({
    term,
    weight: idf(all.length, all.filter((session) => session.counts.has(term)).length)
  }))
  const scores = normal(
    all.map((session) =>
      weights.reduce(
        (sum, { term, weight }) =>
          sum + weight * saturated(session.counts.get(term) ?? 0, session.size / size, 1.2, 0.75),
        0
      )
    )
  )
  return new Map([...sessions.keys()].map((id, i) => [id, scores[i] ?? 0]))
}

const mean = (values: ReadonlyArray<number>): number =>
  values.length === 0 ? 1 : Math.max(1, values.reduce((sum, value) => sum + value, 0) / values.length)
