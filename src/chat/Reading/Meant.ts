/** Whom a question means that does not name them: those of whom the answer before told. */
import type { ConversationState } from "../../sessions/Sessions.ts"
import { meansThem } from "./Measuring/Elliptic.ts"
import { rankIn } from "./Measuring/Ranks.ts"
import { plain } from "./Words.ts"

/**
 * A pronoun in the place of a question that has none, or that says only "of them", where the answer before was of one
 * customer, or of two: "What should we do?", "Which of them pays faster?", "And who buys more?"
 */
export const meantByTurn = (
  query: string,
  { recent: [first, second], turns }: ConversationState
): string | undefined => {
  const last = turns.at(-1)
  if (last === undefined || first === undefined || ofMany.test(plain(last.query))) return undefined
  const lead = leadOf(last.text)
  if (ofTwo.test(query) && second !== undefined && [first, second].every(({ name }) => lead.includes(name))) {
    return "both of them"
  }
  return remark.test(query) && lead.includes(first.name) ? "they" : undefined
}

/** Whether it may mean whom the answer before was about, though no word of it says so. */
export const meansTurn = (query: string): boolean => ofTwo.test(query) || remark.test(query)

const ofTwo =
  /^(?:(?:and|but|so|et|mais|alors) )?(?:(?:which|who)(?: one)? of (?:them|those|these|the two)\b|(?:who|which(?: one)?|qui|le(?:quel|aquelle)) (?:\p{L}+ ){0,4}?(?:more|less|better|worse|faster|slower|later|earlier|bigger|larger|smaller|riskier|safer|plus|moins|mieux)\b(?!.*\b(?:than|que)\b))/u
const remark =
  /^(?:(?:and|but|so|ok|okay|et|alors) )?(?:what (?:should|can|do|would|must) (?:we|i|you) (?:do|suggest|recommend|advise)(?: (?:about|with) (?:it|that|this))?(?: (?:now|next))?|is (?:that|this|it) (?:un(?:usual|common)|normal|bad|good|serious|ok|okay|risky|a problem|getting (?:worse|better|slower|faster|later))|(?:any|are there any|do you see any) (?:red flags?|risks?|concerns?|problems?|issues?|patterns?|warning signs?)|que (?:faire|devons-nous faire)|est-ce (?:normal|inhabituel|grave))[\s?.!]*$/

/** Sets somebody whom it does not name against whom it does. */
export const setsAgainst = (query: string): boolean => besides.test(query)

const besides =
  /\bcompare (?:them|it|him|her|this one|that one|(?:this|that) (?:customer|client)) (?:with|to|and|against)\b|\b(?:do|does|are|is|did|have|has|how do) (?:they|it)\b.*\b(?:than|compared?|versus|vs)\b|\bcompare[rz]?(?:-les|-le|-la) (?:a|avec)\b|-(?:t-)?(?:il|elle|ils|elles)\b.*\bque\b/

/** "Who is our largest customer?", "and the slowest?" */
export const asksForOne = (query: string): boolean => {
  const text = plain(query)
  return whose.test(text) && !several.test(text) && rankIn(text, "amount").value?.limit === undefined &&
    rankIn(text, "amount").value !== undefined
}
const whose =
  /^(?:(?:and|but|so|et|mais|alors) )?(?:who|whose|which|what|how (?:old|large|big|late|high)|tell me (?:who|which)|our|the|qui|quel(?:le)?|lequel|laquelle|notre|le|la)\b/
const several =
  /\b(?:customers|clients|companies|accounts|buyers|entreprises|societes|who are|ones|those|these|them|they|their|orders|invoices|months)\b/

const ofMany = /\b(?:customers|clients|companies|accounts|buyers|entreprises|societes)\b/

/** Of customers, of whom the last one who was named before is not the first that comes to mind. */
export const toldOfMany = (
  { query, text }: ConversationState["turns"][number],
  { recent }: ConversationState
): boolean => {
  const asked = plain(query)
  return ofMany.test(asked) ||
    (meansThem(asked) && recent[0] !== undefined && !text.includes(recent[0].name))
}

/** What an answer begins with, where the name of whom it is about stands. */
export const leadOf = (text: string): string => (text.split("\n")[0] ?? "").slice(0, 200)
