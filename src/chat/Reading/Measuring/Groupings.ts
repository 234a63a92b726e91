/** What a question wants its numbers split by. */
import type { Grouping } from "../../../domain/Measure.ts"
import { blank, type Read, word } from "./Words.ts"

const each =
  "(?:by|per|for each|for every|split by|broken down by|grouped by|across|in each|each|every|par|pour chaque|selon|chaque)"
const units: ReadonlyArray<readonly [Grouping, string]> = [
  [
    "customer",
    "(?:the )?(?:customers?|clients?|accounts?(?! (?:managers?|executives?|reps?))|compan(?:y|ies)|comptes?|buyers?)"
  ],
  ["industry", "(?:the )?(?:industr(?:y|ies)|sectors?|secteurs?(?: d'activite)?|branch(?:es)?|line of business)"],
  ["month", "(?:calendar )?(?:months?|mois)"],
  ["quarter", "(?:quarters?|trimestres?)"],
  ["year", "(?:years?|annees?|ans?)"],
  ["priority", "(?:priority|priorities|priorites?)"],
  ["customer_status", "(?:customer|client|account) status(?:es)?|statut (?:de |du )?client"],
  ["order_status", "(?:order )?(?:status(?:es)?|statuts?)|order states?|etats? (?:de |des )?commandes?"],
  ["currency", "(?:currenc(?:y|ies)|devises?|monnaies?)"],
  ["order", "single orders?"],
  ["invoice", "single invoices?"]
]
const groupings = units.map(([by, pattern]) => [by, word(`${each} (?:${pattern})`)] as const)
const adverbs: ReadonlyArray<readonly [Grouping, RegExp]> = [
  [
    "month",
    word(
      "monthly|mensuel(?:le)?s?|month (?:by|over|on) month(?= (?:breakdown|figures|numbers|development))|month by month|mois par mois|trending|(?:trend|tendance)s?(?= (?:of|in|for|des?|du)\\b|$)|(?:develop(?:s|ed|ing|ment)?|evolve[sd]?)(?= (?:@|over|since))|(?:best|worst|strongest|weakest|busiest|slowest|record) months?|(?:meilleurs?|pires?) mois"
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
  "(?:is|are|was|has|have|did|does|do) any(?:one|body)|any (?:of our )?(?:customers?|clients?|accounts?)|(?:y a-t-il|avons-nous) des clients|who(?:m)?(?:'s|se)?|qui(?: sont| est| nous)?|(?:customers|clients|accounts|comptes) (?:of their|de leur|with|whose|that|having|above|over|under|below|beyond|using|avec|dont|ayant|au-dessus|utilisant)|(?:top|best|worst|biggest|largest|our|list(?: the| all| our)*|show(?: me)?(?: the| all| our)*|give me(?: the| all| our)*|nos|les|meilleurs?|plus gros) (?:[\\p{L}\\p{N}]+ ){0,4}(?:customers?|clients?|accounts?|debtors?|payers?|buyers?|payeurs?|debiteurs?|comptes?)"
)

export const inTime: ReadonlySet<Grouping | undefined> = new Set<Grouping | undefined>(["month", "quarter", "year"])
const periods = groupings.filter(([by]) => inTime.has(by))

/** "By month", "per quarter". */
export const isByTime = (text: string): boolean => periods.some(([, pattern]) => pattern.test(text))

/** "By state", "per account manager", "which regions": what the customers' own records may hold. */
const detail =
  /(?<!\p{L})(?:by|per|for each|each|every|split by|broken down by|grouped by|par|pour chaque|selon|chaque|which|what|quel(?:le)?s?|top(?: \d+| \p{L}+)?|best|worst|biggest|largest|strongest|weakest|meilleure?s|pires) (?:the |our |le |la |l')?(salespersons?|(?:account |sales |key account )?managers?|responsables?(?: de comptes?)?|sales ?(?:rep|people|person)s?|reps?|vendeurs?|commercia(?:l|ux)|regions?|countr(?:y|ies)|cit(?:y|ies)|towns?|states?|provinces?|etats?|territor(?:y|ies)|categor(?:y|ies)|channels?|pays|villes?|canaux|canal|(?:customer )?(?:segments?|tiers?)|customer (?:groups?|types?))(?!\p{L})/u

/** The grouping that is named, or that the question word asks for. */
export const groupingIn = (text: string): Read<Grouping | undefined> & { readonly field?: string | undefined } => {
  for (const [by, pattern] of [...groupings, ...adverbs]) {
    const match = pattern.exec(text)
    if (match !== null) return { value: by, rest: blank(text, match) }
  }
  const field = detail.exec(text)
  if (field !== null) return { value: "detail", field: field[1], rest: blank(text, field) }
  for (const [by, pattern] of wanted) {
    const match = pattern.exec(text)
    // The noun may be part of what is measured ("which customers ordered"), so the text is kept as it is.
    if (match !== null) return { value: by, rest: by === "customer" ? text : blank(text, match) }
  }
  return { value: who.test(text) ? "customer" : undefined, rest: text }
}
