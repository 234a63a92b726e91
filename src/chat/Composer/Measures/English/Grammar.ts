/** How words are put together in English: plurals, lateness, a sentence with its capital and full stop. */
import { formats } from "../../Formats.ts"

const { days, number, plural } = formats.en

export const many = (count: number, one: string, more = `${one}s`) =>
  `${count === 0 ? "no" : number(count)} ${plural(count, one, more)}`

/** "1st", "22nd", "113th". */
export const ordinal = (place: number) => `${number(place)}${endings[rules.select(place)]}`

const rules = new Intl.PluralRules("en", { type: "ordinal" })
const endings: Readonly<Record<Intl.LDMLPluralRule, string>> = {
  zero: "th",
  one: "st",
  two: "nd",
  few: "rd",
  many: "th",
  other: "th"
}

export const late = (value: number) =>
  Math.abs(value) < 0.05 ? "on the due date" : value > 0 ? `${days(value)} late` : `${days(-value)} early`

export const sentence = (...parts: ReadonlyArray<string>) => {
  const text = parts.filter((part) => part !== "").join(" ")
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

export const sameYear = (first: string, last: string) => first.slice(0, 4) === last.slice(0, 4)
