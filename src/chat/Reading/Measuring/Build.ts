/** Puts together what was read of a question: which numbers, over which times, split, ranked and compared how. */
import {
  type Bound,
  type Filters,
  type Grouping,
  type MeasureQuestion,
  type Metric,
  noFilters,
  type Period
} from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import { boundIn, type Of } from "./Bounds.ts"
import * as Calendar from "./Calendar.ts"
import { customersIn, filtersIn } from "./Filters.ts"
import { groupingIn } from "./Groupings.ts"
import { howMany, metricsIn } from "./Metrics.ts"
import { type Times, timesIn } from "./Periods.ts"
import { type Ranked, rankIn } from "./Ranks.ts"
import { averageIn, shareIn, shareOfCustomersIn } from "./Shares.ts"
import { unreadIn } from "./Unread.ts"

/** Everything that the words of one question say; undefined is what they say nothing of. */
export interface Pieces {
  readonly text: string
  readonly metrics: ReadonlyArray<Metric>
  readonly times: Times
  readonly by: Grouping | undefined
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
  const single = singlesIn(said)
  const grouping = single === undefined ? groupingIn(said) : { value: single, rest: said }
  const counting = countsCustomers.test(said)
  const whose = customersIn(grouping.rest)
  const measured = metricsIn(whose.rest, said)
  const named = measured.found.map(({ metric }) => metric)
  const rank = rankIn(said, rankedBy(grouping.value, named))
  // "Our best month", "the slowest quarter": by what it brought in.
  const best = named.length === 0 && rank.value !== undefined && inTime.has(grouping.value)
  // "How does October compare to September?"
  const assumed = named.length === 0 && !best && times.found.length > 0 && business.test(said) &&
    unreadIn(said).length === 0
  const metrics = best
    ? [/\b(?:busiest|slowest)\b/.test(said) ? "orders" as const : "revenue" as const]
    : assumed
    ? ["revenue" as const]
    : named
  const ofOrders = metrics.length === 0 || metrics.some((metric) => catalogue[metric].source === "orders")
  const filters = filtersIn(measured.rest, ofOrders)
  const rushed = metrics.some((metric) => metric === "order_value" || metric === "average_order") && rush.test(said)
  return {
    text,
    metrics,
    times,
    by: grouping.value,
    rank: rank.value,
    bound: bound.value,
    filters: { ...filters.value, ...whose.value, ...(rushed ? { priority: "rush" as const } : {}) },
    counting,
    as: ofCustomers.value || shareIn(measured.rest).length > 0
      ? "share"
      : averageIn(measured.rest)
      ? "mean"
      : "total",
    assumed,
    rest: rank.value === undefined ? filters.rest : rankIn(filters.rest, "amount").rest
  }
}

