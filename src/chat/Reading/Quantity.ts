/** What a text must have to answer a question for a number or for how often: sharing its other words is not enough. */
import { plain } from "./Words.ts"

/** Undefined where the question asks for no quantity. */
export const quantityAsked = (question: string): ((text: string) => boolean) | undefined => {
  const text = plain(question)
  const said = quantities.find(([asked]) => asked.test(text))?.[1]
  return said === undefined ? undefined : (answer) => said.test(plain(answer))
}

const count =
  "one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozens?|none|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|aucun|aucune"
const measure =
  "\\d[\\d.,]*|%|percent|half|third|quarter|twice|double|free(?: of charge)?|nothing|zero|full|whole|no|waived|pour ?cent|moitie|tiers|quart|gratuit\\p{L}*|totalite|rien"
const often =
  "every|each|once|twice|times|daily|weekly|monthly|quarterly|yearly|annual|annually|always|never|regularly|(?:a|per) (?:day|week|month|quarter|year)|chaque|tou(?:s|tes) les|fois|quotidien\\p{L}*|hebdomadaire\\p{L}*|mensuel\\p{L}*|trimestriel\\p{L}*|annuel\\p{L}*|par (?:jour|semaine|mois|trimestre|an)|toujours|jamais|regulierement"

const among = (words: string) => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, "u")
const quantities: ReadonlyArray<readonly [RegExp, RegExp]> = [
  [/\b(?:how (?:often|frequently|many times|regularly)|combien de fois|a quelle frequence)\b/, among(often)],
  [/\bhow (?:big|large|small|high|low|far|fast|heavy|old|tall|wide|deep|expensive)\b/, among("\\d[\\d.,]*")],
  [/\b(?:how many|how long|combien (?:de |d')\p{L}+)\b/u, among(`${measure}|${count}|always|never|toujours|jamais`)],
  [/\b(?:how much|what percentage|what percent|combien|quel pourcentage)\b/, among(measure)]
]
