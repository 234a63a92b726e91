/** When there is no answer: what was looked at, what could not be, whom nobody knows, and how to ask instead. */
import { refersBack } from "../../knowledge/Entities/Coreference.ts"
import { nameIn } from "../Reading/Naming.ts"
import { plain } from "../Reading/Words.ts"
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
    return refersBack(question) !== undefined && !topics.includes("portfolio")
      ? desk.say.whichCustomer
      : undefined
  }
  const known = items.some((item) => item.kind !== "fact" && plain(`${item.title} ${item.text}`).includes(plain(name)))
  return known ? undefined : desk.say.unknownCustomer(name)
}

const asksAboutSomeone = new Set(["fact_lookup", "status", "pattern_analysis", "decision_support", "comparison"])
