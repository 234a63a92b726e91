/** Words that tell little of what a question is about. */
import { termsOf } from "../ContextSynthesis/Sentences.ts"

/** Words of the trade that half of all texts have: sharing only these is sharing nothing. */
export const everywhere = termsOf("customer client order invoice good business day company pay")

/** Those of them that tell the least: they are never what a question is after. */
export const anywhere = termsOf("customer client business day company")

/** They ask for a text, or for a figure in it. */
export const formal = termsOf(
  "policy policies procedure request requests document documents handbook manual rule rules question answer much many long often soon fast quickly rate percentage amount condition conditions requirement requirements process steps approach approaches practice stance describe explain décris explique combien temps fréquence politique procédure règle taux pourcentage montant conditions"
)

/** Without limits of the question's own: a text has others than the one of "above 10 %". */
export const withoutBounds = (question: string): string => question.replace(bound, " ")

const bound =
  /\b(?:above|over|beyond|under|below|(?:more|less|fewer) than|at (?:least|most)|(?:plus|moins) de|au[- ]dessus de)\s+[$€£]?\d[\d.,]*(?![\d.,])(?:\s?%)?(?!\s*(?:days?|jours?|weeks?|semaines?|months?|mois))/giu

/** Which limits a text speaks of: "above 5%" and "more than 5 %" are one. */
export const boundsOf = (text: string): ReadonlyArray<string> =>
  directions.flatMap(([direction, words]) =>
    Array.from(
      text.matchAll(words),
      ([, amount = "", unit = ""]) => `${direction}${amount.replace(/[.,]?$/, "")}${unit}`
    )
  )

const limitOf = (words: string) => new RegExp(`\\b(?:${words})\\s+[$€£]?(\\d[\\d.,]*)\\s?(%?)`, "giu")
const directions = [
  [">", limitOf("more than|above|over|beyond|exceeding|greater than|plus de|au[- ]dessus de|sup[ée]rieure?s? [àa]")],
  ["<", limitOf("less than|fewer than|under|below|up to|at most|moins de|jusqu'[àa]|inf[ée]rieure?s? [àa]")]
] as const
