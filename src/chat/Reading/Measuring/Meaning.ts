/** What the way of asking makes of the words: which metric, within which bounds, as a sum, a mean or a part, up or down. */
import type { Bound, Filters, Grouping, MeasureQuestion, Metric } from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import { ofSingles } from "./Bounds.ts"
import { howMany } from "./Metrics.ts"
import type { Pieces } from "./Pieces.ts"

/** What each row comes to on average, for measures that have no average of their own. */
const averaged = new Set<Metric>(["credit_limit", "payments", "open_amount", "overdue_amount", "due_amount"])

/** "Is more than 10% of our money overdue?" */
const ofWhole = new Set<Metric>(["overdue_amount", "overdue_invoices"])

export const asIn = (
  { as, bound, counting }: Pieces,
  metric: Metric,
  by: Grouping | null,
  named: number
): MeasureQuestion["as"] => {
  const { additive } = catalogue[metric]
  switch (as) {
    case "share":
      return counting || (additive && (by === null || (named > 1 && by === "customer"))) ? "share" : "total"
    case "mean":
      return additive && !counting && (by === null ? averaged.has(metric) : by !== "order" && by !== "invoice")
        ? "mean"
        : "total"
    case "total":
      return bound?.of === "percent" && by === null && !counting && (ofWhole.has(metric) || (named === 1 && additive))
        ? "share"
        : "total"
  }
}

/** The metric that the way of asking makes of the words: singles are ranked by their amounts, customers counted by theirs. */
export const meant = (metric: Metric, { bound, by, counting, rank, text }: Pieces): Metric => {
  const amount = metric === "open_invoices" ? "open_amount" : metric === "overdue_invoices" ? "overdue_amount" : metric
  // "Above 90% of their credit limit" is how much of it they use.
  if (metric === "credit_limit" && bound?.of === "percent") return "credit_utilization"
  if (by === "order") return "order_value"
  if (by === "invoice") {
    if (catalogue[amount].source === "unsettled") return amount
    if (catalogue[amount].source === "settled") return paidLate.test(text) ? "days_late" : "overdue_amount"
    return "revenue"
  }
  // What of a debt is so many days late is what is overdue of it.
  if (by === undefined && bound?.of === "days" && metric === "open_amount") return "overdue_amount"
  if (by === undefined && bound?.of === "days" && metric === "open_invoices") return "overdue_invoices"
  if (by === undefined && howMuch.test(text)) return metric === "orders" ? "order_value" : amount
  // "Invoices more than 30 days late" are still unpaid, unless it says that they were paid.
  if (catalogue[metric].source === "settled" && bound?.of === "days" && ofInvoices.test(text)) {
    return howMany.test(text) ? "overdue_invoices" : "overdue_amount"
  }
  if (metric === "ordering_customers" && by === "customer" && !counting) return "orders"
  // "Who has the most overdue invoices" counts them; "how many customers have overdue invoices" does not.
  if (counting && bound?.of !== "count") return amount
  if (bound?.of === "count" && by === "customer") return metric
  const names = by === "customer" && rank === undefined
  return names || (rank !== undefined && by !== undefined && !/\bmost (?:open|unpaid|overdue)? ?invoices\b/.test(text))
    ? amount
    : metric
}

const paidLate = /\b(?:paid|pay|payees?|paye|reglees?|regle)\b/
const howMuch = /\bhow much\b|\bmontants?\b|\bsommes?\b|\bcombien d'argent\b|\bvalue of\b/
const ofInvoices = /\b(?:invoices?|bills?|factures?)\b(?!.*\b(?:paid|payees?|reglees?)\b)/

/** "Is", "did", "est-ce que": asked whether, not what. */
export const asksWhether = (text: string): boolean => !open.test(text) && closed.test(text)

const open =
  /\b(?:how|what|which|when|who|whose|whom|where|why|combien|quel\w*|quand|qui|comment|pourquoi|compare\w*)\b/
const closed =
  /^(?:and |so |et |alors )?(?:is|are|did|does|do|has|have|had|was|were)\b|\best-ce\b|\p{L}-(?:t-)?(?:ils?|elles?|on|nous)\b/u

