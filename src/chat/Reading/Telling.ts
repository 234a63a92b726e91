/** Words that tell little of what a question is about. */
import { termsOf } from "../ContextSynthesis/Sentences.ts"

/** Words of the trade that half of all texts have: sharing only these is sharing nothing. */
export const everywhere = termsOf("customer client order invoice good business day company")

/** They ask for a text, or for a figure in it. */
export const formal = termsOf(
  "policy policies procedure document documents handbook manual rule rules question answer much many long often soon politique procédure règle"
)
