/** What a question for a number leaves to the one before it: whom, when, or everything but the asking. */
import { inKnownWords } from "./Paraphrases.ts"
import { piecesOf } from "./Pieces.ts"
import { unreadIn } from "./Unread.ts"

/** Names a time, a split or a number and nobody: "the quarter before?", "by month?", "and revenue?". */
export const isElliptic = (text: string): boolean => {
  // Any moment does: it is not asked when, only whether.
  const pieces = piecesOf(inKnownWords(text), 0)
  // "By customer" asks for each, not for all of them.
  const whom = text.replace(
    /\b(?:by|per|for each|par|pour chaque|chaque|each) (?:customers?|clients?|accounts?)\b/,
    " "
  )
  return isBare(text) || (unreadIn(pieces.rest).length === 0 && !everybody.test(whom) &&
    (pieces.times.found.length > 0 || pieces.rank !== undefined || pieces.by !== undefined ||
      pieces.metrics.length > 0 ||
      /\bbefore\b|\bavant\b/.test(text)))
}

/** Nothing but the asking: "Since when?", "How much?", "Why?" */
export const isBare = (text: string): boolean => bare.test(text)

const bare =
  /^(?:(?:and|but|so|et|mais|alors) )?(?:since when|for how long|how (?:much|many|late|long|often)(?: is (?:that|it))?|by how much|why(?: is that)?|depuis (?:quand|combien de temps)|combien|pourquoi|de combien)[\s?.!]*$/

const everybody =
  /\b(?:all|everyone|everybody|overall|in total|altogether|our|we|customers?|clients?|accounts?|who|tous|toutes|au total|nos|notre|nous)\b/

/** "Of those": of whom the answer before spoke. */
export const ofThose =
  /\b(?:of|among|from|between) (?:those|these|them)\b|\bparmi (?:ceux|celles|eux|elles)\b|\bd'entre (?:eux|elles)\b/

/** "What do they owe us?": somebody whom the conversation was about, and nobody whom the question itself names. */
export const meansThem = (text: string): boolean => them.test(text) && !anybody.test(text)

const them = /\b(?:they|them|their|theirs|ils|elles|eux|leurs?)\b/
const anybody =
  /\b(?:customers|clients|companies|accounts|buyers|orders|invoices|bills|payments|who|whose|which|everybody|everyone|each|all|people|quels?|quelles?|qui|entreprises|chaque|commandes|factures|paiements)\b/

/** "From whom?" */
export const fromWhom =
  /^(?:(?:and|so|et) )?(?:(?:from|by|to|for) (?:who|whom|which customers?)|de qui|par qui|pour qui|a qui)[\s?.!]*$/

/** "Who drove the difference?" */
export const whoMadeIt =
  /^(?:and )?(?:who|which (?:customers?|clients?|accounts?|ones?))(?: is| are| was| were)? (?:made|makes?|drove|drives?|caus(?:ed|es?)|explains?|behind|responsible for|account(?:s|ed)? for)(?: most of)? (?:the |that |this )?(?:difference|change|increase|decrease|drop|rise|growth|decline|gap|it)\b[\s?.!]*$/
