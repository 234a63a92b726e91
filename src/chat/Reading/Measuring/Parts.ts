/** How a question wants its numbers: split by what, ranked how, kept to which rows and to which bound. */
import type { Bound, Filters, Grouping } from "../../../domain/Measure.ts"
import { numberOf, numberPattern } from "./Periods.ts"

/** What was read, and the text without it. */
export interface Read<A> {
  readonly value: A
  readonly rest: string
}

const blank = (text: string, match: RegExpExecArray): string =>
  text.slice(0, match.index) + " ".repeat(match[0].length) + text.slice(match.index + match[0].length)

const word = (pattern: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, "u")

const each =
  "(?:by|per|for each|for every|split by|broken down by|grouped by|across|in each|each|every|par|pour chaque|selon|chaque)"
const units: ReadonlyArray<readonly [Grouping, string]> = [
  ["customer", "(?:the )?(?:customers?|clients?|accounts?|compan(?:y|ies)|comptes?|buyers?)"],
  ["industry", "(?:the )?(?:industr(?:y|ies)|sectors?|secteurs?(?: d'activite)?|branch(?:es)?|line of business)"],
  ["month", "(?:calendar )?(?:months?|mois)"],
  ["quarter", "(?:quarters?|trimestres?)"],
  ["year", "(?:years?|annees?|ans?)"],
  ["priority", "(?:priority|priorities|priorites?)"],
  ["customer_status", "(?:customer|client|account) status(?:es)?|statut (?:de |du )?client"],
  ["order_status", "(?:order )?(?:status(?:es)?|state|statuts?|etats?)"],
  ["currency", "(?:currenc(?:y|ies)|devises?|monnaies?)"],
  ["order", "single orders?"],
  ["invoice", "single invoices?"]
]
const groupings = units.map(([by, pattern]) => [by, word(`${each} (?:${pattern})`)] as const)
const adverbs: ReadonlyArray<readonly [Grouping, RegExp]> = [
  [
    "month",
    word(
      "monthly|mensuel(?:le)?s?|month (?:by|over|on) month(?= (?:breakdown|figures|numbers|development))|month by month|mois par mois|(?:best|worst|strongest|weakest|busiest|slowest|record) months?|(?:meilleurs?|pires?) mois"
    )
  ],
  [
    "quarter",
    word(
      "(?:best|worst|strongest|weakest|busiest|slowest|record) quarters?|(?:meilleurs?|pires?) trimestres?|quarterly|trimestriel(?:le)?s?|quarter by quarter|trimestre par trimestre"
    )
  ],
  [
    "year",
    word(
      "(?:best|worst|strongest|weakest|record) years?|(?:meilleures?|pires?) annees?|yearly|annual(?:ly)? (?:breakdown|figures)|annuel(?:le)?s?|year by year|annee par annee"
    )
  ]
]
const which = "(?:which|what|whose|top(?: \\d+)?|quel(?:le)?s?|lequel|laquelle)"
const wanted = units.map(([by, pattern]) =>
  [
    by,
    word(
      `(?:in |for |during |of |en |dans |pour |pendant )?${which} (?:of (?:our|the) |are (?:our|the) |sont (?:nos|les) |est (?:notre|le|la) )?(?:(?:\\w+ ){0,2}?)(?:${pattern})`
    )
  ] as const
)
const who = word(
  "any (?:of our )?(?:customers?|clients?|accounts?)|(?:y a-t-il|avons-nous) des clients|who(?:m)?(?:'s|se)?|qui(?: sont| est| nous)?|(?:top|best|worst|biggest|largest|our|list (?:the |all |our )?|show (?:me )?(?:the |all |our )?|nos|les|meilleurs?|plus gros) (?:[\\p{L}\\p{N}]+ ){0,4}(?:customers?|clients?|accounts?|debtors?|payers?|buyers?|payeurs?|debiteurs?|comptes?)"
)

/** The grouping that is named, or that the question word asks for. */
export const groupingIn = (text: string): Read<Grouping | undefined> => {
  for (const [by, pattern] of [...groupings, ...adverbs]) {
    const match = pattern.exec(text)
    if (match !== null) return { value: by, rest: blank(text, match) }
  }
  for (const [by, pattern] of wanted) {
    const match = pattern.exec(text)
    // The noun may be part of what is measured ("which customers ordered"), so the text is kept as it is.
    if (match !== null) return { value: by, rest: by === "customer" ? text : blank(text, match) }
  }
  return { value: who.test(text) ? "customer" : undefined, rest: text }
}

export interface Ranked {
  readonly order: "most" | "least" | "oldest" | "newest"
  readonly limit: number | undefined
}

