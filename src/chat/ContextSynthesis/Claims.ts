/** What a piece of evidence claims about a customer that another source may say otherwise. */
import type { ResolvedEntity } from "../../domain/Entity.ts"
import type { Evidence } from "../../domain/Evidence.ts"
import { plain } from "../Reading/Words.ts"
import { sentencesOf } from "./Sentences.ts"
import { sheetOf } from "./Sheet.ts"

export type Attribute = "terms" | "credit" | "contact" | "email" | "phone" | "channel"

export interface Claim {
  readonly attribute: Attribute
  /** For comparing: equal where two sources agree. */
  readonly value: string
  readonly claimed: { readonly amount: number; readonly unit: string } | { readonly words: string }
  readonly item: Evidence
}

export const claimsOf = (item: Evidence, entity: ResolvedEntity): ReadonlyArray<Claim> =>
  item.kind === "fact"
    ? ofFact(item, entity)
    : item.kind === "memory" || item.kind === "document"
    ? ofText(item, entity)
    : []

const ofFact = (item: Evidence, entity: ResolvedEntity): ReadonlyArray<Claim> => {
  if (item.entity_id !== entity.entity_id) return []
  const { credit, details, terms } = sheetOf([item], entity.entity_id)
  const claims: Array<Claim> = []
  if (terms !== undefined) claims.push(amount("terms", terms.figures.payment_terms_days, "days", item))
  if (credit !== undefined) claims.push(amount("credit", credit.figures.credit_limit, credit.figures.currency, item))
  for (const { name, value } of details?.figures.fields ?? []) {
    claims.push(...reachedAt(value, item), ...(contactField.test(name) ? [words("contact", value, item)] : []))
  }
  return claims
}

/** Only what is stated of this customer: a wish, a plan, a question or the past is no claim about now. */
const ofText = (item: Evidence, entity: ResolvedEntity): ReadonlyArray<Claim> =>
  about(item, entity)
    ? sentencesOf(item.text).filter((sentence) => !notStated.test(plain(sentence))).flatMap((sentence) => {
      const claims: Array<Claim> = []
      const days = termsPhrase.exec(sentence)
      if (days !== null) claims.push(amount("terms", Number(days[1] ?? days[2] ?? days[3]), "days", item))
      const limit = limitPhrase.exec(sentence)
      const money = limit?.[1] === undefined ? undefined : moneyIn(limit[1])
      if (money !== undefined) claims.push(amount("credit", money, "", item))
      const contact = contactPhrase.exec(sentence)?.[1]
      if (contact !== undefined) claims.push(words("contact", contact, item))
      const channel = channelPhrase.exec(sentence)?.[1]
      if (channel !== undefined) claims.push(words("channel", channelNames[plain(channel)] ?? plain(channel), item))
      return [...claims, ...reachedAt(sentence, item)]
    })
    : []

const about = (item: Evidence, entity: ResolvedEntity): boolean => {
  const first = plain(entity.name).split(" ").find((word) => word.length > 2 && word !== "the") ?? plain(entity.name)
  const named = ` ${plain(`${item.title} ${item.text}`).replace(/[^\p{L}\p{N}]+/gu, " ")} `.includes(` ${first} `)
  return named || (item.kind === "memory" && item.entity_id === entity.entity_id)
}

const amount = (attribute: Attribute, value: number, unit: string, item: Evidence): Claim => ({
  attribute,
  claimed: { amount: value, unit },
  item,
  value: String(value)
})

const words = (attribute: Attribute, value: string, item: Evidence): Claim => ({
  attribute,
  claimed: { words: value },
  item,
  value: plain(value)
})

const reachedAt = (text: string, item: Evidence): ReadonlyArray<Claim> => {
  const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/.exec(text)?.[0]
  const phone = /(?:\+\d{1,3}[ .-]?)?\(?\d{2,4}\)?(?:[ .-]\d{2,4}){2,4}\b/.exec(text)?.[0]
  const dated = phone !== undefined && /^\d{4}-\d{2}-\d{2}$|^\d{2}[.-]\d{2}[.-]\d{4}$/.test(phone)
  return [
    ...(email === undefined ? [] : [words("email", email, item)]),
    ...(phone === undefined || dated ? [] : [{ ...words("phone", phone, item), value: phone.replace(/\D/g, "") }])
  ]
}

const moneyIn = (text: string): number | undefined => {
  const match = /(\d[\d.,\s\u00a0\u202f]*\d|\d)\s*(k|m|thousand|million|mille)?/i.exec(text)
  if (match?.[1] === undefined) return undefined
  const digits = match[1].replace(/[\s\u00a0\u202f]/g, "")
  const whole = digits.replace(/[.,](?=\d{3}(?:\D|$))/g, "").replace(",", ".")
  const scale = /^(?:k|thousand|mille)$/i.test(match[2] ?? "")
    ? 1_000
    : /^(?:m|million)$/i.test(match[2] ?? "")
    ? 1_000_000
    : 1
  const value = Number(whole) * scale
  return Number.isFinite(value) && value > 0 ? value : undefined
}

const notStated =
  /\b(?:ask(?:s|ed|ing)?|wants?|wanted|request(?:s|ed)?|propos\w+|would|could|should|might|(?<!\d )may(?! \d)|consider\w*|if|plan(?:s|ned)?|hopes?|used to|were|was|previously|formerly|until|no longer|not|offer(?:s|ed)?|extend\w*|late|overdue|demande\w*|souhaite\w*|voudrai\w*|aimerai\w*|envisage\w*|si|etai\w+|avant|ancien\w*|ne|retard)\b|\?/

const termsPhrase =
  /(?:\bterms?\b|\bconditions\b|\bd[ée]lais?\b|\bpays?\b|\bpaie\b|\bpaiement\b)[^.]{0,40}?\b(?:net )?(\d{1,3})[ -]?(?:days?|jours?)\b|\bnet[ -]?(\d{1,3})\b|\b(\d{1,3})[ -]?(?:days?|jours?)['’]? (?:payment |credit )?(?:terms|to pay|pour payer|de d[ée]lai)/i

const limitPhrase =
  /(?:credit (?:limit|line)|limit|plafond|limite)\b[^.\d]{0,40}?((?:[$€£]|USD|EUR|GBP)?\s?\d(?:[\d.,\u00a0\u202f ]*\d)?\s?(?:k|m|thousand|million|mille)?\b)/i

const contactPhrase =
  /\b(?:contact(?: person)?|buyer|account manager|purchasing manager|interlocut(?:eur|rice)|acheteu(?:r|se))\b[^.]{0,40}?\b(?:is|est)(?: now| called| désormais)?(?: (?:Mr|Mrs|Ms|Dr|M|Mme)\.?)? (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})/u

const contactField = /^(?:contact(?: person| name)?|buyer|interlocuteur|acheteur)$/

const channelPhrase =
  /\bpr(?:efers?|éf[èe]re)\b[^.]{0,40}?\b(e-?mails?|phone|telephone|calls?|mail|post|letters?|sms|text messages?|courriel|t[ée]l[ée]phone|courrier)\b/i

const channelNames: Readonly<Record<string, string>> = {
  "e-mail": "email",
  "e-mails": "email",
  emails: "email",
  telephone: "phone",
  call: "phone",
  calls: "phone",
  courriel: "email"
}
