/** Questions that go on from the one before: what is new in them, and what they keep of it. */
import type { MeasureQuestion, Metric } from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import { build } from "./Build.ts"
import { meansThem, ofThose } from "./Elliptic.ts"
import { type Pieces, rankedBy } from "./Pieces.ts"
import { rankIn } from "./Ranks.ts"
import { type Asked, type Clues, type MeasureReading, measuresAtOnce } from "./Reading.ts"
import { refused } from "./Refusals.ts"
import { beforeOf, shiftedFrom } from "./Shifted.ts"
import { alike, capped } from "./Spans.ts"
import { unreadIn } from "./Unread.ts"

/** "And the quarter before?", "what about Acme?", "and by month?": the earlier question with what is new in it. */
export const following = (
  pieces: Pieces,
  { among = [], earlier = [], field, questions, text }: Asked,
  { named, now, parted = false, past }: Clues
): MeasureReading | undefined => {
  const [first] = questions
  // "When will they be delivered?" asks for a day, which no figure is.
  if (first === undefined || (pieces.metrics.length === 0 && asksWhen.test(pieces.text))) return undefined
  const time = pieces.times.found[0]?.period
  const shifted = time === undefined ? shiftedFrom(first, pieces.text) : undefined
  const than = isThatMore.test(pieces.text)
    ? beforeOf(first.period) ?? undefined
    : comparing.test(pieces.text) && pieces.bound === undefined
    ? time
    : undefined
  const unread = unreadIn(pieces.rest.replace(ofThose, " ").replace(worth, " "))
  const says = than !== undefined || worthOf(first, pieces.text).length > 0 || time !== undefined ||
    shifted !== undefined ||
    pieces.metrics.length > 0 || pieces.by !== undefined ||
    pieces.rank !== undefined || pieces.bound !== undefined || Object.keys(pieces.filters).length > 0
  if (!says && !past && ((named === 0 && !parted) || unread.length > 0)) return undefined
  // "And for all customers?" asks for everybody, not for how many there are.
  const said = pieces.assumed ? [] : pieces.metrics.filter((metric) => metric !== "customers" || pieces.counting)
  const own = said.length > 0 ? said : worthOf(first, pieces.text)
  const metrics = own.length > 0 ? own.slice(0, measuresAtOnce) : questions.map(({ metric }) => metric)
  const asked = metrics.map((metric, i) => {
    const old = questions[i] ?? first
    // "And the worst?": of what was asked about, in the sense that it has there.
    const rank = pieces.rank === undefined ? undefined : rankIn(pieces.text, rankedBy(old.by, [metric])).value
    const fresh = build({ ...pieces, rank }, metric, { named, now })
    const placed = fresh.placed ??
      (named === 1 && pieces.by === undefined && (own.length === 0 || byWhich.test(pieces.text)) ? old.placed : null)
    const by = placed !== null ?
      "customer" :
      // "What share of revenue are they?" is asked of them together.
      fresh.as === "share" && pieces.by === undefined && meansThem(pieces.text) ?
      null :
      pieces.by === undefined && (pieces.rank === undefined || old.by !== null) &&
        catalogue[metric].by.includes(old.by ?? "customer")
      ? named > 1 ? "customer" : old.by === "customer" && named === 1 ? null : old.by
      : fresh.by
    const kept = time === undefined && shifted === undefined && catalogue[metric].dated !== "now" &&
        (catalogue[metric].source === "unsettled") === (catalogue[old.metric].source === "unsettled")
      ? old
      : undefined
    // "And compared with September?"
    const against = than !== undefined && old.period !== null && own.length === 0
      ? { ...alike({ period: old.period, before: than }, true), change: null }
      : undefined
    // "And the quarter before?", of who grew, is asked of who grew then.
    const goesBack = shifted !== undefined && old.before !== null && old.change !== null
    const period = shifted !== undefined ? capped(shifted, metric, now) : kept?.period ?? fresh.period
    return {
      ...fresh,
      metric: own.length === 0 && pieces.by === undefined ? old.metric : fresh.metric,
      ...(against ?? {
        period,
        before: kept?.before ?? (fresh.before === null || period === fresh.period ? fresh.before : beforeOf(period)),
        ...(goesBack ? { before: beforeOf(period) } : {}),
        change: kept?.before == null && !goesBack ? fresh.change : old.change
      }),
      by,
      rank: pieces.rank === undefined ? (by === old.by && old.rank !== null ? old.rank : fresh.rank) : fresh.rank,
      counting: pieces.counting || (own.length === 0 && old.counting),
      placed,
      as: placed !== null ? "total" : fresh.as === "total" && own.length === 0 ? old.as : fresh.as,
      assumed: own.length === 0 && old.assumed,
      filters: {
        ...(own.length === 0 || fresh.metric === old.metric ? old.filters : { ...old.filters, ...unbounded }),
        ...(old.metric === "rush_orders" && fresh.metric === "order_value" ? { priority: "rush" as const } : {}),
        ...Object.fromEntries(
          Object.entries(fresh.filters).filter(([, value]) => Array.isArray(value) ? value.length > 0 : value !== null)
        )
      }
    }
  })
  const refusal = refused(pieces.text, pieces, asked, now)
  if (refusal !== undefined) return refusal
  // "In total" of those is not of everybody.
  const refers = ofThose.test(pieces.text) || (named === 0 && meansThem(pieces.text))
  const goesOn = named > 0 || (ofAll.test(pieces.text) && !refers) ? [] : [text, ...earlier].slice(0, mostEarlier)
  const read = {
    _tag: "Asked",
    text: pieces.text,
    field: pieces.field ?? field,
    earlier: goesOn,
    excluding: false
  } as const
  const kept = named === 0 && among.length > 0 ? { among } : {}
  // Whose part of the customers they are stands in the question before.
  if (!refers || isOfAPart(first)) {
    return { ...read, questions: asked, unread, ...kept }
  }
  if (first.by === "customer" || catalogue[first.metric].source === "customers") {
    const whom = { ...first, by: "customer" as const, counting: false, rank: asManyAsShown(first) }
    return { ...read, questions: asked, unread, among: [...among, whom] }
  }
  return { ...read, questions: asked, unread: ofThose.test(pieces.text) ? [...unread, "those"] : unread, ...kept }
}

