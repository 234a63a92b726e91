/** Where a decision asks to go ("to 80,000", "to net 60"), set against what holds already. */
import { type Language, plain } from "../Reading/Words.ts"
import { cited, type Desk } from "./Desk.ts"

/** Set where what is asked for is no more than the customer has. */
export const writeTarget = (desk: Desk): string | undefined => {
  const { decision, entities: [entity, ...others], language, question } = desk.synthesis
  if (decision === undefined || entity === undefined || others.length > 0) return undefined
  const { credit, terms } = desk.sheet(entity.entity_id)
  const say = desk.say.decision.already
  const { format } = desk.say
  if (decision.kind === "raise_credit_limit" && credit !== undefined) {
    const { credit_limit, currency } = credit.figures
    const wanted = amountIn(plain(question), language)
    return wanted === undefined || wanted > credit_limit ? undefined : cited(
      say.limit(
        entity.name,
        format.money(credit_limit, currency),
        wanted < credit_limit ? format.money(wanted, currency) : undefined
      ),
      credit.item
    )
  }
  if (decision.kind === "extend_payment_terms" && terms !== undefined) {
    const { payment_terms_days } = terms.figures
    const wanted = daysIn(plain(question), language)
    return wanted === undefined || wanted > payment_terms_days ? undefined : cited(
      say.terms(
        entity.name,
        format.days(payment_terms_days),
        wanted < payment_terms_days ? format.days(wanted) : undefined
      ),
      terms.item
    )
  }
  return undefined
}

/** "To 80,000", "to $80k", "à 80 000 €"; "by 20,000" says how much more, and "to 25%" no amount. */
const amountIn = (question: string, language: Language): number | undefined => {
  const found = amounts[language].exec(question)
  const digits = found?.[1]?.replace(/[ \u00a0\u202f]/g, "").replace(/[.,](?=\d{3}(?:\D|$))/g, "").replace(",", ".")
  const scale = found?.[2] === undefined ? 1 : /^m(?:illion)?$/.test(found[2]) ? 1_000_000 : 1_000
  const amount = digits === undefined ? NaN : Number(digits) * scale
  return Number.isFinite(amount) && amount > 0 ? amount : undefined
}

/** "To 60 days", "to net 60", "terms of 60 days", "à 60 jours"; "by 15 days" says how much longer. */
const daysIn = (question: string, language: Language): number | undefined => {
  const found = days[language].exec(question)
  const many = Number(found?.[1] ?? found?.[2])
  return Number.isInteger(many) && many > 0 ? many : undefined
}

const amount =
  "\\s+(?:usd |eur |gbp |[$€£])?\\s?(\\d[\\d,. \\u00a0\\u202f]*\\d|\\d)\\s?(k|m|thousand|million|mille)?(?![\\d%]| ?(?:%|days?|jours?))"
const amounts = { en: new RegExp(`\\bto${amount}`, "u"), fr: new RegExp(`\\b(?:a|jusqu'a)${amount}`, "u") }
const days = {
  en: /\b(?:(?:to|terms of) (?:net )?(\d{1,3})[- ]?days?|net (\d{1,3}))\b/,
  fr: /\b(?:(?:a|jusqu'a|delai de(?: paiement de)?) (?:net )?(\d{1,3}) ?jours?|net (\d{1,3}))\b/
}
