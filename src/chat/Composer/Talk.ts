/** Replies to talk: greetings and thanks, what to remember, what was said before. */
import { shortened } from "../ContextSynthesis/Sentences.ts"
import { talkOf, tells, toRemember } from "../Reading/Talk.ts"
import { plain } from "../Reading/Words.ts"
import { bullets, type Desk, gapsOf, quotation } from "./Desk.ts"

export const writeTalk = (desk: Desk): ReadonlyArray<string> => {
  const { say, synthesis } = desk
  switch (tells(synthesis.question) ? "remember" : talkOf(synthesis.question)) {
    case "greeting":
      return [say.greeting]
    case "thanks":
      return [say.thanks]
    case "farewell":
      return [say.farewell]
    case "feeling":
      return [say.feeling]
    case "help":
      return [say.help]
    case "remember":
      return [say.remembers(shortened(toRemember(synthesis.question), 400))]
    case "recall":
      return recalled(desk)
    case "forget":
      return [say.forget]
    case "neither":
      return [say.neither]
    case "other":
      return [say.acknowledged]
  }
}

const recalled = (desk: Desk): ReadonlyArray<string> => {
  const { say, synthesis } = desk
  const about = desk.names !== "" ? desk.names : aboutIn(synthesis.question)
  const notes = synthesis.items.filter((item) => item.kind === "memory").slice(0, 5).map((item) =>
    quotation(desk, item)
  )
  if (notes.length > 0) return [say.recalled(about), ...bullets(Array.from(new Set(notes))), ...synthesis.conflicts]
  const gaps = gapsOf(desk, ["memories"])
  return gaps.length > 0 ? [[...gaps, say.tryAgain].join(" ")] : [say.nothingRecalled(about)]
}

/** "What did I tell you about the new warehouse?" is about the new warehouse. */
const aboutIn = (question: string): string => {
  const rest = /\b(?:about|regarding|concerning|sur|de|à propos de)\s+([^?!.]{2,80})/i.exec(question)?.[1]?.trim() ?? ""
  return /^(?:me|it|that|this|moi|cela|ca)$/.test(plain(rest)) ? "" : rest
}
