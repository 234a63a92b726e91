/** Periods in English: by name, with their dates. */
import type { Period } from "../../../../domain/Measure.ts"
import { formats } from "../../Formats.ts"
import { sameYear } from "./Grammar.ts"

const { isoDay, number } = formats.en

export const period = ({ count, first, from, kind, last, to, unit }: Period): string => {
  const name = unit === "half" ? "half-year" : unit ?? "day"
  const dates = first === null
    ? `up to ${isoDay(last)}`
    : first === last
    ? isoDay(first)
    : `${sameYear(first, last) ? isoDay(first).replace(/ \d{4}$/, "") : isoDay(first)} to ${isoDay(last)}`
  switch (kind) {
    case "this":
      return unit === "day" ? `today (${dates})` : `this ${name} so far (${dates})`
    case "previous":
      return unit === "day" ? `yesterday (${dates})` : `last ${name} (${dates})`
    case "next":
      return unit === "day" && count === 1
        ? `tomorrow (${dates})`
        : count === 1
        ? `next ${name} (${dates})`
        : `in the next ${number(count)} ${name}s (${dates})`
    case "rolling":
      return `in the last ${count === 1 ? name : `${number(count)} ${name}s`} (${dates})`
    case "since":
      return `since ${isoDay(first ?? last)}`
    case "until":
      return `up to ${isoDay(last)}`
    case "ever":
      return "so far"
    case "between":
      return `from ${dates}`
    case "named":
      return namedPeriod(unit, first ?? last, dates, from !== null && to - from > 86_400_000)
  }
}

const namedPeriod = (unit: Period["unit"], first: string, dates: string, long: boolean): string => {
  const year = first.slice(0, 4)
  const month = Number(first.slice(5, 7))
  switch (unit) {
    case "month":
      return `in ${isoDay(first).replace(/^\d+ /, "")}`
    case "quarter":
      return `in Q${Math.ceil(month / 3)} ${year} (${dates})`
    case "half":
      return `in the ${month < 7 ? "first" : "second"} half of ${year} (${dates})`
    case "year":
      return `in ${year}`
    default:
      return long ? `from ${dates}` : `on ${dates}`
  }
}

/** "In Q3 2026" as a noun: "Q3 2026". */
export const bare = (when: string) => when.replace(/^(?:from|in|on) /, "")
