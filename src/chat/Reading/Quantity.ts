/** What a text must have to answer a question for a number or for how often: sharing its other words is not enough. */
import { chargeAsked } from "./Charges.ts"
import { kindAsked } from "./Kinds.ts"
import { sayingOf } from "./Saying.ts"
import { alternativesTo } from "./Trade.ts"
import { languageOf, plain, wordsOf } from "./Words.ts"

export type Answers = (sentence: string, title?: string) => boolean

/** Of a sentence, whether it has what is asked for; undefined where the question asks for no quantity and no such thing. */
export const quantityAsked = (question: string): Answers | undefined => {
  const text = plain(question)
  const said = quantities.find(([asked]) => asked.test(text))?.[1]
  const needed = [
    kindAsked(text),
    countOf(text, languageOf(question) === "fr") ??
      (said === undefined ? undefined : (one: string) => said.test(plain(one))),
    chargeAsked(question)
  ].filter((one) => one !== undefined)
  return needed.length === 0 ? undefined : (sentence, title) => needed.every((has) => has(sentence, title))
}

/** "How many instalments", "the number of accounts": the number has to be one of those. */
const countOf = (text: string, french: boolean): Answers | undefined => {
  const counted = (counting.exec(text) ?? several.exec(text))?.slice(1).find((part) => part !== undefined)
  if (counted === undefined) return undefined
  const things = wordsOf(counted)
  if (things.some((word) => units.test(word))) return (sentence) => ofUnits.test(plain(sentence))
  const named = things.flatMap((word) => [word, ...alternativesTo([word]) ?? []])
  if (french && named.length === things.length) return undefined
  return (sentence) =>
    (inSeries.test(plain(sentence)) && named.some((word) => sayingOf(sentence)(word, french) !== undefined)) ||
    [...plain(sentence).matchAll(numbered)].some(([, after = ""]) => {
      const saying = sayingOf(after)
      return named.some((word) => saying(word, french) !== undefined)
    })
}

const count =
  "one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozens?|none|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|aucun|aucune"
const measure =
  "\\d[\\d.,]*|%|percent|half|third|quarter|twice|double|free(?: of charge)?|nothing|zero|full|whole|no|waived|pour ?cent|moitie|tiers|quart|gratuit\\p{L}*|totalite|rien"
const often =
  "every|each|(?<!\\bat )once|twice|times|daily|weekly|monthly|quarterly|yearly|annual|annually|always|never|regularly|(?:a|per) (?:day|week|month|quarter|year)|chaque|tou(?:s|tes) les|fois|quotidien\\p{L}*|hebdomadaire\\p{L}*|mensuel\\p{L}*|trimestriel\\p{L}*|annuel\\p{L}*|par (?:jour|semaine|mois|trimestre|an)|toujours|jamais|regulierement"
/** "A first after 15 days, a second after 30." */
const series = "first .*second|premi\\p{L}+ .*(?:deuxieme|second\\p{L}*)"
const inSeries = new RegExp(series)
const among = (words: string) => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, "u")
/** "Within three working days", not "more than 45 days overdue". */
const duration = new RegExp(
  `(?<!\\p{L})(?:(?:within|in|takes?|after|under|up to|at most|lasts?|dans|en|sous|apres|prend|dure) (?:about |only )?(?:\\d[\\d.,]*|an?|${count}) (?:\\p{L}+ )?(?:days?|weeks?|months?|years?|hours?|minutes?|jours?|semaines?|mois|ans?|heures?)|same day|at once|immediately)(?!\\p{L})`,
  "u"
)
const quantities: ReadonlyArray<readonly [RegExp, RegExp]> = [
  [
    /\b(?:how (?:often|frequently|many times|regularly)|combien de fois|a quelle frequence)\b/,
    among(`${often}|${series}`)
  ],
  [/\bhow long (?:do|does|will|would|should|may|can) .*\btake\b|\bcombien de temps (?:prend|dure|faut)/, duration],
  [/\bhow (?:big|large|small|high|low|far|fast|heavy|old|tall|wide|deep|expensive)\b/, among("\\d[\\d.,]*")],
  // "In a third of the orders" is no time.
  [/\bhow long\b/, among(`\\d[\\d.,]*|half|${count}|always|never`)],
  [/\b(?:how many|combien (?:de |d')\p{L}+)\b/u, among(`${measure}|${count}|always|never|toujours|jamais`)],
  [/\b(?:how much|what percentage|what percent|combien|quel pourcentage)\b/, among(measure)]
]

/** "Can a customer have two account managers?" asks how many it can have. */
const several =
  /^(?:can|may|could|must|do|does|is|are|will) .*?\b(?:two|three|four|five|six|several|more than one) ((?!(?:days?|weeks?|months?|quarters?|years?|hours?|minutes?|working|business|percent|dollars?|euros?|times?|thirds|of)\b)\p{L}+(?: (?!(?:to|in|for|at|on|of|per|a|an|the|and|or|with|from|if|when)\b)\p{L}+)?)/u
const counting =
  /\b(?:how many|number of|nombre (?:de |d')|combien (?:de |d')) ?((?!(?:times|fois|percent|temps)\b)\p{L}+(?: (?!(?:do|does|did|is|are|can|may|must|will|should|have|has|of|in|within|per|for|each|every|a|an|the|our|we|after|before|to|un|une|le|la|les|par|chaque|a-t|peut|doit|doivent|sont|est)\b)\p{L}+){0,2})/u
const units =
  /^(?:days?|weeks?|months?|quarters?|years?|hours?|minutes?|jours?|semaines?|mois|trimestres?|ans?|annees?|heures?)$/
const ofUnits =
  /(?<!\p{L})(?:(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|an?|un|une|deux|trois|quatre|cinq|six|dix) (?:\p{L}+ ){0,2}(?:days?|weeks?|months?|quarters?|years?|hours?|minutes?|jours?|semaines?|mois|trimestres?|ans?|annees?|heures?)|same day|at once|immediately|always|never|toujours|jamais)(?!\p{L})/u
/** A number, and the three words after it. */
const numbered = new RegExp(
  `(?<![\\p{L}\\d.,])(?:\\d[\\d.,]*|%|no|${count})(?! (?:of|de)\\b)((?: [\\p{L}\\d-]+){1,3})`,
  "gu"
)
