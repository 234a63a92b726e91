/** The numbers of a text, as they are meant: with unit, precision, and every value that their notation allows. */

export type Unit = "money" | "percent" | "days" | "times" | "none"

export interface Quantity {
  readonly text: string
  /** More than one where a notation is ambiguous: "1,234" is 1234 or 1.234. */
  readonly readings: ReadonlyArray<Reading>
  readonly unit: Unit
  /** Of money, where it is named. */
  readonly currency: string | undefined
  /** It counts things that are named: no sum of money, no share, no time. */
  readonly counts: boolean
  readonly index: number
}

export interface Reading {
  readonly value: number
  /** How far the number meant may be from the number written. */
  readonly tolerance: number
}

const currencies: Readonly<Record<string, string>> = {
  $: "USD",
  "€": "EUR",
  "£": "GBP",
  "¥": "JPY",
  dollar: "USD",
  euro: "EUR"
}
const currencyIn = (text: string): string | undefined => {
  const [named] = /[$€£¥]|\b(?:USD|EUR|GBP|CHF|CAD|AUD|JPY)\b|\b(?:dollar|euro)(?=s?\b)/iu.exec(text) ?? []
  return named === undefined ? undefined : currencies[named.toLowerCase()] ?? named.toUpperCase()
}
const counted =
  /^\s(?:\p{L}+\s){0,2}(?:invoices?|orders?|payments?|customers?|clients?|documents?|factures?|commandes?|paiements?)(?!\p{L})/iu

const symbols = "[$€£¥]|(?:USD|EUR|GBP|CHF|CAD|AUD|JPY)\\b"
const figure = "(?:\\d{1,3}(?:[,.'\\u00A0\\u202F]\\d{3})+|\\d+)(?:[.,]\\d+)?"
const spaced = "\\d{1,3}(?: \\d{3})+(?:,\\d+)?"
const scales: ReadonlyArray<readonly [RegExp, number]> = [
  [/^\s?(?:bn|billions?|milliards?|Md)(?![\p{L}])/u, 1e9],
  [/^\s?(?:m|M|mn|mio|millions?)(?![\p{L}²³])/u, 1e6],
  [/^\s?(?:k|K|thousand|mille)(?![\p{L}])/u, 1e3]
]
const afterwards: ReadonlyArray<readonly [RegExp, Unit, number]> = [
  [
    /^[\s\u00A0\u202F]?(?:%|percent\b|per cent\b|pour ?cent\b|percentage points?\b|points? de pourcentage\b)/iu,
    "percent",
    1
  ],
  [new RegExp(`^[\\s\\u00A0\\u202F-]?(?:${symbols}|dollars?\\b|euros?\\b)`, "iu"), "money", 1],
  [/^[\s\u00A0\u202F-]?(?:days?|jours?)(?![\p{L}])/iu, "days", 1],
  [/^[\s\u00A0\u202F-]?(?:weeks?|semaines?)(?![\p{L}])/iu, "days", 7],
  [/^[\s\u00A0\u202F-]?(?:months?|mois)(?![\p{L}])/iu, "days", 30],
  [/^[\s\u00A0\u202F-]?(?:years?|ans?|années?)(?![\p{L}])/iu, "days", 365],
  [/^\s?(?:times|fois|x|×|-?fold)(?![\p{L}])/iu, "times", 1]
]
const hedge =
  /(?:about|around|roughly|approximately|approx\.?|nearly|almost|over|under|more than|less than|close to|some|~|≈|environ|près de|presque|plus de|moins de|quelque)\s*[$€£¥]?$/iu

const numberOf = (form: string) => new RegExp(`(?<![\\p{L}\\p{N}_.,#/])(?:${form})(?!\\d)`, "gu")
const number = numberOf(figure)
const spacedNumber = numberOf(`${spaced}|${figure}`)
const currencyBefore = new RegExp(`(?:${symbols})\\s?[-−]?$`, "iu")

