/** Which time a question is about, and which it is compared with, of those that it names and those that are usual. */
import type { Filters, Grouping, Metric, Period } from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import * as Calendar from "./Calendar.ts"
import { unitOf } from "./Periods.ts"
import type { Pieces } from "./Pieces.ts"

export const usual = (metric: Metric, now: number, filters: Partial<Filters> = {}): Period | null => {
  const { usual: back } = catalogue[metric]
  // How many orders are open is asked of all of them, however old.
  if (catalogue[metric].source === "orders" && filters.order_statuses !== undefined) {
    return Calendar.period(null, now + 1, { kind: "ever", assumed: true })
  }
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

export const timelineOf = (by: Grouping | null, metric: Metric, now: number): Period | null =>
  catalogue[metric].usual === null
    ? null
    : by === "year"
    ? Calendar.period(null, now + 1, { kind: "ever", assumed: true })
    : Calendar.period(
      by === "quarter" ? Calendar.startOf("quarter", now, -7) : Calendar.startOf("month", now, -11),
      now + 1,
      { kind: "since", assumed: true }
    )

/** How it went since a whole year is only told by the same part of that year as has gone by of this one. */
export const alike = <T extends { readonly period: Period | null; readonly before: Period | null }>(
  times: T,
  asksHow: boolean
): T =>
  !asksHow || times.period?.kind !== "this" || times.before === null
    ? times
    : { ...times, before: Calendar.sameStretch(times.before, times.period) }

/** What stands right before the time that another one is compared with. */
const against =
  /(?:\bcompared? (?:to|with)|\bvs\.?|\bversus|\bagainst|\bthan(?: in)?|\brelative to|\bpar rapport (?:a|au)|\bcontre|\bque|\b(?:up|down) (?:on|from))\s+(?:the |le |la |l')?$/
const yearly =
  /\b(?:year[- ]on[- ]year|year[- ]over[- ]year|yoy|(?:the )?same (?:period|time|month|quarter|week)s? (?:of |in )?(?:the )?(?:last year|previous year|year before|a year ago)?|d'une annee sur l'autre)\b/
const previousOne =
  /\b(?:against|vs|versus|than|with|to|par rapport (?:au|a la|a)|contre|que) (?:in )?(?:the |le |la )?(?:last|previous|prior|preceding|one before|precedente?|dernier|derniere)(?: one| period)?\b|\b(?:the )?(?:period|one) before\b|\b(?:la periode precedente)\b/

/** "The quarter before", beside a time that is named. */
const unitBefore =
  /\b(?:the |le |la |l')?(week|month|quarter|half[- ]?year|year|semaine|mois|trimestre|semestre|annee|an) (?:before(?: that)?|prior|earlier|d'avant|precedente?)\b/

const thanBefore =
  /\b(?:than (?:they|it|he|she) (?:used to|did)|used to|than (?:before|usual|previously|in the past)|qu'avant|qu'auparavant|que d'habitude)\b/

export const timesOf = (
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
  if (first !== undefined && second !== undefined && first.from === second.from && first.to === second.to) {
    // "Last quarter against the previous quarter": the one before that, not before today. Else it was only said twice.
    const one = /\b(?:previous|prior|preceding|precedente?)\b/.test(pieces.text)
    return { period: first, before: one ? Calendar.previousOf(first) : null }
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
  const unit = unitBefore.exec(rest)?.[1]
  if (first !== undefined && second === undefined && unit !== undefined) {
    const before = unitOf(unit) === "year" && first.unit !== "year"
      ? Calendar.yearBefore(first)
      : Calendar.previousOf(first)
    return { period: first, before }
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
      (first === undefined &&
        (pieces.by === "customer" || pieces.by === "industry" || pieces.by === "detail" || pieces.by === undefined) &&
        (/\b(?:grow|shrink|shrank|shrunk|grew|increas|declin|decreas|drop|fell|fall|ris(?:e|ing)|going|trend|augment|baiss|diminu|progress)/
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
    /\b(?:(?:go|goes|going|went|gone|come|came) (?:up|down)|gr[eo]w|grown|growth|growing|increas\w*|declin\w*|decreas\w*|drop(?:ped)?|fell|fallen|rose|risen|chang(?:e|ed)|improv\w*|worsen\w*|augment\w*|baiss\w*|diminu\w*|progress\w*|croissance|evolu\w*|evolution)\b/
  if (first !== undefined && first.from !== null && grows.test(rest) && first.kind !== "since") {
    return { period: first, before: Calendar.previousOf(first) }
  }
  return { period: first ?? null, before: null }
}

/** "Q1, Q2 and Q3": the unit that all of more than two times are of, by which they are told apart. */
export const several = (times: ReadonlyArray<Period>): "month" | "quarter" | "year" | null => {
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
