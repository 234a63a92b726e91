/**
 * How well memories answer a question: their words (a turn's neighbours count too), who said them, when, and what they
 * are about. The weights are set by reason, and were measured on conversations.
 */
import { stems, words } from "../../llm/Embeddings/Words.ts"
import { dateMatch, datesAsked } from "./Dates.ts"

export interface Remembered {
  readonly id: string
  readonly session_id: string | null
  readonly role: string | null
  readonly speaker: string | null
  readonly content: string
  readonly entity_ids: ReadonlyArray<string>
  readonly importance: number
  readonly said_at: number
}

export interface Asked {
  readonly query: string
  readonly now: number
  readonly entity_ids: ReadonlyArray<string>
  /** Of the question with a memory, by the memory's id, and how far it is to be trusted. */
  readonly cosines: ReadonlyMap<string, number>
  readonly trust: number
}

export interface Ranked<M extends Remembered> {
  readonly memory: M
  /** 0 to 1. */
  readonly score: number
  /** Share of the question's weight that the memory's own words make up, and how many of its words match. */
  readonly coverage: number
  readonly matched: number
  readonly linked: boolean
  /** It is about somebody, but not about whom the question names. */
  readonly elsewhere: boolean
}

/** Best first. `memories` come in the order in which they were said; what has nothing to do with the question is left out. */
export const rank = <M extends Remembered>(memories: ReadonlyArray<M>, asked: Asked): ReadonlyArray<Ranked<M>> => {
  const speakers = speakersNamed(memories, asked.query)
  const turns = memories.map((memory) => ({ memory, ...analysed(memory.content) }))
  const terms = termsOf(asked.query, speakers, turns)
  const whole = terms.reduce((sum, term) => sum + term.weight, 0)
  const neighbours = neighboursOf(memories)
  const size = mean(turns.map((turn) => turn.size))
  const byTurn = normal(turns.map((turn, i) => {
    const { after, before } = neighbours[i] ?? {}
    const previous = before === undefined ? undefined : turns[before]
    const next = after === undefined ? undefined : turns[after]
    return terms.reduce((sum, { term, weight }) => {
      const count = (turn.counts.get(term) ?? 0) + 0.5 * (previous?.counts.get(term) ?? 0) +
        0.2 * (next?.counts.get(term) ?? 0)
      return sum + weight * saturated(count, turn.size / size, 0.9, 0.4)
    }, 0)
  }))
  const bySession = sessionScores(turns, terms)
  const dates = datesAsked(asked.query)
  const timely = whenQuestion.test(asked.query)
  const cosines = normal(memories.map((memory) => Math.max(0, asked.cosines.get(memory.id) ?? 0)))

  const scored = turns.flatMap(({ counts, memory, size: length }, i) => {
    const matching = terms.filter(({ term }) => counts.has(term))
    const linked = memory.entity_ids.some((id) => asked.entity_ids.includes(id))
    const elsewhere = !linked && asked.entity_ids.length > 0 && memory.entity_ids.length > 0
    const date = dateMatch(dates, memory.said_at)
    const lexical = byTurn[i] ?? 0
    if (lexical === 0 && !linked && date === 0 && (asked.cosines.get(memory.id) ?? 0) < alikeFrom) return []
    const points = lexical +
      0.6 * (bySession.get(memory.session_id) ?? 0) +
      asked.trust * (cosines[i] ?? 0) +
      (speakers.size === 1 && memory.speaker !== null && speakers.has(memory.speaker) ? 0.3 : 0) +
      (timely && timeExpression.test(memory.content) ? 0.3 : 0) +
      0.4 * date +
      0.2 * Math.min(1, length / 12) +
      (linked ? 0.5 : elsewhere ? -0.5 : 0) +
      0.2 * (memory.importance - 0.5) +
      0.05 * Math.pow(0.5, Math.max(0, asked.now - memory.said_at) / halfLife) -
      (/\?\s*$/.test(memory.content) ? 0.2 : 0)
    const coverage = whole === 0 ? 0 : matching.reduce((sum, { weight }) => sum + weight, 0) / whole
    return [{ memory, points, coverage, matched: matching.length, linked, elsewhere }]
  })
  const most = scored.reduce((max, one) => Math.max(max, one.points), 0)
  const certainty = 0.3 + 0.7 * scored.reduce((max, one) => Math.max(max, one.coverage), 0)
  return scored.filter((one) => one.points > 0)
    .map(({ points, ...one }) => ({ ...one, score: certainty * points / most }))
    .sort((a, b) => b.score - a.score || b.memory.said_at - a.memory.said_at)
}

