/** How else a question can be asked of the documents, and whether a text answers to every thing that it asks for. */
import type { Evidence } from "../../domain/Evidence.ts"
import { stem } from "../../llm/Embeddings/Words.ts"
import { termsOf } from "../ContextSynthesis/Sentences.ts"
import { isLight } from "./Light.ts"
import { sayingOf } from "./Saying.ts"
import { anywhere, everywhere, formal } from "./Telling.ts"
import { alternativesTo, written } from "./Trade.ts"
import { languageOf, plain, wordsOf } from "./Words.ts"

type Reworded = NonNullable<Evidence["reworded"]>

/** One thing that a question asks for: in its own words, and in others that mean the same. */
export interface Wanted {
  readonly asked: string
  /** Other words in English; the question's own are not among them. */
  readonly others: ReadonlyArray<string>
  /** False for words that half of all texts have, and for those that only ask. */
  readonly needed: boolean
  /** Not English, and without English words for it: it is looked for by its beginning. */
  readonly foreign: boolean
}

/** In the order of the question, function words left out. */
export const wantedIn = (question: string): ReadonlyArray<Wanted> => {
  const french = languageOf(question) === "fr"
  const words = wordsOf(plain(question).replace(separable, "$1 back $2").replace(extraCost, "$1 cost extra"))
  const wanted: Array<Wanted> = []
  for (let at = 0; at < words.length;) {
    const { alternatives, length } = phraseAt(words, at)
    const asked = words.slice(at, at + length).join(" ")
    const telling = [...termsOf(asked)].filter((term) => !formal.has(term))
    at += length
    if (telling.length === 0) continue
    wanted.push({
      asked,
      others: alternatives.filter((one) => one !== asked && one !== asked.replace(/s$/, "")),
      foreign: french && alternatives.length === 0,
      // A number is in too many texts to tell anything.
      needed: !/^\d+$/.test(asked) && telling.some((term) => !everywhere.has(term)) &&
        (length > 1 || !isLight(asked))
    })
  }
  const needed = wanted.filter((one) => one.needed).length
  if (needed > 1) return wanted
  // "A late invoice" is no late delivery, and "how old must a customer be" asks for an age: where hardly anything is left, all counts.
  return wanted.map((one) => ({
    ...one,
    needed: one.needed || isOfTrade(one) ||
      (needed === 0 && !/^\d+$/.test(one.asked) && [...termsOf(one.asked)].some((term) => !everywhere.has(term)))
  }))
}

const isTelling = (phrase: string): boolean => [...termsOf(phrase)].some((term) => !everywhere.has(term))

const isOfTrade = ({ asked, others }: Wanted): boolean =>
  others.length > 0 && !isLight(asked) && [...termsOf(asked)].some((term) => !anywhere.has(term))

/** Whether there are other words to look for. */
export const rewordable = (wanted: ReadonlyArray<Wanted>): boolean =>
  wanted.some(({ needed, others }) => needed && others.length > 0)

/** "Send the goods back". */
const separable = /\b(send|bring|give|take) ((?:\p{L}+ ){1,3})back\b/gu

/** "How much extra does a rush order cost?" */
const extraCost = /\b(?:extra|more) (?:does|do|will|would) (.+?) cost\b/u

/** All of the words, the question's and the others, to look for at once. */
export const widened = (wanted: ReadonlyArray<Wanted>): string =>
  wanted.flatMap(({ asked, others }) => [asked, ...others]).join(" ")

/** What a text has of a thing: its own words, or else others for it, those of its title first where that is given. */
export const saidOf = (
  { asked, foreign, others }: Wanted,
  saying: ReturnType<typeof sayingOf>,
  titled: ReturnType<typeof sayingOf> = saying
): string | undefined => {
  const has = (of: ReturnType<typeof sayingOf>) => others.find((one) => of(one) !== undefined)
  return saying(asked, foreign) ?? has(titled) ?? has(saying)
}

/**
 * The question as a text answers it, with the words that stand there for those that were asked; undefined where it lacks
 * one of the things that were asked for, or of more than four one in five. Where one word is all that is asked for, of
 * which another may well mean something else, the other has to be in the title.
 */
export const rewordedBy = (
  wanted: ReadonlyArray<Wanted>,
  { text, title }: { readonly title: string; readonly text: string }
): Reworded | undefined => {
  const [one, ...more] = wanted.filter((one) => one.needed)
  const single = more.length === 0 && one !== undefined && !one.asked.includes(" ")
  const alone = wanted.filter((one) => one.needed && isTelling(one.asked)).length === 1
  const whole = sayingOf(`${title} ${text}`)
  const titled = sayingOf(title)
  const saying = single && whole(one.asked, one.foreign) === undefined ? titled : whole
  const said = wanted.map((one) => saidOf(one, saying, alone ? titled : saying))
  const needed = wanted.filter((one) => one.needed).length
  const lacking = wanted.filter((one, i) => one.needed && said[i] === undefined).length
  const read = wanted.flatMap(({ asked, foreign }, i) => {
    const now = said[i]
    return now === undefined || foreign || isForm(now, asked) ? [] : [[now, written(asked)] as const]
  })
  return lacking > (needed <= 4 ? 0 : needed / 5)
    ? undefined
    : { question: wanted.map(({ asked }, i) => said[i] ?? asked).join(" "), read }
}

/**
 * Whether the question asks what one thing is or says ("What are late fees?", "our maternity leave policy"), named by two
 * words or three: a text that has but a part of its name is about another thing. Verbs, and what follows a preposition,
 * may be said in many ways.
 */
export const namesOneThing = (question: string): boolean =>
  definition.test(plain(question).replace(/[\s?.!]+$/, "").replace(/ (?:de|d'|des|du) (?:la |l')?/g, " "))

const definition =
  /^(?:(?:and|so|please|et|alors) )?(?:what(?:'s| is| are)|tell me about|is there|are there|do we have|have we got|quel(?:le)?s? (?:est|sont)|c'est quoi|y a-t-il|avons-nous|existe-t-il)(?: (?:an?|the|our|your|any|le|la|les|un|une|notre|nos|votre))*(?: (?:policy|procedure|rules?|politique|regles?)(?: (?:on|for|about|sur|pour))?)?(?: (?!(?:for|in|on|at|with|about|to|of|from|by|used?|called|another)\b)[\p{L}'-]+){1,3}(?: (?:policy|procedure|rules?|process|allowance))?$/u

/** "Escalation" for "escalated" needs no telling, nor "overdue" for "late payment". */
const isForm = (now: string, asked: string): boolean =>
  now.slice(0, 6) === asked.slice(0, 6) || stem(now) === stem(asked) || isAmong(now, termsOf(asked))

const isAmong = (phrase: string, terms: ReadonlySet<string>): boolean => {
  const all = [...termsOf(phrase)]
  return all.length > 0 && all.every((term) => terms.has(term))
}

/** The longest phrase of the trade that begins here, or the word itself, which has no other. */
const phraseAt = (words: ReadonlyArray<string>, at: number) => {
  for (const length of [3, 2, 1]) {
    const alternatives = at + length > words.length ? undefined : alternativesTo(words.slice(at, at + length))
    if (alternatives !== undefined) return { alternatives, length }
  }
  return { alternatives: [], length: 1 }
}
