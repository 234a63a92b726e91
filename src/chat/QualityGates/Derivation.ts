/** Whether a number follows from known ones: the same, converted, rounded, a share, a change, a sum, a difference. */
import type { Known } from "./Ground.ts"
import type { Quantity, Reading } from "./Quantities.ts"

/** The number itself is among the known ones, as far as its own precision and unit go. */
export const stated = (claim: Quantity, known: ReadonlyArray<Known>): boolean =>
  known.some((number) => claim.readings.some((reading) => same(claim, reading, number)))

const same = (claim: Quantity, claimed: Reading, { currency, unit, value }: Known): boolean => {
  if (claim.counts && unit !== "none" && unit !== "count") return false
  if (claim.unit === "money" && unit === "money" && otherMoney(claim, currency)) return false
  const near = (known: number) => Math.abs(claimed.value - Math.abs(known)) <= claimed.tolerance
  switch (claim.unit) {
    case "percent":
      return (unit === "percent" && near(value)) || (fractional(unit) && near(value * 100))
    case "money":
      return (unit === "money" || unit === "none") && near(value)
    case "days":
      return (unit === "days" || unit === "none") && near(value)
    case "times":
      return unit !== "money" && unit !== "percent" && near(value)
    case "none":
      return near(value) || (unit === "percent" && near(value / 100)) || (unit === "share" && near(value * 100))
  }
}
const otherMoney = (claim: Quantity, currency: string | undefined) =>
  claim.currency !== undefined && currency !== undefined && claim.currency !== currency
const fractional = (unit: Known["unit"]) => unit === "share" || unit === "none"

const change =
  /\b(?:more|fewer|less|lower|higher|above|below|increas|decreas|rose|ris|grew|grow|fell|fall|drop|declin|up|down|differ|gap|later|earlier|longer|shorter|remain|left|headroom|exceed|over|extend|plus|moins|hausse|baisse|augment|diminu|recul|ecart|tard|reste|depass|progress|room|beyond|under|grown|spare|not (?:yet )?due|pas (?:encore )?echu|au-dela)/
const total =
  /\b(?:total|together|sum|combined|in all|altogether|overall|both|two (?:\S+ )?periods|cumul|ensemble|somme|au total)/
const average = /\b(?:average|mean|typical|per|each|moyen|chaque|par)\b/

/** `sentence` folded: sums need a word that says so, as do differences; shares and multiples speak for themselves. */
export const follows = (claim: Quantity, numbers: ReadonlyArray<Known>, sentence: string): boolean => {
  const known = distinct(numbers).slice(0, 40)
  const hit = (value: number, least = 0) =>
    claim.readings.some((claimed) => Math.abs(claimed.value - Math.abs(value)) <= Math.max(least, claimed.tolerance))
  const pair = (test: (a: number, b: number, unit: Known["unit"]) => boolean, fits = (_: Known) => true) =>
    known.some((a) =>
      fits(a) && known.some((b) => a !== b && a.unit === b.unit && fits(b) && test(a.value, b.value, a.unit))
    )
  const differs = change.test(sentence)
  switch (claim.unit) {
    case "percent":
      return pair((a, b, unit) =>
        b !== 0 && ((a <= b && hit(a / b * 100)) ||
          (differs && (hit((a - b) / b * 100) || (unit === "percent" && hit(a - b)))))
      )
    case "times":
      return pair((a, b) => b > 0 && a > b && hit(a / b, 0.05))
    default: {
      const fits = ({ currency, unit }: Known) =>
        !otherMoney(claim, currency) && unit !== "percent" && !(claim.counts && unit !== "none" && unit !== "count") &&
        (claim.unit === "none" || unit === claim.unit || unit === "none")
      return (differs && pair((a, b) => hit(a - b), fits)) ||
        (total.test(sentence) &&
          (pair((a, b) => hit(a + b), fits) || runs(numbers.filter(fits)).some((sum) => hit(sum)))) ||
        (average.test(sentence) && known.some((a) => known.some((b) => b.value > 1 && hit(a.value / b.value))))
    }
  }
}

/** A time that has passed since, or is left until, one of these days. */
export const elapsed = (claim: Quantity, dates: Iterable<string>, today: string, sentence: string): boolean =>
  claim.unit === "days" && span.test(sentence) &&
  Array.from(dates).some((date) => {
    const days = Math.abs(Date.parse(today) - Date.parse(date)) / 86_400_000
    return date.length === 10 &&
      claim.readings.some(({ tolerance, value }) => Math.abs(days - value) <= Math.max(1, tolerance))
  })
const span = /\b(?:ago|since|for|overdue|late|in|until|old|il y a|depuis|dans|pendant|retard)\b/

/** Sums of three to eight neighbours: buckets are listed side by side. */
const runs = (numbers: ReadonlyArray<Known>): ReadonlyArray<number> =>
  numbers.slice(0, 40).flatMap((_, start) =>
    [3, 4, 5, 6, 7, 8].filter((length) => start + length <= numbers.length).map((length) =>
      numbers.slice(start, start + length).reduce((sum, { value }) => sum + value, 0)
    )
  )

const distinct = (numbers: ReadonlyArray<Known>): ReadonlyArray<Known> =>
  Array.from(new Map(numbers.map((number) => [`${number.value} ${number.unit}`, number])).values())
