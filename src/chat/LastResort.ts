/** The two lowest rungs: an answer by keyword, and one that depends on nothing. Honest that live data was not read. */
import { type ParseResult, Schema } from "effect"
import type { Either } from "effect"
import { defaultTable, KeywordTable } from "./LastResort/Table.ts"
import { plain, wordsOf } from "./Reading/Words.ts"
import type { Language } from "./Synthesis.ts"

export { defaultTable, KeywordTable }

/** Reads the text of `config/fallback-answers.json`; whoever gets a left keeps to `defaultTable`. */
export const tableFrom: (text: string) => Either.Either<KeywordTable, ParseResult.ParseError> = Schema.decodeEither(
  Schema.parseJson(KeywordTable)
)

export interface KeywordAnswer {
  readonly answer: string
  readonly sources: ReadonlyArray<string>
  readonly confidence: number
}

/** What any keyword answer is worth: right in general, without a look at the case. */
const keywordConfidence = 0.7

/** The row whose keywords cover most of the question, longer phrases counting more; the earlier of equals. */
export const keywordAnswer = (
  question: string,
  language: Language,
  table: KeywordTable
): KeywordAnswer | undefined => {
  const asked = spaced(question)
  let best: { readonly score: number; readonly row: KeywordTable[string][number] } | undefined
  for (const row of table[language] ?? []) {
    const score = row.keywords.reduce(
      (sum, keyword) => sum + (asked.includes(spaced(keyword)) ? weight(keyword) : 0),
      0
    )
    if (score > (best?.score ?? 0)) best = { row, score }
  }
  return best === undefined
    ? undefined
    : { answer: best.row.answer, confidence: keywordConfidence, sources: best.row.sources }
}

/** What happened, what the person can do now, and whom to turn to. */
export const genericAnswer = (_question: string, language: Language, supportContact?: string): string => {
  const contact = supportContact?.trim() ?? ""
  return language === "fr"
    ? "Je n'ai pas pu répondre à votre question cette fois : les données dont j'ai besoin ne sont pas accessibles en ce " +
      "moment. Ce n'est pas dû à votre question. Reposez-la dans quelques minutes ; si c'est urgent, consultez directement " +
      `votre logiciel de commandes et de facturation.${
        contact === "" ? "" : ` Si le problème persiste, contactez ${contact}.`
      }`
    : "I could not answer your question this time: the data that I need cannot be reached at the moment. Nothing is wrong " +
      "with your question. Please ask it again in a few minutes; if it is urgent, look directly into your order and " +
      `invoicing system.${contact === "" ? "" : ` If this goes on, please contact ${contact}.`}`
}

/** Plain words with a space around each, so that a keyword matches whole words only. */
const spaced = (text: string): string => ` ${wordsOf(plain(text)).join(" ")} `

const weight = (keyword: string): number => {
  const words = wordsOf(plain(keyword)).length
  return words * words
}
