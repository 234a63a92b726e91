/** Whether a passage bears on a question, or shares but words with it that any text might have. */
import { stems } from "../../llm/Embeddings/Words.ts"
import { idf, sum } from "../Bm25.ts"
import type { TermStatistics } from "../TermStatistics.ts"
import type { Hit } from "./Search.ts"

/**
 * What each sign is worth; what has `enough` in all bears on the question. Set in steps on questions about 240 paragraphs of an
 * encyclopedia, with and without what answers them (docs/retrieval.md).
 */
const worth = {
  /** The share of the question's weight that the passage has, and that two sentences beside each other have. */
  coverage: 0.5,
  close: 1,
  /** That its title has, where it has one: what it is about. */
  title: 0.2,
  /** Of its words that follow each other. */
  pairs: 0.5,
  /** Of its names and numbers, beside half of them. */
  named: 0.3,
  /** For each of its words, up to eight: much of a long question seldom meets by chance. */
  word: 0.04
}
const enough = 0.9

export const bearing = (question: string, { documents, terms }: TermStatistics): (hit: Hit) => boolean => {
  const having = new Map(terms.map((term) => [term.term, term.documents]))
  const asked = [...new Set(stems(question.replace(manner, " ")))]
  const weights = new Map(asked.map((term) => [term, idf(documents, having.get(term) ?? 0)]))
  const names = new Set(Array.from(question.matchAll(named), ([one]) => stems(one)).flat())
  const pairs = asked.slice(1).map((term, i) => `${asked[i]} ${term}`)
  const share = (of: Iterable<string>, some: ReadonlySet<string>) => {
    const all = [...of]
    const whole = sum(all, (term) => weights.get(term) ?? 0)
    return whole === 0 ? undefined : sum(all, (term) => some.has(term) ? weights.get(term) ?? 0 : 0) / whole
  }
  return ({ semantic, text, title_path }) => {
    if (semantic >= meansTheSame) return true
    const title = title_path.includes("…") ? [] : stems(title_path)
    const sentences = sentencesOf(text).map(stems)
    const close = sentences.map((sentence, i) =>
      share(asked, new Set([...title, ...sentence, ...sentences[i + 1] ?? []])) ?? 0
    )
    const following = new Set(
      [title, ...sentences].flatMap((all) => all.slice(1).map((term, i) => `${all[i]} ${term}`))
    )
    const all = new Set([...title, ...sentences.flat()])
    const has = share(names, all)
    return worth.coverage * (share(asked, all) ?? 0) + worth.title * (share(asked, new Set(title)) ?? 0) +
        worth.close * Math.max(0, ...close) +
        worth.pairs * (pairs.filter((pair) => following.has(pair)).length / (pairs.length || 1)) +
        (has === undefined ? 0 : worth.named * (has - 0.5)) + worth.word * Math.min(8, asked.length) >= enough
  }
}

export const sentencesOf = (text: string): ReadonlyArray<string> => text.split(/(?<=[.!?。！？]\s?|\n)/u)

/** How it is asked, not for what: no text need have it. */
const manner =
  /\bhow (?:many|much|long|often|far|fast|soon|quickly|tall|old|big|large|high|wide|deep|heavy|late|close)\b|\bwhat (?:happens|happened|kind|type|sort|share|percentage|number|amount|name)\b/gi
/** Capitalised inside a sentence, or a number. */
const named = /(?<=\S\s+["“«(]?)\p{Lu}[\p{L}\p{N}]+|(?<![\p{L}\p{N}])\d[\d.,]*/gu
/** An embedder that is trusted says so, whatever the words are. */
const meansTheSame = 0.5
