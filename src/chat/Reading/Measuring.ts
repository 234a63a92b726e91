/** Turns a question into typed measures, by rules over its words; what cannot be measured is named, never guessed. */
import type { Intent } from "../../domain/Answer.ts"
import type { MeasureQuestion, Metric, Period } from "../../domain/Measure.ts"
import { catalogue } from "../../knowledge/Measures/Catalogue.ts"
import { build, capped, type Pieces, piecesOf, rankedBy } from "./Measuring/Build.ts"
import * as Calendar from "./Measuring/Calendar.ts"
import { howMany, unmeasured } from "./Measuring/Metrics.ts"
import { untold } from "./Measuring/Periods.ts"
import { rankIn } from "./Measuring/Ranks.ts"
import { shareIn } from "./Measuring/Shares.ts"
import { mended } from "./Measuring/Spelling.ts"
import { splitBy, unreadIn } from "./Measuring/Unread.ts"

export type Refusal =
  /** No table holds what was asked for. */
  | "metric"
  /** Nothing has happened yet. */
  | "future"
  /** A time that no calendar tells. */
  | "time"
  /** A way to split that no column has. */
  | "split"
  /** Currencies are not converted or added up. */
  | "currency"
  /** What was owed, used or agreed at an earlier time is not kept. */
  | "past"

export type MeasureReading =
  | {
    readonly _tag: "Asked"
    readonly questions: ReadonlyArray<MeasureQuestion>
    /** Words that nothing has been made of. */
    readonly unread: ReadonlyArray<string>
    /** Plain, for looking up the tenant's own words. */
    readonly text: string
  }
  | {
    readonly _tag: "Refused"
    readonly refusal: Refusal
    /** As the question has them. */
    readonly words: string
    readonly metric: Metric | undefined
    readonly period: Period | undefined
  }

export interface Clues {
  readonly now: number
  readonly intents: ReadonlyArray<readonly [Intent, number]>
  /** How many customers the question names, or means. */
  readonly named: number
  /** What the question before was taken for, where this one goes on from it. */
  readonly earlier: MeasureReading | undefined
  /** It was answered already, so whoever it named was known. */
  readonly past: boolean
}

const measuresAtOnce = 3

/** `text` is plain, with `acme` for each name. Undefined where no number is asked for, or the facts tell it better. */
export const measuring = (text: string, clues: Clues): MeasureReading | undefined => {
  const spelled = mended(text)
  const pieces = piecesOf(spelled, clues.now)
  const { earlier, intents, named, now } = clues
  if (earlier?._tag === "Asked") {
    const followed = following(pieces, earlier, clues)
    if (followed !== undefined) return followed
  }
  const [top, score = 0] = intents[0] ?? []
  if (top === "conversation" || top === "decision_support" || (top === "status" && pieces.times.found.length === 0)) {
    return undefined
  }
  const dated = pieces.times.found.length > 0
  const asks = howMany.test(spelled) || askingForNumbers.test(spelled)
  if (top === "document_question" && score >= 3 && !(dated && asks)) return undefined
  if (top === "pattern_analysis" && regularities.test(spelled)) return undefined
  // How much of one customer's limit is used is a fact about it.
  if (named > 0 && !dated && usedLimit.test(spelled)) return undefined
  const unknown = unmeasured.exec(withoutMeasured(spelled))?.[0]
  if (
    unknown !== undefined && pieces.metrics.every((metric) => vague.has(metric)) && asks &&
    (dated || named > 0 || owned.test(spelled)) && !asksNoNumber.test(spelled)
  ) {
    return { _tag: "Refused", refusal: "metric", words: unknown, metric: undefined, period: undefined }
  }
  const questions = pieces.metrics.slice(0, measuresAtOnce).map((metric) => build(pieces, metric, { named, now }))
  const [first] = questions
  const impossible = refused(spelled, pieces, questions, now)
  if (impossible !== undefined && named === 0) return impossible
  const certain = named === 0 && pieces.metrics.some((metric) => !vague.has(metric))
  if (first === undefined || !(asks || dated || certain || pieces.rank !== undefined || pieces.by !== undefined)) {
    return undefined
  }
  if (named > 0 && !beyondFacts(pieces, first)) return undefined
  const unread = [...unreadOf(pieces, first, named), ...unreadIn(pieces.rest)]
  // What interest is charged on late payments, when shipments are held: no number of ours, though one stands beside it.
  if (named === 0 && impossible === undefined && asksForAnother(spelled, pieces, unread)) return undefined
  if (named > 0 && top === "pattern_analysis" && first.before === null) return undefined
  // "Compare Delta and Zylophone": with one side unknown there is nothing to compare.
  if (top === "comparison" && named === 1 && first.before === null && first.by === null) return undefined
  return impossible ?? {
    _tag: "Asked",
    questions,
    text: spelled,
    unread
  }
}

