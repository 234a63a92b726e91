/** Whether a text says a thing, in whatever form of its words. */
import { stem } from "../../llm/Embeddings/Words.ts"
import { termsOf } from "../ContextSynthesis/Sentences.ts"
import { plain, stem as crude, wordsOf } from "./Words.ts"

/** The phrase as the text has it: each of its words, or a word of its family; undefined where one is not there. */
export const sayingOf = (text: string): (phrase: string, french?: boolean) => string | undefined => {
  const terms = termsOf(text)
  const words = wordsOf(plain(text))
  const stems = new Set(words.map(stem))
  const overdue = [...narrower].some((one) => stems.has(stem(one)))
  const beginnings = (length: number) =>
    new Map(words.filter((word) => word.length >= length).map((word) => [word.slice(0, length), word]))
  const family = beginnings(ofFamily)
  const cognates = beginnings(ofCognates)
  const one = (word: string, french: boolean): string | undefined => {
    const others = narrower.has(word) ? [] : [...termsOf(word)].filter((term) => term !== crude(word))
    if (stems.has(stem(word)) || others.some((term) => terms.has(term)) || (word === "late" && overdue)) return word
    const kin = word.length < ofFamily ? undefined : family.get(word.slice(0, ofFamily))
    if (french) return kin ?? (word.length < ofCognates ? undefined : cognates.get(word.slice(0, ofCognates)))
    return kin === undefined ? undefined : word
  }
  return (phrase, french = false) => {
    const asked = wordsOf(plain(phrase)).filter((word) => termsOf(word).size > 0)
    const said = asked.flatMap((word) => one(word, french) ?? [])
    return asked.length > 0 && said.length === asked.length ? said.join(" ") : undefined
  }
}

/** Payments alone are overdue, but anything can be late. */
const narrower = new Set(["overdue", "arrears"])
/** "Approval" and "approved". */
const ofFamily = 6
/** "Spéciale" and "special". */
const ofCognates = 5
