/** Whether a question asks where one customer stands among all. */
import type { MeasureQuestion } from "../../../domain/Measure.ts"
import { asksWhether } from "./Meaning.ts"
import { asksPlace, type Ranked } from "./Ranks.ts"

/** `text` is plain, with `acme` for the name. "Is Acme our largest customer?", "where does Acme rank by revenue?" */
export const placingIn = (text: string, rank: Ranked | undefined): MeasureQuestion["placed"] => {
  if (asksPlace(text)) return { within: null }
  if (rank === undefined || !asksWhether(text) || !ofAll.test(text) || quantified.test(text)) return null
  return { within: rank.limit ?? (among.test(text) ? usualFirst : 1) }
}

/** Of all there are, and not of its own: "Acme's largest order". */
const ofAll =
  /\bacme\b(?!'s).*\b(?:our|we|us|the|most|least|all|any|notre|nos|plus|moins|meilleur\p{L}*|pires?|tous|toutes)\b/u
/** "Does Acme pay most invoices on time?", "later than most". */
const quantified = /(?<!\b(?:the|our|us) )\bmost\b(?! (?:important|valuable|loyal|active|punctual|reliable))/
const among = /\b(?:one of|among|amongst|in the|part of|parmi|l'un des?|l'une des?|fait partie)\b/
/** "One of our largest": how many those are, where nobody says. */
const usualFirst = 10

/** Words of such a question that ask for nothing else. */
export const saysPlace = (word: string): boolean => ofPlaces.has(word)
const ofPlaces = new Set(
  ("rank ranks ranking place position standing stand stands among amongst other others rest average mean typical compared measure stack " +
    "parmi situe classe rang classement autres moyenne fait partie").split(" ")
)