/** Set where a number stands in the question and something else is asked: what is written down, not what was counted. */
export const isAboutAnother = (text: string): boolean => {
  const spelled = mended(text)
  const pieces = piecesOf(spelled, 0)
  return pieces.metrics.length > 0 && asksForAnother(spelled, pieces, unreadIn(pieces.rest))
}

const usedLimit =
  /\b(?:limit|plafond)\b.{0,60}\b(?:used?|in use|utilis\w+)\b|\b(?:us(?:e|es|ed|ing)|utilis\w+)\b.{0,60}\b(?:limit|plafond)\b/
/** Not asked for a number, whatever it is about. */
const asksNoNumber = /^(?:and |so |et |alors )?(?:when|where|who|why|quand|ou|qui|pourquoi)\b/

/** The word after "what" is none that was read; or a vague word is all that was read, and more was said. */
const asksForAnother = (text: string, pieces: Pieces, unread: ReadonlyArray<string>): boolean => {
  if (unread.length === 0 || pieces.times.found.length > 0 || pieces.rank !== undefined || howMany.test(text)) {
    return false
  }
  const head = /^(?:and |so |et |alors )?(?:what|which|quel(?:le)?s?) (\p{L}+)/u.exec(text)?.[1]
  return (head !== undefined && unread.includes(head)) ||
    (pieces.metrics.every((metric) => vague.has(metric)) && pieces.by === undefined && pieces.bound === undefined)
}

const meanWord = /\b(?:average|mean|median|typical|moyen(?:ne)?)\b/

/** A part of which the whole is not measured; a mean where it is the sum that is told. */
const unreadOf = ({ by, rest }: Pieces, { as, metric }: MeasureQuestion, named: number): ReadonlyArray<string> => [
  ...(as === "share" || catalogue[metric].unit === "share" || (by !== undefined && named === 0) ? [] : shareIn(rest)),
  ...(as === "mean" || !catalogue[metric].additive ? [] : meanWord.exec(rest)?.slice(0, 1) ?? [])
]

const askingForNumbers =
  /\b(?:how (?:much|many|often|late|long|fast|quickly|big|large|old|high|did|do|does|is|are|has|have)|what|which|who|whose|whom|when|list|show|give|tell|total|sum|count|average|mean|median|top|rank|compare|is|are|did|do|does|has|have|was|were|combien|quel(?:le)?s?|qui|liste|montre|donne|classe\w*|moyenne?|somme|est-ce|y a-t-il|avons|ont|a quel)\b|\?/
const regularities =
  /\b(?:unusual\w*|odd|strange|weird|suspicious|abnormal|anomal\w+|outliers?|patterns?|trends?|seasonal\w*|saisonn\w+|tendances?|inhabituel\w*|bizarre|etrange|stands? out|red flags?|habits?|habitudes?|regularit\w+)\b/
const owned = /\b(?:our|we|us|nos|notre|nous|total|au total|avons)\b/
/** Words that stand beside almost anything. */
const vague = new Set<Metric>(["orders", "customers", "invoices", "payments", "revenue"])