const largest =
  "most|newest|top|best|biggest|largest|highest|greatest|longest|latest|slowest|worst|busiest|heaviest|oldest|strongest|leading|main|closest|nearest|meilleure?s?|(?:les? |la |nos |des )?plus (?:gros(?:se)?s?|grande?s?|importante?s?|eleve(?:e)?s?|forte?s?|longs?|longues?|lente?s?|tard(?:ifs?)?|vieux|vieilles?|anciennes?)|le plus(?: de| d')?|les plus|plus proches|premiers?|pires?|(?:les )?plus mauvais(?:es?)?"
const smallest =
  "least|smallest|lowest|fewest|bottom|shortest|weakest|fastest|quickest|promptest|most punctual|earliest|soonest|(?:les? |la |nos )?(?:plus (?:petite?s?|bas(?:se)?s?|faibles?|courte?s?|rapides?|vite|ponctuels?)|moins (?:de |d'|eleve(?:e)?s?|importante?s?)?)|le moins(?: de| d')?|les moins"
const rankWords = word(
  `(?:the |les |nos |our )?(?:(${numberPattern}) )?(?:(${smallest})|(${largest}))(?: (${numberPattern})(?! (?:percent|%|days?|jours?|months?|mois|weeks?|years?|quarters?)))?`
)

/** "Which three customers paid us the most?" */
const manyOf = word(
  `(?:which|what|who are(?: the| our)?|quel(?:le)?s(?: sont(?: les| nos)?)?) (${numberPattern}) (?:\\p{L}+ )?(?:customers?|clients?|accounts?|industries|sectors|secteurs|months|mois|quarters|trimestres|orders|invoices|commandes|factures)`
)

/** "Best payers" are those who are least late; "best" of anything else is the most. */
export const rankIn = (text: string, of: "delay" | "debt" | "amount"): Read<Ranked | undefined> => {
  const punctuality = of === "delay"
  const match = rankWords.exec(text)
  if (match === null) return { value: undefined, rest: text }
  const [all, before, small, , after] = match
  const count = numberOf(before ?? after ?? manyOf.exec(text)?.[1] ?? "")
  const good = punctuality && /\b(?:best|meilleur\w*|top)\b/.test(all)
  const bad = of === "amount" && /\b(?:worst|slowest|pires?)\b/.test(all)
  return {
    value: {
      order: /\b(?:oldest|vieux|vieilles?|anciennes?)\b/.test(all)
        ? "oldest"
        : /\b(?:latest|newest)\b/.test(all) && !punctuality
        ? "newest"
        : small !== undefined || good || bad
        ? "least"
        : "most",
      limit: Number.isInteger(count) && count >= 1 && count <= 100 ? count : undefined
    },
    rest: blank(text, match)
  }
}

const more =
  "more than|older than|longer than|over|above|greater than|higher than|bigger than|larger than|exceed(?:s|ing)?|beyond|upwards of|in excess of|>|plus de|plus d'|plus (?:vieux|vieilles|anciennes?) (?:que|de)|superieure?s? a|au[- ]dessus de|au[- ]dela de|depass\\w+"
const less =
  "less than|fewer than|under|below|lower than|smaller than|<|moins de|moins d'|inferieure?s? a|en dessous de|sous"
