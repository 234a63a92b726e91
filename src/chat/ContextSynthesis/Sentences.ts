/** Sentences of a text, and how well each speaks to a question. */
import { meaning } from "../Reading/Trade.ts"
import { plain, stem, wordsOf } from "../Reading/Words.ts"

/** Whole sentences, list items and lines; abbreviations, decimals and initials do not end one. */
export const sentencesOf = (text: string): ReadonlyArray<string> =>
  text.split(/\n+/).flatMap((line) =>
    line.replace(/^\s*(?:[-*•]|\d+[.)]|#+)\s+/, "")
      .split(
        /(?<=[.!?]["”»)]?)(?<!\b(?:e\.g|i\.e|etc|vs|no|nr|mr|mrs|ms|dr|st|inc|ltd|co|cf|p|art|[A-Z])\.)\s+(?=["“«(]?[\p{Lu}\p{N}])/iu
      )
  ).map((sentence) => sentence.trim()).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))

/** The words that carry the meaning, by their stems: a question in French finds a text in English. */
export const termsOf = (text: string): ReadonlySet<string> =>
  new Set(
    wordsOf(plain(text)).filter((word) => word.length > 1 && !empty.has(word)).map((word) => meaning(stem(word)))
  )

/** Share of the question's terms that the text has, rarer ones among the texts weighing more; 0 to 1. */
export const overlap = (
  question: ReadonlySet<string>,
  text: ReadonlySet<string>,
  weight: (term: string) => number = () => 1
): number => {
  let all = 0
  let hit = 0
  for (const term of question) {
    all += weight(term)
    if (text.has(term)) hit += weight(term)
  }
  return all === 0 ? 0 : hit / all
}

/** The sentences that speak most to the question, in the order of the text; `near` is how close to the best of them. */
export const relevantSentences = (
  text: string,
  question: string,
  { characters, most, near }: { readonly most: number; readonly characters: number; readonly near: number }
) => {
  const sentences = sentencesOf(text)
  const asked = termsOf(question)
  const terms = sentences.map(termsOf)
  const weight = (term: string) => Math.log(1 + sentences.length / (1 + terms.filter((one) => one.has(term)).length))
  const scored = sentences.map((sentence, at) => ({
    at,
    score: overlap(asked, terms[at] ?? new Set(), weight) +
      (answersNumber.test(question) && /\d/.test(sentence) ? 0.1 : 0),
    sentence
  }))
  const best = Math.max(0, ...scored.map((one) => one.score))
  const kept: Array<(typeof scored)[number]> = []
  let length = 0
  for (const one of scored.toSorted((a, b) => b.score - a.score || a.at - b.at)) {
    if (kept.length >= most || (kept.length > 0 && one.score < best * near)) break
    if (kept.length > 0 && length + one.sentence.length > characters) continue
    kept.push(one)
    length += one.sentence.length + 1
  }
  return { score: best, sentences: kept.sort((a, b) => a.at - b.at).map((one) => shortened(one.sentence, characters)) }
}

/** Cut at a word, with an ellipsis, where it is longer. */
export const shortened = (text: string, characters: number): string =>
  text.length <= characters ? text : `${text.slice(0, characters - 1).replace(/\s+\S*$/, "").toWellFormed()}…`

const answersNumber =
  /\b(?:how (?:much|many|long|often|soon|late)|when|what (?:percentage|rate|amount|fee|discount)|combien|quand|quel (?:taux|montant|delai|délai))\b/i

const empty = new Set(
  ("the a an and or of to in on at for from by with about as is are am was were be been do does did has have had it its this that " +
    "these those we us our you your i me my he she they them their what which who whom whose when where why how there here if " +
    "than then so not no can could should would will shall may might must any some all please tell say says said le la les des du " +
    "de un une et ou est sont au aux ce cette ces il elle nous vous je tu on que qui quoi quel quelle quels quelles notre nos " +
    "votre vos leur leurs faut moi toi parle parlez dis dites pour par avec sur dans en ne pas plus se si dit").split(
      " "
    )
)