/** "Returned orders", "cost of sales": a word that has another meaning beside a measure. */
const withoutMeasured = (text: string): string => text.replace(/\b(?:returned|sales (?:tax|costs?)|net)\b/g, " ")

/** One customer's figures as of now, or over the usual days, are facts already, told with what belongs to them. */
const beyondFacts = ({ as, bound, by, times }: Pieces, question: MeasureQuestion): boolean =>
  as === "share" ||
  times.found.length > 0 || bound !== undefined || question.before !== null ||
  (by !== undefined && by !== "customer") || beyond.has(question.metric)

const beyond = new Set<Metric>([
  "rush_share",
  "average_order",
  "order_value",
  "average_invoice",
  "payments",
  "due_amount",
  "median_days_late",
  "late_share"
])

const converting =
  /\b(?:convert(?:ed|is\w*)?|exchange rate|(?:all|both|the) currencies (?:together|combined|in one)|across (?:all )?currencies|add(?:ed)? up (?:all )?(?:the )?currencies|toutes (?:les )?devises (?:confondues|ensemble)|taux de change)\b/
const wasOwed = /\b(?:was|were|etai\w+|as of|as at|at the end of|end of|a la fin d\w*|fin|back (?:in|then))\b/
const fromInvoices = /\b(?:invoices?|factures?|issued|sent|billed|emises?|from|of)\b/

