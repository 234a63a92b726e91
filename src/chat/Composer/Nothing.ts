/** When there is no answer: what was looked at, what could not be, whom nobody knows, and how to ask instead. */
import { plain, wordsOf } from "../Reading/Words.ts"
import { type Desk, gapsOf, isMissing } from "./Desk.ts"

export const writeNothing = (desk: Desk): ReadonlyArray<string> => {
  const { say, synthesis } = desk
  const { entities, intent, missing } = synthesis
  if (entities.length === 0 && isMissing(desk, "entities") && intent !== "document_question") {
    return [[say.customersUnread, say.tryAgain].join(" ")]
  }
  const unknown = unknownCustomer(desk)
  if (unknown !== undefined) return [unknown]
  const gaps = gapsOf(desk, ["facts", "patterns", "memories", "documents", "entities", "other"])
  if (missing.length > 0 && gaps.length > 0) return [[say.nothingButGaps(desk.names), ...gaps, say.tryAgain].join(" ")]
  if (intent === "pattern_analysis" && entities.length === 0) return [say.patternsOfWhom]
  if (intent === "unknown") return [[say.notUnderstood, say.howToAsk].join(" ")]
  const unsaid = intent === "document_question" && entities.length === 0 ? synthesis.unsaid ?? [] : []
  if (unsaid.length > 0) return [[say.unsaid(unsaid.slice(0, 3)), say.howToFile].join(" ")]
  const looked = say.format.list([say.lookedAt.records, say.lookedAt.notes, say.lookedAt.documents])
  const next = entities.length > 0 ? say.howToTell : intent === "document_question" ? say.howToFile : say.howToAsk
  return [[say.nothing(looked, desk.names), next].join(" ")]
}

/** Set where the question is about a customer that nobody knows, or about "them" with nobody named before. */
export const unknownCustomer = (desk: Desk): string | undefined => {
  const { entities, intent, items, question, topics } = desk.synthesis
  if (entities.length > 0 || !asksAboutSomeone.has(intent) || isMissing(desk, "entities")) return undefined
  const name = nameIn(question)
  if (name === undefined) {
    return pronoun.test(plain(question)) && !topics.includes("portfolio")
      ? desk.say.whichCustomer
      : undefined
  }
  const known = items.some((item) => item.kind !== "fact" && plain(`${item.title} ${item.text}`).includes(plain(name)))
  return known ? undefined : desk.say.unknownCustomer(name)
}

const asksAboutSomeone = new Set(["fact_lookup", "status", "pattern_analysis", "decision_support", "comparison"])

const pronoun =
  /\b(?:they|them|their|theirs|that (?:customer|client|company)|this (?:customer|client|company)|ce client|cette (?:societe|entreprise)|leur)\b/

/** A capitalised name after a word that introduces one, or what a lower-case question ends with after such a phrase. */
export const nameIn = (question: string): string | undefined => {
  for (const [, found] of question.matchAll(capitalised)) {
    const name = found?.replace(/(?:['’]s|[.,;:!?])+$/, "").trim()
    if (name !== undefined && name.length > 1 && !wordsOf(plain(name)).every((word) => common.has(word))) return name
  }
  const ending = lowerCase.exec(question.trim())?.[1]?.replace(/['’]s$/, "").trim()
  return ending === undefined || wordsOf(plain(ending)).some((word) => common.has(word)) ? undefined : ending
}

const capitalised =
  /(?:\b(?:of|for|about|with|on|does|do|did|is|are|has|have|at|to|from|by|compare|and|vs\.?|versus|extend|give|de|du|avec|pour|chez|sur|à|par|que)\s+|\bd['’])(\p{Lu}[\p{L}\p{N}&.'’-]*(?:\s+(?:\p{Lu}[\p{L}\p{N}&.'’-]*|&|and Sons|& Co))*)/gu

const lowerCase =
  /\b(?:status of|overview of|summary of|tell me about|how is|how's|patterns? (?:for|with|of|at|in)|trends? (?:for|with|of|at)|update on|situation de|parle-moi de|ou en est)\s+([\p{Ll}\p{N}&.'’-]+(?:\s+[\p{Ll}\p{N}&.'’-]+){0,2}?)(?:\s+doing)?\s*[?.!]*$/u

const common = new Set(
  ("i we us our the a an this that these those it all any each every business company customers customer clients client orders order " +
    "invoices invoice payments payment sales revenue credit terms dso net usd eur gbp january february march april may june july august " +
    "september october november december monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday month year " +
    "quarter week q1 q2 q3 q4 europe what which who how is are they them their you me my things everything anything overdue rush last " +
    "next first new most best worst going doing holdfast janvier fevrier mars avril mai juin juillet aout septembre octobre novembre " +
    "decembre nos notre nous les la le des entreprise affaires mois annee trimestre").split(" ")
)