/** `spaces`: whether a plain space groups thousands, as in French. */
export const quantities = (text: string, spaces: boolean): ReadonlyArray<Quantity> => {
  return Array.from(text.matchAll(spaces ? spacedNumber : number)).map((match) => read(text, match[0], match.index))
}

const read = (text: string, written: string, index: number): Quantity => {
  const before = text.slice(Math.max(0, index - 24), index)
  let after = text.slice(index + written.length, index + written.length + 32)
  const scale = scales.find(([pattern]) => pattern.test(after))
  if (scale !== undefined) after = after.replace(scale[0], "")
  const [, unit, factor] = afterwards.find(([pattern]) => pattern.test(after)) ??
    [undefined, currencyBefore.test(before) ? "money" as const : "none" as const, 1]
  const scaled = scale?.[1] ?? 1
  const zeros = /0*$/.exec(written.replace(/\D/g, ""))?.[0].length ?? 0
  const round = hedge.test(before)
  const readings = readingsOf(written).map(({ decimals, value }): Reading => {
    const last = 10 ** -decimals * scaled
    const meant = value * scaled * factor
    const tolerance = factor > 1
      ? Math.max(0.05 * meant, 0.25 * factor * last)
      : Math.max(0.5 * last, round && decimals === 0 ? 10 ** zeros * scaled : 0)
    return { value: meant, tolerance: tolerance * 1.0001 }
  })
  const near = currencyBefore.test(before) ? before.slice(-5) : after.slice(0, 9)
  return {
    text: written,
    readings,
    unit,
    currency: unit === "money" ? currencyIn(near) : undefined,
    counts: unit === "none" && counted.test(after),
    index
  }
}

/** Every number that the digits can stand for in English or French. */
const readingsOf = (written: string): ReadonlyArray<{ readonly value: number; readonly decimals: number }> => {
  const bare = written.replace(/['\u00A0\u202F ]/g, "")
  const candidates = [bare.replace(/,/g, "")]
  if (/^\d+,\d+$/.test(bare)) candidates.push(bare.replace(",", "."))
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(bare)) candidates.push(bare.replace(/\./g, "").replace(",", "."))
  return candidates.filter((digits) => Number.isFinite(Number(digits)))
    .map((digits) => ({ value: Number(digits), decimals: digits.split(".")[1]?.length ?? 0 }))
}

const spelled: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  onze: 11,
  douze: 12,
  treize: 13,
  quatorze: 14,
  quinze: 15,
  seize: 16,
  vingt: 20,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60
}

/** Numbers in words. Those that count the answer's own parts ("two reasons") claim nothing. */
export const spelledQuantities = (text: string): ReadonlyArray<Quantity> =>
  Array.from(text.matchAll(/(?<![\p{L}-])\p{L}+(?![\p{L}-])/gu)).flatMap((match) => {
    const value = spelled[match[0].toLowerCase()]
    if (value === undefined) return []
    const after = text.slice(match.index + match[0].length)
    if (
      /^\s+(?:\p{L}+\s+)?(?:reasons?|things?|points?|factors?|sources?|ways?|steps?|options?|risks?|patterns?|signs?|raisons?|facteurs?|étapes?|risques?|signes?|of them|sources?|(?:\d+-day )?periods?|périodes?)(?!\p{L})/iu
        .test(after)
    ) return []
    const [, unit, factor] = afterwards.find(([pattern]) => pattern.test(after)) ?? [undefined, "none" as const, 1]
    if (value === 2 && /(?:the|these|those|both|les|ces|leurs|all)\s+$/iu.test(text.slice(0, match.index))) return []
    const reading = { value: value * factor, tolerance: factor > 1 ? factor * 0.25 : 0.001 }
    const counts = unit === "none" && counted.test(after)
    return [{ text: match[0], readings: [reading], unit, currency: undefined, counts, index: match.index }]
  })
