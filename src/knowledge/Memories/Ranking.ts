/**
 * How well memories answer a question: their words and those around them, who said them, when, and what they are about.
 */
import type { NearWords } from "../../llm/Embeddings/NearWords.ts"
import { stems, words } from "../../llm/Embeddings/Words.ts"
import { nearness } from "../Nearness.ts"
import { dateMatch, datesAsked } from "./Dates.ts"
import { byNearWords } from "./Ranking/Akin.ts"
import { byMeaning, bySession, byTurn, matchesOf, nearShares } from "./Ranking/Scores.ts"
import type { Prepared, Said } from "./Ranking/Turns.ts"

export { type Prepared, prepared } from "./Ranking/Turns.ts"

export interface Remembered extends Said {
  readonly id: string
  readonly entity_ids: ReadonlyArray<string>
  readonly importance: number
}

export interface Asked {
  readonly query: string
  readonly now: number
  readonly entity_ids: ReadonlyArray<string>
  /** Of the question with a memory, by the memory's id, and how far it is to be trusted. */
  readonly cosines: ReadonlyMap<string, number>
  readonly trust: number
  readonly near: NearWords
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

/**
 * What each sign is worth beside the words, the best match of which is 1. Set by reason and tried, none of them learned:
 * a date that was asked for says as much as the words do, a session's topic half of it, manners of speaking a fifth.
 */
export const weights = {
  window: { question: 1, heard: 0.3, own: 0.3, next: 0.2 },
  /** The question's words in the turn or beside it, however often; and within three turns: what the talk is about. */
  covered: 0.2,
  talk: 0.3,
  session: 0.6,
  /** Other words that mean about the same. */
  akin: 0.25,
  /** By the one speaker whom the question names. */
  speaker: 0.2,
  /** What is itself a question seldom answers one. */
  asks: -0.2,
  /** Who speaks of oneself states something, where others only react. */
  ofOneself: 0.2,
  length: 0.15,
  /** A question for a time, or for a number, and a turn that has one. */
  when: 0.4,
  howMany: 0.3,
  /** A question for somebody, something or some place, and a turn that has a name. */
  names: 0.2,
  date: 0.8,
  linked: 0.5,
  elsewhere: -0.5,
  importance: 0.2,
  recency: 0.05
}

/** Best first; what has nothing to do with the question is left out. */
export const rank = <M extends Remembered>(
  memories: Prepared<M>,
  asked: Asked,
  worth: typeof weights = weights
): ReadonlyArray<Ranked<M>> => {
  const { turns } = memories
  const speakers = speakersNamed(memories.speakers, asked.query)
  const speaking = new Set([...memories.speakers].flatMap(words))
  const terms = [...new Set(wordsAsked(asked.query, speakers))]
  const matches = matchesOf(terms, memories)
  const akin = byNearWords(memories, terms, asked.near)
  const lexical = byTurn(memories, matches, worth.window)
  const sessions = bySession(memories, matches)
  const { beside, talk } = nearShares(memories, matches)
  const cosines = turns.map(({ memory }) => asked.cosines.get(memory.id))
  const meaning = byMeaning(memories, nearness(cosines), worth.window)
  const dates = datesAsked(asked.query)
  const wantsTime = whenQuestion.test(asked.query)
  const wantsNumber = howMany.test(asked.query)
  const wantsName = whoOrWhat.test(asked.query)
  // Words that are only near ones hold nothing where none of the question's own was ever said.
  const anyMatches = lexical.some((one) => one > 0)
  let most = 0
  let mostCovered = 0
  const scored: Array<Ranked<M> & { points: number }> = []
  turns.forEach(({ memory, text }, i) => {
    const linked = memory.entity_ids.some((id) => asked.entity_ids.includes(id))
    const elsewhere = !linked && asked.entity_ids.length > 0 && memory.entity_ids.length > 0
    const date = dateMatch(dates, memory.said_at)
    const byWords = lexical[i] ?? 0
    const heldByWords = byWords > 0 || (talk[i] ?? 0) > 0 || (anyMatches && (akin[i] ?? 0) > 0)
    if (!heldByWords && !linked && date === 0 && asked.trust * (cosines[i] ?? 0) < alikeFrom) return
    const points = byWords +
      worth.covered * (beside[i] ?? 0) +
      worth.talk * (talk[i] ?? 0) +
      worth.akin * (akin[i] ?? 0) +
      worth.session * (sessions.get(memory.session_id) ?? 0) +
      asked.trust * (meaning[i] ?? 0) +
      (speakers.size === 1 && memory.speaker !== null && speakers.has(memory.speaker) ? worth.speaker : 0) +
      (text.asks ? worth.asks : 0) +
      (text.ofOneself ? worth.ofOneself : 0) +
      worth.length * Math.min(1, text.stems.length / 12) +
      (wantsTime && text.hasTime ? worth.when : 0) +
      (wantsNumber && text.hasNumber ? worth.howMany : 0) +
      (wantsName && text.names.some((name) => !speaking.has(name)) ? worth.names : 0) +
      worth.date * date +
      (linked ? worth.linked : elsewhere ? worth.elsewhere : 0) +
      worth.importance * (memory.importance - 0.5) +
      worth.recency * Math.pow(0.5, Math.max(0, asked.now - memory.said_at) / halfLife)
    const has = matches.has[i] ?? 0
    const coverage = matches.share(has)
    most = Math.max(most, points)
    mostCovered = Math.max(mostCovered, coverage)
    if (points > 0) scored.push({ memory, points, score: 0, coverage, matched: bits(has), linked, elsewhere })
  })
  const certainty = 0.3 + 0.7 * mostCovered
  return scored.sort((a, b) => b.points - a.points || b.memory.said_at - a.memory.said_at)
    .map(({ points, ...one }) => ({ ...one, score: certainty * points / most }))
}

/** How many are set. */
const bits = (of: number): number => of === 0 ? 0 : 1 + bits(of & (of - 1))

/** Names of speakers say who, not what: left among the words they would favour every turn that addresses someone. */
const wordsAsked = (query: string, speakers: ReadonlySet<string>): ReadonlyArray<string> => {
  const names = new Set([...speakers].flatMap((speaker) => stems(speaker)))
  return stems(query).filter((term) => !names.has(term))
}

const speakersNamed = (speakers: ReadonlySet<string>, query: string): ReadonlySet<string> => {
  const asked = new Set(words(query))
  return new Set([...speakers].filter((speaker) => {
    const [first] = words(speaker)
    return first !== undefined && asked.has(first)
  }))
}

const whenQuestion = /\b(when|what (?:date|day|time|year|month)|how long|since when|quand|depuis)\b/i
const whoOrWhat =
  /\b(?:who|whom|whose|where|which|what (?!did|does|do|is|was|are|were|has|have)\w+|qui|où|quels?|quelles?)\b/i
const howMany = /\b(?:how (?:many|much|often|old)|combien)\b/i
/** From here on two texts are alike though they share no word: the less an embedder is trusted, the nearer they must be. */
const alikeFrom = 0.28
const halfLife = 90 * 86_400_000
