/** Puts together what was read of a question: which numbers, over which times, split, ranked and compared how. */
import { type MeasureQuestion, type Metric, noFilters } from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import * as Calendar from "./Calendar.ts"
import { anyOfThem, asIn, asksWhether, boundOf, claimIn, directionIn, meant, paysEarly } from "./Meaning.ts"
import type { Pieces } from "./Pieces.ts"
import { placingIn } from "./Placing.ts"
import { alike, several, timelineOf, timesOf, usual } from "./Spans.ts"

const earliest = (metric: Metric, text: string): boolean => metric === "days_late" && paysEarly.test(text)

/** "With us the longest": of customers on record it is the day that they are ranked by. */
const sinceWhen = ({ counting, rank, text }: Pieces): MeasureQuestion["rank"] =>
  counting || rank === undefined
    ? null
    : { order: longest.test(text) ? "oldest" : "newest", limit: rank.limit ?? 10, asked: false }
const longest = /\b(?:longest|oldest|earliest|first|longtemps|anciens?)\b/

const apart = /\b(?:by|per|each|every|which|whose|who|list|show|par|chaque|quels|quelles|liste\p{L}*|montre\p{L}*)\b/u

/** Beside the one whose place is asked for. */
const firstShown = 3

const mean = /\b(?:average|mean|typical|usual|moyen(?:ne)?)\b/

/** The status and priority of orders leave out no invoice and no payment. */
const ofNoOrders = { order_statuses: [], priority: null }

export const build = (
  pieces: Pieces,
  metric: Metric,
  { named, now }: { readonly named: number; readonly now: number }
): MeasureQuestion => {
  const { bound, counting, filters, text } = pieces
  const measured = meant(metric, pieces)
  const definition = catalogue[measured]
  const direction = named > 1 ? undefined : directionIn(text, measured)
  const times = alike(timesOf(pieces, measured, direction, now), direction !== undefined || pieces.assumed)
  // The terms "of our customers", on average: one number, not one for each of them.
  const onAverage = (pieces.as === "mean" || (measured === "days_late" && mean.test(text))) && !definition.additive &&
    pieces.by === "customer" &&
    pieces.rank === undefined && pieces.bound === undefined && !apart.test(text)
  const singly = definition.source === "settled" && pieces.bound?.of === "days" && pieces.by === undefined &&
    asksWhether(text) && anyOfThem.test(text)
  const ofSingles = pieces.by !== undefined && pieces.by !== "customer"
  const changes = direction !== undefined && times.before !== null
  const placed = named !== 1 || ofSingles || bound !== undefined || changes ? null : placingIn(text, pieces.rank)
  const wanted = singly ?
    "invoice" as const :
    onAverage ?
    undefined :
    pieces.by ?? several(pieces.times.found.map(({ period }) => period)) ??
      (counting || (pieces.rank !== undefined && pieces.by === undefined && named !== 1)
        ? "customer" as const
        : undefined)
  const by = placed !== null
    ? "customer"
    : (measured === "ordering_customers" || measured === "customers") && counting &&
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
  const as = placed === null ? asIn(pieces, measured, by, named) : "total"
  const limit = pieces.rank?.limit
  const soonest = measured === "due_amount" && by === "invoice"
  const rank = soonest && pieces.rank === undefined
    ? { order: "oldest" as const, limit: 10, asked: false }
    : pieces.rank !== undefined
    ? { order: pieces.rank.order, limit: limit ?? (placed === null ? 5 : firstShown), asked: true }
    : placed !== null
    ? { order: "most" as const, limit: firstShown, asked: true }
    : by === null || timeline || named > 1 || definition.source === "customers"
    ? null
    : { order: earliest(measured, text) ? "least" as const : "most" as const, limit: 10, asked: false }
  const asked = times.period ??
    (timeline && definition.dated !== "now" && by !== "age" ? timelineOf(by, measured, now) : null) ??
    usual(measured, now, filters)
  return {
    metric: measured,
    ...times,
    period: rank?.order === "least" && (by === "month" || by === "quarter" || by === "year")
      ? Calendar.untilBegun(by, asked, now)
      : asked,
    change,
    by,
    field: null,
    rank: measured === "customers" && placed === null ? sinceWhen(pieces) : counting || named > 1 ? null : rank,
    counting,
    as,
    assumed: pieces.assumed,
    filters: {
      ...noFilters,
      ...filters,
      ...(definition.source === "orders" || definition.source === "customers" ? {} : ofNoOrders),
      ...(metric === "rush_orders" && measured === "order_value" ? { priority: "rush" as const } : {}),
      ...boundOf(pieces, measured, as, groups)
    },
    claimed: claimIn(pieces, measured, as, groups),
    placed,
    customers: [],
    excluded: []
  }
}
