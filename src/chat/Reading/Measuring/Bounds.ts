/** How large a number has to be to be meant. */
import type { Bound } from "../../../domain/Measure.ts"
import { numberOf, numberPattern } from "./Periods.ts"
import type { Read } from "./Words.ts"

const more =
  "more than|older than|longer than|over|above|greater than|higher than|bigger than|larger than|exceed(?:s|ing)?|beyond|upwards of|in excess of|>|plus de|plus d'|plus (?:vieux|vieilles|anciennes?) (?:que|de)|superieure?s? a|au[- ]dessus de|au[- ]dela de|depass\\w+"
const less =
  "less than|fewer than|under|below|lower than|smaller than|<|moins de|moins d'|inferieure?s? a|en dessous de|sous"
const atLeast = "at least|no less than|minimum(?: of)?|>=|au moins|au minimum"
const exactly = "exactly|precisely|exactement"
const atMost = "at most|no more than|up to|maximum(?: of)?|<=|au plus|au maximum"
const bound = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(${more})|(${less})|(${atLeast})|(${atMost})|(${exactly}))\\s?(?:usd |eur |\\$|€|£)?\\s?(\\d[\\d,. \\u00a0\\u202f]*\\d|\\d)\\s?(?:(millions?|thousand|mille|k|m)(?!\\p{L}))?(?![\\p{N}])\\s?(%|percent|per cent|pour ?cent|usd|eur|euros?|dollars?|\\$|€|days?|jours?|(?:(?:over-?due|past[- ]due|open|unpaid|outstanding|late|rush) )?(?:orders?|commandes?|invoices?|factures?|payments?))?`,
  "u"
)

/** "Invoices over $10,000": it is each single one that is so large. */
export const ofSingles = new RegExp(
  `\\b(?:(?:an?|any|each|single|une?|aucune?) (?:\\p{L}+ )?(?:order|invoice|bill|payment|commande|facture|paiement)|orders|invoices|bills|payments|commandes|factures|paiements) (?:\\p{L}+ ){0,3}?(?:${more}|${less}|${atLeast}|${atMost})`,
  "u"
)

/** "More than half of their limit". */
const half = new RegExp(
  `(?<![\\p{L}\\p{N}])(${more}|${less}|${atLeast}|${atMost}) (?:a |la )?(?:half|moitie)(?= (?:of|de|du) .{0,14}(?:limit|line|plafond))`,
  "u"
)

const inWords = new RegExp(
  `(?<![\\p{L}\\p{N}])(${more}|${less}|${atLeast}|${atMost}) (${numberPattern})(?![\\p{L}\\p{N}])`,
  "u"
)

/** "Overdue by more than two months": of what is late, so long is a number of days. */
const inDays = (text: string): string =>
  late.test(text)
    ? text.replace(span, (_, than: string, many: string, unit: string) =>
      `${than} ${
        (/^(?:an?|une?)$/.test(many) ? 1 : numberOf(many)) *
        (/^(?:week|semaine)/.test(unit) ? 7 : /^(?:month|mois)/.test(unit) ? 30 : 365)
      } days`)
    : text
const span = new RegExp(
  `(?<![\\p{L}\\p{N}])(${more}|${less}|${atLeast}|${atMost})\\s?(an?|une?|${numberPattern}) (weeks?|months?|years?|semaines?|mois|ans?)(?!\\p{L})`,
  "u"
)
const late =
  /\b(?:over-? ?dues?|past[- ]due|late|unpaid|outstanding|(?:pai|pay)\p{L}* late|en retard|impaye\p{L}*|echue?s?)(?!\p{L})/u

export type Of = "percent" | "days" | "money" | "count" | "number"

/** "More than 60 days late", "over $10k": the bound and what kind of number it is. */
export const boundIn = (asked: string): Read<{ readonly bound: Bound; readonly of: Of } | undefined> => {
  const text = inDays(asked.replace(half, "$1 50%").replace(inWords, (_, is, many) => `${is} ${numberOf(many)}`))
  const match = bound.exec(text)
  if (match === null) return { value: undefined, rest: text }
  const [all, gt, lt, gte, lte, , digits = "", scale, unit = ""] = match
  // "Over 3 months", "up to 30 June": a time, not a bound.
  if (
    /^\s?(?:jan|feb|fev|mar|apr|avr|ma[iy]|ju[inl]|aug|aout|sep|oct|nov|dec|months?|mois|years?|ans?|annees?|weeks?|semaines?|quarters?|trimestres?)/
      .test(text.slice(match.index + all.length))
  ) {
    return { value: undefined, rest: text }
  }
  const plain = digits.replace(/[ \u00a0\u202f]/g, "").replace(/[.,](?=\d{3}(?:\D|$))/g, "").replace(",", ".")
  const than = Number(plain) * (scale === undefined ? 1 : /^m(?:illions?)?$/.test(scale) ? 1_000_000 : 1_000)
  const of: Of = /%|cent$/.test(unit)
    ? "percent"
    : /^(?:day|jour)/.test(unit)
    ? "days"
    : /(?:order|commande|invoice|facture|payment)s?$/.test(unit)
    ? "count"
    : /[$€£]|usd|eur|dollar/.test(`${all}${unit}`)
    ? "money"
    : "number"
  if (!Number.isFinite(than)) return { value: undefined, rest: text }
  const is = gt !== undefined ? ">" : lt !== undefined ? "<" : gte !== undefined ? ">=" : lte !== undefined ? "<=" : "="
  // What the number counts still says what is measured.
  const kept = of === "count" ? ` ${unit}` : ""
  return {
    value: { bound: { is, than }, of },
    rest: text.slice(0, match.index) + " ".repeat(all.length - kept.length) + kept +
      text.slice(match.index + all.length)
  }
}
