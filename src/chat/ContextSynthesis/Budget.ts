/** Keeps what fits into the words that an answer may rest on, best first, each thing said once. */
import type { Complexity } from "../../domain/Answer.ts"
import type { Evidence, EvidenceKind } from "../../domain/Evidence.ts"
import type { Ranked } from "./Ranking.ts"
import { relevantSentences, termsOf } from "./Sentences.ts"

/** Tokens for all evidence together. */
export const budgets: Readonly<Record<Complexity, number>> = { simple: 1_000, medium: 2_500, complex: 5_000 }

/** Four characters a token, and a few for the marker and the lines around it. */
export const tokensOf = (item: { readonly title: string; readonly text: string }): number =>
  Math.ceil((item.title.length + item.text.length) / 4) + 4

/** One source once, and of two that say the same the one with more authority. */
export const deduplicated = (items: ReadonlyArray<Ranked>): ReadonlyArray<Ranked> => {
  const kept: Array<{ one: Ranked; readonly terms: ReadonlySet<string>; readonly numbers: string }> = []
  for (const one of items) {
    const terms = termsOf(one.item.text)
    const numbers = (one.item.text.match(/\d+/g) ?? []).join()
    const same = kept.find((other) =>
      other.one.item.ref === one.item.ref ||
      (other.numbers === numbers && other.one.item.entity_id === one.item.entity_id &&
        likeness(terms, other.terms) >= 0.9)
    )
    if (same === undefined) kept.push({ numbers, one, terms })
    else if (same.one.item.ref !== one.item.ref && authority[one.item.kind] > authority[same.one.item.kind]) {
      same.one = { item: one.item, rank: same.one.rank }
    }
  }
  return kept.map(({ one }) => one)
}

/** Which source is believed where two disagree: rows over documents over what was said. */
export const authority: Readonly<Record<EvidenceKind, number>> = {
  fact: 4,
  decision: 3,
  pattern: 3,
  document: 2,
  memory: 1
}

/** A long text is cut to the sentences that speak to the question rather than left out. */
export const within = (items: ReadonlyArray<Ranked>, question: string, tokens: number): ReadonlyArray<Evidence> => {
  const kept: Array<Evidence> = []
  let left = tokens
  for (const { item } of items) {
    const share = kept.length === 0 ? left : Math.min(left, Math.floor(tokens * 0.6))
    const fitting = tokensOf(item) <= share ? item : condensed(item, question, share)
    if (fitting === undefined) continue
    kept.push(fitting)
    left -= tokensOf(fitting)
  }
  return kept
}

const condensed = (item: Evidence, question: string, tokens: number): Evidence | undefined => {
  const title = item.title.slice(0, 200)
  const characters = (tokens - 6) * 4 - title.length
  if (characters < 120) return undefined
  const { sentences } = relevantSentences(item.text, question, { characters, most: 60, near: 0 })
  const text = sentences.join(" ").slice(0, characters).toWellFormed()
  return text === "" ? undefined : { ...item, text, title }
}

const likeness = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const shared = Array.from(a).filter((term) => b.has(term)).length
  const all = a.size + b.size - shared
  return all === 0 ? 1 : shared / all
}
