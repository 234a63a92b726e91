/** Whether a text says a thing, in whatever form of its words. */
import { stem } from "../../llm/Embeddings/Words.ts"
import { termsOf } from "../ContextSynthesis/Sentences.ts"
import { plain, stem as crude, wordsOf } from "./Words.ts"

/** The phrase as the text has it: its words near each other, or words of their families; undefined where it is not there. */
export const sayingOf = (text: string): (phrase: string, french?: boolean) => string | undefined => {
  const words = wordsOf(plain(text).replace(upTo, "maximum "))
  const stems = words.map(stem)
  const terms = words.map((word) => termsOf(word))
  /** Where the word stands, and as what. */
  const places = (word: string, french: boolean): ReadonlyArray<number> => {
    const others = narrower.has(word) ? [] : [...termsOf(word)].filter((term) => term !== crude(word))
    const stemmed = stem(word)
    return words.flatMap((said, at) =>
      stems[at] === stemmed || others.some((term) => terms[at]?.has(term)) ||
        (word === "late" && narrower.has(said)) || isKin(word, said, ofFamily) ||
        (french && isKin(word, said, ofCognates))
        ? [at]
        : []
    )
  }
  /** As the text has it, where the word's beginning does not show it: "kept" for "keep". */
  const written = (word: string, french: boolean, at: number): string => {
    const there = words[at] ?? word
    const same = stems[at] === stem(word)
    return same && !isKin(word, there, Math.min(3, word.length)) || french && !same && isKin(word, there, ofCognates)
      ? there
      : word
  }
  return (phrase, french = false) => {
    const asked = wordsOf(plain(phrase)).filter((word) => termsOf(word).size > 0)
    const found = asked.map((word) => places(word, french))
    const [first = [], ...others] = found
    const reach = asked.length + between
    const from = first.find((at) => others.every((some) => some.some((other) => Math.abs(other - at) <= reach)))
    return from === undefined
      ? undefined
      : asked.map((word, i) => written(word, french, i === 0 ? from : found[i]?.[0] ?? from)).join(" ")
  }
}

/** "Up to 5 %". */
const upTo = /\bup to (?=\d)/g

const isKin = (word: string, other: string, letters: number): boolean =>
  word.length >= letters && other.slice(0, letters) === word.slice(0, letters)

/** Payments alone are overdue, but anything can be late. */
const narrower = new Set(["overdue", "arrears"])
/** "Approval" and "approved". */
const ofFamily = 6
/** "Spéciale" and "special". */
const ofCognates = 5
/** How many words may stand between those of one phrase: "overdue" here and "payment" far from it are no late payment. */
const between = 3
