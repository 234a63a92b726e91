/** What no rows can tell, however it is asked: each with why. */
import type { MeasureQuestion, Metric, Period } from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import { untold } from "./Periods.ts"
import type { Pieces } from "./Pieces.ts"
import type { Refusal, Refused } from "./Reading.ts"
import { splitBy } from "./Unread.ts"

const converting =
  /\b(?:convert(?:ed|is\w*)?|exchange rate|(?:all|both|the) currencies (?:together|combined|in one)|across (?:all )?currencies|add(?:ed)? up (?:all )?(?:the )?currencies|toutes (?:les )?devises (?:confondues|ensemble)|taux de change)\b/
/** "Customers with no credit limit": not those that have one. */
const lacking =
  /\b(?:(?:ha(?:ve|s|d)|with|owes?|there (?:is|are)) no|without|don't have|do not have|sans|n'ont (?:pas|aucune?)(?: de)?) (?:an? |any )?(?:credit|limits?|plafonds?|over-? ?due|late|open|unpaid|outstanding|invoices?|factures?|payments?|debts?|terms|impayes?|dettes?|retards?)\b|\bowes? (?:us )?nothing\b|\bdoi(?:t|vent) rien\b/
const wasOwed =
  /\b(?:(?:more|less|higher|lower) than|compared (?:to|with)|versus|vs|plus que|moins que|par rapport|was|were|etai\w+|as of|as at|at the end of|end of|a la fin d\w*|fin|back (?:in|then))\b/
const fromInvoices = /\b(?:invoices?|factures?|issued|sent|billed|emises?|from|of)\b/

/** "Are we owed more than a month ago?" */
const thanBefore =
  /\b(?:more|less|higher|lower|bigger|smaller) than (?:\S+ ){0,4}ago\b|(?<!\p{L})(?:plus|moins) qu'il y a\b/u

/** What is told of orders of one priority is told of nothing that is not an order. */
const rushOnly = (text: string, metrics: ReadonlyArray<Metric>): Metric | undefined =>
  metrics.includes("rush_orders") && !together.test(text)
    ? metrics.find((metric) => catalogue[metric].source !== "orders")
    : undefined
const together = /,|\b(?:and|as well as|et|ainsi que)\b/

export const refused = (
  text: string,
  { metrics, rest, times }: Pieces,
  questions: ReadonlyArray<MeasureQuestion>,
  now: number
): Refused | undefined => {
  const [first] = questions
  if (first === undefined) return undefined
  const of = (refusal: Refusal, words: string, period: Period | undefined = times.found[0]?.period) =>
    ({ _tag: "Refused", refusal, words, metric: first.metric, period }) as const
  const time = untold.exec(text)?.[0]
  if (time !== undefined) return of("time", time.trim())
  const money = converting.exec(text)?.[0]
  if (money !== undefined) return of("currency", money)
  const without = /\b(?:but (?:not|didn't|did not|haven't|never)|mais (?:pas|n'ont))\b/.exec(text)?.[0]
  if (without !== undefined) return of("none", without)
  const nothing =
    /\b(?:paid (?:us )?nothing|(?:have|has|did|do|does)(?: not|n't) (?:yet )?(?:paid|pay) (?:us )?(?:anything|a cent|at all)|n'ont rien (?:paye|regle))\b/
      .exec(text)?.[0]
  if (nothing !== undefined) return of("none", nothing)
  const none = first.metric === "inactive_customers" || first.by !== "customer" ? undefined : lacking.exec(text)?.[0]
  if (none !== undefined) return of("none", none)
  const split = splitBy(rest)
  if (split !== undefined) return of("split", split)
  const impossible = questions.find(({ by, metric }) => by !== null && !catalogue[metric].by.includes(by))
  if (impossible !== undefined) return of("split", (impossible.by ?? "").replace("_", " "))
  const unsplit = rushOnly(text, metrics)
  if (unsplit !== undefined) return { ...of("split", "priority"), metric: unsplit }
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
  if (source === "unsettled" && first.metric !== "due_amount" && thanBefore.test(text)) return of("past", "")
  return undefined
}
