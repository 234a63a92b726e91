/** Arithmetic of the calendar in UTC: where days, weeks, months, quarters and years begin. Weeks begin on Monday. */
import type { Period, TimeUnit } from "../../../domain/Measure.ts"
import { isoDay } from "../../../domain/Time.ts"

export const dayMillis = 86_400_000

const partsOf = (at: number) => {
  const [year = 1970, month = 1, day = 1] = isoDay(at).split("-").map(Number)
  return { year, month: month - 1, day }
}

export const yearOf = (at: number): number => partsOf(at).year
export const monthOf = (at: number): number => partsOf(at).month

/** Months and days that do not exist run over into the next, as `Date.UTC` has it. */
export const dayAt = (year: number, month: number, day = 1): number => Date.UTC(year, month, day)

/** The beginning of the unit that `at` lies in, moved by so many units. */
export const startOf = (unit: TimeUnit, at: number, moved = 0): number => {
  const { day, month, year } = partsOf(at)
  switch (unit) {
    case "day":
      return dayAt(year, month, day + moved)
    case "week":
      return dayAt(year, month, day - (Math.floor(dayAt(year, month, day) / dayMillis) + 3) % 7 + 7 * moved)
    case "month":
      return dayAt(year, month + moved)
    case "quarter":
      return dayAt(year, month - month % 3 + 3 * moved)
    case "half":
      return dayAt(year, month - month % 6 + 6 * moved)
    case "year":
      return dayAt(year + moved, 0)
  }
}

/** So many units before the moment itself; the 31st becomes the last day of a shorter month. */
export const backFrom = (at: number, unit: TimeUnit, count: number): number => {
  const { day, month, year } = partsOf(at)
  const months = { day: 0, week: 0, month: 1, quarter: 3, half: 6, year: 12 }[unit] * count
  if (months === 0) return at - count * (unit === "week" ? 7 : 1) * dayMillis
  const last = partsOf(dayAt(year, month - months + 1, 0)).day
  return dayAt(year, month - months, Math.min(day, last)) + at % dayMillis
}

interface Said {
  readonly kind: Period["kind"]
  readonly unit?: TimeUnit | undefined
  readonly count?: number
  readonly assumed?: boolean
}

/** `to` is exclusive. */
export const period = (from: number | null, to: number, said: Said): Period => ({
  from,
  to,
  first: from === null ? null : isoDay(from),
  last: isoDay(Math.max(to - 1, from ?? to - 1)),
  kind: said.kind,
  unit: said.unit ?? null,
  count: said.count ?? 1,
  assumed: said.assumed ?? false
})

/** The unit that `now` lies in: as a whole, of which the part to come has no rows yet. */
export const current = (unit: TimeUnit, now: number): Period =>
  period(startOf(unit, now), startOf(unit, now, 1), { kind: "this", unit })

export const whole = (unit: TimeUnit, now: number, moved: number): Period =>
  period(startOf(unit, now, moved), startOf(unit, now, moved + 1), {
    kind: moved === 0 ? "this" : moved === -1 ? "previous" : moved > 0 ? "next" : "named",
    unit
  })

export const rolling = (unit: TimeUnit, count: number, now: number, assumed = false): Period =>
  period(backFrom(now, unit, count), now + 1, { kind: "rolling", unit, count, assumed })

/** The period of the same length just before it; for whole months, quarters and years the calendar's one. */
export const previousOf = (one: Period, unit: TimeUnit | null = one.unit): Period => {
  const { from, kind, to } = one
  if (from === null) return one
  if (unit !== null && kind !== "rolling" && kind !== "since" && kind !== "between") return named(unit, from, -1)
  if (unit !== null && kind === "rolling") {
    return period(backFrom(from, unit, one.count), from, { kind: "between" })
  }
  return period(from - (to - from), from, { kind: "between" })
}

/** The same days a year earlier. */
export const yearBefore = ({ from, kind, to, unit }: Period): Period => {
  const moved = (at: number) => backFrom(at, "year", 1)
  return unit !== null && kind !== "rolling" && from !== null
    ? named(unit, moved(from), 0)
    : period(from === null ? null : moved(from), moved(to), { kind: "between" })
}

/** Without the month, quarter or year that is not over: it would always be the lowest. */
export const untilBegun = (unit: TimeUnit, one: Period | null, now: number): Period | null => {
  const to = startOf(unit, now)
  return one === null || one.to <= to || (one.from !== null && one.from >= to)
    ? one
    : { ...period(one.from, to, { kind: one.from === null ? "until" : "between" }), assumed: one.assumed }
}

/** As much of one period as another has of its own. */
export const sameStretch = (one: Period, { from, to }: Period): Period =>
  one.from === null || from === null || to - from >= one.to - one.from
    ? one
    : period(one.from, one.from + (to - from), { kind: "between" })

/** The same month a year later. */
export const yearAfter = (from: number): Period => named("month", from, 12)

const named = (unit: TimeUnit, at: number, moved: number): Period =>
  period(startOf(unit, at, moved), startOf(unit, at, moved + 1), { kind: "named", unit })
