/** Where sources disagree: which one is used, by authority and then by recency, said in a sentence. */
import type { ResolvedEntity } from "../../domain/Entity.ts"
import type { Evidence, Topic } from "../../domain/Evidence.ts"
import { de } from "../Composer/Elision.ts"
import { formats } from "../Composer/Formats.ts"
import type { Language, Marked, Reading } from "../Synthesis.ts"
import { authority } from "./Budget.ts"
import { type Attribute, type Claim, claimsOf } from "./Claims.ts"

export interface Conflict {
  readonly attribute: Attribute
  readonly entity: ResolvedEntity
  readonly used: Claim
  readonly setAside: Claim
}

/** Those that bear on the question; each source set aside is named once for each thing it says. */
export const conflictsIn = (
  items: ReadonlyArray<Evidence>,
  entities: ReadonlyArray<ResolvedEntity>,
  reading: Reading
): ReadonlyArray<Conflict> =>
  entities.flatMap((entity) => {
    const claims = items.flatMap((item) => claimsOf(item, entity))
    return attributes.filter((attribute) => bears(attribute, reading)).flatMap((attribute) => {
      const same = claims.filter((claim) => claim.attribute === attribute)
        .toSorted((a, b) => authority[b.item.kind] - authority[a.item.kind] || (b.item.at ?? 0) - (a.item.at ?? 0))
      const used = same[0]
      if (used === undefined) return []
      const otherwise = same.filter((claim) => claim.value !== used.value && claim.item.ref !== used.item.ref)
      return otherwise.filter((claim, at) => otherwise.findIndex((other) => other.item.ref === claim.item.ref) === at)
        .map((setAside) => ({ attribute, entity, setAside, used }))
    })
  })

/** With the markers of both sources, where they are among the evidence. */
export const conflictSentence = (conflict: Conflict, items: ReadonlyArray<Marked>, language: Language): string => {
  const { attribute, setAside, used } = conflict
  const say = (claim: Claim) => {
    const marker = items.find((item) => item.ref === claim.item.ref)?.marker
    return `${valueOf(claim, used, language)}${marker === undefined ? "" : ` [${marker}]`}`
  }
  const source = (claim: Claim) => sourceOf(claim.item, language)
  return language === "fr"
    ? `${labels[attribute].fr} ${de(conflict.entity.name)} : ${source(setAside)} dit ${say(setAside)} ; ` +
      `${source(used)} dit ${say(used)} : c'est ${usedAs(used, setAside, language)} qui est retenu${
        used.item.kind === "document" ? "" : "e"
      }.`
    : `On the ${labels[attribute].en} of ${conflict.entity.name}, ${source(setAside)} says ${say(setAside)}; ` +
      `${source(used)} says ${say(used)}: ${usedAs(used, setAside, language)} is used.`
}

const attributes: ReadonlyArray<Attribute> = ["terms", "credit", "contact", "email", "phone", "channel"]

const topicsOf: Readonly<Record<Attribute, ReadonlyArray<Topic>>> = {
  terms: ["terms"],
  credit: ["credit", "exposure"],
  contact: [],
  email: [],
  phone: [],
  channel: []
}

/** Any disagreement matters to a picture of the whole; to one question only that about what it asks. */
const bears = (attribute: Attribute, { intent, topics }: Reading): boolean => {
  if (intent === "pattern_analysis") return false
  if (intent === "fact_lookup" || intent === "comparison" || intent === "unknown") {
    return topics.length === 0
      ? topicsOf[attribute].length === 0
      : topics.some((topic) => topicsOf[attribute].includes(topic))
  }
  return true
}

const valueOf = ({ claimed, item }: Claim, used: Claim, language: Language): string => {
  if ("words" in claimed) return claimed.words
  const format = formats[language]
  if (claimed.unit === "days") return format.days(claimed.amount)
  const currency = claimed.unit !== ""
    ? claimed.unit
    : "unit" in used.claimed && item !== used.item
    ? used.claimed.unit
    : ""
  return format.money(claimed.amount, currency)
}

const sourceOf = (item: Evidence, language: Language): string => {
  const day = item.at === undefined ? undefined : formats[language].day(item.at)
  switch (item.kind) {
    case "memory":
      return language === "fr"
        ? `votre note${day === undefined ? "" : ` du ${day}`}`
        : `your note${day === undefined ? "" : ` of ${day}`}`
    case "document":
      return language === "fr" ? `le document « ${item.title} »` : `the document “${item.title}”`
    default:
      return language === "fr" ? "la fiche client" : "the customer record"
  }
}

const usedAs = (used: Claim, setAside: Claim, language: Language): string => {
  const later = used.item.kind === setAside.item.kind
  switch (used.item.kind) {
    case "memory":
      return language === "fr" ? "la note la plus récente" : "the later note"
    case "document":
      return language === "fr" ? "le document" : later ? "the later document" : "the document"
    default:
      return language === "fr" ? "la fiche" : "the record"
  }
}

const labels: Readonly<Record<Attribute, Readonly<Record<Language, string>>>> = {
  terms: { en: "payment terms", fr: "Délai de paiement" },
  credit: { en: "credit limit", fr: "Plafond de crédit" },
  contact: { en: "contact", fr: "Contact" },
  email: { en: "e-mail address", fr: "Adresse électronique" },
  phone: { en: "phone number", fr: "Numéro de téléphone" },
  channel: { en: "preferred way of contact", fr: "Moyen de contact préféré" }
}
