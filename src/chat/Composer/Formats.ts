/** Numbers, money, days and dates as the reader's language writes them. */
import { isoTime } from "../../domain/Time.ts"
import type { Language } from "../Synthesis.ts"

export interface Formats {
  readonly number: (value: number) => string
  readonly money: (amount: number, currency: string) => string
  /** Of a share: 0.82 is 82 percent. */
  readonly percent: (share: number) => string
  readonly days: (count: number) => string
  readonly day: (at: number) => string
  /** To the minute, in UTC. */
  readonly moment: (at: number) => string
  /** Of a date or time in ISO 8601; as it stands where it is none. */
  readonly isoDay: (iso: string) => string
  readonly list: (parts: ReadonlyArray<string>) => string
  readonly either: (parts: ReadonlyArray<string>) => string
  readonly plural: (count: number, one: string, many: string) => string
}

const make = (language: Language, locales: { readonly numbers: string; readonly words: string }): Formats => {
  const numbers = new Intl.NumberFormat(locales.numbers, { maximumFractionDigits: 1 })
  const percents = new Intl.NumberFormat(locales.numbers, { maximumFractionDigits: 0, style: "percent" })
  const dates = new Intl.DateTimeFormat(locales.words, {
    day: "numeric",
    month: "long",
    timeZone: "UTC",
    year: "numeric"
  })
  const lists = new Intl.ListFormat(locales.words)
  const choices = new Intl.ListFormat(locales.words, { type: "disjunction" })
  const moneys = new Map<string, Intl.NumberFormat>()

  const money = (amount: number, currency: string) => {
    const digits = Number.isInteger(amount) ? 0 : 2
    const code = /^[A-Z]{3}$/.test(currency) ? currency : undefined
    const key = `${code}${digits}`
    const format = moneys.get(key) ?? new Intl.NumberFormat(locales.numbers, {
      maximumFractionDigits: digits,
      minimumFractionDigits: digits,
      ...(code === undefined ? {} : { currency: code, style: "currency" })
    })
    // Bounded: one format a currency that the business uses.
    if (moneys.size < 100) moneys.set(key, format)
    const written = format.format(amount === 0 ? 0 : amount)
    return code === undefined && currency !== "" ? `${written} ${currency}` : written
  }

  const plural = (count: number, one: string, many: string) =>
    (language === "fr" ? Math.abs(count) < 2 : count === 1) ? one : many
  const number = (value: number) => numbers.format(Math.abs(value) < 0.05 ? 0 : value)
  const written = (at: number) => language === "fr" ? dates.format(at).replace(/^1 /, "1er ") : dates.format(at)
  const day = (at: number) => Math.abs(at) < 8e15 ? written(at) : "—"
  const [oneDay, manyDays] = language === "fr" ? ["jour", "jours"] : ["day", "days"]
  return {
    number,
    money,
    percent: (share) => percents.format(share),
    plural,
    days: (count) => `${number(count)} ${plural(count, oneDay, manyDays)}`,
    day,
    moment: (at) => `${day(at)}${language === "fr" ? " à" : ","} ${isoTime(at).slice(11, 16)} UTC`,
    isoDay: (iso) => Number.isNaN(Date.parse(iso)) ? iso : day(Date.parse(iso)),
    list: (parts) => lists.format(parts),
    either: (parts) => choices.format(parts)
  }
}

/** English figures with the day before the month, which nobody misreads. */
export const formats: Readonly<Record<Language, Formats>> = {
  en: make("en", { numbers: "en-US", words: "en-GB" }),
  fr: make("fr", { numbers: "fr-FR", words: "fr-FR" })
}
