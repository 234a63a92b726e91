/** The words of a tenant's chunks as an index in the process: what the statement over `app.chunks` finds, without it. */
import { idf } from "../Bm25.ts"
import type { TermStatistics } from "../TermStatistics.ts"
import type { Candidate } from "./Lexical.ts"

export interface Entry {
  /** All that a candidate has whatever is asked. */
  readonly chunk: Pick<Candidate, "document_id" | "position" | "size" | "title_size" | "chunks" | "titled">
  /** Of the row, which is another one when it is written anew. */
  readonly version: string
  /** Two numbers a word: twice its position, one more if it stands in the title path; and which word it is. */
  readonly words: Uint32Array
}

/** Which word has which number. It only grows. */
export type Lexicon = Map<string, number>

export interface WordIndex {
  readonly lexicon: Lexicon
  /** In order. */
  readonly entries: ReadonlyArray<Entry>
  /** By a word's number, the places of the entries that have it. */
  readonly places: ReadonlyArray<ReadonlyArray<number>>
}

/** The words of a tsvector as PostgreSQL prints it; of those without a position, as whose the row is, nothing is kept. */
export const wordsOf = (search: string, lexicon: Lexicon): Uint32Array => {
  const found: Array<number> = []
  for (const [, quoted = "", positions] of search.matchAll(printed)) {
    if (positions === undefined) continue
    const word = /['\\]/.test(quoted) ? quoted.replace(/''/g, "'").replace(/\\\\/g, "\\") : quoted
    const number = lexicon.get(word) ?? lexicon.size
    // A copy: a part of a text would keep the whole of it in memory.
    if (number === lexicon.size) lexicon.set(Buffer.from(word).toString(), number)
    for (const position of positions.split(",")) {
      found.push(2 * Number.parseInt(position) + (position.endsWith("A") ? 1 : 0), number)
    }
  }
  return Uint32Array.from(found)
}

/** Adds the places of one more entry, which is the next one. */
export const add = (places: Array<Array<number>>, { words }: Entry, place: number): void => {
  for (let i = 1; i < words.length; i += 2) {
    const all = places[words[i] ?? 0] ??= []
    if (all.at(-1) !== place) all.push(place)
  }
}

/** In the order in which those come that weigh the same. */
export const inOrder = ({ chunk: a }: Entry, { chunk: b }: Entry): number =>
  a.size - b.size || (a.document_id < b.document_id ? -1 : a.document_id > b.document_id ? 1 : a.position - b.position)

/** Those with the most weight of the question's terms, as many as `limit`. */
export const candidates = (
  { entries, lexicon, places }: WordIndex,
  { documents, terms }: TermStatistics,
  limit: number
): ReadonlyArray<Candidate> => {
  const numbers = terms.map(({ term }) => lexicon.get(term) ?? -1)
  const weights = new Float64Array(entries.length)
  const touched: Array<number> = []
  terms.forEach((term, k) => {
    const weight = idf(documents, term.documents)
    for (const place of places[numbers[k] ?? -1] ?? []) {
      const before = weights[place] ?? 0
      if (before === 0) touched.push(place)
      weights[place] = before + weight
    }
  })
  // Those that weigh the same stay in their order.
  const chosen = touched.sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b).slice(0, limit)
  // One more than the term's place, by the number of its word; a question has fewer than 127.
  const termOf = new Int8Array(lexicon.size)
  numbers.forEach((number, k) => (termOf[number] = k + 1))
  return chosen.flatMap((place) => {
    const entry = entries[place]
    return entry === undefined ? [] : [candidateOf(entry, terms, termOf)]
  })
}

const candidateOf = ({ chunk, words }: Entry, terms: TermStatistics["terms"], termOf: Int8Array): Candidate => {
  const positions = terms.map((): Array<number> => [])
  const titles = terms.map(() => 0)
  for (let i = 0; i < words.length; i += 2) {
    const k = (termOf[words[i + 1] ?? 0] ?? 0) - 1
    if (k < 0) continue
    const at = words[i] ?? 0
    positions[k]?.push(at >> 1)
    titles[k] = (titles[k] ?? 0) + (at & 1)
  }
  const hits: Record<string, readonly [number, number]> = {}
  terms.forEach(({ term }, k) => (hits[term] = [positions[k]?.length ?? 0, titles[k] ?? 0]))
  const together = positions.slice(1).map((next, k) => positions[k]?.some((at) => next.includes(at + 1)) === true)
  return { ...chunk, hits, together }
}

/** `'word':1A,5B`, quotes and backslashes in a word doubled. */
const printed = /'((?:[^']|'')*)'(?::([\dA-D,]+))?/g