/** "How did we do in April?", "compare March and April", "how was Q1 against Q4?" */
const business =
  /^(?:(?:and|so|please|well) )?(?:how (?:did|was|were|is|are|has|have|does|do)\b|compar\w+\b|what about\b|comment (?:s'est|se|a|ont|est|etait|vont?)\b)|\b(?:compared?|versus|vs|against|par rapport)\b/
const rush = /\b(?:rush(?:ed)?|urgente?s?|express|expedited)\b/
const inTime = new Set<Grouping | undefined>(["month", "quarter", "year"])

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
    /\b(?:(?:largest|biggest|smallest|highest|oldest|newest|latest|top|lowest|plus (?:gros(?:se)?s?|grande?s?|ancienne?s?|petite?s?))(?: \p{L}+){0,2}? (orders?|invoices?|commandes?|factures?)(?! (?:values?|volumes?|amounts?|customers?|clients?))|(?:list|show(?: me)?|which|what are|quelles?(?: sont)?|liste[rz]?(?:-moi)?|montre[rz]?(?:-moi)?|les?|nos|des)(?: (?:all|of|the|our|les|nos|des|rush|single|overdue|over-due|open|unpaid|outstanding|late|cancelled|\p{N}+|five|three|ten|cinq|dix)){0,4} (orders|invoices)(?! (?:did|do|have|were) (?:we|they)\b)|(commandes|factures) (?:les )?plus (?:gross?e?s?|grosses|grandes?|anciennes?|importantes?|elevees?|petites?)|(?:quelles?(?: sont)?(?: les| nos)?|liste\p{L}*(?: les| nos)?|montre\p{L}*(?:-moi)?(?: les| nos)?) (commandes|factures))/u
      .exec(text)
  const noun = found === null ? undefined : found.slice(1).find((part) => part !== undefined)
  if (noun === undefined || howMany.test(text)) return undefined
  return /^(?:order|commande)/.test(noun) ? "order" : "invoice"
}

export const build = (
  pieces: Pieces,
  metric: Metric,
  { named, now }: { readonly named: number; readonly now: number }
): MeasureQuestion => {
  const { counting, filters, text } = pieces
  const measured = meant(metric, pieces)
  const definition = catalogue[measured]
  const direction = named > 1 ? undefined : directionIn(text, measured)
  const times = alike(timesOf(pieces, measured, direction, now), direction)
  const wanted = pieces.by ?? several(pieces.times.found.map(({ period }) => period)) ??
    (counting || (pieces.rank !== undefined && pieces.by === undefined && named !== 1)
      ? "customer" as const
      : undefined)
  const by = (measured === "ordering_customers" || measured === "customers") && counting &&
      (pieces.by === undefined || pieces.by === "customer")
    ? null
    : named > 1 && (wanted === undefined || wanted === "customer")
    ? "customer"
    : named === 1 && wanted === "customer"
    ? null
    : measured === "ageing"
    ? wanted ?? "age"
    : wanted ?? null
  const groups = by !== null && by !== "order" && by !== "invoice"
  const change = times.before !== null && groups && direction !== undefined ? direction : null
  const timeline = by === "month" || by === "quarter" || by === "year" || by === "age"
  const limit = pieces.rank?.limit
  const rank = pieces.rank !== undefined
    ? { order: pieces.rank.order, limit: limit ?? 5, asked: true }
    : by === null || timeline || named > 1 || definition.source === "customers"
    ? null
    : { order: "most" as const, limit: 10, asked: false }
  const asked = times.period ??
    (timeline && definition.dated !== "now" && by !== "age" ? timelineOf(by, measured, now) : null) ??
    usual(measured, now)
  return {
    metric: measured,
    ...times,
    period: rank?.order === "least" && (by === "month" || by === "quarter" || by === "year")
      ? Calendar.untilBegun(by, asked, now)
      : asked,
    change,
    by,
    rank: counting || named > 1 || measured === "customers" ? null : rank,
    counting,
    as: asIn(pieces, measured, by, named),
    assumed: pieces.assumed,
    filters: { ...noFilters, ...filters, ...boundOf(pieces, measured, groups) },
    customers: []
  }
}

/** What each row comes to on average, for measures that have no average of their own. */
const averaged = new Set<Metric>(["credit_limit", "payments", "open_amount", "overdue_amount", "due_amount"])

const asIn = ({ as, counting }: Pieces, metric: Metric, by: Grouping | null, named: number): MeasureQuestion["as"] => {
  const { additive } = catalogue[metric]
  switch (as) {
    case "share":
      return counting || (additive && (by === null || (named > 1 && by === "customer"))) ? "share" : "total"
    case "mean":
      return additive && !counting && (by === null ? averaged.has(metric) : by !== "order" && by !== "invoice")
        ? "mean"
        : "total"
    case "total":
      return "total"
  }
}

/** The metric that the way of asking makes of the words: singles are ranked by their amounts, customers counted by theirs. */
const meant = (metric: Metric, { bound, by, counting, rank, text }: Pieces): Metric => {
  const amount = metric === "open_invoices" ? "open_amount" : metric === "overdue_invoices" ? "overdue_amount" : metric
  if (by === "order") return "order_value"
  if (by === "invoice") {
    if (catalogue[amount].source === "unsettled") return amount
    if (catalogue[amount].source === "settled") return paidLate.test(text) ? "days_late" : "overdue_amount"
    return "revenue"
  }
  if (by === undefined && howMuch.test(text)) return metric === "orders" ? "order_value" : amount
  // "Invoices more than 30 days late" are still unpaid, unless it says that they were paid.
  if (catalogue[metric].source === "settled" && bound?.of === "days" && ofInvoices.test(text)) {
    return howMany.test(text) ? "overdue_invoices" : "overdue_amount"
  }
  if (metric === "ordering_customers" && by === "customer" && !counting) return "orders"
  // "Who has the most overdue invoices" counts them; "how many customers have overdue invoices" does not.
  if (counting && bound?.of !== "count") return amount
  const names = by === "customer" && rank === undefined
  return names || (rank !== undefined && by !== undefined && !/\bmost (?:open|unpaid|overdue)? ?invoices\b/.test(text))
    ? amount
    : metric
}

const paidLate = /\b(?:paid|pay|payees?|paye|reglees?|regle)\b/
const howMuch = /\bhow much\b|\bmontants?\b|\bsommes?\b|\bcombien d'argent\b|\bvalue of\b/
const ofInvoices = /\b(?:invoices?|bills?|factures?)\b(?!.*\b(?:paid|payees?|reglees?)\b)/

const boundOf = (pieces: Pieces, metric: Metric, groups: boolean): Partial<Filters> => {
  const { bound, counting, text } = pieces
  const { source, unit } = catalogue[metric]
  if (bound === undefined) {
    // "Which customers pay late", "how many are over their limit": above nothing, above all of it.
    if (
      groups && metric === "days_late" && /\b(?:late|en retard|tard)\b/.test(text) &&
      !/\b(?:how late|latest|slowest|best|fastest)\b/.test(text)
    ) {
      return { value: { is: ">=", than: 0.5 } }
    }
    if (groups && metric === "days_late" && /\b(?:on time|early|punctual\w*|a l'heure|a temps)\b/.test(text)) {
      return { value: { is: "<", than: 0.5 } }
    }
    if (!groups && pieces.by === "invoice" && metric === "days_late" && /\b(?:late|en retard)\b/.test(text)) {
      return { days: { is: ">", than: 0 } }
    }
    if (groups && metric === "credit_utilization" && /\b(?:close|near|proches?|pres)\b/.test(text)) {
      return { value: { is: ">=", than: 0.8 } }
    }
    if (groups && metric === "credit_utilization" && /\b(?:over|above|exceed\w*|beyond|past|depass\w+)\b/.test(text)) {
      return { value: { is: ">", than: 1 } }
    }
    return counting && unit === "money" ? { value: { is: ">", than: 0 } } : {}
  }
  const { bound: limit, of } = bound
  if (of === "percent" || (unit === "share" && limit.than > 1.5)) return { value: { ...limit, than: limit.than / 100 } }
  if (of === "days" && source === "unsettled") return { days: limit }
  if (of === "days" && source === "settled" && !groups) return { days: limit }
  return groups || unit === "count" && of === "count" ? { value: limit } : { amount: limit }
}

const usual = (metric: Metric, now: number): Period | null => {
  const { usual: back } = catalogue[metric]
  if (metric === "due_amount") {
    return Calendar.period(now, Calendar.startOf("day", now, 31), {
      kind: "next",
      unit: "day",
      count: 30,
      assumed: true
    })
  }
  return back === null ? null : Calendar.rolling("day", back, now, true)
}

const timelineOf = (by: Grouping | null, metric: Metric, now: number): Period | null =>
  catalogue[metric].usual === null
    ? null
    : by === "year"
    ? Calendar.period(null, now + 1, { kind: "ever", assumed: true })
    : Calendar.period(
      by === "quarter" ? Calendar.startOf("quarter", now, -7) : Calendar.startOf("month", now, -11),
      now + 1,
      { kind: "since", assumed: true }
    )

const down =
  /\b(?:less|fewer|drop\w*|fell|fall\w*|declin\w*|decreas\w*|shrink\w*|shrunk|shrank|slowed|lost|worse|down|moins|baiss\w*|diminu\w*|recul\w*|chut\w*)\b/
const up =
  /\b(?:more(?! than \d)|grow\w*|grew|increas\w*|ris(?:e|en|ing)|rose|gained|improv\w*|better|up|plus(?! de \d)|augment\w*|hauss\w*|progress\w*|croi\w*)\b/
const later = /\b(?:later|slower|longer|worse|plus (?:tard|lentement|longtemps))\b/
const sooner = /\b(?:earlier|faster|sooner|quicker|better|plus (?:tot|vite|rapidement))\b/
const thanBefore =
  /\b(?:than (?:they|it|he|she) (?:used to|did)|used to|than (?:before|usual|previously|in the past)|qu'avant|qu'auparavant|que d'habitude)\b/

const directionIn = (text: string, metric: Metric): "up" | "down" | undefined => {
  if (catalogue[metric].source === "settled") {
    return later.test(text) ? "up" : sooner.test(text) ? "down" : undefined
  }
  return down.test(text) ? "down" : up.test(text) ? "up" : undefined
}

/** Whether something rose since a whole year is only told by the same part of that year as has gone by of this one. */
const alike = <T extends { readonly period: Period | null; readonly before: Period | null }>(
  times: T,
  direction: "up" | "down" | undefined
): T =>
  direction === undefined || times.period?.kind !== "this" || times.before === null
    ? times
    : { ...times, before: Calendar.sameStretch(times.before, times.period) }

/** What stands right before the time that another one is compared with. */
const against =
  /(?:\bcompared? (?:to|with)|\bvs\.?|\bversus|\bagainst|\bthan(?: in)?|\brelative to|\bpar rapport (?:a|au)|\bcontre|\bque|\b(?:up|down) (?:on|from))\s+(?:the |le |la |l')?$/
const yearly =
  /\b(?:year[- ]on[- ]year|year[- ]over[- ]year|yoy|(?:the )?same (?:period|time|month|quarter|week)s? (?:of |in )?(?:the )?(?:last year|previous year|year before|a year ago)?|d'une annee sur l'autre)\b/
const previousOne =
  /\b(?:against|vs|versus|than|with|to|par rapport (?:au|a la|a)|contre|que) (?:in )?(?:the |le |la )?(?:last|previous|prior|preceding|one before|precedente?|dernier|derniere)(?: one| period)?\b|\b(?:the )?(?:period|one) before\b|\b(?:la periode precedente)\b/

const timesOf = (
  pieces: Pieces,
  metric: Metric,
  direction: "up" | "down" | undefined,
  now: number
): { readonly period: Period | null; readonly before: Period | null } => {
  const { dated } = catalogue[metric]
  const known = pieces.times.found.map(({ period }) => capped(toCome(period, metric, pieces.text, now), metric, now))
  if (known.length > 2 && several(known) !== null) {
    // The year behind the last one is meant for all: "Q2, Q3 and Q4 2025".
    const last = known.at(-1)?.to ?? now
    const each = known.map((one) => one.to > last ? Calendar.yearBefore(one) : one)
    const froms = each.map(({ from }) => from ?? now)
    const to = Math.max(...each.map((one) => one.to))
    return { period: Calendar.period(Math.min(...froms), to, { kind: "between" }), before: null }
  }
  const [first, second] = known
  const source = catalogue[metric].source
  const changes = direction !== undefined && source !== "unsettled" && source !== "standing" && source !== "customers"
  const { rest } = pieces.times
  if (dated === "now" || source === "unsettled") {
    const about = first !== undefined && first.kind === "this" && metric !== "due_amount" ? undefined : first
    return { period: about ?? null, before: null }
  }
  if (first !== undefined && second !== undefined) {
    const year = second.kind === "previous" && second.unit === "year"
      ? second
      : first.kind === "previous" && first.unit === "year"
      ? first
      : undefined
    const other = year === second ? first : second
    // "This quarter compared with last year" means the same quarter of last year.
    if (year !== undefined && other.unit !== "year" && other.unit !== null) {
      return { period: other, before: Calendar.yearBefore(other) }
    }
    const [recent, early] = (first.from ?? -Infinity) >= (second.from ?? -Infinity) ? [first, second] : [second, first]
    return { period: recent, before: early }
  }
  if (yearly.test(rest)) {
    const period = first ?? Calendar.current("year", now)
    return { period: capped(period, metric, now), before: Calendar.yearBefore(period) }
  }
  if (first !== undefined && previousOne.test(rest)) return { period: first, before: Calendar.previousOf(first) }
  if (
    first !== undefined && against.test(rest.slice(0, pieces.times.found[0]?.at ?? 0)) && first.kind === "previous" &&
    first.unit !== null
  ) {
    return { period: capped(Calendar.current(first.unit, now), metric, now), before: first }
  }
  if (
    changes &&
    (thanBefore.test(rest) ||
      (first === undefined && (pieces.by === "customer" || pieces.by === undefined) &&
        (/\b(?:grow|grew|increas|declin|decreas|drop|fell|fall|ris(?:e|ing)|going|trend|augment|baiss|diminu|progress)/
          .test(rest))))
  ) {
    const period = first ?? Calendar.rolling("day", 90, now, true)
    const from = period.from ?? now
    const before = source === "settled" && first === undefined
      ? Calendar.period(Calendar.backFrom(from, "year", 1), from, { kind: "between", assumed: true })
      : Calendar.previousOf(period)
    return { period, before }
  }
  const grows =
    /\b(?:gr[eo]w|grown|growth|growing|increas\w*|declin\w*|decreas\w*|drop(?:ped)?|fell|fallen|rose|risen|chang(?:e|ed)|improv\w*|worsen\w*|augment\w*|baiss\w*|diminu\w*|progress\w*|croissance|evolu\w*|evolution)\b/
  if (first !== undefined && first.from !== null && grows.test(rest) && first.kind !== "since") {
    return { period: first, before: Calendar.previousOf(first) }
  }
  return { period: first ?? null, before: null }
}

/** "Q1, Q2 and Q3": the unit that all of more than two times are of, by which they are told apart. */
const several = (times: ReadonlyArray<Period>): "month" | "quarter" | "year" | null => {
  const unit = times[0]?.unit
  return times.length > 2 && (unit === "month" || unit === "quarter" || unit === "year") &&
      times.every((one) => one.unit === unit && one.from !== null)
    ? unit
    : null
}

/** What falls due "in December" does so in the next one. */
const toCome = (period: Period, metric: Metric, text: string, now: number): Period =>
  metric === "due_amount" && period.kind === "named" && period.unit === "month" && period.to <= now &&
    period.from !== null && !/\b20\d\d\b/.test(text)
    ? Calendar.yearAfter(period.from)
    : period

/** What is to come of the current month has no rows yet; what falls due in it does. */
export const capped = (period: Period, metric: Metric, now: number): Period =>
  metric === "due_amount" || period.to <= now || (period.from ?? 0) > now
    ? period
    : {
      ...Calendar.period(period.from, now + 1, {
        kind: period.kind,
        unit: period.unit ?? undefined,
        count: period.count
      }),
      assumed: period.assumed
    }