const refused = (
  text: string,
  { metrics, rest, times }: Pieces,
  questions: ReadonlyArray<MeasureQuestion>,
  now: number
): MeasureReading | undefined => {
  const [first] = questions
  if (first === undefined) return undefined
  const of = (refusal: Refusal, words: string, period: Period | undefined = times.found[0]?.period) =>
    ({ _tag: "Refused", refusal, words, metric: first.metric, period }) as const
  const time = untold.exec(text)?.[0]
  if (time !== undefined) return of("time", time.trim())
  const money = converting.exec(text)?.[0]
  if (money !== undefined) return of("currency", money)
  const without = /\b(?:but (?:not|didn't|did not|haven't|never)|mais (?:pas|n'ont))\b/.exec(text)?.[0]
  if (without !== undefined) return of("metric", without)
  const split = splitBy(rest)
  if (split !== undefined) return of("split", split)
  const impossible = questions.find(({ by, metric }) => by !== null && !catalogue[metric].by.includes(by))
  if (impossible !== undefined) return of("split", (impossible.by ?? "").replace("_", " "))
  const { dated, source } = catalogue[first.metric]
  const ahead = [first.period, first.before].find((period) =>
    period !== null && ((period.from ?? 0) > now || period.kind === "next")
  )
  if (ahead !== undefined && ahead !== null && first.metric !== "due_amount") return of("future", "", ahead)
  const past = first.period !== null && !first.period.assumed && first.period.kind !== "this"
  if (
    past &&
    (dated === "now" ||
      (source === "unsettled" && first.metric !== "due_amount" && wasOwed.test(text) &&
        !(fromInvoices.test(rest) && metrics.length === 1 && !/\b(?:end of|as of|as at|fin)\b/.test(text))))
  ) {
    return of("past", "")
  }
  return undefined
}

/** "And the quarter before?", "what about Acme?", "and by month?": the earlier question with what is new in it. */
const following = (
  pieces: Pieces,
  { questions }: MeasureReading & { readonly _tag: "Asked" },
  { named, now, past }: Clues
): MeasureReading | undefined => {
  const [first] = questions
  if (first === undefined) return undefined
  const time = pieces.times.found[0]?.period
  const shifted = time === undefined ? shiftedFrom(first, pieces.text) : undefined
  const unread = unreadIn(pieces.rest)
  const says = time !== undefined || shifted !== undefined || pieces.metrics.length > 0 || pieces.by !== undefined ||
    pieces.rank !== undefined || pieces.bound !== undefined || Object.keys(pieces.filters).length > 0
  if (!says && !past && (named === 0 || unread.length > 0)) return undefined
  // "And for all customers?" asks for everybody, not for how many there are.
  const own = pieces.metrics.filter((metric) => metric !== "customers" || pieces.counting)
  const metrics = own.length > 0 ? own.slice(0, measuresAtOnce) : questions.map(({ metric }) => metric)
  const asked = metrics.map((metric, i) => {
    const old = questions[i] ?? first
    // "And the worst?": of what was asked about, in the sense that it has there.
    const rank = pieces.rank === undefined ? undefined : rankIn(pieces.text, rankedBy(old.by, [metric])).value
    const fresh = build({ ...pieces, rank }, metric, { named, now })
    const by = pieces.by === undefined && (pieces.rank === undefined || old.by !== null) &&
        catalogue[metric].by.includes(old.by ?? "customer")
      ? named > 1 ? "customer" : old.by === "customer" && named === 1 ? null : old.by
      : fresh.by
    const kept = time === undefined && shifted === undefined && catalogue[metric].dated !== "now" &&
        (catalogue[metric].source === "unsettled") === (catalogue[old.metric].source === "unsettled")
      ? old
      : undefined
    return {
      ...fresh,
      metric: own.length === 0 && pieces.by === undefined ? old.metric : fresh.metric,
      period: shifted !== undefined ? capped(shifted, metric, now) : kept?.period ?? fresh.period,
      before: kept?.before ?? fresh.before,
      change: kept?.before == null ? fresh.change : old.change,
      by,
      rank: pieces.rank === undefined ? (by === old.by ? old.rank : fresh.rank) : fresh.rank,
      counting: pieces.counting || (own.length === 0 && old.counting),
      as: fresh.as === "total" && own.length === 0 ? old.as : fresh.as,
      assumed: own.length === 0 && old.assumed,
      filters: {
        ...old.filters,
        ...Object.fromEntries(
          Object.entries(fresh.filters).filter(([, value]) => Array.isArray(value) ? value.length > 0 : value !== null)
        )
      }
    }
  })
  return refused(pieces.text, pieces, asked, now) ?? { _tag: "Asked", questions: asked, text: pieces.text, unread }
}

const shiftedFrom = ({ period }: MeasureQuestion, text: string): Period | undefined => {
  if (period === null || period.from === null) return undefined
  const unit =
    /\b(?:the )?(day|week|month|quarter|year) (?:before|earlier|prior)\b|\bprevious (day|week|month|quarter|year)\b/
      .exec(text)
  const french =
    /\b(jour|semaine|mois|trimestre|annee) (?:d'avant|precedente?|avant)\b|\b(?:l'annee) (?:d'avant|precedente)\b/.exec(
      text
    )
  const word = unit?.[1] ?? unit?.[2] ?? french?.[1]
  if (word !== undefined || french !== null) {
    return /^(?:year|annee)/.test(word ?? "annee") && period.unit !== "year"
      ? Calendar.yearBefore(period)
      : Calendar.previousOf(period)
  }
  return /\b(?:before that|the one before|the period before|before|avant|celui d'avant|precedente?)\b/.test(text)
    ? Calendar.previousOf(period)
    : undefined
}

/** Names a time, a split or a number and nobody: "the quarter before?", "by month?", "and revenue?". */
export const isElliptic = (text: string): boolean => {
  // Any moment does: it is not asked when, only whether.
  const pieces = piecesOf(mended(text), 0)
  // "By customer" asks for each, not for all of them.
  const whom = text.replace(
    /\b(?:by|per|for each|par|pour chaque|chaque|each) (?:customers?|clients?|accounts?)\b/,
    " "
  )
  return unreadIn(pieces.rest).length === 0 && !everybody.test(whom) &&
    (pieces.times.found.length > 0 || pieces.by !== undefined || pieces.metrics.length > 0 ||
      /\bbefore\b|\bavant\b/.test(text))
}

const everybody =
  /\b(?:all|everyone|everybody|overall|in total|altogether|our|we|customers?|clients?|accounts?|who|tous|toutes|au total|nos|notre|nous)\b/