/** What the whole was asked to come to; of rows or groups a bound says which are meant. */
export const claimIn = (
  { bound, by, text }: Pieces,
  metric: Metric,
  as: MeasureQuestion["as"],
  groups: boolean
): Bound | null => {
  if (bound === undefined || groups || by === "order" || by === "invoice") return null
  const { additive, source, unit } = catalogue[metric]
  const { bound: limit, of } = bound
  if (unit === "share" || as === "share") {
    return of === "percent" || limit.than > 1.5 ? { ...limit, than: limit.than / 100 } : limit
  }
  if (of === "count") return unit === "count" ? limit : null
  if (of === "percent" || !asksWhether(text) || (additive && ofSingles.test(text))) return null
  // "Ever more than 30 days late" asks for single invoices, not for their mean.
  if (unit === "days") return anyOfThem.test(text) ? null : limit
  return of === "days" || source === "customers" && unit !== "count" ? null : limit
}

export const anyOfThem = /\b(?:ever|once|any|anything|jamais|deja)\b/

/** "Which customers pay early?", and not who does so the most. */
export const paysEarly = /\bearly\b(?! payers?)|(?<!\p{L})(?:en avance|avant l'echeance)(?!\p{L})/u

export const boundOf = (
  pieces: Pieces,
  metric: Metric,
  as: MeasureQuestion["as"],
  groups: boolean
): Partial<Filters> => {
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
    if (groups && metric === "days_late" && paysEarly.test(text)) return { value: { is: "<", than: 0 } }
    if (groups && metric === "days_late" && /\b(?:on time|early|punctual\w*|a l'heure|a temps)\b/.test(text)) {
      return { value: { is: "<", than: 0.5 } }
    }
    if (
      !groups && pieces.by === "invoice" && pieces.rank?.order !== "newest" && metric === "days_late" &&
      /\b(?:late|en retard)\b/.test(text)
    ) {
      return { days: { is: ">", than: 0 } }
    }
    if (
      groups && metric === "credit_utilization" &&
      /\b(?:close|near(?:ly|ing)?|almost|approa?ch\w*|about to|(?<!plus )(?:proches?|pres)|presque)\b/.test(text)
    ) {
      return { value: { is: ">=", than: 0.8 } }
    }
    if (groups && metric === "credit_utilization" && /\b(?:over|above|exceed\w*|beyond|past|depass\w+)\b/.test(text)) {
      return { value: { is: ">", than: 1 } }
    }
    return counting && unit === "money" ? { value: { is: ">", than: 0 } } : {}
  }
  if (claimIn(pieces, metric, as, groups) !== null) return {}
  const { bound: limit, of } = bound
  if (unit === "share") {
    return { value: of === "percent" || limit.than > 1.5 ? { ...limit, than: limit.than / 100 } : limit }
  }
  if (of === "percent") return {}
  if (of === "days" && source === "unsettled") return { days: limit }
  if (of === "days" && source === "settled" && !groups) return { days: limit }
  return groups || unit === "count" && of === "count" ? { value: limit } : { amount: limit }
}

const down =
  /\b(?:less|fewer|drop\w*|fell|fall\w*|declin\w*|decreas\w*|shrink\w*|shrunk|shrank|slowed|lost|worse|down|moins|baiss\w*|diminu\w*|recul\w*|chut\w*)\b/
const up =
  /\b(?:more(?! than \d)|grow\w*|grew|increas\w*|ris(?:e|en|ing)|rose|gained|improv\w*|better|up|plus(?! de \d)|augment\w*|hauss\w*|progress\w*|croi\w*)\b/
const later = /\b(?:later|slower|longer|worse|plus (?:tard|lentement|longtemps))\b/
const sooner = /\b(?:earlier|faster|sooner|quicker|better|plus (?:tot|vite|rapidement))\b/
export const directionIn = (text: string, metric: Metric): "up" | "down" | undefined => {
  if (catalogue[metric].source === "settled") {
    return later.test(text) ? "up" : sooner.test(text) ? "down" : undefined
  }
  return down.test(text) ? "down" : up.test(text) ? "up" : undefined
}
