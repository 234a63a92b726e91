/** Words that tell little of what a question is about. */
import { termsOf } from "../ContextSynthesis/Sentences.ts"

/** Words of the trade that half of all texts have: sharing only these is sharing nothing. */
export const everywhere = termsOf("customer client order invoice good business day company pay")

/** Those of them that tell the least: they are never what a question is after. */
export const anywhere = termsOf("customer client business day company")

/** They ask for a text, or for a figure in it. */
export const formal = termsOf(
  "policy policies procedure document documents handbook manual rule rules question answer much many long often soon fast quickly rate percentage amount condition conditions requirement requirements process steps approach approaches practice stance describe explain décris explique combien temps fréquence politique procédure règle taux pourcentage montant conditions"
)

/** Without limits of the question's own: a text has others than the one of "above 10 %". */
export const withoutBounds = (question: string): string => question.replace(bound, " ")

const bound =
  /\b(?:above|over|beyond|under|below|(?:more|less|fewer) than|at (?:least|most)|(?:plus|moins) de|au[- ]dessus de)\s+[$€£]?\d[\d.,]*(?![\d.,])(?:\s?%)?(?!\s*(?:days?|jours?|weeks?|semaines?|months?|mois))/giu
