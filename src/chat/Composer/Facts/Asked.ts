/** What a question says of the figures that it asks for: over which time, of which activity, for how much more. */
import type { Topic } from "../../../domain/Evidence.ts"
import { plain } from "../../Reading/Words.ts"
import type { Desk } from "../Desk.ts"
import type { FactTopic, Window } from "../Phrases.ts"

/** "Can they order another $20,000?" */
export const moreAsked = (question: string): number | undefined => {
  const found = /^can\b.{0,60}\b(?:order|buy|afford|spend|take)\b[^\d]{0,20}(\d[\d,.]*\d|\d)(k?)\b/.exec(question)
  const amount = Number(found?.[1]?.replaceAll(",", "")) * (found?.[2] === "k" ? 1_000 : 1)
  return Number.isFinite(amount) ? amount : undefined
}

/** A time that no window of ours is: the answer says which one it is about instead. */
const calendar =
  /\b(?:since|depuis|(?:in|en|during|for|of) (?:\d{4}|january|february|march|april|may|june|july|august|september|october|november|december|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre))\b|\b(?:yesterday|today|hier|aujourd'hui)\b/

/** What is meant by "the average order": no figure of ours is about single orders. */
const ofSingle =
  /\b(?:average|mean|typical|largest|biggest|smallest|highest) (?:order|invoice)s?\b|\b(?:order|invoice) (?:value|size)\b|\b(?:plus (?:grosse|petite)|moyenne) (?:commande|facture)\b|\bpanier moyen\b/

/** That the question asked for something else than the figures that follow. */
export const caveats = ({ say, synthesis }: Desk, topics: ReadonlyArray<Topic>): ReadonlyArray<string> => {
  const asked = plain(synthesis.question)
  const windowed = topics.some((topic) => topic === "orders" || topic === "rush_orders" || topic === "revenue")
  if (ofSingle.test(asked)) return [say.noSingles]
  return windowed && calendar.test(asked) ? [say.windows] : []
}

export const windowIn = (question: string, topic: FactTopic): Window => {
  const text = plain(question)
  if (/\b(?:ever|all time|in total|in all|overall|altogether|en tout|au total|depuis toujours)\b/.test(text)) {
    return topic === "revenue" ? 365 : "total"
  }
  if (
    /\b(?:months?|weeks?|30 days?|mois|semaines?|30 (?:derniers )?jours)\b/.test(text) &&
    !/\b(?:3|6|12|three|six|twelve|trois|douze) (?:derniers )?(?:months|mois)\b/.test(text)
  ) return 30
  if (calendar.test(text)) return 365
  if (/\b(?:years?|annual\w*|12 months|twelve months|365|annees?|ans?|12 (?:derniers )?mois|douze)\b/.test(text)) {
    return 365
  }
  if (/\b(?:quarters?|90|3 months|three months|trimestres?)\b/.test(text)) return 90
  return topic === "revenue" ? 365 : 90
}

export const activityIn = (question: string): "order" | "payment" | "both" => {
  const text = plain(question)
  const order = /\b(?:order\w*|purchas\w*|bought|buy\w*|command\w*|achat\w*|achete\w*)\b/.test(text)
  const payment = /\b(?:pa(?:y|id)\w*|paiement\w*|paye\w*|regle\w*)\b/.test(text)
  return order === payment ? "both" : order ? "order" : "payment"
}
