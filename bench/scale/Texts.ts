/** Texts like those that people write, as far as search can tell: few words are common and very many are rare. */
import * as Demo from "../../src/ops/Demo/Chance.ts"

export interface Chance {
  /** From 0 to 1, the same ones for the same seed. */
  readonly next: () => number
  readonly below: (limit: number) => number
}

export const chance = (seed: number): Chance => {
  const { next } = Demo.make(seed)
  return { next, below: (limit) => Math.floor(next() * limit) }
}

const consonants = "bcdfghjklmnpqrstvwz"
const vowels = "aeiou"

const vocabulary = (() => {
  const { below } = chance(7)
  const letter = (letters: string) => letters[below(letters.length)] ?? ""
  const words = new Set<string>()
  while (words.size < 60_000) {
    const syllables = 2 + below(3)
    words.add(
      Array.from({ length: syllables }, () => letter(consonants) + letter(vowels)).join("") + letter(consonants)
    )
  }
  return [...words]
})()

/** By Zipf and Mandelbrot: the first word makes up about 3 % of all of them. */
const cumulated = (() => {
  let sum = 0
  return vocabulary.map((_, rank) => (sum += 1 / (rank + 3.5)))
})()

const word = ({ next }: Chance): string => {
  const at = next() * (cumulated.at(-1) ?? 1)
  let low = 0
  let high = cumulated.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cumulated[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return vocabulary[low] ?? ""
}

const sentence = (from: Chance, words: number) => `${Array.from({ length: words }, () => word(from)).join(" ")}.`

/** About ten chunks under two headings. */
export const document = (n: number) => {
  const from = chance(n + 1)
  const paragraph = () => Array.from({ length: 8 }, () => sentence(from, 8 + from.below(10))).join(" ")
  const section = () => `## ${word(from)} ${word(from)}\n\n${Array.from({ length: 5 }, paragraph).join("\n\n")}`
  return { id: `document-${n}`, title: `${word(from)} ${word(from)}`, text: `${section()}\n\n${section()}` }
}

export const memory = (n: number, users: number) => {
  const from = chance(n + 1_000_000_001)
  return {
    user: `user-${n % users}`,
    session: `session-${Math.floor(n / users / 20)}`,
    content: sentence(from, 8 + from.below(14)),
    at: Date.UTC(2026, 0) + n * 1_000
  }
}

/** Some of the words of a sentence of a text, among the little words of a question. */
export const question = (text: string, from: Chance): string => {
  const words = text.replace(/[#.\n]+/g, " ").split(" ").filter((one) => one !== "")
  const start = from.below(Math.max(1, words.length - 8))
  return `what is the ${words.slice(start, start + 3 + from.below(3)).join(" ")} about`
}
