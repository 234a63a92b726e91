/** Everything that the words of one question say, part by part. */
import type { Bound, Filters, Grouping, MeasureQuestion, Metric } from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import { boundIn, type Of } from "./Bounds.ts"
import { customersIn, filtersIn } from "./Filters.ts"
import { groupingIn, inTime, isByTime } from "./Groupings.ts"
import { howMany, metricsIn } from "./Metrics.ts"
import { type Times, timesIn } from "./Periods.ts"
import { asksPlace, type Ranked, rankIn } from "./Ranks.ts"
import { averageIn, shareIn, shareOfCustomersIn } from "./Shares.ts"
import { unreadIn } from "./Unread.ts"

/** Undefined is what the words say nothing of. */
export interface Pieces {
  readonly text: string
  readonly metrics: ReadonlyArray<Metric>
  readonly times: Times
  readonly by: Grouping | undefined
  /** Of the customers' records, as the question calls it. */
  readonly field: string | undefined
  readonly rank: Ranked | undefined
  readonly bound: { readonly bound: Bound; readonly of: Of } | undefined
  readonly filters: Partial<Filters>
  readonly counting: boolean
  /** Which part of the whole is asked for; or what it comes to on average. */
  readonly as: MeasureQuestion["as"]
  /** No number is named, so the usual one is taken. */
  readonly assumed: boolean
  readonly rest: string
}

export const piecesOf = (asked: string, now: number): Pieces => {
  const ofCustomers = shareOfCustomersIn(asked)
  const text = ofCustomers.rest
  const bound = boundIn(text)
  const times = timesIn(bound.rest, now)
  const said = times.rest.replace(/ {2,}/g, " ")
  const single = isByTime(said) ? undefined : singlesIn(said)
  const grouping = single === undefined ? groupingIn(said) : { value: single, rest: said }
  const counting = countsCustomers.test(said)
  const whose = customersIn(grouping.rest)
  const measured = metricsIn(whose.rest, said)
  const found = measured.found.map(({ metric }) => metric)
  // "Revenue from new customers": whose it is cannot be told apart, so the word is left over.
  const ofNew = found.length > 1 && found.includes("new_customers") && fromNew.test(said)
  // "Clients that are over 10 days late": the days were read, and late is what they are.
  const named: ReadonlyArray<Metric> =
    bound.value?.of === "days" && found.every((metric) => metric === "customers") && late.test(said)
      ? ["days_late"]
      : ofNew
      ? found.filter((metric) => metric !== "new_customers")
      : found
  const rank = rankIn(said, rankedBy(grouping.value, named))
  // "Our best month", "the slowest quarter": by what it brought in.
  const best = named.length === 0 && rank.value !== undefined && inTime.has(grouping.value)
  // "How does October compare to September?"
  const assumed = named.length === 0 && !best && times.found.length > 0 &&
    (business.test(said) || summing.test(said)) &&
    unreadIn(said.replace(summing, " ")).length === 0
  const metrics = best
    ? [/\b(?:busiest|slowest)\b/.test(said) ? "orders" as const : "revenue" as const]
    : assumed || (asksPlace(said) && named.every((metric) => metric === "customers"))
    ? summing.test(said) && assumed
      ? ["revenue" as const, "orders" as const, "payments" as const]
      : ["revenue" as const]
    : named
  const ofOrders = metrics.length === 0 || metrics.some((metric) => catalogue[metric].source === "orders")
  const filters = filtersIn(measured.rest, ofOrders)
  const rushed = metrics.some((metric) => metric === "order_value" || metric === "average_order") && rush.test(said)
  return {
    text,
    metrics,
    times,
    by: grouping.value,
    field: "field" in grouping ? grouping.field : undefined,
    rank: rank.value,
    bound: bound.value,
    filters: { ...filters.value, ...whose.value, ...(rushed ? { priority: "rush" as const } : {}) },
    counting,
    as: ofCustomers.value || shareIn(measured.rest).length > 0
      ? "share"
      : averageIn(measured.rest)
      ? "mean"
      : "total",
    assumed: assumed && !summing.test(said),
    rest: `${
      (rank.value === undefined ? filters.rest : rankIn(filters.rest, "amount").rest).replace(
        summing,
        " "
      )
    }${ofNew ? " new" : ""}`
  }
}

