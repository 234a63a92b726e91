/** Which questions are answered only by a text that has every thing they ask for. */
import { termsOf } from "../ContextSynthesis/Sentences.ts"
import { isLight } from "./Light.ts"
import { sayingOf } from "./Saying.ts"
import { saidOf, type Wanted } from "./Synonyms.ts"
import { everywhere } from "./Telling.ts"
import { alternativesTo } from "./Trade.ts"
import { languageOf, plain, stem, wordsOf } from "./Words.ts"

/**
 * How things are done in the trade, rather than what once happened: its words are in half of all texts, so what else is
 * asked for must be there too. "What did Tesla sell?" may be told in any words.
 */
export const ofTheTrade = (question: string): boolean => {
  const text = plain(question)
  const words = wordsOf(text)
  return !past.test(verb.exec(text)?.[0] ?? "") &&
    (ours.test(text) || words.some((word, at) =>
      [...termsOf(word)].some((term) => business.has(term)) ||
      (!isLight(word) && !everyday.has(stem(word)) && alternativesTo([word]) !== undefined) ||
      (at + 1 < words.length && alternativesTo(words.slice(at, at + 2)) !== undefined)
    ))
}

/** "How is personal data encrypted?": a text about the data that does not say that it is says nothing of how. */
export const howDone = (question: string): boolean =>
  /^(?:and |so )?how (?:is|are) (?:our |the |a |an )?(?:\p{L}+ ){1,4}\p{L}{3,}(?:ed|en|pt|ld|nt|ght)[\s?.!]*$/u.test(
    plain(question)
  )

/**
 * Whether a text may answer without the question's words: one about Tesla says in its own what Tesla did, and one in
 * French says it in French.
 */
export const maySayFreely = (question: string, { text, title }: { readonly title: string; readonly text: string }) => {
  const said = ` ${wordsOf(plain(`${title} ${text}`)).join(" ")}`
  return (languageOf(text) === "fr" && languageOf(question) === "en") ||
    [...question.matchAll(named)].some(([name]) => said.includes(` ${wordsOf(plain(name)).join(" ")}`))
}

/** What is asked for and stands in none of the texts, in other words neither. */
export const unsaidIn = (
  wanted: ReadonlyArray<Wanted>,
  texts: ReadonlyArray<{ readonly title: string; readonly text: string }>
): ReadonlyArray<string> => {
  const saying = sayingOf(texts.map(({ text, title }) => `${title} ${text}`).join("\n"))
  return wanted.filter((one) =>
    texts.length > 0 && one.needed && !isLight(one.asked) && saidOf(one, saying) === undefined
  ).map(({ asked }) => asked)
}

const verb = /\b(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|shall|should|may|might|must)\b/
const past = /^(?:did|was|were|had)$/
const ours = /\b(?:we|our|ours|us|my|i|nous|notre|nos|je)\b|-on\b/
/** Who and what there is in any business, besides the words of the trade. */
const business = new Set([
  ...everywhere,
  ...termsOf(
    "business manager management director finance sales accounting department office workplace headquarters colleague " +
      "salary packing parcel working website webshop branch subsidiary partner directeur responsable bureau equipe service colis"
  )
])
/** Words of the trade that are as much of any other. */
const everyday = new Set(
  wordsOf(
    "new first free hold held stop block keep store remove destroy raise increase lower decrease cut extend extension limit " +
      "minimum maximum least data information record records terms within allow grant check verify call ring response " +
      "reply respond open claim policy contract agreement trip travel storage retention recovery damaged broken"
  ).map(stem)
)
/** Capitalised, and not at the beginning. */
const named = /(?<=\p{L}['’]?\s+["“«]?)\p{Lu}[\p{L}\p{N}]+/gu
