/** Named days, months, quarters, halves and years: "3 March 2026", "march", "Q2 2025", "T3", "2025", "2026-03-15". */
import type { Period } from "../../../domain/Measure.ts"
import * as Calendar from "./Calendar.ts"

const months = [
  "jan(?:uary|vier|v)?",
  "feb(?:ruary)?|fev(?:rier)?",
  "march|mar|mars",
  "apr(?:il)?|avril|avr",
  "may|mai",
  "june?|juin",
  "jul(?:y)?|juil(?:let)?",
  "aug(?:ust)?|aout",
  "sep(?:t(?:ember|embre)?)?",
  "oct(?:ober|obre)?",
  "nov(?:ember|embre)?",
  "dec(?:ember|embre)?"
]
const month = `(?:${months.join("|")})`
const ordinals =
  "first|second|third|fourth|1st|2nd|3rd|4th|premier|deuxieme|second|troisieme|quatrieme|1er|2e|3e|4e|2eme|3eme|4eme"
const year = "(?:19|20)\\d{2}"
const ofYear = `(?:,? (?:of |de |en )?${year})?`

/** "May" alone is a verb as often as a month. */
const forms = [
  "\\d{4}-\\d{2}-\\d{2}",
  "\\d{4}-\\d{2}(?![-\\d])",
  "\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}",
  `\\d{1,2}(?:st|nd|rd|th|er)?(?: of)? ${month}(?:,? ${year})?`,
  `${month} \\d{1,2}(?:st|nd|rd|th)?(?:,? ${year})?(?!\\d)`,
  `${month}\\.?,? (?:of |de )?${year}`,
  `(?:the |la )?(?:first|second|1st|2nd|latter|premiere|seconde|deuxieme) (?:half|moitie|quinzaine) (?:of |de |d')${month}(?:,? ${year})?`,
  `(?:the )?(?:${ordinals}) (?:quarter|trimestre|half|semestre)${ofYear}`,
  `[qt][1-4](?:[ -/]?${year})?`,
  `[hs][12](?:[ -/]?${year})?`,
  `(?:the year |l'annee )?${year}(?! (?:orders?|invoices?|customers?|commandes?|factures?|clients?|days?|jours?|euros?|dollars?|usd|eur))`,
  `(?<=\\b(?:in|during|for|of|since|until|before|after|from|to|between|and|en|pour|depuis|avant|apres|de|et|a|vs|than|with) )may`,
  `(?:${months.filter((one) => !one.startsWith("may")).join("|")}|mai)`
]
export const pointPattern = `(?:${forms.join("|")})`

/** Without a year it is the last one that has begun, or the year that is given. */
export const point = (text: string, now: number, known?: number): Period | undefined => {
  const said = text.trim().replace(/^(?:the year|l'annee) /, "")
  const at = (from: number, unit: Period["unit"] & string, to = Calendar.startOf(unit, from, 1)) =>
    Calendar.period(from, to, { kind: "named", unit })
  const stated = Number(new RegExp(`(?<!\\d)${year}(?!\\d)`).exec(said)?.[0] ?? known ?? Number.NaN)
  const inYear = (begins: (year: number) => number) => {
    if (Number.isFinite(stated)) return begins(stated)
    const current = begins(Calendar.yearOf(now))
    return current <= now ? current : begins(Calendar.yearOf(now) - 1)
  }
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(said)
  if (iso !== null) {
    const [, y, m, d] = iso
    return valid(Number(y), Number(m), Number(d ?? 1))
      ? at(Calendar.dayAt(Number(y), Number(m) - 1, Number(d ?? 1)), d === undefined ? "month" : "day")
      : undefined
  }
  const slashed = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(said)
  if (slashed !== null) {
    // Which comes first is only certain where one of them can be no month.
    const [a, b] = [Number(slashed[1]), Number(slashed[2])]
    const [d, m] = a > 12 ? [a, b] : b > 12 || a === b ? [b, a] : [0, 0]
    return valid(Number(slashed[3]), m, d) ? at(Calendar.dayAt(Number(slashed[3]), m - 1, d), "day") : undefined
  }
  const [, which, whole] = halfOfMonth.exec(said) ?? []
  if (which !== undefined && whole !== undefined) {
    const all = point(whole, now, known)
    if (all === undefined || all.from === null) return undefined
    const middle = Calendar.dayAt(Calendar.yearOf(all.from), Calendar.monthOf(all.from), 16)
    return /^(?:first|1st|premiere)/.test(which)
      ? Calendar.period(all.from, middle, { kind: "between" })
      : Calendar.period(middle, all.to, { kind: "between" })
  }
  const quarter = part(said, /(?:quarter|trimestre)/, /^[qt]([1-4])/)
  if (quarter !== undefined) return at(inYear((y) => Calendar.dayAt(y, 3 * quarter - 3)), "quarter")
  const half = part(said, /(?:half|semestre)/, /^[hs]([12])/)
  if (half !== undefined) return half > 2 ? undefined : at(inYear((y) => Calendar.dayAt(y, 6 * half - 6)), "half")
  if (new RegExp(`^${year}$`).test(said)) return at(Calendar.dayAt(Number(said), 0), "year")
  const named = new RegExp(`(?<!\\p{L})(${month})(?!\\p{L})`, "u").exec(said)?.[1]
  if (named === undefined) return undefined
  const number = months.findIndex((one) => new RegExp(`^(?:${one})$`).test(named))
  const day = Number(/(?<!\d)(\d{1,2})(?:st|nd|rd|th|er)?(?!\d)/.exec(said)?.[1] ?? Number.NaN)
  if (!Number.isFinite(day)) return at(inYear((y) => Calendar.dayAt(y, number)), "month")
  return valid(2024, number + 1, day) ? at(inYear((y) => Calendar.dayAt(y, number, day)), "day") : undefined
}

const halfOfMonth =
  /^(?:the |la )?(first|second|1st|2nd|latter|premiere|seconde|deuxieme) (?:half|moitie|quinzaine) (?:of |de |d')(\p{L}.*)$/u

const valid = (y: number, m: number, d: number) =>
  y >= 1990 && y < 2100 && m >= 1 && m <= 12 && d >= 1 && Calendar.monthOf(Calendar.dayAt(y, m - 1, d)) === m - 1

const part = (said: string, word: RegExp, short: RegExp): number | undefined => {
  const digit = short.exec(said)?.[1]
  if (digit !== undefined) return Number(digit)
  if (!word.test(said)) return undefined
  const place = [
    /^(?:the )?(?:first|1|premier)/,
    /^(?:the )?(?:second|2|deuxieme)/,
    /^(?:the )?(?:third|3|troisieme)/,
    /^(?:the )?(?:fourth|4|quatrieme)/
  ]
    .findIndex((one) => one.test(said))
  return place < 0 ? undefined : place + 1
}