const fromNew = /\b(?:from|of|by|with|among|des|de) (?:our |the |any |nos )?(?:new|recent|nouve\w+)\b/
const late = /\b(?:late|en retard)\b/

/** "How did we do in April?", "compare March and April", "how was Q1 against Q4?" */
const business =
  /^(?:(?:and|so|please|well) )?(?:how (?:did|was|were|is|are|has|have|does|do)\b|compar\w+\b|what about\b|comment (?:s'est|se|a|ont|est|etait|vont?)\b)|\b(?:compared?|versus|vs|against|par rapport)\b/
/** "A quick summary of last month". */
const summing =
  /^(?:(?:please|can you|could you) )*(?:(?:give|show|send|tell) (?:me|us) )?(?:(?:an?|the|your) )?(?:(?:quick|short|brief|full) )?(?:summary|overview|recap|review|rundown|report|summari[sz]e|sum up)\b(?: (?:of|for|on))?/
const rush = /\b(?:rush(?:ed)?|urgente?s?|express|expedited)\b/

/** "Worst" is most for debts and delays, and least for what comes in. */
export const rankedBy = (by: Grouping | null | undefined, metrics: ReadonlyArray<Metric>) => {
  const sources = metrics.map((metric) => catalogue[metric].source)
  return sources.includes("settled")
    ? "delay"
    : sources.includes("unsettled") || sources.includes("standing") ||
        (metrics.length === 0 && (by == null || !inTime.has(by)))
    ? "debt"
    : "amount"
}

const countsCustomers =
  /\b(?:how many |number of |count of |combien (?:de |d')|nombre (?:de |d'))(?:(?:different|distinct|our|the|nos) )*(?:customers?|clients?|accounts?|comptes?|compan(?:y|ies)|buyers?)\b/

/** "The five largest orders", "list the overdue invoices", "which invoices…": rows by themselves. */
const singlesIn = (text: string): Grouping | undefined => {
  const found =
    /\b(?:(?:largest|biggest|smallest|highest|oldest|newest|latest|top|lowest|plus (?:gros(?:se)?s?|grande?s?|ancienne?s?|petite?s?))(?: [\p{L}\p{N}]+){0,2}? (orders?|invoices?|commandes?|factures?)(?! (?:values?|volumes?|amounts?|customers?|clients?))|(?:list|show(?: me)?|which|what are|quelles?(?: sont)?|liste[rz]?(?:-moi)?|montre[rz]?(?:-moi)?|les?|nos|des)(?: (?:all|of|the|our|acme(?:'s)?|les|nos|des|rush|single|overdue|over-due|open|unpaid|outstanding|late|cancelled|\p{N}+|five|three|ten|cinq|dix)){0,4} (orders|invoices)(?! (?:did|do|have|were) (?:we|they)\b(?!.*\bacme\b))|(commandes?|factures?) (?:les? |la )?plus (?:gross?e?s?|grosses|grandes?|anciennes?|importantes?|elevees?|petites?|recentes?)|(?:quelles?(?: sont)?(?: les| nos)?|liste\p{L}*(?: les| nos)?|montre\p{L}*(?:-moi)?(?: les| nos)?) (commandes|factures)|^when (?:is|are|will|does|do) .*\b(invoices?)\b.*\b(?:due|mature)|^which (order|invoice) (?:is|was) (?:the |our )?(?:\p{L}+ ){0,2}?(?:largest|biggest|smallest|highest|oldest|newest|latest|lowest)\b)/u
      .exec(text)
  const noun = found === null ? undefined : found.slice(1).find((part) => part !== undefined)
  if (noun === undefined || howMany.test(text)) return undefined
  return /^(?:order|commande)/.test(noun) ? "order" : "invoice"
}