const atLeast = "at least|no less than|minimum(?: of)?|>=|au moins|au minimum"
const atMost = "at most|no more than|up to|maximum(?: of)?|<=|au plus|au maximum"
const bound = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(${more})|(${less})|(${atLeast})|(${atMost}))\\s?(?:usd |eur |\\$|€|£)?\\s?(\\d[\\d,. \\u00a0\\u202f]*\\d|\\d)\\s?(k|m|thousand|million|mille)?(?![\\p{N}])\\s?(%|percent|per cent|pour ?cent|usd|eur|euros?|dollars?|\\$|€|days?|jours?|${"orders?|commandes?|invoices?|factures?|payments?"})?`,
  "u"
)

export type Of = "percent" | "days" | "money" | "count" | "number"

/** "More than 60 days late", "over $10k": the bound and what kind of number it is. */
export const boundIn = (text: string): Read<{ readonly bound: Bound; readonly of: Of } | undefined> => {
  const match = bound.exec(text)
  if (match === null) return { value: undefined, rest: text }
  const [all, gt, lt, gte, , digits = "", scale, unit = ""] = match
  // "Over 3 months", "up to 30 June": a time, not a bound.
  if (
    /^\s?(?:jan|feb|fev|mar|apr|avr|ma[iy]|ju[inl]|aug|aout|sep|oct|nov|dec|months?|mois|years?|ans?|annees?|weeks?|semaines?|quarters?|trimestres?)/
      .test(text.slice(match.index + all.length))
  ) {
    return { value: undefined, rest: text }
  }
  const plain = digits.replace(/[ \u00a0\u202f]/g, "").replace(/[.,](?=\d{3}(?:\D|$))/g, "").replace(",", ".")
  const than = Number(plain) * (scale === undefined ? 1 : /^m(?:illion)?$/.test(scale) ? 1_000_000 : 1_000)
  const of: Of = /%|cent$/.test(unit)
    ? "percent"
    : /^(?:day|jour)/.test(unit)
    ? "days"
    : /^(?:order|commande|invoice|facture|payment)/.test(unit)
    ? "count"
    : /[$€£]|usd|eur|dollar/.test(`${all}${unit}`)
    ? "money"
    : "number"
  if (!Number.isFinite(than)) return { value: undefined, rest: text }
  const is = gt !== undefined ? ">" : lt !== undefined ? "<" : gte !== undefined ? ">=" : "<="
  // What the number counts still says what is measured.
  const kept = of === "count" ? ` ${unit}` : ""
  return {
    value: { bound: { is, than }, of },
    rest: text.slice(0, match.index) + " ".repeat(all.length - kept.length) + kept +
      text.slice(match.index + all.length)
  }
}

const part =
  /\b(?:shares?|percent(?:age)?|proportion|fraction|pourcentage|(?<=\b(?:which|what|quelle|la) )part(?= (?:(?:of|de|du|des)\b|d')))\b|%/
/** The word that asks which part of a whole something is. */
export const shareIn = (text: string): ReadonlyArray<string> => {
  const word = part.exec(text)?.[0]
  return word === undefined ? [] : [word]
}

const ofCustomers = word(
  "(?:which |what |quelle? )?(?:share|percentage|percent|proportion|fraction|part|pourcentage|%) (?:of |de |des |d')(?:all |the |our |your |nos |les |tous |mes )*(customers?|clients?|accounts?)"
)
/** "What percentage of customers pay late?" asks how many do, of how many. */
export const shareOfCustomersIn = (text: string): Read<boolean> => ({
  value: ofCustomers.test(text),
  rest: text.replace(ofCustomers, "how many $1")
})

export const averageIn = (text: string): boolean => /\b(?:average|avg|mean|typical(?:ly)?|moyen(?:ne)?s?)\b/.test(text)

const orderStatuses: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
  [["cancelled", "canceled"], word("cancel(?:l)?ed|annulee?s?")],
  [["delivered", "fulfilled", "completed", "complete"], word("delivered|fulfilled|completed|livree?s?")],
  [["shipped"], word("shipped|expediee?s?")],
  [["pending"], word("pending|en attente")],
  [["open"], word("(?:still )?open|undelivered|ouvertes?|en cours")],
  [["returned"], word("returned|retournee?s?")]
]
const customerStatuses: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
  [
    ["active"],
    word(
      "active(?= (?:customers?|clients?|accounts?))|(?<=(?:customers?|clients?|accounts?) (?:that |who )?are (?:still )?)active|(?<=clients? )actifs?"
    )
  ],
  [
    ["on hold", "on_hold", "hold"],
    word("(?<=(?:customers?|clients?|accounts?) (?:that |who )?(?:are )?)on hold|(?<=clients? )bloques?")
  ],
  [["prospect"], word("prospects?")]
]
const currencies: ReadonlyArray<readonly [string, RegExp]> = [
  ["USD", word("(?:in |en )?(?:us dollars?|usd|dollars?)")],
  ["EUR", word("(?:in |en )?(?:euros?|eur)")],
  ["GBP", word("(?:in |en )?(?:pounds?(?: sterling)?|gbp|livres sterling)")],
  ["CHF", word("(?:in |en )?(?:swiss francs?|chf|francs suisses)")]
]

/** Which customers are meant, by their status; read before "customers" is taken for what is measured. */
export const customersIn = (text: string): Read<Partial<Filters>> => {
  for (const [customer_statuses, pattern] of customerStatuses) {
    const match = pattern.exec(text)
    if (match !== null) return { value: { customer_statuses }, rest: blank(text, match) }
  }
  return { value: {}, rest: text }
}

/** Which rows are meant; industries are the tenant's own words and looked up elsewhere. */
export const filtersIn = (text: string, ofOrders: boolean): Read<Partial<Filters>> => {
  let rest = text
  const take = <A>(of: ReadonlyArray<readonly [A, RegExp]>): A | undefined => {
    for (const [value, pattern] of of) {
      const match = pattern.exec(rest)
      if (match === null) continue
      rest = blank(rest, match)
      return value
    }
    return undefined
  }
  const order_statuses = ofOrders ? take(orderStatuses) : undefined
  const priority = ofOrders
    ? take([
      ["low" as const, word("low[- ]priority|(?:faible|basse) priorite|non urgentes?")],
      ["normal" as const, word("normal(?:[- ]priority)?|priorite normale|normales?|regular")]
    ])
    : undefined
  const currency = take(currencies)
  return {
    rest,
    value: {
      ...(order_statuses === undefined ? {} : { order_statuses }),
      ...(priority === undefined ? {} : { priority }),
      ...(currency === undefined ? {} : { currency })
    }
  }
}
