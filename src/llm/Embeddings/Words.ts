/** The words of a text as they are compared: folded, without those that carry no meaning, stemmed. */
import * as Snowball from "snowball-stemmers"
import { baseOf, forms } from "./Irregular.ts"
import * as Memo from "./Memo.ts"

/** Runs of letters, digits and marks, lower-cased; text that is written without spaces comes as pairs of characters. */
export const words = (text: string): ReadonlyArray<string> => {
  const found: Array<string> = []
  const folded = fold(text)
  if (!unsegmentedRun.test(folded)) {
    for (const [word] of folded.matchAll(spacedWord)) found.push(word.includes("'") ? word.replace(ending, "") : word)
    return found
  }
  for (const [word] of folded.matchAll(wordShape)) {
    if (unsegmented.test(word)) found.push(...pairs(word))
    else found.push(word.replace(ending, ""))
  }
  return found
}

const fold = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[’]/g, "'")

/** The words that carry meaning, stemmed: equal stems count as the same word. */
export const stems = (text: string): ReadonlyArray<string> => {
  const all = words(text)
  const stop = stopWordsFor(all)
  return all.filter((word) => !stop.has(word)).map(stem)
}

const english = Snowball.newStemmer("english")

export const stem: (word: string) => string = Memo.make(
  60_000,
  (word) => word.length > 2 && word.length <= 40 ? english.stem(baseOf(word)) : word
)

/** How many of these stems a text has. Only words that begin as theirs do are stemmed: a stem keeps the first letter. */
export const countOf = (wanted: ReadonlySet<string>): (text: string) => number => {
  const irregular = [...forms()].filter((form) => wanted.has(stem(form)))
  const first = new Set([...irregular, ...wanted].map((word) => word.charCodeAt(0)))
  return (text) =>
    new Set(
      words(text).flatMap((word) => first.has(word.charCodeAt(0)) && wanted.has(stem(word)) ? [stem(word)] : [])
    ).size
}

/** The question without its function words, everything else as it was written: what a full-text parser is given. */
export const withoutStopWords = (text: string): string => {
  const stop = stopWordsFor(words(text))
  return text.replace(wordShape, (word) => stop.has(word.toLowerCase().replace(/’/g, "'")) ? " " : word)
}

/** Pairs of neighbouring characters of the parts that are written without spaces (Chinese, Japanese, Thai…). */
export const unsegmentedPairs = (
  text: string
): ReadonlyArray<string> => [
  ...new Set(Array.from(text.normalize("NFKC").matchAll(unsegmentedRuns), ([run]) => pairs(run)).flat())
]

const pairs = (run: string): ReadonlyArray<string> => {
  const characters = Array.from(run)
  return characters.length < 2 ? characters : characters.slice(1).map((character, i) => `${characters[i]}${character}`)
}

const unsegmentedScripts =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}"
const unsegmented = new RegExp(`^[${unsegmentedScripts}]`, "u")
const unsegmentedRun = new RegExp(`[${unsegmentedScripts}]+`, "u")
const unsegmentedRuns = new RegExp(unsegmentedRun, "gu")
/** The same as `wordShape` for text that is written with spaces, in a third of the time. */
const spacedWord = /[\p{L}\p{N}\p{M}]+(?:'\p{L}+)*/gu
const ending = /'(?:s|d|m|ll|re|ve)$/
const wordShape = new RegExp(
  `[${unsegmentedScripts}]+|(?:(?![${unsegmentedScripts}])[\\p{L}\\p{N}\\p{M}])+(?:['’](?:(?![${unsegmentedScripts}])[\\p{L}])+)*`,
  "gu"
)

/** English always; another language's once two of its function words show that the text is in it. */
const stopWordsFor = (all: ReadonlyArray<string>): ReadonlySet<string> => {
  const hits = otherLanguages.map(() => 0)
  for (const word of all) {
    for (const language of languagesOf.get(word) ?? []) hits[language] = (hits[language] ?? 0) + 1
  }
  const most = Math.max(...hits)
  return most >= 2 ? withEnglish[hits.indexOf(most)] ?? englishStopWords : englishStopWords
}

const set = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/))

/** PostgreSQL's English list, and what people say around a question without asking about it. */
const englishStopWords = set(
  `i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it
its itself they them their theirs themselves what which who whom this that these those am is are was were be been being
have has had having do does did doing a an the and but if or because as until while of at by for with about against
between into through during before after above below to from up down in out on off over under again further then once
here there when where why how all any both each few more most other some such no nor not only own same so than too very
s t can will just don should now would could may might must shall also
don't doesn't didn't isn't aren't wasn't weren't can't won't wouldn't shouldn't couldn't haven't hasn't hadn't
please thanks thank hi hello hey ok okay yes yeah well like really actually maybe tell show give know say said says want
get got let lets us ask see look find explain describe anything something anyone someone whats i'm let's that's there's
wow haha lol yep yup nope oh ah um hmm gonna kinda gotta wanna stuff`
)

const otherLanguages = [
  set(
    `le la les un une des du de et est sont que qui quoi quel quelle quels quelles dans sur pour par avec nous notre nos
vous votre vos ils elles leur leurs ce cette ces comment pourquoi quand où au aux en ne pas se sa ses mon ma mes il elle
je tu être avoir a ont était qu'est-ce l'on d'un d'une y c'est n'est`
  ),
  set(
    `der die das den dem des ein eine einen einem einer eines und ist sind war waren wir unser unsere ihr ihre sie er es
ich du was wer wie wo wann warum welche welcher welches für mit von zu zum zur bei auf im in am an aus nach nicht auch
oder aber als wenn dass kann können haben hat wird werden`
  ),
  set(
    `el la los las un una unos unas de del y es son que qué quién cómo cuándo dónde cuál cuáles en por para con sin sobre
nuestro nuestra nuestros nuestras su sus se lo al no ha han hay está están como más pero o`
  ),
  set(
    `il lo la i gli le un una di del della dei delle e è sono che chi come quando dove perché quale quali in per con su
nostro nostra si al alla da non ha hanno più ma o`
  ),
  set(
    `o a os as um uma de do da dos das e é são que quem como quando onde qual quais em no na nos nas por para com nosso
nossa se ao não há mais mas ou`
  ),
  set(
    `de het een en is zijn wat wie hoe waar wanneer waarom welke in op voor van met naar bij ons onze zij wij niet ook of
maar als dat die dit te er`
  )
] as const

const withEnglish = otherLanguages.map((list) => new Set([...englishStopWords, ...list]))

/** The places in `otherLanguages` of those that have a word. */
const languagesOf = new Map(
  [...new Set(otherLanguages.flatMap((list) => [...list]))].map((word) =>
    [word, otherLanguages.flatMap((list, i) => list.has(word) ? [i] : [])] as const
  )
)
