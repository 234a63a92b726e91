/** How a question is put to the documents. */
import type { Array } from "effect"
import type { Subject } from "../EntityResolution.ts"
import { listingOf } from "../Reading/Listing.ts"
import { wantedIn } from "../Reading/Synonyms.ts"
import { withoutBounds } from "../Reading/Telling.ts"
import { plain, wordsOf } from "../Reading/Words.ts"
import type { Reading } from "../Synthesis.ts"
import { isUntold } from "./Beyond.ts"

export interface Worded {
  readonly asked: string
  /** It was put in other words than the question's. */
  readonly reworded: boolean
}

/** One after the other, as long as nothing is found: a text on a customer, or on what was asked before, comes first. */
export const wordingsFor = (subject: Subject, reading: Reading): Array.NonEmptyReadonlyArray<Worded> => {
  const query = subject.query.replace(notPaid, "late payment").replace(paidLate, "late payment").replace(
    timeToPay,
    "payment terms"
  )
    .replace(notPaidInFrench, "a un retard de paiement").replace(untilThen, " ").replace(form, " ")
  const asked = listingOf(query) ?? withoutBounds(query.replace(measuringWords, ""))
  const own = { asked, reworded: query !== subject.query }
  const things = thingsIn(asked, subject)
  const ofAnybody = things === "" ? own : { ...own, asked: things }
  if (isUntold(reading)) return [ofAnybody]
  const last = subject.entities.length > 0 && things !== "" ? [ofAnybody] : []
  if (reading.intent === "decision_support") return [own, ...last]
  if (reading.intent !== "document_question") return [own]
  return reading.goesOnFrom === undefined
    ? [own, ...last]
    : [{ asked: `${reading.goesOnFrom} ${asked}`, reworded: true }, own, ...last]
}

/** Only the things that are asked for: no text speaks of the customer. */
const thingsIn = (query: string, { entities }: Subject): string => {
  const names = new Set(entities.flatMap(({ name }) => wordsOf(plain(name))))
  return wantedIn(query).filter(({ asked, needed }) => needed && !names.has(asked)).map(({ asked }) => asked).join(" ")
}

/** They ask for a figure, and no text has them. */
const measuringWords =
  /^\s*(?:how (?:much|many|long|often|soon|quickly|fast|far|late|large|big|high|low|small)|combien de temps|combien|à quelle fréquence|tous les combien)(?!\p{L})/iu

/** What is not paid is a late payment, and not where a text says what is paid; that it is an invoice says no more. */
const notPaid =
  /\b(?:(?:(?:an?|the|our|their) )?(?:invoices?|bills?) )?(?:(?:is|are|was|has|have) )?(?:not|never|\p{L}+n['’]t|(?:fail|refuse|forget)s? to) (?:been |being )?(?:paid|pay)\b/giu
/** "A payment is late", "an invoice is paid late". */
const paidLate =
  /\b(?:(?:an?|the|our|their) )?(?:payments?|invoices?|bills?) (?:is|are|comes?|arrives?|gets?|remains?) (?:paid |settled )?(?:too )?late\b/giu
/** "How long do customers have to pay an invoice?" */
const timeToPay =
  /\bhow (?:long|many days|much time) (?:(?:do|does|are|is|will) )?.{1,40} (?:have|has|get|gets|given|allowed) to (?:pay|settle)\b.*/giu
/** "By Friday", "before the end of the month": no text has that day. "By 25 %" and "before 11" are no days. */
const untilThen =
  /\b(?:by|until|till|before|avant|d['’]ici) (?:(?:next |this )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|tomorrow|tonight|today|(?:next |this |the end of |end of )(?:the |this |next )?(?:week|month|quarter|year)|lundi|mardi|mercredi|jeudi|vendredi|demain|la fin (?:de la |du )(?:semaine|mois)|\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august|september|october|november|december))(?!\p{L})/giu
/** "Summarize … in one sentence", "briefly": how the answer is to look, which no text speaks of. */
const form =
  /^\s*(?:(?:please|can you|could you) )*(?:summari[sz]e|sum up|recap|outline|briefly|shortly|in (?:short|brief|a nutshell|plain (?:english|words)|simple (?:terms|words))|résum(?:e|ez)|en (?:bref|résumé|clair))(?:[,:] ?| )|\b(?:in|with|within|using|en) (?:(?:no more than|at most|less than|under|about|only|just) )?(?:an?|one|two|three|four|five|ten|a few|a couple of|une?|deux|trois|quelques|\d{1,3}) (?:short |simple |brief |bullet )?(?:sentences?|lines?|words|bullets?|points|paragraphs?|phrases?|lignes?|mots)(?!\p{L})[,:]?|\b(?:like|as if) i(?:'m| am|’m) (?:new|five|\d+)\b/giu
const notPaidInFrench =
  /\bn(?:e |['’])(?:\p{L}+ )?(?:paie\p{L}*|pas (?:été )?(?:payée?s?|réglée?s?))(?: pas| jamais| plus)?(?!\p{L})/giu
