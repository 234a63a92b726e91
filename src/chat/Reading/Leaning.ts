/** Questions that mean nothing, or something else, without the one before them. */
import { fromWhom, isBare, isElliptic, meansThem, whoMadeIt } from "./Measuring/Elliptic.ts"
import { plain, wordsOf } from "./Words.ts"

/** Means nothing without the question before it: "and Acme?", "the quarter before?". */
export const leansOn = (question: string): boolean => {
  const text = plain(question)
  return followsUp(text) || isBare(text) || fromWhom.test(text) || whoMadeIt.test(text) ||
    (wordsOf(text).length <= 8 && (ofThat.test(text) || howManyOfIt.test(text) || risingOfIt.test(text))) ||
    (wordsOf(text).length <= 12 && (pointsBack.test(text) || meansThem(text))) ||
    (wordsOf(text).length <= 6 && (timeless.test(text) || endOfIt.test(text)) && isElliptic(text))
}

/** "Which customers placed them?" */
const pointsBack = /^(?:which|who|what|how (?:many|much)|list|show|quels?|quelles?|combien)\b.*\b(?:them|those|these)\b/

const timeless =
  /^(?:the |le |la |l')?(?:\p{L}+ )?(?:before|before that|avant|d'avant|precedente?)\b|^(?:by|per|par|in|en|since|depuis) /u

/** "Is that more than last month?" */
const ofThat =
  /^(?:(?:is|was) (?:that|it|this)|est-ce)\b.*\b(?:more|less|higher|lower|better|worse|up|down|plus|moins|mieux)\b/
/** "How many are unpaid?" */
const howManyOfIt =
  /^(?:and )?(?:how many(?: of (?:them|those|these))?|combien) (?:are|were|is|was|sont|etaient)\b(?! there\b)/

/** "Which is growing fastest?" */
const risingOfIt = /^(?:and )?which(?: ones?)? (?:is|are) (?:growing|shrinking|declining|falling|rising|improving)\b/

/** "Which one is the oldest?" */
const endOfIt =
  /^(?:which|what|show|give|lequel|laquelle|quel(?:le)? est)\b.*\b(?:biggest|largest|smallest|oldest|newest|latest|highest|lowest|most recent|plus (?:gros(?:se)?|grande?|petite?|ancien(?:ne)?|vieux|vieille|recente?|elevee?|faible))(?: ones?)?[\s?.!]*$/

/** Short, and begins where another question left off. */
export const followsUp = (text: string): boolean =>
  wordsOf(text).length <= 8 &&
  /^(?:and|what about|how about|same for|also|or|only|just|against|versus|vs|compared (?:to|with)|seulement|uniquement|par rapport (?:a|au|aux)|et|et pour|qu'en est-il|meme chose|pareil)\b/
    .test(text)
