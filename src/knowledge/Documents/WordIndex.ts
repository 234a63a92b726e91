/** A tenant's chunks with an index of their words in the process: what statements over `app.chunks` find, without them. */
import { idf, sum } from "../Bm25.ts"
import type { TermStatistics } from "../TermStatistics.ts"
import type { KeyMap } from "./Keys.ts"
import type { Candidate } from "./Lexical.ts"
import type { Text } from "./Statements.ts"

export interface Entry {
  /** All that a candidate has whatever is asked. */
  readonly chunk: Pick<Candidate, "document_id" | "position" | "size" | "title_size" | "chunks" | "titled">
  /** Of the row, which is another one when it is written anew. */
  readonly version: string
  /** Two numbers a word, in their order: which word it is; twice its position, one more if it stands in the title path. */
  readonly words: Uint32Array
  readonly text: Text
}

/** Which word has which number. It only grows. */
export type Lexicon = Map<string, number>

export interface WordIndex {
  readonly lexicon: Lexicon
  /** In order. */
  readonly entries: ReadonlyArray<Entry>
  readonly byKey: KeyMap<Entry>
  /** By a word's number, the places of the entries that have it. */
  readonly places: ReadonlyArray<ReadonlyArray<number>>
}

/** The words of a tsvector as PostgreSQL prints it; of those without a position, as whose the row is, nothing is kept. */
export const wordsOf = (search: string, lexicon: Lexicon): Uint32Array => {
  const found: Array<readonly [word: number, at: number]> = []
  for (const [, quoted = "", positions] of search.matchAll(printed)) {
    if (positions === undefined) continue
    const word = /['\\]/.test(quoted) ? quoted.replace(/''/g, "'").replace(/\\\\/g, "\\") : quoted
    const number = lexicon.get(word) ?? lexicon.size
    // A copy: a part of a text would keep the whole of it in memory.
    if (number === lexicon.size) lexicon.set(Buffer.from(word).toString(), number)
    for (const position of positions.split(",")) {
      found.push([number, 2 * Number.parseInt(position) + (position.endsWith("A") ? 1 : 0)])
    }
  }
  return Uint32Array.from(found.sort(([a, i], [b, j]) => a - b || i - j).flat())
}

/** Adds the places of one more entry, which is the next one. */
export const add = (places: Array<Array<number>>, { words }: Entry, place: number): void => {
  for (let i = 0; i < words.length; i += 2) {
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
  const touched = new Uint32Array(entries.length)
  let found = 0
  const heaviestFirst = terms.map((term, k) => ({ weight: idf(documents, term.documents), number: numbers[k] ?? -1 }))
    .sort((a, b) => b.weight - a.weight)
  heaviestFirst.forEach(({ number, weight }, k) => {
    // Enough have more weight than all words that are left have together: what has none yet is not among the heaviest.
    const left = sum(heaviestFirst.slice(k), (one) => one.weight)
    const closed = found >= limit && heavier(touched.subarray(0, found), weights, left) >= limit
    for (const place of places[number] ?? []) {
      const before = weights[place] ?? 0
      if (before === 0) {
        if (closed) continue
        touched[found++] = place
      }
      weights[place] = before + weight
    }
  })
  const chosen = heaviest(touched.subarray(0, found), weights, limit)
  return chosen.flatMap((place) => {
    const entry = entries[place]
    return entry === undefined ? [] : [candidateOf(entry, numbers)]
  })
}

const heavier = (places: Uint32Array, weights: Float64Array, than: number): number =>
  sum(places, (place) => (weights[place] ?? 0) > than ? 1 : 0)

/** Heaviest first; those that weigh the same stay in their order. Only what may be among them is put in order. */
const heaviest = (places: Uint32Array, weights: Float64Array, limit: number): ReadonlyArray<number> => {
  const least = leastOf(places, weights, limit)
  return [...places.filter((place) => (weights[place] ?? 0) >= least)]
    .sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b)
    .slice(0, limit)
}

/** What the last of the heaviest weighs. */
const leastOf = (places: Uint32Array, weights: Float64Array, limit: number): number => {
  const all = new Float64Array(places.length)
  for (let i = 0; i < all.length; i++) all[i] = weights[places[i] ?? 0] ?? 0
  return all.sort().at(-limit) ?? 0
}

const candidateOf = ({ chunk, words }: Entry, terms: ReadonlyArray<number>): Candidate => {
  const title_counts: Array<number> = []
  const positions = terms.map((term) => {
    const found: Array<number> = []
    let inTitle = 0
    for (let i = firstOf(words, term); words[i] === term; i += 2) {
      const at = words[i + 1] ?? 0
      found.push(at >> 1)
      inTitle += at & 1
    }
    title_counts.push(inTitle)
    return found
  })
  const counts = positions.map((found) => found.length)
  const together = positions.slice(1).map((next, k) => positions[k]?.some((at) => next.includes(at + 1)) === true)
  const { chunks, document_id, position, size, title_size, titled } = chunk
  return { document_id, position, size, title_size, chunks, titled, counts, title_counts, together }
}

/** Where the places of a word begin, or would. */
const firstOf = (words: Uint32Array, word: number): number => {
  let from = 0
  let to = words.length >> 1
  while (from < to) {
    const middle = (from + to) >> 1
    if ((words[2 * middle] ?? 0) < word) from = middle + 1
    else to = middle
  }
  return 2 * from
}

/** `'word':1A,5B`, quotes and backslashes in a word doubled. */
const printed = /'((?:[^']|'')*)'(?::([\dA-D,]+))?/g
