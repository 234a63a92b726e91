/** How well a mention fits a name, 0 to 1: trigrams as PostgreSQL counts them, together with whole words. */
import { type Name, nameOf } from "./Normal.ts"
import { generic, ordinary } from "./Words.ts"

/** The trigrams of each word, padded as `pg_trgm` pads them. */
export const trigrams = (text: string): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const word of text.split(" ")) {
    const padded = `  ${word} `
    if (word !== "") { for (let i = 0; i + 3 <= padded.length; i++) found.add(padded.slice(i, i + 3)) }
  }
  return found
}

export const similarity = (a: string, b: string): number => {
  const left = trigrams(a)
  const right = trigrams(b)
  let shared = 0
  for (const trigram of left) if (right.has(trigram)) shared += 1
  const all = left.size + right.size - shared
  return all === 0 ? 0 : shared / all
}

/** Insertions, deletions, substitutions and neighbours swapped. */
export const editDistance = (a: string, b: string): number => {
  let before: Array<number> = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      }
      row.push(best)
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? 0
}

/** 1 for the same word, less for a slip of the pen, 0 for another word. */
export const wordSimilarity = (a: string, b: string): number => {
  if (a === b) return 1
  const shorter = Math.min(a.length, b.length)
  if (shorter < 4 || Math.abs(a.length - b.length) > 2 || /\d/.test(a + b)) return 0
  const distance = editDistance(a, b)
  if (distance === 1) return 0.85
  return distance === 2 && shorter >= 8 ? 0.75 : 0
}

const weight = (word: string) => generic.has(word) ? 0.35 : ordinary.has(word) ? 0.3 : 1

/** Share of the weight of `words` that is found again in `others`, and whether a telling word is among it. */
const coverage = (words: ReadonlyArray<string>, others: ReadonlyArray<string>) => {
  let found = 0
  let total = 0
  let telling = false
  for (const word of words) {
    const best = others.reduce((most, other) => Math.max(most, wordSimilarity(word, other)), 0)
    total += weight(word)
    found += weight(word) * best
    telling ||= best > 0 && weight(word) === 1
  }
  return { share: total === 0 ? 0 : found / total, telling }
}

export interface Fit {
  readonly score: number
  readonly exact: boolean
}

const none: Fit = { score: 0, exact: false }
const wholeName = 0.96
const startOfName = 0.9
const partOfName = 0.75

/** `proper`: the mention is capitalised, which is what lets a common word stand for a name. */
export const fit = (mention: string, name: Name, proper: boolean): Fit => {
  const said = nameOf(mention)
  if (said.words.length === 0 || name.words.length === 0) return none
  const spoken = said.words.join(" ")
  const written = name.words.join(" ")
  if (spoken === written) {
    if (said.form === name.form) return { score: 1, exact: true }
    return said.form === "" || name.form === "" ? { score: 0.98, exact: true } : { score: 0.9, exact: false }
  }
  if (spoken.replaceAll(" ", "") === written.replaceAll(" ", "")) return { score: 0.95, exact: false }
  const forth = coverage(said.words, name.words)
  const back = coverage(name.words, said.words)
  const close = similarity(spoken, written)
  const blended = forth.telling || close >= 0.6 ? 0.5 * close + 0.5 * forth.share * back.share : 0
  const telling = said.words.some((word) => weight(word) === 1)
  const usable = telling || proper && said.words.some((word) => !ordinary.has(word))
  if (!usable || said.form !== "" && said.form !== name.form) return { score: blended, exact: false }
  // A mention may leave words of the name out, but each of its own must be there.
  const inOrder = said.words.map((word, i) => wordSimilarity(word, name.words[i] ?? ""))
  const begins = said.words.length < name.words.length ? Math.min(...inOrder) * startOfName : 0
  const misspelt = said.words.length === name.words.length ? Math.min(...inOrder) * wholeName : 0
  const contained = forth.share === 1 && telling ? partOfName : 0
  const allowance = telling ? 1 : 0.8
  return { score: Math.max(blended, begins * allowance, misspelt, contained), exact: false }
}