/** All customers, or all of an industry or a place: nothing but that chose them. */
const isOfAPart = ({ by, filters, metric, period, rank }: MeasureQuestion): boolean =>
  metric === "customers" && (by === null || by === "customer") && period === null && rank?.asked !== true &&
  filters.value === null

/** "How much were they worth?": of rows that were counted, what they come to. */
const worthOf = ({ metric }: MeasureQuestion, text: string): ReadonlyArray<Metric> => {
  const amount = worths[metric]
  return amount !== undefined && worth.test(text) ? [amount] : []
}
const worth = /\bworth\b|\b(?:come|came|add|added|amount|amounted) (?:up )?to\b|\b(?:valent|valaient|representent)\b/
const worths: Partial<Record<Metric, Metric>> = {
  orders: "order_value",
  rush_orders: "order_value",
  invoices: "revenue",
  open_invoices: "open_amount",
  overdue_invoices: "overdue_amount"
}

/** How large a figure had to be says nothing of another one. */
const unbounded = { amount: null, days: null, value: null }

/** "And for all customers?" */
const ofAll =
  /\b(?:overall|altogether|in total|all (?:of (?:them|our)|customers|clients|industries|sectors)|everybody|everyone|(?:tous|toutes) (?:les|nos)|au total)\b/
const mostEarlier = 5

const asksWhen = /^(?:and |et )?(?:when|quand)\b/
const comparing = /\b(?:than|compared?|versus|vs|against|par rapport|contre)\b/

/** "By orders?" */
const byWhich = /^(?:(?:and|et) )?(?:by|in|par|en) /

/** All that the question before was about, of which a table may have shown the first ten. */
const asManyAsShown = ({ rank }: MeasureQuestion): MeasureQuestion["rank"] =>
  rank === null || rank.asked ? rank : { ...rank, limit: mostAmong }
const mostAmong = 100

/** "Is that up?" */
const isThatMore = /^(?:is|was) (?:that|it|this) (?:more|less|higher|lower|better|worse|up|down)[\s?.!]*$/