interface Analysed {
  readonly counts: ReadonlyMap<string, number>
  readonly size: number
}

/** The same texts are ranked again with every question of their user. */
const analysed = (content: string): Analysed => {
  const before = known.get(content)
  if (before !== undefined) return before
  const all = stems(content)
  const counts = new Map<string, number>()
  for (const stem of all) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  const result = { counts, size: all.length }
  if (known.size >= 10_000) known.clear()
  known.set(content, result)
  return result
}

const known = new Map<string, Analysed>()

interface Term {
  readonly term: string
  readonly weight: number
}

/** Names of speakers say who, not what: left among the words they would favour every turn that addresses someone. */
const termsOf = (query: string, speakers: ReadonlySet<string>, turns: ReadonlyArray<Analysed>): ReadonlyArray<Term> => {
  const names = new Set([...speakers].flatMap((speaker) => stems(speaker)))
  return [...new Set(stems(query))].filter((term) => !names.has(term)).slice(0, mostTerms).map((term) => {
    const having = turns.filter((turn) => turn.counts.has(term)).length
    return { term, weight: idf(turns.length, having) }
  })
}

const speakersNamed = (memories: ReadonlyArray<Remembered>, query: string): ReadonlySet<string> => {
  const asked = new Set(words(query))
  const speakers = new Set(memories.flatMap(({ speaker }) => speaker === null ? [] : [speaker]))
  return new Set([...speakers].filter((speaker) => {
    const [first] = words(speaker)
    return first !== undefined && asked.has(first)
  }))
}

/** The turns before and after, of the same conversation. */
const neighboursOf = (memories: ReadonlyArray<Remembered>) => {
  const last = new Map<string, number>()
  const found: Array<{ before?: number; after?: number }> = memories.map(() => ({}))
  memories.forEach(({ session_id }, i) => {
    if (session_id === null) return
    const before = last.get(session_id)
    if (before !== undefined) {
      found[i] = { before }
      found[before] = { ...found[before], after: i }
    }
    last.set(session_id, i)
  })
  return found
}

const sessionScores = (
  turns: ReadonlyArray<Analysed & { readonly memory: Remembered }>,
  terms: ReadonlyArray<Term>
): ReadonlyMap<string | null, number> => {
  const sessions = new Map<string, { counts: Map<string, number>; size: number }>()
  for (const { counts, memory, size } of turns) {
    if (memory.session_id === null) continue
    const session = sessions.get(memory.session_id) ?? { counts: new Map(), size: 0 }
    for (const { term } of terms) {
      const count = counts.get(term)
      if (count !== undefined) session.counts.set(term, (session.counts.get(term) ?? 0) + count)
    }
    session.size += size
    sessions.set(memory.session_id, session)
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

const saturated = (count: number, relativeSize: number, k1: number, b: number): number =>
  count === 0 ? 0 : count * (k1 + 1) / (count + k1 * (1 - b + b * relativeSize))

const idf = (total: number, having: number): number => Math.log(1 + (total - having + 0.5) / (having + 0.5))

const mean = (values: ReadonlyArray<number>): number =>
  values.length === 0 ? 1 : Math.max(1, values.reduce((sum, value) => sum + value, 0) / values.length)

/** Divided by the largest. */
const normal = (values: ReadonlyArray<number>): ReadonlyArray<number> => {
  const most = values.reduce((max, value) => Math.max(max, value), 0)
  return most === 0 ? values : values.map((value) => value / most)
}

const whenQuestion = /\b(when|what (?:date|day|time|year|month)|how long|since when|quand|depuis)\b/i
const timeExpression =
  /\b(yesterday|today|tonight|tomorrow|last|next|ago|since|week(?:end)?s?|months?|years?|days?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|hier|demain|\d{4}|\d{1,2}(?:st|nd|rd|th))\b/i
const alikeFrom = 0.35
const mostTerms = 64
const halfLife = 90 * 86_400_000
