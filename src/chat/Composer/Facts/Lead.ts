/** Yes or no before the figures. */
import { telling } from "../../ContextSynthesis/Currencies.ts"
import { plain } from "../../Reading/Words.ts"
import type { Desk } from "../Desk.ts"
import type { FactTopic } from "../Phrases.ts"
import { moreAsked } from "./Asked.ts"

/** Yes or no first, where that was the question and the figures decide it. */
export const lead = (desk: Desk, topic: FactTopic, entity_id: string): string => {
  const question = plain(desk.synthesis.question)
  const more = moreAsked(question)
  const limit = desk.sheet(entity_id).exposure?.figures
  if (topic === "exposure" && more !== undefined && limit !== undefined && limit.credit_limit !== null) {
    return yesOrNo(desk, limit.open_exposure + more <= limit.credit_limit)
  }
  if (
    !/^(?:is|are|does|do|did|has|have|any|est-ce|y a)\b|-t-(?:il|elle|ils|elles)\b|^\p{L}+ (?:paie|doit|est|a)\b/u.test(
      question
    )
  ) return ""
  if (/\b(?:how|what|when|which|combien|quand|quel\w*|comment)\b/.test(question)) return ""
  const { exposure, invoices_overdue, payment_behaviour } = desk.sheet(entity_id)
  const answer = (yes: boolean) => yesOrNo(desk, yes)
  if (topic === "invoices_overdue" && invoices_overdue !== undefined) {
    return answer(telling(invoices_overdue.figures).length > 0)
  }
  if (topic === "exposure" && exposure !== undefined && exposure.figures.utilization !== null) {
    if (/\b(?:over|above|exceed\w*|beyond|maxed|depasse\w*)\b/.test(question)) {
      return answer(exposure.figures.utilization > 1)
    }
    if (/\b(?:within|under|below)\b/.test(question)) return answer(exposure.figures.utilization <= 1)
  }
  if (topic === "payment_behaviour" && payment_behaviour !== undefined && payment_behaviour.figures.paid_invoices > 0) {
    const { mean_days_late } = payment_behaviour.figures
    if (/\b(?:on time|in time|punctual\w*|promptly|a temps|a l'heure)\b/.test(question)) {
      return answer(mean_days_late < 0.5)
    }
    if (/\b(?:late|en retard|tard)\b/.test(question)) return answer(mean_days_late >= 0.5)
  }
  return ""
}

const yesOrNo = ({ say, synthesis }: Desk, yes: boolean): string =>
  `${yes ? say.yes : say.no}${synthesis.language === "fr" ? " : " : ": "}`
